"""Backups of the database and how they come back: SQLite's online backup, PostgreSQL's own programs. When stands elsewhere."""

import asyncio
import contextlib
import os
import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path

from sqlalchemy import URL

from bot.storage.errors import StorageError, explain
from bot.storage.upgrade import REVISIONS

#: Names sort by age: khabar-20260131-041500.sqlite.
_STAMP = "%Y%m%d-%H%M%S"


def backup_name(place: URL, now: datetime) -> str:
    """What a backup made now is called."""
    return f"khabar-{now:{_STAMP}}{_suffix(place)}"


def _suffix(place: URL) -> str:
    return ".sqlite" if place.get_backend_name() == "sqlite" else ".pgdump"


def backups(directory: Path, kind: str = ".sqlite") -> list[Path]:
    """The automatic backups in a directory, newest first; `kind` is how their names end."""
    return sorted(directory.glob(f"khabar-*{kind}"), reverse=True)


def backups_of(place: URL, directory: Path) -> list[Path]:
    """Those of a database of this kind."""
    return backups(directory, _suffix(place))


def newest_at(place: URL, directory: Path) -> datetime | None:
    """When the newest of them was made; None where there is none."""
    return next((at for one in backups_of(place, directory) if (at := made_at(one))), None)


def can_back_up(place: URL) -> bool:
    """Whether `backup` has what it needs on this machine: PostgreSQL's own programs, where that is the database."""
    programs = () if place.get_backend_name() == "sqlite" else ("pg_dump", "pg_restore")
    return all(shutil.which(name) for name in programs)


def made_at(backup: Path) -> datetime | None:
    """When a backup was made, by its name; None where the name is somebody's own."""
    try:
        return datetime.strptime(backup.stem.removeprefix("khabar-") + "+0000", f"{_STAMP}%z")
    except ValueError:
        return None


