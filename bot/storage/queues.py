"""How much waits for each station and since when, for health. What is taken and done stands with each noun."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Column, ColumnElement, Table, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage import deliveries, schema


@dataclass(frozen=True, slots=True)
class Waiting:
    """One station's queue."""

    number: int
    #: Since when the one that has waited longest could have been taken; None where nothing waits.
    since: datetime | None


async def waiting(conn: AsyncConnection, now: datetime) -> dict[str, Waiting]:
    """The queues: polls, texts, events, fanouts and deliveries, with what is due by now."""
    feed, article = schema.feed.c, schema.article.c
    sending = await deliveries.counts(conn, now)
    return {
        "polls": await _due(conn, schema.feed, schema.feed_active, feed.next_poll_at, now),
        "texts": await _due(conn, schema.article, schema.text_due, article.text_due_at, now),
        "events": await _due(conn, schema.event, schema.event_undone, schema.event.c.at, now),
        "fanouts": await _due(conn, schema.fanout, schema.fanout_undone, schema.fanout.c.at, now),
        "deliveries": Waiting(sending.due, sending.oldest_due_at),
    }


async def _due(
    conn: AsyncConnection,
    table: Table,
    open_: ColumnElement[bool],
    due_at: Column[datetime],
    now: datetime,
) -> Waiting:
    asked = select(func.count(), func.min(due_at)).select_from(table).where(open_, due_at <= now)
    number, since = (await conn.execute(asked)).one()
    return Waiting(number, since)
