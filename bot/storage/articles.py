"""Articles: stored once, however often and under however many names a feed shows them."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, and_, delete, func, or_, select, union_all, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import Article
from bot.storage import schema, search
from bot.storage.statements import batches, insert_into
from bot.storage.words import TextState

_a = schema.article.c
_k = schema.article_key.c


@dataclass(frozen=True, slots=True, kw_only=True)
class NewArticle:
    """An article as a poll found it."""

    #: With `seen_at`; its id is the finder's choice and must be the same whenever it is found again.
    article: Article
    feed: int
    #: What identifies it within its outlet (guid, canonical address …); one known key makes it a known article.
    keys: tuple[str, ...]
    #: From a feed's first poll: stored, not alerted.
    quiet: bool = False
    text_state: TextState = TextState.NONE
    text_due_at: datetime | None = None
    updated_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredArticle:
    """An article with what the store knows about it."""

    article: Article
    feed: int
    quiet: bool
    text_state: TextState
    text_due_at: datetime | None
    text_attempts: int
    updated_at: datetime | None


async def known(conn: AsyncConnection, outlet_id: str, keys: Iterable[str]) -> dict[str, str]:
    """Of these keys, those that the outlet's articles have, with the article's id."""
    found: dict[str, str] = {}
    for batch in batches(sorted({*keys})):
        rows = await conn.execute(
            select(_k.key, _k.article_id).where(_k.outlet_id == outlet_id, _k.key.in_(batch))
        )
        found |= {row.key: row.article_id for row in rows}
    return found


async def add(conn: AsyncConnection, rows: Sequence[NewArticle]) -> list[str]:
    """Store what is new, in order; a duplicate only adds its unknown keys to the article it duplicates.

    Returns the ids of the really new ones. Right also where another process stores the same at the same time.
    """
    new: list[str] = []
    by_outlet: dict[str, list[NewArticle]] = {}
    for row in rows:
        by_outlet.setdefault(row.article.outlet, []).append(row)
    for outlet_id, group in by_outlet.items():
        new += await _add_of_outlet(conn, outlet_id, group)
    await search.note(conn, new)
    return new


async def _add_of_outlet(conn: AsyncConnection, outlet_id: str, rows: Sequence[NewArticle]) -> list[str]:
    owners = await known(conn, outlet_id, (key for row in rows for key in row.keys))
    seen = set(owners)
    fresh: list[NewArticle] = []
    for row in rows:
        owner = next((owners[key] for key in row.keys if key in owners), None)
        if owner is None:
            fresh.append(row)
        for key in row.keys:
            owners.setdefault(key, owner or row.article.id)
    inserted = await _insert(conn, fresh)
    # Sorted, so that two processes that store the same keys wait for each other instead of deadlocking.
    keys = sorted(key for key in owners if key not in seen)
    if keys:
        await conn.execute(
            insert_into(conn, schema.article_key).on_conflict_do_nothing(),
            [{"outlet_id": outlet_id, "key": key, "article_id": owners[key]} for key in keys],
        )
    if conn.dialect.name == "postgresql" and inserted:
        # On SQLite nobody else can have written since `known` was asked.
        inserted -= await _yield_to_others(
            conn, outlet_id, [row for row in fresh if row.article.id in inserted]
        )
    return [row.article.id for row in fresh if row.article.id in inserted]


async def _insert(conn: AsyncConnection, rows: Sequence[NewArticle]) -> set[str]:
    if not rows:
        return set()
    statement = insert_into(conn, schema.article).on_conflict_do_nothing().returning(_a.id)
    values = [_values(row) for row in sorted(rows, key=lambda row: row.article.id)]
    return {row.id for row in await conn.execute(statement, values)}


async def _yield_to_others(conn: AsyncConnection, outlet_id: str, rows: Sequence[NewArticle]) -> set[str]:
    """Take back the articles whose keys another process stored first; returns their ids."""
    owners = await known(conn, outlet_id, (key for row in rows for key in row.keys))
    lost: set[str] = set()
    for row in rows:
        own = row.article.id
        if winner := next((owners[key] for key in row.keys if owners.get(key, own) != own), None):
            await conn.execute(
                update(schema.article_key).values(article_id=winner).where(_k.article_id == own)
            )
            await conn.execute(delete(schema.article).where(_a.id == own))
            lost.add(own)
    return lost


def _values(row: NewArticle) -> dict[str, Any]:
    article = row.article
    if article.seen_at is None:
        raise ValueError(f"article {article.id} has no seen_at")
    return {
        "id": article.id,
        "outlet_id": article.outlet,
        "feed_id": row.feed,
        "url": article.url,
        "title": article.title,
        "summary": article.summary,
        "text": article.text,
        "lang": article.lang,
        "author": article.author,
        "published_at": article.published_at,
        "precision": article.precision,
        "updated_at": row.updated_at,
        "seen_at": article.seen_at,
        "quiet": row.quiet,
        "text_state": row.text_state,
        "text_due_at": row.text_due_at,
        "text_attempts": 0,
    }


async def get(conn: AsyncConnection, ids: Iterable[str]) -> dict[str, StoredArticle]:
    """The articles with these ids; unknown ids are missing."""
    found: dict[str, StoredArticle] = {}
    for batch in batches(sorted({*ids})):
        found |= {row.id: stored(row) for row in await conn.execute(_rows().where(_a.id.in_(batch)))}
    return found


async def by_url(conn: AsyncConnection, url: str) -> StoredArticle | None:
    """The first article seen under this address."""
    found = await conn.execute(_rows().where(_a.url == url).order_by(_a.seen_at, _a.id).limit(1))
    return stored(row) if (row := found.first()) else None


async def update_text(
    conn: AsyncConnection,
    article_id: str,
    state: TextState,
    *,
    text: str | None = None,
    due_at: datetime | None = None,
) -> None:
    """Settle one attempt to fetch the article's page; `due_at` is the next attempt's where the state is DUE."""
    values: dict[str, Any] = {
        "text_state": state,
        "text_due_at": due_at,
        "text_attempts": _a.text_attempts + 1,
    }
    if text is not None:
        values["text"] = text
    await conn.execute(update(schema.article).values(**values).where(_a.id == article_id))
    if text is not None:
        await search.note(conn, [article_id])


async def reread(conn: AsyncConnection, article_id: str, *, title: str, text: str) -> None:
    """Note that the article's page now says other words."""
    await conn.execute(update(schema.article).values(title=title, text=text).where(_a.id == article_id))
    await search.note(conn, [article_id])


