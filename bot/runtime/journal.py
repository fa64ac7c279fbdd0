"""Small writes of many tasks in few transactions: group commit, as databases do it for their own log.

Every mark and settlement waits until it is on disk, and a disk makes a hundred transactions a second durable, not
more. What comes while one is under way shares the next; nobody waits longer for that, and nothing is stored less.
"""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from typing import Any, TypeVar

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.errors import StorageError

T = TypeVar("T")
Work = Callable[[AsyncConnection], Awaitable[Any]]
#: So many share one transaction at most: those that are in flight, twice.
_MOST = 32


class Journal:
    """Carries out works in order, several in one transaction."""

    def __init__(self, write: Callable[[], AbstractAsyncContextManager[AsyncConnection]]) -> None:
        """`write` opens a transaction that is stored at its end."""
        self._write = write
        self._waiting: list[tuple[Work, asyncio.Future[Any]]] = []
        self._running: asyncio.Task[None] | None = None

    async def write(self, work: Callable[[AsyncConnection], Awaitable[T]]) -> T:
        """Do `work` in a transaction and return what it gave, once it is stored.

        Raises what the work or the store raised; then nothing of this work was stored.
        """
        done: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._waiting.append((work, done))
        if self._running is None or self._running.done():
            self._running = asyncio.create_task(self._work_off(), name="journal")
        # Its transaction goes on where who waits is cancelled.
        return await asyncio.shield(done)

    async def _work_off(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting[:_MOST], self._waiting[_MOST:]
            if not await self._together(batch, alone=len(batch) == 1):
                # One of them has a bug: it alone shall pay for it.
                for one in batch:
                    await self._together([one], alone=True)

    async def _together(self, batch: list[tuple[Work, asyncio.Future[Any]]], *, alone: bool) -> bool:
        try:
            async with self._write() as conn:
                given = [await work(conn) for work, _ in batch]
        except Exception as error:  # noqa: BLE001 - whoever waits gets it
            if not alone and not isinstance(error, StorageError):
                return False
            for _, done in batch:
                done.set_exception(error)
            return True
        for (_, done), value in zip(batch, given, strict=True):
            done.set_result(value)
        return True
