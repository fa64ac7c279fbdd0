"""What chat handlers may do: the actions of one turn, over one transaction that also moves the update's mark."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.alerts.address import delivery_key
from bot.alerts.lanes import RANK
from bot.alerts.status import FeedTrouble, Status
from bot.model import (
    Chat,
    ChatKind,
    ChatState,
    DeliveryKind,
    DeliveryState,
    FeedHealth,
    Message,
    Role,
    WatchlistName,
)
from bot.runtime import breakers
from bot.runtime.archive import StoredArchive
from bot.runtime.catalogue import Catalogue
from bot.runtime.coverage import coverage_of
from bot.runtime.lab.chat import StoredLab
from bot.runtime.lab.chatreports import StoredReports
from bot.runtime.leases import Post
from bot.runtime.people import StoredPeople
from bot.runtime.personal import StoredPersonal
from bot.runtime.trail import StoredTrail
from bot.runtime.tuning import StoredTuning, begin_subscriptions, end_subscriptions, reclock_chat
from bot.runtime.world import World
from bot.sources.health import FINE
from bot.storage import alerts, articles, chats, deliveries, feeds, guards, held, leases, meta, subscriptions
from bot.storage.deliveries import NewDelivery
from bot.storage.errors import StorageError
from bot.storage.words import GuardState
from bot.stories.coverage import Coverage
from bot.telegram.ports import HandledBeforeError, StoreAwayError, Turn

OFFSET = "telegram.offset"
#: Alerts of the archive that a new subscriber gets as silent samples.
SAMPLES = 3
_DAY = timedelta(hours=24)
#: After a week of silence Telegram numbers updates anew, at random; so far back is not an update seen before.
_NUMBERED_ANEW = 10_000


class StoredTurn:
    """A Turn over one write transaction; see telegram/ports.py for what each action does."""

    def __init__(
        self,
        conn: AsyncConnection,
        catalogue: Catalogue,
        trail: StoredTrail,
        lab: StoredLab,
        reports: StoredReports,
        update: int,
        now: datetime,
    ) -> None:
        self._conn = conn
        self._lab = lab
        self._reports = reports
        self._new_roles: dict[int, Role | None] = {}
        self._catalogue = catalogue
        self._trail = trail
        self._update = update
        self._now = now
        self._answers = 0

    @property
    def now(self) -> datetime:
        return self._now

    @property
    def people(self) -> StoredPeople:
        return StoredPeople(self._conn, self._now)

    @property
    def personal(self) -> StoredPersonal:
        return StoredPersonal(self._conn, self._now)

    @property
    def archive(self) -> StoredArchive:
        return StoredArchive(self._conn)

    @property
    def trail(self) -> StoredTrail:
        return self._trail

    @property
    def lab(self) -> StoredLab:
        return self._lab

    @property
    def reports(self) -> StoredReports:
        return self._reports

    @property
    def new_roles(self) -> dict[int, Role | None]:
        return self._new_roles

    @property
    def tuning(self) -> StoredTuning:
        return StoredTuning(self._conn, self._catalogue, self._now)

    async def chat(self, chat: int) -> Chat | None:
        return await chats.get(self._conn, chat)

    async def save(self, chat: Chat) -> None:
        before = await chats.get(self._conn, chat.id)
        await chats.upsert(self._conn, chat, self._now)
        if before is not None and before.timezone != chat.timezone:
            await reclock_chat(self._conn, chat.id, self._now)
        if chat.state is ChatState.ACTIVE:
            await chats.restore(self._conn, chat.id, self._now)
        else:
            await deliveries.cancel_chat(self._conn, chat.id, self._now, error=chat.reason)

    async def topic(self, chat: int, thread: int) -> ChatState:
        return await chats.topic_state(self._conn, chat, thread) if thread else ChatState.ACTIVE

    async def set_topic(self, chat: int, thread: int, state: ChatState) -> None:
        await chats.set_topic(self._conn, chat, thread, state)
        if state is not ChatState.ACTIVE:
            await deliveries.cancel_chat(self._conn, chat, self._now, thread=thread, error=state)

    async def watchlists(self) -> Sequence[WatchlistName]:
        return self._catalogue.live

    async def coverage(self, story: str) -> Coverage | None:
        return await coverage_of(self._conn, story, self._catalogue.library, self._now)

    async def every_watchlist(self) -> Sequence[WatchlistName]:
        return tuple(self._catalogue.name(id_) for id_ in sorted(self._catalogue.watchlists))

    async def pause(self, watchlist: str) -> int:
        if not watchlist:
            return await breakers.pause_all(self._conn, "owner", self._now)
        return await breakers.pause_watchlist(self._conn, watchlist, "owner", self._now)

    async def resume(self, watchlist: str) -> int | None:
        return await breakers.resume(self._conn, watchlist or guards.EVERYTHING, self._now)

    async def wave_through(self, watchlist: str) -> None:
        await breakers.wave_through(self._conn, watchlist, "owner", self._now)

    async def subscriptions(self, chat: int, thread: int) -> frozenset[str]:
        return frozenset(await subscriptions.of(self._conn, chat, thread))

    async def subscribe(self, chat: int, thread: int, watchlist: str) -> bool:
        if not await begin_subscriptions(self._conn, chat, thread, [watchlist], self._now):
            return False
        known = await chats.get(self._conn, chat)
        if known is None or known.kind is not ChatKind.CHANNEL:
            # A channel's readers subscribed nothing: they get what is new.
            await queue_samples(self._conn, chat, thread, [watchlist], self._now)
        return True

    async def unsubscribe(self, chat: int, thread: int, watchlist: str) -> bool:
        return bool(await end_subscriptions(self._conn, chat, thread, [watchlist]))

    async def status(self) -> Status:
        return await read_status(self._conn, self._now)

    async def posted(self, chat: int) -> tuple[DeliveryState, str] | None:
        return await deliveries.newest_answer(self._conn, chat)

    async def migrate(self, old: int, new: int) -> None:
        await chats.migrate(self._conn, old, new, self._now)

    async def answer(self, chat: int, thread: int, message: Message, *, edits: int | None = None) -> None:
        if edits is not None and await deliveries.replace_answer(self._conn, chat, edits, message):
            return
        self._answers += 1
        row = NewDelivery(
            key=f"update:{self._update}/{self._answers}",
            kind=DeliveryKind.ANSWER,
            priority=RANK[DeliveryKind.ANSWER],
            chat=chat,
            thread=thread,
            message=message,
            target=edits,
            due_at=self._now,
        )
        await deliveries.add_many(self._conn, [row], self._now)


async def queue_samples(
    conn: AsyncConnection, chat: int, thread: int, watchlists: Sequence[str], now: datetime
) -> int:
    """Queue the latest alerts of these watchlists for a new subscriber: silent, oldest first, each once ever."""
    rows = [
        NewDelivery(
            key=delivery_key(DeliveryKind.SAMPLE, alert=row.id, chat=chat, thread=thread, number=0),
            kind=DeliveryKind.SAMPLE,
            priority=RANK[DeliveryKind.SAMPLE],
            chat=chat,
            thread=thread,
            alert=row.id,
            revision=row.revision,
            silent=True,
            due_at=now,
        )
        for row in reversed(await alerts.latest(conn, watchlists, SAMPLES))
    ]
    return await deliveries.add_many(conn, rows, now)


async def read_status(conn: AsyncConnection, now: datetime) -> Status:
    """How the bot is, as /status, the preview and --once tell it."""
    rows = await feeds.all(conn)
    queue = await deliveries.counts(conn, now)
    by_state = await chats.counts(conn)
    standing = await guards.all(conn, now)
    flooded = await held.flood_waits(conn, now)
    return Status(
        feeds=len(rows),
        healthy=sum(row.state in FINE for row in rows),
        waiting=sum(row.state is FeedHealth.NEW for row in rows),
        troubles=[
            FeedTrouble(
                outlet=row.outlet.name, url=row.url, state=row.state, reason=row.reason, since=row.state_since
            )
            for row in rows
            if row.state not in FINE and row.state is not FeedHealth.NEW
        ],
        articles_day=await articles.count(conn, now - _DAY),
        alerts_day=await alerts.count(conn, now - _DAY),
        queued=queue.pending,
        oldest_queued_at=queue.oldest_due_at,
        uncertain_day=queue.uncertain,
        resent_day=queue.resent,
        chats=by_state.get(ChatState.ACTIVE, 0),
        subscriptions=sum((await subscriptions.count(conn)).values()),
        held=sum((await held.counts(conn)).values()),
        paused=guards.EVERYTHING in standing,
        guarded=[
            id_
            for id_, guard in standing.items()
            if id_ != guards.EVERYTHING and guard.state is not GuardState.WAVED
        ],
        flooded=len(flooded),
        flooded_until=max((until for _, until in flooded), default=None),
        leases=[(row.role, row.holder, row.since) for row in await leases.all(conn) if row.holder],
    )


def turns(world: World) -> Callable[[int], AbstractAsyncContextManager[Turn]]:
    """Opens the turn of an update: on a clean end its effects and the moved offset are stored together.

    The turn raises HandledBeforeError for an update that was handled, StoreAwayError where nothing could be stored.
    """

    @asynccontextmanager
    async def open_turn(update: int) -> AsyncIterator[Turn]:
        try:
            catalogue, outlets = await world.catalogue(), await world.outlets()
            async with world.leases[Post.CHAT].write() as conn:
                if 0 < await stored_offset(conn) - update <= _NUMBERED_ANEW:
                    raise HandledBeforeError
                now, max_age = world.clock.now(), world.settings.behaviour.max_age
                trail = StoredTrail(conn, catalogue, outlets, now, max_age)
                most = world.settings.behaviour.most_alerts_per_week
                owners = world.settings.environment.bot_owners
                lab = StoredLab(conn, catalogue, owners, now, most_per_week=most)
                reports = StoredReports(conn, catalogue, outlets, world.settings.environment, now)
                yield StoredTurn(conn, catalogue, trail, lab, reports, update, now)
                await meta.set(conn, OFFSET, str(update + 1))
        except StorageError as error:
            raise StoreAwayError(str(error)) from error
        world.nudge("send")
        world.nudge("desk")

    return open_turn


async def stored_offset(conn: AsyncConnection) -> int:
    """The next update to ask for; 0 where none was handled yet."""
    return int(await meta.get(conn, OFFSET, "0") or 0)
