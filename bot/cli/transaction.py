"""One write transaction of a command that needs nothing else of the worker."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.cli.problems import FAILED, WRONG, settings_or_none, tell
from bot.runtime.clock import SystemClock
from bot.settings import Settings
from bot.storage.database import Database
from bot.storage.errors import StorageError

Action = Callable[[AsyncConnection, Settings, datetime], Awaitable[int]]


def in_transaction(action: Action) -> int:
    """Do it over the configured database; returns its exit code, or that of wrong settings or a failing database."""
    settings = settings_or_none()
    if settings is None:
        return WRONG
    try:
        return asyncio.run(_within(settings, action))
    except StorageError as error:
        tell([str(error)])
        return FAILED


async def _within(settings: Settings, action: Action) -> int:
    db = await Database.open(settings.database_url)
    try:
        async with db.write() as conn:
            return await action(conn, settings, SystemClock().now())
    finally:
        await db.close()
