"""python -m bot db."""

import asyncio

from bot.cli.problems import FAILED, WRONG, settings_or_none, tell
from bot.storage.database import Database
from bot.storage.errors import StorageError


def upgrade() -> int:
    """Bring the schema up to date; returns the exit code."""
    settings = settings_or_none()
    if settings is None:
        return WRONG
    try:
        place = asyncio.run(_upgrade(settings.database_url))
    except StorageError as error:
        tell([str(error)])
        return FAILED
    print(f"The database {place} is up to date.")
    return 0


async def _upgrade(url: str) -> str:
    db = await Database.open(url)
    try:
        await db.upgrade()
        return db.place
    finally:
        await db.close()
