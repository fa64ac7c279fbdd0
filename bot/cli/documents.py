"""python -m bot watchlists|concepts|outlets list, show, history, diff: documents in the database, beside a worker that
runs. Whoever sits at the machine may do what an owner may. What changes them stands in publishing.py.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from bot.cli.problems import FAILED, WRONG, settings_or_none, tell
from bot.model import (
    Author,
    DocumentKind,
    DocumentVersion,
    Origin,
    Role,
)
from bot.runtime.catalogue import compiled
from bot.runtime.lab.versions import Lab
from bot.runtime.world import published_sheets
from bot.settings import Settings
from bot.storage import documents
from bot.storage.database import Database, database_url
from bot.storage.errors import StorageError
from bot.watch.changes import changes

TYPED = Author(None, Role.OWNER, Origin.COMMAND_LINE)
_SHOWN = 12

Work = Callable[[Lab, Settings], Awaitable[int]]


def run(work: Work) -> int:
    """Do something with the lab in one transaction; returns the exit code. What is refused is not stored."""
    settings = settings_or_none()
    if settings is None:
        return WRONG
    try:
        return asyncio.run(_worked(settings, work))
    except StorageError as error:
        tell([str(error)])
        return FAILED


async def _worked(settings: Settings, work: Work) -> int:
    place = database_url(settings.database_url)
    if place.get_backend_name() == "sqlite" and not await asyncio.to_thread(Path(str(place.database)).exists):
        raise StorageError(
            f"There is no database {place.database} yet.",
            "Start the worker once, or set DATA_DIR or DATABASE_URL.",
        )
    db = await Database.open(settings.database_url)
    try:
        async with db.read() as conn:
            generation = await documents.generation(conn)
            catalogue = await asyncio.to_thread(compiled, await published_sheets(conn), generation=generation)
        async with db.write() as conn:
            most = settings.behaviour.most_alerts_per_week
            return await work(Lab(conn, catalogue, datetime.now(UTC), most_per_week=most), settings)
    finally:
        await db.close()


class StopError(Exception):
    """What cannot be done, in words; nothing of the command is stored."""


def stopping(work: Work) -> int:
    """As `run`, for work that ends with the first thing that cannot be done."""
    try:
        return run(work)
    except StopError as stop:
        tell(str(stop).splitlines())
        return WRONG


# --- reading ------------------------------------------------------------------------------------------


def listed(kind: DocumentKind) -> int:
    """Every document in force or drafted; returns the exit code."""

    async def work(lab: Lab, _: Settings) -> int:
        for one in await lab.documents(kind):
            title = one.title.get("en") or next(iter(one.title.values()), "")
            version = f"v{one.version}" if one.version else "draft"
            drafts = (
                f"  drafts by {', '.join(by or 'the command line' for by in one.drafts)}"
                if one.drafts
                else ""
            )
            print(
                f"{one.id:36} {version:>6} {one.mode or '':8} {one.at:%Y-%m-%d %H:%M} {one.origin:12} {title}{drafts}"
            )
        return 0

    return run(work)


def show(kind: DocumentKind, id_: str, *, version: int | None, draft: bool) -> int:
    """The text of a document, a version or the command line's draft; returns the exit code."""

    async def work(lab: Lab, _: Settings) -> int:
        text = await _text(lab, kind, id_, version=version, draft=draft)
        if text is None:
            return WRONG
        print(text, end="" if text.endswith("\n") else "\n")
        return 0

    return run(work)


def history(kind: DocumentKind, id_: str) -> int:
    """All versions with what each changed, the newest first; returns the exit code."""

    async def work(lab: Lab, _: Settings) -> int:
        versions = [*await lab.history(kind, id_)]
        if not versions:
            return _unknown(kind, id_)
        for before, one in reversed([*zip([None, *versions], versions, strict=False)]):
            by = f" by {one.author}" if one.author else ""
            print(
                f"v{one.version}  {one.at:%Y-%m-%d %H:%M} UTC  {one.origin}{by}: {one.why or '(no reason given)'}"
            )
            if before is not None:
                print_changes(before.body, one.body, most=_SHOWN)
        return 0

    return run(work)


def diff(kind: DocumentKind, id_: str, old: int | None, new: int | None) -> int:
    """What differs between two versions, or between what is in force and the draft; returns the exit code."""

    async def work(lab: Lab, _: Settings) -> int:
        if old is None:
            draft = await lab.draft(kind, id_, TYPED)
            document = await lab.document(kind, id_)
            if document is None:
                return _unknown(kind, id_)
            if draft is None:
                tell([f"{id_}: the command line has no draft of it; name one or two versions"])
                return WRONG
            print_changes(document.published.body if document.published else "", draft.body)
            return 0
        before = await _text(lab, kind, id_, version=old, draft=False)
        after = await _text(lab, kind, id_, version=new, draft=False)
        if before is None or after is None:
            return WRONG
        print_changes(before, after)
        return 0

    return run(work)


async def _text(lab: Lab, kind: DocumentKind, id_: str, *, version: int | None, draft: bool) -> str | None:
    """A text, or None after saying that there is none."""
    if draft:
        found = await lab.draft(kind, id_, TYPED)
        if found is None:
            tell([f"{id_}: the command line has no draft of it"])
        return found.body if found else None
    versions: Sequence[DocumentVersion] = await lab.history(kind, id_)
    if not versions:
        _unknown(kind, id_)
        return None
    one = next((each for each in versions if each.version == version), None) if version else versions[-1]
    if one is None:
        tell([f"{id_}: there is no version {version}; the newest is {versions[-1].version}"])
    return one.body if one else None


def _unknown(kind: DocumentKind, id_: str) -> int:
    tell([f"{id_}: there is no such {kind}; `python -m bot {kind}s list` shows all"])
    return WRONG


def print_changes(old: str, new: str, *, most: int = 1000) -> None:
    """What an edit did, indented."""
    found = changes(old, new)
    for one in found[:most]:
        print(f"    {one}")
    if len(found) > most:
        print(f"    … and {len(found) - most} more")
    if not found and old != new:
        print("    (comments or layout only)")
