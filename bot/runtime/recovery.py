"""Before an SQLite database is opened: is it sound? If not, the newest good backup takes its place, or the start is refused."""

import asyncio
import logging
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage import backup, meta
from bot.storage.database import database_url
from bot.storage.errors import StorageError

log = logging.getLogger(__name__)

#: Within DATA_DIR.
BACKUPS = "backups"


_RESTORED = "restored"


@dataclass(frozen=True, slots=True)
class Restored:
    """A backup has taken the place of a damaged file."""

    #: When the backup was made.
    made_at: datetime
    #: The name of the damaged file.
    kept: str


async def sound(file: Path, backups: Path, now: datetime, *, restoring: bool) -> Restored | None:
    """Check the whole file, and put the newest good backup in its place where it is damaged; None where it is not.

    Args:
        file: the SQLite database, which need not exist yet; the caller holds its instance lock.
        backups: where backups are looked for.
        now: names what is moved aside.
        restoring: whether to do so, or only to say how.

    Raises:
        StorageError: the file is damaged, and no good backup is at hand or wanted.
    """
    found = await asyncio.to_thread(backup.damage, file)
    if not found:
        return None
    log.error("the database %s is damaged: %s", file, found)
    chosen = await asyncio.to_thread(newest_good, backups)
    if chosen is None or not restoring:
        remedy = (
            f"The newest good backup is {chosen}: `python -m bot db restore {chosen}` puts it in its place."
            if chosen
            else f"There is no good backup in {backups}; restore one from elsewhere with `python -m bot db restore FILE`, or move the file aside to begin anew."
        )
        raise StorageError(f"The database {file} is damaged ({found}).", remedy)
    kept = await backup.restore(database_url(file), chosen, f"damaged-{now:%Y%m%d-%H%M%S}")
    made = backup.made_at(chosen)
    log.error(
        "restored the backup of %s; what was damaged is kept as %s",
        f"{made:%Y-%m-%d %H:%M} UTC" if made else chosen,
        kept,
    )
    return Restored(made or now, kept.name if kept else file.name)


async def remember(conn: AsyncConnection, restored: Restored) -> None:
    """Keep it, in the database that has come back, until owners know."""
    await meta.set(conn, _RESTORED, f"{restored.made_at.timestamp():.0f} {restored.kept}")


async def remembered(conn: AsyncConnection) -> Restored | None:
    """What owners do not know yet."""
    at, _, kept = (await meta.get(conn, _RESTORED) or "").partition(" ")
    return Restored(datetime.fromtimestamp(int(at), UTC), kept) if at else None


async def told(conn: AsyncConnection) -> None:
    """Owners know."""
    await meta.set(conn, _RESTORED, "")


def newest_good(directory: Path) -> Path | None:
    """The newest backup that can be restored; None where there is none."""
    for one in backup.backups(directory):
        try:
            sentence = backup.unfit(one)
        except StorageError as error:
            sentence = str(error)
        if not sentence:
            return one
        log.warning("%s", sentence)
    return None
