"""Stories and the articles that joined them, with what grouping and claims need after a restart."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Text, cast, distinct, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import Claim, Figure, State
from bot.storage import schema
from bot.storage.articles import StoredArticle, stored
from bot.storage.statements import batches, insert_into

_s = schema.story.c
_j = schema.story_article.c


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryRow:
    """A story as the desk last left it."""

    id: str
    first_article: str
    opened_at: datetime
    #: When the newest article joined.
    last_at: datetime
    state: State = State.SINGLE
    #: Grows by one with each change of state.
    state_revision: int = 0
    #: The larger development that it belongs to, if any.
    development: str | None = None
    #: When this row was written.
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryArticle:
    """An article within its story."""

    story: str
    article: StoredArticle
    joined_at: datetime
    #: Why it joined, in words.
    reason: str
    #: As the grouper wrote them: JSON of stories.features.Features.
    features: str
    claims: tuple[Claim, ...]
    figures: tuple[Figure, ...] = ()
    #: Whose text it is, where it is not a source of its own.
    credit: str
    #: The story that was nearest without being the same event, and why it is another; empty where none was near.
    nearest: str = ""
    rejected: str = ""


@dataclass(frozen=True, slots=True)
class Membership:
    """Which story an article is in, and whose text it is where it is no source of its own."""

    story: str
    credit: str


@dataclass(frozen=True, slots=True)
class WindowEntry:
    """What the grouper needs of one article to go on after a restart."""

    story: str
    article: str
    features: str


async def put(conn: AsyncConnection, *rows: StoryRow) -> None:
    """Write stories, new or changed."""
    statement = insert_into(conn, schema.story)
    changes = {name: statement.excluded[name] for name in _CHANGING}
    await conn.execute(
        statement.on_conflict_do_update(index_elements=["id"], set_=changes),
        [
            {
                "id": row.id,
                "first_article_id": row.first_article,
                "opened_at": row.opened_at,
                "last_at": row.last_at,
                "state": row.state,
                "state_revision": row.state_revision,
                "development_id": row.development,
                "at": row.at,
            }
            for row in rows
        ],
    )


#: Columns of a story that is written again.
_CHANGING = ("first_article_id", "opened_at", "last_at", "state", "state_revision", "development_id", "at")


async def join(
    conn: AsyncConnection,
    story_id: str,
    article_id: str,
    now: datetime,
    *,
    reason: str = "",
    features: str = "",
    claims: tuple[Claim, ...] = (),
    figures: tuple[Figure, ...] = (),
    credit: str = "",
    nearest: str = "",
    rejected: str = "",
) -> None:
    """Put an article into a story, or move it there; the story's row must exist."""
    values: dict[str, Any] = {
        "article_id": article_id,
        "story_id": story_id,
        "joined_at": now,
        "reason": reason,
        "features": features,
        "claims": claims,
        "figures": figures,
        "credit": credit,
        "nearest_id": nearest or None,
        "rejected": rejected,
    }
    await _join(conn, [values])


async def join_all(conn: AsyncConnection, rows: Sequence[StoryArticle]) -> None:
    """The same for many articles."""
    values = [
        {
            "article_id": row.article.article.id,
            "story_id": row.story,
            "joined_at": row.joined_at,
            "reason": row.reason,
            "features": row.features,
            "claims": row.claims,
            "figures": row.figures,
            "credit": row.credit,
            "nearest_id": row.nearest or None,
            "rejected": row.rejected,
        }
        for row in rows
    ]
    await _join(conn, values)


async def _join(conn: AsyncConnection, values: Sequence[dict[str, Any]]) -> None:
    statement = insert_into(conn, schema.story_article)
    changes = {name: statement.excluded[name] for name in values[0] if name != "article_id"}
    await conn.execute(statement.on_conflict_do_update(index_elements=["article_id"], set_=changes), values)


async def revise(
    conn: AsyncConnection,
    article_id: str,
    *,
    features: str | None = None,
    claims: tuple[Claim, ...] | None = None,
    figures: tuple[Figure, ...] | None = None,
    credit: str | None = None,
) -> None:
    """Write what reading an article again (its text arrived, it changed) has brought; None leaves a value."""
    values = {"features": features, "claims": claims, "figures": figures, "credit": credit}
    changes = {name: value for name, value in values.items() if value is not None}
    if changes:
        await conn.execute(update(schema.story_article).values(**changes).where(_j.article_id == article_id))


async def get(conn: AsyncConnection, story_id: str) -> StoryRow | None:
    """The story with this id."""
    return (await get_all(conn, [story_id])).get(story_id)


async def get_all(conn: AsyncConnection, story_ids: Iterable[str]) -> dict[str, StoryRow]:
    """The stories with these ids; unknown ids are missing."""
    found: dict[str, StoryRow] = {}
    for batch in batches(sorted({*story_ids})):
        rows = await conn.execute(select(schema.story).where(_s.id.in_(batch)))
        found |= {row.id: _story(row) for row in rows}
    return found


async def named(conn: AsyncConnection, beginning: str) -> str | None:
    """The story whose id is this or begins so; of several the newest."""
    found: str | None = await conn.scalar(
        select(_s.id)
        .where(_s.id >= beginning, _s.id < beginning + "\U0010fffd")
        .order_by((_s.id == beginning).desc(), _s.opened_at.desc(), _s.id)
        .limit(1)
    )
    return found


