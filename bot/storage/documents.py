"""Watchlists and concepts in all their versions, and where each version came from."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, and_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage import meta, schema
from bot.storage.statements import insert_into
from bot.storage.words import DocumentKind

_d = schema.document.c
_v = schema.document_version.c

_GENERATION = "documents.generation"


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentVersion:
    """One version of a watchlist or concept."""

    kind: DocumentKind
    id: str
    #: The first is 1.
    version: int
    #: YAML.
    body: str
    #: Of the body.
    body_hash: str
    at: datetime
    author: str
    #: Where it was written: `file`, `chat`, `page`.
    origin: str
    why: str


async def published(conn: AsyncConnection, kind: DocumentKind) -> list[DocumentVersion]:
    """The published version of every document of this kind, by id."""
    found = [_version(row) for row in await conn.execute(_published().where(_d.kind == kind))]
    return sorted(found, key=lambda document: document.id)


async def get(conn: AsyncConnection, kind: DocumentKind, document_id: str) -> DocumentVersion | None:
    """The published version of one document."""
    row = (await conn.execute(_published().where(_d.kind == kind, _d.id == document_id))).first()
    return _version(row) if row else None


async def versions(conn: AsyncConnection, kind: DocumentKind, document_id: str) -> list[DocumentVersion]:
    """All versions of one document, oldest first."""
    found = await conn.execute(
        select(schema.document_version).where(_v.kind == kind, _v.id == document_id).order_by(_v.version)
    )
    return [_version(row) for row in found]


async def publish(
    conn: AsyncConnection,
    kind: DocumentKind,
    document_id: str,
    body: str,
    body_hash: str,
    now: datetime,
    *,
    author: str,
    origin: str,
    why: str = "",
) -> int:
    """Make this the published version; returns its number."""
    return await _publish(
        conn, kind, document_id, body, body_hash, now, author=author, origin=origin, why=why, file_hash=None
    )


async def import_file(
    conn: AsyncConnection, kind: DocumentKind, document_id: str, body: str, body_hash: str, now: datetime
) -> int | None:
    """Take over a document's file where the file changed since it was last imported; returns the new version's number.

    None where nothing is to be done: the file is as it was (an edit made elsewhere since stays), or it says
    what is published already. `body_hash` is the body's.
    """
    known = (
        await conn.execute(
            select(_d.file_hash, _v.hash)
            .join_from(schema.document, schema.document_version, _is_published())
            .where(_d.kind == kind, _d.id == document_id)
            .with_for_update(of=schema.document)
        )
    ).first()
    if known is not None and known.file_hash == body_hash:
        return None
    if known is not None and known.hash == body_hash:
        await conn.execute(
            update(schema.document).values(file_hash=body_hash).where(_d.kind == kind, _d.id == document_id)
        )
        return None
    return await _publish(
        conn,
        kind,
        document_id,
        body,
        body_hash,
        now,
        author="",
        origin="file",
        why="the file changed",
        file_hash=body_hash,
    )


async def generation(conn: AsyncConnection) -> int:
    """A number that changes whenever anything is published: cheap to ask again and again."""
    return int(await meta.get(conn, _GENERATION, "0") or 0)


async def _publish(
    conn: AsyncConnection,
    kind: DocumentKind,
    document_id: str,
    body: str,
    body_hash: str,
    now: datetime,
    *,
    author: str,
    origin: str,
    why: str,
    file_hash: str | None,
) -> int:
    statement = insert_into(conn, schema.document).values(
        kind=kind, id=document_id, version=1, file_hash=file_hash or ""
    )
    changes: dict[str, Any] = {"version": _d.version + 1}
    if file_hash is not None:
        changes["file_hash"] = file_hash
    version: int = (
        await conn.execute(
            statement.on_conflict_do_update(index_elements=["kind", "id"], set_=changes).returning(_d.version)
        )
    ).scalar_one()
    await conn.execute(
        insert_into(conn, schema.document_version).values(
            kind=kind,
            id=document_id,
            version=version,
            body=body,
            hash=body_hash,
            at=now,
            author=author,
            origin=origin,
            why=why,
        )
    )
    await meta.count_up(conn, _GENERATION)
    return version


def _is_published() -> Any:
    return and_(_v.kind == _d.kind, _v.id == _d.id, _v.version == _d.version)


def _published() -> Select[*tuple[Any, ...]]:
    return select(schema.document_version).join_from(
        schema.document_version, schema.document, _is_published()
    )


def _version(row: Row[*tuple[Any, ...]]) -> DocumentVersion:
    return DocumentVersion(
        kind=row.kind,
        id=row.id,
        version=row.version,
        body=row.body,
        body_hash=row.hash,
        at=row.at,
        author=row.author,
        origin=row.origin,
        why=row.why,
    )
