"""Tests of bot/sources/parse.py: the corpus, agreement with feedparser, and bounds on hostile input."""

import calendar
import gzip
import io
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import feedparser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.sources.entry import Entry, ParsedFeed, ParseFailed, ParseReason, digest, entry_json
from bot.sources.fetched import CacheHints, Fetched
from bot.sources.markup import plain
from bot.sources.parse import MAX_BODY, MAX_MALFORMED, is_small, parse, parse_fast, parse_feed, parse_slow
from bot.sources.pool import WorkerPool
from tests.sources.corpus import NOW, URL, expected, feed_files, outlet_language

WELL_FORMED = [path for path in feed_files() if path.name.startswith(("rss", "rdf", "atom"))]


def read(body: bytes, **more: str) -> ParsedFeed:
    """The feed in these bytes, which must be one."""
    feed = parse_feed(body, url=URL, now=NOW, **more)
    assert isinstance(feed, ParsedFeed), feed
    return feed


def rss(items: str, *, head: str = "") -> bytes:
    """An RSS feed with these items."""
    return f'<rss version="2.0"><channel><title>Feed</title>{head}{items}</channel></rss>'.encode()


def fetched(body: bytes, content_type: str = "") -> Fetched:
    """A body as the fetcher hands it over."""
    return Fetched(
        url=URL,
        status=200,
        etag="",
        last_modified="",
        content_type=content_type,
        cache=CacheHints(),
        body=body,
        digest=digest(body),
    )


@pytest.fixture
async def pool() -> AsyncIterator[WorkerPool]:
    """A pool that is closed at the end, whatever happens."""
    pool = WorkerPool()
    yield pool
    await pool.close()


@pytest.mark.parametrize("path", feed_files(), ids=lambda path: path.name)
def test_every_feed_of_the_corpus_is_read_as_expected(path: Path) -> None:
    """Formats, encodings, dates and languages: the whole object is compared."""
    outcome = parse_feed(path.read_bytes(), url=URL, language=outlet_language(path), now=NOW)

    if isinstance(outcome, ParseFailed):
        found: dict[str, Any] = {"failed": str(outcome.reason), "detail": outcome.detail}
    else:
        found = {
            "parser": outcome.parser,
            "title": outcome.title,
            "language": outcome.language,
            "problems": list(outcome.problems),
            "entries": [entry_json(entry) for entry in outcome.entries],
        }
    assert expected(path) == found


@pytest.mark.parametrize("path", WELL_FORMED, ids=lambda path: path.name)
def test_fast_path_and_feedparser_agree(path: Path) -> None:
    """On a well-formed feed both give the same id, link, title, summary and times."""
    body, language = path.read_bytes(), outlet_language(path)

    fast = parse_fast(body, url=URL, language=language, now=NOW)
    slow = parse_slow(body, URL, "", language, NOW)

    assert isinstance(fast, ParsedFeed)
    assert isinstance(slow, ParsedFeed)
    assert (fast.parser, slow.parser) == ("lxml", "feedparser")
    assert [told(entry) for entry in slow.entries] == [told(entry) for entry in fast.entries]


def told(entry: Entry) -> tuple[object, ...]:
    """What both parsers must agree on."""
    return (
        entry.id,
        entry.url,
        entry.title,
        entry.summary,
        entry.published_at,
        entry.updated_at,
        entry.dated,
    )


@pytest.mark.parametrize(
    "name",
    ["rss20_wordpress_en.xml", "atom10.xml", "atom03.xml", "rdf10_german_latin1.xml", "rss20_media.xml"],
)
def test_entries_are_those_of_feedparser_itself(name: str) -> None:
    """The same against feedparser as anybody calls it, without our preparation."""
    path = next(path for path in WELL_FORMED if path.name == name)
    own = read(path.read_bytes()).entries

    reference = feedparser.parse(io.BytesIO(path.read_bytes()), response_headers={"content-location": URL})

    assert [reference_told(entry) for entry in reference.entries] == [
        (e.id, e.url, e.title, e.summary, e.published_at) for e in own
    ]


def reference_told(entry: Any) -> tuple[object, ...]:
    """An entry of feedparser in our terms."""
    at: Any = dict.get(entry, "published_parsed") or dict.get(entry, "updated_parsed")
    words = [plain(dict.get(entry, name) or "") for name in ("id", "link", "title", "summary")]
    return (*words, datetime.fromtimestamp(calendar.timegm(at), UTC))


@pytest.mark.parametrize(
    ("body", "small"),
    [
        (rss("<item><title>x</title></item>" * 40), True),
        (rss("<item/>" * 301), False),
        (rss("<item>" + "<link/>" * 6_001 + "</item>"), False),
        (rss("x" * 300_000), False),
        (gzip.compress(rss(""), mtime=0), False),
        (b'{"items": [' + b"{}," * 301 + b"{}]}", False),
    ],
)
def test_only_what_is_quickly_read_is_read_on_the_event_loop(body: bytes, small: bool) -> None:
    """Size, entries and tags all count: each could hold up everything else."""
    assert is_small(body) is small


def test_what_the_feed_asks_for_is_kept() -> None:
    """ttl, update period, hours and days to skip, hub and self come out as hints."""
    hints = read(
        rss(
            "<item><title>x</title></item>",
            head="<ttl>15</ttl><skipHours><hour>1</hour><hour>24</hour><hour>x</hour></skipHours>"
            "<skipDays><day>Sunday</day></skipDays>"
            '<a:link xmlns:a="http://www.w3.org/2005/Atom" rel="hub" href="https://hub.example/"/>',
        )
    ).hints

    assert hints.ttl is not None
    assert hints.ttl.total_seconds() == 900
    assert (hints.skip_hours, hints.skip_days) == (frozenset({0, 1}), frozenset({6}))
    assert hints.hub == "https://hub.example/"


