"""python -m bot feeds: the addresses under which watchlists can be read as Atom."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.cli.problems import WRONG, tell
from bot.cli.transaction import in_transaction
from bot.model import DocumentKind
from bot.runtime.interchange import close_feed, feed_address, feeds_base, open_feed
from bot.settings import Settings
from bot.storage import documents


def show() -> int:
    """Print the open addresses; returns the exit code."""
    return in_transaction(_show)


def renew(watchlist: str) -> int:
    """Give a watchlist's feed a new address, and print it; returns the exit code."""

    async def action(conn: AsyncConnection, settings: Settings, now: datetime) -> int:
        if await documents.get(conn, DocumentKind.WATCHLIST, watchlist) is None:
            tell([f"There is no watchlist {watchlist} in the database."])
            return WRONG
        address = await open_feed(conn, watchlist, now)
        print(f"{feeds_base(settings.environment)}{address.path}")
        _warn(settings)
        return 0

    return in_transaction(action)


def close(watchlist: str) -> int:
    """End the address of a watchlist's feed; returns the exit code."""

    async def action(conn: AsyncConnection, _: Settings, now: datetime) -> int:
        if not await close_feed(conn, watchlist, now):
            tell([f"{watchlist} has no feed that is open."])
            return WRONG
        print(f"The feed of {watchlist} is closed: its address is worth nothing any more.")
        return 0

    return in_transaction(action)


async def _show(conn: AsyncConnection, settings: Settings, _: datetime) -> int:
    found = [
        address
        for one in await documents.published(conn, DocumentKind.WATCHLIST)
        if (address := await feed_address(conn, one.id))
    ]
    for address in found:
        print(f"{address.watchlist}  {feeds_base(settings.environment)}{address.path}")
    if not found:
        print("No feed is open. `feeds open ID` gives a watchlist an address.")
    else:
        _warn(settings)
    return 0


def _warn(settings: Settings) -> None:
    environment = settings.environment
    if environment.port is None:
        tell(["PORT is not set: nothing is served until it is."])
    elif not environment.public_url:
        tell(["PUBLIC_URL is not set: this address is good on this machine alone."])
