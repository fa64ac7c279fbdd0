"""Connections and transactions under real conditions: many writers, killed processes, cancelled tasks."""

import asyncio
import signal
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.storage import Database, StorageError, articles, events, feeds, meta
from bot.storage.upgrade import HEAD, current
from tests.storage.builders import NOW, outlet
from tests.storage.children import upgrade


async def _spawn(name: str, address: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.storage.children", name, address, stdout=asyncio.subprocess.PIPE
    )


async def test_a_write_is_all_or_nothing(db: Database) -> None:
    """A block that raises leaves nothing behind."""

    async def write() -> None:
        async with db.write() as conn:
            await meta.set(conn, "a", "1")
            raise KeyError("a")

    with pytest.raises(KeyError):
        await write()
    async with db.read() as conn:
        assert await meta.get(conn, "a") is None


async def test_a_reader_sees_one_state_and_cannot_write(db: Database) -> None:
    """What is committed during a read block is not seen in it; writing there is refused."""
    async with db.read() as reading:
        assert await meta.get(reading, "a") is None
        async with db.write() as conn:
            await meta.set(conn, "a", "1")
        assert await meta.get(reading, "a") is None
    async with db.read() as reading:
        assert await meta.get(reading, "a") == "1"
        with pytest.raises(Exception, match=r"(?i)read-?only|cannot be written"):
            await meta.set(reading, "a", "2")


async def test_many_tasks_that_write_wait_for_each_other(db: Database) -> None:
    """Two hundred counts from as many tasks are two hundred."""

    async def count() -> None:
        async with db.write() as conn:
            await meta.count_up(conn, "n")

    await asyncio.gather(*(count() for _ in range(200)))
    async with db.read() as conn:
        assert await meta.get(conn, "n") == "200"


async def test_two_processes_that_write_wait_for_each_other(db: Database, address: str) -> None:
    """No process is refused because another one wrote in between."""
    children = [await _spawn("count_to_fifty", address) for _ in range(2)]
    assert await asyncio.gather(*(child.wait() for child in children)) == [0, 0]
    async with db.read() as conn:
        assert await meta.get(conn, "n") == "100"


async def test_a_process_killed_in_a_transaction_leaves_nothing_and_no_lock(
    db: Database, address: str
) -> None:
    """After kill -9 the next writer goes on at once, and sees nothing of the half transaction."""
    child = await _spawn("hang_in_a_transaction", address)
    assert child.stdout is not None
    assert await child.stdout.readline() == b"written\n"
    child.kill()
    assert await child.wait() == -signal.SIGKILL
    async with db.write() as conn:
        assert await meta.get(conn, "a") is None
        await meta.set(conn, "a", "whole")
    assert await db.check() == []


async def test_whenever_a_process_is_killed_no_article_lacks_its_event(db: Database, address: str) -> None:
    """Article and event are stored together or not at all, wherever kill -9 hits."""
    async with db.write() as conn:
        await feeds.sync(conn, [outlet()], NOW)
    child = await _spawn("store_for_ever", address)
    assert child.stdout is not None
    assert await child.stdout.readline() == b"going\n"
    child.kill()
    await child.wait()
    async with db.read() as conn:
        stored = await articles.count(conn)
        without = await conn.scalar(
            text(
                "SELECT count(*) FROM article a WHERE NOT EXISTS (SELECT 1 FROM event e WHERE e.article_id = a.id)"
            )
        )
        assert (await events.pending_count(conn), without) == (stored, 0)
    assert stored >= 15
    assert stored % 5 == 0
    assert await db.check() == []


async def test_a_cancelled_write_is_rolled_back_and_frees_its_turn(db: Database) -> None:
    """A station that is stopped in the middle of a transaction stops nobody else."""
    begun = asyncio.Event()

    async def write() -> None:
        async with db.write() as conn:
            await meta.set(conn, "a", "half")
            begun.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(write())
    await begun.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    async with db.write() as conn:
        assert await meta.get(conn, "a") is None
        await meta.set(conn, "b", "1")