def test_a_sitemap_index_names_its_sitemaps() -> None:
    """An index has no entries, which is no fault of its."""
    path = next(path for path in feed_files() if path.name == "sitemap_index.xml")

    feed = read(path.read_bytes())

    assert feed.hints.sitemaps == (
        "https://agency.example/sitemap/1.xml.gz",
        "https://agency.example/sitemap/2.xml",
    )
    assert feed.problems == ()


def test_a_packed_sitemap_is_unpacked() -> None:
    """An .xml.gz that is served as it is reads like the file in it."""
    path = next(path for path in feed_files() if path.name == "news_sitemap.xml")

    assert len(read(gzip.compress(path.read_bytes())).entries) == 2


def test_an_undated_entry_gets_the_time_of_reading() -> None:
    """It is marked, never in the future, and the problem is told."""
    feed = read(rss("<item><title>x</title><pubDate>Tue, 21 Jul 2099 10:00:00 GMT</pubDate></item>"))

    (entry,) = feed.entries
    assert (entry.published_at, entry.dated) == (NOW, False)
    assert "in the future" in feed.problems[0]


def test_entities_are_never_loaded_or_multiplied() -> None:
    """A file entity and a billion laughs leave neither content nor cost."""
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<!DOCTYPE r [<!ENTITY l0 "lol">{laughs}]>' + rss("<item><title>&l9;</title></item>").decode()
    stolen = (
        '<!DOCTYPE r [<!ENTITY f SYSTEM "file:///etc/passwd">]>'
        + rss("<item><title>a&f;b</title></item>").decode()
    )

    laughing, reading = read(bomb.encode()), read(stolen.encode())

    assert len(laughing.entries[0].title) < 20
    assert "root:" not in reading.entries[0].title


async def test_200_000_nested_tags_are_bounded(pool: WorkerPool) -> None:
    """The fast path refuses them at once, feedparser is stopped in time, and the next feed is read as ever."""
    body = b"<rss><channel><item><title>before</title><description>" + b"<a>" * 200_000

    assert parse_fast(body, url=URL, now=NOW) is None
    outcome = await parse(fetched(body), pool, now=NOW, timeout=0.5)
    assert isinstance(outcome, ParseFailed)
    assert outcome.reason is ParseReason.TIMEOUT
    after = await parse(fetched(b"<rss><channel><item><title>caf&eacute;</title>"), pool, now=NOW)
    assert isinstance(after, ParsedFeed)
    assert after.entries[0].title == "café"


async def test_a_feed_of_20_000_entries_is_read_in_the_pool(pool: WorkerPool) -> None:
    """Large feeds never hold up the event loop; beyond the bound the rest is left out and told."""
    body = rss("".join(f"<item><title>{n}</title><link>/{n}</link></item>" for n in range(20_001)))

    outcome = await parse(fetched(body), pool, now=NOW)

    assert isinstance(outcome, ParsedFeed)
    assert len(outcome.entries) == 20_000
    assert outcome.problems[0] == "only the first 20000 of 20001 entries were read"


def test_a_long_malformed_feed_is_cut_at_an_entry() -> None:
    """Feedparser gets two megabytes of it, and the rest is told as unread."""
    item = "<item><title>R&D</title><description>" + "x" * 100_000 + "</description></item>"
    body = rss(item * 30)

    feed = read(body)

    assert len(body) > MAX_MALFORMED
    assert 15 < len(feed.entries) < 30
    assert feed.problems[0].startswith("malformed and long")


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", ParseReason.EMPTY),
        (b"\xef\xbb\xbf  \n", ParseReason.EMPTY),
        (b"x" * (MAX_BODY + 1), ParseReason.MEMORY),
        (gzip.compress(b"x" * (MAX_BODY + 1), mtime=0), ParseReason.MEMORY),
        (b"\x1f\x8b\x08broken", ParseReason.NOT_A_FEED),
        (b"<!DOCTYPE html><title>News</title>", ParseReason.HTML),
        (b"<html><body>Please solve the captcha", ParseReason.CHALLENGE),
        (b"[]", ParseReason.NOT_A_FEED),
        (b"{" * 100_000, ParseReason.NOT_A_FEED),
        (b"plain words", ParseReason.NOT_A_FEED),
        (b"<!---->" * 1_000, ParseReason.NOT_A_FEED),
        (b"GIF89a\x00\x01", ParseReason.NOT_A_FEED),
    ],
)
def test_what_is_no_feed_is_an_error(body: bytes, reason: ParseReason) -> None:
    """Never "no news": an empty answer, a page, a challenge or a bomb has a reason of its own."""
    outcome = parse_feed(body, url=URL, now=NOW)

    assert isinstance(outcome, ParseFailed)
    assert outcome.reason is reason


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_no_bytes_break_the_parser(data: st.DataObject) -> None:
    """Feeds of the corpus, cut and garbled anywhere, give a feed or a failure, with clean text."""
    body = bytearray(data.draw(st.sampled_from(feed_files())).read_bytes())
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(body)))
        body[at : at + data.draw(st.integers(0, 40))] = data.draw(st.binary(max_size=12))

    outcome = parse_feed(bytes(body), url=URL, now=NOW)

    if isinstance(outcome, ParsedFeed):
        for entry in outcome.entries:
            written = f"{entry.title}{entry.summary}{entry.content}{entry.url}"
            assert written.encode().decode() == written
            assert entry.published_at <= NOW
            assert "\x00" not in entry.title + entry.summary
