"""Looking up articles by their words: what is indexed when an article is stored or changes, and the query."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, FromClause, bindparam, column, func, literal_column, select, table
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage import schema
from bot.storage.fulltext import FTS
from bot.storage.statements import batches, insert_into
from bot.watch.searching import Search, SearchTerm, searchable

_q = schema.article_search.c
_a = schema.article.c
_j = schema.story_article.c

#: Of one article, in characters: what a long read says after that is not looked up.
LONGEST = 50_000


@dataclass(frozen=True, slots=True)
class FoundArticle:
    """An article that a search hit."""

    article: str
    #: None where it has joined no story (yet).
    story: str | None
    seen_at: datetime


async def note(conn: AsyncConnection, article_ids: Collection[str]) -> None:
    """Index these articles as they are stored now; belongs into the transaction that stored or changed them."""
    for batch in batches(sorted({*article_ids})):
        rows = await conn.execute(select(_a.id, _a.title, _a.summary, _a.text).where(_a.id.in_(batch)))
        values = [
            {
                "article_id": row.id,
                "folded": searchable(row.title, row.summary, row.text[:LONGEST]),
            }
            for row in rows
        ]
        if not values:
            continue
        words: Any = bindparam("folded")
        if conn.dialect.name == "postgresql":
            words = func.to_tsvector(literal_column("'simple'"), words)
        statement = insert_into(conn, schema.article_search).values(
            article_id=bindparam("article_id"), words=words
        )
        await conn.execute(
            statement.on_conflict_do_update(
                index_elements=["article_id"], set_={"words": statement.excluded.words}
            ),
            values,
        )


async def find(
    conn: AsyncConnection, search: Search, limit: int, *, outlets: Collection[str] | None = None
) -> list[FoundArticle]:
    """The newest articles that a search hits, newest first.

    Args:
        conn: a connection.
        search: what to look for.
        limit: the most to return.
        outlets: ids that the search's outlet filter means; None for all.
    """
    words: FromClause
    newest: ColumnElement[int]
    if conn.dialect.name == "postgresql":
        asked = func.to_tsquery(literal_column("'simple'"), _tsquery(search.terms))
        words, newest, hit = schema.article_search, _q.number, _q.words.op("@@")(asked)
    else:
        # With the index in front SQLite reads it from its end, and stops where enough was found.
        fts = table(FTS, column("rowid"))
        words, newest = fts.join(schema.article_search, fts.c.rowid == _q.number), fts.c.rowid
        hit = literal_column(FTS).op("MATCH")(_fts_query(search.terms))
    query = (
        select(_a.id, _j.story_id, _a.seen_at)
        .select_from(
            words.join(schema.article, _a.id == _q.article_id).outerjoin(
                schema.story_article, _j.article_id == _a.id
            )
        )
        .where(hit)
    )
    if search.lang:
        query = query.where(_a.lang == search.lang)
    if outlets is not None:
        query = query.where(_a.outlet_id.in_(sorted(outlets)))
    if search.since is not None:
        query = query.where(_a.seen_at >= search.since)
    rows = await conn.execute(query.order_by(newest.desc()).limit(limit))
    return [FoundArticle(row.id, row.story_id, row.seen_at) for row in rows]


def _fts_query(terms: Sequence[SearchTerm]) -> str:
    """FTS5's syntax; words hold letters and digits only, so nothing in them has to be escaped."""

    def one(term: SearchTerm) -> str:
        if term.spellings:
            return "(" + " OR ".join(f'"{word}"' for word in term.spellings) + ")"
        return f'"{" ".join(term.words)}"' + (" *" if term.is_prefix else "")

    wanted = " AND ".join(one(term) for term in terms if not term.is_excluded)
    unwanted = " OR ".join(one(term) for term in terms if term.is_excluded)
    return f"({wanted}) NOT ({unwanted})" if unwanted else wanted


def _tsquery(terms: Sequence[SearchTerm]) -> str:
    """to_tsquery's syntax."""

    def one(term: SearchTerm) -> str:
        if term.spellings:
            found = "(" + " | ".join(f"'{word}'" for word in term.spellings) + ")"
        else:
            words = [f"'{word}'" for word in term.words]
            words[-1] += ":*" if term.is_prefix else ""
            found = "(" + " <-> ".join(words) + ")"
        return f"!{found}" if term.is_excluded else found

    return " & ".join(one(term) for term in terms)
