"""The loopback outlets serve what news sites serve, as judged by feedparser, trafilatura and httpx."""

import html

import feedparser
import httpx
import pytest
import trafilatura

from tests.journeys.outlets import Outlet, Trouble


async def get(url: str, **headers: str) -> httpx.Response:
    """Get an address."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    async with httpx.AsyncClient(timeout=0.5, trust_env=False) as client:
        return await client.get(url, headers=named)


@pytest.mark.parametrize("kind", ["rss", "atom"])
async def test_feeds(kind: str) -> None:
    """Both formats carry titles, links, ids, dates and summaries in any script, newest first."""
    async with Outlet("wire", language="ar", format=kind) as outlet:
        outlet.publish('<Older> & "first"', "a < b & c", minutes_ago=5, author="A. Writer")
        piece = outlet.publish("مصر تنفي", "نفت القاهرة", dated=kind == "rss")
        answer = await get(outlet.feed_url())

        parsed = feedparser.parse(answer.content, response_headers=dict(answer.headers))
        newest, older = parsed.entries

    assert not parsed.bozo
    assert parsed.feed.language == "ar"
    assert (newest.title, newest.summary, newest.link, newest.id) == (
        piece.title,
        piece.summary,
        piece.url,
        piece.guid,
    )
    assert older.author == "A. Writer"
    assert html.unescape(older.title) == '<Older> & "first"'
    assert ("published_parsed" in newest) == (kind == "rss")
    assert older.published_parsed is not None


async def test_conditional_requests() -> None:
    """An unchanged feed is a 304 by ETag or by date; a new article makes it a 200 again."""
    async with Outlet("wire") as outlet:
        outlet.publish("one")
        first = await get(outlet.feed_url())
        by_etag = await get(outlet.feed_url(), if_none_match=first.headers["etag"])
        by_date = await get(outlet.feed_url(), if_modified_since=first.headers["last-modified"])
        outlet.publish("two")
        again = await get(outlet.feed_url(), if_none_match=first.headers["etag"])

        assert [by_etag.status_code, by_date.status_code, again.status_code] == [304, 304, 200]
        assert [seen.status for seen in outlet.asked("/news.xml")] == [200, 304, 304, 200]
        assert outlet.asked("/news.xml", 304)[0].headers["if-none-match"] == first.headers["etag"]


async def test_article_pages() -> None:
    """An article's page holds its text so that an extractor finds it; change and withdrawal show."""
    text = (
        "Two ministers met in Tunis on Monday to discuss the border.\n\nThey agreed to meet again in spring."
    )
    async with Outlet("wire") as outlet:
        piece = outlet.publish("Ministers meet", "In Tunis.", text=text)
        page = await get(piece.url)
        outlet.change(
            piece, title="Ministers part", text="No agreement was reached on Monday, officials said."
        )
        changed = await get(piece.url)
        outlet.withdraw(outlet.pieces[0])
        gone = await get(piece.url)

    assert trafilatura.extract(page.text) == "Ministers meet\n" + text.replace("\n\n", "\n")
    assert "Ministers part" in changed.text
    assert gone.status_code == 404


@pytest.mark.parametrize(
    ("trouble", "status"),
    [
        (Trouble.SERVER_ERROR, 500),
        (Trouble.UNAVAILABLE, 503),
        (Trouble.TOO_MANY, 429),
        (Trouble.FORBIDDEN, 403),
        (Trouble.NOT_FOUND, 404),
        (Trouble.GONE, 410),
        (Trouble.MOVED, 301),
        (Trouble.HTML, 200),
        (Trouble.EMPTY, 200),
        (Trouble.BROKEN_XML, 200),
    ],
)
async def test_trouble(trouble: Trouble, status: int) -> None:
    """Trouble is what it says, for so many requests, and no feed can be read in it."""
    async with Outlet("wire") as outlet:
        outlet.publish("one")
        outlet.trouble(trouble, "/news", times=1, seconds=30, to=outlet.url)
        troubled, well = await get(outlet.feed_url()), await get(outlet.feed_url())

    assert troubled.status_code == status
    assert feedparser.parse(troubled.content).bozo or not feedparser.parse(troubled.content).entries
    assert troubled.headers.get("retry-after") == ("30" if status in (429, 503) else None)
    assert well.status_code == 200


@pytest.mark.parametrize(
    ("trouble", "raised"),
    [
        (Trouble.HANG, httpx.ReadTimeout),
        (Trouble.DROP, httpx.RemoteProtocolError),
        (Trouble.CUT, httpx.RemoteProtocolError),
    ],
)
async def test_network_trouble(trouble: Trouble, raised: type[Exception]) -> None:
    """A hang, a dropped connection and half an answer look so to a client; mending ends it."""
    async with Outlet("wire") as outlet:
        outlet.publish("one")
        outlet.trouble(trouble)
        with pytest.raises(raised):
            await get(outlet.feed_url())
        outlet.mend()
        assert (await get(outlet.feed_url())).status_code == 200
        await outlet.go_down()
        with pytest.raises(httpx.ConnectError):
            await get(outlet.feed_url())
        await outlet.come_up()
        assert (await get(outlet.feed_url())).status_code == 200
