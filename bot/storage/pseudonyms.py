"""Names that say nothing, for people and chats in receipts, feedback and audit; without its row a name is nobody's."""

import secrets
from collections.abc import Iterable

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage import schema
from bot.storage.statements import batches, insert_into

_p = schema.pseudonym.c


async def of(conn: AsyncConnection, telegram_ids: Iterable[int]) -> dict[int, str]:
    """The names of these people and chats; who has none gets one. Needs a transaction that writes."""
    wanted = sorted({*telegram_ids})
    found = await known(conn, wanted)
    missing = [telegram_id for telegram_id in wanted if telegram_id not in found]
    if not missing:
        return found
    await conn.execute(
        insert_into(conn, schema.pseudonym).on_conflict_do_nothing(),
        [{"telegram_id": telegram_id, "name": f"p{secrets.token_hex(5)}"} for telegram_id in missing],
    )
    return found | await known(conn, missing)


async def known(conn: AsyncConnection, telegram_ids: Iterable[int]) -> dict[int, str]:
    """The names of those that have one."""
    found: dict[int, str] = {}
    for batch in batches(sorted({*telegram_ids})):
        rows = await conn.execute(select(schema.pseudonym).where(_p.telegram_id.in_(batch)))
        found |= {row.telegram_id: row.name for row in rows}
    return found


async def behind(conn: AsyncConnection, names: Iterable[str]) -> dict[str, int]:
    """Whose these names are, where their rows are still there."""
    found: dict[str, int] = {}
    for batch in batches(sorted({*names} - {""})):
        rows = await conn.execute(select(schema.pseudonym).where(_p.name.in_(batch)))
        found |= {row.name: row.telegram_id for row in rows}
    return found


async def forget(conn: AsyncConnection, telegram_id: int) -> bool:
    """Delete who a name belonged to: what was noted under it stays, and nobody can tell any more whose it was."""
    return (await conn.execute(delete(schema.pseudonym).where(_p.telegram_id == telegram_id))).rowcount > 0
