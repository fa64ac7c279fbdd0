"""The send station: due deliveries are rendered, paced, marked, requested and settled, at most sixteen at once.

A row is marked before its request and settled right after, each in a transaction of its own, so that a crash leaves
at most the requests in flight in doubt. What an answer means is decided in alerts/outbox.py.
"""

import asyncio
import logging
import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.alerts import outbox
from bot.alerts.callback import Action
from bot.alerts.hearing import heard, muted, withdrawn, without_outlets
from bot.alerts.outbox import Outcome, Settlement, is_stale, recover, settle
from bot.alerts.pacing import LONGEST_WINDOW, Idle, Pacer, Wait
from bot.alerts.render import render, render_update
from bot.alerts.wishes import MuteKind
from bot.model import Delivery, DeliveryKind, DeliveryState, Message
from bot.runtime.effects import carry_out
from bot.runtime.gate import Gate
from bot.runtime.journal import Journal
from bot.runtime.lateness import held_by_night
from bot.runtime.leases import Post
from bot.runtime.pictures import Pictures
from bot.runtime.world import World
from bot.storage import alerts, chats, deliveries, guards, held, places, subscriptions
from bot.storage.alerts import AlertRow
from bot.storage.errors import StorageError
from bot.storage.fanout import FirstDelivery
from bot.storage.leases import LeaseLostError

log = logging.getLogger(__name__)

#: Rows looked at first; doubled while everything looked at is queued already.
_LOOK = 500
_LOOK_MOST = 32_000
#: How often the table is searched for alerts that have become too old.
_AGED_EVERY = timedelta(seconds=10)
#: How often the table is looked at while nobody says that there is something new.
TICK = timedelta(seconds=1)
#: Deliveries a second that are prepared and marked; the gate lets out 28, and whoever waits there stops this.
_HANDED_OUT = 56
#: Marked deliveries that may wait for the window: more would be in doubt after a crash for nothing.
_QUEUE = 1
#: The longest wait within one round; the ticker comes again anyway.
_PATIENCE = timedelta(seconds=0.25)


