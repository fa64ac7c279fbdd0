"""The queue between workers: every host that is due is polled, by one of them at a time, whatever becomes of its job."""

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import AsyncExitStack
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.model import Feed, Outlet
from bot.runtime.clock import SystemClock
from bot.runtime.jobs import Jobs
from bot.runtime.turns import ManyWorkers
from bot.storage import Database, feeds, turns
from tests.databases import POSTGRESQL, fresh_address
from tests.emulator.waiting import until

HOSTS = [f"outlet-{number}.example" for number in range(30)]
CLOCK = SystemClock()


class Desk:
    """A database with one feed at each host, and the polls that any worker makes, each of which takes a moment."""

    def __init__(self, db: Database, address: str, stack: AsyncExitStack) -> None:
        self.db = db
        self.polls: Counter[str] = Counter()
        self.most_at_once = 0
        self._address = address
        self._stack = stack
        self._at_once: Counter[str] = Counter()

    async def worker(self, name: str, wall: Callable[[], float] = time.time) -> None:
        """One more worker comes, and ticks."""
        jobs = Jobs(
            self.db, self._address, CLOCK, Station(self, ManyWorkers(self.db, holder=name)), wall=wall
        )

        async def tick() -> None:
            while True:
                await jobs.tick()
                await asyncio.sleep(0.1)

        ticking = asyncio.create_task(tick())
        self._stack.push_async_callback(jobs.stop)
        self._stack.callback(ticking.cancel)

    async def poll(self, host: str) -> None:
        """What a poll does: it asks, and the feed is due much later."""
        self._at_once[host] += 1
        self.most_at_once = max(self.most_at_once, self._at_once[host])
        await asyncio.sleep(0.02)
        self._at_once[host] -= 1
        async with self.db.write() as conn:
            due = await feeds.due(conn, CLOCK.now(), 10, host=host)
            await feeds.postpone(conn, [row.id for row in due], CLOCK.now() + timedelta(hours=1))
        self.polls[host] += len(due)

    async def due_again(self, hosts: Iterable[str] = HOSTS) -> None:
        """These are due now."""
        self.polls.clear()
        async with self.db.write() as conn:
            rows = {row.id: CLOCK.now() for row in await feeds.all(conn) if row.host in set(hosts)}
            await feeds.hasten(conn, rows)

    async def number(self, rows: str) -> int:
        """How many rows there are."""
        async with self.db.read() as conn:
            return int(await conn.scalar(text(f"SELECT count(*) FROM {rows}")) or 0)

    async def polled(self, hosts: Iterable[str] = HOSTS) -> None:
        """Wait until each was polled once."""
        await until(lambda: self.polls == Counter(hosts), seconds=30, what="a poll of each host")


class Station:
    """What a worker polls with."""

    def __init__(self, desk: Desk, turns: ManyWorkers) -> None:
        self._desk = desk
        self._turns = turns

    async def look(self) -> None:
        """Nothing to look up."""

    async def host(self, host: str) -> None:
        async with self._turns.at(host) as turn:
            if turn is not None:
                await self._desk.poll(host)


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    """Every host is due."""
    async with AsyncExitStack() as stack:
        address = await stack.enter_async_context(fresh_address(POSTGRESQL, tmp_path))
        db = await Database.open(address)
        stack.push_async_callback(db.close)
        async with db.write() as conn:
            outlets = [
                Outlet(id=host, name=host, feeds=(Feed(url=f"https://{host}/feed"),)) for host in HOSTS
            ]
            await feeds.sync(conn, outlets, CLOCK.now(), spread=0)
        yield Desk(db, address, stack)


async def test_two_workers_poll_each_host_once(desk: Desk) -> None:
    """Jobs that come twice, that are lost and that a dead worker left behind change nothing; finished ones are gone."""
    async with desk.db.write() as conn:
        # A worker died long ago: it had begun with one host, whose turn has not ended, and with another, whose has.
        for host, lasts in ((HOSTS[0], timedelta(seconds=2)), (HOSTS[1], timedelta())):
            await turns.take(conn, host, f"dead {host}", "dead", lasts)
        await conn.execute(
            text(
                "WITH dead AS (INSERT INTO procrastinate_workers (last_heartbeat)"
                " VALUES (now() - interval '1 hour') RETURNING id)"
                " INSERT INTO procrastinate_jobs (queue_name, task_name, status, worker_id, args)"
                " SELECT 'poll', 'poll', 'doing', id, '{\"host\": \"outlet-0.example\"}' FROM dead"
            )
        )
        # And each host has a job already, without the lock that keeps a second one away.
        for host in HOSTS:
            await conn.execute(
                text(
                    "INSERT INTO procrastinate_jobs (queue_name, task_name, args) VALUES ('poll', 'poll', :args)"
                ),
                {"args": f'{{"host": "{host}"}}'},
            )
    await desk.worker("one")
    await desk.worker("two")
    await desk.polled()
    async with desk.db.write() as conn:
        await conn.execute(text("DELETE FROM procrastinate_jobs WHERE status = 'todo'"))
    await desk.due_again()
    await desk.polled()

    assert desk.most_at_once == 1

    async with asyncio.timeout(20):
        while await desk.number("procrastinate_jobs WHERE task_name = 'poll'"):  # noqa: ASYNC110
            await asyncio.sleep(0.1)


async def test_a_clock_that_is_set_back_stops_no_polls(desk: Desk) -> None:
    """The queue's timetable begins anew; without that it would wait until the clock shows the old time again."""
    ahead = 0.0
    await desk.worker("one", lambda: time.time() + ahead)
    await desk.polled()
    assert await desk.number("procrastinate_workers WHERE id = 1") == 1
    ahead = -86_400.0
    await desk.due_again()
    await desk.polled()
    async with asyncio.timeout(20):
        while not await desk.number("procrastinate_workers WHERE id > 1"):  # noqa: ASYNC110
            await asyncio.sleep(0.1)
