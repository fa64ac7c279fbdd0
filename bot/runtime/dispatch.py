"""Who hands out the hosts that are due: a loop in this process, or Procrastinate's queue to the workers of all machines.

Both read the same tables and end in the same `PollStation.host`; which one is at work follows from DATABASE_URL.
"""

import asyncio
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Protocol

from bot.runtime.clock import Clock
from bot.runtime.ticker import cancelled
from bot.sources.cadence import resumed_at
from bot.storage import feeds
from bot.storage.database import Database

#: Hosts polled by one process at the same time.
HOSTS = 24
#: A host that has not answered after so many seconds makes room for the next one; so many may be waited for besides.
SLOW, SLOW_HOSTS = 5.0, 100
#: Hosts handed out at once.
BATCH = 400
#: Seconds that polls under way get to end by themselves when the worker ends.
GRACE = 4.0


class Station(Protocol):
    """What polls: the PollStation."""

    async def look(self) -> None:
        """Look up what polls follow."""
        ...

    async def host(self, host: str) -> None:
        """Poll what is due of a host, unless somebody is at it."""
        ...


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

    def __init__(self, db: Database, clock: Clock, station: Station, *, slow: float = SLOW) -> None:
        """`slow` is in seconds."""
        self._db = db
        self._clock = clock
        self._station = station
        self._patience = slow
        self._polls: dict[str, asyncio.Task[None]] = {}
        self._room = asyncio.Semaphore(HOSTS)
        self._slow = asyncio.Semaphore(SLOW_HOSTS)
        self._stopping = False
        #: When the hosts have their turn that were overdue at the first tick; None before it.
        self._resumed: Mapping[str, datetime] | None = None

    def at_once(self) -> None:
        """Do not spread what is overdue: this process makes one round and ends."""
        self._resumed = {}

    async def tick(self) -> int:
        """Start polling every host that is due and is not being polled."""
        await self._station.look()
        now = self._clock.now()
        async with self._db.read() as conn:
            if self._resumed is None:
                self._resumed = _places(await feeds.overdue(conn, now), now)
            due = await feeds.due_hosts(conn, now, BATCH)
        fresh = [host for host in due if host not in self._polls and self._resumed.get(host, now) <= now]
        for host in fresh:
            task = asyncio.create_task(self._poll(host), name=f"poll {host}")
            self._polls[host] = task
            task.add_done_callback(lambda _, host=host: self._polls.pop(host, None))  # type: ignore[misc]
        return len(fresh)

    async def settle(self) -> None:
        """Wait for the polls under way."""
        while self._polls:
            await asyncio.wait(self._polls.values())

    async def stop(self, *, grace: float = GRACE) -> None:
        """What is not done in time is given up: what it had stored stays, the rest is polled again."""
        self._stopping = True
        if self._polls:
            await asyncio.wait(self._polls.values(), timeout=grace)
        left = [*self._polls.values()]
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)

    async def _poll(self, host: str) -> None:
        poll: asyncio.Task[None] | None = None
        try:
            async with self._room:
                if self._stopping:
                    return
                poll = asyncio.create_task(self._station.host(host))
                await asyncio.wait({poll}, timeout=self._patience)
                if self._slow.locked():
                    await poll
            if not poll.done():  # many that hang would keep those waiting that answer at once
                async with self._slow:
                    await asyncio.wait({poll})
            await poll
        finally:
            if poll is not None and not poll.done():
                await cancelled([poll])


def _places(overdue: Iterable[feeds.Overdue], now: datetime) -> dict[str, datetime]:
    """When each host is polled first, after a time in which nobody polled."""
    places: dict[str, datetime] = {}
    for feed in overdue:
        at = resumed_at(feed.url, feed.polled_at, feed.due_at, now)
        places[feed.host] = min(at, places.get(feed.host, at))
    return places
