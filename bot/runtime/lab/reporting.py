"""When the report of misses is made and who gets it: once a week whoever may publish, at any time whoever asks; and what a
tap on one of its spellings does."""

import asyncio
import logging
from datetime import datetime, timedelta
from functools import partial

from pydantic import TypeAdapter
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import (
    Author,
    Conflict,
    DocumentKind,
    Forbidden,
    Message,
    MissReport,
    NewSpelling,
    NotSeen,
    Published,
    Refused,
    Role,
    Saved,
    TooMuch,
)
from bot.runtime.lab.misses import ARCHIVE, WEEK, miss_report, report_apart
from bot.runtime.lab.roles import Roles
from bot.runtime.lab.versions import Lab
from bot.runtime.leases import Post
from bot.runtime.owners import tell_people
from bot.runtime.world import World, published_sheets
from bot.sources.pool import WorkerPool, WorkFailedError, WorkTimeoutError
from bot.storage import articles, documents, meta
from bot.storage.errors import StorageError
from bot.telegram.misses import handle_of, report_messages
from bot.telegram.words import Words
from bot.watch.rewriting import RewriteError, with_name

log = logging.getLogger(__name__)

EVERY = timedelta(seconds=30)
#: Articles that are read beside the ticks; of more a process of its own is made, with so much address space in bytes and
#: so many seconds.
_FEW, _MEMORY, _PATIENCE = 500, 2 * 1024**3, 2 * 3600
#: After a report that failed.
_AGAIN = timedelta(hours=1)
_MADE = "misses.made_at"
_REPORT = "misses.report"
#: Ids of who asked since the last report, with spaces between.
_WANTED = "misses.wanted"
_JSON: TypeAdapter[MissReport] = TypeAdapter(MissReport)
_PUBLISHERS = frozenset({Role.OWNER, Role.ADMIN})


async def ask_for_report(conn: AsyncConnection, person: int) -> None:
    """Have the report made now, and sent to a person."""
    wanted = {*(await meta.get(conn, _WANTED, "") or "").split(), str(person)}
    await meta.set(conn, _WANTED, " ".join(sorted(wanted)))


async def last_report(conn: AsyncConnection) -> MissReport | None:
    """The report that was made last."""
    found = await meta.get(conn, _REPORT)
    return _JSON.validate_json(found) if found else None


def spelling_of(report: MissReport | None, number: int, handle: str) -> NewSpelling | None:
    """The spelling at a place of a report, if it is still the one that the button was made for."""
    if report is None or not 0 <= number < len(report.spellings):
        return None
    found = report.spellings[number]
    return found if handle_of(found) == handle else None


async def take_spelling(
    lab: Lab, spelling: NewSpelling, author: Author
) -> Published | Saved | Refused | Conflict | NotSeen | Forbidden | TooMuch:
    """Write a spelling into its concept: published where the author may, else as his draft."""
    known = await lab.document(DocumentKind.CONCEPT, spelling.concept)
    if known is None or known.published is None or not known.published.body:
        return Refused((f"{spelling.concept}: there is no such concept any more",))
    try:
        body = with_name(known.published.body, "names", spelling.lang, spelling.text)
    except RewriteError as error:
        return Refused((str(error),))
    version, why = known.published.version, f"spelling {spelling.text}, seen in {spelling.articles} articles"
    saved = await lab.save_draft(DocumentKind.CONCEPT, spelling.concept, body, author, version, why)
    if not isinstance(saved, Saved) or author.role not in _PUBLISHERS:
        return saved
    return await lab.publish(DocumentKind.CONCEPT, spelling.concept, author, saved.draft.base, why)


class MissesStation:
    """Looks every now and then whether a report is due or asked for; it is made beside the ticks."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._running: asyncio.Task[None] | None = None
        self._not_before: datetime | None = None

    async def tick(self) -> int:
        """Begin a report if it is time; returns how many were begun."""
        if self._running is not None and not self._running.done():
            return 0
        now = self._world.clock.now()
        if self._not_before is not None and now < self._not_before:
            return 0
        async with self._world.db.read() as conn:
            made, wanted = await meta.get(conn, _MADE), await meta.get(conn, _WANTED, "")
        if made is None:  # an archive that has just begun has missed nothing
            async with self._world.leases[Post.DESK].write() as conn:
                await meta.set(conn, _MADE, now.isoformat())
        is_due = made is not None and now - datetime.fromisoformat(made) >= WEEK
        if not is_due and not wanted:
            return 0
        self._running = asyncio.create_task(self._report(is_due=is_due), name="misses")
        return 1

    async def settle(self) -> None:
        """Wait for a report under way."""
        if self._running is not None:
            await self._running

    async def stop(self) -> None:
        """Leave a report under way: it is made again."""
        if self._running is not None:
            self._running.cancel()
            await asyncio.gather(self._running, return_exceptions=True)

    async def _report(self, *, is_due: bool) -> None:
        world = self._world
        now = world.clock.now()
        try:
            found = await self._made(now)
            async with world.leases[Post.DESK].write() as conn:
                await self._tell(conn, found, now, is_due=is_due)
        except (StorageError, WorkFailedError, WorkTimeoutError) as error:
            log.error("no report of misses was made: %s", error)
            self._not_before = now + _AGAIN
            return
        world.nudge("send")
        world.tell("misses", stories=found.stories, edits=len(found.misses), spellings=len(found.spellings))

    async def _made(self, now: datetime) -> MissReport:
        """A large archive is read in a process of its own: minutes of work would make alerts wait."""
        world = self._world
        async with world.db.read() as conn:
            number = await articles.count(conn, now - ARCHIVE)
            sheets, generation = await published_sheets(conn), await documents.generation(conn)
        if number <= _FEW:
            return await miss_report(world.db, await world.catalogue(), await world.outlets(), now)
        pool = WorkerPool(memory=_MEMORY)
        try:
            return await pool.run(
                report_apart, world.settings.database_url, sheets, generation, now, timeout=_PATIENCE
            )
        finally:
            await pool.close()

    async def _tell(self, conn: AsyncConnection, found: MissReport, now: datetime, *, is_due: bool) -> None:
        world = self._world
        asked = {int(word) for word in (await meta.get(conn, _WANTED, "") or "").split()}
        await meta.set(conn, _WANTED, "")
        await meta.set(conn, _REPORT, _JSON.dump_json(found).decode())
        everybody = await Roles(conn, world.settings.environment.bot_owners, now).all()
        told = asked & everybody.keys()
        if is_due:
            await meta.set(conn, _MADE, now.isoformat())
            if found.misses or found.spellings:  # who gets an empty report every week reads none
                told |= {person for person, role in everybody.items() if role in _PUBLISHERS}
        for part in range(len(report_messages(Words("en"), found))):
            about = f"misses:{now.isoformat()}/{part}"
            await tell_people(conn, world, told, about, now, partial(_part, found, part))


def _part(found: MissReport, part: int, words: Words) -> Message:
    return report_messages(words, found)[part]
