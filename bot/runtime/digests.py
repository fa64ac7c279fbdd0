"""The desk's timer: digests that are due and quiet hours that are over, one place in each transaction.

What a digest tells is decided in alerts/digest.py. Its messages are stored ready-made together with what they show, so
that a crash neither loses nor repeats one.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.alerts.digest import Digest, Occasion, Waiting, compose
from bot.alerts.lanes import RANK
from bot.alerts.localtime import zone_of
from bot.alerts.schedule import next_digest_at, quiet_until
from bot.alerts.status import Status
from bot.alerts.wishes import Mute, Subscription
from bot.model import Chart, Chat, ChatState, DeliveryKind, Message, Mode, WatchlistName
from bot.runtime.actions import read_status
from bot.runtime.coverage import silent_outlets
from bot.runtime.leases import Post
from bot.runtime.statistics import Statistics
from bot.runtime.world import World
from bot.storage import alerts, chats, deliveries, digests, guards, places, subscriptions
from bot.storage.deliveries import NewDelivery
from bot.storage.digests import Due
from bot.storage.errors import StorageError
from bot.telegram.digests import digest_messages
from bot.telegram.words import Words

log = logging.getLogger(__name__)

#: Rows looked at in one go.
BATCH = 500
#: A digest says who is silent about so many stories, each told by so many outlets at least.
_LOOKED_AT, _WIDELY = 5, 3
#: Mutes that are over are deleted so often.
_TIDY_EVERY = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class _Reader:
    """A place whose digest is due, with what it has set."""

    chat: Chat
    thread: int
    subscriptions: tuple[Subscription, ...]
    mutes: tuple[Mute, ...]


class DigestStation:
    """Makes digests."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._statistics = Statistics()
        self._tidied_at = world.clock.now()
        #: How the bot is, read once for all digests of one tick.
        self._status: Status | None = None

    async def tick(self) -> int:
        """Make all digests that are due; returns how many were queued."""
        made = 0
        now = self._world.clock.now()
        self._status = None
        await self._tidy(now)
        while True:
            async with self._world.db.read() as conn:
                # What is due while everything is paused comes, as one, when it goes on.
                paused = guards.EVERYTHING in await guards.all(conn, now)
                places_due = [] if paused else await digests.due(conn, now, BATCH)
            for chat, thread in places_due:
                made += await self._one(chat, thread, now)
                self._world.pulse.beat("digests")
            if len(places_due) < BATCH:
                break
        if made:
            self._world.nudge("send")
        return made

    async def _tidy(self, now: datetime) -> None:
        if now - self._tidied_at >= _TIDY_EVERY:
            self._tidied_at = now
            async with self._world.leases[Post.DESK].write() as conn:
                await places.forget_ended(conn, now)

    async def _one(self, chat: int, thread: int, now: datetime) -> int:
        """One place. A bug costs this place its digest, and nobody else theirs."""
        try:
            return await self._make(chat, thread, now)
        except StorageError:
            raise
        except Exception:
            log.exception("the digest of chat %s, topic %s failed and is passed over", chat, thread)
            async with self._world.leases[Post.DESK].write() as conn:
                await self._pass_over(conn, chat, thread, now)
            return 0

    async def _make(self, chat_id: int, thread: int, now: datetime) -> int:
        names = await self._names(chat_id)
        async with self._world.leases[Post.DESK].write() as conn:
            due = await digests.due_in(conn, chat_id, thread, now)
            chat = await chats.get(conn, chat_id)
            if due is None or chat is None:
                return 0
            topic = await chats.topic_state(conn, chat_id, thread) if thread else ChatState.ACTIVE
            if ChatState.ACTIVE is not chat.state or topic is not ChatState.ACTIVE:
                # What came together for a chat that receives nothing is not news any more when it is back.
                waiting = await digests.waiting(conn, chat_id, thread)
                await digests.drop(conn, chat_id, thread, [item.alert for item in waiting])
                await self._pass_over(conn, chat_id, thread, now)
                return 0
            place = await places.get(conn, chat_id, thread)
            zone = zone_of(chat.timezone)
            if (until := quiet_until(place.quiet, now, zone)) is not None:
                # With what the quiet hours hold back, at their end.
                for watchlist in due.watchlists:
                    await subscriptions.set_next(conn, chat_id, thread, watchlist, until)
                if due.awake:
                    await places.hold(conn, chat_id, thread, until)
                return 0
            reader = _Reader(
                chat,
                thread,
                await subscriptions.all_of(conn, chat_id, thread),
                await places.mutes(conn, chat_id, thread, now),
            )
            made = await self._write(conn, reader, due, names, now)
            await self._pass_over(conn, chat_id, thread, now)
        return made

    async def _write(
        self,
        conn: AsyncConnection,
        reader: _Reader,
        due: Due,
        names: dict[str, WatchlistName],
        now: datetime,
    ) -> int:
        chat, thread = reader.chat, reader.thread
        awake = bool(await digests.recall(conn, chat.id, thread, now)) or due.awake
        waiting = await _gathered(conn, chat.id, thread)
        digest = compose(
            waiting, reader.subscriptions, names, reader.mutes, now, due=due.watchlists, awake=awake
        )
        await digests.drop(conn, chat.id, thread, digest.dropped)
        if not digest.is_worth_sending:
            return 0
        words = Words(chat.language, chat.timezone)
        chart = None
        if digest.occasion is Occasion.WEEKLY:
            chart = await self._chart(conn, reader, words, names, now)
        if self._status is None:
            self._status = await read_status(conn, now)
        quiet = await self._silence(conn, digest, now)
        messages = digest_messages(words, digest, self._status, now, chart=chart, quiet=quiet)
        await deliveries.add_many(conn, _rows(chat.id, thread, due.since, messages, digest, now), now)
        shown = [(entry.alert, entry.content.state_revision) for entry in digest.entries]
        await digests.shown(conn, chat.id, thread, shown, due.since)
        self._world.tell("digest", chat=chat.id, occasion=digest.occasion, stories=len(shown))
        return 1

    async def _chart(
        self,
        conn: AsyncConnection,
        reader: _Reader,
        words: Words,
        names: dict[str, WatchlistName],
        now: datetime,
    ) -> Chart:
        mine = [names[one.watchlist] for one in reader.subscriptions if one.watchlist in names]
        return await self._statistics.chart(conn, words, mine, now)

    async def _silence(
        self, conn: AsyncConnection, digest: Digest, now: datetime
    ) -> dict[int, tuple[str, ...]]:
        """Who is silent about the stories that most outlets tell, by alert; a daily or weekly digest has the room."""
        if digest.occasion not in (Occasion.DAILY, Occasion.WEEKLY):
            return {}
        widely = [entry for entry in digest.entries if len(entry.content.reports) >= _WIDELY]
        widely.sort(key=lambda entry: -len(entry.content.reports))
        library = (await self._world.catalogue()).library
        found = {
            entry.alert: await silent_outlets(conn, entry.content.story, library, now)
            for entry in widely[:_LOOKED_AT]
        }
        return {alert: names for alert, names in found.items() if names}

    async def _pass_over(self, conn: AsyncConnection, chat_id: int, thread: int, now: datetime) -> None:
        """Set the clocks of a place to what comes next: what was missed is not made up for one by one."""
        chat = await chats.get(conn, chat_id)
        zone = zone_of(chat.timezone if chat else "UTC")
        due = await digests.due_in(conn, chat_id, thread, now)
        for one in await subscriptions.all_of(conn, chat_id, thread):
            if due is not None and one.watchlist in due.watchlists:
                following = next_digest_at(one.schedule, now, zone)
                await subscriptions.set_next(conn, chat_id, thread, one.watchlist, following)
        if due is not None and due.awake:
            await places.hold(conn, chat_id, thread, None)

    async def _names(self, chat_id: int) -> dict[str, WatchlistName]:
        """The watchlists that a chat may hear of."""
        catalogue = await self._world.catalogue()
        modes = {Mode.LIVE}
        if chat_id in self._world.settings.environment.bot_owners:
            modes.add(Mode.SHADOW)
        return {
            id_: catalogue.name(id_) for id_, item in catalogue.watchlists.items() if item.alert.mode in modes
        }


async def _gathered(conn: AsyncConnection, chat_id: int, thread: int) -> list[Waiting]:
    """What waits in a place, each story in its state at this hour."""
    items = await digests.waiting(conn, chat_id, thread)
    ids = [item.alert for item in items]
    found = await alerts.get(conn, ids)
    told = await digests.with_message(conn, chat_id, thread, ids)
    return [
        Waiting(
            alert=item.alert,
            content=found[item.alert].content,
            asleep=item.asleep,
            turned=item.turned,
            has_message=item.alert in told,
        )
        for item in items
        if item.alert in found
    ]


def _rows(
    chat_id: int,
    thread: int,
    slot: datetime,
    messages: Sequence[Message],
    digest: Digest,
    now: datetime,
) -> list[NewDelivery]:
    return [
        NewDelivery(
            key=digests.digest_key(chat_id, thread, slot, number),
            kind=DeliveryKind.DIGEST,
            priority=RANK[DeliveryKind.DIGEST],
            chat=chat_id,
            thread=thread,
            message=message,
            # One sound for a digest, and none for one that has nothing to tell.
            silent=number > 0 or not digest.groups,
            due_at=now,
        )
        for number, message in enumerate(messages)
    ]
