"""The ticker: lets every station of a worker come round, and wakes one that has new work. Due times stand in tables."""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from typing import Any, Protocol

from bot.runtime.clock import SystemClock
from bot.runtime.world import World
from bot.storage.errors import StorageError

log = logging.getLogger(__name__)

Tick = Callable[[], Awaitable[int]]


class Ticking(Protocol):
    """What has stations: the App."""

    world: World
    #: Ticks under way.
    ticking: set[asyncio.Task[int]]

    def ticks(self) -> Sequence[tuple[str, Tick, timedelta]]:
        """The stations: name, tick, how often."""
        ...


class Ticker:
    """APScheduler as an in-process ticker only: due times stand in our own tables."""

    def __init__(self, app: Ticking) -> None:
        from apscheduler.schedulers.asyncio import AsyncIOScheduler

        self._app = app
        self._scheduler: Any = AsyncIOScheduler(
            timezone="UTC", job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        )

    def start(self) -> None:
        """Begin ticking, and let stations wake each other."""
        for name, tick, every in self._app.ticks():
            self._scheduler.add_job(
                _guarded(self._app.world, name, tick, self._app.ticking),
                "interval",
                seconds=every.total_seconds(),
                id=name,
                next_run_time=_now(),
            )
        self._scheduler.start()
        self._app.world.wake = self.wake

    def wake(self, name: str) -> None:
        """Let a station come round at once; one that is at work sees what is new by itself."""
        job = self._scheduler.get_job(name)
        if job is not None:
            job.modify(next_run_time=_now())

    def stop(self) -> None:
        """No more ticks."""
        self._app.world.wake = lambda _: None
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)


def _now() -> datetime:
    return SystemClock().now()


def _guarded(
    world: World, name: str, tick: Tick, running: set[asyncio.Task[int]]
) -> Callable[[], Awaitable[None]]:
    """A tick whose failures are told and do not stop the next.

    It runs in a task of its own, which goes on where the ticker is stopped: a transaction that is cancelled in its
    midst would keep the database locked while what is in flight has to be settled.
    """

    async def run() -> None:
        task = asyncio.ensure_future(_told(world, name, tick))
        running.add(task)
        task.add_done_callback(running.discard)
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.shield(task)

    return run


async def _told(world: World, name: str, tick: Tick) -> int:
    world.pulse.beat(name)
    try:
        return await tick()
    except StorageError as error:
        world.tally["station_failures", name] += 1
        log.error("%s waits: %s", name, error)
    except Exception:
        world.tally["station_failures", name] += 1
        log.exception("%s", name)
    finally:
        world.pulse.beat(name)
    return 0


async def cancelled(tasks: Sequence[asyncio.Task[Any]]) -> None:
    """Cancel tasks and wait for their end."""
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
