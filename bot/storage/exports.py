"""Reading all alerts or stories of a time, a page at a time: for files that other programs take."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import State
from bot.storage import schema
from bot.storage.alerts import AlertRow, alert_of

_a = schema.alert.c
_s = schema.story.c
_j = schema.story_article.c
_r = schema.article.c

#: Rows of one page.
PAGE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryLine:
    """A story with what its articles are, in numbers and names."""

    id: str
    opened_at: datetime
    last_at: datetime
    state: State
    development: str
    #: Of the article that opened it; empty where that is forgotten.
    title: str
    url: str
    outlet: str
    lang: str
    articles: int
    outlets: tuple[str, ...]
    languages: tuple[str, ...]
    watchlists: tuple[str, ...]
    #: Its newest alert.
    alert: int | None


async def alerts_page(conn: AsyncConnection, since: datetime, after: int) -> Sequence[AlertRow]:
    """Alerts made since then with a higher number than `after`, in order."""
    query = select(schema.alert).where(_a.id > after, _a.created_at >= since)
    found = await conn.execute(query.order_by(_a.id).limit(PAGE))
    return [alert_of(row) for row in found]


async def stories_page(
    conn: AsyncConnection, since: datetime, after: tuple[datetime, str] | None, *, limit: int = PAGE
) -> Sequence[StoryLine]:
    """Stories opened since then, in order of time; from behind `after` on."""
    query = (
        select(schema.story, _r.title, _r.url, _r.outlet_id, _r.lang)
        .outerjoin(schema.article, _r.id == _s.first_article_id)
        .where(_s.opened_at >= since)
    )
    if after is not None:
        at, id_ = after
        query = query.where(or_(_s.opened_at > at, and_(_s.opened_at == at, _s.id > id_)))
    rows = (await conn.execute(query.order_by(_s.opened_at, _s.id).limit(limit))).all()
    ids = [row.id for row in rows]
    told = await _told(conn, ids)
    hits = await _hits(conn, ids)
    alerts = await _alerts(conn, ids)
    return [
        StoryLine(
            id=row.id,
            opened_at=row.opened_at,
            last_at=row.last_at,
            state=row.state,
            development=row.development_id or "",
            title=row.title or "",
            url=row.url or "",
            outlet=row.outlet_id or "",
            lang=row.lang or "",
            articles=len(told.get(row.id, ())),
            outlets=tuple(dict.fromkeys(outlet for outlet, _ in told.get(row.id, ()))),
            languages=tuple(dict.fromkeys(lang for _, lang in told.get(row.id, ()) if lang)),
            watchlists=tuple(hits.get(row.id, ())),
            alert=alerts.get(row.id),
        )
        for row in rows
    ]


async def _told(conn: AsyncConnection, ids: Sequence[str]) -> Mapping[str, Sequence[tuple[str, str]]]:
    """Outlet and language of the articles of each story, as they joined."""
    rows = await conn.execute(
        select(_j.story_id, _r.outlet_id, _r.lang)
        .join(schema.article, _r.id == _j.article_id)
        .where(_j.story_id.in_(ids))
        .order_by(_j.joined_at, _j.article_id)
    )
    found: dict[str, list[tuple[str, str]]] = {}
    for row in rows:
        found.setdefault(row.story_id, []).append((row.outlet_id, row.lang))
    return found


async def _hits(conn: AsyncConnection, ids: Sequence[str]) -> Mapping[str, Sequence[str]]:
    """The watchlists that hit some article of each story, by id."""
    m = schema.match.c
    rows = await conn.execute(
        select(_j.story_id, m.watchlist_id)
        .join(schema.match, m.article_id == _j.article_id)
        .where(_j.story_id.in_(ids))
        .distinct()
        .order_by(_j.story_id, m.watchlist_id)
    )
    found: dict[str, list[str]] = {}
    for row in rows:
        found.setdefault(row.story_id, []).append(row.watchlist_id)
    return found


async def _alerts(conn: AsyncConnection, ids: Sequence[str]) -> Mapping[str, int]:
    """The newest alert of each story that has one."""
    rows = await conn.execute(
        select(_a.story_id, func.max(_a.id).label("alert")).where(_a.story_id.in_(ids)).group_by(_a.story_id)
    )
    return {row.story_id: row.alert for row in rows}
