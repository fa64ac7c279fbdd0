"""Who hands out the hosts that are due: a loop in this process, or Procrastinate's queue to the workers of all machines.

Both read the same tables and end in the same `PollStation.host`; which one is at work follows from DATABASE_URL.
"""

import asyncio
from typing import Protocol

from bot.runtime.poll import PollStation
from bot.runtime.world import World
from bot.storage import feeds

#: Hosts polled by one process at the same time.
HOSTS = 24
#: Hosts handed out at once.
BATCH = 400
#: Seconds that polls under way get to end by themselves when the worker ends.
GRACE = 4.0


class Dispatcher(Protocol):
    """Has hosts polled when they are due."""

    async def tick(self) -> int:
        """Hand out what is due, or see to it that it is handed out; returns how many hosts were."""
        ...

    async def stop(self) -> None:
        """Hand out no more; let what is under way end, within GRACE."""
        ...


class Loop:
    """Hands out within this process. All there is on SQLite; elsewhere it makes single rounds."""

    def __init__(self, world: World, station: PollStation) -> None:
        self._world = world
        self._station = station
        self._polls: dict[str, asyncio.Task[None]] = {}
        self._room = asyncio.Semaphore(HOSTS)

    async def tick(self) -> int:
        """Start polling every host that is due and is not being polled."""
        await self._station.look()
        async with self._world.db.read() as conn:
            due = await feeds.due_hosts(conn, self._world.clock.now(), BATCH)
        fresh = [host for host in due if host not in self._polls]
        for host in fresh:
            task = asyncio.create_task(self._poll(host), name=f"poll {host}")
            self._polls[host] = task
            task.add_done_callback(lambda _, host=host: self._polls.pop(host, None))  # type: ignore[misc]
        return len(fresh)

    async def settle(self) -> None:
        """Wait for the polls under way."""
        while self._polls:
            await asyncio.wait(self._polls.values())

    async def stop(self) -> None:
        """What is not done in time is given up: what it had stored stays, the rest is polled again."""
        self._room = asyncio.Semaphore(0)
        if self._polls:
            await asyncio.wait(self._polls.values(), timeout=GRACE)
        left = [*self._polls.values()]
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)

    async def _poll(self, host: str) -> None:
        async with self._room:
            await self._station.host(host)
