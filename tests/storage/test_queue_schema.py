"""The queue's tables: made with ours, migrated in the order that lets two releases work at once."""

import asyncio
from pathlib import Path

import psycopg
import pytest
from procrastinate.schema import SchemaManager
from sqlalchemy import text

from bot.storage import Database, StorageError, meta
from bot.storage.queue_schema import NEWEST, is_newest, steps

FILES = sorted(Path(SchemaManager.get_migrations_path()).glob("*.sql"))
NAMES = [
    "01.00.00_01_pre_adds",
    "01.00.00_50_post_drops",
    "02.00.00_01_pre_adds",
    "02.00.00_50_post_drops",
    "03.00.00_01_pre_adds",
    "03.00.00_50_post_drops",
]


def test_the_newest_migration_is_the_library_s() -> None:
    """A start recognises the schema by it without loading the library."""
    assert FILES[-1].stem == NEWEST


def test_what_the_release_before_needs_goes_with_the_next_upgrade() -> None:
    """Expand now, contract later: version 2's drops run when version 3 comes."""
    assert steps(NAMES, NAMES[1], NAMES[1], NAMES[3]) == ["02.00.00_01_pre_adds"]
    assert steps(NAMES, NAMES[3], NAMES[1], NAMES[5]) == ["02.00.00_50_post_drops", "03.00.00_01_pre_adds"]
    assert steps(reversed(NAMES), NAMES[1], NAMES[1], NAMES[5]) == [NAMES[2], NAMES[4]]


@pytest.mark.parametrize("kind", ["postgresql"])
async def test_two_upgrades_at_once_make_one_queue(empty_address: str) -> None:
    """Under the lock of our own migrations; afterwards there is nothing to do."""
    one, two = await Database.open(empty_address), await Database.open(empty_address)
    try:
        await asyncio.gather(one.upgrade(), two.upgrade())
        async with one.read() as conn:
            assert await is_newest(conn)
            assert await conn.scalar(text("SELECT count(*) FROM procrastinate_jobs")) == 0
    finally:
        await one.close()
        await two.close()


@pytest.mark.parametrize("kind", ["postgresql"])
async def test_an_older_queue_is_brought_up_to_date(db: Database, address: str) -> None:
    """Its migrations run from where it was; a newer one is left as it is."""
    before = "03.03.00_01_pre_priority_lock_fetch_job"
    with psycopg.connect(address, autocommit=True) as server:
        made = server.execute(
            "SELECT oid::regprocedure FROM pg_proc WHERE proname LIKE 'procrastinate%'"
        ).fetchall()
        server.execute("DROP FUNCTION " + ", ".join(name for (name,) in made) + " CASCADE")
        server.execute(
            "DROP TABLE procrastinate_events, procrastinate_periodic_defers, procrastinate_jobs, procrastinate_workers"
        )
        server.execute(
            "DROP TYPE procrastinate_job_to_defer_v1, procrastinate_job_status, procrastinate_job_event_type"
        )
        for file in FILES:
            if file.stem <= before:
                server.execute(file.read_bytes())
    async with db.write() as conn:
        await meta.set(conn, "queue.expanded", before)
    await db.upgrade()
    async with db.write() as conn:
        assert await meta.get(conn, "queue.expanded") == NEWEST
        assert await meta.get(conn, "queue.contracted") == before
        found = await conn.scalar(
            text("SELECT count(*) FROM pg_proc WHERE proname = 'procrastinate_retry_job_v2'")
        )
        assert found == 1
        await meta.set(conn, "queue.expanded", "99.00.00_01_pre_of_a_newer_release")
    await db.upgrade()
    async with db.read() as conn:
        assert (await meta.get(conn, "queue.expanded") or "").startswith("99")


@pytest.mark.parametrize("kind", ["postgresql"])
async def test_another_program_s_queue_is_left_alone(empty_address: str) -> None:
    """Its tables are not ours to use."""
    db = await Database.open(empty_address)
    try:
        async with db.write() as conn:
            await conn.execute(text("CREATE TABLE procrastinate_jobs (id int)"))
        with pytest.raises(StorageError, match="another program"):
            await db.upgrade()
    finally:
        await db.close()
