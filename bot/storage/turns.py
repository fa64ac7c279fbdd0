"""Turns: which worker is asking a host now, so that no host is asked by two at once. For PostgreSQL, where several
workers poll; how long a turn lasts is decided in runtime/turns.py.

A turn has an end by the server's clock, the only one here, and a token that no other turn has. A job of the queue is a
hint to take a turn; this table and `feed` are the truth.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    DateTime,
    Interval,
    Text,
    cast,
    column,
    delete,
    exists,
    func,
    literal,
    literal_column,
    select,
    table,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage import schema
from bot.storage.errors import StorageError
from bot.storage.leases import idle_limit
from bot.storage.statements import insert_into

_t = schema.host_turn.c
_f = schema.feed.c
#: Of the queue's own table, what tells that a job waits (queue_schema.py).
_jobs = table("procrastinate_jobs", column("status"), column("queueing_lock", Text))


class TurnLostError(StorageError):
    """Another worker asks this host by now; nothing of the transaction was stored."""

    def __init__(self, host: str) -> None:
        super().__init__(
            f"The turn at {host} is no longer this process's own.",
            "Nothing to do: another one has taken it.",
            temporary=True,
        )


def job_lock(host: str) -> str:
    """The name under which at most one job waits for a host."""
    return f"poll {host}"


async def take(conn: AsyncConnection, host: str, token: str, holder: str, lasts: timedelta) -> bool:
    """Begin a turn, unless another one has not ended yet.

    Args:
        conn: of a write transaction.
        host: name and port.
        token: tells this turn from every other.
        holder: who takes it, for people to read.
        lasts: after which it ends by itself, unless it is prolonged.
    """
    statement = insert_into(conn, schema.host_turn).values(
        host=host, token=token, holder=holder, until=_now() + _span(lasts)
    )
    taken = statement.on_conflict_do_update(
        index_elements=["host"],
        set_={name: statement.excluded[name] for name in ("token", "holder", "until")},
        where=_t.until <= _now(),
    )
    return (await conn.execute(taken.returning(_t.token))).first() is not None


async def prolong(conn: AsyncConnection, tokens: Collection[str], lasts: timedelta) -> set[str]:
    """Let these turns last so long from now; returns those that are still theirs who ask."""
    statement = update(schema.host_turn).values(until=_now() + _span(lasts)).where(_t.token.in_(tokens))
    return set((await conn.execute(statement.returning(_t.token))).scalars())


async def give_back(conn: AsyncConnection, token: str) -> None:
    """End a turn."""
    await conn.execute(delete(schema.host_turn).where(_t.token == token))


async def check(conn: AsyncConnection, host: str, token: str) -> None:
    """Fence a write: to the transaction's end nobody else gets this host.

    Raises:
        TurnLostError: somebody has it.
    """
    # FOR SHARE, not FOR KEY SHARE: `take` changes no key and still has to wait.
    held = select(_t.token, idle_limit(conn)).where(_t.host == host, _t.token == token)
    if (await conn.execute(held.with_for_update(read=True))).first() is None:
        raise TurnLostError(host)


async def waiting(conn: AsyncConnection, now: datetime, limit: int) -> list[str]:
    """Hosts with feeds that are due, that nobody asks now and for which no job waits; longest waiting first."""
    asked = exists().where(_t.host == _f.host, _t.until > _now())
    queued = exists().where(
        _jobs.c.status == literal_column("'todo'"),
        _jobs.c.queueing_lock == literal(job_lock("")) + _f.host,
    )
    found = await conn.execute(
        select(_f.host)
        .where(schema.feed_active, _f.next_poll_at <= now, ~asked, ~queued)
        .group_by(_f.host)
        .order_by(func.min(_f.next_poll_at))
        .limit(limit)
    )
    return list(found.scalars())


def _now() -> ColumnElement[datetime]:
    return func.clock_timestamp(type_=DateTime(timezone=True))


def _span(duration: timedelta) -> Any:
    value: BindParameter[timedelta] = literal(duration, Interval())
    return cast(value, Interval())
