"""One worker per SQLite file: a lock that the kernel gives back when the process ends, however it ends.

Who has it knows that no other process is at work, and takes every lease at once.
"""

import errno
import fcntl
import os
from pathlib import Path
from types import TracebackType
from typing import Self

from bot.storage.errors import StorageError


class InstanceLock:
    """Held while a worker uses an SQLite database; two senders would send everything twice."""

    def __init__(self, database: Path) -> None:
        self._path = database.with_suffix(".lock")
        self._handle: int | None = None

    def __enter__(self) -> Self:
        """Take it.

        Raises:
            StorageError: another worker has it, or the directory cannot be written.
        """
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o644)
            fcntl.flock(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            os.ftruncate(self._handle, 0)
            os.write(self._handle, f"{os.getpid()}\n".encode())
        except OSError as error:
            holder = self._holder()
            self._close()
            if error.errno in (errno.EAGAIN, errno.EACCES) and holder:
                raise StorageError(
                    f"Another Khabar (process {holder}) is at work in {self._path.parent}.",
                    "Stop it first, or give this one a DATA_DIR of its own.",
                    temporary=True,
                ) from None
            raise StorageError(
                f"{self._path} cannot be written ({error.strerror}).",
                "Make the directory writable for the user that runs the bot and free some space, or set DATA_DIR elsewhere.",
            ) from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()

    def _holder(self) -> str:
        try:
            return self._path.read_text(encoding="ascii").strip() if self._handle is not None else ""
        except (OSError, UnicodeDecodeError):
            return ""

    def _close(self) -> None:
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None


def worker_of(database: Path) -> str | None:
    """The process id of the worker that has an SQLite database now; None where nobody has it."""
    path = database.with_suffix(".lock")
    try:
        handle = os.open(path, os.O_RDONLY)
    except OSError:
        return None
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        return path.read_text(encoding="ascii", errors="replace").strip() or "unknown"
    else:
        return None
    finally:
        os.close(handle)
