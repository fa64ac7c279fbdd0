"""Outlets and their feeds: what is published of them, and what polling has learned."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import Row, Select, and_, case, func, literal, select, true, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import Feed, FeedHealth, FeedRecord, Outlet
from bot.storage import schema
from bot.storage.columns import Moment
from bot.storage.statements import batches, insert_into

_f = schema.feed.c
_o = schema.outlet.c


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedRow:
    """A feed with its outlet, as the poll station needs it."""

    id: int
    #: Without its other feeds.
    outlet: Outlet
    #: As its outlet's document says.
    url: str
    #: Where it has moved for good, and is polled; empty where it has not.
    address: str
    #: Of the address that is polled.
    host: str
    #: The feed's own language, or its outlet's.
    language: str
    #: A fixed interval; None leaves it to the cadence.
    every: timedelta | None
    #: Validators, byte for byte as the server gave them; empty where it gave none.
    etag: str
    last_modified: str
    body_hash: str
    next_poll_at: datetime
    last_poll_at: datetime | None
    last_ok_at: datetime | None
    #: Whether its first poll is done: that one stores without alerting.
    primed: bool
    #: Failed polls in a row.
    failures: int
    state: FeedHealth
    state_since: datetime
    reason: str
    active: bool
    #: What the cadence has learned.
    cadence: Mapping[str, Any]
    record: FeedRecord
    #: The state that owners were told last, and the end of the last gap that they were told.
    told: FeedHealth
    told_gap_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedUpdate:
    """What one poll changes. None leaves a value as it is."""

    id: int
    polled_at: datetime
    next_poll_at: datetime
    #: Whether the server answered with the feed, or with "not modified".
    ok: bool
    state: FeedHealth
    failures: int = 0
    reason: str = ""
    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None
    primed: bool | None = None
    cadence: Mapping[str, Any] | None = None
    record: FeedRecord | None = None
    #: Where it is polled from now on; empty: at the address that its outlet's document says.
    address: str | None = None
    host: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sync:
    """What `sync` did, in numbers of feeds."""

    added: int = 0
    removed: int = 0
    active: int = 0
    #: Addresses that more than one outlet lists; the first one has it.
    shared: tuple[str, ...] = field(default=())


async def sync(
    conn: AsyncConnection, outlets: Sequence[Outlet], now: datetime, *, spread: float = 5.0
) -> Sync:
    """Make the store's outlets and feeds those in force, and keep all that polling has learned.

    What vanished or is paused is switched off, not deleted: its articles stay. New feeds are due within `spread` seconds,
    each at a moment that its address decides, so that a start is no stampede; a feed that comes back likewise.
    """
    await conn.execute(update(schema.outlet).values(active=False).where(_o.active == true()))
    rows = [_outlet_values(outlet) for outlet in outlets]
    if rows:
        statement = insert_into(conn, schema.outlet)
        changes = {name: statement.excluded[name] for name in rows[0] if name != "id"}
        await conn.execute(statement.on_conflict_do_update(index_elements=["id"], set_=changes), rows)
    wanted: dict[str, tuple[Outlet, Feed]] = {}
    shared: list[str] = []
    for outlet in outlets:
        for entry in outlet.feeds:
            if entry.paused:
                continue
            if entry.url in wanted:
                shared.append(entry.url)
            else:
                wanted[entry.url] = (outlet, entry)
    await _follow_moves(conn, wanted)
    stored = {row.url: row for row in await conn.execute(select(_f.id, _f.url, _f.active))}
    gone = [row.id for url, row in stored.items() if row.active and url not in wanted]
    for batch in batches(gone):
        await conn.execute(update(schema.feed).values(active=False).where(_f.id.in_(batch)))
    fresh = [url for url in wanted if url not in stored]
    back = {url for url in wanted if url in stored and not stored[url].active}
    await _write_feeds(
        conn, wanted, {url: stored[url].id for url in wanted if url in stored}, back, now, spread
    )
    return Sync(added=len(fresh) + len(back), removed=len(gone), active=len(wanted), shared=tuple(shared))


async def _follow_moves(conn: AsyncConnection, wanted: Mapping[str, tuple[Outlet, Feed]]) -> None:
    """Where the file now has the address to which a feed had moved, it is the same feed, with all it has learned."""
    moved = [
        row
        for row in await conn.execute(select(_f.id, _f.url, _f.address).where(_f.address != ""))
        if row.url not in wanted and row.address in wanted
    ]
    known = set(await conn.scalars(select(_f.url))) if moved else set()
    for row in moved:
        if row.address not in known:
            known.add(row.address)
            await conn.execute(update(schema.feed).values(url=row.address, address="").where(_f.id == row.id))


async def _write_feeds(
    conn: AsyncConnection,
    wanted: Mapping[str, tuple[Outlet, Feed]],
    known: Mapping[str, int],
    back: set[str],
    now: datetime,
    spread: float,
) -> None:
    fresh: list[dict[str, Any]] = []
    for url, (outlet, entry) in wanted.items():
        said: dict[str, Any] = {
            "outlet_id": outlet.id,
            "language": entry.language,
            "every_s": None if entry.every is None else int(entry.every.total_seconds()),
            "active": True,
        }
        first_at = now + timedelta(seconds=spread * _fraction(url))
        if url not in known:
            fresh.append(said | _untouched(url, now, first_at))
            continue
        if url in back:
            said["next_poll_at"] = first_at
        same = and_(*(schema.feed.c[name].is_not_distinct_from(value) for name, value in said.items()))
        await conn.execute(update(schema.feed).values(**said).where(_f.id == known[url], ~same))
    if fresh:
        await conn.execute(insert_into(conn, schema.feed), fresh)


def _untouched(url: str, now: datetime, first_at: datetime) -> dict[str, Any]:
    return {
        "url": url,
        "host": host_of(url),
        "etag": "",
        "last_modified": "",
        "body_hash": "",
        "next_poll_at": first_at,
        "primed": False,
        "failures": 0,
        "state": FeedHealth.NEW,
        "state_since": now,
        "reason": "",
        "cadence": {},
        "record": FeedRecord(),
        "told": FeedHealth.WELL,
    }


def _outlet_values(outlet: Outlet) -> dict[str, Any]:
    return {
        "id": outlet.id,
        "name": outlet.name,
        "country": outlet.country,
        "owner": outlet.owner,
        "kind": outlet.kind,
        "camp": outlet.camp,
        "language": outlet.language,
        "user_agent": outlet.user_agent,
        "full_text": outlet.full_text,
        "active": True,
    }


def host_of(url: str) -> str:
    """Name and port: feeds of one host are polled one after another."""
    return urlsplit(url).netloc.rpartition("@")[2].lower()


def _fraction(url: str) -> float:
    """A number from 0 to 1 that is the same in every process, unlike `hash`."""
    return int.from_bytes(hashlib.blake2b(url.encode(), digest_size=4).digest()) / 2**32


@dataclass(frozen=True, slots=True)
class Overdue:
    """A feed that nobody has polled in time."""

    host: str
    url: str
    polled_at: datetime
    due_at: datetime


async def due(conn: AsyncConnection, now: datetime, limit: int, *, host: str | None = None) -> list[FeedRow]:
    """The active feeds (of one host) whose next poll is due, longest waiting first."""
    statement = _rows().where(schema.feed_active, _f.next_poll_at <= now)
    if host is not None:
        statement = statement.where(_f.host == host)
    found = await conn.execute(statement.order_by(_f.next_poll_at, _f.id).limit(limit))
    return [_feed(row) for row in found]


async def due_hosts(conn: AsyncConnection, now: datetime, limit: int) -> list[str]:
    """The hosts of such feeds, longest waiting first."""
    found = await conn.execute(
        select(_f.host)
        .where(schema.feed_active, _f.next_poll_at <= now)
        .group_by(_f.host)
        .order_by(func.min(_f.next_poll_at), _f.host)
        .limit(limit)
    )
    return list(found.scalars())


async def overdue(conn: AsyncConnection, now: datetime) -> list[Overdue]:
    """The active feeds that were polled before and are due again."""
    found = await conn.execute(
        select(_f.host, _f.url, _f.last_poll_at, _f.next_poll_at).where(
            schema.feed_active, _f.next_poll_at <= now, _f.last_poll_at.is_not(None)
        )
    )
    return [Overdue(row.host, row.url, row.last_poll_at, row.next_poll_at) for row in found]


async def next_due_at(conn: AsyncConnection) -> datetime | None:
    """When the next active feed is due, maybe in the past; None where there is no feed."""
    found: datetime | None = await conn.scalar(
        select(_f.next_poll_at).where(schema.feed_active).order_by(_f.next_poll_at, _f.id).limit(1)
    )
    return found


async def get(conn: AsyncConnection, ids: Iterable[int]) -> dict[int, FeedRow]:
    """The feeds with these ids, active or not."""
    rows: dict[int, FeedRow] = {}
    for batch in batches(list(ids)):
        rows |= {row.id: _feed(row) for row in await conn.execute(_rows().where(_f.id.in_(batch)))}
    return rows


async def all(conn: AsyncConnection) -> list[FeedRow]:  # noqa: A001
    """All active feeds, by outlet and address, for health and listings."""
    found = await conn.execute(_rows().where(schema.feed_active))
    return sorted((_feed(row) for row in found), key=lambda row: (row.outlet.id, row.url))


async def last_ok_at(conn: AsyncConnection) -> datetime | None:
    """When any feed answered last; None where none ever did."""
    found: datetime | None = await conn.scalar(select(func.max(_f.last_ok_at)))
    return found


async def outlets(conn: AsyncConnection) -> dict[str, Outlet]:
    """All outlets ever known (articles of a removed one still name it), without their feeds."""
    return {row.id: _outlet(row, "") for row in await conn.execute(select(schema.outlet))}


async def settle(conn: AsyncConnection, change: FeedUpdate) -> None:
    """Write what a poll brought. Belongs into the transaction that stores its articles."""
    values: dict[str, Any] = {
        "last_poll_at": change.polled_at,
        "next_poll_at": change.next_poll_at,
        "failures": change.failures,
        "state": change.state,
        "state_since": case(
            (_f.state == change.state, _f.state_since), else_=literal(change.polled_at, Moment())
        ),
        "reason": change.reason,
    }
    if change.ok:
        values["last_ok_at"] = change.polled_at
    for name in ("etag", "last_modified", "body_hash", "primed", "cadence", "record", "address", "host"):
        if (value := getattr(change, name)) is not None:
            values[name] = value
    await conn.execute(update(schema.feed).values(**values).where(_f.id == change.id))


async def note_told(conn: AsyncConnection, rows: Iterable[FeedRow]) -> None:
    """Owners know the states and gaps of these feeds as they are in these rows."""
    for row in rows:
        gap = row.record.missed.ended_at if row.record.missed else None
        await conn.execute(update(schema.feed).values(told=row.state, told_gap_at=gap).where(_f.id == row.id))


async def postpone(conn: AsyncConnection, ids: Sequence[int], until: datetime) -> None:
    """No poll of these feeds before `until`: a lease for who polls them, or a host that asked for quiet."""
    for batch in batches(ids):
        await conn.execute(
            update(schema.feed).values(next_poll_at=until).where(_f.id.in_(batch), _f.next_poll_at < until)
        )


async def hasten(conn: AsyncConnection, earlier: Mapping[int, datetime]) -> None:
    """Poll these feeds at these moments, unless they are due before."""
    for id_, at in earlier.items():
        await conn.execute(
            update(schema.feed).values(next_poll_at=at).where(_f.id == id_, _f.next_poll_at > at)
        )


async def ask_again(conn: AsyncConnection, now: datetime, after: datetime) -> None:
    """Poll those feeds now whose last poll lies after `after`: the clock was set back since."""
    await conn.execute(
        update(schema.feed)
        .values(next_poll_at=now, last_poll_at=now)
        .where(_f.last_poll_at > after, _f.state != FeedHealth.GONE)
    )


async def states(conn: AsyncConnection) -> dict[FeedHealth, int]:
    """How many active feeds are in each state."""
    found = await conn.execute(
        select(_f.state, func.count().label("number")).where(schema.feed_active).group_by(_f.state)
    )
    return {row.state: row.number for row in found}


def _rows() -> Select[*tuple[Any, ...]]:
    outlet_columns = [column.label(f"o_{column.name}") for column in schema.outlet.c]
    return select(schema.feed, *outlet_columns).join_from(schema.feed, schema.outlet)


def _feed(row: Row[*tuple[Any, ...]]) -> FeedRow:
    return FeedRow(
        id=row.id,
        outlet=_outlet(row, "o_"),
        url=row.url,
        address=row.address,
        host=row.host,
        language=row.language or row.o_language,
        every=None if row.every_s is None else timedelta(seconds=row.every_s),
        etag=row.etag,
        last_modified=row.last_modified,
        body_hash=row.body_hash,
        next_poll_at=row.next_poll_at,
        last_poll_at=row.last_poll_at,
        last_ok_at=row.last_ok_at,
        primed=row.primed,
        failures=row.failures,
        state=row.state,
        state_since=row.state_since,
        reason=row.reason,
        active=row.active,
        cadence=row.cadence,
        record=row.record,
        told=row.told,
        told_gap_at=row.told_gap_at,
    )


def _outlet(row: Row[*tuple[Any, ...]], prefix: str) -> Outlet:
    said = row._asdict()
    names = ("id", "name", "country", "owner", "kind", "camp", "language", "user_agent", "full_text")
    return Outlet(**{name: said[prefix + name] for name in names})
