"""The tables of the queue, Procrastinate's own, kept at the version of the library that is installed. PostgreSQL only.

Its migrations come in two kinds: "pre", which the code of the release before does not mind, and "post", which take
away what only that code needs. Like our own they expand first: "post" runs with the upgrade after the one that brought
it, so that two releases can be at work at once.
"""

import asyncio
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sqlalchemy import inspect
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage import meta
from bot.storage.errors import StorageError

#: The newest migration of the library in the lock file: known here so that a start on the right schema need not load it.
NEWEST = "03.04.00_50_post_add_retry_failed_job_procedure"
#: Up to which migration the schema was expanded, and contracted.
_EXPANDED, _CONTRACTED = "queue.expanded", "queue.contracted"
_TABLE = "procrastinate_jobs"


async def is_newest(conn: AsyncConnection) -> bool:
    """Whether there is nothing to do; the schema of our own tables must stand."""
    return conn.dialect.name != "postgresql" or await meta.get(conn, _EXPANDED) == NEWEST


async def upgrade(conn: AsyncConnection, place: str) -> None:
    """Bring the tables to NEWEST, within the connection's transaction and under its lock.

    Raises:
        StorageError: another program's queue has these tables, or they are newer than this code.
    """
    if await is_newest(conn):
        return
    from procrastinate.schema import SchemaManager

    expanded = await meta.get(conn, _EXPANDED)
    if expanded is None:
        if await conn.run_sync(lambda sync: inspect(sync).has_table(_TABLE)):
            raise StorageError(
                f"The database {place} holds another program's queue ({_TABLE}).",
                "Give Khabar a database of its own.",
            )
        await _run(conn, SchemaManager.get_schema())
        await meta.set(conn, _CONTRACTED, NEWEST)
    elif expanded > NEWEST:
        # A newer release has expanded it, which this one does not mind.
        return
    else:
        contracted = await meta.get(conn, _CONTRACTED, expanded) or expanded
        scripts = await asyncio.to_thread(_scripts, Path(SchemaManager.get_migrations_path()))
        for name in steps(scripts, expanded, contracted):
            await _run(conn, scripts[name])
        await meta.set(conn, _CONTRACTED, expanded)
    await meta.set(conn, _EXPANDED, NEWEST)


def is_of_queue(name: str | None, kind: str) -> bool:
    """Whether a table is one of the queue's, and so no part of our schema."""
    return name is not None and kind == "table" and name.startswith("procrastinate_")


def steps(names: Iterable[str], expanded: str, contracted: str, newest: str = NEWEST) -> list[str]:
    """The migrations to run now, in order.

    Args:
        names: all that the library has; their order is that of the alphabet.
        expanded: the last one of the version that was there until now, whose "post" migrations may run.
        contracted: up to where these have run.
        newest: the last one of the version that comes.
    """
    return sorted(
        name
        for name in names
        if (contracted < name <= expanded if "_post_" in name else expanded < name <= newest)
    )


def _scripts(folder: Path) -> dict[str, str]:
    return {file.stem: file.read_text(encoding="utf-8") for file in folder.glob("*.sql")}


async def _run(conn: AsyncConnection, script: str) -> None:
    """Many statements at once, which only the driver itself takes."""
    driver: Any = (await conn.get_raw_connection()).driver_connection
    await driver.execute(script)
