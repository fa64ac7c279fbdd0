"""What the outcome of a request asks for besides the delivery's own fate, in the transaction that stores it."""

import logging
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.alerts import outbox
from bot.alerts.address import delivery_key
from bot.alerts.lanes import RANK
from bot.alerts.outbox import Settlement
from bot.model import ChatState, DeliveryKind
from bot.runtime.owners import tell_admins
from bot.runtime.world import World
from bot.storage import chats, deliveries
from bot.storage.deliveries import NewDelivery
from bot.telegram.notices import refused_chat

log = logging.getLogger(__name__)


async def carry_out(
    conn: AsyncConnection, world: World, settlement: Settlement, now: datetime, *, admins: frozenset[int]
) -> None:
    """Do what stands in a settlement; `admins` are people of the chat who may be told what they can mend."""
    for effect in settlement.effects:
        match effect:
            case outbox.PauseChat(chat, reason):
                await chats.pause(conn, chat, reason, now)
                await deliveries.cancel_chat(conn, chat, now, error=reason)
                log.warning("chat %s is paused: %s", chat, reason)
            case outbox.PauseTopic(chat, thread, reason):
                await chats.set_topic(conn, chat, thread, ChatState.PAUSED, reason)
                await deliveries.cancel_chat(conn, chat, now, thread=thread, error=reason)
                log.warning("topic %s of chat %s is paused: %s", thread, chat, reason)
            case outbox.MigrateChat(old, new):
                await chats.migrate(conn, old, new, now)
            case outbox.HoldChat(chat, until):
                await chats.hold(conn, chat, until)
            case outbox.SendAnew():
                await deliveries.add_many(conn, [_anew(effect, now)], now)
            case outbox.TellAdmins():
                await _tell(conn, world, effect, now, admins)
            case outbox.Report(id_, detail):
                log.error("delivery %s was refused: %s", id_, detail)
            case outbox.DropTarget(id_):
                await deliveries.drop_target(conn, id_)
            case outbox.SendPlain():
                pass  # the station remembers it: it concerns its next request alone


async def _tell(
    conn: AsyncConnection, world: World, effect: outbox.TellAdmins, now: datetime, admins: frozenset[int]
) -> None:
    known = await chats.get(conn, effect.chat)
    await tell_admins(
        conn,
        world,
        effect.chat,
        f"chat:{effect.chat}/{effect.thread}/{now:%Y-%m-%d}",
        now,
        lambda words: refused_chat(
            words,
            title=known.title if known else "",
            chat=effect.chat,
            thread=effect.thread,
            detail=f"{effect.kind}: {effect.detail}",
        ),
        admins=admins,
    )


def _anew(effect: outbox.SendAnew, now: datetime) -> NewDelivery:
    kind = DeliveryKind.FIRST
    return NewDelivery(
        key=delivery_key(
            kind, alert=effect.alert, chat=effect.chat, thread=effect.thread, number=effect.revision
        ),
        kind=kind,
        priority=RANK[kind],
        chat=effect.chat,
        thread=effect.thread,
        alert=effect.alert,
        revision=effect.revision,
        silent=effect.silent,
        due_at=now,
    )
