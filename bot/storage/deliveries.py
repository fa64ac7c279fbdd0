"""Deliveries: the outbox. Every message that is or was on its way to a chat is a row here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, case, exists, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import ChatKind, ChatState, Delivery, DeliveryKind, DeliveryState, Message
from bot.storage import schema
from bot.storage.fanout import FirstDelivery, next_first
from bot.storage.guards import EVERYTHING
from bot.storage.statements import batches, insert_into

_d = schema.delivery.c
_c = schema.chat.c
_t = schema.topic.c
_g = schema.guard.c

_OPEN = (DeliveryState.PENDING, DeliveryState.HELD, DeliveryState.SENDING, DeliveryState.UNCERTAIN)
_INSTANT = (DeliveryKind.FIRST, DeliveryKind.UPDATE)
#: What has not begun.
_WAITING = or_(schema.delivery_pending, schema.delivery_held)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDelivery:
    """A message to be sent. Two with the same key are one."""

    key: str
    kind: DeliveryKind
    #: Lower goes first.
    priority: int
    chat: int
    thread: int = 0
    alert: int | None = None
    revision: int = 0
    message: Message | None = None
    target: int | None = None
    silent: bool = False
    due_at: datetime
    #: Why it waits, where it is stored as held; empty for one that may be sent.
    held_for: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueCounts:
    """The state of the outbox, for health."""

    pending: int
    #: Pending, due and not held back by the chat.
    due: int
    sending: int
    #: Of the last 24 hours: nobody knows whether they arrived.
    uncertain: int
    #: Of the last 24 hours: alerts that were sent once more because nobody knew.
    resent: int
    #: Since when the longest waiting of `due` has been due.
    oldest_due_at: datetime | None


async def add_many(conn: AsyncConnection, rows: Sequence[NewDelivery], now: datetime) -> int:
    """Queue what is not queued yet; returns how many are new."""
    if not rows:
        return 0
    statement = insert_into(conn, schema.delivery).on_conflict_do_nothing(index_elements=["key"])
    found = await conn.execute(statement.returning(_d.id), [_values(row, now) for row in rows])
    return len(found.all())


def _values(row: NewDelivery, now: datetime) -> dict[str, Any]:
    return {
        "key": row.key,
        "kind": row.kind,
        "priority": row.priority,
        "chat_id": row.chat,
        "thread_id": row.thread,
        "alert_id": row.alert,
        "revision": row.revision,
        "message": row.message,
        "target": row.target,
        "silent": row.silent,
        "state": DeliveryState.HELD if row.held_for else DeliveryState.PENDING,
        "held_for": row.held_for,
        "attempts": 0,
        "created_at": now,
        "due_at": row.due_at,
        "error": "",
    }


def _receives(now: datetime) -> ColumnElement[bool]:
    """Nothing goes to a paused chat or topic; to a stopped one only answers; a chat without a row is a stranger.

    While everything is paused only answers go anywhere.
    """
    paused = exists().where(_g.subject == EVERYTHING)
    return and_(
        or_(_d.kind == DeliveryKind.ANSWER, ~paused),
        _is_open(_c.state),
        _is_open(_t.state),
        or_(_c.paused_until.is_(None), _c.paused_until <= now),
    )


def _is_open(state: ColumnElement[ChatState]) -> ColumnElement[bool]:
    answers = and_(state == ChatState.STOPPED, _d.kind == DeliveryKind.ANSWER)
    return or_(state.is_(None), state == ChatState.ACTIVE, answers)


def _to(terminal: bool) -> ColumnElement[bool]:
    if terminal:
        return _c.kind == ChatKind.TERMINAL
    return or_(_c.kind.is_(None), _c.kind != ChatKind.TERMINAL)


def _with_chat(*columns: Any) -> Select[*tuple[Any, ...]]:
    return (
        select(*columns)
        .select_from(schema.delivery)
        .outerjoin(schema.chat, _c.id == _d.chat_id)
        .outerjoin(schema.topic, and_(_t.chat_id == _d.chat_id, _t.thread_id == _d.thread_id))
    )


async def due(
    conn: AsyncConnection, now: datetime, limit: int, *, terminal: bool = False, after: int = 0
) -> list[Delivery]:
    """What may be sent now: by priority, then by due time, then in order of queueing.

    Leaves out chats and topics that are paused or held. `terminal` asks for the preview's terminal only;
    without it the terminal is left out. `after` leaves out what was queued before this id.
    """
    found = await conn.execute(
        _with_chat(schema.delivery)
        .where(schema.delivery_pending, _d.id > after, _d.due_at <= now, _to(terminal), _receives(now))
        .order_by(_d.priority, _d.due_at, _d.id)
        .limit(limit)
    )
    return [_delivery(row) for row in found]


async def next_due_at(conn: AsyncConnection, now: datetime, *, terminal: bool = False) -> datetime | None:
    """The moment from which `due` gives something, maybe in the past; None where nothing waits.

    May be a little early for a chat that is held back, never late.
    """
    ready: datetime | None = await conn.scalar(
        _with_chat(_d.due_at)
        .where(schema.delivery_pending, _to(terminal), _receives(now))
        .order_by(_d.due_at)
        .limit(1)
    )
    waits = select(_d.id).where(_d.chat_id == _c.id, schema.delivery_pending)
    held: datetime | None = await conn.scalar(
        select(func.min(_c.paused_until)).where(_c.paused_until > now, _to(terminal), waits.exists())
    )
    return min((moment for moment in (ready, held) if moment is not None), default=None)


async def take(conn: AsyncConnection, delivery_id: int, now: datetime) -> bool:
    """Mark a delivery before its request is made; False where it is no longer pending, and must not be sent."""
    found = await conn.execute(
        update(schema.delivery)
        .values(state=DeliveryState.SENDING, attempts=_d.attempts + 1, attempt_at=now)
        .where(_d.id == delivery_id, _d.state == DeliveryState.PENDING)
    )
    return found.rowcount == 1


async def settle(
    conn: AsyncConnection,
    delivery_id: int,
    state: DeliveryState,
    now: datetime,
    *,
    message_id: int | None = None,
    revision: int | None = None,
    due_at: datetime | None = None,
    attempts: int | None = None,
    error: str = "",
) -> bool:
    """Write what became of a delivery; False where it had come to its end before.

    PENDING with `due_at` is a retry; `attempts` where an attempt is given back. `revision` is the one that was
    rendered, where that was a newer one.
    """
    values: dict[str, Any] = {"state": state, "error": error}
    if state not in _OPEN:
        values["settled_at"] = now
    known = {"message_id": message_id, "revision": revision, "due_at": due_at, "attempts": attempts}
    values |= {name: value for name, value in known.items() if value is not None}
    found = await conn.execute(
        update(schema.delivery).values(**values).where(_d.id == delivery_id, _d.state.in_(_OPEN))
    )
    return found.rowcount == 1


async def get(conn: AsyncConnection, delivery_id: int) -> Delivery | None:
    """The delivery with this id."""
    row = (await conn.execute(select(schema.delivery).where(_d.id == delivery_id))).first()
    return _delivery(row) if row else None


async def in_flight(conn: AsyncConnection) -> list[Delivery]:
    """What was being sent when the last process ended: may have arrived or not."""
    found = await conn.execute(select(schema.delivery).where(schema.delivery_sending).order_by(_d.id))
    return [_delivery(row) for row in found]


async def requested_since(conn: AsyncConnection, since: datetime) -> list[tuple[int, datetime]]:
    """Chat and moment of the requests made since then, oldest first; of one made again the newest."""
    # A request counts from its answer; one without an answer cannot have been later than now.
    found = await conn.execute(
        select(_d.chat_id, func.coalesce(_d.settled_at, _d.attempt_at).label("at"))
        .where(_d.attempt_at >= since)
        .order_by(_d.attempt_at)
    )
    return [(row.chat_id, row.at) for row in found]


async def replace_answer(conn: AsyncConnection, chat_id: int, target: int, message: Message) -> bool:
    """Give an answer that still waits to edit this message a newer text; False where none waits."""
    found = await conn.execute(
        update(schema.delivery)
        .values(message=message)
        .where(
            _d.chat_id == chat_id,
            _d.target == target,
            _d.kind == DeliveryKind.ANSWER,
            schema.delivery_pending,
        )
    )
    return found.rowcount > 0


async def drop_target(conn: AsyncConnection, delivery_id: int) -> None:
    """The message it was to edit is gone: it will be a message of its own."""
    await conn.execute(update(schema.delivery).values(target=None).where(_d.id == delivery_id))


async def cancel_chat(
    conn: AsyncConnection, chat_id: int, now: datetime, *, thread: int | None = None, error: str = ""
) -> int:
    """Drop all that still waits or is held for a chat or one of its topics, except answers; returns how many."""
    statement = update(schema.delivery).where(_d.chat_id == chat_id, _d.kind != DeliveryKind.ANSWER, _WAITING)
    if thread is not None:
        statement = statement.where(_d.thread_id == thread)
    found = await conn.execute(statement.values(state=DeliveryState.CANCELLED, settled_at=now, error=error))
    return found.rowcount


async def cancel_story(
    conn: AsyncConnection, story_id: str, chat_id: int, thread_id: int, now: datetime
) -> int:
    """Drop what still waits or is held to be told of a story in one place; returns how much."""
    mine = select(schema.alert.c.id).where(schema.alert.c.story_id == story_id)
    found = await conn.execute(
        update(schema.delivery)
        .values(state=DeliveryState.CANCELLED, settled_at=now, error="muted")
        .where(_d.alert_id.in_(mine), _d.chat_id == chat_id, _d.thread_id == thread_id, _WAITING)
    )
    return found.rowcount


async def first_of(
    conn: AsyncConnection, alert_id: int, chat_id: int, thread_id: int = 0
) -> FirstDelivery | None:
    """The first message of an alert in a place, whatever became of it."""
    found = await conn.execute(
        select(schema.delivery).where(
            _d.alert_id == alert_id,
            _d.chat_id == chat_id,
            _d.thread_id == thread_id,
            _d.kind == DeliveryKind.FIRST,
        )
    )
    return next_first(found.all())


async def newest_answer(conn: AsyncConnection, chat_id: int) -> tuple[DeliveryState, str] | None:
    """What became of the newest ready-made message to a chat, and why; None where there was none."""
    row = (
        await conn.execute(
            select(_d.state, _d.error)
            .where(_d.chat_id == chat_id, _d.kind == DeliveryKind.ANSWER)
            .order_by(_d.id.desc())
            .limit(1)
        )
    ).first()
    return (row.state, row.error) if row else None


async def states(conn: AsyncConnection, keys: Sequence[str]) -> dict[str, DeliveryState]:
    """The state of the deliveries with these keys."""
    found: dict[str, DeliveryState] = {}
    for batch in batches(sorted({*keys})):
        rows = await conn.execute(select(_d.key, _d.state).where(_d.key.in_(batch)))
        found |= {row.key: row.state for row in rows}
    return found


async def open_counts(conn: AsyncConnection) -> dict[DeliveryState, int]:
    """How many deliveries are in each state in which they have not come to their end."""
    found = await conn.execute(
        select(_d.state, func.count().label("number")).where(_d.state.in_(_OPEN)).group_by(_d.state)
    )
    return dict.fromkeys(_OPEN, 0) | {row.state: row.number for row in found}


async def counts(conn: AsyncConnection, now: datetime, *, terminal: bool = False) -> QueueCounts:
    """How much waits, and for how long."""
    by_state = await open_counts(conn)
    ready = (
        await conn.execute(
            _with_chat(func.count().label("number"), func.min(_d.due_at).label("oldest")).where(
                schema.delivery_pending, _d.due_at <= now, _to(terminal), _receives(now)
            )
        )
    ).one()
    # Attempts that Telegram did not count are given back, so a second one means a doubt.
    again = and_(_d.state == DeliveryState.SENT, _d.attempts > 1, _d.kind.in_(_INSTANT))
    doubts = (
        await conn.execute(
            select(
                func.sum(case((_d.state == DeliveryState.UNCERTAIN, 1), else_=0)).label("uncertain"),
                func.sum(case((again, 1), else_=0)).label("resent"),
            ).where(_d.attempt_at >= now - timedelta(hours=24))
        )
    ).one()
    return QueueCounts(
        pending=by_state[DeliveryState.PENDING],
        due=ready.number,
        sending=by_state[DeliveryState.SENDING],
        uncertain=doubts.uncertain or 0,
        resent=doubts.resent or 0,
        oldest_due_at=ready.oldest,
    )


def _delivery(row: Row[*tuple[Any, ...]]) -> Delivery:
    return Delivery(
        id=row.id,
        kind=row.kind,
        priority=row.priority,
        chat=row.chat_id,
        thread=row.thread_id,
        alert=row.alert_id,
        revision=row.revision,
        message=row.message,
        target=row.target,
        silent=row.silent,
        state=row.state,
        attempts=row.attempts,
        created_at=row.created_at,
        due_at=row.due_at,
    )
