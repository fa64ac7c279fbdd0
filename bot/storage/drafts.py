"""Drafts of documents, one for each document and author, and which texts an author was shown the effects of."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import DocumentKind, Draft
from bot.storage import schema
from bot.storage.statements import insert_into

_d = schema.draft.c
_s = schema.draft_seen.c

#: Whoever looked longer ago may look again: the archive is another by now.
_REMEMBERED = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Seen:
    """What an author was shown of a text, in alerts per week: the text's own, and those of what was published then."""

    per_week: int
    per_week_before: int


async def save(conn: AsyncConnection, draft: Draft) -> None:
    """Write a draft, in place of the author's last one of this document."""
    values = {
        "body": draft.body,
        "hash": draft.body_hash,
        "base": draft.base,
        "at": draft.at,
        "origin": draft.origin,
        "why": draft.why,
    }
    await conn.execute(
        insert_into(conn, schema.draft)
        .values(kind=draft.kind, id=draft.id, author=draft.author, **values)
        .on_conflict_do_update(index_elements=["kind", "id", "author"], set_=values)
    )


async def get(conn: AsyncConnection, kind: DocumentKind, document_id: str, author: str) -> Draft | None:
    """The draft of one author."""
    found = await conn.execute(
        select(schema.draft).where(_d.kind == kind, _d.id == document_id, _d.author == author)
    )
    row = found.first()
    return _draft(row) if row else None


async def of(conn: AsyncConnection, kind: DocumentKind, document_id: str = "") -> Sequence[Draft]:
    """All drafts of a document, or of all documents of a kind; the newest first."""
    query = select(schema.draft).where(_d.kind == kind).order_by(_d.at.desc(), _d.id, _d.author)
    found = await conn.execute(query.where(_d.id == document_id) if document_id else query)
    return [_draft(row) for row in found]


async def discard(conn: AsyncConnection, kind: DocumentKind, document_id: str, author: str) -> bool:
    """Delete a draft and what its author saw; whether there was one."""
    await conn.execute(delete(schema.draft_seen).where(_seen_by(kind, document_id, author)))
    found = await conn.execute(
        delete(schema.draft).where(_d.kind == kind, _d.id == document_id, _d.author == author)
    )
    return found.rowcount > 0


async def note_seen(
    conn: AsyncConnection,
    kind: DocumentKind,
    document_id: str,
    author: str,
    body_hash: str,
    seen: Seen,
    now: datetime,
) -> None:
    """The author was shown what a text would have caught; forgets what anybody saw long ago."""
    await conn.execute(delete(schema.draft_seen).where(_s.at < now - _REMEMBERED))
    values = {"at": now, "per_week": seen.per_week, "per_week_before": seen.per_week_before}
    await conn.execute(
        insert_into(conn, schema.draft_seen)
        .values(kind=kind, id=document_id, author=author, hash=body_hash, **values)
        .on_conflict_do_update(index_elements=["kind", "id", "author", "hash"], set_=values)
    )


async def seen(
    conn: AsyncConnection, kind: DocumentKind, document_id: str, author: str, body_hash: str
) -> Seen | None:
    """What the author was shown of a text; None where nothing was."""
    row = (
        await conn.execute(
            select(_s.per_week, _s.per_week_before).where(
                _seen_by(kind, document_id, author), _s.hash == body_hash
            )
        )
    ).first()
    return Seen(row.per_week, row.per_week_before) if row else None


def _seen_by(kind: DocumentKind, document_id: str, author: str) -> ColumnElement[bool]:
    return and_(_s.kind == kind, _s.id == document_id, _s.author == author)


def _draft(row: Row[*tuple[Any, ...]]) -> Draft:
    return Draft(
        kind=row.kind,
        id=row.id,
        body=row.body,
        body_hash=row.hash,
        base=row.base,
        at=row.at,
        author=row.author,
        origin=row.origin,
        why=row.why,
    )
