"""Deliveries that come late: what was to ring before quiet hours began waits for their end instead."""

from datetime import datetime, timedelta

from bot.alerts.localtime import zone_of
from bot.alerts.schedule import quiet_until
from bot.model import Delivery, DeliveryKind, DeliveryState
from bot.runtime.leases import Post
from bot.runtime.world import World
from bot.storage import chats, deliveries, digests, places

#: Less is the usual way from the desk to Telegram.
_LATE = timedelta(minutes=1)
_RINGING = frozenset({DeliveryKind.FIRST, DeliveryKind.UPDATE})


async def held_by_night(world: World, delivery: Delivery, now: datetime) -> bool:
    """Whether an alert is so late that its chat has quiet hours meanwhile; it then waits for their digest.

    One that was queued within the quiet hours was allowed to break them.
    """
    if delivery.kind not in _RINGING or delivery.alert is None or now - delivery.created_at < _LATE:
        return False
    async with world.db.read() as conn:
        chat = await chats.get(conn, delivery.chat)
        place = await places.get(conn, delivery.chat, delivery.thread)
    if chat is None or delivery.silent:
        return False
    zone = zone_of(chat.timezone)
    until = quiet_until(place.quiet, now, zone)
    if until is None or quiet_until(place.quiet, delivery.created_at, zone) is not None:
        return False
    async with world.leases[Post.SEND].write() as conn:
        row = await deliveries.get(conn, delivery.id)
        if row is None or row.state is not DeliveryState.PENDING:
            return True
        await deliveries.settle(conn, delivery.id, DeliveryState.CANCELLED, now, error="held by quiet hours")
        where = [(delivery.chat, delivery.thread)]
        turned = delivery.kind is DeliveryKind.UPDATE
        await digests.hold(conn, where, delivery.alert, now, asleep=True, turned=turned)
        await places.hold(conn, delivery.chat, delivery.thread, until)
    return True
