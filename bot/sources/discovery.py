"""Finds the feeds of a site from any of its addresses: what the page names, where feeds usually stand, news sitemaps."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urljoin, urlsplit

from lxml import html

from bot.sources.entry import ParsedFeed, ParseFailed
from bot.sources.fetch import Fetched, Fetcher, FetchFailed, Request
from bot.sources.pages import Pages
from bot.sources.parse import parse
from bot.sources.pool import WorkerPool

#: As RFC 4287, the RSS advisory board and JSON Feed name them for `link rel=alternate` (WHATWG HTML, 4.6.6).
_TYPES = frozenset(
    [
        "application/rss+xml",
        "application/atom+xml",
        "application/rdf+xml",
        "application/feed+json",
        "text/xml",
        "application/xml",
    ]
)
#: Where content management systems put feeds; asked where a page names none.
_USUAL = ("/feed/", "/rss.xml", "/rss", "/feed.xml", "/atom.xml", "/index.xml")
#: Addresses that are asked at most.
_MOST = 12
_SITEMAPS = 3


@dataclass(frozen=True, slots=True)
class FoundFeed:
    """An address that lists articles."""

    url: str
    feed: ParsedFeed


@dataclass(frozen=True, slots=True)
class Discovery:
    """What was found at a site, best first, and what was tried in vain, one sentence each."""

    feeds: tuple[FoundFeed, ...]
    tried: tuple[str, ...]


async def discover(fetcher: Fetcher, pages: Pages, pool: WorkerPool, url: str, now: datetime) -> Discovery:
    """The feeds of a site; where `url` is a feed itself, that one alone."""
    found: dict[str, FoundFeed] = {}
    tried: list[str] = []
    answer = await fetcher.get(Request(url=url))
    if not isinstance(answer, Fetched):
        detail = f"{answer.reason}: {answer.detail}" if isinstance(answer, FetchFailed) else "not modified"
        return Discovery((), (f"{url}: {detail}",))
    read = await parse(answer, pool, now=now)
    if isinstance(read, ParsedFeed) and read.entries:
        return Discovery((FoundFeed(url, read),), ())
    named = _named(answer)
    usual = [urljoin(answer.url, path) for path in _USUAL]
    robots = await pages.robots(answer.url)
    sitemaps = [one for one in (robots.sitemaps if robots else ()) if "news" in one.lower()][:_SITEMAPS]
    for group in (named[: _MOST - _SITEMAPS], [] if named else usual, sitemaps):
        for address in group:
            await _try(fetcher, pool, address, now, found, tried)
        if found and group is usual:
            break
    return Discovery(tuple(found.values()), tuple(tried))


async def read_feed(
    fetcher: Fetcher, pool: WorkerPool, url: str, now: datetime, user_agent: str | None = None
) -> FoundFeed | str:
    """What an address lists, or why it is no feed."""
    answer = await fetcher.get(Request(url=url, user_agent=user_agent))
    if isinstance(answer, FetchFailed):
        return f"{answer.reason}: {answer.detail}"
    if not isinstance(answer, Fetched):
        return "not modified"
    read = await parse(answer, pool, now=now)
    if isinstance(read, ParseFailed):
        return read.detail
    # What has moved for good is written down where it is now.
    return FoundFeed(answer.permanent or url, read)


async def _try(
    fetcher: Fetcher,
    pool: WorkerPool,
    url: str,
    now: datetime,
    found: dict[str, FoundFeed],
    tried: list[str],
) -> None:
    read = await read_feed(fetcher, pool, url, now)
    if isinstance(read, str):
        tried.append(f"{url}: {read}")
    elif not read.feed.entries:
        tried.append(f"{url}: lists no articles")
    else:
        # Two addresses of one feed list the same articles.
        key = " ".join(entry.url or entry.id for entry in read.feed.entries[:5])
        found.setdefault(key, read)


def _named(answer: Fetched) -> list[str]:
    """Feeds that a page's links name, comments aside, in its order."""
    try:
        root = html.document_fromstring(answer.body)
    except (ValueError, html.etree.ParserError):
        return []
    found = []
    for link in root.iter("link"):
        if "alternate" not in (link.get("rel") or "").lower().split():
            continue
        kind = (link.get("type") or "").partition(";")[0].strip().lower()
        target = urljoin(answer.url, (link.get("href") or "").strip())
        if kind in _TYPES and urlsplit(target).scheme in ("http", "https") and "/comments/" not in target:
            found.append(target)
    return list(dict.fromkeys(found))
