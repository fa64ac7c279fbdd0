"""Matches: which watchlist holds for which article, in which version, with its proof."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import Match
from bot.storage import schema
from bot.storage.statements import batches, insert_into

_m = schema.match.c


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredMatch:
    """A match as it was found."""

    article: str
    #: Of the watchlist, when the match was made.
    version: int
    match: Match
    at: datetime


async def put(
    conn: AsyncConnection,
    article_id: str,
    matches: Sequence[Match],
    versions: Mapping[str, int],
    now: datetime,
    *,
    replace: bool = False,
) -> None:
    """Store an article's matches; a watchlist that hit it before gets the new proof and keeps its first moment.

    With `replace`, matches of other watchlists go: the article was read again as a whole.
    """
    if replace:
        kept = sorted(match.watchlist for match in matches)
        await conn.execute(
            delete(schema.match).where(_m.article_id == article_id, _m.watchlist_id.not_in(kept))
        )
    if not matches:
        return
    statement = insert_into(conn, schema.match)
    changes = {name: statement.excluded[name] for name in ("version", "proof")}
    await conn.execute(
        statement.on_conflict_do_update(index_elements=["article_id", "watchlist_id"], set_=changes),
        [
            {
                "article_id": article_id,
                "watchlist_id": match.watchlist,
                "version": versions[match.watchlist],
                "proof": match,
                "at": now,
            }
            for match in sorted(matches, key=lambda match: match.watchlist)
        ],
    )


async def drop(conn: AsyncConnection, article_id: str, watchlists: Sequence[str]) -> None:
    """Forget that these watchlists hit an article."""
    if watchlists:
        await conn.execute(
            delete(schema.match).where(_m.article_id == article_id, _m.watchlist_id.in_(sorted(watchlists)))
        )


async def of(conn: AsyncConnection, article_ids: Iterable[str]) -> dict[str, tuple[StoredMatch, ...]]:
    """The matches of these articles, by article, in order of watchlist id; articles without any are missing."""
    found: dict[str, list[StoredMatch]] = {}
    for batch in batches(sorted({*article_ids})):
        for row in await conn.execute(select(schema.match).where(_m.article_id.in_(batch))):
            stored = StoredMatch(article=row.article_id, version=row.version, match=row.proof, at=row.at)
            found.setdefault(row.article_id, []).append(stored)
    return {
        article: tuple(sorted(matches, key=lambda one: one.match.watchlist))
        for article, matches in found.items()
    }


async def counts(conn: AsyncConnection, since: datetime) -> dict[str, int]:
    """How many articles each watchlist has hit since then."""
    found = await conn.execute(
        select(_m.watchlist_id, func.count().label("number")).where(_m.at >= since).group_by(_m.watchlist_id)
    )
    return {row.watchlist_id: row.number for row in found}
