"""What the store forgets with time: first the texts of articles, then articles nobody was told of, last alerts and proofs.

Each function takes a batch and belongs into a short transaction; how long what is kept is not decided here.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, delete, exists, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import DeliveryState
from bot.storage import schema, search
from bot.storage.words import TextState

_a = schema.article.c
_e = schema.event.c
_d = schema.delivery.c
_al = schema.alert.c
_j = schema.story_article.c

_ENDED = (
    DeliveryState.SENT,
    DeliveryState.FAILED,
    DeliveryState.CANCELLED,
    DeliveryState.EXPIRED,
    DeliveryState.UNCERTAIN,
)


async def drop_texts(
    conn: AsyncConnection, before: datetime, limit: int, after: datetime | None = None
) -> tuple[int, datetime | None]:
    """Forget the page texts of articles seen before then; title, summary, proofs and readings stay.

    Args:
        conn: of a write transaction.
        before: what was seen earlier is concerned.
        limit: how many at once.
        after: where the last batch ended, so that what is done is not looked at again.

    Returns:
        How many, and where this batch ended; None where there is no more.
    """
    asked = (
        select(_a.id, _a.seen_at).where(_a.seen_at < before, _a.text != "").order_by(_a.seen_at).limit(limit)
    )
    if after is not None:
        asked = asked.where(_a.seen_at >= after)
    found = (await conn.execute(asked)).all()
    ids = [row.id for row in found]
    await conn.execute(
        update(schema.article)
        .where(_a.id.in_(ids))
        .values(text="", text_state=TextState.NONE, text_due_at=None)
    )
    await search.note(conn, ids)
    return len(ids), found[-1].seen_at if len(found) == limit else None


async def drop_articles(conn: AsyncConnection, before: datetime, limit: int) -> int:
    """Forget articles seen before then that hit nothing and belong to no story that somebody was told of.

    One without a date of its own stays: shown by its feed again it would pass for new.
    """
    told = exists().where(_j.article_id == _a.id, _j.story_id == _al.story_id)
    hit = exists().where(schema.match.c.article_id == _a.id)
    asked = (
        select(_a.id)
        .where(_a.seen_at < before, _a.published_at < _a.seen_at, ~told, ~hit)
        .order_by(_a.seen_at)
        .limit(limit)
    )
    return await _delete(conn, schema.article, _a.id, asked)


async def drop_alerts(conn: AsyncConnection, before: datetime, limit: int) -> int:
    """Forget alerts that last changed before then, with all that was sent of them and the proofs of their articles."""
    asked = select(_al.id).where(_al.updated_at < before).order_by(_al.id).limit(limit)
    ids = list((await conn.scalars(asked)).all())
    if not ids:
        return 0
    mine = select(_j.article_id).join(schema.alert, _al.story_id == _j.story_id).where(_al.id.in_(ids))
    await conn.execute(delete(schema.match).where(schema.match.c.article_id.in_(mine)))
    await conn.execute(delete(schema.alert).where(_al.id.in_(ids)))
    return len(ids)


async def drop_matches(conn: AsyncConnection, before: datetime, limit: int) -> int:
    """Forget the proofs of hits before then that became no alert, such as those of a watchlist in shadow."""
    m = schema.match.c
    told = exists().where(_j.article_id == m.article_id, _j.story_id == _al.story_id)
    asked = select(m.article_id).where(m.at < before, ~told).distinct().limit(limit)
    ids = list((await conn.scalars(asked)).all())
    if ids:
        await conn.execute(delete(schema.match).where(m.article_id.in_(ids), m.at < before))
    return len(ids)


async def drop_stories(conn: AsyncConnection, before: datetime, limit: int) -> int:
    """Forget stories that nothing joined since then, and that have neither articles nor alerts any more."""
    s = schema.story.c
    kept = or_(exists().where(_j.story_id == s.id), exists().where(_al.story_id == s.id))
    asked = select(s.id).where(s.last_at < before, ~kept).limit(limit)
    return await _delete(conn, schema.story, s.id, asked)


async def drop_done(conn: AsyncConnection, before: datetime, limit: int) -> int:
    """Forget events that the desk did before then, and messages without an alert (answers, notices) that ended."""
    done = select(_e.seq).where(_e.done_at < before).order_by(_e.seq).limit(limit)
    number = await _delete(conn, schema.event, _e.seq, done)
    answers = (
        select(_d.id)
        .where(
            _d.alert_id.is_(None),
            _d.state.in_(_ENDED),
            or_(_d.settled_at < before, and_(_d.settled_at.is_(None), _d.created_at < before)),
        )
        .order_by(_d.id)
        .limit(limit)
    )
    return number + await _delete(conn, schema.delivery, _d.id, answers)


async def drop_audit(conn: AsyncConnection, before: datetime, limit: int) -> int:
    """Forget what admins did before then."""
    c = schema.audit.c
    return await _delete(
        conn, schema.audit, c.id, select(c.id).where(c.at < before).order_by(c.id).limit(limit)
    )


async def _delete(conn: AsyncConnection, table: Any, key: Any, asked: Select[Any]) -> int:
    ids = list((await conn.scalars(asked)).all())
    if ids:
        await conn.execute(delete(table).where(key.in_(ids)))
    return len(ids)
