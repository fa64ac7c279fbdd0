"""Subscriptions: which chat or topic wants which watchlist."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage import schema
from bot.storage.statements import insert_into

_s = schema.subscription.c


async def set(  # noqa: A001
    conn: AsyncConnection, chat_id: int, thread_id: int, watchlists: Iterable[str], now: datetime
) -> int:
    """Subscribe a known chat to these watchlists besides those it has; returns how many are new."""
    rows = [
        {"chat_id": chat_id, "thread_id": thread_id, "watchlist_id": watchlist, "created_at": now}
        for watchlist in sorted({*watchlists})
    ]
    if not rows:
        return 0
    statement = insert_into(conn, schema.subscription).on_conflict_do_nothing().returning(_s.watchlist_id)
    return len((await conn.execute(statement, rows)).all())


async def remove(
    conn: AsyncConnection, chat_id: int, thread_id: int, watchlists: Iterable[str] | None = None
) -> int:
    """End these subscriptions, or all of the chat's thread; returns how many there were."""
    statement = delete(schema.subscription).where(_s.chat_id == chat_id, _s.thread_id == thread_id)
    if watchlists is not None:
        statement = statement.where(_s.watchlist_id.in_(sorted({*watchlists})))
    return (await conn.execute(statement)).rowcount


async def of(conn: AsyncConnection, chat_id: int, thread_id: int = 0) -> tuple[str, ...]:
    """The watchlists that a chat's thread is subscribed to, sorted."""
    found = await conn.scalars(
        select(_s.watchlist_id).where(_s.chat_id == chat_id, _s.thread_id == thread_id)
    )
    return tuple(sorted(found))


async def count(conn: AsyncConnection) -> dict[str, int]:
    """How many chats and topics each watchlist has; watchlists without any are missing."""
    found = await conn.execute(
        select(_s.watchlist_id, func.count().label("number")).group_by(_s.watchlist_id)
    )
    return {row.watchlist_id: row.number for row in found}
