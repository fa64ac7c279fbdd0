"""What keeps an installation fit, under the desk's lease: backups, forgetting what is old, indexing the archive anew after
an update, the ballast file."""

import asyncio
import logging
import shutil
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.runtime import recovery
from bot.runtime.leases import Post
from bot.runtime.owners import tell_owners
from bot.runtime.recovery import BACKUPS
from bot.runtime.world import World
from bot.storage import backup, clockset, dialogues, meta, retention, search, tasks
from bot.storage.database import database_url
from bot.storage.errors import StorageError
from bot.telegram.restored import database_restored

log = logging.getLogger(__name__)

EVERY = timedelta(seconds=10)
#: Given back to the file system when the disk is full, so that what is under way can be stored.
BALLAST = 8 * 1024 * 1024
#: With less free the ballast is let go; with more it is laid down (again).
FULL, ROOMY = 4 * 1024 * 1024, 256 * 1024 * 1024
#: After a backup that failed.
_AGAIN = timedelta(hours=1)
#: How often what is old is looked for, and how much of it goes in one transaction.
_FORGET_EVERY = timedelta(days=1)
_BATCH = 300
#: Events that are done, answers that were given and tasks that ended serve nobody after so long.
_KEEP_DONE = timedelta(days=14)
_FORGOT = "retention.done_at"
#: By which rules the archive is indexed, and how far: the next number, or nothing where it is all done.
_INDEXED = "search.indexed"
#: Articles indexed anew in one transaction, a twentieth of a second, and in one round.
_REINDEXED, _IN_A_ROUND = 40, 400
#: A clock that goes back by more was set.
_SET_BACK = timedelta(minutes=1)


