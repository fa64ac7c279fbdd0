"""What other programs take from a running bot: files of stories and alerts, Atom feeds."""

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import feedparser
import httpx

from bot.model import Ruling, State
from bot.runtime.exporting import Form, What, exported
from bot.runtime.interchange import AtomFeeds, close_feed, feed_address, open_feed
from bot.storage import alerts, audit
from bot.web.server import application
from tests.journeys.outlets import Outlet
from tests.journeys.telling import SUMMARY, TITLE, WATCHLIST
from tests.runtime.worlds import Desk, desk
from tests.web.test_server import Told


async def _file(run: Desk, what: What, form: Form) -> str:
    since = run.clock.now() - timedelta(days=1)
    return "".join([piece async for piece in exported(run.app.world.db, what, form, since)])


async def _feed(run: Desk, path: str, **headers: str) -> httpx.Response:
    app = application(Told(), feeds=AtomFeeds(run.app.world))
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://bot") as client:
        return await client.get(
            path, headers={name.replace("_", "-"): text for name, text in headers.items()}
        )


async def test_a_feed_follows_its_alerts_until_its_address_ends(tmp_path: Path) -> None:
    """304 while nothing changed; a retraction renews the entry; a new address ends the old one, closing ends both."""
    outlet = Outlet("levant-monitor", every="")
    async with desk(tmp_path, outlet) as run:
        world = run.app.world
        async with world.db.write() as conn:
            path = (await open_feed(conn, WATCHLIST, run.clock.now())).path
        empty = await _feed(run, path)
        run.publish(outlet, TITLE, SUMMARY)
        await run.pass_time(timedelta(minutes=30))
        told = await _feed(run, path)
        known = await _feed(run, path, if_none_match=f'"other", W/{told.headers["etag"]}')
        arabic = await _feed(run, f"{path}?lang=ar")

        assert (empty.status_code, feedparser.parse(empty.content).entries) == (200, [])
        (entry,) = feedparser.parse(told.content).entries
        assert (entry.title, entry.link) == (TITLE, outlet.pieces[0].url)
        assert told.headers["content-type"] == "application/atom+xml; charset=utf-8"
        assert "noindex" in told.headers["x-robots-tag"]
        assert (known.status_code, known.content) == (304, b"")
        assert feedparser.parse(arabic.content).feed.language == "ar"

        async with world.db.write() as conn:
            (row,) = await alerts.latest(conn, [WATCHLIST], 5)
            taken = replace(
                row.content, state=State.RETRACTED, ruling=Ruling.RETRACTED, updated_at=run.clock.now()
            )
            await alerts.revise(conn, row.id, taken, run.clock.now(), telling="{}")
        later = await _feed(run, path, if_none_match=told.headers["etag"])
        assert feedparser.parse(later.content).entries[0].title == f"Retracted: {TITLE}"

        async with world.db.write() as conn:
            new = (await open_feed(conn, WATCHLIST, run.clock.now())).path
        forged = new.replace(WATCHLIST, "another")
        assert [(await _feed(run, one)).status_code for one in (path, forged, new)] == [404, 404, 200]
        async with world.db.write() as conn:
            assert await close_feed(conn, WATCHLIST, run.clock.now())
            assert not await close_feed(conn, WATCHLIST, run.clock.now())
            assert await feed_address(conn, WATCHLIST) is None
            deeds = [deed.action for deed in await audit.latest(conn, 5)]
        assert (await _feed(run, new)).status_code == 404
        assert deeds == ["feed closed", "feed opened", "feed opened"]

        found = json.loads(await _file(run, What.ALERTS, Form.JSON))
        stories = await _file(run, What.STORIES, Form.CSV)

    assert [(one["title"], one["state"], len(one["reports"])) for one in found] == [(TITLE, "retracted", 1)]
    assert stories.splitlines()[-1].endswith(f",levant-monitor,en,1,levant-monitor,en,{WATCHLIST},1")


async def test_an_empty_archive_is_an_empty_file(tmp_path: Path) -> None:
    """A heading, and an array with nothing in it."""
    async with desk(tmp_path) as run:
        assert await _file(run, What.ALERTS, Form.JSON) == "[]\n"
        assert (await _file(run, What.STORIES, Form.CSV)).count("\r\n") == 1
