"""python -m bot db: the schema brought up to date, backups made and put back, SQLite moved to PostgreSQL."""

import asyncio
import sys
from collections.abc import Coroutine
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.cli.problems import FAILED, WRONG, settings_or_none, tell
from bot.runtime.lock import InstanceLock
from bot.runtime.recovery import BACKUPS
from bot.settings import Settings
from bot.storage import backup as backups
from bot.storage import leases
from bot.storage import move as moving
from bot.storage.database import Database, database_url
from bot.storage.errors import StorageError

#: A worker renews its leases every five seconds.
_RENEWAL_SEEN = 6.0


def upgrade() -> int:
    """Bring the schema up to date; returns the exit code."""
    return _done(_upgrade)


def backup(file: Path | None) -> int:
    """Write a backup, into the backup directory unless a file is named; returns the exit code."""
    return _done(_backup, file)


def restore(file: Path) -> int:
    """Put a backup in the database's place; returns the exit code."""
    return _done(_restore, file)


def move(source: Path | None) -> int:
    """Copy an SQLite database into the empty PostgreSQL database of DATABASE_URL; returns the exit code."""
    return _done(_move, source)


def _done(command: Any, *arguments: Any) -> int:
    settings = settings_or_none()
    if settings is None:
        return WRONG
    work: Coroutine[Any, Any, list[str]] = command(settings, *arguments)
    try:
        said = asyncio.run(work)
    except StorageError as error:
        tell([str(error)])
        return FAILED
    print("\n".join(said))
    return 0


async def _upgrade(settings: Settings) -> list[str]:
    db = await Database.open(settings.database_url)
    try:
        await db.upgrade()
        return [f"The database {db.place} is up to date."]
    finally:
        await db.close()


async def _backup(settings: Settings, file: Path | None) -> list[str]:
    place = database_url(settings.database_url)
    if place.get_backend_name() == "sqlite" and not await asyncio.to_thread(Path(str(place.database)).exists):
        raise StorageError(
            f"There is no database {place.database} yet.",
            "Start the worker once, or set DATA_DIR or DATABASE_URL.",
        )
    target = file or settings.environment.data_dir / BACKUPS / backups.backup_name(place, datetime.now(UTC))
    await backups.backup(place, target)
    size = (await asyncio.to_thread(target.stat)).st_size
    return [f"{target}: {size:,} bytes, read back without a fault."]


async def _restore(settings: Settings, file: Path) -> list[str]:
    place = database_url(settings.database_url)
    with ExitStack() as stack:
        if place.get_backend_name() == "sqlite":
            stack.enter_context(InstanceLock(Path(str(place.database))))
        else:
            await _nobody_at_work(settings.database_url)
        kept = await backups.restore(place, file, f"replaced-{datetime.now(UTC):%Y%m%d-%H%M%S}")
        said = await _upgrade(settings)
    return [
        f"Restored {file}.",
        *([f"What stood there is kept as {kept}; delete it when all is well."] if kept else []),
        *said,
    ]


async def _move(settings: Settings, source: Path | None) -> list[str]:
    file, place = (
        source or settings.environment.data_dir / "khabar.sqlite",
        database_url(settings.database_url),
    )
    if place.get_backend_name() == "sqlite":
        raise StorageError(
            "DATABASE_URL names no PostgreSQL database.",
            "Set it to where the data should go: postgresql://user:password@host:5432/name.",
        )
    if not await asyncio.to_thread(file.is_file):
        raise StorageError(f"There is no SQLite database {file}.", "Name it: python -m bot db move FILE.")
    with InstanceLock(file):
        if wrong := await asyncio.to_thread(backups.damage, file):
            raise StorageError(f"The database {file} is damaged: {wrong}.", "Restore a backup first.")
        await _nobody_at_work(settings.database_url)
        for url in (str(file), settings.database_url):
            db = await Database.open(url)
            try:
                await db.upgrade()
            finally:
                await db.close()
        moved = await asyncio.to_thread(moving.move, file, place, _progress)
    cleaned = f" {moved.replaced} NUL characters were replaced." if moved.replaced else ""
    return [
        f"Moved {moved.rows:,} rows of {moved.tables} tables; counted and compared, all are equal.{cleaned}",
        f"Start the workers with this DATABASE_URL. {file} was only read: keep it for a while, and let no worker use it.",
    ]


def _progress(table: str, done: int, of: int) -> None:
    if of and (done == of or done % 50_000 == 0):
        print(f"{table}: {done:,} of {of:,}", file=sys.stderr, flush=True)


async def _nobody_at_work(url: str) -> None:
    """Refuse while a worker renews its leases.

    Raises:
        StorageError: one does.
    """
    db = await Database.open(url)
    try:
        async with db.read() as conn:
            if not await leases.exist(conn):
                return
            before = await leases.all(conn)
        if not any(row.holder for row in before):
            return
        await asyncio.sleep(_RENEWAL_SEEN)
        async with db.read() as conn:
            after = await leases.all(conn)
    finally:
        await db.close()
    if moved := {row.holder for row in after if row.holder and row not in before}:
        raise StorageError(
            f"A worker is at work on this database ({', '.join(sorted(moved))}).", "Stop it first."
        )
