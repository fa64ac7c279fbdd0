"""Tests of bot/sources/parse.py."""

from datetime import UTC, datetime

from bot.sources.entry import ParsedFeed
from bot.sources.parse import parse_feed

NOW = datetime(2020, 7, 22, 12, 0, tzinfo=UTC)


def read(body: bytes, **more: str) -> ParsedFeed:
    """The feed in these bytes, which must be one."""
    feed = parse_feed(body, url="https://outlet.example/rss", now=NOW, **more)
    assert isinstance(feed, ParsedFeed), feed
    return feed


def test_an_rss_item_becomes_plain_text_with_an_absolute_address() -> None:
    """Markup goes, entities are decoded, relative links are joined to the feed's address."""
    feed = read(
        b"<rss version='2.0'><channel><title>x</title><language>en-gb</language><item>"
        b"<title>A &amp;amp; B &lt;b&gt;bold&lt;/b&gt;</title><link>/a</link>"
        b"<description><![CDATA[<p>Hello<br>you</p>]]></description>"
        b"<pubDate>Tue, 21 Jul 2020 12:00:00 +0300</pubDate></item></channel></rss>"
    )

    (entry,) = feed.entries
    assert (entry.title, entry.url, entry.summary) == ("A & B bold", "https://outlet.example/a", "Hello you")
    assert (entry.published_at, entry.dated) == (datetime(2020, 7, 21, 9, 0, tzinfo=UTC), True)
    assert entry.language == "en"