async def backup(place: URL, target: Path) -> None:
    """Write the whole database, as it is at one moment, into a file; readers and writers go on meanwhile.

    The file appears under its name when it is complete and was read back without a fault.

    Raises:
        StorageError: for what the world does wrong; an older file of that name is then still there.
    """
    part = target.with_name(f".{target.name}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if place.get_backend_name() == "sqlite":
            await asyncio.to_thread(_copy, Path(str(place.database)), part)
        else:
            arguments = ["--format=custom", "--no-owner", "--no-privileges", f"--file={part}"]
            await _program("pg_dump", [*arguments, _database_name(place)], place)
            await _program("pg_restore", ["--list", "--file=/dev/null", str(part)], place)
        await asyncio.to_thread(_publish, part, target)
    except OSError as error:
        raise StorageError(
            f"The backup {target} cannot be written ({error.strerror}).",
            "Free some space, make its directory writable, or name another file.",
            temporary=True,
        ) from error
    finally:
        for left in (part, part.with_name(part.name + "-journal")):
            with contextlib.suppress(OSError):
                left.unlink(missing_ok=True)


async def restore(place: URL, source: Path, aside: str) -> Path | None:
    """Put a backup in the database's place. No worker may be at it; on SQLite the caller holds the instance lock.

    Args:
        place: the database.
        source: a file that `backup` wrote.
        aside: what is added to the name of the SQLite file that stood there.

    Returns:
        Where the SQLite file that stood there is now; None where there was none, and on PostgreSQL, where all of it
        is replaced in one transaction.

    Raises:
        StorageError: the backup is damaged or not one of Khabar's, or the database cannot be written; then the
            database is as it was.
    """
    if not await asyncio.to_thread(source.is_file):
        raise StorageError(f"There is no backup {source}.", "Name a file that `db backup` wrote.")
    if place.get_backend_name() == "sqlite":
        return await asyncio.to_thread(_put_back, Path(str(place.database)), source, aside)
    arguments = ["--clean", "--if-exists", "--single-transaction", "--no-owner", "--no-privileges"]
    await _program("pg_restore", [*arguments, f"--dbname={_database_name(place)}", str(source)], place)
    return None


def damage(file: Path) -> str:
    """What is wrong with an SQLite file, in SQLite's words; empty where nothing is, or no file.

    Raises:
        StorageError: it cannot be read now, for a reason that is no damage.
    """
    if not file.exists():
        return ""
    try:
        with closing(_open(file, "rw")) as connection:
            found = [str(row[0]) for row in connection.execute("PRAGMA quick_check(5)")]
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
        if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
            return str(error)
        raise explain(error, str(file)) or error from error
    return "" if found == ["ok"] else "; ".join(found)


def unfit(file: Path) -> str:
    """Why a file cannot be restored, as a sentence; empty where it can."""
    if found := damage(file):
        return f"The backup {file} is damaged: {found}."
    with closing(_open(file, "ro")) as connection:
        try:
            row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        except sqlite3.Error:
            row = None
    if row is None:
        return f"{file} is no database of Khabar's."
    if row[0] not in REVISIONS:
        return f"The backup {file} was written by a newer version of Khabar (schema {row[0]}, this code knows {REVISIONS[-1]})."
    return ""


def _open(file: Path, mode: str) -> sqlite3.Connection:
    return sqlite3.connect(f"{file.resolve().as_uri()}?mode={mode}", uri=True, timeout=5.0)


def _copy(file: Path, part: Path) -> None:
    try:
        part.unlink(missing_ok=True)
        with closing(_open(file, "ro")) as source, closing(sqlite3.connect(part)) as copy:
            # In one step, hence of one moment; in WAL mode that keeps no writer waiting.
            source.backup(copy, pages=-1)
            # One file without companions, whoever opens it.
            copy.execute("PRAGMA journal_mode = DELETE").fetchone()
    except sqlite3.Error as error:
        raise explain(error, str(file)) or error from error
    if found := damage(part):
        raise StorageError(
            f"The database {file} is damaged: {found}.", "Restore the newest good backup with `db restore`."
        )


def _publish(part: Path, target: Path) -> None:
    """Make it durable, then visible."""
    _sync(part)
    part.replace(target)
    _sync(target.parent)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _put_back(file: Path, source: Path, aside: str) -> Path | None:
    if sentence := unfit(source):
        raise StorageError(sentence, "Choose another one; the database was not touched.")
    part = file.with_name(f".{file.name}.part")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, part)
        _sync(part)
        kept = _move_aside(file, aside)
        part.replace(file)
        _sync(file.parent)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise StorageError(
            f"The backup cannot be put in the place of {file} ({error.strerror}).",
            "Free some space and make the directory writable for the user that runs the bot.",
        ) from error
    return kept


def _move_aside(file: Path, aside: str) -> Path | None:
    """Move a database with its journal, which would otherwise be read into the next one; returns where to."""
    if not file.exists():
        return None
    kept = file.with_name(f"{file.name}.{aside}")
    for companion in ("-wal", "-shm"):
        beside = file.with_name(file.name + companion)
        if beside.exists():
            beside.replace(kept.with_name(kept.name + companion))
    # The database last: a crash before leaves it in its place, and what the journal alone had is with the other.
    file.replace(kept)
    return kept


def _database_name(place: URL) -> str:
    """For libpq's programs: all but the password, which other users of the machine could see among the arguments."""
    return place.set(drivername="postgresql", password=None).render_as_string(hide_password=False)


async def _program(name: str, arguments: Sequence[str], place: URL) -> None:
    """Run one of PostgreSQL's programs."""
    path = shutil.which(name)
    if path is None:
        raise StorageError(
            f"The program {name} is not installed.",
            "Install PostgreSQL's client programs of the server's version (Debian: postgresql-client), or use your provider's backups.",
        )
    environment = dict(os.environ)
    if place.password is not None:
        environment["PGPASSWORD"] = str(place.password)
    process = await asyncio.create_subprocess_exec(
        path,
        *arguments,
        env=environment,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        _, said = await process.communicate()
    except asyncio.CancelledError:
        process.kill()
        await process.wait()
        raise
    if process.returncode != 0:
        lines = [line.strip() for line in said.decode(errors="replace").splitlines() if line.strip()]
        raise StorageError(
            f"{name} failed: {' / '.join(lines[:2]) or f'exit {process.returncode}'}.",
            "Its version has to be the server's or newer, and the user of DATABASE_URL needs the right to read or write everything.",
        )
