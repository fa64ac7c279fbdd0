"""The worker: builds the world, runs the roles on one event loop under one ticker, and ends them in order."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from typing import Self

from bot.alerts.status import Status
from bot.model import Chat, ChatKind
from bot.runtime import recovery
from bot.runtime.actions import queue_samples, read_status
from bot.runtime.backlog import BacklogStation
from bot.runtime.clock import Clock, SystemClock
from bot.runtime.deadman import EVERY as PING_EVERY
from bot.runtime.deadman import DeadMan
from bot.runtime.desk import DeskStation
from bot.runtime.digests import DigestStation
from bot.runtime.dispatch import Dispatcher, Loop
from bot.runtime.fanout import FanoutStation
from bot.runtime.feedhealth import FeedHealthStation
from bot.runtime.fetching import open_fetcher
from bot.runtime.health import Health
from bot.runtime.importing import Importer
from bot.runtime.lab.reporting import EVERY as MISSES_EVERY
from bot.runtime.lab.reporting import MissesStation
from bot.runtime.lab.tasks import TaskStation
from bot.runtime.leases import Post
from bot.runtime.lock import InstanceLock
from bot.runtime.poll import PollStation
from bot.runtime.send import SendStation
from bot.runtime.texts import TextStation
from bot.runtime.ticker import Tick, cancelled
from bot.runtime.turns import ManyWorkers, OneWorker, Turns
from bot.runtime.upkeep import EVERY as UPKEEP_EVERY
from bot.runtime.upkeep import UpkeepStation
from bot.runtime.webhooks import WebhookStation
from bot.runtime.world import Messenger, Notice, World
from bot.settings import Settings
from bot.sources.pool import WorkerPool
from bot.storage import chats, subscriptions
from bot.storage.database import Database, database_url
from bot.storage.errors import StorageError
from bot.storage.leases import LeaseLostError

log = logging.getLogger(__name__)


class Role(StrEnum):
    """What a process does."""

    POLL = "poll"
    DESK = "desk"
    SEND = "send"
    CHAT = "chat"
    WEB = "web"


TICK = timedelta(seconds=1)
#: Of stations whose work nobody waits for to the second: an idle worker should cost next to nothing.
SELDOM = timedelta(seconds=5)
IMPORT_EVERY = timedelta(seconds=15)
HEALTH_EVERY = timedelta(minutes=1)
#: Seconds that ticks under way get to end by themselves.
_LAST_TICKS = 2.0
#: The preview's only chat.
TERMINAL = Chat(id=0, kind=ChatKind.TERMINAL, title="terminal")


@dataclass(slots=True)
class App:
    """All stations over one world. `App.open`, `start`, then a `Ticker` or `round`, then `close`."""

    world: World
    roles: frozenset[Role]
    poll: Loop
    #: The queue, where there may be several workers.
    jobs: Dispatcher | None
    turns: Turns
    texts: TextStation
    desk: DeskStation
    fanout: FanoutStation
    backlog: BacklogStation
    digests: DigestStation
    feed_health: FeedHealthStation
    send: SendStation
    importer: Importer
    upkeep: UpkeepStation
    misses: MissesStation
    tasks: TaskStation
    webhooks: WebhookStation
    health: Health
    #: Posts that are held and whose station has made its beginning.
    _begun: set[Post] = field(default_factory=set)
    _closing: bool = False
    #: Ticks under way.
    ticking: set[asyncio.Task[int]] = field(default_factory=set)
    _exit: AsyncExitStack = field(default_factory=AsyncExitStack)

    @classmethod
    async def open(
        cls,
        settings: Settings,
        messenger: Messenger,
        *,
        roles: frozenset[Role] = frozenset(Role),
        clock: Clock | None = None,
        onlooker: Callable[[Notice], None] | None = None,
        pool: WorkerPool | None = None,
    ) -> Self:
        """Open database, fetcher and pool (unless one is lent), and bring the schema up to date.

        Raises:
            StorageError: the database cannot be used.
        """
        exit_ = AsyncExitStack()
        try:
            db = await _database(settings, exit_)
            fetcher = open_fetcher(settings)
            exit_.push_async_callback(fetcher.close)
            if pool is None:
                pool = WorkerPool()
                exit_.push_async_callback(pool.close)
        except BaseException:
            await exit_.aclose()
            raise
        world = World(
            settings=settings,
            clock=clock or SystemClock(),
            db=db,
            fetcher=fetcher,
            pool=pool,
            messenger=messenger,
            onlooker=onlooker,
        )
        turns = OneWorker() if db.is_sqlite else ManyWorkers(db)
        station = PollStation(world, turns)
        return cls(
            world=world,
            roles=roles,
            poll=Loop(db, world.clock, station),
            jobs=_jobs(world, station) if Role.POLL in roles and not db.is_sqlite else None,
            turns=turns,
            texts=TextStation(world, turns),
            desk=DeskStation(world),
            fanout=FanoutStation(world),
            backlog=BacklogStation(world),
            digests=DigestStation(world),
            feed_health=FeedHealthStation(world),
            send=SendStation(world),
            importer=Importer(world),
            upkeep=UpkeepStation(world),
            misses=MissesStation(world),
            tasks=TaskStation(world),
            webhooks=WebhookStation(world),
            health=Health(world),
            _exit=exit_,
        )

    async def start(self, check: Callable[[], Awaitable[None]] | None = None) -> None:
        """What comes before the first tick: files imported, deliveries in flight settled.

        Args:
            check: ends once the watchlists are known to be right, and raises where they are not; the first feeds
                are asked meanwhile, but nothing is stored of them before.
        """
        async with self.world.before_catalogue():
            if check is not None:
                if Role.DESK in self.roles and await self.world.leases[Post.DESK].step():
                    await self.importer.outlets()
                checking = asyncio.ensure_future(check())
                while not checking.done():
                    if Role.POLL in self.roles:
                        await self.poll.tick()
                    await asyncio.wait({checking}, timeout=TICK.total_seconds() / 4)
                await checking
            await self.hold(Post.DESK)
        await self.hold()

    async def hold(self, *posts: Post) -> int:
        """Renew the leases of this process's roles, or try to take them; returns how many are held.

        What is gained begins where the last holder ended: files imported, deliveries in flight settled.
        """
        mine = [post for post in posts or Post if Role(post) in self.roles and not self._closing]
        for post in mine:
            if not await self.world.leases[post].step():
                self._begun.discard(post)
            elif post not in self._begun:
                await self._begin(post)
                self._begun.add(post)
        return len(self._begun)

    async def hold_all(self, patience: timedelta) -> None:
        """Wait until every lease of this process's roles is held.

        Raises:
            StorageError: another process has kept one for so long.
        """
        deadline = SystemClock().now() + patience
        while missing := {post for post in Post if Role(post) in self.roles} - self._begun:
            if SystemClock().now() > deadline:
                raise StorageError(
                    f"Another Khabar is at work on this database ({', '.join(sorted(missing))}).",
                    "Stop it first.",
                    temporary=True,
                )
            await asyncio.sleep(TICK.total_seconds())
            await self.hold()

    async def _begin(self, post: Post) -> None:
        match post:
            case Post.DESK:
                self.desk.forget()
                await self.backlog.begin()
                await self.tasks.begin()
                await self.importer.tick()
            case Post.SEND:
                await self.send.start()
            case Post.CHAT:
                pass  # its loop looks at the lease by itself

    def _led(self, post: Post, tick: Tick) -> Tick:
        """A station's tick, for as long as its post is this process's own."""

        async def run() -> int:
            if post not in self._begun:
                return 0
            try:
                return await tick()
            except LeaseLostError:
                self._begun.discard(post)
                return 0

        return run

    async def close(self) -> None:
        """End the stations (what is in flight to Telegram first), give back the leases, then the shared parts."""
        try:
            self._closing = True
            self._begun.clear()
            polls = asyncio.ensure_future(self._end_polls())
            await self._release(Post.CHAT, Post.DESK)
            await self.send.stop()
            if self.ticking:
                # Without their leases they come to an end by themselves.
                await asyncio.wait(self.ticking, timeout=_LAST_TICKS)
            await self._release(Post.SEND)
            await polls
            await self.texts.stop()
            await self.upkeep.stop()
            await self.misses.stop()
            await self.tasks.stop()
            await self.webhooks.stop()
            await cancelled([*self.ticking])
        finally:
            await self._exit.aclose()

    async def _end_polls(self) -> None:
        if self.jobs is not None:
            await self.jobs.stop()
        await self.poll.stop()

    async def _release(self, *posts: Post) -> None:
        for post in posts:
            try:
                await self.world.leases[post].release()
            except StorageError as error:
                log.error("the lease of %s runs out by itself: %s", post, error)

    def ticks(self) -> Sequence[tuple[str, Tick, timedelta]]:
        """The stations of this process's roles: name, tick, how often."""
        found: list[tuple[str, Tick, timedelta]] = []
        if Role.POLL in self.roles:
            found += [("poll", (self.jobs or self.poll).tick, TICK), ("texts", self.texts.tick, TICK)]
            found.append(("turns", self.turns.prolong, TICK))
        if Role.DESK in self.roles:
            found += [
                ("import", self._led(Post.DESK, self.importer.tick), IMPORT_EVERY),
                ("desk", self._led(Post.DESK, self.desk.tick), TICK),
                ("fanout", self._led(Post.DESK, self.fanout.tick), TICK),
                ("backlog", self._led(Post.DESK, self.backlog.tick), SELDOM),
                ("digests", self._led(Post.DESK, self.digests.tick), SELDOM),
                ("feed health", self._led(Post.DESK, self.feed_health.tick), HEALTH_EVERY),
            ]
            found.append(("tasks", self._led(Post.DESK, self.tasks.tick), TICK))
            found.append(("upkeep", self._led(Post.DESK, self.upkeep.tick), UPKEEP_EVERY))
            found.append(("misses", self._led(Post.DESK, self.misses.tick), MISSES_EVERY))
            if self.world.settings.live and self.world.settings.behaviour.dead_man:
                dead_man = DeadMan(self.world, self.health)
                found.append(("dead man", self._led(Post.DESK, dead_man.tick), PING_EVERY))
        if Role.SEND in self.roles:
            found.append(("send", self._led(Post.SEND, self.send.tick), TICK))
            found.append(("webhooks", self._led(Post.SEND, self.webhooks.tick), TICK))
        return [*found, ("leases", self.hold, TICK)]

    async def work_off(self) -> None:
        """All that is due now, to the end: one round of every station. For --once and for tests with their own clock."""
        await self.hold()
        if Role.POLL in self.roles:
            await self.poll.tick()
            await self.poll.settle()
        for _ in range(3):  # texts bring events, events bring deliveries
            if Role.DESK in self.roles:
                await self.desk.tick()
                await self.fanout.tick()
                await self.backlog.tick()
                await self.digests.tick()
                await self.feed_health.tick()
                await self.tasks.tick()
                await self.tasks.settle()
            if Role.SEND in self.roles:
                await self.send.tick()
                await self.webhooks.tick()
                await self.webhooks.settle()
            if Role.POLL not in self.roles or not await self.texts.tick():
                break
            await self.texts.settle()

    async def round(self) -> None:
        """Every feed that is due or was never polled, and all that follows from it."""
        self.poll.at_once()
        await self.work_off()
        while (await self.status()).waiting:
            await self.world.clock.sleep(TICK / 2)
            await self.work_off()

    async def subscribe_terminal(self, language: str, timezone: str) -> None:
        """Make the terminal a chat that wants every live watchlist, for a preview."""
        catalogue = await self.world.catalogue()
        now = self.world.clock.now()
        async with self.world.db.write() as conn:
            terminal = Chat(
                id=TERMINAL.id, kind=TERMINAL.kind, title=TERMINAL.title, language=language, timezone=timezone
            )
            await chats.upsert(conn, terminal, now)
            await subscriptions.remove(conn, TERMINAL.id, 0)
            await subscriptions.set(conn, TERMINAL.id, 0, [name.id for name in catalogue.live], now)

    async def sample_terminal(self) -> int:
        """Queue what the archive holds as samples for the terminal; returns how many are new to it."""
        catalogue = await self.world.catalogue()
        async with self.world.db.write() as conn:
            return await queue_samples(
                conn, TERMINAL.id, 0, [name.id for name in catalogue.live], self.world.clock.now()
            )

    async def status(self) -> Status:
        """How the bot is."""
        async with self.world.db.read() as conn:
            return await read_status(conn, self.world.clock.now())


async def _database(settings: Settings, exit_: AsyncExitStack) -> Database:
    """The database, this process's alone where it is a file, on the newest schema; closed with the stack."""
    place = database_url(settings.database_url)
    restored = None
    if place.get_backend_name() == "sqlite":
        file = Path(str(place.database))
        exit_.enter_context(InstanceLock(file))
        backups = settings.environment.data_dir / recovery.BACKUPS
        wanted = settings.behaviour.restore_damaged
        restored = await recovery.sound(file, backups, SystemClock().now(), restoring=wanted)
    db = await Database.open(settings.database_url)
    exit_.push_async_callback(db.close)
    await db.upgrade()
    if restored is not None:
        async with db.write() as conn:
            await recovery.remember(conn, restored)
    return db


def _jobs(world: World, station: PollStation) -> Dispatcher:
    from bot.runtime.jobs import Jobs

    return Jobs(world.db, world.settings.database_url, world.clock, station)
