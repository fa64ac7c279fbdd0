"""Watchlists, concepts and outlets in all their versions, and where each version came from. Drafts are drafts.py's."""

from collections.abc import Sequence
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
    #: YAML; empty where the file is gone.
    body: str
    #: Of the body.
    hash: str


class Changed(NamedTuple):
    """A file that is not as it was when it was last looked at, and what it meets."""

    file: FileText
    published: DocumentVersion | None
    #: Whether what is published is not what the file said, so that somebody edited it elsewhere.
    edited: bool
    #: What the file said then; empty where there was none.
    base: str


class Taken(NamedTuple):
    """What becomes of a changed file."""

    file: FileText
    #: What is to be published: the file's text, or joined with what was edited elsewhere.
    body: str
    #: Of that.
    hash: str
    why: str


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


async def changed(conn: AsyncConnection, kind: DocumentKind, files: Sequence[FileText]) -> list[Changed]:
    """The files that changed since they were last taken over, be it that they say what is published already.

    Nothing is said of a file that is as it was: an edit made elsewhere since stays. Hundreds of files cost a handful of
    statements.
    """
    known = await _known(conn, kind)
    found = []
    for file in files:
        row = known.get(file.id)
        if row is None:
            found.append(Changed(file, None, edited=False, base=""))
        elif row.file_hash != file.hash:
            published = await get(conn, kind, file.id)
            base = row.file_body or await _body_of(conn, kind, file.id, row.file_hash)
            found.append(Changed(file, published, edited=row.hash != row.file_hash, base=base))
    return found


async def from_files(conn: AsyncConnection, kind: DocumentKind) -> list[str]:
    """The ids of documents in force that were once taken from a file."""
    return sorted(id_ for id_, row in (await _known(conn, kind)).items() if row.file_hash and row.body)


async def take_over(
    conn: AsyncConnection, kind: DocumentKind, taken: Sequence[Taken], now: datetime
) -> dict[str, int]:
    """Publish what changed files say, where it is not published already; returns the new versions' numbers by id.

    The caller has taken his turn, and decided upon what he has read since.
    """
    known = await _known(conn, kind)
    versions = {
        one.file.id: known[one.file.id].version + 1 if one.file.id in known else 1
        for one in taken
        if one.file.id not in known or known[one.file.id].hash != one.hash
    }
    fresh = [one for one in taken if one.file.id not in known]
    if fresh:
        rows = [{"kind": kind, "id": one.file.id, "version": 1, **_of_file(one)} for one in fresh]
        await conn.execute(insert_into(conn, schema.document), rows)
    for one in taken:
        if one.file.id in known:
            said = {"version": versions.get(one.file.id, known[one.file.id].version), **_of_file(one)}
            await conn.execute(
                update(schema.document).values(said).where(_d.kind == kind, _d.id == one.file.id)
            )
    if versions:
        await _count_up(conn, kind)
        origin = {"kind": kind, "at": now, "author": "", "origin": Origin.FILE}
        await conn.execute(
            insert_into(conn, schema.document_version),
            [
                {
                    "id": id_,
                    "version": versions[id_],
                    "body": one.body,
                    "hash": one.hash,
                    "why": one.why,
                    **origin,
                }
                for one in taken
                if (id_ := one.file.id) in versions
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
    """What is published, and which file it was last compared with, by id; of the text only whether there is any."""
    found = await conn.execute(
        select(_d.id, _d.version, _d.file_hash, _d.file_body, _v.hash, (_v.body != "").label("body"))
        .join_from(schema.document, schema.document_version, _is_published())
        .where(_d.kind == kind)
    )
    return {row.id: row for row in found}


async def _body_of(conn: AsyncConnection, kind: DocumentKind, document_id: str, body_hash: str) -> str:
    """The text of the newest version with this hash; empty where none has it."""
    found: str | None = await conn.scalar(
        select(_v.body)
        .where(_v.kind == kind, _v.id == document_id, _v.hash == body_hash)
        .order_by(_v.version.desc())
        .limit(1)
    )
    return found or ""


def _of_file(taken: Taken) -> dict[str, str]:
    """What is remembered of a file: its text only where no version has it."""
    return {
        "file_hash": taken.file.hash,
        "file_body": "" if taken.hash == taken.file.hash else taken.file.body,
    }


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
