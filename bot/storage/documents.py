"""Watchlists, concepts and outlets in all their versions, and where each version came from. Drafts are drafts.py's."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Row, Select, and_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import DocumentKind, DocumentVersion, Origin
from bot.storage import meta, schema
from bot.storage.statements import insert_into

_d = schema.document.c
_v = schema.document_version.c

_GENERATION = "documents.generation"
_OUTLETS_GENERATION = "outlets.generation"


class FileText(NamedTuple):
    """A file as it is now."""

    id: str
    #: YAML.
    body: str
    #: Of the body.
    hash: str


async def published(conn: AsyncConnection, kind: DocumentKind) -> list[DocumentVersion]:
    """The published version of every document of this kind that was not taken away, by id."""
    found = [_version(row) for row in await conn.execute(_published().where(_d.kind == kind, _v.body != ""))]
    return sorted(found, key=lambda document: document.id)


async def get(conn: AsyncConnection, kind: DocumentKind, document_id: str) -> DocumentVersion | None:
    """The published version of one document; with an empty body where it was taken away."""
    row = (await conn.execute(_published().where(_d.kind == kind, _d.id == document_id))).first()
    return _version(row) if row else None


async def versions(conn: AsyncConnection, kind: DocumentKind, document_id: str) -> list[DocumentVersion]:
    """All versions of one document, oldest first."""
    found = await conn.execute(
        select(schema.document_version).where(_v.kind == kind, _v.id == document_id).order_by(_v.version)
    )
    return [_version(row) for row in found]


async def version(
    conn: AsyncConnection, kind: DocumentKind, document_id: str, number: int
) -> DocumentVersion | None:
    """One version of one document."""
    found = await conn.execute(
        select(schema.document_version).where(_v.kind == kind, _v.id == document_id, _v.version == number)
    )
    row = found.first()
    return _version(row) if row else None


async def publish(
    conn: AsyncConnection,
    kind: DocumentKind,
    document_id: str,
    body: str,
    body_hash: str,
    now: datetime,
    *,
    author: str,
    origin: Origin,
    why: str = "",
) -> int:
    """Make this the published version, or take the document away with an empty body; returns the version's number."""
    await _count_up(conn, kind)
    statement = insert_into(conn, schema.document).values(kind=kind, id=document_id, version=1, file_hash="")
    version: int = (
        await conn.execute(
            statement.on_conflict_do_update(
                index_elements=["kind", "id"], set_={"version": _d.version + 1}
            ).returning(_d.version)
        )
    ).scalar_one()
    written = {"body": body, "hash": body_hash, "author": author, "origin": origin, "why": why}
    await conn.execute(
        insert_into(conn, schema.document_version),
        {"kind": kind, "id": document_id, "version": version, "at": now, **written},
    )
    return version


async def import_files(
    conn: AsyncConnection, kind: DocumentKind, files: Sequence[FileText], now: datetime
) -> dict[str, int]:
    """Take over the files that changed since they were last imported; returns the new versions' numbers by id.

    Nothing is done for a file that is as it was (an edit made elsewhere since stays), or that says what is published
    already. Hundreds of files cost a handful of statements.
    """
    if not _changed(files, await _known(conn, kind)):
        return {}
    await _count_up(conn, kind)
    # Read again: another process may have published while this one waited for its turn.
    known = await _known(conn, kind)
    changed = _changed(files, known)
    versions = {
        file.id: known[file.id].version + 1 if file.id in known else 1
        for file in changed
        if file.id not in known or known[file.id].hash != file.hash
    }
    fresh = [file for file in changed if file.id not in known]
    if fresh:
        await conn.execute(
            insert_into(conn, schema.document),
            [{"kind": kind, "id": file.id, "version": 1, "file_hash": file.hash} for file in fresh],
        )
    for file in changed:
        if file.id in known:
            said = {"file_hash": file.hash, "version": versions.get(file.id, known[file.id].version)}
            await conn.execute(update(schema.document).values(said).where(_d.kind == kind, _d.id == file.id))
    if versions:
        origin = {"kind": kind, "at": now, "author": "", "origin": Origin.FILE, "why": "the file changed"}
        await conn.execute(
            insert_into(conn, schema.document_version),
            [
                {"id": file.id, "version": versions[file.id], "body": file.body, "hash": file.hash, **origin}
                for file in changed
                if file.id in versions
            ],
        )
    return versions


async def generation(conn: AsyncConnection) -> int:
    """A number that changes whenever a watchlist or concept is published: cheap to ask again and again."""
    return int(await meta.get(conn, _GENERATION, "0") or 0)


async def outlets_generation(conn: AsyncConnection) -> int:
    """The same of outlets, for which no article is matched again."""
    return int(await meta.get(conn, _OUTLETS_GENERATION, "0") or 0)


async def take_turn(conn: AsyncConnection, kind: DocumentKind) -> None:
    """Until the transaction ends, whoever else takes a turn or publishes waits: what is read from now on stays so."""
    await meta.lock(conn, _OUTLETS_GENERATION if kind is DocumentKind.OUTLET else _GENERATION)


async def _count_up(conn: AsyncConnection, kind: DocumentKind) -> None:
    """Tell that something is published; until the transaction ends, whoever else publishes waits here."""
    await meta.count_up(conn, _OUTLETS_GENERATION if kind is DocumentKind.OUTLET else _GENERATION)


async def _known(conn: AsyncConnection, kind: DocumentKind) -> dict[str, Row[*tuple[Any, ...]]]:
    """What is published, and which file it was last compared with, by id."""
    found = await conn.execute(
        select(_d.id, _d.version, _d.file_hash, _v.hash)
        .join_from(schema.document, schema.document_version, _is_published())
        .where(_d.kind == kind)
    )
    return {row.id: row for row in found}


def _changed(files: Iterable[FileText], known: Mapping[str, Row[*tuple[Any, ...]]]) -> list[FileText]:
    return [file for file in files if file.id not in known or known[file.id].file_hash != file.hash]


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
