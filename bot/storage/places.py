"""What chats and topics have set for themselves: quiet hours, the schedule of new subscriptions, and what is muted."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.alerts.wishes import Mute, MuteKind, Place, QuietHours, Schedule
from bot.storage import schema
from bot.storage.statements import batches, insert_into

_p = schema.place.c
_m = schema.mute.c


async def get(conn: AsyncConnection, chat_id: int, thread_id: int = 0) -> Place:
    """The settings of a chat's thread; those of one that has set nothing are the defaults."""
    row = (
        await conn.execute(select(schema.place).where(_p.chat_id == chat_id, _p.thread_id == thread_id))
    ).first()
    return _place(row) if row else Place(chat=chat_id, thread=thread_id)


async def save(conn: AsyncConnection, place: Place) -> None:
    """Write the settings of a known chat's thread."""
    changes: dict[str, Any] = {
        "quiet_start": place.quiet.start if place.quiet else None,
        "quiet_end": place.quiet.end if place.quiet else None,
        "rhythm": place.schedule.rhythm,
        "minute": place.schedule.minute,
        "weekday": place.schedule.weekday,
    }
    await conn.execute(
        insert_into(conn, schema.place)
        .values(chat_id=place.chat, thread_id=place.thread, **changes)
        .on_conflict_do_update(index_elements=["chat_id", "thread_id"], set_=changes)
    )


async def hold(conn: AsyncConnection, chat_id: int, thread_id: int, until: datetime | None) -> None:
    """Something is held there until then; None where nothing is any more. The place must have settings."""
    await conn.execute(
        update(schema.place).values(held_until=until).where(_p.chat_id == chat_id, _p.thread_id == thread_id)
    )


async def of_chats(conn: AsyncConnection, chat_ids: Sequence[int]) -> dict[tuple[int, int], Place]:
    """The settings of all threads of these chats, as far as there are any, by chat and thread."""
    found: dict[tuple[int, int], Place] = {}
    for batch in batches(chat_ids):
        rows = await conn.execute(select(schema.place).where(_p.chat_id.in_(batch)))
        found |= {(row.chat_id, row.thread_id): _place(row) for row in rows}
    return found


# --- mutes ------------------------------------------------------------------------------------------


async def mute(conn: AsyncConnection, chat_id: int, thread_id: int, wanted: Mute, now: datetime) -> None:
    """Mute something in a known chat's thread; a later word about the same thing replaces the earlier one."""
    changes = {"title": wanted.title, "until": wanted.until, "created_at": now}
    await conn.execute(
        insert_into(conn, schema.mute)
        .values(chat_id=chat_id, thread_id=thread_id, kind=wanted.kind, subject=wanted.subject, **changes)
        .on_conflict_do_update(index_elements=["chat_id", "thread_id", "kind", "subject"], set_=changes)
    )


async def unmute(conn: AsyncConnection, chat_id: int, thread_id: int, kind: MuteKind, subject: str) -> bool:
    """End a mute; False where there was none."""
    found = await conn.execute(
        delete(schema.mute).where(
            _m.chat_id == chat_id, _m.thread_id == thread_id, _m.kind == kind, _m.subject == subject
        )
    )
    return found.rowcount == 1


async def mutes(conn: AsyncConnection, chat_id: int, thread_id: int, now: datetime) -> tuple[Mute, ...]:
    """What is muted in a chat's thread at this moment, the newest first."""
    found = await conn.execute(
        select(schema.mute)
        .where(_m.chat_id == chat_id, _m.thread_id == thread_id, or_(_m.until.is_(None), _m.until > now))
        .order_by(_m.created_at.desc(), _m.kind, _m.subject)
    )
    return tuple(_mute(row) for row in found)


async def mutes_of_chats(
    conn: AsyncConnection, chat_ids: Iterable[int], now: datetime
) -> dict[tuple[int, int], tuple[Mute, ...]]:
    """What is muted in all threads of these chats at this moment, by chat and thread."""
    found: dict[tuple[int, int], tuple[Mute, ...]] = {}
    for batch in batches(sorted({*chat_ids})):
        rows = await conn.execute(
            select(schema.mute).where(_m.chat_id.in_(batch), or_(_m.until.is_(None), _m.until > now))
        )
        for row in rows:
            key = (row.chat_id, row.thread_id)
            found[key] = (*found.get(key, ()), _mute(row))
    return found


async def forget_ended(conn: AsyncConnection, now: datetime) -> int:
    """Delete the mutes that are over; returns how many."""
    return (await conn.execute(delete(schema.mute).where(_m.until <= now))).rowcount


def _place(row: Row[*tuple[Any, ...]]) -> Place:
    quiet = None if row.quiet_start is None else QuietHours(row.quiet_start, row.quiet_end)
    return Place(
        chat=row.chat_id,
        thread=row.thread_id,
        quiet=quiet,
        schedule=Schedule(row.rhythm, row.minute, row.weekday),
    )


def _mute(row: Row[*tuple[Any, ...]]) -> Mute:
    return Mute(kind=row.kind, subject=row.subject, title=row.title, until=row.until)
