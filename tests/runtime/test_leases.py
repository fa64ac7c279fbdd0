"""A lease over time: kept, lost and taken over, on a clock that the test moves; and two workers on one database."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from bot.runtime.leases import Lease, Post
from bot.storage import Database, meta
from bot.storage.leases import LeaseLostError
from tests.databases import POSTGRESQL, fresh_address
from tests.runtime.worlds import MovedClock


class Seconds:
    """A monotonic clock."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
async def db(tmp_path: Path) -> AsyncIterator[Database]:
    """A database that several workers may share."""
    async with AsyncExitStack() as stack:
        address = await stack.enter_async_context(fresh_address(POSTGRESQL, tmp_path))
        database = await Database.open(address)
        stack.push_async_callback(database.close)
        yield database


def lease(db: Database, holder: str, seconds: Seconds) -> Lease:
    """A worker's lease of the desk."""
    return Lease(db, Post.DESK, MovedClock(), holder=holder, monotonic=seconds)


async def run(seconds: Seconds, until: float, *steps: Lease) -> None:
    """Let the workers look once a second."""
    while seconds.now < until:
        for one in steps:
            await one.step()
        seconds.now += 1


async def test_a_living_holder_keeps_it(db: Database) -> None:
    """However long."""
    seconds = Seconds()
    one, two = lease(db, "one", seconds), lease(db, "two", seconds)
    await run(seconds, 200, one, two)
    assert (one.held, two.held) == (True, False)


async def test_a_dead_holder_is_followed_within_half_a_minute(db: Database) -> None:
    """Twenty seconds after its last sign; not a second sooner."""
    seconds = Seconds()
    one, two = lease(db, "one", seconds), lease(db, "two", seconds)
    await run(seconds, 110, one, two)
    died_at = seconds.now
    await run(seconds, died_at + 14, two)
    assert not two.held
    await run(seconds, died_at + 26, two)
    assert two.held


async def test_what_is_given_back_is_taken_at_the_next_look(db: Database) -> None:
    """A deploy costs a second, not twenty."""
    seconds = Seconds()
    one, two = lease(db, "one", seconds), lease(db, "two", seconds)
    await run(seconds, 103, one, two)
    await one.release()
    assert await two.step()


async def test_a_frozen_holder_that_wakes_writes_nothing_and_asks_nothing(db: Database) -> None:
    """Neither a transaction nor a request that could not be taken back."""
    seconds = Seconds()
    one, two = lease(db, "one", seconds), lease(db, "two", seconds)
    await run(seconds, 105, one, two)
    await run(seconds, 140, two)
    assert (one.held, two.held) == (True, True)  # the first one does not know it yet

    assert not await one.sure()
    assert not one.held
    with pytest.raises(LeaseLostError):
        await one.write().__aenter__()


async def test_a_write_shows_a_holder_that_it_was_followed(db: Database) -> None:
    """Also where it comes before the next renewal."""
    seconds = Seconds()
    one, two = lease(db, "one", seconds), lease(db, "two", seconds)
    await run(seconds, 105, one, two)
    await run(seconds, 140, two)

    async def write() -> None:
        async with one.write() as conn:
            await meta.set(conn, "by", "one")

    with pytest.raises(LeaseLostError):
        await write()
    assert not one.held
    assert not await one.confirmed()


async def test_a_short_freeze_costs_nothing(db: Database) -> None:
    """Nobody took over, so the holder asks the store once and goes on."""
    seconds = Seconds()
    one = lease(db, "one", seconds)
    await one.step()
    seconds.now += 60
    assert await one.sure()
