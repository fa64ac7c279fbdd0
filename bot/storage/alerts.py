"""Alerts: one per story, or one for each chapter of a long story, with every revision it ever had."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, false, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import AlertContent
from bot.storage import schema
from bot.storage.statements import batches, insert_into

_a = schema.alert.c
_r = schema.alert_revision.c
_w = schema.alert_watchlist.c


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertRow:
    """An alert in its newest revision."""

    id: int
    story: str
    created_at: datetime
    #: The first is 1.
    revision: int
    content: AlertContent
    #: Nobody is told: it came from first polls only.
    quiet: bool
    updated_at: datetime
    #: Of the story, from 1: what goes on long after an alert gets one of its own.
    chapter: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionRow:
    """One state of an alert."""

    alert: int
    revision: int
    at: datetime
    #: How people were told: first, edit, update or nothing, in the words of the alerts room.
    telling: str
    content: AlertContent
    reason: str


async def create(
    conn: AsyncConnection,
    content: AlertContent,
    now: datetime,
    *,
    telling: str,
    reason: str = "",
    quiet: bool = False,
    chapter: int = 1,
) -> AlertRow:
    """A new alert for `content.story`, revision 1, for `content.watchlists`. The story's chapter must have none."""
    row = {
        "story_id": content.story,
        "created_at": now,
        "revision": 1,
        "content": content,
        "quiet": quiet,
        "updated_at": now,
        "chapter": chapter,
    }
    alert_id: int = (await conn.execute(insert(schema.alert).values(**row).returning(_a.id))).scalar_one()
    await _note(conn, alert_id, 1, content, now, telling, reason)
    return AlertRow(
        id=alert_id,
        story=content.story,
        created_at=now,
        revision=1,
        content=content,
        quiet=quiet,
        updated_at=now,
        chapter=chapter,
    )


async def revise(
    conn: AsyncConnection,
    alert_id: int,
    content: AlertContent,
    now: datetime,
    *,
    telling: str,
    reason: str = "",
    quiet: bool | None = None,
) -> int:
    """Give the alert new content; returns the new revision's number.

    Watchlists that it no longer names stay its own: who was told through them is told how it goes on.
    """
    values: dict[str, Any] = {"revision": _a.revision + 1, "content": content, "updated_at": now}
    if quiet is not None:
        values["quiet"] = quiet
    revision: int = (
        await conn.execute(
            update(schema.alert).values(**values).where(_a.id == alert_id).returning(_a.revision)
        )
    ).scalar_one()
    await _note(conn, alert_id, revision, content, now, telling, reason)
    return revision


async def _note(
    conn: AsyncConnection,
    alert_id: int,
    revision: int,
    content: AlertContent,
    now: datetime,
    telling: str,
    reason: str,
) -> None:
    await conn.execute(
        insert(schema.alert_revision).values(
            alert_id=alert_id, revision=revision, at=now, telling=telling, content=content, reason=reason
        )
    )
    if not content.watchlists:
        return
    statement = insert_into(conn, schema.alert_watchlist)
    await conn.execute(
        statement.on_conflict_do_update(
            index_elements=["alert_id", "watchlist_id"], set_={"version": statement.excluded.version}
        ),
        [
            {"alert_id": alert_id, "watchlist_id": one.id, "version": one.version, "since_revision": revision}
            for one in content.watchlists
        ],
    )


async def get(conn: AsyncConnection, ids: Iterable[int]) -> dict[int, AlertRow]:
    """The alerts with these ids."""
    found: dict[int, AlertRow] = {}
    for batch in batches(sorted({*ids})):
        found |= {
            row.id: alert_of(row) for row in await conn.execute(select(schema.alert).where(_a.id.in_(batch)))
        }
    return found


async def by_story(conn: AsyncConnection, story_id: str) -> AlertRow | None:
    """The alert of this story, of its newest chapter."""
    found = await chapters(conn, story_id)
    return found[-1] if found else None


async def chapters(conn: AsyncConnection, story_id: str) -> list[AlertRow]:
    """The alerts of this story, oldest chapter first."""
    found = await conn.execute(
        select(schema.alert).where(_a.story_id == story_id).order_by(_a.story_id, _a.chapter)
    )
    return [alert_of(row) for row in found]


async def revisions(conn: AsyncConnection, alert_id: int) -> list[RevisionRow]:
    """All that the alert ever told, oldest first."""
    found = await conn.execute(
        select(schema.alert_revision).where(_r.alert_id == alert_id).order_by(_r.revision)
    )
    return [
        RevisionRow(
            alert=row.alert_id,
            revision=row.revision,
            at=row.at,
            telling=row.telling,
            content=row.content,
            reason=row.reason,
        )
        for row in found
    ]


async def watchlists(conn: AsyncConnection, alert_id: int) -> dict[str, int]:
    """The watchlists the alert was ever for, each with the revision that brought it."""
    found = await conn.execute(select(_w.watchlist_id, _w.since_revision).where(_w.alert_id == alert_id))
    return {row.watchlist_id: row.since_revision for row in found}


async def told_by(conn: AsyncConnection, chat_id: int, message_id: int) -> int | None:
    """The alert that a message of ours in a chat tells; None for any other message."""
    d = schema.delivery.c
    found: int | None = await conn.scalar(
        select(d.alert_id)
        .where(d.chat_id == chat_id, d.message_id == message_id, d.alert_id.is_not(None))
        .limit(1)
    )
    return found


async def latest(
    conn: AsyncConnection, watchlists: Collection[str], limit: int, offset: int = 0
) -> list[AlertRow]:
    """The newest alerts of any of these watchlists, newest first; quiet ones too: they are what the archive holds."""
    of_these = select(_w.alert_id).where(_w.watchlist_id.in_(sorted(watchlists)))
    found = await conn.execute(
        select(schema.alert).where(_a.id.in_(of_these)).order_by(_a.id.desc()).limit(limit).offset(offset)
    )
    return [alert_of(row) for row in found]


async def since(conn: AsyncConnection, watchlists: Collection[str], since: datetime) -> list[AlertRow]:
    """The alerts of any of these watchlists that were made since then, oldest first; without quiet ones."""
    of_these = select(_w.alert_id).where(_w.watchlist_id.in_(sorted(watchlists)))
    found = await conn.execute(
        select(schema.alert)
        .where(_a.id.in_(of_these), _a.created_at >= since, _a.quiet == false())
        .order_by(_a.id)
    )
    return [alert_of(row) for row in found]


async def count(conn: AsyncConnection, since: datetime | None = None) -> int:
    """How many alerts were made, since then or ever."""
    query = select(func.count()).select_from(schema.alert)
    return int(await conn.scalar(query.where(_a.created_at >= since) if since else query) or 0)


def alert_of(row: Row[*tuple[Any, ...]]) -> AlertRow:
    """The alert of a row that has all columns of `alert`."""
    return AlertRow(
        id=row.id,
        story=row.story_id,
        created_at=row.created_at,
        revision=row.revision,
        content=row.content,
        quiet=row.quiet,
        updated_at=row.updated_at,
        chapter=row.chapter,
    )


async def told_since(conn: AsyncConnection, since: datetime) -> tuple[datetime, ...]:
    """When the alerts that people were told of since then were made, in order."""
    found = await conn.scalars(
        select(_a.created_at).where(_a.created_at >= since, _a.quiet == false()).order_by(_a.created_at)
    )
    return tuple(found)
