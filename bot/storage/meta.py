"""Single values that belong to the whole database."""

from sqlalchemy import BigInteger, Text, cast, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage import schema
from bot.storage.statements import insert_into

_t = schema.meta.c


async def get(conn: AsyncConnection, key: str, default: str | None = None) -> str | None:
    """The value under `key`, or `default`."""
    found: str | None = await conn.scalar(select(_t.value).where(_t.key == key))
    return default if found is None else found


async def set(conn: AsyncConnection, key: str, value: str) -> None:  # noqa: A001
    """Write `value` under `key`."""
    statement = insert_into(conn, schema.meta).values(key=key, value=value)
    await conn.execute(
        statement.on_conflict_do_update(index_elements=["key"], set_={"value": statement.excluded.value})
    )


async def count_up(conn: AsyncConnection, key: str) -> None:
    """Add one to the number under `key`, which is 0 where there is none; safe where several do it at once."""
    statement = insert_into(conn, schema.meta).values(key=key, value="1")
    more = cast(cast(_t.value, BigInteger) + 1, Text)
    await conn.execute(statement.on_conflict_do_update(index_elements=["key"], set_={"value": more}))


async def lock(conn: AsyncConnection, key: str) -> None:
    """Until the transaction ends, whoever else locks the number under `key` or counts it up waits."""
    await conn.execute(insert_into(conn, schema.meta).values(key=key, value="0").on_conflict_do_nothing())
    # On SQLite a write transaction is alone anyway, and the clause is left out.
    await conn.execute(select(_t.value).where(_t.key == key).with_for_update())
