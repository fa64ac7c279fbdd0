"""python -m bot outlets against outlets on loopback."""

import asyncio
import json
import os
import sys
from contextlib import AsyncExitStack
from datetime import timedelta
from pathlib import Path

from bot.sources.outlets import load_outlets
from tests.journeys.outlets import Outlet, Trouble
from tests.runtime.worlds import desk
from tests.sources.loopback import answer, routes, serving

HOUR = timedelta(hours=1)
FEED = b"""<rss version="2.0"><channel><title>The Gazette</title><language>fr</language>
<item><title>Tempest closes port</title><link>https://g.example/1</link>
<pubDate>Wed, 22 Jul 2020 12:00:00 GMT</pubDate></item></channel></rss>"""
HOME = b"""<!doctype html><html><head><title>Gazette</title>
<link rel="alternate" type="application/rss+xml" href="/rss?a=1&amp;b=2">
<link rel="alternate" type="application/rss+xml" href="/comments/feed">
<link rel="alternate" type="text/html" hreflang="en" href="/en"></head><body>x</body></html>"""
NEWS = b"""<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://g.example/2</loc><news:news>
<news:publication><news:name>Gazette</news:name><news:language>fr</news:language></news:publication>
<news:publication_date>2020-07-22T12:00:00Z</news:publication_date><news:title>Other</news:title></news:news></url></urlset>"""


async def outlets(directory: Path, *arguments: str) -> tuple[int, str, str]:
    """Exit code and what was printed."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "outlets", *arguments,
        env=os.environ | {
            "DATA_DIR": str(directory / "data"),
            "OUTLETS_FILE": str(directory / "outlets.yaml"),
            "ALLOW_PRIVATE_NETWORKS": "127.0.0.0/8",
        },
        stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    out, err = await process.communicate()
    return process.returncode or 0, out.decode(), err.decode()


async def test_a_site_is_found_and_written_after_a_yes(tmp_path: Path) -> None:
    """The page's feeds and the news sitemap of robots.txt; without a yes nothing is written."""
    file = tmp_path / "outlets.yaml"
    before = "# Mine.\n- {id: dawn, name: Dawn, feeds: [{url: https://dawn.example/rss}]}  # kept\n"
    file.write_text(before, encoding="utf-8")
    async with AsyncExitStack() as stack:
        empty = await stack.enter_async_context(serving(answer("404 Not Found")))
        maps = await stack.enter_async_context(serving(routes(**{"news.xml": answer(body=NEWS)})))
        robots = (
            f"User-agent: *\nDisallow: /x\nSitemap: {maps.url('/news.xml')}\nSitemap: {maps.url('/all.xml')}"
        )
        pages = {"": HOME, "rss": FEED, "robots.txt": robots.encode()}
        site = await stack.enter_async_context(
            serving(routes(**{path: answer(body=body) for path, body in pages.items()}))
        )
        refused = await outlets(tmp_path, "add", site.url("/"))
        assert (refused[0], file.read_text(encoding="utf-8")) == (2, before)
        done = await outlets(tmp_path, "add", site.url("/"), "--yes")
        again = await outlets(tmp_path, "add", site.url("/"), "--yes")
        nothing = await outlets(tmp_path, "add", empty.url("/"), "--yes")

    assert done[0] == 0, done[2]
    text = file.read_text(encoding="utf-8")
    assert text.startswith(before)
    found = load_outlets(text, "f")[-1]
    assert (found.name, found.language) == ("The Gazette", "fr")
    assert [feed.url for feed in found.feeds] == [site.url("/rss?a=1&b=2"), maps.url("/news.xml")]
    assert "already in the file" in again[1]
    assert (nothing[0], "No feed was found" in nothing[2]) == (1, True)


async def test_list_test_pause_and_opml_beside_a_worker(tmp_path: Path) -> None:
    """States come from the store, pauses go through the file, and errors name place and remedy."""
    well, shut = Outlet("well"), Outlet("shut")
    well.publish("Storm closes the harbour", "Ferries stay in port.")
    file = tmp_path / "outlets.yaml"
    async with desk(tmp_path, well, shut) as run:
        # Not as one JSON list, to whose end nothing can be written.
        lines = [f"- {json.dumps(outlet.entry())}\n" for outlet in (well, shut)]
        file.write_text("".join(lines), encoding="utf-8")
        shut.trouble(Trouble.FORBIDDEN)
        for _ in range(2):
            await run.pass_time(HOUR, step=HOUR)
        listed, tested, refused, unknown, exported = await asyncio.gather(
            outlets(tmp_path, "list"),
            outlets(tmp_path, "test", "well"),
            outlets(tmp_path, "test", shut.feed_url()),
            outlets(tmp_path, "pause", "wel"),
            outlets(tmp_path, "export"),
        )
        opml = tmp_path / "list.opml"
        opml.write_text(exported[1].replace("/news.xml", "/other.xml"), encoding="utf-8")
        paused = await outlets(tmp_path, "pause", "well")
        await run.app.importer.tick()
        asked = len(well.asked("/news.xml"))
        await run.pass_time(HOUR, step=HOUR)
        assert len(well.asked("/news.xml")) == asked
        relisted = await outlets(tmp_path, "list")
        imported = await outlets(tmp_path, "import", str(opml), "--yes")
        await outlets(tmp_path, "resume", "well")
        await run.app.importer.tick()
        await run.pass_time(HOUR, step=HOUR)
        assert len(well.asked("/news.xml")) > asked

    assert "blocked" in listed[1]
    assert "HTTP 403" in listed[1]
    assert [line for line in listed[1].splitlines() if line.startswith("well ")]
    assert (tested[0], "Storm closes the harbour" in tested[1]) == (0, True)
    assert (refused[0], "403" in refused[2]) == (1, True)
    assert (unknown[0], "is it well?" in unknown[2]) == (2, True)
    assert paused[0] == 0, paused[2]
    assert relisted[1].startswith("paused")
    assert imported[0] == 0, imported[2]
    read = load_outlets(file.read_text(encoding="utf-8"), "f")
    assert [(one.id, len(one.feeds)) for one in read] == [("well", 2), ("shut", 2)]
    assert exported[1].startswith("<?xml")
