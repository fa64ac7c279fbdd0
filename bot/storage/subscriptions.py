"""Subscriptions: which chat or topic wants which watchlist, and how."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.alerts.wishes import Schedule, Subscription
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


async def watchlists(conn: AsyncConnection) -> tuple[str, ...]:
    """The watchlists that some chat is subscribed to, sorted."""
    return tuple(sorted(await conn.scalars(select(_s.watchlist_id).distinct())))


async def all_of(conn: AsyncConnection, chat_id: int, thread_id: int = 0) -> tuple[Subscription, ...]:
    """The subscriptions of a chat's thread with their settings, by watchlist."""
    found = await conn.execute(
        select(schema.subscription)
        .where(_s.chat_id == chat_id, _s.thread_id == thread_id)
        .order_by(_s.watchlist_id)
    )
    return tuple(subscription_of(row) for row in found)


async def tune(
    conn: AsyncConnection,
    chat_id: int,
    thread_id: int,
    subscription: Subscription,
    next_at: datetime | None,
) -> bool:
    """Write how a watchlist is wanted, and when its next digest is due; False where it is not subscribed."""
    found = await conn.execute(
        update(schema.subscription)
        .values(**_settings(subscription), next_at=next_at)
        .where(_s.chat_id == chat_id, _s.thread_id == thread_id, _s.watchlist_id == subscription.watchlist)
    )
    return found.rowcount == 1


async def set_next(
    conn: AsyncConnection, chat_id: int, thread_id: int, watchlist: str, next_at: datetime | None
) -> None:
    """Note when the next digest of a watchlist is due there."""
    await conn.execute(
        update(schema.subscription)
        .values(next_at=next_at)
        .where(_s.chat_id == chat_id, _s.thread_id == thread_id, _s.watchlist_id == watchlist)
    )


async def threads(conn: AsyncConnection, chat_id: int) -> tuple[int, ...]:
    """The chat's threads that have subscriptions, sorted."""
    found = await conn.scalars(select(_s.thread_id).where(_s.chat_id == chat_id).distinct())
    return tuple(sorted(found))


async def places(conn: AsyncConnection, watchlist: str) -> list[tuple[int, int]]:
    """Chats and threads that subscribe a watchlist, in order."""
    found = await conn.execute(
        select(_s.chat_id, _s.thread_id)
        .where(_s.watchlist_id == watchlist)
        .order_by(_s.chat_id, _s.thread_id)
    )
    return [(row.chat_id, row.thread_id) for row in found]


async def count_by_chat(conn: AsyncConnection) -> dict[int, int]:
    """How many subscriptions each chat has, over all its topics; chats without any are missing."""
    found = await conn.execute(select(_s.chat_id, func.count().label("number")).group_by(_s.chat_id))
    return {row.chat_id: row.number for row in found}


async def count(conn: AsyncConnection) -> dict[str, int]:
    """How many chats and topics each watchlist has; watchlists without any are missing."""
    found = await conn.execute(
        select(_s.watchlist_id, func.count().label("number")).group_by(_s.watchlist_id)
    )
    return {row.watchlist_id: row.number for row in found}


def _settings(subscription: Subscription) -> dict[str, Any]:
    return {
        "rhythm": subscription.schedule.rhythm,
        "minute": subscription.schedule.minute,
        "weekday": subscription.schedule.weekday,
        "min_outlets": subscription.min_outlets,
        "languages": " ".join(sorted(subscription.languages)),
        "urgent": subscription.urgent,
    }


def subscription_of(row: Row[*tuple[Any, ...]]) -> Subscription:
    """The subscription of a row that has all columns of the table."""
    return Subscription(
        watchlist=row.watchlist_id,
        schedule=Schedule(row.rhythm, row.minute, row.weekday),
        min_outlets=row.min_outlets,
        languages=frozenset(row.languages.split()),
        urgent=row.urgent,
    )
