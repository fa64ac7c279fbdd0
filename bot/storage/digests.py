"""What waits for a chat's next digest, which digests are due, and what digests have shown already."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import and_, case, delete, or_, select, true, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import DeliveryKind, DeliveryState
from bot.storage import schema
from bot.storage.statements import batches, insert_into

_i = schema.digest_item.c
_s = schema.subscription.c
_p = schema.place.c
_d = schema.delivery.c

_ALIVE = (
    DeliveryState.HELD,
    DeliveryState.PENDING,
    DeliveryState.SENDING,
    DeliveryState.SENT,
    DeliveryState.UNCERTAIN,
)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_KEY = "digest:"


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestItem:
    """An alert that waits for a digest in one place, or was shown in one."""

    alert: int
    since: datetime
    waiting: bool
    #: Held back by the quiet hours: due at their end.
    asleep: bool
    #: The chat knows the story already; what waits is its turn: a denial, a confirmation, a retraction.
    turned: bool
    #: Of the alert's state when a digest showed it; 0 where none has.
    shown_revision: int
    shown_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """What is due in one chat and topic."""

    #: The earliest moment at which something was due there.
    since: datetime
    #: Watchlists whose schedule is due, sorted.
    watchlists: tuple[str, ...]
    #: What was held in quiet hours is due.
    awake: bool


async def due(conn: AsyncConnection, now: datetime, limit: int) -> list[tuple[int, int]]:
    """Chats and threads whose digest is due, longest waiting first."""
    clocked = await conn.execute(
        select(_s.chat_id, _s.thread_id, _s.next_at.label("at"))
        .where(schema.subscription_clocked, _s.next_at <= now)
        .order_by(_s.next_at)
        .limit(limit)
    )
    held = await conn.execute(
        select(_p.chat_id, _p.thread_id, _p.held_until.label("at"))
        .where(schema.place_holding, _p.held_until <= now)
        .order_by(_p.held_until)
        .limit(limit)
    )
    rows = sorted([*clocked.all(), *held.all()], key=lambda row: (row.at, row.chat_id, row.thread_id))
    return list(dict.fromkeys((row.chat_id, row.thread_id) for row in rows))


async def due_in(conn: AsyncConnection, chat_id: int, thread_id: int, now: datetime) -> Due | None:
    """What is due in one place; None where nothing is (any more)."""
    clocked = (
        await conn.execute(
            select(_s.watchlist_id, _s.next_at)
            .where(_s.chat_id == chat_id, _s.thread_id == thread_id, _s.next_at <= now)
            .order_by(_s.watchlist_id)
        )
    ).all()
    awake: datetime | None = await conn.scalar(
        select(_p.held_until).where(_p.chat_id == chat_id, _p.thread_id == thread_id, _p.held_until <= now)
    )
    moments = [row.next_at for row in clocked] + ([awake] if awake is not None else [])
    if not moments:
        return None
    return Due(
        since=min(moments),
        watchlists=tuple(row.watchlist_id for row in clocked),
        awake=awake is not None,
    )


async def hold(
    conn: AsyncConnection,
    rows: Sequence[tuple[int, int]],
    alert_id: int,
    now: datetime,
    *,
    asleep: bool,
    turned: bool,
) -> None:
    """Let an alert wait for the next digest of these chats and threads; one that waits there already stays as it is."""
    if not rows:
        return
    values = [
        {
            "chat_id": chat_id,
            "thread_id": thread_id,
            "alert_id": alert_id,
            "since": now,
            "waiting": True,
            "asleep": asleep,
            "turned": turned,
            "shown_revision": 0,
        }
        for chat_id, thread_id in rows
    ]
    statement = insert_into(conn, schema.digest_item)
    new = statement.excluded
    waited = _i.waiting == true()
    changes = {
        "waiting": True,
        "since": case((waited, _i.since), else_=new.since),
        "asleep": or_(new.asleep, and_(waited, _i.asleep)),
        "turned": case((waited, _i.turned), else_=new.turned),
    }
    await conn.execute(
        statement.on_conflict_do_update(index_elements=["chat_id", "thread_id", "alert_id"], set_=changes),
        values,
    )


async def waiting(conn: AsyncConnection, chat_id: int, thread_id: int) -> list[DigestItem]:
    """What waits in a place, in order of coming."""
    found = await conn.execute(
        select(schema.digest_item)
        .where(_i.chat_id == chat_id, _i.thread_id == thread_id, _i.waiting == true())
        .order_by(_i.since, _i.alert_id)
    )
    return [_item(row) for row in found]


async def with_message(
    conn: AsyncConnection, chat_id: int, thread_id: int, alerts: Sequence[int]
) -> set[int]:
    """Those of these alerts of which the place has a message, or will have one."""
    found: set[int] = set()
    for batch in batches(alerts):
        found |= set(
            await conn.scalars(
                select(_d.alert_id).where(
                    _d.alert_id.in_(batch),
                    _d.chat_id == chat_id,
                    _d.thread_id == thread_id,
                    _d.kind == DeliveryKind.FIRST,
                    _d.state.in_(_ALIVE),
                )
            )
        )
    return found


async def wake(conn: AsyncConnection, chat_id: int, thread_id: int, watchlists: Sequence[str]) -> int:
    """What waits for these watchlists' digests is due with the next one of any kind; returns how much that is."""
    w = schema.alert_watchlist.c
    mine = select(w.alert_id).where(w.watchlist_id.in_(sorted(watchlists)))
    found = await conn.execute(
        update(schema.digest_item)
        .values(asleep=True)
        .where(
            _i.chat_id == chat_id,
            _i.thread_id == thread_id,
            _i.waiting == true(),
            _i.alert_id.in_(mine),
        )
    )
    return found.rowcount


