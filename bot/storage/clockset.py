"""What the clock promised before it was set back: due times are moved by as much, so that nothing waits for a day that
has come already. Feeds have their own rule (`feeds.ask_again`); what people set for a date stays as they set it.
"""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Column, Table, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.alerts.wishes import Rhythm
from bot.storage import meta, schema
from bot.storage.words import TextState

_d, _a, _s = schema.delivery.c, schema.article.c, schema.subscription.c
_ANY, _HOUR, _DAY = timedelta(microseconds=1), timedelta(hours=1), timedelta(days=1)
#: The newest moment of the wrong clock that was made good.
_MENDED = "clock.mended"

#: What waits for its moment: table, column, which rows; in which steps it moves, for 08:00 stays 08:00.
_WAITING: tuple[tuple[Table, Column[Any], Any, timedelta], ...] = (
    (schema.delivery, _d.due_at, _d.settled_at.is_(None), _ANY),
    # Telegram wants the chat left alone.
    (schema.chat, schema.chat.c.paused_until, None, _ANY),
    (schema.article, _a.text_due_at, _a.text_state == TextState.DUE, _ANY),
    (schema.recheck, schema.recheck.c.due_at, None, _ANY),
    (schema.subscription, _s.next_at, _s.rhythm == Rhythm.HOURLY, _HOUR),
    (schema.subscription, _s.next_at, _s.rhythm != Rhythm.HOURLY, _DAY),
    (schema.place, schema.place.c.held_until, None, _DAY),
)


async def newest(conn: AsyncConnection) -> datetime | None:
    """The newest moment that is known to have passed, when the last article was found, unless it was made good."""
    last: datetime | None = await conn.scalar(select(func.max(_a.seen_at)))
    mended = await meta.get(conn, _MENDED)
    return None if last is None or (mended and last <= datetime.fromisoformat(mended)) else last


async def move_back(conn: AsyncConnection, was: datetime, now: datetime) -> int:
    """The clock that had shown `was` shows `now`: what waits beyond now waits so much shorter; returns how many rows."""
    number = 0
    for table, column, counted, step in _WAITING:
        by = (was - now) // step * step
        key = [*table.primary_key.columns]
        late = select(*key, column.label("at")).where(column > now)
        rows = (await conn.execute(late if counted is None else late.where(counted))).all() if by else []
        for row in rows:
            same = [one == value for one, value in zip(key, row, strict=False)]
            await conn.execute(update(table).values({column.name: max(row.at - by, now)}).where(*same))
        number += len(rows)
    last: datetime | None = await conn.scalar(select(func.max(_a.seen_at)))
    await meta.set(conn, _MENDED, (max(was, last) if last else was).isoformat())
    return number
