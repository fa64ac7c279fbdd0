"""Leases: which process holds a role that only one may have. When one is taken over is decided in runtime/leases.py.

A lease is a row with an epoch, which grows whenever the holder changes, and a beat, which the holder counts up. There
is no clock in it: whoever waits watches on a clock of its own whether the beat stands still (as Kubernetes' leader
election does), so that machines whose clocks differ cannot take a lease from a living holder.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, inspect, literal, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage import schema
from bot.storage.errors import StorageError
from bot.storage.statements import insert_into

_l = schema.lease.c

#: PostgreSQL ends the session of a holder that froze within a transaction after so many milliseconds, because its lock
#: on the lease would keep everybody else waiting.
IDLE_IN_TRANSACTION = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaseRow:
    """One role's lease."""

    role: str
    epoch: int
    beat: int
    #: Machine and process; empty where the last holder gave it back.
    holder: str
    #: When this holder took it, on the holder's clock.
    since: datetime


class LeaseLostError(StorageError):
    """Another process holds the role by now; nothing of the transaction was stored."""

    def __init__(self, role: str) -> None:
        super().__init__(
            f"The role {role} is no longer this process's own.",
            "Nothing to do: another one has taken over.",
            temporary=True,
        )
        self.role = role


async def get(conn: AsyncConnection, role: str) -> LeaseRow | None:
    """The lease of a role; None where nobody ever had it."""
    found = [row for row in await all(conn) if row.role == role]
    return found[0] if found else None


async def all(conn: AsyncConnection) -> Sequence[LeaseRow]:  # noqa: A001
    """Every lease there ever was, by role."""
    return [
        LeaseRow(role=row.role, epoch=row.epoch, beat=row.beat, holder=row.holder, since=row.since)
        for row in await conn.execute(select(schema.lease).order_by(_l.role))
    ]


async def exist(conn: AsyncConnection) -> bool:
    """Whether the database has leases at all: an empty one, or that of an older version, has none."""
    return await conn.run_sync(lambda sync: inspect(sync).has_table(schema.lease.name))


async def take(
    conn: AsyncConnection,
    role: str,
    holder: str,
    now: datetime,
    *,
    stood_still: tuple[int, int] | None = None,
    sole: bool = False,
) -> int | None:
    """Take a lease that is free; returns the new epoch, or None where somebody has it.

    Args:
        conn: of a write transaction.
        role: which.
        holder: who takes it, for people to read.
        now: the moment.
        stood_still: epoch and beat that the caller has seen unchanged for long enough to call the holder dead.
        sole: the caller knows that no other process can be at work.
    """
    fresh = {"role": role, "epoch": 0, "beat": 0, "holder": "", "since": now}
    await conn.execute(insert_into(conn, schema.lease).values(**fresh).on_conflict_do_nothing())
    # Waits for the transactions of the holder that `check` has let through.
    row = (
        await conn.execute(select(_l.epoch, _l.beat, _l.holder).where(_l.role == role).with_for_update())
    ).one()
    if row.holder and not sole and (row.epoch, row.beat) != stood_still:
        return None
    epoch: int = row.epoch + 1
    await conn.execute(
        update(schema.lease).values(epoch=epoch, beat=0, holder=holder, since=now).where(_l.role == role)
    )
    return epoch


async def renew(conn: AsyncConnection, role: str, epoch: int) -> bool:
    """Show that the holder of this epoch is alive; False where it is no longer the holder."""
    found = await conn.execute(
        update(schema.lease)
        .values(beat=_l.beat + 1)
        .where(_l.role == role, _l.epoch == epoch, _l.holder != "")
    )
    return found.rowcount == 1


async def release(conn: AsyncConnection, role: str, epoch: int) -> None:
    """Give a lease back, if it is still this epoch's: the next one need not wait."""
    await conn.execute(update(schema.lease).values(holder="").where(_l.role == role, _l.epoch == epoch))


async def check(
    conn: AsyncConnection, role: str, epoch: int, *, idle_in_transaction: int = IDLE_IN_TRANSACTION
) -> None:
    """Fence a write: to the transaction's end the lease stays this epoch's.

    On PostgreSQL by a lock that others of the same holder share and that `take` waits for (`renew` does not: it
    changes no key); on SQLite by the write transaction itself. `idle_in_transaction` in milliseconds.

    Raises:
        LeaseLostError: another process holds it, or this one gave it back.
    """
    held = (
        await conn.execute(
            select(_l.epoch, idle_limit(conn, idle_in_transaction))
            .where(_l.role == role, _l.epoch == epoch, _l.holder != "")
            .with_for_update(read=True, key_share=True)
        )
    ).first()
    if held is None:
        raise LeaseLostError(role)


def idle_limit(conn: AsyncConnection, milliseconds: int = IDLE_IN_TRANSACTION) -> ColumnElement[str]:
    """To be selected with a lock: on PostgreSQL the transaction ends when its process has not moved for so long."""
    if conn.dialect.name != "postgresql":
        return literal("")
    return func.set_config("idle_in_transaction_session_timeout", str(milliseconds), True)
