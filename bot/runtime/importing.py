"""Files into the store: outlets, watchlists and concepts, at the start and whenever their content changes.

A file with a mistake is refused and the version in force stays; who can mend it is told.
"""

import asyncio
import contextlib
import logging
from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import DocumentKind, Mode, Outlet
from bot.runtime.catalogue import Sheets, SheetsError, failed_cases, read_sheets
from bot.runtime.leases import Post
from bot.runtime.outlets import read_outlets
from bot.runtime.owners import tell_owners
from bot.runtime.world import World
from bot.storage import documents, feeds
from bot.storage.documents import FileText
from bot.telegram.notices import refused_import
from bot.watch import load_watchlist

log = logging.getLogger(__name__)


class Importer:
    """Compares the files with what was last imported from them."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._outlets: tuple[Outlet, ...] | None = None
        self._hashes: frozenset[tuple[str, str]] = frozenset()
        self._sheet_problems: Sequence[str] = ()
        self._told: frozenset[str] = frozenset()

    async def outlets(self) -> None:
        """Import the outlets alone, so that polling may begin; what is wrong with them `tick` tells."""
        with contextlib.suppress(SheetsError):
            await self._import_outlets()

    async def tick(self) -> int:
        """Import what changed and is right; returns how many documents and outlets files."""
        problems: list[str] = []
        changed = 0
        try:
            changed += await self._import_outlets()
        except SheetsError as error:
            problems += error.problems
        try:
            changed += await self._import_sheets(problems)
        except SheetsError as error:
            problems += error.problems
        await self._tell(problems)
        return changed

    async def _import_outlets(self) -> int:
        outlets = read_outlets(self._world.settings.environment.outlets_file)
        if outlets == self._outlets:
            return 0
        async with self._world.leases[Post.DESK].write() as conn:
            sync = await feeds.sync(conn, outlets, self._world.clock.now())
        self._outlets = outlets
        self._world.outlets_changed()
        log.info("outlets: %s feeds, %s new, %s gone", sync.active, sync.added, sync.removed)
        return 1

    async def _import_sheets(self, problems: list[str]) -> int:
        sheets = read_sheets(self._world.settings.environment.watchlists_dir)
        hashes = frozenset((item.path, item.hash) for item in [*sheets.concepts, *sheets.watchlists])
        if hashes == self._hashes:
            problems.extend(self._sheet_problems)
            return 0
        catalogue = await asyncio.to_thread(self._world.compiler.compiled, sheets)
        if not catalogue.problems and (failed := failed_cases(catalogue)):
            # Which file is to blame nobody knows: a concept may have broken another file's case.
            self._hashes, self._sheet_problems = hashes, failed
            problems.extend(failed)
            return 0
        wrong = {problem.split(":", 1)[0] for problem in catalogue.problems}
        now = self._world.clock.now()
        imported = 0
        async with self._world.leases[Post.DESK].write() as conn:
            for kind, items in (
                (DocumentKind.CONCEPT, sheets.concepts),
                (DocumentKind.WATCHLIST, sheets.watchlists),
            ):
                right = [
                    FileText(item.id, item.source, item.hash) for item in items if item.path not in wrong
                ]
                imported += len(await documents.import_files(conn, kind, right, now))
            gone = await self._gone(conn, sheets)
        self._hashes, self._sheet_problems = hashes, [*catalogue.problems, *gone]
        problems.extend(self._sheet_problems)
        if imported:
            log.info("watchlists: %s documents imported", imported)
        return imported

    async def _gone(self, conn: AsyncConnection, sheets: Sheets) -> list[str]:
        """Watchlists in force whose file was taken away, in words: people subscribe to them, so none ends by accident."""
        directory = self._world.settings.environment.watchlists_dir
        there = {sheet.id for sheet in sheets.watchlists}
        return [
            f"{directory / item.id}.yaml: the file is gone, the watchlist is not; to end it, put the file back with "
            "`alert: {mode: retired}`"
            for item in await documents.published(conn, DocumentKind.WATCHLIST)
            if item.id not in there and load_watchlist(item.body, item.id).alert.mode is not Mode.RETIRED
        ]

    async def _tell(self, problems: Sequence[str]) -> None:
        """Tell the log and the owners, once for each set of problems."""
        found = frozenset(problems)
        if found == self._told:
            return
        if not found:
            self._told = found
            return
        for problem in problems:
            log.error("not imported, the version in force stays: %s", problem)
        now = self._world.clock.now()
        async with self._world.leases[Post.DESK].write() as conn:
            await tell_owners(
                conn,
                self._world,
                f"import:{now.isoformat()}",
                now,
                lambda words: refused_import(words, problems),
            )
        self._told = found  # not before: what could not be stored is told at the next look
