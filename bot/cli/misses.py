"""python -m bot misses: what watchlists have missed, and spellings that no concept has."""

import asyncio
import sys
from datetime import timedelta

from pydantic import TypeAdapter

from bot.alerts.markup import plain_text
from bot.cli.problems import FAILED, WRONG, settings_or_none, tell
from bot.model import MissReport
from bot.runtime.catalogue import compiled
from bot.runtime.clock import SystemClock
from bot.runtime.lab.misses import miss_report
from bot.runtime.world import published_sheets
from bot.settings import Settings, parse_duration
from bot.storage import feeds
from bot.storage.database import Database
from bot.storage.errors import StorageError
from bot.telegram.misses import report_messages
from bot.telegram.words import Words

#: A terminal has no limit.
_ROOM = 1_000_000


def misses(since: str, *, as_json: bool) -> int:
    """Read the archive and print the report; returns the exit code."""
    settings = settings_or_none()
    if settings is None:
        return WRONG
    try:
        week = parse_duration(since)
    except ValueError as error:
        tell([f"--since {since}: {error}"])
        return WRONG
    try:
        found = asyncio.run(_found(settings, week))
    except StorageError as error:
        tell([str(error)])
        return FAILED
    if as_json:
        print(TypeAdapter(MissReport).dump_json(found).decode())
        return 0
    words = Words(settings.behaviour.default_language, settings.behaviour.default_timezone)
    told = report_messages(words, found, room=_ROOM)
    print("\n\n".join(plain_text(message.html) for message in told))
    return 0


async def _found(settings: Settings, week: timedelta) -> MissReport:
    db = await Database.open(settings.database_url)
    try:
        async with db.read() as conn:
            catalogue = await asyncio.to_thread(compiled, await published_sheets(conn))
            outlets = await feeds.outlets(conn)
        return await miss_report(db, catalogue, outlets, SystemClock().now(), week=week, progress=_progress)
    finally:
        await db.close()


def _progress(done: int, of: int) -> None:
    if sys.stderr.isatty():
        print(f"\r{done:,} of {of:,} articles", end="\n" if done >= of else "", file=sys.stderr)
