"""python -m bot page-link: signs whoever works on the machine itself in to the admin page, with the rights of an owner."""

import asyncio

from bot.cli.problems import FAILED, WRONG, settings_or_none, tell
from bot.model import Role
from bot.runtime.clock import SystemClock
from bot.runtime.lab.links import MACHINE, link_for
from bot.settings import Settings
from bot.storage.database import Database
from bot.storage.errors import StorageError


def page_link() -> int:
    """Print a link that works once; returns the exit code."""
    settings = settings_or_none()
    if settings is None:
        return WRONG
    environment = settings.environment
    if environment.port is None:
        tell(
            [
                "PORT is not set: there is no admin page without it. Set PORT=8080, say, and start the worker again."
            ]
        )
        return WRONG
    if environment.database_url is None and not (environment.data_dir / "khabar.sqlite").exists():
        tell([f"There is no database in {environment.data_dir} yet; ./dev run makes it."])
        return FAILED
    try:
        path = asyncio.run(_made(settings))
    except StorageError as error:
        tell([str(error)])
        return FAILED
    print(f"{environment.public_url or f'http://127.0.0.1:{environment.port}'}{path}")
    tell(["It works once, within ten minutes, and signs in with the rights of an owner."])
    return 0


async def _made(settings: Settings) -> str:
    db = await Database.open(settings.database_url)
    try:
        async with db.write() as conn:
            return await link_for(conn, MACHINE, Role.OWNER, SystemClock().now())
    finally:
        await db.close()
