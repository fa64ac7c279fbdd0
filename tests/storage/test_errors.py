"""What goes wrong in the world is a plain sentence with a remedy, and never damages what is stored."""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import make_url, text

from bot.storage import Database, StorageError, meta
from tests.databases import POSTGRESQL, SQLITE, fresh_address, postgres_server, postgres_url

sqlite_only = pytest.mark.parametrize("kind", [SQLITE])
postgresql_only = pytest.mark.parametrize("kind", [POSTGRESQL])

NOBODY = 65534


@contextmanager
def _without_rights(directory: Path) -> Iterator[None]:
    """Within, this process may read `directory` and write nothing there: root becomes nobody for the while."""
    os.chmod(directory, 0o555)
    if os.geteuid() == 0:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if os.getuid() == 0:
            os.seteuid(0)
        os.chmod(directory, 0o755)


@pytest.fixture
def open_directory() -> Iterator[Path]:
    """A directory that every user can reach, unlike pytest's own."""
    directory = Path(tempfile.mkdtemp(prefix="khabar-open-"))
    directory.chmod(0o755)
    yield directory
    shutil.rmtree(directory)


async def _problem(address: str | Path) -> StorageError:
    with pytest.raises(StorageError) as caught:
        await _start(address)
    return caught.value


async def _start(address: str | Path) -> None:
    db = await Database.open(address)
    try:
        await db.upgrade()
    finally:
        await db.close()


async def test_a_read_only_directory_is_named(open_directory: Path) -> None:
    """A new database cannot be made there, and the sentence says where and what to do."""
    with _without_rights(open_directory):
        problem = await _problem(open_directory / "khabar.db")
    assert str(open_directory / "khabar.db") in problem.problem
    assert "writable" in problem.remedy
    assert not problem.temporary


async def test_a_directory_that_cannot_be_made_is_named(open_directory: Path) -> None:
    """The same one level higher."""
    with _without_rights(open_directory):
        problem = await _problem(open_directory / "data" / "khabar.db")
    assert str(open_directory / "data") in problem.problem


@sqlite_only
async def test_a_database_that_became_read_only_is_named(address: str, open_directory: Path) -> None:
    """A database restored with the rights of another user."""
    file = open_directory / "khabar.db"
    shutil.copyfile(str(make_url(address).database), file)
    file.chmod(0o444)
    with _without_rights(open_directory):
        problem = await _problem(file)
    assert "cannot be written" in problem.problem
    assert "writable" in problem.remedy


async def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    """DATABASE_URL points at a text file."""
    file = tmp_path / "notes.txt"
    file.write_text("Dear diary, " * 1000)
    problem = await _problem(file)
    assert "is not an SQLite database" in problem.problem
    assert file.read_text().startswith("Dear diary")


@sqlite_only
async def test_damaged_pages_are_found_and_named(address: str) -> None:
    """`check` finds them before they are met; meeting them is a plain sentence."""
    db = await Database.open(address)
    async with db.write() as conn:
        for n in range(2000):
            await meta.set(conn, f"key {n:05}", "value " * 100)
    await db.close()
    _damage(Path(str(make_url(address).database)))
    db = await Database.open(address)
    assert await db.check() != []
    with pytest.raises(StorageError, match=r"is damaged\. .*restore the newest backup"):
        await _all_meta(db)
    await db.close()


def _damage(file: Path) -> None:
    """Overwrite five pages in the middle."""
    pages = bytearray(file.read_bytes())
    half = len(pages) // 2 // 4096 * 4096
    pages[half : half + 5 * 4096] = b"\xa5" * (5 * 4096)
    file.write_bytes(pages)


async def _all_meta(db: Database) -> None:
    async with db.read() as conn:
        (await conn.execute(text("SELECT sum(length(key) + length(value)) FROM meta NOT INDEXED"))).all()


async def _set(db: Database, key: str, value: str) -> None:
    async with db.write() as conn:
        await meta.set(conn, key, value)


@sqlite_only
async def test_a_full_disk_loses_nothing_and_heals_by_itself(db: Database) -> None:
    """The transaction that did not fit is gone as a whole; with space again everything goes on."""
    await _set(db, "before", "1")
    async with db.write() as conn:
        pages = (await conn.exec_driver_sql("PRAGMA page_count")).scalar_one()
        await conn.exec_driver_sql(f"PRAGMA max_page_count = {pages + 2}")

    async def too_much() -> None:
        async with db.write() as conn:
            await meta.set(conn, "small", "1")
            await meta.set(conn, "large", "x" * 100_000)

    with pytest.raises(StorageError, match="disk is full") as caught:
        await too_much()
    assert caught.value.temporary
    async with db.read() as conn:
        assert [await meta.get(conn, key) for key in ("before", "small", "large")] == ["1", None, None]
    async with db.write() as conn:
        await conn.exec_driver_sql("PRAGMA max_page_count = 1000000")
    await too_much()
    assert await db.check() == []


