"""Group commit, and the gate: what waits together goes together, and a bug costs its own work alone."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.runtime.gate import Gate
from bot.runtime.journal import Journal
from bot.storage import Database, StorageError, meta
from tests.databases import SQLITE, fresh_address
from tests.runtime.worlds import MovedClock


@asynccontextmanager
async def journal(directory: Path) -> AsyncIterator[tuple[Journal, Database, list[int]]]:
    """A journal over a store that counts its transactions."""
    opened: list[int] = []
    async with fresh_address(SQLITE, directory) as address:
        db = await Database.open(address)

        @asynccontextmanager
        async def write() -> AsyncIterator[AsyncConnection]:
            opened.append(1)
            async with db.write() as conn:
                yield conn

        yield Journal(write), db, opened
        await db.close()


async def test_many_writes_share_few_transactions(tmp_path: Path) -> None:
    """All are stored, in order, and each knows what it gave."""
    async with journal(tmp_path) as (written, db, opened):

        async def note(number: int) -> int:
            async def work(conn: AsyncConnection) -> int:
                await meta.set(conn, "last", str(number))
                await meta.count_up(conn, "count")
                return number

            return await written.write(work)

        given = await asyncio.gather(*(note(number) for number in range(50)))
        async with db.read() as conn:
            assert (await meta.get(conn, "count"), await meta.get(conn, "last")) == ("50", "49")
        assert given == list(range(50))
        assert len(opened) <= 3


async def test_a_bug_costs_its_own_work_alone(tmp_path: Path) -> None:
    """The others of the same transaction are stored once."""
    async with journal(tmp_path) as (written, db, _):

        async def good(conn: AsyncConnection) -> None:
            await meta.count_up(conn, "count")

        async def bad(conn: AsyncConnection) -> None:
            await meta.count_up(conn, "count")
            raise ZeroDivisionError

        found = await asyncio.gather(
            *(written.write(work) for work in (good, bad, good)), return_exceptions=True
        )
        async with db.read() as conn:
            assert await meta.get(conn, "count") == "2"
        assert isinstance(found[1], ZeroDivisionError)


async def test_a_store_that_is_away_is_told_to_all(tmp_path: Path) -> None:
    """Nobody waits for ever, and nothing is tried twice behind anybody's back."""

    async with journal(tmp_path) as (_, db, _):

        @asynccontextmanager
        async def away() -> AsyncIterator[AsyncConnection]:
            async with db.write() as conn:
                yield conn
                raise StorageError("Away.", "Wait.", temporary=True)

        async def nothing(conn: AsyncConnection) -> None: ...

        with pytest.raises(StorageError):
            await Journal(away).write(nothing)


async def test_the_gate_lets_the_urgent_pass() -> None:
    """By priority, then in order of coming."""
    gate, order = Gate(MovedClock()), []

    async def go(name: str, priority: int) -> None:
        await gate.turn(priority)
        order.append(name)
        gate.answered()

    await asyncio.gather(go("a", 2), go("b", 2), go("urgent", 1), go("c", 2), go("answer", 0))
    assert order == ["answer", "urgent", "a", "b", "c"]
