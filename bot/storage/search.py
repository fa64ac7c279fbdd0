"""Looking up articles by their words: what is indexed when an article is stored or changes, and the queries."""

import hashlib
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, FromClause, bindparam, column, func, literal_column, select, table
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import language
from bot.language import read
from bot.model import Article
from bot.storage import schema
from bot.storage.fulltext import FTS
from bot.storage.statements import batches, insert_into
from bot.watch import sieve
from bot.watch.searching import Search, SearchTerm, indexable
from bot.watch.sieve import COMPLETE, MARK, Begins, Every, Sieve

_q = schema.article_search.c
_a = schema.article.c
_j = schema.story_article.c

#: Articles read one after another without a pause: each takes a millisecond or more, and others want their turn.
_AT_ONCE = 25
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
    for batch in batches(sorted({*article_ids}), _AT_ONCE):
        rows = await conn.execute(
            select(_a.id, _a.title, _a.summary, _a.text, _a.lang).where(_a.id.in_(batch))
        )
        values = [{"article_id": row.id, "folded": _indexable(row)} for row in rows]
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


def _indexable(row: Any) -> str:
    article = Article(id=row.id, title=row.title, summary=row.summary, text=row.text, lang=row.lang)
    return indexable(read(article), LONGEST, rules())


@cache
def rules() -> str:
    """Names the rules by which words are read: what was indexed by others is not trusted to be complete."""
    digest = hashlib.sha256()
    for path in sorted(Path(language.__file__).parent.glob("*.py")):
        digest.update(path.read_bytes())
    digest.update(Path(sieve.__file__).read_bytes())
    digest.update(f"{unicodedata.unidata_version} {version('regex')} {version('py3langid')}".encode())
    return digest.hexdigest()[:12]


async def refresh(conn: AsyncConnection, after: int, limit: int) -> int | None:
    """Index the articles behind this number anew, so many; returns the last number, or None where there are no more."""
    found = await conn.execute(
        select(_q.number, _q.article_id).where(_q.number > after).order_by(_q.number).limit(limit)
    )
    rows = found.all()
    await note(conn, [row.article_id for row in rows])
    return rows[-1].number if len(rows) == limit else None


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


# --- backtests -----------------------------------------------------------------------------------------


async def complete(conn: AsyncConnection, first: int, last: int) -> set[int]:
    """Of the index's rows with these numbers, those whose marks are complete."""
    rows = await conn.execute(_numbers(conn, f'"{COMPLETE}{rules()}"', f"'{COMPLETE}{rules()}'", first, last))
    return set(rows.scalars())


async def sifted(conn: AsyncConnection, wanted: Sieve, first: int, last: int) -> set[int]:
    """The rows with these numbers that come through a sieve, by the full-text index; for one of few beginnings."""
    rows = await conn.execute(_numbers(conn, _fts_sieve(wanted), _ts_sieve(wanted), first, last))
    return set(rows.scalars())


async def words(conn: AsyncConnection, first: int, last: int) -> list[tuple[int, str]]:
    """The indexed words of the rows with these numbers."""
    said: Any = _q.words
    if conn.dialect.name == "postgresql":
        said = func.array_to_string(func.tsvector_to_array(_q.words), literal_column("' '"))
    rows = await conn.execute(select(_q.number, said).where(_q.number.between(first, last)))
    return [(row[0], row[1]) for row in rows]


def _numbers(conn: AsyncConnection, fts: str, tsquery: str, first: int, last: int) -> Any:
    if conn.dialect.name == "postgresql":
        asked = func.to_tsquery(literal_column("'simple'"), tsquery)
        return select(_q.number).where(_q.words.op("@@")(asked), _q.number.between(first, last))
    found = table(FTS, column("rowid"))
    return select(found.c.rowid).where(
        literal_column(FTS).op("MATCH")(fts), found.c.rowid.between(first, last)
    )


def _fts_sieve(part: Sieve) -> str:
    if isinstance(part, Begins):
        star = "" if part.whole else " *"
        return f'("{part.text}"{star} OR "{MARK}{part.text}"{star})'
    joint = " AND " if isinstance(part, Every) else " OR "
    return "(" + joint.join(map(_fts_sieve, part.parts)) + ")"


def _ts_sieve(part: Sieve) -> str:
    if isinstance(part, Begins):
        star = "" if part.whole else ":*"
        return f"('{part.text}'{star} | '{MARK}{part.text}'{star})"
    joint = " & " if isinstance(part, Every) else " | "
    return "(" + joint.join(map(_ts_sieve, part.parts)) + ")"