@sqlite_only
async def test_a_locked_database_is_a_sentence_and_passes(address: str) -> None:
    """Another program holds the file longer than we wait; when it lets go, writing works."""
    file = str(make_url(address).database)
    db = await Database.open(address, busy_timeout=0.05)
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StorageError, match="locked by another process") as caught:
        await _set(db, "a", "1")
    assert caught.value.temporary
    async with db.read() as conn:
        assert await meta.get(conn, "a") is None
    other.execute("ROLLBACK")
    other.close()
    await _set(db, "a", "1")
    await db.close()


async def test_a_schema_from_the_future_is_left_alone(address: str) -> None:
    """An old release does not touch what a newer one wrote."""
    db = await Database.open(address)
    async with db.write() as conn:
        await conn.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    await db.close()
    problem = await _problem(address)
    assert "newer version of Khabar (schema 9999" in problem.problem
    assert not problem.temporary


async def test_a_database_of_another_program_is_left_alone(empty_address: str) -> None:
    """Tables of the same name that are not ours are not used."""
    db = await Database.open(empty_address)
    async with db.write() as conn:
        await conn.execute(text("CREATE TABLE article (headline TEXT)"))
    await db.close()
    assert "belongs to another program: it already has article" in (await _problem(empty_address)).problem


async def test_an_unknown_postgresql_database_or_user_is_named() -> None:
    """The two commonest slips in DATABASE_URL."""
    missing = postgres_url("khabar_nowhere").render_as_string(hide_password=False)
    assert "no database of that name" in (await _problem(missing)).problem
    stranger = postgres_url("postgres").set(username="khabar_stranger").render_as_string(hide_password=False)
    problem = await _problem(stranger)
    assert "refuses the user or the password" in problem.problem
    assert not problem.temporary


@pytest.mark.skipif("TEST_DATABASE_URL" in os.environ, reason="changes who may log in to the server")
async def test_a_wrong_password_is_named_and_not_repeated() -> None:
    """The server asks for a password, gets a wrong one, and the sentence does not tell it on."""
    with _locked_role("right") as role:
        wrong = postgres_url("postgres").set(username=role, password="wr0ng")
        problem = await _problem(wrong.render_as_string(hide_password=False))
    assert "refuses the user or the password" in problem.problem
    assert "wr0ng" not in str(problem)


@contextmanager
def _locked_role(password: str) -> Iterator[str]:
    """A user whom the server asks for a password."""
    role = f"khabar_{uuid4().hex}"
    name = sql.Identifier(role)
    with psycopg.connect(postgres_server(), autocommit=True) as admin:
        hba = Path(str((admin.execute("SHOW hba_file").fetchone() or ("",))[0]))
        before = hba.read_text()
        admin.execute(sql.SQL("CREATE ROLE {} LOGIN PASSWORD {}").format(name, sql.Literal(password)))
        hba.write_text(f"local all {role} scram-sha-256\n{before}")
        try:
            admin.execute("SELECT pg_reload_conf()")
            yield role
        finally:
            hba.write_text(before)
            admin.execute("SELECT pg_reload_conf()")
            admin.execute(sql.SQL("DROP ROLE {}").format(name))


@postgresql_only
async def test_a_server_that_drops_connections_is_a_sentence_and_passes(db: Database) -> None:
    """A PostgreSQL restart breaks the transaction that runs, and not the next one."""

    async def broken() -> None:
        async with db.write() as conn:
            await meta.set(conn, "a", "half")
            pid = (await conn.execute(text("SELECT pg_backend_pid()"))).scalar_one()
            with psycopg.connect(postgres_server(), autocommit=True) as admin:
                admin.execute("SELECT pg_terminate_backend(%s)", [pid])
            await meta.set(conn, "b", "half")

    with pytest.raises(StorageError) as caught:
        await broken()
    assert caught.value.temporary
    await _set(db, "c", "1")
    async with db.read() as conn:
        assert [await meta.get(conn, key) for key in "abc"] == [None, None, "1"]


async def test_all_readers_busy_is_no_deadlock(tmp_path: Path) -> None:
    """More readers than connections wait for each other and all come through."""
    async with fresh_address(SQLITE, tmp_path) as address:
        db = await Database.open(address, readers=2)
        async with db.read() as first, db.read() as second:
            assert await meta.get(first, "a") is None
            assert await meta.get(second, "a") is None
            await _set(db, "a", "1")
        async with db.read() as third:
            assert await meta.get(third, "a") == "1"
        await db.close()
