"""python -m bot export: stories and alerts for spreadsheets and other programs."""

import asyncio
import sys
from datetime import timedelta

from bot.cli.problems import FAILED, WRONG, settings_or_none, tell
from bot.runtime.clock import SystemClock
from bot.runtime.exporting import Form, What, exported
from bot.settings import Settings, parse_duration
from bot.storage.database import Database
from bot.storage.errors import StorageError


def export(what: str, since: str, form: str) -> int:
    """Write the file to standard output; returns the exit code."""
    settings = settings_or_none()
    if settings is None:
        return WRONG
    if what not in set(What) or form not in set(Form):
        tell([f"export: there are {' and '.join(What)}, as --format {' or '.join(Form)}"])
        return WRONG
    try:
        ago = parse_duration(since)
    except ValueError as error:
        tell([f"--since {since}: {error}"])
        return WRONG
    try:
        asyncio.run(_written(settings, What(what), Form(form), ago))
    except StorageError as error:
        tell([str(error)])
        return FAILED
    return 0


async def _written(settings: Settings, what: What, form: Form, ago: timedelta) -> None:
    db = await Database.open(settings.database_url)
    try:
        since = SystemClock().now() - ago
        async for piece in exported(db, what, form, since):
            sys.stdout.write(piece)
    finally:
        await db.close()