class UpkeepStation:
    """Comes round every few seconds; a backup runs beside it."""

    def __init__(self, world: World, *, full: int = FULL, roomy: int = ROOMY) -> None:
        """`full` and `roomy` are free bytes of the disk: below the one the ballast goes, above the other it comes."""
        directory = world.settings.environment.data_dir
        self._world = world
        self._full, self._roomy = full, roomy
        self._backups = directory / BACKUPS
        self._place = database_url(world.settings.database_url)
        self._ballast = directory / "ballast"
        self._running: asyncio.Task[None] | None = None
        self._not_before: datetime | None = None
        #: Whether the start's findings were asked for.
        self._asked = False
        #: At the last tick.
        self._seen_at: datetime | None = None

    async def tick(self) -> int:
        """Begin what is due; returns how many rows were forgotten."""
        if self._world.db.is_sqlite:
            self._balance()
        if self._due():
            self._running = asyncio.create_task(self._back_up(), name="backup")
        await self._mend_times()
        await self._reindex()
        if not self._asked:
            await self._tell_restored()
        return await self._forget()

    async def stop(self) -> None:
        """Wait for a backup under way: half a one is worth nothing. One of PostgreSQL may take long, and is given up."""
        if self._running is not None:
            if not self._world.db.is_sqlite:
                self._running.cancel()
            await asyncio.gather(self._running, return_exceptions=True)

    # --- backups ---------------------------------------------------------------------------------

    def _due(self) -> bool:
        behaviour, now = self._world.settings.behaviour, self._world.clock.now()
        if self._running is not None and not self._running.done():
            return False
        if not behaviour.backup_keep or (self._not_before and now < self._not_before):
            return False
        if not backup.can_back_up(self._place):
            return False
        newest = backup.newest_at(self._place, self._backups)
        return newest is None or now - newest >= behaviour.backup_every

    async def _back_up(self) -> None:
        now, keep = self._world.clock.now(), self._world.settings.behaviour.backup_keep
        target = self._backups / backup.backup_name(self._place, now)
        try:
            await backup.backup(self._place, target)
            for old in backup.backups_of(self._place, self._backups)[keep:]:
                await asyncio.to_thread(old.unlink, missing_ok=True)
        except (StorageError, OSError) as error:
            self._not_before = now + _AGAIN
            log.error("no backup was made: %s", error)
            return
        log.info("backup %s", target)

    async def _tell_restored(self) -> None:
        """Owners learn what the start found: who reads the log?"""
        now = self._world.clock.now()
        async with self._world.leases[Post.DESK].write() as conn:
            if (found := await recovery.remembered(conn)) is not None:
                about = f"restored:{found.made_at.isoformat()}:{found.kept}"
                await tell_owners(
                    conn,
                    self._world,
                    about,
                    now,
                    lambda words: database_restored(words, found.made_at, found.kept, now),
                )
                await recovery.told(conn)
                self._world.nudge("send")
        self._asked = True

    # --- a clock that was set back ---------------------------------------------------------------

    async def _mend_times(self) -> None:
        """What the clock promised before it was set back would come a day late, or a year."""
        now, seen = self._world.clock.now(), self._seen_at
        self._seen_at = now
        if seen is not None and now >= seen - _SET_BACK:
            return
        async with self._world.leases[Post.DESK].write() as conn:
            was = seen or await clockset.newest(conn)
            if was is not None and was > now + _SET_BACK:
                number = await clockset.move_back(conn, was, now)
                log.warning("the clock was set back by %s: %s things that wait were moved", was - now, number)

    # --- retention ---------------------------------------------------------------------------------

    async def _forget(self) -> int:
        """Once a day, batch by batch: other writers come in between."""
        now = self._world.clock.now()
        async with self._world.db.read() as conn:
            done = await meta.get(conn, _FORGOT)
        if done and now - datetime.fromisoformat(done) < _FORGET_EVERY:
            return 0
        behaviour = self._world.settings.behaviour
        number = await self._texts(now - behaviour.keep_texts)
        before = now - behaviour.keep_alerts
        number += await self._all(retention.drop_alerts, before)
        number += await self._all(retention.drop_matches, before)
        number += await self._all(retention.drop_audit, before)
        number += await self._all(retention.drop_articles, now - behaviour.keep_articles)
        number += await self._all(retention.drop_stories, now - behaviour.keep_articles)
        number += await self._all(retention.drop_done, now - _KEEP_DONE)
        number += await self._all(tasks.drop, now - _KEEP_DONE)
        async with self._world.leases[Post.DESK].write() as conn:
            await dialogues.drop(conn, now)
            await meta.set(conn, _FORGOT, now.isoformat())
        if number:
            log.info("forgot %s old rows", number)
        return number

    async def _reindex(self) -> None:
        """After an update that reads words otherwise, bring the archive's index after: until then backtests are slow."""
        rules = search.rules()
        async with self._world.db.read() as conn:
            by, _, place = (await meta.get(conn, _INDEXED) or "").partition(" ")
        if by == rules and not place:
            return
        after: int | None = int(place) if by == rules else 0
        number = 0
        while after is not None and number < _IN_A_ROUND:
            async with self._world.leases[Post.DESK].write() as conn:
                after = await search.refresh(conn, after, _REINDEXED)
                await meta.set(conn, _INDEXED, rules if after is None else f"{rules} {after}")
            number += _REINDEXED
            self._world.pulse.beat("upkeep")
            await asyncio.sleep(0)
        if after is None:
            log.info("the archive is indexed by the rules of this version")

    async def _texts(self, before: datetime) -> int:
        number, after = 0, None
        while True:
            async with self._world.leases[Post.DESK].write() as conn:
                dropped, after = await retention.drop_texts(conn, before, _BATCH, after)
            number += dropped
            self._world.pulse.beat("upkeep")
            if after is None:
                return number

    async def _all(
        self, drop: Callable[[AsyncConnection, datetime, int], Awaitable[int]], before: datetime
    ) -> int:
        number = 0
        while True:
            async with self._world.leases[Post.DESK].write() as conn:
                dropped = await drop(conn, before, _BATCH)
            number += dropped
            self._world.pulse.beat("upkeep")
            if not dropped:
                return number

    # --- ballast -------------------------------------------------------------------------------------

    def _balance(self) -> None:
        """Let the ballast go on a full disk, lay it down on one with room."""
        try:
            free = shutil.disk_usage(self._ballast.parent).free
            if free < self._full and self._ballast.exists():
                self._ballast.unlink()
                log.error("the disk is full: the ballast was let go, %s bytes are free; make room", BALLAST)
            elif free > self._roomy and not self._ballast.exists():
                # Bytes that no file system takes for a hole.
                self._ballast.write_bytes(b"khabar: delete me if you must. " * (BALLAST // 31))
        except OSError as error:
            log.warning("ballast: %s", error)
