"""Bringing the schema to the newest revision. The revisions themselves stand in migrations/versions/, the queue's tables
in queue_schema.py."""

from sqlalchemy import URL, Column, Connection, MetaData, String, Table, inspect, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage import queue_schema
from bot.storage.database import migration_engine
from bot.storage.errors import StorageError

#: All revisions, oldest first: known here so that a start on the right schema needs no alembic (12 MB, 0.4 s).
REVISIONS = (
    "0001",
    "0002",
    "0003",
    "0004",
    "0005",
    "0006",
    "0007",
    "0008",
    "0009",
    "0010",
    "0011",
    "0012",
    "0013",
    "0014",
    "0015",
)
HEAD = REVISIONS[-1]

#: Any number that no other program uses for its advisory lock; this one spells "khabar".
LOCK = 0x6B6861626172


async def current(conn: AsyncConnection) -> str | None:
    """The schema's revision, None where there is none yet."""
    return await conn.run_sync(_current)


def _current(conn: Connection) -> str | None:
    if not inspect(conn).has_table("alembic_version"):
        return None
    found: str | None = conn.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return found


async def upgrade(url: URL, place: str) -> None:
    """Bring the schema to HEAD, and the queue's to its own, in one transaction that only one process at a time can hold."""
    engine = migration_engine(url)
    try:
        async with engine.begin() as conn:
            if conn.dialect.name == "postgresql":
                await conn.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
            # Read again: another process may have been quicker.
            found = await current(conn)
            if found is None:
                await conn.run_sync(_create, place)
            elif found not in REVISIONS:
                raise StorageError(
                    f"The database {place} was written by a newer version of Khabar (schema {found}, this code knows {HEAD}).",
                    "Install the newer version, or restore a backup from before the update.",
                )
            elif found != HEAD:
                await conn.run_sync(migrate)
            await queue_schema.upgrade(conn, place)
    finally:
        await engine.dispose()


def _create(conn: Connection, place: str) -> None:
    # What alembic's cookbook calls building from scratch; a test holds it equal to the sum of all revisions.
    from bot.storage.schema import metadata_for

    metadata = metadata_for(conn.dialect.name)
    if taken := sorted(set(inspect(conn).get_table_names()) & set(metadata.tables)):
        raise StorageError(
            f"The database {place} belongs to another program: it already has {', '.join(taken)}.",
            "Give Khabar a database of its own.",
        )
    metadata.create_all(conn, checkfirst=False)
    version = Table("alembic_version", MetaData(), Column("version_num", String(32), primary_key=True))
    version.create(conn)
    conn.execute(version.insert(), {"version_num": HEAD})


def migrate(conn: Connection) -> None:
    """Run all revisions that the database lacks, within the connection's transaction."""
    from alembic import command

    from bot.storage.migrations import config

    command.upgrade(config(conn), "head")
    if conn.dialect.name == "sqlite" and (
        broken := conn.execute(text("PRAGMA foreign_key_check")).fetchall()
    ):
        raise AssertionError(f"a migration left rows without their parents: {broken[:5]}")
