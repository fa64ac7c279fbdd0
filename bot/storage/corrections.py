"""Admins' corrections and retractions of alerts: proposed, applied, undone."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import Ruling
from bot.storage import schema
from bot.storage.words import CorrectionState

_c = schema.correction.c


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What an admin wants to be said of an alert."""

    id: int
    alert: int
    ruling: Ruling
    text: str
    #: A pseudonym.
    author: str
    state: CorrectionState
    at: datetime
    settled_at: datetime | None


async def propose(
    conn: AsyncConnection, alert_id: int, ruling: Ruling, text: str, author: str, now: datetime
) -> int:
    """Note what is to be confirmed; returns its number."""
    row = {
        "alert_id": alert_id,
        "ruling": ruling,
        "text": text,
        "author": author,
        "state": CorrectionState.PROPOSED,
        "at": now,
    }
    number: int = (await conn.execute(insert(schema.correction).values(**row).returning(_c.id))).scalar_one()
    return number


async def get(conn: AsyncConnection, number: int) -> Correction | None:
    """The correction with this number."""
    row = (await conn.execute(select(schema.correction).where(_c.id == number))).first()
    return _row(row) if row else None


async def of(conn: AsyncConnection, alert_id: int) -> list[Correction]:
    """All that was ever wanted of an alert, oldest first."""
    found = await conn.execute(
        select(schema.correction).where(_c.alert_id == alert_id).order_by(_c.alert_id, _c.id)
    )
    return [_row(row) for row in found]


async def settle(
    conn: AsyncConnection, number: int, before: CorrectionState, after: CorrectionState, now: datetime
) -> bool:
    """Move it on; False where it was not in the state `before` any more, and then nothing is to be done."""
    found = await conn.execute(
        update(schema.correction)
        .values(state=after, settled_at=now)
        .where(_c.id == number, _c.state == before)
    )
    return found.rowcount == 1


def _row(row: Row[*tuple[Any, ...]]) -> Correction:
    return Correction(
        id=row.id,
        alert=row.alert_id,
        ruling=row.ruling,
        text=row.text,
        author=row.author,
        state=row.state,
        at=row.at,
        settled_at=row.settled_at,
    )
