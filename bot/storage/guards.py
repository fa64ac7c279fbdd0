"""Guards: watchlists whose alerts are held back or waved through for a while, and the pause of everything."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, false, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage import schema
from bot.storage.statements import insert_into
from bot.storage.words import GuardState

_g = schema.guard.c
_a = schema.alert.c
_w = schema.alert_watchlist.c

#: Stands for all watchlists.
EVERYTHING = "*"


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """What stands between a watchlist and the chats."""

    #: A watchlist's id, or EVERYTHING.
    subject: str
    state: GuardState
    since: datetime
    #: Of one that ends by itself.
    until: datetime | None = None
    #: Alerts in the hour in which the breaker tripped, and the most that are usual.
    hits: int = 0
    usual: int = 0
    #: Who decided it: an owner's id, "setting", or empty for the breaker itself.
    author: str = ""


async def all(conn: AsyncConnection, now: datetime) -> dict[str, Guard]:  # noqa: A001
    """The guards in force, by subject."""
    found = await conn.execute(select(schema.guard).order_by(_g.subject))
    return {
        row.subject: Guard(
            subject=row.subject,
            state=row.state,
            since=row.since,
            until=row.until,
            hits=row.hits,
            usual=row.usual,
            author=row.author,
        )
        for row in found
        if row.until is None or row.until > now
    }


async def is_paused(conn: AsyncConnection) -> bool:
    """Whether nothing but answers may go out."""
    found: str | None = await conn.scalar(select(_g.subject).where(_g.subject == EVERYTHING))
    return found is not None


async def put(conn: AsyncConnection, guard: Guard) -> None:
    """Set a guard in place of the one there was."""
    values = {
        "state": guard.state,
        "since": guard.since,
        "until": guard.until,
        "hits": guard.hits,
        "usual": guard.usual,
        "author": guard.author,
    }
    await conn.execute(
        insert_into(conn, schema.guard)
        .values(subject=guard.subject, **values)
        .on_conflict_do_update(index_elements=["subject"], set_=values)
    )


async def remove(conn: AsyncConnection, subject: str) -> bool:
    """Take a guard away; False where there was none."""
    return bool((await conn.execute(delete(schema.guard).where(_g.subject == subject))).rowcount)


async def hits(conn: AsyncConnection, watchlist: str, since: datetime, limit: int) -> Sequence[datetime]:
    """When the watchlist's newest alerts were made, newest first: at most `limit`, none before `since`, no quiet ones."""
    found = await conn.scalars(
        select(_a.created_at)
        .join(schema.alert_watchlist, _w.alert_id == _a.id)
        .where(_w.watchlist_id == watchlist, _a.quiet == false())
        .order_by(_w.alert_id.desc())
        .limit(limit)
    )
    return [moment for moment in found if moment >= since]