async def of(conn: AsyncConnection, article_ids: Iterable[str]) -> dict[str, str]:
    """The story of each of these articles; articles without one are missing."""
    found: dict[str, str] = {}
    for batch in batches(sorted({*article_ids})):
        rows = await conn.execute(select(_j.article_id, _j.story_id).where(_j.article_id.in_(batch)))
        found |= {row.article_id: row.story_id for row in rows}
    return found


async def memberships(conn: AsyncConnection, ids: Iterable[str]) -> dict[str, Membership]:
    """The stories of these articles; articles without one are missing."""
    found: dict[str, Membership] = {}
    for batch in batches(sorted({*ids})):
        rows = await conn.execute(
            select(_j.article_id, _j.story_id, _j.credit).where(_j.article_id.in_(batch))
        )
        found |= {row.article_id: Membership(row.story_id, row.credit) for row in rows}
    return found


async def of_several(conn: AsyncConnection, since: datetime) -> list[str]:
    """The stories opened since then that more than one outlet told, in order of time."""
    told = schema.article.c.outlet_id
    rows = await conn.execute(
        select(_s.id)
        .join(schema.story_article, _j.story_id == _s.id)
        .join(schema.article, schema.article.c.id == _j.article_id)
        .where(_s.opened_at >= since)
        .group_by(_s.id, _s.opened_at)
        .having(func.count(distinct(told)) > 1)
        .order_by(_s.opened_at, _s.id)
    )
    return [row.id for row in rows]


async def article_ids(conn: AsyncConnection, story_ids: Iterable[str]) -> dict[str, list[str]]:
    """The articles of each of these stories, in the order in which they joined."""
    found: dict[str, list[str]] = {}
    for batch in batches(sorted({*story_ids})):
        rows = await conn.execute(
            select(_j.story_id, _j.article_id)
            .where(_j.story_id.in_(batch))
            .order_by(_j.story_id, _j.joined_at, _j.article_id)
        )
        for row in rows:
            found.setdefault(row.story_id, []).append(row.article_id)
    return found


async def articles(conn: AsyncConnection, story_id: str) -> list[StoryArticle]:
    """The story's articles in the order in which they joined."""
    return await _articles(conn, _j.story_id == story_id)


async def told_under(conn: AsyncConnection, root: str) -> list[StoryArticle]:
    """The articles of a story and of those that belong to its development, in the order in which they joined."""
    # One list instead of an OR, which a database may answer by reading the whole table.
    linked = select(_s.id).where(schema.story_linked, _s.development_id == root)
    return await _articles(conn, _j.story_id.in_(select(cast(root, Text)).union_all(linked)))


async def _articles(conn: AsyncConnection, where: ColumnElement[bool]) -> list[StoryArticle]:
    found = await conn.execute(
        select(
            schema.article,
            _j.story_id,
            _j.joined_at,
            _j.reason,
            _j.features,
            _j.claims,
            _j.figures,
            _j.credit,
            _j.nearest_id,
            _j.rejected,
        )
        .join_from(schema.story_article, schema.article)
        .where(where)
        .order_by(_j.joined_at, schema.article.c.seen_at, _j.article_id)
    )
    return [
        StoryArticle(
            story=row.story_id,
            article=stored(row),
            joined_at=row.joined_at,
            reason=row.reason,
            features=row.features,
            claims=row.claims,
            figures=row.figures,
            credit=row.credit,
            nearest=row.nearest_id or "",
            rejected=row.rejected,
        )
        for row in found
    ]


async def window(conn: AsyncConnection, since: datetime) -> list[WindowEntry]:
    """All articles that joined a story since then, in order: what the grouper is rebuilt from."""
    found = await conn.execute(
        select(_j.story_id, _j.article_id, _j.features)
        .where(_j.joined_at >= since)
        .order_by(_j.joined_at, _j.article_id)
    )
    return [WindowEntry(row.story_id, row.article_id, row.features) for row in found]


async def features_between(conn: AsyncConnection, since: datetime, until: datetime) -> list[str]:
    """The features of all articles that joined a story from `since` until before `until`, in order."""
    found = await conn.execute(
        select(_j.features)
        .where(_j.joined_at >= since, _j.joined_at < until)
        .order_by(_j.joined_at, _j.article_id)
    )
    return [row.features for row in found]


async def count(conn: AsyncConnection, since: datetime | None = None) -> int:
    """How many stories were opened, since then or ever."""
    query = select(func.count()).select_from(schema.story)
    return int(await conn.scalar(query.where(_s.opened_at >= since) if since else query) or 0)


async def carried(conn: AsyncConnection, since: datetime) -> tuple[int, dict[str, int]]:
    """Of the stories alerted since then that several outlets told: how many there were, and by outlet its own."""
    article, alert = schema.article.c, schema.alert.c
    rows = await conn.execute(
        select(_j.story_id, article.outlet_id)
        .join_from(schema.story_article, schema.article, article.id == _j.article_id)
        .where(_j.story_id.in_(select(alert.story_id).where(alert.created_at >= since)))
        .distinct()
    )
    outlets: dict[str, set[str]] = {}
    for row in rows:
        outlets.setdefault(row.story_id, set()).add(row.outlet_id)
    several = [names for names in outlets.values() if len(names) > 1]
    return len(several), dict(Counter(name for names in several for name in names))


def _story(row: Row[*tuple[Any, ...]]) -> StoryRow:
    return StoryRow(
        id=row.id,
        first_article=row.first_article_id,
        opened_at=row.opened_at,
        last_at=row.last_at,
        state=row.state,
        state_revision=row.state_revision,
        development=row.development_id,
        at=row.at,
    )
