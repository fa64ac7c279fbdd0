"""Why chats that want an alert did not get its first message: each reason once, for the receipt."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage import schema
from bot.storage.statements import insert_into

_w = schema.withheld.c

#: Chat, thread and gate.
Held = tuple[int, int, str]


async def note(conn: AsyncConnection, alert_id: int, rows: Sequence[Held], now: datetime) -> None:
    """Note who did not get it and why; what was noted before keeps its first moment."""
    if rows:
        await conn.execute(
            insert_into(conn, schema.withheld).on_conflict_do_nothing(),
            [
                {"alert_id": alert_id, "chat_id": chat, "thread_id": thread, "gate": gate, "at": now}
                for chat, thread, gate in rows
            ],
        )


async def counts(conn: AsyncConnection, alert_ids: Iterable[int]) -> dict[str, int]:
    """How many chats and topics each gate held back."""
    found = await conn.execute(
        select(_w.gate, func.count().label("number"))
        .where(_w.alert_id.in_(sorted({*alert_ids})))
        .group_by(_w.gate)
    )
    return {row.gate: row.number for row in found}


async def of(
    conn: AsyncConnection, alert_id: int, chat_id: int, thread_id: int
) -> list[tuple[str, datetime]]:
    """The gates that held it back in one place, first to last."""
    found = await conn.execute(
        select(_w.gate, _w.at)
        .where(_w.alert_id == alert_id, _w.chat_id == chat_id, _w.thread_id == thread_id)
        .order_by(_w.at, _w.gate)
    )
    return [(row.gate, row.at) for row in found]
