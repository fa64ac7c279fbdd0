"""What tests run in processes of their own: `python -m tests.storage.children NAME ADDRESS`."""

import asyncio
import sys

from bot.storage import Database, articles, events, meta
from tests.storage.builders import NOW, new_article


async def count_to_fifty(address: str) -> None:
    """Fifty transactions that read first and write then."""
    db = await Database.open(address)
    for _ in range(50):
        async with db.write() as conn:
            await meta.get(conn, "n")
            await meta.count_up(conn, "n")
    await db.close()


async def hang_in_a_transaction(address: str) -> None:
    """Writes, and never commits."""
    db = await Database.open(address)
    async with db.write() as conn:
        await meta.set(conn, "a", "half")
        print("written", flush=True)  # noqa: T201
        await asyncio.Event().wait()


async def store_for_ever(address: str) -> None:
    """Stores articles with their events, transaction after transaction."""
    db = await Database.open(address)
    n = 0
    while True:
        async with db.write() as conn:
            added = await articles.add(conn, [new_article(f"{n}-{m}") for m in range(5)])
            await events.add_articles(conn, added, NOW)
        n += 1
        if n == 3:
            print("going", flush=True)  # noqa: T201


async def upgrade(address: str) -> None:
    """Open, upgrade, close: what every process does first."""
    db = await Database.open(address)
    await db.upgrade()
    await db.close()


PROGRAMS = {
    program.__name__: program for program in (count_to_fifty, hang_in_a_transaction, store_for_ever, upgrade)
}

if __name__ == "__main__":
    asyncio.run(PROGRAMS[sys.argv[1]](sys.argv[2]))
