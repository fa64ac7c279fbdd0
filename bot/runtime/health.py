"""What the health pages and the dead-man ping say of this process and of the database it works on."""

import asyncio
import shutil
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

from bot import __version__
from bot.runtime.recovery import BACKUPS
from bot.runtime.world import World
from bot.storage import chats, delays, deliveries, feeds, guards, leases, queues
from bot.storage.backup import newest_at
from bot.storage.database import database_url
from bot.storage.delays import Delay
from bot.storage.errors import StorageError
from bot.storage.queues import Waiting
from bot.storage.words import GuardState
from bot.web.vitals import LeaseView, Quantiles, Queue, Stored, Vitals

#: A station that has not come round for so many seconds has stalled.
STALLED_AFTER = 300.0
#: Something that is due waits no longer than this while all is well.
STUCK_AFTER = timedelta(minutes=15)
#: The database has so many seconds to answer a probe.
_PATIENCE = 5.0
_DAY = timedelta(hours=24)
#: Delays are counted anew no sooner than after a minute, and for no more than a hundredth of the time.
_COUNT_EVERY, _COUNT_SHARE = 60.0, 0.01


class Health:
    """One process's health; the pages of web/ ask it."""

    def __init__(self, world: World, *, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._world = world
        self._monotonic = monotonic
        self._delays: tuple[Sequence[Quantiles], Sequence[Quantiles]] = ((), ())
        self._count_at = monotonic()

    def stalled(self) -> dict[str, str]:
        """Stations of this process that have stopped coming round, with a sentence each.

        A database or a Telegram that does not answer is no stall: starting the process anew would not help.
        """
        return {
            station: f"last seen at its work {int(silence)} s ago"
            for station, silence in self._world.pulse.silences().items()
            if silence > STALLED_AFTER
        }

    async def unready(self) -> Mapping[str, str]:
        """Why this process cannot do its part now: what has stalled, and a database that does not answer."""
        found = self.stalled()
        try:
            async with asyncio.timeout(_PATIENCE), self._world.db.read() as conn:
                await leases.all(conn)
        except TimeoutError:
            found["database"] = f"gave no answer within {_PATIENCE:g} s"
        except StorageError as error:
            found["database"] = str(error)
        return found

    async def troubles(self) -> Mapping[str, str]:
        """Why news would not reach people now, whichever process is to blame; empty while it does."""
        found = dict(await self.unready())
        if "database" in found:
            return found
        now = self._world.clock.now()
        async with self._world.db.read() as conn:
            waiting = await queues.waiting(conn, now)
            for row in await leases.all(conn):
                if not row.holder:
                    found[row.role] = "no process has this role"
        for name, queue in waiting.items():
            if queue.since is not None and now - queue.since > STUCK_AFTER:
                found[f"queue of {name}"] = f"something waits since {queue.since:%Y-%m-%d %H:%M} UTC"
        return found

    async def vitals(self) -> Vitals:
        """All figures; those of the database are left out where it does not answer."""
        world = self._world
        try:
            async with asyncio.timeout(_PATIENCE):
                stored = await self._stored()
        except (TimeoutError, StorageError):
            stored = None
        return Vitals(
            version=__version__,
            database="sqlite" if world.db.is_sqlite else "postgresql",
            stored=stored,
            silences=world.pulse.silences(),
            tally=dict(world.tally),
            disk_free=self._disk_free(),
            backup_age=self._backup_age(),
        )

    async def _stored(self) -> Stored:
        world, now = self._world, self._world.clock.now()
        size = await world.db.size()
        async with world.db.read() as conn:
            waiting = await queues.waiting(conn, now)
            open_ = await deliveries.open_counts(conn)
            held = await guards.all(conn, now)
            if self._monotonic() >= self._count_at:
                begun = self._monotonic()
                self._delays = (
                    _quantiles(
                        await delays.published_to_seen(conn, now - _DAY, world.settings.behaviour.max_age)
                    ),
                    _quantiles(await delays.seen_to_sent(conn, now - _DAY)),
                )
                took = self._monotonic() - begun
                self._count_at = begun + max(_COUNT_EVERY, took / _COUNT_SHARE)
            rows = await leases.all(conn)
            ours = {post.value for post, lease in world.leases.items() if lease.held}
            return Stored(
                feeds={state.value: number for state, number in (await feeds.states(conn)).items()},
                queues={name: Queue(one.number, _age(one, now)) for name, one in waiting.items()},
                deliveries={state.value: number for state, number in open_.items()},
                chats={state.value: number for state, number in (await chats.counts(conn)).items()},
                guards=_by_state(held),
                paused=guards.EVERYTHING in held,
                leases=[LeaseView(row.role, row.epoch, row.holder, row.role in ours) for row in rows],
                published_to_seen=self._delays[0],
                seen_to_sent=self._delays[1],
                size=size,
            )

    def _backup_age(self) -> float | None:
        settings = self._world.settings
        made = newest_at(database_url(settings.database_url), settings.environment.data_dir / BACKUPS)
        return None if made is None else max(0.0, (self._world.clock.now() - made).total_seconds())

    def _disk_free(self) -> int | None:
        try:
            return shutil.disk_usage(self._world.settings.environment.data_dir).free
        except OSError:  # on PostgreSQL there need not be such a directory
            return None


def _by_state(held: Mapping[str, guards.Guard]) -> dict[str, int]:
    found = {state.value: 0 for state in GuardState}
    for subject, guard in held.items():
        if subject != guards.EVERYTHING:
            found[guard.state.value] += 1
    return found


def _quantiles(found: Sequence[Delay]) -> list[Quantiles]:
    return [Quantiles(one.outlet, one.p50, one.p95, one.number) for one in found]


def _age(queue: Waiting, now: datetime) -> float:
    return 0.0 if queue.since is None else max(0.0, (now - queue.since).total_seconds())
