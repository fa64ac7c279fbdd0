"""How stories hang together: links of one development, and the articles that an admin put where they are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage import schema
from bot.storage.statements import batches, insert_into

_j = schema.story_article.c
_l = schema.story_link.c
_p = schema.story_pin.c


@dataclass(frozen=True, slots=True)
class Link:
    """Two stories of one development; `reason` says what keeps them apart."""

    story: str
    related: str
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Pin:
    """An article that an admin put into a story, and the story it was taken out of."""

    article: str
    story: str
    beside: str


async def link(conn: AsyncConnection, story: str, related: str, now: datetime, *, reason: str) -> None:
    """Note that a story belongs to the development of an earlier one, if that is still there; the first reason stays."""
    known = await conn.scalar(select(schema.story.c.id).where(schema.story.c.id == related))
    if story != related and known is not None:
        row = {"story_id": story, "related_id": related, "reason": reason, "at": now}
        await conn.execute(insert_into(conn, schema.story_link).values(**row).on_conflict_do_nothing())


async def links(conn: AsyncConnection, story: str) -> list[Link]:
    """The stories of its development that a story is linked with, either way, oldest link first."""
    found = await conn.execute(
        select(schema.story_link)
        .where(or_(_l.story_id == story, _l.related_id == story))
        .order_by(_l.at, _l.story_id, _l.related_id)
    )
    return [
        Link(story, row.related_id if row.story_id == story else row.story_id, row.reason, row.at)
        for row in found
    ]


async def pin(
    conn: AsyncConnection, articles: Sequence[str], story: str, now: datetime, *, beside: str
) -> None:
    """Move articles into a story for good; the story's row must exist."""
    for batch in batches(articles):
        await conn.execute(
            update(schema.story_article).where(_j.article_id.in_(batch)).values(story_id=story)
        )
    for article in articles:
        row = {"article_id": article, "story_id": story, "beside_id": beside, "at": now}
        changes = {name: value for name, value in row.items() if name != "article_id"}
        await conn.execute(
            insert_into(conn, schema.story_pin)
            .values(**row)
            .on_conflict_do_update(index_elements=["article_id"], set_=changes)
        )


async def pins(conn: AsyncConnection, stories: Iterable[str]) -> list[Pin]:
    """What an admin put into these stories or took out of them."""
    found: dict[str, Pin] = {}
    for batch in batches(sorted({*stories})):
        rows = await conn.execute(
            select(schema.story_pin).where(or_(_p.story_id.in_(batch), _p.beside_id.in_(batch)))
        )
        found |= {row.article_id: Pin(row.article_id, row.story_id, row.beside_id) for row in rows}
    return sorted(found.values(), key=lambda each: each.article)


async def pin_of(conn: AsyncConnection, article: str) -> Pin | None:
    """Where an admin put this article, if one did."""
    row = (await conn.execute(select(schema.story_pin).where(_p.article_id == article))).first()
    return Pin(row.article_id, row.story_id, row.beside_id) if row else None
