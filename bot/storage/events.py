"""Events: what waits for the desk, in order, until the desk has marked it together with its decision."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage import schema
from bot.storage.statements import batches
from bot.storage.words import EventKind

_e = schema.event.c


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened and that the desk has not looked at yet."""

    seq: int
    kind: EventKind
    article: str | None
    payload: Mapping[str, Any]
    at: datetime


async def add(
    conn: AsyncConnection,
    kind: EventKind,
    at: datetime,
    *,
    article: str | None = None,
    payload: Mapping[str, Any] | None = None,
) -> int:
    """Note an event; returns its number. Belongs into the transaction that makes it true."""
    row = {"kind": kind, "at": at, "article_id": article, "payload": dict(payload) if payload else None}
    seq: int = (await conn.execute(insert(schema.event).values(**row).returning(_e.seq))).scalar_one()
    return seq


async def add_articles(conn: AsyncConnection, articles: Sequence[str], at: datetime) -> None:
    """One event per new article, in order."""
    if articles:
        rows = [{"kind": EventKind.ARTICLE, "at": at, "article_id": article} for article in articles]
        await conn.execute(insert(schema.event), rows)


async def next(conn: AsyncConnection, limit: int) -> list[Event]:  # noqa: A001
    """The oldest events that are not done, in order."""
    found = await conn.execute(select(schema.event).where(schema.event_undone).order_by(_e.seq).limit(limit))
    return [
        Event(seq=row.seq, kind=row.kind, article=row.article_id, payload=row.payload or {}, at=row.at)
        for row in found
    ]


async def done(conn: AsyncConnection, seq: int, now: datetime) -> bool:
    """Mark an event; False where somebody else has done it, and then nothing of the transaction may stay."""
    found = await conn.execute(
        update(schema.event).values(done_at=now).where(_e.seq == seq, schema.event_undone)
    )
    return found.rowcount == 1


async def done_all(conn: AsyncConnection, seqs: Sequence[int], now: datetime) -> bool:
    """Mark several events; False where somebody else has done one of them, and then the transaction must not stay."""
    marked = 0
    for batch in batches(seqs):
        found = await conn.execute(
            update(schema.event).values(done_at=now).where(_e.seq.in_(batch), schema.event_undone)
        )
        marked += found.rowcount
    return marked == len(seqs)


async def pending_count(conn: AsyncConnection) -> int:
    """How many events wait."""
    return int(
        await conn.scalar(select(func.count()).select_from(schema.event).where(schema.event_undone)) or 0
    )
