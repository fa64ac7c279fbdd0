"""Why chats that want an alert did not get its first message: each reason once, for the receipt."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
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


async def all_of(conn: AsyncConnection, alert_id: int) -> list[tuple[int, int, str, datetime]]:
    """Chat, thread, gate and moment of everything that was held back, first to last."""
    found = await conn.execute(
        select(_w.chat_id, _w.thread_id, _w.gate, _w.at)
        .where(_w.alert_id == alert_id)
        .order_by(_w.at, _w.chat_id, _w.thread_id, _w.gate)
    )
    return [(row.chat_id, row.thread_id, row.gate, row.at) for row in found]
