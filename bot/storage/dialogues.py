"""What the bot has asked somebody in private and waits to be told: one question at a time, for a while."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage import schema
from bot.storage.statements import insert_into

_d = schema.dialogue.c


class Dialogue(NamedTuple):
    """What was asked, and what is known so far."""

    step: str
    state: Mapping[str, Any]


async def get(conn: AsyncConnection, user_id: int, now: datetime) -> Dialogue | None:
    """What a person was asked last; None where nothing is, or too long ago."""
    row = (
        await conn.execute(select(schema.dialogue).where(_d.user_id == user_id, _d.expires_at > now))
    ).first()
    return Dialogue(row.step, row.state) if row else None


async def put(
    conn: AsyncConnection, user_id: int, step: str, state: Mapping[str, Any], expires_at: datetime
) -> None:
    """Note what is asked now, in place of what was asked before."""
    changes = {"step": step, "state": dict(state), "expires_at": expires_at}
    await conn.execute(
        insert_into(conn, schema.dialogue)
        .values(user_id=user_id, **changes)
        .on_conflict_do_update(index_elements=["user_id"], set_=changes)
    )


async def end(conn: AsyncConnection, user_id: int) -> None:
    """Nothing is asked any more."""
    await conn.execute(delete(schema.dialogue).where(_d.user_id == user_id))


async def drop(conn: AsyncConnection, before: datetime) -> int:
    """Forget what nobody answered in time; returns how many."""
    return (await conn.execute(delete(schema.dialogue).where(_d.expires_at <= before))).rowcount
