"""Reports, quality and feeds as the lab's handlers in chat may use them: see telegram/lab/report_ports.py."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import (
    Author,
    Conflict,
    Forbidden,
    MissReport,
    NotSeen,
    Outlet,
    Published,
    Refused,
    Saved,
    TooMuch,
)
from bot.runtime.catalogue import Catalogue
from bot.runtime.interchange import close_feed, feed_address, feeds_base, open_feed
from bot.runtime.lab.quality import quality_of
from bot.runtime.lab.reporting import ask_for_report, last_report, spelling_of, take_spelling
from bot.runtime.lab.versions import Lab
from bot.settings import Environment
from bot.storage import pseudonyms
from bot.watch.quality import Quality


class StoredReports:
    """Reports over one connection."""

    def __init__(
        self,
        conn: AsyncConnection,
        catalogue: Catalogue,
        outlets: Mapping[str, Outlet],
        environment: Environment,
        now: datetime,
    ) -> None:
        self._conn = conn
        self._catalogue = catalogue
        self._outlets = outlets
        self._base = feeds_base(environment)
        self._now = now

    async def last(self) -> MissReport | None:
        return await last_report(self._conn)

    async def ask(self, person: int) -> None:
        await ask_for_report(self._conn, person)

    async def take(
        self, number: int, handle: str, author: Author
    ) -> Published | Saved | Refused | Conflict | NotSeen | Forbidden | TooMuch | None:
        spelling = spelling_of(await last_report(self._conn), number, handle)
        if spelling is None:
            return None
        return await take_spelling(Lab(self._conn, self._catalogue, self._now), spelling, author)

    async def quality(self, watchlist: str) -> Quality | None:
        return await quality_of(self._conn, self._catalogue, self._outlets, watchlist)

    async def feed(self, watchlist: str) -> str | None:
        address = await feed_address(self._conn, watchlist)
        return f"{self._base}{address.path}" if address else None

    async def open_feed(self, watchlist: str, person: int) -> str:
        address = await open_feed(self._conn, watchlist, self._now, await self._name(person))
        return f"{self._base}{address.path}"

    async def close_feed(self, watchlist: str, person: int) -> None:
        await close_feed(self._conn, watchlist, self._now, await self._name(person))

    async def _name(self, person: int) -> str:
        return (await pseudonyms.of(self._conn, [person]))[person]
