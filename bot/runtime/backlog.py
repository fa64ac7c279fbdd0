"""The desk's third job: what was held is told together, breakers come back to rest, and subscribers of a watchlist that
ended are told so."""

import logging
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.alerts.backlog import Fate, HeldDelivery, Hold, fate, hold_of
from bot.alerts.hearing import heard, withdrawn
from bot.alerts.lanes import RANK
from bot.alerts.localtime import zone_of
from bot.alerts.schedule import quiet_until
from bot.model import AlertContent, Chat, ChatState, DeliveryKind, DeliveryState, Mode, Ruling
from bot.runtime.breakers import calm, obey_setting
from bot.runtime.catalogue import Catalogue
from bot.runtime.leases import Post
from bot.runtime.retiring import tell_retired
from bot.runtime.world import World
from bot.storage import alerts, chats, deliveries, digests, guards, held, places, subscriptions
from bot.storage.deliveries import NewDelivery
from bot.storage.errors import StorageError
from bot.telegram.backlog import backlog_message
from bot.telegram.words import Words

log = logging.getLogger(__name__)

#: Places in one look.
PLACES = 100
#: How often breakers are looked at.
CALM_EVERY = timedelta(minutes=1)
#: A place that could not be told because of a bug is looked at again so much later.
_AFTER_A_BUG = timedelta(hours=1)


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
            due = [] if paused else await held.due_places(conn, now, PLACES)
        told = 0
        for chat, thread in due:
            told += await self._one(catalogue, chat, thread)
        if told:
            self._world.nudge("send")
        return told

    async def _one(self, catalogue: Catalogue, chat: int, thread: int) -> int:
        """One place. A bug keeps this place waiting, and nobody else."""
        try:
            return await self._place(catalogue, chat, thread)
        except StorageError:
            raise
        except Exception:
            log.exception("what is held for chat %s, topic %s cannot be told", chat, thread)
            now = self._world.clock.now()
            async with self._world.leases[Post.DESK].write() as conn:
                waiting = await held.of_place(conn, chat, thread, now)
                await held.postpone(conn, [one.id for one in waiting], now + _AFTER_A_BUG)
            return 0

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
            contents = await self._contents(conn, catalogue, waiting, chat_id, thread, now)
            wanted = _wanted(waiting, contents)
            unwanted = [one.id for one in waiting if one not in wanted]
            await held.settle(conn, unwanted, DeliveryState.CANCELLED, now, error="no longer wanted here")
            if not wanted:
                return 0
            if fate(wanted, now, max_age=self._world.settings.behaviour.max_age) is Fate.RELEASE:
                await held.settle(conn, [one.id for one in wanted], DeliveryState.PENDING, now)
                return len(wanted)
            place = await places.get(conn, chat_id, thread)
            if (until := quiet_until(place.quiet, now, zone_of(chat.timezone))) is not None:
                await held.postpone(conn, [one.id for one in wanted], until)
                return 0
            return await self._collapse(conn, catalogue, chat, thread, wanted, contents)

    async def _contents(
        self,
        conn: AsyncConnection,
        catalogue: Catalogue,
        waiting: Sequence[HeldDelivery],
        chat: int,
        thread: int,
        now: datetime,
    ) -> Mapping[int, AlertContent]:
        """What this place hears of the alerts that it may still be told, by id; an admin's word it hears anyway."""
        owner = chat in self._world.settings.environment.bot_owners
        subscribed = await subscriptions.all_of(conn, chat, thread)
        seen = {Mode.LIVE, Mode.SHADOW} if owner else {Mode.LIVE}
        visible = [one for one in subscribed if catalogue.mode(one.watchlist) in seen]
        mutes = await places.mutes(conn, chat, thread, now)
        turned = {one.alert for one in waiting if one.turned}
        contents: dict[int, AlertContent] = {}
        for id_, row in (await alerts.get(conn, {one.alert for one in waiting})).items():
            if found := heard(row.content, visible, mutes, now):
                contents[id_] = found[0]
            elif id_ in turned and row.content.ruling is not Ruling.NONE:
                contents[id_] = row.content
        return contents

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
            # As a digest does: nobody is told twice, and who reads it here is told of a denial or correction.
            shown = {one.alert: contents[one.alert].state_revision for one in mine}
            for id_ in sorted(shown):
                await digests.hold(conn, [(chat.id, thread)], id_, now, asleep=False, turned=False)
            await digests.shown(conn, chat.id, thread, sorted(shown.items()), now)
            await held.settle(
                conn, [one.id for one in mine], DeliveryState.EXPIRED, now, error="told together with others"
            )
            log.info("%s alerts for chat %s were told together (%s)", len(newest), chat.id, reason)
        return 1


def _wanted(waiting: Sequence[HeldDelivery], contents: Mapping[int, AlertContent]) -> list[HeldDelivery]:
    """What is still to be told: of several turns of one alert the newest, for all show it as it is now."""
    newest = {one.alert: one.id for one in waiting if one.turned}
    return [
        one
        for one in waiting
        if one.alert in contents
        and (newest[one.alert] == one.id if one.turned else not withdrawn(contents[one.alert]))
    ]
