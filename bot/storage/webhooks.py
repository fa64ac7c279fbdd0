"""Webhooks: endpoints, and each event on its way to one; an event is queued once for each endpoint and never lost."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.alerts.webhook import EventType, HookState, PostState, Settled
from bot.storage import schema
from bot.storage.statements import insert_into

_h = schema.webhook.c
_e = schema.webhook_event.c


@dataclass(frozen=True, slots=True, kw_only=True)
class Hook:
    """An endpoint."""

    id: int
    url: str
    secret: str
    #: Empty for all.
    watchlists: tuple[str, ...]
    state: HookState
    reason: str
    failures: int
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class HookEvent:
    """An event that is due at an endpoint."""

    id: int
    alert: int
    revision: int
    type: EventType
    #: So far.
    attempts: int
    created_at: datetime


async def add(conn: AsyncConnection, url: str, secret: str, watchlists: Sequence[str], now: datetime) -> int:
    """A new endpoint; returns its number."""
    row = {
        "url": url,
        "secret": secret,
        "watchlists": tuple(watchlists),
        "state": HookState.ACTIVE,
        "reason": "",
        "failures": 0,
        "rests_until": None,
        "created_at": now,
    }
    number: int = (await conn.execute(insert(schema.webhook).values(**row).returning(_h.id))).scalar_one()
    return number


async def all(conn: AsyncConnection) -> list[Hook]:  # noqa: A001
    """Every endpoint, in the order in which they came."""
    return [_hook(row) for row in await conn.execute(select(schema.webhook).order_by(_h.id))]


async def get(conn: AsyncConnection, number: int) -> Hook | None:
    """One endpoint."""
    row = (await conn.execute(select(schema.webhook).where(_h.id == number))).first()
    return _hook(row) if row else None


async def remove(conn: AsyncConnection, number: int) -> bool:
    """Forget an endpoint and all that was on its way to it."""
    return (await conn.execute(delete(schema.webhook).where(_h.id == number))).rowcount == 1


async def resume(conn: AsyncConnection, number: int) -> bool:
    """Begin again with an endpoint that had ended; what came meanwhile is not made up for."""
    values = {"state": HookState.ACTIVE, "reason": "", "failures": 0, "rests_until": None}
    return (await conn.execute(update(schema.webhook).values(**values).where(_h.id == number))).rowcount == 1


async def told(conn: AsyncConnection, alert: int) -> frozenset[int]:
    """The endpoints that know an alert, or will."""
    known = (PostState.PENDING, PostState.SENT)
    rows = await conn.execute(
        select(_e.webhook_id).where(_e.alert_id == alert, _e.type == EventType.FIRST, _e.state.in_(known))
    )
    return frozenset(row.webhook_id for row in rows)


async def queue(
    conn: AsyncConnection, hook: int, alert: int, revision: int, type_: EventType, now: datetime
) -> None:
    """Put an event on its way; done twice it is there once. Older changes of the alert that still wait are left out."""
    row = {
        "webhook_id": hook,
        "alert_id": alert,
        "revision": revision,
        "type": type_,
        "state": PostState.PENDING,
        "attempts": 0,
        "created_at": now,
        "due_at": now,
        "settled_at": None,
        "answer": "",
    }
    await conn.execute(insert_into(conn, schema.webhook_event).values(**row).on_conflict_do_nothing())
    await conn.execute(
        update(schema.webhook_event)
        .values(state=PostState.SUPERSEDED, settled_at=now)
        .where(
            _e.webhook_id == hook,
            _e.alert_id == alert,
            _e.revision < revision,
            _e.type != EventType.FIRST,
            schema.webhook_pending,
        )
    )


async def due_hooks(conn: AsyncConnection, now: datetime) -> list[Hook]:
    """The endpoints at which an event is due."""
    waiting = select(_e.webhook_id).where(schema.webhook_pending, _e.due_at <= now)
    rows = await conn.execute(
        select(schema.webhook)
        .where(
            _h.id.in_(waiting),
            _h.state == HookState.ACTIVE,
            or_(_h.rests_until.is_(None), _h.rests_until <= now),
        )
        .order_by(_h.id)
    )
    return [_hook(row) for row in rows]


async def next_event(conn: AsyncConnection, hook: int, now: datetime) -> HookEvent | None:
    """The oldest event that is due at an endpoint; of each alert the events go in their order."""
    earlier = schema.webhook_event.alias("earlier").c
    waits = (
        select(earlier.id)
        .where(
            earlier.webhook_id == hook,
            earlier.alert_id == _e.alert_id,
            earlier.id < _e.id,
            earlier.state == PostState.PENDING,
        )
        .exists()
    )
    row = (
        await conn.execute(
            select(schema.webhook_event)
            .where(_e.webhook_id == hook, schema.webhook_pending, _e.due_at <= now, ~waits)
            .order_by(_e.id)
            .limit(1)
        )
    ).first()
    if row is None:
        return None
    return HookEvent(
        id=row.id,
        alert=row.alert_id,
        revision=row.revision,
        type=row.type,
        attempts=row.attempts,
        created_at=row.created_at,
    )


async def settle(
    conn: AsyncConnection, hook: int, event: int, result: Settled, answer: str, now: datetime
) -> bool:
    """Write what an attempt brought; whether the endpoint ended by it."""
    values: dict[str, Any] = {"state": result.state, "attempts": _e.attempts + 1, "answer": answer}
    if result.state is PostState.PENDING:
        values["due_at"] = result.due_at
    else:
        values["settled_at"] = now
    await conn.execute(update(schema.webhook_event).values(**values).where(_e.id == event))
    if result.state is PostState.SENT:
        await conn.execute(update(schema.webhook).values(failures=0, rests_until=None).where(_h.id == hook))
        return False
    changes: dict[str, Any] = {"failures": _h.failures + 1, "reason": answer}
    if result.rests_until is not None:
        changes["rests_until"] = result.rests_until
    if result.hook is not HookState.ACTIVE:
        changes["state"] = result.hook
        await conn.execute(
            update(schema.webhook_event)
            .values(state=PostState.CANCELLED, settled_at=now)
            .where(_e.webhook_id == hook, schema.webhook_pending)
        )
    await conn.execute(update(schema.webhook).values(**changes).where(_h.id == hook))
    return result.hook is not HookState.ACTIVE


async def counts(conn: AsyncConnection, hook: int) -> dict[PostState, int]:
    """How many events of an endpoint are in each state."""
    rows = await conn.execute(
        select(_e.state, func.count().label("number")).where(_e.webhook_id == hook).group_by(_e.state)
    )
    return {row.state: row.number for row in rows}


def _hook(row: Row[*tuple[Any, ...]]) -> Hook:
    return Hook(
        id=row.id,
        url=row.url,
        secret=row.secret,
        watchlists=row.watchlists,
        state=row.state,
        reason=row.reason,
        failures=row.failures,
        created_at=row.created_at,
    )
