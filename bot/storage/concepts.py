"""What articles name, and which outlets carried which stories that name the same."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, distinct, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage import schema
from bot.storage.statements import batches

_c = schema.article_concept.c
_j = schema.story_article.c


@dataclass(frozen=True, slots=True)
class Carried:
    """An outlet that had an article in a story."""

    story: str
    outlet: str
    #: When the story began.
    at: datetime


async def note(conn: AsyncConnection, article: str, concepts: Iterable[str]) -> None:
    """Write what an article names, in place of what was written before."""
    await note_all(conn, {article: concepts})


async def note_all(conn: AsyncConnection, named: Mapping[str, Iterable[str]]) -> None:
    """Write what articles name, in place of what was written before."""
    for batch in batches(sorted(named)):
        await conn.execute(delete(schema.article_concept).where(_c.article_id.in_(batch)))
    rows = [
        {"article_id": article, "concept": concept}
        for article, concepts in named.items()
        for concept in sorted({*concepts})
    ]
    if rows:
        await conn.execute(insert(schema.article_concept), rows)


async def concepts_of(conn: AsyncConnection, articles: Sequence[str]) -> dict[str, frozenset[str]]:
    """What each of these articles names; articles that name nothing are missing."""
    found: dict[str, set[str]] = {}
    for batch in batches(sorted({*articles})):
        rows = await conn.execute(select(_c.article_id, _c.concept).where(_c.article_id.in_(batch)))
        for row in rows:
            found.setdefault(row.article_id, set()).add(row.concept)
    return {article: frozenset(concepts) for article, concepts in found.items()}


async def number(conn: AsyncConnection, concepts: Iterable[str], since: datetime) -> int:
    """How many articles seen since then name at least one of these concepts."""
    found = await conn.scalar(
        select(func.count(distinct(_c.article_id)))
        .join(schema.article, schema.article.c.id == _c.article_id)
        .where(_c.concept.in_(sorted({*concepts})), schema.article.c.seen_at >= since)
    )
    return int(found or 0)


async def carried(
    conn: AsyncConnection, concepts: Sequence[str], *, shared: int, since: datetime, until: datetime
) -> list[Carried]:
    """Who carried the earlier stories that name at least `shared` of these concepts.

    Args:
        conn: a connection.
        concepts: ids; at most a few dozen.
        shared: how many of them the articles of a story must name together.
        since: articles that joined a story before are left out.
        until: those that joined from then on too.

    Returns:
        Each outlet of each such story once, in no order.
    """
    alike = (
        select(_j.story_id)
        .join(schema.article_concept, _c.article_id == _j.article_id)
        .where(_c.concept.in_(concepts), _j.joined_at >= since, _j.joined_at < until)
        .group_by(_j.story_id)
        .having(func.count(distinct(_c.concept)) >= shared)
        .scalar_subquery()
    )
    rows = await conn.execute(
        select(_j.story_id, schema.article.c.outlet_id, schema.story.c.opened_at)
        .join(schema.article, schema.article.c.id == _j.article_id)
        .join(schema.story, schema.story.c.id == _j.story_id)
        .where(_j.story_id.in_(alike))
        .distinct()
    )
    return [Carried(row.story_id, row.outlet_id, row.opened_at) for row in rows]
