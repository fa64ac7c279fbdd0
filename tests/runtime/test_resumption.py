"""After a time in which nobody polled, overdue feeds are not asked all at once."""

from datetime import timedelta
from pathlib import Path

from bot.runtime.dispatch import Loop
from tests.journeys.outlets import Outlet
from tests.runtime.worlds import desk


async def test_overdue_feeds_have_their_places_within_a_minute(tmp_path: Path) -> None:
    """The first tick after a restart starts none, a minute later all were asked; a single round asks at once."""
    outlets = [Outlet(name, every="10m") for name in ("herald", "monitor", "courier")]
    async with desk(tmp_path, *outlets) as run:
        station = run.app.poll._station
        run.clock.advance(timedelta(hours=2))
        restarted = Loop(run.app.world.db, run.clock, station)
        started = [await restarted.tick()]
        run.clock.advance(timedelta(minutes=1))
        started.append(await restarted.tick())
        await restarted.settle()
        run.clock.advance(timedelta(hours=2))
        once = Loop(run.app.world.db, run.clock, station)
        once.at_once()
        started.append(await once.tick())
        await once.settle()

        assert started == [0, 3, 3]
        assert [len(outlet.requests) for outlet in outlets] == [3, 3, 3]
