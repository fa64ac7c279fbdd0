"""Fan-outs: how far one revision of an alert has come on its way to the chats that want it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Subquery, func, insert, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.alerts.wishes import Mute, QuietHours, Subscription
from bot.model import Chat, ChatState, DeliveryKind, DeliveryState
from bot.storage import digests, places, schema
from bot.storage.chats import chat_of
from bot.storage.statements import batches
from bot.storage.subscriptions import subscription_of

_f = schema.fanout.c
_s = schema.subscription.c
_d = schema.delivery.c

#: Chats on one page: one short transaction on SQLite.
PAGE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class FanoutRow:
    """An unfinished fan-out."""

    id: int
    alert: int
    revision: int
    telling: str
    #: The chat and thread it has reached; None where it has not begun.
    after: tuple[int, int] | None
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstDelivery:
    """What became of the first message of an alert in one chat."""

    id: int
    state: DeliveryState
    #: None where it was never sent, or where the chat moved since.
    message_id: int | None
    #: The revision that it showed when it was sent, or is to show.
    revision: int
    #: It went or goes out without sound.
    silent: bool
    settled_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """A chat or topic that wants an alert, with what it already got of it."""

    chat: Chat
    thread: int
    #: PAUSED where the topic is closed or gone.
    topic: ChatState
    #: To those of the alert's watchlists that it wants, by watchlist.
    subscriptions: tuple[Subscription, ...]
    quiet: QuietHours | None
    #: Those that hold at the moment.
    mutes: tuple[Mute, ...]
    #: When it first subscribed to one of them.
    since: datetime
    first: FirstDelivery | None
    #: The newest revision that its message shows; 0 where nothing was sent.
    revision: int
    #: The edit that still waits, if any.
    edit: int | None
    #: Of the alert's state when a digest showed it there; 0 where none has.
    digested: int
    #: The reply that still waits, if any.
    update: int | None = None


async def open(  # noqa: A001
    conn: AsyncConnection, alert_id: int, revision: int, telling: str, now: datetime
) -> int:
    """Ask for a revision to be brought to the chats; returns the fan-out's id."""
    row = {"alert_id": alert_id, "revision": revision, "telling": telling, "done": False, "at": now}
    fanout_id: int = (await conn.execute(insert(schema.fanout).values(**row).returning(_f.id))).scalar_one()
    return fanout_id


async def next(conn: AsyncConnection) -> FanoutRow | None:  # noqa: A001
    """The oldest unfinished fan-out."""
    row = (
        await conn.execute(select(schema.fanout).where(schema.fanout_undone).order_by(_f.id).limit(1))
    ).first()
    if row is None:
        return None
    return FanoutRow(
        id=row.id,
        alert=row.alert_id,
        revision=row.revision,
        telling=row.telling,
        after=None if row.cursor_chat is None else (row.cursor_chat, row.cursor_thread),
        at=row.at,
    )


async def advance(
    conn: AsyncConnection, fanout_id: int, after: tuple[int, int] | None, *, done: bool
) -> None:
    """Note how far it has come; belongs into the transaction that adds the page's deliveries."""
    values: dict[str, Any] = {"done": done}
    if after is not None:
        values |= {"cursor_chat": after[0], "cursor_thread": after[1]}
    await conn.execute(update(schema.fanout).values(**values).where(_f.id == fanout_id))


async def pending_count(conn: AsyncConnection) -> int:
    """How many fan-outs are unfinished."""
    return int(
        await conn.scalar(select(func.count()).select_from(schema.fanout).where(schema.fanout_undone)) or 0
    )


async def recipients(
    conn: AsyncConnection,
    alert_id: int,
    now: datetime,
    after: tuple[int, int] | None = None,
    limit: int = PAGE,
) -> list[Recipient]:
    """The next chats and topics that want the alert, in order of chat and thread; empty at the end.

    Chats that do not receive at the moment are among them: what that means is not decided here.
    """
    w = schema.alert_watchlist.c
    wanted = select(w.watchlist_id).where(w.alert_id == alert_id)
    place = tuple_(_s.chat_id, _s.thread_id)
    page = select(_s.chat_id, _s.thread_id).where(_s.watchlist_id.in_(wanted)).distinct()
    if after is not None:
        page = page.where(place > tuple_(*after))
    page_places = [
        (row.chat_id, row.thread_id)
        for row in await conn.execute(page.order_by(_s.chat_id, _s.thread_id).limit(limit))
    ]
    return await _recipients(conn, alert_id, page_places, wanted, now)


async def holders(
    conn: AsyncConnection,
    alert_id: int,
    now: datetime,
    after: tuple[int, int] | None = None,
    limit: int = PAGE,
) -> list[Recipient]:
    """The next chats and topics that were told the alert, by a message, a sample or a digest, in the same order.

    `first` is then the message that shows it, be it a sample.
    """
    told = _told(alert_id)
    page = (
        select(told.c.chat_id, told.c.thread_id)
        .join(schema.chat, schema.chat.c.id == told.c.chat_id)
        .order_by(told.c.chat_id, told.c.thread_id)
    )
    if after is not None:
        page = page.where(tuple_(told.c.chat_id, told.c.thread_id) > tuple_(*after))
    places_ = [(row.chat_id, row.thread_id) for row in await conn.execute(page.limit(limit))]
    w = schema.alert_watchlist.c
    wanted = select(w.watchlist_id).where(w.alert_id == alert_id)
    return await _recipients(conn, alert_id, places_, wanted, now, samples=True)


