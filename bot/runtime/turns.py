"""Turns at hosts: a host is asked by one worker at a time, for its feeds and its pages alike.

Where there is one worker, it keeps the order by itself. Where there may be several, a turn is a row
(storage/turns.py) that is prolonged every five seconds and ends by itself twenty seconds after the last time.
"""

import asyncio
import logging
import os
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol
from uuid import uuid4

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage import turns
from bot.storage.database import Database
from bot.storage.errors import StorageError
from bot.storage.turns import TurnLostError

log = logging.getLogger(__name__)

#: Without a sign of life a turn ends after so many seconds.
LASTS = 20.0
#: Seconds between two signs.
PROLONGED_EVERY = 5.0


class Turn(Protocol):
    """A host that is this process's own for now."""

    def sure(self) -> bool:
        """Whether nobody else can have it yet: only then may a request go out."""
        ...

    async def check(self, conn: AsyncConnection) -> None:
        """Fence a write transaction: to its end the host stays this process's own.

        Raises:
            TurnLostError: it is not any more.
        """
        ...


class Turns(Protocol):
    """Gives turns."""

    def at(self, host: str) -> AbstractAsyncContextManager[Turn | None]:
        """The turn at a host, given back at the block's end; None where another process has it."""
        ...

    async def prolong(self) -> int:
        """Show that this process is alive, where it is time; returns how many turns it has."""
        ...


class _Sole:
    def sure(self) -> bool:
        return True

    async def check(self, conn: AsyncConnection) -> None:
        pass


class OneWorker:
    """Every host is this process's own: the file lock keeps others out."""

    _turn = _Sole()

    @asynccontextmanager
    async def at(self, host: str) -> AsyncIterator[Turn | None]:  # noqa: ARG002
        yield self._turn

    async def prolong(self) -> int:
        return 0


@dataclass(slots=True)
class _Row:
    host: str
    token: str
    monotonic: Callable[[], float]
    #: When the taking or prolonging that was known to succeed last was begun.
    confirmed_at: float
    #: Feeds and pages of one host share a turn; the fetcher keeps them apart.
    users: int = 1
    lost: bool = False

    def sure(self) -> bool:
        return not self.lost and self.monotonic() - self.confirmed_at < LASTS / 2

    async def check(self, conn: AsyncConnection) -> None:
        if self.lost:
            raise TurnLostError(self.host)
        await turns.check(conn, self.host, self.token)


class ManyWorkers:
    """Turns as rows that all workers see."""

    def __init__(
        self, db: Database, *, holder: str = "", monotonic: Callable[[], float] | None = None
    ) -> None:
        """`holder` names this process, by default machine and process id; `monotonic` gives seconds."""
        self._db = db
        self._holder = holder or f"{socket.gethostname()}:{os.getpid()}"
        self._monotonic = monotonic or asyncio.get_running_loop().time
        self._held: dict[str, _Row] = {}
        self._prolonged_at = 0.0

    @asynccontextmanager
    async def at(self, host: str) -> AsyncIterator[Turn | None]:
        row = self._held.get(host)
        if row is not None:
            row.users += 1
        elif (row := await self._take(host)) is None:
            yield None
            return
        try:
            yield row
        finally:
            row.users -= 1
            if not row.users:
                await self._give_back(row)

    async def prolong(self) -> int:
        at = self._monotonic()
        if self._held and at - self._prolonged_at >= PROLONGED_EVERY:
            rows = [row for row in self._held.values() if not row.lost]
            async with self._db.write() as conn:
                ours = await turns.prolong(conn, [row.token for row in rows], timedelta(seconds=LASTS))
            self._prolonged_at = at
            for row in rows:
                row.confirmed_at, row.lost = at, row.token not in ours
        return len(self._held)

    async def _take(self, host: str) -> _Row | None:
        row = _Row(host, uuid4().hex, self._monotonic, self._monotonic())
        async with self._db.write() as conn:
            if not await turns.take(conn, host, row.token, self._holder, timedelta(seconds=LASTS)):
                return None
        self._held[host] = row
        return row

    async def _give_back(self, row: _Row) -> None:
        del self._held[row.host]
        try:
            async with self._db.write() as conn:
                await turns.give_back(conn, row.token)
        except StorageError as error:
            log.warning("the turn at %s ends by itself: %s", row.host, error)
