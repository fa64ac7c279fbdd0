"""Files into the store: outlets, watchlists and concepts, at the start and whenever their content changes.

A file with a mistake is refused and the version in force stays; one that clashes with what was edited elsewhere too; who
can mend it is told. What becomes of each file is decided in lab/filing.py.
"""

import asyncio
import contextlib
import logging
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import DocumentKind, Mode
from bot.runtime.catalogue import Sheets, SheetsError, read_sheets
from bot.runtime.lab.filing import Filing, file_of, filing, fitting, overlaid
from bot.runtime.lab.proving import body_hash
from bot.runtime.lab.shelf import outlets_in_force
from bot.runtime.leases import Post
from bot.runtime.outlets import read_outlets, read_source
from bot.runtime.owners import tell_owners
from bot.runtime.world import World, published_sheets
from bot.sources.outletfile import entries
from bot.storage import audit, documents, feeds
from bot.storage.documents import FileText
from bot.telegram.notices import refused_import
from bot.watch import load_watchlist

log = logging.getLogger(__name__)


class Importer:
    """Compares the files with what was last imported from them."""

    def __init__(self, world: World) -> None:
        self._world = world
        #: What was looked at last, files and what was in force then, and what was wrong with it.
        self._outlets: tuple[str, int] | None = None
        self._outlet_problems: Sequence[str] = ()
        self._sheets: tuple[frozenset[tuple[str, str]], int] | None = None
        self._sheet_problems: Sequence[str] = ()
        self._told: frozenset[str] = frozenset()

    async def outlets(self) -> None:
        """Import the outlets alone, so that polling may begin; what is wrong with them `tick` tells."""
        with contextlib.suppress(SheetsError):
            await self._import_outlets()

    async def sheets(self) -> Sheets:
        """What would be in force with the files as they are, for the check before a start; raises as `read_sheets`."""
        sheets = read_sheets(self._world.settings.environment.watchlists_dir)
        async with self._world.db.read() as conn:
            concepts = await self._filing(conn, DocumentKind.CONCEPT, sheets)
            watchlists = await self._filing(conn, DocumentKind.WATCHLIST, sheets)
            return overlaid(await published_sheets(conn), concepts.taken, watchlists.taken)

    async def tick(self) -> int:
        """Import what changed and is right; returns how many documents."""
        problems: list[str] = []
        changed = 0
        try:
            changed += await self._import_outlets()
            problems += self._outlet_problems
        except SheetsError as error:
            problems += error.problems
        try:
            changed += await self._import_sheets()
            problems += self._sheet_problems
        except SheetsError as error:
            problems += error.problems
        await self._tell(problems)
        return changed

    # --- outlets --------------------------------------------------------------------------------------

    async def _import_outlets(self) -> int:
        file = self._world.settings.environment.outlets_file
        source = read_source(file)
        async with self._world.db.read() as conn:
            generation = await documents.outlets_generation(conn)
            if self._outlets == (source, generation):
                return 0
            read_outlets(file)
            found = await self._outlets_filing(conn, source, file)
        now = self._world.clock.now()
        async with self._world.leases[Post.DESK].write() as conn:
            await documents.take_turn(conn, DocumentKind.OUTLET)
            if await documents.outlets_generation(conn) != generation:
                return 0  # somebody was quicker; the next look sees both
            versions = await documents.take_over(conn, DocumentKind.OUTLET, [*found.taken.values()], now)
            await self._note(conn, DocumentKind.OUTLET, versions, first=not generation)
            sync = await feeds.sync(conn, [*(await outlets_in_force(conn)).values()], now)
            generation = await documents.outlets_generation(conn)
        self._outlets, self._outlet_problems = (source, generation), found.problems
        self._world.outlets_changed()
        log.info("outlets: %s feeds, %s new, %s gone", sync.active, sync.added, sync.removed)
        return len(versions)

    async def _outlets_filing(self, conn: AsyncConnection, source: str, file: Path) -> Filing:
        bodies = entries(source)
        files = [FileText(id_, body, body_hash(body)) for id_, body in bodies.items()]
        gone = [id_ for id_ in await documents.from_files(conn, DocumentKind.OUTLET) if id_ not in bodies]
        files += [FileText(id_, "", body_hash("")) for id_ in gone]
        changed = await documents.changed(conn, DocumentKind.OUTLET, files)
        found = filing(
            DocumentKind.OUTLET, changed, {one.file.id: f"{file}#{one.file.id}" for one in changed}
        )
        # Messages name the one file.
        return Filing(
            found.taken, tuple(problem.replace(f"{file}#", f"{file}: ") for problem in found.problems)
        )

    # --- watchlists and concepts ----------------------------------------------------------------------

    async def _import_sheets(self) -> int:
        sheets = read_sheets(self._world.settings.environment.watchlists_dir)
        hashes = frozenset((item.path, item.hash) for item in [*sheets.concepts, *sheets.watchlists])
        async with self._world.db.read() as conn:
            generation = await documents.generation(conn)
            if self._sheets == (hashes, generation):
                return 0
            gone = await self._gone(conn, sheets)
            concepts = await self._filing(conn, DocumentKind.CONCEPT, sheets)
            watchlists = await self._filing(conn, DocumentKind.WATCHLIST, sheets)
            in_force = await published_sheets(conn)
        concepts, watchlists = await asyncio.to_thread(
            fitting, in_force, concepts, watchlists, self._world.compiler
        )
        now = self._world.clock.now()
        imported = 0
        async with self._world.leases[Post.DESK].write() as conn:
            await documents.take_turn(conn, DocumentKind.WATCHLIST)
            if await documents.generation(conn) != generation:
                return 0  # somebody was quicker; the next look sees both
            for kind, found in ((DocumentKind.CONCEPT, concepts), (DocumentKind.WATCHLIST, watchlists)):
                versions = await documents.take_over(conn, kind, [*found.taken.values()], now)
                await self._note(conn, kind, versions, first=not generation)
                imported += len(versions)
            generation = await documents.generation(conn)
        self._sheets = (hashes, generation)
        self._sheet_problems = [*concepts.problems, *watchlists.problems, *gone]
        if imported:
            log.info("watchlists: %s documents imported", imported)
        return imported

    async def _filing(self, conn: AsyncConnection, kind: DocumentKind, sheets: Sheets) -> Filing:
        items = sheets.concepts if kind is DocumentKind.CONCEPT else sheets.watchlists
        changed = await documents.changed(conn, kind, [file_of(item) for item in items])
        return filing(kind, changed, {item.id: item.path for item in items})

    async def _gone(self, conn: AsyncConnection, sheets: Sheets) -> list[str]:
        """Watchlists whose file was taken away, in words: people subscribe to them, so none ends by accident."""
        directory = self._world.settings.environment.watchlists_dir
        there = {sheet.id for sheet in sheets.watchlists}
        gone = []
        for id_ in await documents.from_files(conn, DocumentKind.WATCHLIST):
            item = None if id_ in there else await documents.get(conn, DocumentKind.WATCHLIST, id_)
            if item is not None and load_watchlist(item.body, id_).alert.mode is not Mode.RETIRED:
                gone.append(
                    f"{directory / id_}.yaml: the file is gone, the watchlist is not; to end it, put the file back with "
                    "`alert: {mode: retired}`"
                )
        return gone

    # --- both -----------------------------------------------------------------------------------------

    async def _note(
        self, conn: AsyncConnection, kind: DocumentKind, versions: dict[str, int], *, first: bool
    ) -> None:
        """Write the audit; that an installation begins with a thousand concepts is no deed."""
        now = self._world.clock.now()
        for id_, version in () if first else versions.items():
            await audit.note(conn, "", "publish", f"{kind}:{id_}", now, version=version, origin="file")

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
