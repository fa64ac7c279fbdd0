"""Tasks: what somebody asked for that takes long, how far it is, and what came of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import Author, Origin, Role
from bot.storage import schema
from bot.storage.words import TaskKind, TaskState

_t = schema.task.c
_OPEN = (TaskState.WAITING, TaskState.RUNNING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One task as it stands."""

    id: int
    kind: TaskKind
    subject: str
    argument: Mapping[str, Any]
    author: Author
    state: TaskState
    #: How far it has come, in what its kind counts, and what it has found so far.
    done: int
    total: int
    found: int
    #: JSON; empty before the end.
    result: str
    #: Why it failed, in words.
    error: str
    asked_at: datetime
    begun_at: datetime | None
    ended_at: datetime | None


async def ask(
    conn: AsyncConnection,
    kind: TaskKind,
    subject: str,
    argument: Mapping[str, Any],
    author: Author,
    now: datetime,
) -> int:
    """Ask for a task; what the same person asked about the same before, and has not got yet, is cancelled.

    Returns its number.
    """
    same = _t.user_id.is_(None) if author.person is None else _t.user_id == author.person
    await conn.execute(
        update(schema.task)
        .values(state=TaskState.CANCELLED, ended_at=now)
        .where(same, _t.kind == kind, _t.subject == subject, _t.state.in_(_OPEN))
    )
    number: int = (
        await conn.execute(
            insert(schema.task)
            .values(
                kind=kind,
                subject=subject,
                argument=dict(argument),
                user_id=author.person,
                role=author.role,
                origin=author.origin,
                state=TaskState.WAITING,
                done=0,
                total=0,
                found=0,
                result="",
                error="",
                asked_at=now,
            )
            .returning(_t.id)
        )
    ).scalar_one()
    return number


async def state(conn: AsyncConnection, task_id: int) -> Task | None:
    """A task as it stands; None where it is unknown or forgotten."""
    row = (await conn.execute(select(schema.task).where(_t.id == task_id))).first()
    return _task(row) if row else None


async def newest(conn: AsyncConnection, kind: TaskKind, subject: str, person: int | None) -> Task | None:
    """What a person asked last about this."""
    same = _t.user_id.is_(None) if person is None else _t.user_id == person
    found = await conn.execute(
        select(schema.task)
        .where(same, _t.kind == kind, _t.subject == subject)
        .order_by(_t.id.desc())
        .limit(1)
    )
    row = found.first()
    return _task(row) if row else None


async def waiting(conn: AsyncConnection) -> Task | None:
    """The task that has waited longest."""
    found = await conn.execute(
        select(schema.task).where(schema.task_open, _t.state == TaskState.WAITING).order_by(_t.id).limit(1)
    )
    row = found.first()
    return _task(row) if row else None


async def begin(conn: AsyncConnection, task_id: int, now: datetime) -> bool:
    """Take a waiting task; False where it was taken back meanwhile."""
    return await _change(conn, task_id, TaskState.WAITING, state=TaskState.RUNNING, begun_at=now)


async def note(conn: AsyncConnection, task_id: int, done: int, total: int, found: int) -> bool:
    """Note how far it has come; False where it was taken back meanwhile."""
    return await _change(conn, task_id, TaskState.RUNNING, done=done, total=total, found=found)


async def end(conn: AsyncConnection, task_id: int, result: str, now: datetime) -> bool:
    """Store what came of it; False where it was taken back meanwhile."""
    return await _change(conn, task_id, TaskState.RUNNING, state=TaskState.DONE, result=result, ended_at=now)


async def fail(conn: AsyncConnection, task_id: int, error: str, now: datetime) -> bool:
    """Store why it could not be done; False where it was taken back meanwhile."""
    return await _change(conn, task_id, TaskState.RUNNING, state=TaskState.FAILED, error=error, ended_at=now)


async def cancel(conn: AsyncConnection, task_id: int, now: datetime) -> bool:
    """Take a task back; False where it has ended already."""
    found = await conn.execute(
        update(schema.task)
        .values(state=TaskState.CANCELLED, ended_at=now)
        .where(_t.id == task_id, _t.state.in_(_OPEN))
    )
    return found.rowcount == 1


async def begin_again(conn: AsyncConnection) -> int:
    """What another process was doing when it ended waits again; returns how many that are."""
    found = await conn.execute(
        update(schema.task)
        .values(state=TaskState.WAITING, begun_at=None, done=0, found=0)
        .where(schema.task_open, _t.state == TaskState.RUNNING)
    )
    return found.rowcount


async def drop(conn: AsyncConnection, before: datetime, limit: int) -> int:
    """Forget tasks that ended before then."""
    ids = select(_t.id).where(_t.ended_at < before).order_by(_t.ended_at).limit(limit)
    return (await conn.execute(delete(schema.task).where(_t.id.in_(ids)))).rowcount


async def _change(conn: AsyncConnection, task_id: int, before: TaskState, **values: Any) -> bool:
    found = await conn.execute(
        update(schema.task).values(**values).where(_t.id == task_id, _t.state == before)
    )
    return found.rowcount == 1


def _task(row: Row[*tuple[Any, ...]]) -> Task:
    return Task(
        id=row.id,
        kind=row.kind,
        subject=row.subject,
        argument=row.argument,
        author=Author(row.user_id, Role(row.role), Origin(row.origin)),
        state=row.state,
        done=row.done,
        total=row.total,
        found=row.found,
        result=row.result,
        error=row.error,
        asked_at=row.asked_at,
        begun_at=row.begun_at,
        ended_at=row.ended_at,
    )
