"""What became of an alert's deliveries, for its receipt. Queueing and settling them is deliveries.py's."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import DeliveryKind, DeliveryState
from bot.storage import schema

_d = schema.delivery.c


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """What became of one delivery of an alert."""

    id: int
    chat: int
    thread: int
    kind: DeliveryKind
    state: DeliveryState
    revision: int
    silent: bool
    attempts: int
    created_at: datetime
    settled_at: datetime | None
    message_id: int | None
    #: Telegram's words, or ours, where it was not sent.
    error: str
    #: Why it is held rather than sent; empty where it is not.
    held_for: str


async def of_alert(conn: AsyncConnection, alert_id: int) -> list[Sending]:
    """Every delivery of an alert, oldest first, for its receipt."""
    found = await conn.execute(
        select(schema.delivery).where(_d.alert_id == alert_id).order_by(_d.alert_id, _d.id)
    )
    return [
        Sending(
            id=row.id,
            chat=row.chat_id,
            thread=row.thread_id,
            kind=row.kind,
            state=row.state,
            revision=row.revision,
            silent=row.silent,
            attempts=row.attempts,
            created_at=row.created_at,
            settled_at=row.settled_at,
            message_id=row.message_id,
            error=row.error,
            held_for=row.held_for,
        )
        for row in found
    ]
