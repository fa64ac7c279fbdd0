"""The loop that hands out hosts in one process: those that hang make room for those that answer."""

import asyncio
from pathlib import Path

from bot.model import Feed, Outlet
from bot.runtime.clock import SystemClock
from bot.runtime.dispatch import HOSTS, Loop
from bot.storage import Database, feeds
from tests.databases import SQLITE, fresh_address
from tests.emulator.waiting import until


class Station:
    """Hosts whose name begins with "silent" never answer."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self.given_up: list[str] = []

    async def look(self) -> None:
        """Nothing to look up."""

    async def host(self, host: str) -> None:
        self.begun.append(host)
        if host.startswith("silent"):
            try:
                await asyncio.Event().wait()
            except asyncio.CancelledError:
                self.given_up.append(host)
                raise


async def test_hosts_that_hang_keep_nobody_waiting(tmp_path: Path) -> None:
    """Twice as many as there is room for are due before the good one; at the end each is given up."""
    silent = [f"silent-{number}.example" for number in range(2 * HOSTS)]
    async with fresh_address(SQLITE, tmp_path) as address:
        db, clock, station = await Database.open(address), SystemClock(), Station()
        for hosts in (silent, [*silent, "good.example"]):
            outlets = [
                Outlet(id=host, name=host, feeds=(Feed(url=f"https://{host}/feed"),)) for host in hosts
            ]
            async with db.write() as conn:
                await feeds.sync(conn, outlets, clock.now(), spread=0)
        loop = Loop(db, clock, station, slow=0.05)
        assert await loop.tick() == 2 * HOSTS + 1
        await until(lambda: "good.example" in station.begun, what="the good one polled")
        assert station.begun[-1] == "good.example"
        assert await loop.tick() in (0, 1)  # the good one is due still, nobody else is begun twice
        await loop.stop(grace=0.05)
        assert sorted(station.given_up) == sorted(silent)
        await db.close()
