"""The desk's second job: an alert's new revision is addressed to its chats, a page of chats in each transaction."""

import logging
from collections.abc import Sequence
from datetime import datetime
from itertools import product

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.alerts.address import Got, Held, Recipient, address
from bot.alerts.address import NewDelivery as NewAddressed
from bot.alerts.gates import Gate, chat_gate
from bot.alerts.localtime import zone_of
from bot.alerts.plan import Telling
from bot.alerts.schedule import quiet_until
from bot.model import AlertContent, ChatState, DeliveryState
from bot.runtime.holding import Holding, as_now
from bot.runtime.leases import Post
from bot.runtime.tellings import unpacked
from bot.runtime.webhooks import queue_events
from bot.runtime.world import World
from bot.storage import alerts, deliveries, digests, fanout, places, withheld
from bot.storage.deliveries import NewDelivery

log = logging.getLogger(__name__)


class FanoutStation:
    """Takes unfinished fan-outs, oldest first; a crash resumes after the last page that was stored."""

    def __init__(self, world: World) -> None:
        self._world = world

    async def tick(self) -> int:
        """Finish what is unfinished; returns how many deliveries were queued."""
        queued = 0
        while True:
            async with self._world.db.read() as conn:
                row = await fanout.next(conn)
            if row is None:
                return queued
            queued += await self._page(row)
            self._world.pulse.beat("fanout")

    async def _page(self, row: fanout.FanoutRow) -> int:
        now = self._world.clock.now()
        catalogue = await self._world.catalogue()
        decided = telling = as_now(unpacked(row.telling), catalogue)
        owners = self._world.settings.environment.bot_owners
        async with self._world.leases[Post.DESK].write() as conn:
            holding = await Holding.begin(conn, self._world, catalogue, row, telling, now)
            telling = holding.telling
            if row.after is None:
                await queue_events(conn, row, holding.untethered(), now)
            ask = fanout.holders if telling.everywhere else fanout.recipients
            page = await ask(conn, row.alert, now, row.after)
            alert = (await alerts.get(conn, [row.alert]))[row.alert]
            places_ = [_recipient(item, owners, now) for item in page]
            addressed = address(
                telling,
                alert.content,
                places_,
                now,
                alert=row.alert,
                revision=row.revision,
            )
            await _hold(conn, row.alert, [one for one in addressed if isinstance(one, Held)], now)
            found = [one for one in addressed if not isinstance(one, Held)]
            if not telling.everywhere:
                held_back = _withheld(decided, telling, alert.content, places_, addressed, now)
                await withheld.note(conn, row.alert, held_back, now)
            wanting = {(item.chat.id, item.thread): item for item in page}
            rows = []
            for item in found:
                place = wanting[item.chat, item.thread]
                mine = frozenset(one.watchlist for one in place.subscriptions)
                held_for, due_at = holding.of(item.kind, mine, alert.content, admin=item.chat in owners)
                row_ = NewDelivery(
                    key=item.key,
                    kind=item.kind,
                    priority=holding.priority(item.kind, mine),
                    chat=item.chat,
                    thread=item.thread,
                    alert=item.alert,
                    revision=item.revision,
                    target=item.target,
                    silent=item.silent,
                    due_at=due_at or item.due_at,
                    held_for=held_for,
                )
                rows.append(row_)
            queued = await deliveries.add_many(conn, rows, now)
            after = (page[-1].chat.id, page[-1].thread) if page else row.after
            await fanout.advance(conn, row.id, after, done=len(page) < fanout.PAGE)
        if queued:
            self._world.nudge("send")
        self._world.nudge("webhooks")
        return queued


def _withheld(
    decided: Telling,
    telling: Telling,
    content: AlertContent,
    recipients: Sequence[Recipient],
    addressed: Sequence[NewAddressed | Held],
    now: datetime,
) -> list[tuple[int, int, str]]:
    """Who has no message of the alert and gets none now, each with the gate; `telling` lacks what is paused."""
    paused = {one.id for one in decided.watchlists} - {one.id for one in telling.watchlists}
    held = {(one.chat, one.thread): one for one in addressed if isinstance(one, Held)}
    found: list[tuple[int, int, str]] = []
    for recipient in recipients:
        if recipient.got is not None:
            continue
        place = (recipient.chat, recipient.thread)
        waits = held.get(place)
        gate: Gate | None = (
            (Gate.DIGEST if waits.until is None else Gate.QUIET_HOURS)
            if waits
            else chat_gate(telling, content, recipient, now)
        )
        if gate is Gate.NOT_SUBSCRIBED and paused & {one.watchlist for one in recipient.subscriptions}:
            gate = Gate.PAUSED_WATCHLIST
        if gate is not None:
            found.append((*place, gate))
    return found


async def _hold(conn: AsyncConnection, alert: int, held: Sequence[Held], now: datetime) -> None:
    """Let the alert wait for the digests of these places."""
    for asleep, turned in product((True, False), repeat=2):
        rows = [
            (one.chat, one.thread)
            for one in held
            if (one.until is not None) is asleep and one.turned is turned
        ]
        await digests.hold(conn, rows, alert, now, asleep=asleep, turned=turned)
    for one in held:
        if one.until is not None:
            await places.hold(conn, one.chat, one.thread, one.until)


def _recipient(item: fanout.Recipient, owners: frozenset[int], now: datetime) -> Recipient:
    """A stored recipient as `address` sees it."""
    got = None
    if item.first is not None:
        got = Got(
            # What is held is shown as it is when it goes out, as what is pending.
            first=DeliveryState.PENDING if item.first.state is DeliveryState.HELD else item.first.state,
            message=item.first.message_id,
            announced=item.first.revision,
            shown=item.revision,
            silent=item.first.silent,
            editing=item.edit is not None,
            updating=item.update is not None,
        )
    return Recipient(
        chat=item.chat.id,
        thread=item.thread,
        kind=item.chat.kind,
        state=item.chat.state if item.topic is ChatState.ACTIVE else item.topic,
        subscriptions=item.subscriptions,
        quiet_until=quiet_until(item.quiet, now, zone_of(item.chat.timezone)),
        mutes=item.mutes,
        admin=item.chat.id in owners,
        got=got,
        digested=item.digested,
    )
