"""Owners are told how feeds are, once and together; subscribers never. Days pass on a moved clock."""

import json
from datetime import timedelta
from pathlib import Path

from bot.model import FeedHealth
from bot.storage import feeds
from bot.storage.feeds import FeedRow
from tests.journeys.outlets import NEWS_SITEMAP, Outlet, Trouble
from tests.journeys.telling import SUMMARY, TITLE
from tests.runtime.worlds import Desk, desk

HOUR = timedelta(hours=1)
OWNER = 4242


async def rows(run: Desk) -> dict[str, FeedRow]:
    """The feeds by outlet."""
    async with run.app.world.db.read() as conn:
        return {row.outlet.id: row for row in await feeds.all(conn)}


def owner_texts(run: Desk) -> list[str]:
    """What the owner got about feeds."""
    return [one.text for one in run.emulator.sent(OWNER) if "📡" in one.text or "Well again" in one.text]


async def start_owner(run: Desk) -> None:
    """The owner opens the chat, else Telegram refuses."""
    run.emulator.stage.user("Olga", id=OWNER)
    run.emulator.stage.say(OWNER, "/start")


async def test_troubles_are_told_once_and_together_with_remedies(tmp_path: Path) -> None:
    """Two feeds refuse, one is gone: one message, nothing at every poll, one when they are well again."""
    well, shut, closed, gone = (Outlet(name, every="10m") for name in ("well", "shut", "closed", "gone"))
    async with desk(tmp_path, well, shut, closed, gone, owners=[OWNER]) as run:
        await start_owner(run)
        for outlet in (shut, closed):
            outlet.trouble(Trouble.FORBIDDEN)
        await run.pass_time(HOUR)
        gone.trouble(Trouble.GONE)
        await run.pass_time(6 * HOUR, step=HOUR / 2)
        texts = owner_texts(run)
        assert len(texts) == 1
        assert "They refuse us · 2 feeds" in texts[0]
        assert "Gone for good · 1 feed" in texts[0]
        assert "user_agent" in texts[0]
        asked = len(gone.requests)
        for outlet in (shut, closed):
            outlet.mend()
        await run.pass_time(12 * HOUR, step=HOUR)

        assert "Well again: " in owner_texts(run)[-1]
        assert len(gone.requests) == asked  # 410 is believed
        assert not any("📡" in one.text for one in run.told())


async def test_our_own_outage_is_nobodys_trouble(tmp_path: Path) -> None:
    """While no feed answers at all, the owner is told of none; nor afterwards, when all are back."""
    first, second = Outlet("first", every="10m"), Outlet("second", every="10m")
    async with desk(tmp_path, first, second, owners=[OWNER]) as run:
        await start_owner(run)
        for outlet in (first, second):
            await outlet.go_down()
        await run.pass_time(5 * HOUR, step=HOUR)
        assert {row.state for row in (await rows(run)).values()} == {FeedHealth.FAILING}
        for outlet in (first, second):
            await outlet.come_up()
        await run.pass_time(8 * HOUR, step=HOUR)

        assert {row.state for row in (await rows(run)).values()} == {FeedHealth.WELL}
        assert owner_texts(run) == []


async def test_a_moved_feed_is_read_at_its_new_address_after_days(tmp_path: Path) -> None:
    """301 for three days: then the old host is asked no more, and the file's new address keeps what was learned."""
    old, new = Outlet("old", every="6h"), Outlet("new", every="6h")
    async with new, desk(tmp_path, old, owners=[OWNER]) as run:
        await start_owner(run)
        new.publish("Storm closes the harbour", "Ferries stay in port.")
        old.trouble(Trouble.MOVED, to=new.feed_url())
        await run.pass_time(timedelta(days=4), step=6 * HOUR)
        row = (await rows(run))["old"]
        assert (row.state, row.address) == (FeedHealth.MOVED, new.feed_url())
        asked = len(old.requests)
        await run.pass_time(timedelta(days=1), step=6 * HOUR)
        assert len(old.requests) == asked
        assert "They have moved" in owner_texts(run)[-1]
        assert new.feed_url() in owner_texts(run)[-1]

        entry = old.entry()
        entry["feeds"][0]["url"] = new.feed_url()
        await rewrite(run, [entry])
        changed = (await rows(run))["old"]
        assert (changed.id, changed.url, changed.address) == (row.id, new.feed_url(), "")
        assert changed.etag == row.etag != ""


async def rewrite(run: Desk, entries: list[dict[str, object]]) -> None:
    """Another outlets file, imported."""
    run.app.world.settings.environment.outlets_file.write_text(json.dumps(entries), encoding="utf-8")
    await run.app.importer.tick()


async def test_a_window_that_slid_is_said(tmp_path: Path) -> None:
    """Forty articles in half an hour through a window of thirty: about ten fell out."""
    busy = Outlet("busy", every="30m")
    async with desk(tmp_path, busy, owners=[OWNER]) as run:
        await start_owner(run)
        publish_every_minute(run, busy, 30)
        await run.pass_time(HOUR / 2, step=HOUR / 2)
        publish_every_minute(run, busy, 60, begin=HOUR / 2 + timedelta(minutes=30))
        await run.pass_time(HOUR, step=HOUR)
        row = (await rows(run))["busy"]

        assert row.state is FeedHealth.SHORT
        assert row.record.missed is not None
        assert any("may have been missed at Busy" in text for text in owner_texts(run))


async def test_a_news_sitemap_fills_the_gap(tmp_path: Path) -> None:
    """What fell out of the window is stored and told like everything else, and owners hear how much it was."""
    busy = Outlet("busy", every="30m")
    async with desk(tmp_path, busy, owners=[OWNER]) as run:
        busy.robots = f"User-agent: *\nDisallow:\nSitemap: {busy.url}{NEWS_SITEMAP}"
        await start_owner(run)
        publish_every_minute(run, busy, 30)
        await run.pass_time(HOUR / 2, step=HOUR / 2)
        run.publish(busy, TITLE, SUMMARY, age=-timedelta(minutes=20))
        publish_every_minute(run, busy, 60, begin=HOUR / 2 + timedelta(minutes=30))
        await run.pass_time(HOUR, step=HOUR)
        row = (await rows(run))["busy"]

        assert row.record.missed is not None
        assert row.record.missed.found
        assert any("Its news sitemap had" in text for text in owner_texts(run))
        assert any(TITLE in one.text for one in run.told())


def publish_every_minute(run: Desk, outlet: Outlet, count: int, begin: timedelta = timedelta()) -> None:
    """Articles of the coming minutes, dated on the moved clock."""
    for minute in range(count):
        run.publish(outlet, f"Report {minute} of {begin}", "Nothing of note.", age=-timedelta(minutes=minute))
