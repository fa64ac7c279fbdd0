"""Roles that only one process may have: taken, kept and given back here; every write of such a role is fenced.

A holder renews every five seconds. Whoever waits looks once a second, and takes over what was given back at once and
what has stood still for twenty seconds. The row and its SQL stand in storage/leases.py.
"""

import asyncio
import logging
import os
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from enum import StrEnum

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.runtime.clock import Clock
from bot.storage import leases
from bot.storage.database import Database
from bot.storage.errors import StorageError
from bot.storage.leases import LeaseLostError

log = logging.getLogger(__name__)

#: Seconds without a renewal after which a holder counts as dead.
TTL = 20.0
#: Seconds between two renewals.
RENEWAL = 5.0


class Post(StrEnum):
    """What only one process may do at a time."""

    DESK = "desk"
    SEND = "send"
    CHAT = "chat"


class Lease:
    """This process's hold on one post. Times are of the event loop's clock, which nobody can set."""

    def __init__(
        self,
        db: Database,
        post: Post,
        clock: Clock,
        *,
        holder: str = "",
        ttl: float = TTL,
        renewal: float = RENEWAL,
        monotonic: Callable[[], float] | None = None,
    ) -> None:
        """
        Args:
            db: where the lease stands.
            post: which.
            clock: for what people read.
            holder: names this process; by default machine and process id.
            ttl: seconds after which a lease that stands still is taken over.
            renewal: seconds between renewals, a fraction of `ttl`.
            monotonic: seconds on a clock that nobody sets; by default the event loop's.
        """
        self._db = db
        self._post = post
        self._clock = clock
        self._holder = holder or f"{socket.gethostname()}:{os.getpid()}"
        self._ttl = ttl
        self._renewal = renewal
        self._monotonic = monotonic or asyncio.get_running_loop().time
        self._epoch: int | None = None
        #: When the renewal (or taking) that was known to succeed last was begun.
        self._confirmed_at = 0.0
        #: What a standby saw, and since when it has not changed.
        self._seen: tuple[int, int] | None = None
        self._seen_at = 0.0
        self._told = False

    @property
    def held(self) -> bool:
        """Whether this process has the post, as far as it knows."""
        return self._epoch is not None

    async def sure(self) -> bool:
        """Whether nobody can have taken it over yet: only then may a request go out that cannot be taken back.

        Asks the store only where the last renewal is long ago, as after the process was frozen.
        """
        if self.held and self._monotonic() - self._confirmed_at >= self._ttl / 2:
            try:
                await self.step()
            except StorageError:
                return False
        return self.held

    async def step(self) -> bool:
        """Renew what is held where it is time, or try to take it; returns `held`.

        Raises:
            StorageError: the database does not answer. What is held stays so: nobody else can take it meanwhile.
        """
        at = self._monotonic()
        if self._epoch is None:
            await self._try(at)
        elif at - self._confirmed_at >= self._renewal:
            async with self._db.write() as conn:
                alive = await leases.renew(conn, self._post, self._epoch)
            if alive:
                self._confirmed_at = at
            else:
                self.lost()
        return self.held

    async def _try(self, at: float) -> None:
        # On SQLite the file lock shows that no other process is at work; see lock.py.
        sole = self._db.is_sqlite
        async with self._db.read() as conn:
            row = await leases.get(conn, self._post)
        if row is not None and row.holder and not sole:
            if self._seen != (row.epoch, row.beat):
                self._seen, self._seen_at = (row.epoch, row.beat), at
            if at - self._seen_at < self._ttl:
                if not self._told:
                    log.info("%s: %s is at work; this process stands by", self._post, row.holder)
                    self._told = True
                return
        async with self._db.write() as conn:
            self._epoch = await leases.take(
                conn, self._post, self._holder, self._clock.now(), stood_still=self._seen, sole=sole
            )
        if self._epoch is None:
            return
        self._confirmed_at, self._told, self._seen = at, False, None
        if row is not None and row.holder and not sole:
            log.warning(
                "%s: taken over from %s, which gave no sign for %g s", self._post, row.holder, self._ttl
            )

    def lost(self) -> None:
        """Somebody else has it."""
        if self._epoch is not None:
            log.warning("%s: another process has taken over; this one stands by", self._post)
            self._epoch = None

    async def release(self) -> None:
        """Give it back, so that the next one need not wait."""
        epoch, self._epoch = self._epoch, None
        if epoch is not None:
            async with self._db.write() as conn:
                await leases.release(conn, self._post, epoch)

    async def confirmed(self) -> bool:
        """Whether it is still this process's own, as the store says it."""
        if self._epoch is None:
            return False
        async with self._db.read() as conn:
            row = await leases.get(conn, self._post)
        if row is None or row.epoch != self._epoch:
            self.lost()
        return self.held

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        """A write transaction that is stored only if this process still holds the post.

        Raises:
            LeaseLostError: it does not.
            StorageError: for what the world does wrong.
        """
        if self._epoch is None:
            raise LeaseLostError(self._post)
        try:
            async with self._db.write() as conn:
                await leases.check(conn, self._post, self._epoch)
                yield conn
        except LeaseLostError:
            self.lost()
            raise