async def test_writes_cancelled_at_any_moment_leave_the_database_usable(db: Database) -> None:
    """Wherever the cancellation hits, pairs stay pairs."""

    async def pair(n: int) -> None:
        async with db.write() as conn:
            await meta.set(conn, f"l{n}", "1")
            await meta.set(conn, f"r{n}", "1")

    for steps in range(40):
        task = asyncio.create_task(pair(steps))
        for _ in range(steps):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    async with db.write() as conn:
        await meta.set(conn, "last", "1")
        left = set(
            (
                await conn.execute(
                    text("SELECT substr(key, 2) FROM meta WHERE key LIKE 'l%' AND key <> 'last'")
                )
            ).scalars()
        )
        right = set(
            (await conn.execute(text("SELECT substr(key, 2) FROM meta WHERE key LIKE 'r%'"))).scalars()
        )
    assert left == right


@pytest.mark.parametrize("kind", ["sqlite"])
async def test_a_write_within_a_write_is_refused(db: Database) -> None:
    """It would wait for itself for ever."""
    async with db.write():
        with pytest.raises(RuntimeError, match="wait for itself"):
            async with db.write():
                raise AssertionError
    async with db.write() as conn:
        await meta.set(conn, "a", "1")


@pytest.mark.parametrize("kind", ["sqlite"])
async def test_sqlite_runs_with_the_promised_settings(db: Database) -> None:
    """WAL, FULL, foreign keys and a patient busy handler, on the connection that writes."""
    async with db.write() as conn:
        settings = {
            name: (await conn.exec_driver_sql(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert settings == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 5000}


async def test_several_processes_upgrade_an_empty_database_at_once(empty_address: str) -> None:
    """Whoever comes second finds the work done."""
    await asyncio.gather(*(upgrade(empty_address) for _ in range(4)))
    db = await Database.open(empty_address)
    async with db.read() as conn:
        assert await current(conn) == HEAD
    await db.close()


async def test_two_real_processes_upgrade_at_once(empty_address: str) -> None:
    """The same with processes that share nothing but the database."""
    children = [await _spawn("upgrade", empty_address) for _ in range(2)]
    assert await asyncio.gather(*(child.wait() for child in children)) == [0, 0]


async def test_a_start_on_the_right_schema_loads_neither_alembic_nor_the_other_driver(
    address: str, kind: str
) -> None:
    """A cold start pays only for what it uses."""
    other = "psycopg" if kind == "sqlite" else "aiosqlite"
    program = (
        "import asyncio, sys; from tests.storage.children import upgrade;"
        "asyncio.run(upgrade(sys.argv[1])); print(sorted({'alembic', sys.argv[2]} & {*sys.modules}))"
    )
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-c", program, address, other, stdout=asyncio.subprocess.PIPE
    )
    out, _ = await child.communicate()
    assert out.decode().strip() == "[]"


async def test_the_place_names_the_database_without_its_password() -> None:
    """What goes into logs and sentences is harmless."""
    with pytest.raises(StorageError) as caught:
        await Database.open("postgres://khabar:geheim@127.0.0.1:1/news?sslmode=disable")
    assert "geheim" not in str(caught.value)
    assert "postgresql://khabar:***@127.0.0.1:1/news" in str(caught.value)
    assert caught.value.temporary


@pytest.mark.parametrize(
    "address", ["sqlite://", "sqlite:///:memory:", "mysql://x/y", "nonsense://", "postgres:///[::1"]
)
async def test_an_address_that_cannot_be_meant_is_refused_with_a_remedy(address: str) -> None:
    """No driver's traceback for a slip in DATABASE_URL."""
    with pytest.raises(StorageError) as caught:
        await Database.open(address)
    assert "DATABASE_URL" in caught.value.remedy


async def test_a_path_is_an_address_and_its_directory_is_made(tmp_path: Path) -> None:
    """The default data directory need not exist."""
    db = await Database.open(tmp_path / "new ä" / "deeper" / "khabar.db")
    await db.upgrade()
    await db.close()
    assert (tmp_path / "new ä" / "deeper" / "khabar.db").stat().st_size > 0
