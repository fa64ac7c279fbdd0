"""Deliveries that are held: they wait to be told together, or for a person's decision, and nobody sends them meanwhile."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, exists, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.alerts.backlog import HeldDelivery, Hold
from bot.model import ChatState, DeliveryKind, DeliveryState
from bot.storage import schema
from bot.storage.statements import batches

_d = schema.delivery.c
_s = schema.subscription.c
_w = schema.alert_watchlist.c
_c = schema.chat.c

#: What makes a sound; edits and samples wait in the queue where nothing may go out.
_TELLING = _d.kind.in_((DeliveryKind.FIRST, DeliveryKind.UPDATE))
#: Noted on what was held once and then let go, so that it is not held again for its age.
RELEASED = "released"


async def hold_all(conn: AsyncConnection, held_for: str, due_at: datetime) -> int:
    """Hold all alerts that wait to be sent; returns how many."""
    return await _hold(conn, held_for, due_at)


async def hold_older(conn: AsyncConnection, than: datetime, due_at: datetime) -> int:
    """Hold the alerts that have waited since before then, for an outage; what was let go once stays."""
    return await _hold(conn, Hold.OFFLINE, due_at, _d.created_at < than, _d.held_for == "")


async def hold_watchlist(
    conn: AsyncConnection, watchlist: str, since: datetime, held_for: str, due_at: datetime
) -> int:
    """Hold what waits since then for this watchlist, where the place wants none of the alert's other watchlists."""
    mine = select(_w.alert_id).where(_w.watchlist_id == watchlist)
    other = exists().where(
        _s.chat_id == _d.chat_id,
        _s.thread_id == _d.thread_id,
        _s.watchlist_id == _w.watchlist_id,
        _w.alert_id == _d.alert_id,
        _w.watchlist_id != watchlist,
    )
    return await _hold(conn, held_for, due_at, _d.created_at >= since, _d.alert_id.in_(mine), ~other)


async def drop_watchlist(
    conn: AsyncConnection,
    watchlist: str,
    live: Sequence[str],
    now: datetime,
    *,
    error: str,
    spared: Collection[int] = (),
) -> int:
    """Cancel what waits for a watchlist where the place wants none of the `live` ones that the alert hit.

    Corrections in place of what was told still go out. `spared` chats keep theirs; returns how many were cancelled.
    """
    mine = select(_w.alert_id).where(_w.watchlist_id == watchlist)
    wanted = exists().where(
        _s.chat_id == _d.chat_id,
        _s.thread_id == _d.thread_id,
        _s.watchlist_id == _w.watchlist_id,
        _w.alert_id == _d.alert_id,
        _w.watchlist_id.in_(sorted(live)),
    )
    found = await conn.execute(
        update(schema.delivery)
        .values(state=DeliveryState.CANCELLED, settled_at=now, error=error)
        .where(
            or_(schema.delivery_pending, schema.delivery_held),
            _d.kind.in_((DeliveryKind.FIRST, DeliveryKind.UPDATE, DeliveryKind.SAMPLE)),
            _d.alert_id.in_(mine),
            _d.chat_id.not_in(sorted(spared)),
            ~wanted,
        )
    )
    return found.rowcount


async def _hold(
    conn: AsyncConnection, held_for: str, due_at: datetime, *conditions: ColumnElement[bool]
) -> int:
    found = await conn.execute(
        update(schema.delivery)
        .values(state=DeliveryState.HELD, held_for=held_for, due_at=due_at)
        .where(schema.delivery_pending, _TELLING, *conditions)
    )
    return found.rowcount


async def let_go(conn: AsyncConnection, held_for: str, now: datetime) -> int:
    """What was held for this reason is due now, place by place; returns how many deliveries."""
    found = await conn.execute(
        update(schema.delivery)
        .values(due_at=now)
        .where(schema.delivery_held, _d.held_for == held_for, _d.due_at > now)
    )
    return found.rowcount


async def cancel(conn: AsyncConnection, held_for: str, now: datetime, error: str) -> int:
    """Nobody is told what was held for this reason; returns how many deliveries."""
    found = await conn.execute(
        update(schema.delivery)
        .values(state=DeliveryState.CANCELLED, settled_at=now, error=error)
        .where(schema.delivery_held, _d.held_for == held_for)
    )
    return found.rowcount


async def due_places(conn: AsyncConnection, now: datetime, limit: int) -> list[tuple[int, int]]:
    """Chats and threads where something that was held is due."""
    found = await conn.execute(
        select(_d.chat_id, _d.thread_id)
        .where(schema.delivery_held, _d.due_at <= now)
        .group_by(_d.chat_id, _d.thread_id)
        .order_by(func.min(_d.due_at), _d.chat_id, _d.thread_id)
        .limit(limit)
    )
    return [(row.chat_id, row.thread_id) for row in found]


async def of_place(conn: AsyncConnection, chat_id: int, thread_id: int, now: datetime) -> list[HeldDelivery]:
    """What is held in a place and due, and what an outage left there besides, in order of queueing."""
    found = await conn.execute(
        select(_d.id, _d.alert_id, _d.kind, _d.held_for, _d.created_at)
        .where(
            _d.chat_id == chat_id,
            _d.thread_id == thread_id,
            schema.delivery_held,
            (_d.due_at <= now) | (_d.held_for == Hold.OFFLINE),
        )
        .order_by(_d.id)
    )
    return [
        HeldDelivery(
            id=row.id,
            alert=row.alert_id,
            held_for=row.held_for,
            created_at=row.created_at,
            turned=row.kind is DeliveryKind.UPDATE,
        )
        for row in found
        if row.alert_id is not None
    ]


async def settle(
    conn: AsyncConnection, ids: Sequence[int], state: DeliveryState, now: datetime, *, error: str = ""
) -> None:
    """Write what became of held deliveries: PENDING lets them go as they are."""
    values = (
        {"state": state, "due_at": now, "held_for": RELEASED}
        if state is DeliveryState.PENDING
        else {"state": state, "settled_at": now, "error": error}
    )
    for batch in batches(ids):
        await conn.execute(
            update(schema.delivery).values(**values).where(_d.id.in_(batch), schema.delivery_held)
        )


async def postpone(conn: AsyncConnection, ids: Sequence[int], until: datetime) -> None:
    """Look at these again then."""
    for batch in batches(ids):
        await conn.execute(
            update(schema.delivery).values(due_at=until).where(_d.id.in_(batch), schema.delivery_held)
        )


async def counts(conn: AsyncConnection) -> dict[str, int]:
    """How many deliveries are held, by reason."""
    found = await conn.execute(
        select(_d.held_for, func.count().label("number")).where(schema.delivery_held).group_by(_d.held_for)
    )
    return {row.held_for: row.number for row in found}


async def flood_waits(conn: AsyncConnection, now: datetime) -> list[tuple[int, datetime]]:
    """Chats that Telegram has asked to leave alone for a while, and until when."""
    found = await conn.execute(
        select(_c.id, _c.paused_until)
        .where(_c.paused_until > now, _c.state == ChatState.ACTIVE)
        .order_by(_c.paused_until)
    )
    return [(row.id, row.paused_until) for row in found]
