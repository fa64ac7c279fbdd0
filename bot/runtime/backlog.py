"""The desk's third job: what was held is told together, breakers come back to rest, and subscribers of a watchlist that
ended are told so."""

import logging
from collections.abc import Mapping, Sequence
from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.alerts.backlog import Fate, HeldDelivery, Hold, fate, hold_of
from bot.alerts.lanes import RANK
from bot.model import AlertContent, Chat, ChatState, DeliveryKind, DeliveryState, Mode
from bot.runtime.breakers import calm, obey_setting
from bot.runtime.catalogue import Catalogue
from bot.runtime.leases import Post
from bot.runtime.retiring import tell_retired
from bot.runtime.world import World
from bot.storage import alerts, chats, deliveries, guards, held, subscriptions
from bot.storage.deliveries import NewDelivery
from bot.telegram.backlog import backlog_message
from bot.telegram.words import Words

log = logging.getLogger(__name__)

#: Places in one look.
PLACES = 100
#: How often breakers are looked at.
CALM_EVERY = timedelta(minutes=1)


class BacklogStation:
    """Works off what is held and due."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._calmed_at = world.clock.now() - CALM_EVERY
        self._told_generation = -1

    async def begin(self) -> None:
        """What the settings say of the pause, before anything goes out."""
        async with self._world.leases[Post.DESK].write() as conn:
            await obey_setting(
                conn, paused=self._world.settings.behaviour.paused, now=self._world.clock.now()
            )

    async def tick(self) -> int:
        """Tell what is due; returns how many deliveries were queued or let go."""
        now = self._world.clock.now()
        catalogue = await self._world.catalogue()
        if catalogue.generation != self._told_generation:
            await tell_retired(self._world, catalogue)
            self._told_generation = catalogue.generation
        if now - self._calmed_at >= CALM_EVERY:
            async with self._world.leases[Post.DESK].write() as conn:
                await calm(conn, now)
            self._calmed_at = now
        async with self._world.db.read() as conn:
            paused = guards.EVERYTHING in await guards.all(conn, now)
            places = [] if paused else await held.due_places(conn, now, PLACES)
        told = 0
        for chat, thread in places:
            told += await self._place(catalogue, chat, thread)
        if told:
            self._world.nudge("send")
        return told

    async def _place(self, catalogue: Catalogue, chat_id: int, thread: int) -> int:
        now = self._world.clock.now()
        async with self._world.leases[Post.DESK].write() as conn:
            waiting = await held.of_place(conn, chat_id, thread, now)
            chat = await chats.get(conn, chat_id)
            topic = await chats.topic_state(conn, chat_id, thread)
            ids = [one.id for one in waiting]
            if chat is None or chat.state is not ChatState.ACTIVE or topic is not ChatState.ACTIVE:
                await held.settle(conn, ids, DeliveryState.CANCELLED, now, error="the chat does not receive")
                return 0
            contents = await self._contents(conn, catalogue, waiting, chat_id, thread)
            unwanted = [one.id for one in waiting if one.alert not in contents]
            await held.settle(
                conn, unwanted, DeliveryState.CANCELLED, now, error="its watchlists are no longer wanted here"
            )
            wanted = [one for one in waiting if one.alert in contents]
            if not wanted:
                return 0
            if fate(wanted, now, max_age=self._world.settings.behaviour.max_age) is Fate.RELEASE:
                await held.settle(conn, [one.id for one in wanted], DeliveryState.PENDING, now)
                return len(wanted)
            return await self._collapse(conn, catalogue, chat, thread, wanted, contents)

    async def _contents(
        self,
        conn: AsyncConnection,
        catalogue: Catalogue,
        waiting: Sequence[HeldDelivery],
        chat: int,
        thread: int,
    ) -> Mapping[int, AlertContent]:
        """The alerts that this place may still be told, by id."""
        owner = chat in self._world.settings.environment.bot_owners
        subscribed = await subscriptions.of(conn, chat, thread)
        seen = {Mode.LIVE, Mode.SHADOW} if owner else {Mode.LIVE}
        visible = {id_ for id_ in subscribed if catalogue.mode(id_) in seen}
        found = await alerts.get(conn, {one.alert for one in waiting})
        return {
            id_: row.content
            for id_, row in found.items()
            if visible & {name.id for name in row.content.watchlists}
        }

    async def _collapse(
        self,
        conn: AsyncConnection,
        catalogue: Catalogue,
        chat: Chat,
        thread: int,
        wanted: Sequence[HeldDelivery],
        contents: Mapping[int, AlertContent],
    ) -> int:
        """One message for each reason that something was held here."""
        now = self._world.clock.now()
        for reason in dict.fromkeys(one.held_for for one in wanted):
            mine = [one for one in wanted if one.held_for == reason]
            newest = [contents[id_] for id_ in sorted({one.alert for one in mine}, reverse=True)]
            watchlist = reason.partition(":")[2]
            message = backlog_message(
                Words(chat.language, chat.timezone),
                hold_of(reason),
                newest,
                now,
                watchlist=catalogue.name(watchlist) if watchlist in catalogue.watchlists else None,
            )
            row = NewDelivery(
                key=f"backlog:{chat.id}/{thread}/{reason}/{mine[-1].id}",
                kind=DeliveryKind.DIGEST,
                priority=RANK[DeliveryKind.DIGEST],
                chat=chat.id,
                thread=thread,
                message=message,
                silent=hold_of(reason) is not Hold.PAUSE,
                due_at=now,
            )
            await deliveries.add_many(conn, [row], now)
            await held.settle(
                conn, [one.id for one in mine], DeliveryState.EXPIRED, now, error="told together with others"
            )
            log.info("%s alerts for chat %s were told together (%s)", len(newest), chat.id, reason)
        return 1