async def holders_count(conn: AsyncConnection, alert_id: int) -> int:
    """How many chats and topics were told the alert, or are about to be."""
    return int(await conn.scalar(select(func.count()).select_from(_told(alert_id))) or 0)


def _told(alert_id: int) -> Subquery:
    """Chats and threads that an alert went to."""
    i = schema.digest_item.c
    lost = (DeliveryState.FAILED, DeliveryState.CANCELLED, DeliveryState.EXPIRED)
    return (
        select(_d.chat_id, _d.thread_id)
        .where(
            _d.alert_id == alert_id,
            _d.kind.in_((DeliveryKind.FIRST, DeliveryKind.SAMPLE)),
            _d.state.not_in(lost),
        )
        .union(select(i.chat_id, i.thread_id).where(i.alert_id == alert_id, i.shown_revision > 0))
        .subquery()
    )


async def _recipients(
    conn: AsyncConnection,
    alert_id: int,
    page_places: Sequence[tuple[int, int]],
    wanted: Any,
    now: datetime,
    *,
    samples: bool = False,
) -> list[Recipient]:
    """These places, with all that is known of them."""
    if not page_places:
        return []
    chat_ids = sorted({chat_id for chat_id, _ in page_places})
    chats: dict[int, Chat] = {}
    topics: dict[tuple[int, int], ChatState] = {}
    for batch in batches(chat_ids):
        rows = await conn.execute(select(schema.chat).where(schema.chat.c.id.in_(batch)))
        chats |= {row.id: chat_of(row) for row in rows}
        rows = await conn.execute(select(schema.topic).where(schema.topic.c.chat_id.in_(batch)))
        topics |= {(row.chat_id, row.thread_id): row.state for row in rows}
    subscribed = await _subscribed(conn, chat_ids, wanted)
    got = await _got(conn, alert_id, chat_ids)
    settings = await places.of_chats(conn, chat_ids)
    mutes = await places.mutes_of_chats(conn, chat_ids, now)
    digested = await digests.shown_revisions(conn, alert_id, chat_ids)
    return [
        Recipient(
            chat=chats[place[0]],
            thread=place[1],
            topic=topics.get(place) or ChatState.ACTIVE,
            subscriptions=tuple(subscription_of(row) for row in subscribed.get(place, ())),
            quiet=settings[place].quiet if place in settings else None,
            mutes=mutes.get(place, ()),
            since=min((row.created_at for row in subscribed.get(place, ())), default=now),
            digested=digested.get(place, 0),
            **_shown(got.get(place, []), samples=samples),
        )
        for place in page_places
        if samples or place in subscribed
    ]


async def _subscribed(
    conn: AsyncConnection, chat_ids: Sequence[int], wanted: Any
) -> dict[tuple[int, int], list[Row[*tuple[Any, ...]]]]:
    found: dict[tuple[int, int], list[Row[*tuple[Any, ...]]]] = {}
    for batch in batches(chat_ids):
        rows = await conn.execute(
            select(schema.subscription)
            .where(_s.chat_id.in_(batch), _s.watchlist_id.in_(wanted))
            .order_by(_s.watchlist_id)
        )
        for row in rows:
            found.setdefault((row.chat_id, row.thread_id), []).append(row)
    return found


async def _got(
    conn: AsyncConnection, alert_id: int, chat_ids: Sequence[int]
) -> dict[tuple[int, int], list[Row[*tuple[Any, ...]]]]:
    found: dict[tuple[int, int], list[Row[*tuple[Any, ...]]]] = {}
    columns = (
        _d.id,
        _d.kind,
        _d.chat_id,
        _d.thread_id,
        _d.revision,
        _d.state,
        _d.message_id,
        _d.silent,
        _d.settled_at,
    )
    for batch in batches(chat_ids):
        rows = await conn.execute(
            select(*columns).where(_d.alert_id == alert_id, _d.chat_id.in_(batch)).order_by(_d.id)
        )
        for row in rows:
            found.setdefault((row.chat_id, row.thread_id), []).append(row)
    return found


def _shown(got: Sequence[Row[*tuple[Any, ...]]], *, samples: bool) -> dict[str, Any]:
    """What a place already got: the last fields of its Recipient."""
    shown = [
        row.revision
        for row in got
        if row.kind in (DeliveryKind.FIRST, DeliveryKind.EDIT) and row.state is DeliveryState.SENT
    ]
    edits, updates = (
        [row.id for row in got if row.kind is kind and row.state is DeliveryState.PENDING]
        for kind in (DeliveryKind.EDIT, DeliveryKind.UPDATE)
    )
    return {
        "first": next_first(got, samples=samples),
        "revision": max(shown, default=0),
        "edit": edits[0] if edits else None,
        "update": updates[0] if updates else None,
    }


def next_first(got: Sequence[Row[*tuple[Any, ...]]], *, samples: bool = False) -> FirstDelivery | None:
    """The first message among deliveries of one alert to one place: the one that came through, else the newest try.

    With `samples` a sample of the archive stands in where there is none.
    """
    firsts = [row for row in got if row.kind is DeliveryKind.FIRST]
    if samples and not firsts:
        firsts = [row for row in got if row.kind is DeliveryKind.SAMPLE]
    if not firsts:
        return None
    row = min(firsts, key=lambda row: (row.state is not DeliveryState.SENT, -row.id))
    return FirstDelivery(
        id=row.id,
        state=row.state,
        message_id=row.message_id,
        revision=row.revision,
        silent=row.silent,
        settled_at=row.settled_at,
    )
