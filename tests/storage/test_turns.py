"""Turns at hosts, and which hosts wait for one; on PostgreSQL, where there may be several workers."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from bot.storage import Database, feeds, turns
from bot.storage.turns import TurnLostError
from tests.storage.builders import NOW, outlet

pytestmark = pytest.mark.parametrize("kind", ["postgresql"])
LONG, OVER = timedelta(hours=1), timedelta(0)


async def taken(db: Database, token: str, lasts: timedelta = LONG) -> bool:
    """Whether this turn at the one host could begin."""
    async with db.write() as conn:
        return await turns.take(conn, "example.org", token, "a worker", lasts)


async def test_a_host_has_one_turn_at_a_time(db: Database) -> None:
    """It can be taken when it was given back, and when it has ended by itself."""
    assert await taken(db, "one")
    assert not await taken(db, "two")
    async with db.write() as conn:
        await turns.give_back(conn, "two")
        await turns.give_back(conn, "one")
    assert await taken(db, "three", OVER)
    assert await taken(db, "four")
    async with db.write() as conn:
        assert await turns.prolong(conn, ["three", "four"], LONG) == {"four"}


async def test_who_has_lost_a_turn_writes_nothing(db: Database) -> None:
    """The fence and the write are one transaction."""
    assert await taken(db, "one", OVER)
    async with db.write() as conn:
        await turns.check(conn, "example.org", "one")
    assert await taken(db, "two")
    with pytest.raises(TurnLostError):
        async with db.write() as conn:
            await turns.check(conn, "example.org", "one")


async def test_what_is_asked_or_queued_does_not_wait(db: Database) -> None:
    """A host that is due waits until somebody asks it or a job stands for it; a job that runs does not count."""
    async with db.write() as conn:
        await feeds.sync(conn, [outlet()], NOW, spread=0)
        (host,) = await feeds.due_hosts(conn, NOW, 10)
        assert await turns.waiting(conn, NOW - LONG, 10) == []
        assert await turns.waiting(conn, NOW, 10) == [host]
        await turns.take(conn, host, "one", "a worker", LONG)
        assert await turns.waiting(conn, NOW, 10) == []
        await turns.give_back(conn, "one")
        job = "INSERT INTO procrastinate_jobs (queue_name, task_name, queueing_lock) VALUES ('poll', 'poll', :lock)"
        await conn.execute(text(job), {"lock": turns.job_lock(host)})
        assert await turns.waiting(conn, NOW, 10) == []
        await conn.execute(text("UPDATE procrastinate_jobs SET status = 'doing'"))
        assert await turns.waiting(conn, NOW, 10) == [host]
