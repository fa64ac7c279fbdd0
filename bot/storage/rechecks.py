"""Matched articles whose page is fetched again, and when: due times that outlive the process."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, exists, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage import schema
from bot.storage.statements import batches, insert_into
from bot.storage.words import Origin

_r = schema.recheck.c
_a = schema.article_reading.c


@dataclass(frozen=True, slots=True, kw_only=True)
class Recheck:
    """The next look at an article's page, with what the last one found."""

    article: str
    #: Looks done; which look is when is not decided here.
    round: int = 0
    due_at: datetime
    #: Failed tries of this round.
    tries: int = 0
    #: The page's own headline; empty where it was not read yet.
    title: str = ""
    #: Validators of the page, as the server gave them.
    etag: str = ""
    last_modified: str = ""
    #: The page was gone at the last look.
    gone: bool = False


async def put(conn: AsyncConnection, row: Recheck) -> None:
    """Write the next look, in place of the one that was planned."""
    values = {
        "article_id": row.article,
        "round": row.round,
        "due_at": row.due_at,
        "tries": row.tries,
        "title": row.title,
        "etag": row.etag,
        "last_modified": row.last_modified,
        "gone": row.gone,
    }
    changes = {name: value for name, value in values.items() if name != "article_id"}
    await conn.execute(
        insert_into(conn, schema.recheck)
        .values(**values)
        .on_conflict_do_update(index_elements=["article_id"], set_=changes)
    )


async def plan(conn: AsyncConnection, article_ids: Iterable[str], due_at: datetime) -> None:
    """A first look at these articles; one that is planned already stays."""
    rows = [
        {
            "article_id": article,
            "round": 0,
            "due_at": due_at,
            "tries": 0,
            "title": "",
            "etag": "",
            "last_modified": "",
            "gone": False,
        }
        for article in sorted({*article_ids})
    ]
    if rows:
        await conn.execute(insert_into(conn, schema.recheck).on_conflict_do_nothing(), rows)


async def hasten(
    conn: AsyncConnection, article_ids: Iterable[str], now: datetime, *, unless_since: datetime
) -> None:
    """Look at these now, where a look is planned: something says that they changed.

    Those that were looked at again since `unless_since` keep their time.
    """
    looked = exists().where(_a.article_id == _r.article_id, _a.origin == Origin.AGAIN, _a.at > unless_since)
    for batch in batches(sorted({*article_ids})):
        await conn.execute(
            update(schema.recheck)
            .values(due_at=now)
            .where(_r.article_id.in_(batch), _r.due_at > now, ~looked)
        )


async def end(conn: AsyncConnection, article_id: str) -> None:
    """No further look."""
    await conn.execute(delete(schema.recheck).where(_r.article_id == article_id))


async def due(conn: AsyncConnection, now: datetime, limit: int) -> list[Recheck]:
    """What is to be looked at now, longest waiting first."""
    found = await conn.execute(
        select(schema.recheck).where(_r.due_at <= now).order_by(_r.due_at, _r.article_id).limit(limit)
    )
    return [_row(row) for row in found]


async def of(conn: AsyncConnection, article_ids: Iterable[str]) -> dict[str, Recheck]:
    """The planned looks at these articles."""
    found: dict[str, Recheck] = {}
    for batch in batches(sorted({*article_ids})):
        rows = await conn.execute(select(schema.recheck).where(_r.article_id.in_(batch)))
        found |= {row.article_id: _row(row) for row in rows}
    return found


async def headlines(conn: AsyncConnection, article_ids: Iterable[str]) -> dict[str, str]:
    """The stored headlines of those of these articles that are looked at again."""
    article = schema.article.c
    found: dict[str, str] = {}
    for batch in batches(sorted({*article_ids})):
        rows = await conn.execute(
            select(_r.article_id, article.title)
            .join_from(schema.recheck, schema.article)
            .where(_r.article_id.in_(batch))
        )
        found |= {row.article_id: row.title for row in rows}
    return found


async def next_at(conn: AsyncConnection) -> datetime | None:
    """When the next look is due, maybe in the past."""
    found: datetime | None = await conn.scalar(select(func.min(_r.due_at)))
    return found


def _row(row: Row[*tuple[Any, ...]]) -> Recheck:
    return Recheck(
        article=row.article_id,
        round=row.round,
        due_at=row.due_at,
        tries=row.tries,
        title=row.title,
        etag=row.etag,
        last_modified=row.last_modified,
        gone=row.gone,
    )
