"""Who did what that others see: written once, never changed, under pseudonyms."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage import schema

_a = schema.audit.c


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """One entry."""

    at: datetime
    #: A pseudonym; empty for the bot itself.
    actor: str
    #: As `retract`, `undo`, `publish`.
    action: str
    #: What it was done to, as `alert:12`.
    subject: str
    detail: Mapping[str, Any]


async def note(
    conn: AsyncConnection, actor: str, action: str, subject: str, now: datetime, **detail: Any
) -> None:
    """Write an entry; belongs into the transaction that does the deed."""
    row = {"at": now, "actor": actor, "action": action, "subject": subject, "detail": detail}
    await conn.execute(insert(schema.audit).values(**row))


async def latest(conn: AsyncConnection, limit: int, *, subject: str = "", offset: int = 0) -> list[Deed]:
    """The newest entries after the first `offset`, newest first; of one subject or of all."""
    query = select(schema.audit).order_by(_a.id.desc()).limit(limit).offset(offset)
    found = await conn.execute(query.where(_a.subject == subject) if subject else query)
    return [
        Deed(at=row.at, actor=row.actor, action=row.action, subject=row.subject, detail=row.detail)
        for row in found
    ]
