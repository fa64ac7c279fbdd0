"""Who may edit documents, and how far; owners stand in the settings and not here."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import Role
from bot.storage import schema
from bot.storage.statements import insert_into

_r = schema.person_role.c


async def of(conn: AsyncConnection, user_id: int) -> Role | None:
    """What was given to a person; None where nothing was."""
    found: Role | None = await conn.scalar(select(_r.role).where(_r.user_id == user_id))
    return found


async def give(conn: AsyncConnection, user_id: int, role: Role | None, now: datetime) -> None:
    """Give a person a role in place of an earlier one, or take it away."""
    if role is None:
        await conn.execute(delete(schema.person_role).where(_r.user_id == user_id))
        return
    changes = {"role": role, "since": now}
    await conn.execute(
        insert_into(conn, schema.person_role)
        .values(user_id=user_id, **changes)
        .on_conflict_do_update(index_elements=["user_id"], set_=changes)
    )


async def all(conn: AsyncConnection) -> dict[int, Role]:  # noqa: A001
    """Everybody who was given a role, by Telegram id."""
    rows = await conn.execute(select(schema.person_role).order_by(_r.user_id))
    return {row.user_id: row.role for row in rows}