async def prune(conn: AsyncConnection, chat_id: int, thread_id: int, watchlists: Sequence[str]) -> None:
    """Only what concerns these watchlists waits on there."""
    w = schema.alert_watchlist.c
    mine = select(w.alert_id).where(w.watchlist_id.in_(sorted(watchlists)))
    await conn.execute(
        delete(schema.digest_item).where(
            _i.chat_id == chat_id,
            _i.thread_id == thread_id,
            _i.waiting == true(),
            _i.shown_revision == 0,
            _i.alert_id.not_in(mine),
        )
    )


async def shown(
    conn: AsyncConnection, chat_id: int, thread_id: int, revisions: Sequence[tuple[int, int]], slot: datetime
) -> None:
    """A digest shows these alerts, each with the revision of its state; they wait no more."""
    for alert_id, revision in revisions:
        await conn.execute(
            update(schema.digest_item)
            .values(waiting=False, asleep=False, shown_revision=revision, shown_at=slot)
            .where(_i.chat_id == chat_id, _i.thread_id == thread_id, _i.alert_id == alert_id)
        )


async def drop(conn: AsyncConnection, chat_id: int, thread_id: int, alerts: Sequence[int]) -> None:
    """These alerts wait no more, and were not shown."""
    here = and_(_i.chat_id == chat_id, _i.thread_id == thread_id)
    for batch in batches(alerts):
        await conn.execute(
            delete(schema.digest_item).where(here, _i.alert_id.in_(batch), _i.shown_revision == 0)
        )
        await conn.execute(
            update(schema.digest_item)
            .values(waiting=False, asleep=False, turned=False)
            .where(here, _i.alert_id.in_(batch))
        )


async def shown_revisions(
    conn: AsyncConnection, alert_id: int, chat_ids: Sequence[int]
) -> dict[tuple[int, int], int]:
    """Where digests have shown an alert: the revision of its state, by chat and thread."""
    found: dict[tuple[int, int], int] = {}
    for batch in batches(chat_ids):
        rows = await conn.execute(
            select(_i.chat_id, _i.thread_id, _i.shown_revision).where(
                _i.alert_id == alert_id, _i.chat_id.in_(batch), _i.shown_revision > 0
            )
        )
        found |= {(row.chat_id, row.thread_id): row.shown_revision for row in rows}
    return found


def digest_key(chat_id: int, thread_id: int, slot: datetime, part: int) -> str:
    """The unique key of one message of a digest; `slot` is the moment for which it was made."""
    return f"{_KEY}{chat_id}/{thread_id}/{_microseconds(slot)}/{part}"


async def recall(conn: AsyncConnection, chat_id: int, thread_id: int, now: datetime) -> int:
    """Take back the digests of a place that nobody has seen yet: what they show waits again; returns how many.

    A digest of which a part is on its way or has arrived stays.
    """
    here = and_(
        _d.chat_id == chat_id,
        _d.thread_id == thread_id,
        _d.kind == DeliveryKind.DIGEST,
        # Not what tells of an outage or of a watchlist's end.
        _d.key.startswith(_KEY),
    )
    waiting_keys = await conn.scalars(select(_d.key).where(here, schema.delivery_pending))
    taken = 0
    for digest in sorted({key.rpartition("/")[0] for key in waiting_keys}):
        rows = await conn.execute(
            select(_d.id, _d.state, _d.attempts).where(here, _d.key.startswith(digest + "/", autoescape=True))
        )
        parts = rows.all()
        if any(row.state is not DeliveryState.PENDING or row.attempts for row in parts):
            continue
        cancelled = await conn.execute(
            update(schema.delivery)
            .values(state=DeliveryState.CANCELLED, settled_at=now, error="taken into the next digest")
            .where(_d.id.in_([row.id for row in parts]), schema.delivery_pending)
        )
        if cancelled.rowcount:
            slot = _EPOCH + int(digest.rpartition("/")[2]) * _MICROSECOND
            await conn.execute(
                update(schema.digest_item)
                .values(waiting=True, asleep=True, shown_revision=0)
                .where(_i.chat_id == chat_id, _i.thread_id == thread_id, _i.shown_at == slot)
            )
            taken += 1
    return taken


def _microseconds(moment: datetime) -> int:
    return (moment - _EPOCH) // _MICROSECOND


def _item(row: Any) -> DigestItem:
    return DigestItem(
        alert=row.alert_id,
        since=row.since,
        waiting=row.waiting,
        asleep=row.asleep,
        turned=row.turned,
        shown_revision=row.shown_revision,
        shown_at=row.shown_at,
    )
