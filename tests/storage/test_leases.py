"""Lease rows: one holder at a time, and no write of a former one."""

import asyncio

import pytest

from bot.storage import Database, StorageError, leases, meta
from bot.storage.leases import LeaseLostError
from tests.storage.builders import NOW


async def taken(db: Database, holder: str, *, stood_still: tuple[int, int] | None = None) -> int | None:
    """The epoch that a holder gets."""
    async with db.write() as conn:
        return await leases.take(conn, "desk", holder, NOW, stood_still=stood_still)


async def test_a_lease_has_one_holder(db: Database) -> None:
    """The second one gets nothing, and sees who has it."""
    assert await taken(db, "one") == 1
    assert await taken(db, "two") is None
    async with db.read() as conn:
        row = await leases.get(conn, "desk")
        assert await leases.get(conn, "send") is None
    assert row is not None
    assert (row.holder, row.epoch, row.since) == ("one", 1, NOW)


async def test_what_is_given_back_can_be_taken_at_once(db: Database) -> None:
    """Each holder has an epoch of its own."""
    assert await taken(db, "one") == 1
    async with db.write() as conn:
        await leases.release(conn, "desk", 1)
    assert await taken(db, "two") == 2


async def test_a_former_holder_gives_nothing_back(db: Database) -> None:
    """Its release, late as it is, does not touch the new holder's lease."""
    await taken(db, "one")
    assert await taken(db, "two", stood_still=(1, 0)) == 2
    async with db.write() as conn:
        await leases.release(conn, "desk", 1)
        assert not await leases.renew(conn, "desk", 1)
        await leases.check(conn, "desk", 2)


async def test_what_beats_is_not_taken(db: Database) -> None:
    """Whoever has seen an older beat comes too late to call it dead."""
    await taken(db, "one")
    async with db.write() as conn:
        assert await leases.renew(conn, "desk", 1)
    assert await taken(db, "two", stood_still=(1, 0)) is None
    assert await taken(db, "two", stood_still=(1, 1)) == 2


async def test_a_former_holder_writes_nothing(db: Database) -> None:
    """The fence and the write are one transaction."""
    await taken(db, "one")
    await taken(db, "two", stood_still=(1, 0))

    async def write() -> None:
        async with db.write() as conn:
            await meta.set(conn, "by", "one")
            await leases.check(conn, "desk", 1)

    with pytest.raises(LeaseLostError):
        await write()
    async with db.read() as conn:
        assert await meta.get(conn, "by") is None


async def test_a_takeover_waits_for_the_transaction_that_was_let_through(db: Database) -> None:
    """What passed the fence is stored before the next one begins; a renewal waits for nobody."""
    await taken(db, "one")
    order: list[str] = []
    fenced = asyncio.Event()

    async def write() -> None:
        async with db.write() as conn:
            await leases.check(conn, "desk", 1)
            fenced.set()
            await asyncio.sleep(0.2)
            order.append("written")

    async def take_over() -> None:
        await fenced.wait()
        if not db.is_sqlite:  # where all writes take turns, so does this one
            async with db.write() as conn:
                assert await leases.renew(conn, "desk", 1)
            order.append("renewed")
        assert await taken(db, "two", stood_still=(1, 0 if db.is_sqlite else 1)) == 2
        order.append("taken")

    await asyncio.gather(write(), take_over())
    assert order == ["written", "taken"] if db.is_sqlite else ["renewed", "written", "taken"]


async def test_a_holder_that_freezes_within_a_transaction_is_thrown_out(db: Database) -> None:
    """PostgreSQL ends its session, or its lock would keep everybody else waiting. SQLite has no such thing."""
    if db.is_sqlite:
        return
    await taken(db, "one")

    async def freeze() -> None:
        async with db.write() as conn:
            await leases.check(conn, "desk", 1, idle_in_transaction=100)
            assert await taken(db, "two", stood_still=(1, 0)) == 2
            await meta.set(conn, "by", "one")

    with pytest.raises(StorageError):
        await freeze()
    async with db.read() as conn:
        assert await meta.get(conn, "by") is None
