"""What every station works with, built once by app.py and passed in; and the catalogue that changes under it."""

import asyncio
import logging
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.alerts.outbox import Outcome
from bot.model import Delivery, DocumentKind, Message, Outlet
from bot.runtime.catalogue import Catalogue, Compiler, Sheets, SheetText
from bot.runtime.clock import Clock
from bot.runtime.leases import Lease, Post
from bot.settings import Settings
from bot.sources.fetch import Fetcher
from bot.sources.pages import Pages
from bot.sources.pool import WorkerPool
from bot.storage import documents, feeds
from bot.storage.database import Database

log = logging.getLogger(__name__)


class Messenger(Protocol):
    """Brings a message to a chat: Telegram, or the terminal of a preview."""

    async def deliver(self, delivery: Delivery, message: Message, *, plain: bool = False) -> Outcome:
        """One request, and what came of it."""
        ...

    async def administrators(self, chat: int) -> frozenset[int]:
        """User ids of the people who administer a group or channel; empty where nobody tells."""
        ...


@dataclass(frozen=True, slots=True)
class Notice:
    """Something an onlooker may want to show: the demo and the log read these."""

    kind: str
    at: datetime
    facts: Mapping[str, object]


@dataclass(slots=True)
class Pulse:
    """When each station last came round, on a clock that nobody sets (health.py)."""

    monotonic: Callable[[], float] = time.monotonic
    #: Seconds of that clock.
    beats: dict[str, float] = field(default_factory=dict)

    def beat(self, station: str) -> None:
        """The station is alive and at its work."""
        self.beats[station] = self.monotonic()

    def silences(self) -> dict[str, float]:
        """Seconds since each station last came round."""
        now = self.monotonic()
        return {station: max(0.0, now - at) for station, at in self.beats.items()}


class World:
    """Shared parts of all stations."""

    def __init__(
        self,
        *,
        settings: Settings,
        clock: Clock,
        db: Database,
        fetcher: Fetcher,
        pool: WorkerPool,
        messenger: Messenger,
        onlooker: Callable[[Notice], None] | None = None,
    ) -> None:
        self.settings = settings
        self.compiler = Compiler()
        self.clock = clock
        self.db = db
        #: Of feeds.
        self.fetcher = fetcher
        #: Of article pages.
        self.pages = Pages(fetcher, clock.now)
        self.pool = pool
        self.messenger = messenger
        self.pulse = Pulse()
        #: What this process has counted since its start, by the name of the metric and its labels.
        self.tally: Counter[tuple[str, ...]] = Counter()
        #: This process's hold on what only one may do; every write of such a role goes through it.
        self.leases: Mapping[Post, Lease] = {post: Lease(db, post, clock) for post in Post}
        #: Stations that have been told of new work since they last looked.
        self.nudged: set[str] = set()
        #: Wakes a station before its next tick; the ticker sets it.
        self.wake: Callable[[str], None] = lambda _: None
        self._onlooker = onlooker
        self._catalogue: Catalogue | None = None
        self._outlets: Mapping[str, Outlet] = {}
        self._outlets_changes = 0
        self._outlets_generation = 0
        self._compiling = asyncio.Lock()

    def nudge(self, station: str) -> None:
        """There is new work for a station."""
        self.nudged.add(station)
        self.wake(station)

    def tell(self, kind: str, **facts: object) -> None:
        """Note one step of an article's way, for the log and whoever looks on."""
        shown = " ".join(f"{name}={value}" for name, value in facts.items() if not name.startswith("_"))
        log.info("%s %s", kind, shown)
        if self._onlooker is not None:
            self._onlooker(Notice(kind, self.clock.now(), facts))

    @asynccontextmanager
    async def before_catalogue(self) -> AsyncIterator[None]:
        """While this is open, whoever asks for the catalogue waits."""
        async with self._compiling:
            yield

    async def catalogue(self) -> Catalogue:
        """The published watchlists, compiled anew only when something was published since."""
        async with self._compiling, self.db.read() as conn:
            generation = await documents.generation(conn)
            if (outlets := await documents.outlets_generation(conn)) != self._outlets_generation:
                self._outlets_generation = outlets
                self.outlets_changed()  # be it by another process
            if self._catalogue is None or self._catalogue.generation != generation:
                sheets = await published_sheets(conn)
                self._catalogue = await asyncio.to_thread(
                    self.compiler.compiled, sheets, generation=generation
                )
                for problem in self._catalogue.problems:
                    log.error("left out: %s", problem)
            return self._catalogue

    async def outlets(self) -> Mapping[str, Outlet]:
        """All outlets ever known."""
        if self._outlets:
            return self._outlets
        changes = self._outlets_changes
        async with self.db.read() as conn:
            found = await feeds.outlets(conn)
        if (
            changes == self._outlets_changes
        ):  # else they changed while they were read: right for now, not to be kept
            self._outlets = found
        return found

    def outlets_changed(self) -> None:
        """Read the outlets anew when next asked."""
        self._outlets_changes += 1
        self._outlets = {}


async def published_sheets(conn: AsyncConnection) -> Sheets:
    """All watchlists and concepts in force, as they are stored."""
    return Sheets(
        concepts=await _published(conn, DocumentKind.CONCEPT),
        watchlists=await _published(conn, DocumentKind.WATCHLIST),
    )


async def _published(conn: AsyncConnection, kind: DocumentKind) -> list[SheetText]:
    found = await documents.published(conn, kind)
    return [
        SheetText(item.id, f"{kind} {item.id}, version {item.version}", item.body, item.version)
        for item in found
    ]
