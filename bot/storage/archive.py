"""The archive as a backtest reads it: how much there is, and articles with what their stories and outlets are."""

from collections.abc import AsyncIterator, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import Article, ChatState
from bot.storage import schema
from bot.storage.statements import batches

_a = schema.article.c
_q = schema.article_search.c
_j = schema.story_article.c
_s = schema.story.c
_c = schema.chat.c


@dataclass(frozen=True, slots=True)
class Extent:
    """The articles of some time; their numbers in the index are between `first` and `last`."""

    articles: int
    first: int
    last: int
    #: When the oldest was seen.
    oldest: datetime | None


@dataclass(frozen=True, slots=True)
class ArchiveRow:
    """An article, and where it went."""

    article: Article
    #: Of its feed's first poll.
    quiet: bool
    #: The story under which it is told; its own id where it has joined none yet.
    story: str


@dataclass(frozen=True, slots=True)
class Member:
    """An article of a story, as far as its independence goes."""

    story: str
    article: str
    outlet: str
    credit: str
    seen_at: datetime
    published_at: datetime | None


async def extent(conn: AsyncConnection, since: datetime) -> Extent:
    """What the archive has of the time since then."""
    found = await conn.execute(
        select(func.count(), func.min(_q.number), func.max(_q.number), func.min(_a.seen_at))
        .select_from(schema.article.join(schema.article_search, _q.article_id == _a.id))
        .where(_a.seen_at >= since)
    )
    number, first, last, oldest = found.one()
    return Extent(number, first or 0, last or -1, oldest)


async def rows(
    conn: AsyncConnection, numbers: Collection[int], since: datetime
) -> AsyncIterator[Sequence[ArchiveRow]]:
    """The articles with these numbers that were seen since then, batch by batch from the newest on."""
    columns = (
        _a.id,
        _a.outlet_id,
        _a.url,
        _a.title,
        _a.summary,
        _a.text,
        _a.lang,
        _a.published_at,
        _a.precision,
        _a.seen_at,
        _a.quiet,
        _j.story_id,
        _s.development_id,
    )
    source = (
        schema.article_search.join(schema.article, _a.id == _q.article_id)
        .outerjoin(schema.story_article, _j.article_id == _a.id)
        .outerjoin(schema.story, _s.id == _j.story_id)
    )
    for batch in batches(sorted(numbers, reverse=True)):
        found = await conn.execute(
            select(*columns)
            .select_from(source)
            .where(_q.number.in_(batch), _a.seen_at >= since)
            .order_by(_q.number.desc())
        )
        yield [
            ArchiveRow(
                Article(
                    id=row.id,
                    outlet=row.outlet_id,
                    url=row.url,
                    title=row.title,
                    summary=row.summary,
                    text=row.text,
                    lang=row.lang,
                    published_at=row.published_at,
                    precision=row.precision,
                    seen_at=row.seen_at,
                ),
                row.quiet,
                row.development_id or row.story_id or row.id,
            )
            for row in found
        ]


async def members(conn: AsyncConnection, stories: Collection[str]) -> list[Member]:
    """All articles that are told under these stories."""
    found: list[Member] = []
    root = func.coalesce(_s.development_id, _s.id)
    for batch in batches(sorted({*stories})):
        rows_ = await conn.execute(
            select(root.label("root"), _a.id, _a.outlet_id, _j.credit, _a.seen_at, _a.published_at)
            .select_from(
                schema.story.join(schema.story_article, _j.story_id == _s.id).join(
                    schema.article, _a.id == _j.article_id
                )
            )
            .where((_s.development_id.in_(batch)) | (_s.id.in_(batch)))
        )
        found += [
            Member(row.root, row.id, row.outlet_id, row.credit, row.seen_at, row.published_at)
            for row in rows_
        ]
    return found


async def receivers(conn: AsyncConnection, watchlist: str) -> int:
    """Chats and topics of chats that receive a watchlist."""
    subscribed = schema.subscription.c
    found = await conn.scalar(
        select(func.count())
        .select_from(schema.subscription.join(schema.chat, _c.id == subscribed.chat_id))
        .where(subscribed.watchlist_id == watchlist, _c.state == ChatState.ACTIVE)
    )
    return int(found or 0)