async def want_text(conn: AsyncConnection, article_id: str, due_at: datetime) -> bool:
    """Ask for an article's page that nobody wanted so far; whether that was the case."""
    found = await conn.execute(
        update(schema.article)
        .values(text_state=TextState.DUE, text_due_at=due_at)
        .where(_a.id == article_id, _a.text_state == TextState.NONE)
    )
    return found.rowcount == 1


async def due_texts(conn: AsyncConnection, now: datetime, limit: int) -> list[StoredArticle]:
    """Articles whose page is to be fetched now, longest waiting first."""
    found = await conn.execute(
        _rows().where(schema.text_due, _a.text_due_at <= now).order_by(_a.text_due_at, _a.id).limit(limit)
    )
    return [stored(row) for row in found]


async def latest(conn: AsyncConnection, watchlists: Collection[str], limit: int) -> list[StoredArticle]:
    """The newest articles that any of these watchlists hits, newest match first, each once."""
    m = schema.match.c
    newest: dict[str, datetime] = {}
    for batch in batches(sorted({*watchlists}), 100):
        # A part for each watchlist reads `limit` rows of its index, however many matches there are.
        parts = (
            select(m.article_id, m.at).where(m.watchlist_id == watchlist).order_by(m.at.desc()).limit(limit)
            for watchlist in batch
        )
        rows = await conn.execute(union_all(*(select(part.subquery()) for part in parts)))
        for row in rows:
            newest[row.article_id] = max(row.at, newest.get(row.article_id, row.at))
    ids = sorted(newest, key=lambda article_id: (newest[article_id], article_id), reverse=True)[:limit]
    found = await get(conn, ids)
    return [found[article_id] for article_id in ids]


async def seen_after(
    conn: AsyncConnection, at: datetime, article_id: str, limit: int, *, until: datetime | None = None
) -> list[StoredArticle]:
    """Articles in the order in which they were seen, from behind this one on, before `until` where it is given."""
    query = _rows().where(or_(_a.seen_at > at, and_(_a.seen_at == at, _a.id > article_id)), _a.seen_at >= at)
    if until is not None:
        query = query.where(_a.seen_at < until)
    found = await conn.execute(query.order_by(_a.seen_at, _a.id).limit(limit))
    return [stored(row) for row in found]


async def count(conn: AsyncConnection, since: datetime | None = None) -> int:
    """How many articles were seen, since then or ever."""
    query = select(func.count()).select_from(schema.article)
    return int(await conn.scalar(query.where(_a.seen_at >= since) if since else query) or 0)


async def count_by_outlet(conn: AsyncConnection, since: datetime) -> dict[str, int]:
    """How many articles of each outlet were seen since then; outlets without any are left out."""
    number = func.count().label("number")
    rows = await conn.execute(select(_a.outlet_id, number).where(_a.seen_at >= since).group_by(_a.outlet_id))
    return {row.outlet_id: row.number for row in rows}


async def newest_since(conn: AsyncConnection, number: int) -> datetime | None:
    """When the oldest of the newest so many articles was seen; None where there are fewer."""
    query = select(_a.seen_at).order_by(_a.seen_at.desc()).offset(number - 1).limit(1)
    found: datetime | None = await conn.scalar(query)
    return found


def _rows() -> Select[*tuple[Any, ...]]:
    return select(schema.article)


def stored(row: Row[*tuple[Any, ...]]) -> StoredArticle:
    """The article of a row that has all columns of `article`."""
    return StoredArticle(
        article=Article(
            id=row.id,
            outlet=row.outlet_id,
            url=row.url,
            title=row.title,
            summary=row.summary,
            text=row.text,
            lang=row.lang,
            author=row.author,
            published_at=row.published_at,
            precision=row.precision,
            seen_at=row.seen_at,
        ),
        feed=row.feed_id,
        quiet=row.quiet,
        text_state=row.text_state,
        text_due_at=row.text_due_at,
        text_attempts=row.text_attempts,
        updated_at=row.updated_at,
    )
