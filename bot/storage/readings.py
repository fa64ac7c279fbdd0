"""What became of articles after they were found: each reading of their feed entry or page, noted and never changed."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import Article, Change
from bot.storage import schema
from bot.storage.statements import batches
from bot.storage.words import Origin

_r = schema.article_reading.c


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One look at an article."""

    article: str
    at: datetime
    origin: Origin
    #: What came of it, in words: `text`, `unchanged`, `changed`, or why there was nothing to read.
    outcome: str
    #: Of what was known of the article then; empty where nothing was read.
    hash: str = ""
    #: Characters of that.
    length: int = 0
    changes: tuple[Change, ...] = ()


def content_hash(article: Article) -> str:
    """SHA-256 of title, summary and text, as matched."""
    parts = f"{article.title}\n\n{article.summary}\n\n{article.text}"
    return hashlib.sha256(parts.encode("utf-8", "surrogatepass")).hexdigest()


def reading_of(
    article: Article, at: datetime, origin: Origin, outcome: str, changes: Sequence[Change] = ()
) -> Reading:
    """A reading that found the article as it is given."""
    return Reading(
        article=article.id,
        at=at,
        origin=origin,
        outcome=outcome,
        hash=content_hash(article),
        length=len(article.title) + len(article.summary) + len(article.text),
        changes=tuple(changes),
    )


async def add(conn: AsyncConnection, rows: Sequence[Reading]) -> None:
    """Note readings, in order."""
    if rows:
        values = [
            {
                "article_id": row.article,
                "at": row.at,
                "origin": row.origin,
                "outcome": row.outcome,
                "hash": row.hash,
                "length": row.length,
                "changes": row.changes,
            }
            for row in rows
        ]
        await conn.execute(insert(schema.article_reading), values)


async def of(conn: AsyncConnection, article_ids: Iterable[str]) -> dict[str, tuple[Reading, ...]]:
    """The readings of these articles, oldest first; articles without any are missing."""
    found: dict[str, tuple[Reading, ...]] = {}
    for batch in batches(sorted({*article_ids})):
        rows = await conn.execute(
            select(schema.article_reading).where(_r.article_id.in_(batch)).order_by(_r.article_id, _r.id)
        )
        for row in rows:
            reading = Reading(
                article=row.article_id,
                at=row.at,
                origin=row.origin,
                outcome=row.outcome,
                hash=row.hash,
                length=row.length,
                changes=row.changes,
            )
            found[row.article_id] = (*found.get(row.article_id, ()), reading)
    return found