class SendStation:
    """Brings deliveries to their chats."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._terminal = not world.settings.live
        self._pacer: Pacer[Delivery] = Pacer(per_second=_HANDED_OUT)
        self._gate = Gate(world.clock)
        self._journal = Journal(world.leases[Post.SEND].write)
        #: The highest id that was offered to the pacer.
        self._newest = 0
        self._flying: set[asyncio.Task[None]] = set()
        self._plain: set[int] = set()
        self._pictures = Pictures(world.pool)
        self._loaded_at = world.clock.now()
        self._aged_at = self._loaded_at - _AGED_EVERY
        self._stopping = False

    async def start(self) -> None:
        """Begin where the last holder ended: what it left in flight is settled, for nobody knows whether it arrived."""
        now = self._world.clock.now()
        self._plain.clear()
        async with self._world.leases[Post.SEND].write() as conn:
            recent = await deliveries.requested_since(conn, now - LONGEST_WINDOW)
            self._pacer, self._newest = Pacer(per_second=_HANDED_OUT), 0
            self._pacer.resume(now, recent)
            for delivery in await deliveries.in_flight(conn):
                await _store(conn, delivery, recover(delivery, now), now)
                log.warning("delivery %s was in flight when the last process ended", delivery.id)

    async def stop(self, patience: timedelta = timedelta(seconds=6)) -> None:
        """Take nothing more, and wait for what is in flight."""
        self._stopping = True
        if self._flying:
            await asyncio.wait(self._flying, timeout=patience.total_seconds())

    async def tick(self) -> int:
        """Send what may be sent now; returns how many requests were made."""
        made = 0
        if not self._flying:
            self._world.pulse.beat("requests under way")
        fresh = await self._load(thorough=True)
        while not self._stopping and self._world.leases[Post.SEND].held:
            now = self._world.clock.now()
            self._world.pulse.beat("send")
            if "send" in self._world.nudged:
                await self._load_new(now)
            if self._gate.waiting > _QUEUE:
                await self._world.clock.sleep(_PATIENCE / 25)
                continue
            stuck = True
            match self._pacer.next(now):
                case Delivery() as delivery:
                    self._start(delivery)
                    made += 1
                    continue
                case Wait(until) if until - now <= _PATIENCE * 8:
                    stuck = until - now > _PATIENCE / 2
                    await self._world.clock.sleep(min(until - now, _PATIENCE))
                case Idle() if self._flying:
                    # Not for long: an urgent one may come while a request hangs.
                    patience = _PATIENCE.total_seconds() / 5
                    await asyncio.wait(self._flying, timeout=patience, return_when=asyncio.FIRST_COMPLETED)
                    stuck = False
                case _ if not fresh:
                    break
                case _:
                    pass
            if stuck or now - self._loaded_at > TICK:
                fresh = await self._load(thorough=stuck)
        return made

    async def _load_new(self, now: datetime) -> None:
        """Offer what was queued since the last look; what that misses the next full look finds."""
        self._world.nudged.discard("send")
        async with self._world.db.read() as conn:
            due = await deliveries.due(conn, now, _LOOK, terminal=self._terminal, after=self._newest)
        self._offer(due)

    def _offer(self, due: Sequence[Delivery]) -> int:
        self._newest = max([self._newest, *(delivery.id for delivery in due)])
        return sum(self._pacer.offer(delivery) for delivery in due)

    async def _load(self, *, thorough: bool) -> int:
        """Offer due rows to the pacer; returns how many were new to it.

        The most urgent rows are looked at. `thorough` looks further while those are all queued already: what
        stands behind a chat that has to wait may go to another one.
        """
        now = self._world.clock.now()
        if now - self._aged_at >= _AGED_EVERY:
            self._aged_at = now
            await self._hold_old(now)
        self._loaded_at = now
        self._world.nudged.discard("send")
        look = _LOOK
        while True:
            async with self._world.db.read() as conn:
                due = await deliveries.due(conn, now, look, terminal=self._terminal)
            fresh = self._offer(due)
            if fresh or not thorough or len(due) < look or look >= _LOOK_MOST:
                return fresh
            look *= 4

    async def _hold_old(self, now: datetime) -> None:
        """Alerts that could not be sent for so long are told together: the desk makes one message of them."""
        before = now - self._world.settings.behaviour.offline_after
        async with self._world.leases[Post.SEND].write() as conn:
            number = await held.hold_older(conn, before, now)
        if number:
            log.warning("%s alerts could not be sent in time; they are told together", number)
            self._world.nudge("backlog")

    def _start(self, delivery: Delivery) -> None:
        task = asyncio.create_task(self._deliver(delivery), name=f"delivery {delivery.id}")
        self._flying.add(task)
        task.add_done_callback(self._flying.discard)

    async def _deliver(self, delivery: Delivery) -> None:
        """One delivery, from marking to settling. A bug or a full disk ends this attempt alone."""
        try:
            await self._attempt(delivery)
        except LeaseLostError:
            # Whoever holds the lease now has seen the mark, and decides what becomes of it.
            log.warning("delivery %s is left to the process that has taken over", delivery.id)
        except Exception:
            log.exception("delivery %s", delivery.id)
            self._pacer.sent(delivery.id, self._world.clock.now())
            await self._world.clock.sleep(timedelta(seconds=1))

    async def _attempt(self, queued: Delivery) -> None:
        now = self._world.clock.now()
        # The row may have changed since it was queued: cancelled, given a newer text, moved with its group.
        async with self._world.db.read() as conn:
            delivery = await deliveries.get(conn, queued.id)
            paused = queued.kind is not DeliveryKind.ANSWER and await guards.is_paused(conn)
        if delivery is None or delivery.state is not DeliveryState.PENDING or paused:
            self._pacer.sent(queued.id, now)
            return
        if (delivery.chat, delivery.thread) != (queued.chat, queued.thread):
            self._pacer.again(delivery, now, now)
            return
        if await held_by_night(self._world, delivery, now):
            self._pacer.sent(delivery.id, now)
            return
        ready = await self._ready_or_reported(delivery, now)
        if ready is None:
            state = self._dropped(delivery, now)
            await self._journal.write(
                lambda conn: deliveries.settle(conn, delivery.id, state, now, error="nothing to send")
            )
        if ready is None:
            self._pacer.sent(delivery.id, now)
            return
        # Marked behind the gate: what waits there is in nobody's doubt.
        await self._gate.turn(delivery.priority)
        if not await self._marked(delivery):
            self._gate.answered()
            self._pacer.sent(delivery.id, self._world.clock.now())
            return
        message, target, revision = ready
        taken = replace(delivery, target=target, attempts=delivery.attempts + 1)
        plain = delivery.id in self._plain
        if await self._world.leases[Post.SEND].sure():
            outcome = await self._request(taken, message, plain=plain)
        else:
            # The process was frozen, or the store does not answer: somebody else may have taken over.
            outcome = outbox.Unreached("the lease could not be renewed")
            self._gate.answered()
        now = self._world.clock.now()
        settlement = settle(taken, outcome, now, plain=plain, jitter=random.random())
        await self._settle(taken, settlement, now, revision)
        self._release(taken, outcome, settlement, now)

    async def _marked(self, delivery: Delivery) -> bool:
        """Note on disk that a request is about to be made; False where it must not be, or not by us."""
        try:
            now = self._world.clock.now()
            return await self._journal.write(lambda conn: deliveries.take(conn, delivery.id, now))
        except BaseException:
            self._gate.answered()
            raise

    async def _request(self, taken: Delivery, message: Message, *, plain: bool) -> Outcome:
        """The request; after a bug nobody knows whether it was accepted."""
        try:
            outcome = await self._world.messenger.deliver(taken, message, plain=plain)
            self._world.tally["telegram_requests", taken.kind, type(outcome).__name__.lower()] += 1
            return outcome
        except Exception as error:
            log.exception("delivery %s", taken.id)
            return outbox.Uncertain(f"a bug of ours: {error!r}"[:300])
        finally:
            self._gate.answered()
            self._world.pulse.beat("requests under way")

    async def _settle(
        self, taken: Delivery, settlement: Settlement, now: datetime, revision: int | None
    ) -> None:
        """Store what came of a request; while the store does not answer, the row stays marked and this goes on."""
        admins = await self._admins(taken, settlement)

        async def store(conn: AsyncConnection) -> None:
            await _store(conn, taken, settlement, now, revision=revision)
            await carry_out(conn, self._world, settlement, now, admins=admins)

        while True:
            try:
                return await self._journal.write(store)
            except StorageError as error:
                if self._stopping or isinstance(error, LeaseLostError):
                    raise
                log.error("delivery %s waits to be settled: %s", taken.id, error)
                await self._world.clock.sleep(timedelta(seconds=1))

    async def _admins(self, taken: Delivery, settlement: Settlement) -> frozenset[int]:
        """Who administers the chat, where somebody has to be told; nobody where Telegram does not say."""
        if not any(isinstance(effect, outbox.TellAdmins) for effect in settlement.effects):
            return frozenset()
        return await self._world.messenger.administrators(taken.chat)

    async def _ready_or_reported(
        self, delivery: Delivery, now: datetime
    ) -> tuple[Message, int | None, int | None] | None:
        """As `_ready`; a delivery that cannot be rendered is dropped, because it never will be."""
        try:
            return await self._ready(delivery, now)
        except StorageError:
            raise
        except Exception:
            log.exception("delivery %s cannot be rendered", delivery.id)
            return None

    def _dropped(self, delivery: Delivery, now: datetime) -> DeliveryState:
        stale = is_stale(delivery, now, max_age=self._world.settings.behaviour.max_age)
        return DeliveryState.EXPIRED if stale else DeliveryState.CANCELLED

    async def _ready(
        self, delivery: Delivery, now: datetime
    ) -> tuple[Message, int | None, int | None] | None:
        """What to send, the message to edit or answer, and the revision shown; None where there is nothing to do."""
        if is_stale(delivery, now, max_age=self._world.settings.behaviour.max_age):
            return None
        if delivery.message is not None:
            return await self._pictures.drawn_into(delivery.message), delivery.target, None
        if delivery.alert is None:
            return None
        async with self._world.db.read() as conn:
            alert = (await alerts.get(conn, [delivery.alert])).get(delivery.alert)
            chat = await chats.get(conn, delivery.chat)
            first = await deliveries.first_of(conn, delivery.alert, delivery.chat, delivery.thread)
            wanted = await subscriptions.all_of(conn, delivery.chat, delivery.thread)
            if delivery.kind is DeliveryKind.FIRST:
                first = await _earlier(conn, alert, delivery)
            mutes = await places.mutes(conn, delivery.chat, delivery.thread, now)
        if alert is None or chat is None:
            return None
        if delivery.kind is DeliveryKind.FIRST and (
            withdrawn(alert.content) or heard(alert.content, wanted, mutes, now) is None
        ):
            return None  # taken back, muted or unsubscribed before it reached this chat
        target = first.message_id if first is not None and delivery.kind is not DeliveryKind.SAMPLE else None
        if target is None and delivery.kind in (DeliveryKind.EDIT, DeliveryKind.UPDATE):
            target = delivery.target  # a sample
        if delivery.kind is DeliveryKind.EDIT and target is None:
            return None
        tell = render_update if delivery.kind is DeliveryKind.UPDATE else render
        rest = without_outlets(alert.content, muted(mutes, MuteKind.OUTLET, now))
        message = tell(
            rest or alert.content,
            language=chat.language,
            timezone=chat.timezone,
            now=now,
            actions=(Action.READ, Action.WHY, Action.MUTE, Action.IRRELEVANT),
            watchlists=tuple(one.watchlist for one in wanted),
            alert=alert.id,
        )
        return message, target, alert.revision

    def _release(self, taken: Delivery, outcome: Outcome, settlement: Settlement, now: datetime) -> None:
        """Tell the pacer how it ended."""
        for effect in settlement.effects:
            match effect:
                case outbox.PauseChat(chat, _):
                    self._pacer.forget(chat)
                case outbox.PauseTopic(chat, thread, _):
                    self._pacer.forget(chat, thread)
                case outbox.SendPlain(id_):
                    self._plain.add(id_)
                case outbox.MigrateChat(old, new):
                    self._pacer.forget(old)
                    taken = replace(taken, chat=new)
                case _:
                    pass
        if settlement.state is DeliveryState.PENDING:
            back = replace(taken, attempts=settlement.attempts, due_at=settlement.due_at)
            self._pacer.again(back, now, settlement.due_at)
        else:
            self._pacer.sent(taken.id, now)
            self._plain.discard(taken.id)
        if isinstance(outcome, outbox.Throttled):
            self._pacer.throttled(taken.chat, outcome.retry_after, now)
        if settlement.state is DeliveryState.SENT and taken.alert is not None:
            self._world.tell(
                "sent", delivery=taken.id, telling=taken.kind, alert=taken.alert, chat=taken.chat
            )


async def _earlier(conn: AsyncConnection, alert: AlertRow | None, delivery: Delivery) -> FirstDelivery | None:
    """The message of the alert that this one goes on from, in the same place."""
    before = alert.content.earlier if alert is not None else None
    if before is None:
        return None
    return await deliveries.first_of(conn, before.alert, delivery.chat, delivery.thread)


async def _store(
    conn: AsyncConnection,
    delivery: Delivery,
    settlement: Settlement,
    now: datetime,
    *,
    revision: int | None = None,
) -> None:
    await deliveries.settle(
        conn,
        delivery.id,
        settlement.state,
        now,
        message_id=settlement.message_id,
        revision=revision if settlement.state is DeliveryState.SENT else None,
        due_at=settlement.due_at if settlement.state is DeliveryState.PENDING else None,
        attempts=settlement.attempts,
        error=settlement.reason,
    )
