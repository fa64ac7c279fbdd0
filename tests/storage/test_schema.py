"""The schema: made at once or revision by revision, it is the same, on both databases."""

from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from bot.storage import Database, schema
from bot.storage import migrations as history
from bot.storage.database import database_url, migration_engine
from bot.storage.fulltext import is_ours
from bot.storage.upgrade import HEAD, REVISIONS, migrate
from tests.databases import fresh_address


def _described(conn: Connection) -> list[tuple[Any, ...]]:
    """All that the database knows about its tables, indexes and constraints, without the order of columns."""
    if conn.dialect.name == "sqlite":
        rows = conn.execute(
            text("SELECT name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE '%alembic%'")
        )
        return sorted((name, table, _lines(sql)) for name, table, sql in rows)
    columns = conn.execute(
        text(
            "SELECT table_name, column_name, data_type, is_nullable, is_identity, identity_generation, column_default"
            " FROM information_schema.columns WHERE table_schema = 'public'"
        )
    )
    indexes = conn.execute(
        text("SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'")
    )
    constraints = conn.execute(
        text(
            "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint"
            " WHERE connamespace = 'public'::regnamespace"
        )
    )
    return sorted(
        (str(row[0]), *map(str, row))
        for rows in (columns, indexes, constraints)
        for row in rows
        if "alembic" not in row[0] and not row[0].startswith("procrastinate_")
    )


def _is_described(name: str | None, kind: str, _: Any) -> bool:
    """The indexes of words are made beside the metadata."""
    return not is_ours(name, kind)


def _lines(sql: str | None) -> tuple[str, ...]:
    # A table that was made anew and renamed has quotes around its name; a column that was added later stands on the
    # line of the one before it.
    lines = (sql or "").replace('"', "").replace(", ", ",\n").splitlines()
    return tuple(sorted(line.strip().rstrip(",").strip() for line in lines if line.strip()))


async def _migrated(address: str) -> tuple[list[tuple[Any, ...]], list[Any]]:
    engine = migration_engine(database_url(address))
    async with engine.begin() as conn:
        await conn.run_sync(migrate)
        described = await conn.run_sync(_described)
        difference = await conn.run_sync(
            lambda sync: compare_metadata(
                MigrationContext.configure(sync, opts={"compare_type": True, "include_name": _is_described}),
                schema.metadata_for(sync.dialect.name),
            )
        )
    await engine.dispose()
    return described, list(difference)


async def test_migrations_and_metadata_give_the_same_schema(kind: str, tmp_path: Path) -> None:
    """A database that grew revision by revision equals one that was made today."""
    async with fresh_address(kind, tmp_path, migrated=False) as address:
        grown, difference = await _migrated(address)
    assert difference == []
    assert {table for _, table, *_ in grown} >= set(schema.metadata.tables)
    async with fresh_address(kind, tmp_path) as address:
        database = await Database.open(address)
        async with database.read() as conn:
            made = await conn.run_sync(_described)
        await database.close()
    assert grown == made


def test_the_known_revisions_are_those_on_disk(tmp_path: Path) -> None:
    """The list by which a start recognises its schema is the history itself."""
    scripts = ScriptDirectory(str(Path(history.__file__).parent))
    on_disk = [script.revision for script in scripts.walk_revisions()]
    assert tuple(reversed(on_disk)) == REVISIONS
    assert scripts.get_heads() == [HEAD]


@pytest.mark.parametrize("kind", ["sqlite"])
async def test_every_sqlite_table_is_strict(db: Database) -> None:
    """SQLite refuses a word where a number belongs."""
    async with db.read() as conn:
        loose = await conn.execute(
            text("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND NOT strict")
        )
        names = {name for name in loose.scalars() if not name.startswith("sqlite_")}
    assert names == {"alembic_version"}
