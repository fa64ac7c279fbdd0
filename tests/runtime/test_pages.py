"""Article pages are fetched where the outlet's robots.txt allows it; the feed itself always is."""

from datetime import timedelta
from pathlib import Path

from tests.journeys.outlets import Outlet
from tests.journeys.telling import SUMMARY, TITLE
from tests.runtime.worlds import desk


async def test_robots_txt_is_for_pages_not_for_feeds(tmp_path: Path) -> None:
    """What is forbidden is alerted by what its feed says, and its page is left alone for good."""
    open_, closed = Outlet("open", robots="User-agent: *\nDisallow: /x"), Outlet("closed")
    closed.robots = "User-agent: Khabar\nDisallow: /"
    async with desk(tmp_path, open_, closed) as run:
        for outlet in (open_, closed):
            run.publish(outlet, TITLE, SUMMARY)
        for _ in range(3):
            await run.pass_time(timedelta(minutes=20))

        assert open_.asked("/article")
        assert not closed.asked("/article")
        assert len(closed.asked("/robots.txt")) == 1
        assert len(closed.asked("/news.xml")) > 1
        assert any("Closed" in one.text for one in run.told())
