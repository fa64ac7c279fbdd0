"""What breaks in one outlet brings the polls of those forward that usually carry the same."""

from datetime import datetime, timedelta
from pathlib import Path

from bot.storage import feeds, stories
from tests.journeys.outlets import Outlet
from tests.journeys.telling import SUMMARY, TITLE
from tests.runtime.worlds import Desk, desk

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
#: Another event of the same watchlist.
NEXT_TITLE = "Egyptian soldiers leave Syria's Latakia after training, port workers say"
NEXT_SUMMARY = "Forty Egyptian troops boarded a ferry in the Syrian port of Latakia on their way home."


async def due(run: Desk, outlet: str) -> datetime:
    """When the outlet's feed is polled next."""
    async with run.app.world.db.read() as conn:
        return next(row.next_poll_at for row in await feeds.all(conn) if row.outlet.id == outlet)


async def test_a_follower_is_asked_sooner_when_a_story_breaks(tmp_path: Path) -> None:
    """Two outlets told one story. When one tells the next, the other is polled before its turn."""
    first, follower = Outlet("levant-monitor", every=""), Outlet("nile-gazette", every="")
    async with desk(tmp_path, first, follower) as run:
        for outlet in (first, follower):
            run.publish(outlet, TITLE, SUMMARY)
        await run.pass_time(30 * HOUR, step=HOUR)
        async with run.app.world.db.read() as conn:
            assert await stories.carried(conn, run.clock.now() - 48 * HOUR) == (
                1,
                {"levant-monitor": 1, "nile-gazette": 1},
            )

        now = run.clock.now()
        async with run.app.world.db.write() as conn:
            ids = {row.outlet.id: row.id for row in await feeds.all(conn)}
            await feeds.postpone(conn, [ids["nile-gazette"]], now + 50 * MINUTE)
            await feeds.hasten(conn, {ids["levant-monitor"]: now})
        run.publish(first, NEXT_TITLE, NEXT_SUMMARY)
        turn = await due(run, "nile-gazette")
        await run.pass_time(3 * MINUTE, step=MINUTE)

        assert NEXT_TITLE in " ".join(message.text for message in run.told())
        assert await due(run, "nile-gazette") < turn
