"""What readers said of matches: relevant or not, one word of each person for each match."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage import schema
from bot.storage.statements import batches, insert_into

_f = schema.feedback.c


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """What one person says of one match."""

    article: str
    watchlist: str
    #: Of the watchlist, when the match was made.
    version: int
    #: A pseudonym.
    person: str
    relevant: bool
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What all said of one match."""

    article: str
    watchlist: str
    version: int
    relevant: int
    irrelevant: int
    last_at: datetime


async def say(conn: AsyncConnection, word: Word) -> None:
    """Note it, in place of what this person said of this match before."""
    values = {
        "article_id": word.article,
        "watchlist_id": word.watchlist,
        "person": word.person,
        "version": word.version,
        "relevant": word.relevant,
        "at": word.at,
    }
    changes = {name: values[name] for name in ("version", "relevant", "at")}
    await conn.execute(
        insert_into(conn, schema.feedback)
        .values(**values)
        .on_conflict_do_update(index_elements=["article_id", "watchlist_id", "person"], set_=changes)
    )


async def said(
    conn: AsyncConnection, article_ids: Iterable[str], watchlists: Iterable[str], person: str
) -> dict[tuple[str, str], bool]:
    """What a person said of these matches: by article and watchlist, whether relevant."""
    wanted = sorted({*watchlists})
    found: dict[tuple[str, str], bool] = {}
    for batch in batches(sorted({*article_ids})):
        rows = await conn.execute(
            select(_f.article_id, _f.watchlist_id, _f.relevant).where(
                _f.article_id.in_(batch), _f.watchlist_id.in_(wanted), _f.person == person
            )
        )
        found |= {(row.article_id, row.watchlist_id): row.relevant for row in rows}
    return found


async def counts(conn: AsyncConnection, article_ids: Iterable[str]) -> dict[bool, int]:
    """How many words these articles' matches got: relevant, not relevant."""
    found: dict[bool, int] = {}
    for batch in batches(sorted({*article_ids})):
        rows = await conn.execute(
            select(_f.relevant, func.count().label("number"))
            .where(_f.article_id.in_(batch))
            .group_by(_f.relevant)
        )
        for row in rows:
            found[row.relevant] = found.get(row.relevant, 0) + row.number
    return found


async def judged(conn: AsyncConnection, watchlist: str, limit: int) -> list[Judged]:
    """The matches of a watchlist of which somebody said something, newest word first."""
    last_at = func.max(_f.at).label("last_at")
    found = await conn.execute(
        select(
            _f.article_id,
            func.max(_f.version).label("version"),
            func.count().label("words"),
            func.count().filter(_f.relevant).label("relevant"),
            last_at,
        )
        .where(_f.watchlist_id == watchlist)
        .group_by(_f.article_id)
        .order_by(last_at.desc(), _f.article_id)
        .limit(limit)
    )
    return [
        Judged(
            article=row.article_id,
            watchlist=watchlist,
            version=row.version,
            relevant=row.relevant,
            irrelevant=row.words - row.relevant,
            last_at=row.last_at,
        )
        for row in found
    ]


async def by_version(conn: AsyncConnection, watchlist: str) -> dict[int, tuple[int, int]]:
    """Of the words about hits of each version of a watchlist: how many say relevant, and how many there are."""
    rows = await conn.execute(
        select(
            _f.version,
            func.count().filter(_f.relevant).label("relevant"),
            func.count().label("number"),
        )
        .where(_f.watchlist_id == watchlist)
        .group_by(_f.version)
    )
    return {row.version: (row.relevant, row.number) for row in rows}
