"""Bytes of a feed to entries: the fast path first, feedparser where it is not sure, and an error for what is no feed.

How each format is read stands in `xmlfeed`, `sitemap`, `jsonfeed` and `slowpath`.
"""

import re
from datetime import datetime

from bot.sources.encoding import Decoded, decoded
from bot.sources.entry import (
    ParsedFeed,
    ParseFailed,
    ParseReason,
    RawFeed,
    finished,
    without_entries,
)
from bot.sources.fetched import Fetched
from bot.sources.inflate import TooLargeError, inflated, is_gzip
from bot.sources.jsonfeed import looks_like_json, read_json
from bot.sources.pool import WorkerPool, WorkFailedError, WorkTimeoutError
from bot.sources.sitemap import is_sitemap, read_sitemap
from bot.sources.xmlfeed import NotAFeedError, UnsureError, document, read_xml

#: Larger bodies are cut by the fetcher; here it bounds what a compressed sitemap may become.
MAX_BODY = 8 * 1024 * 1024
#: Up to this size the fast path takes a few milliseconds and may run on the event loop.
SMALL_BODY = 256 * 1024
#: Seconds of work that a feed may cost in the pool.
TIMEOUT = 20.0
#: A feed with more entries, or more tags, is read in the pool, whatever its size.
SMALL_COUNT = 300
SMALL_TAGS = 6_000
#: Feedparser gets no more of a malformed feed than this; it reads some two megabytes a second.
MAX_MALFORMED = 2 * 1024 * 1024
_COMMENT = re.compile(rb"<!--.*?(?:-->|\Z)", re.DOTALL)
_HTML = re.compile(rb"\s*(?:<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>])", re.IGNORECASE)
_FEED_ROOT = re.compile(
    rb"<(?:[\w.-]{1,40}:)?(?:rss|feed|rdf|channel|urlset|sitemapindex)[\s>]", re.IGNORECASE
)
_CHALLENGE = re.compile(
    rb"just a moment|cf-browser-verification|cf_chl_|challenge-platform|attention required|checking your browser|"
    rb"enable javascript and cookies|ddos protection|captcha|access denied|request unsuccessful\. incapsula|"
    rb"akamai|perimeterx|datadome",
    re.IGNORECASE,
)


async def parse(
    fetched: Fetched,
    pool: WorkerPool,
    *,
    language: str = "",
    now: datetime,
    timeout: float = TIMEOUT,  # noqa: ASYNC109
) -> ParsedFeed | ParseFailed:
    """What a fetched feed contains; whatever could be slow or swell is read in the pool, for `timeout` seconds."""
    body, url, content_type = fetched.body, fetched.url, fetched.content_type
    reader = parse_feed_at
    if is_small(body):
        quick = parse_fast(body, url=url, content_type=content_type, language=language, now=now)
        if quick is not None:
            return quick
        reader = parse_slow
    try:
        return await pool.run(reader, body, url, content_type, language, now, timeout=timeout)
    except WorkTimeoutError:
        return ParseFailed(ParseReason.TIMEOUT, f"reading it takes longer than {timeout:g} s")
    except WorkFailedError as error:
        return ParseFailed(ParseReason.MEMORY, f"reading it failed: {error}")


def is_small(body: bytes) -> bool:
    """Whether the fast path reads this body in some 30 ms at most, even if it was made to be slow."""
    if len(body) > SMALL_BODY or is_gzip(body):
        return False
    entries = sum(body.count(mark) for mark in (b"<item", b"<entry", b"<url"))
    return (
        max(entries, body.count(b"{") if looks_like_json(body) else 0) <= SMALL_COUNT
        and body.count(b"<") <= SMALL_TAGS
    )


def parse_feed_at(
    body: bytes, url: str, content_type: str, language: str, now: datetime
) -> ParsedFeed | ParseFailed:
    """`parse_feed` with all arguments in order, as the pool hands them over."""
    return parse_feed(body, url=url, content_type=content_type, language=language, now=now)


def parse_feed(
    body: bytes, *, url: str, content_type: str = "", language: str = "", now: datetime
) -> ParsedFeed | ParseFailed:
    """What a feed contains, by any parser, in this process: bounded in size, but on hostile input slow.

    `language` (ISO 639-1) is the outlet's; `now` (UTC) is the time for undated entries.
    """
    quick = parse_fast(body, url=url, content_type=content_type, language=language, now=now)
    return quick if quick is not None else parse_slow(body, url, content_type, language, now)


def parse_fast(
    body: bytes, *, url: str, content_type: str = "", language: str = "", now: datetime
) -> ParsedFeed | ParseFailed | None:
    """What the fast path makes of it: milliseconds whatever the input; None leaves it to feedparser."""
    source = _source(body, content_type, language)
    if isinstance(source, ParseFailed):
        return source
    raw: RawFeed | None
    if looks_like_json(source.utf8):
        raw = read_json(source.utf8, url)
        if raw is None:
            return ParseFailed(ParseReason.NOT_A_FEED, "JSON, but not a JSON Feed")
        return _told(finished(raw, language=language, now=now, problems=source.problems))
    try:
        root = document(source.utf8)
        raw = read_sitemap(root) if is_sitemap(root) else read_xml(root, url)
    except UnsureError:
        return _html(source.utf8)
    except NotAFeedError as error:
        return _html(source.utf8) or ParseFailed(ParseReason.NOT_A_FEED, f"XML with the root <{error}>")
    return _told(finished(raw, language=language, now=now, problems=source.problems))


def parse_slow(
    body: bytes, url: str, content_type: str, language: str, now: datetime
) -> ParsedFeed | ParseFailed:
    """What feedparser makes of it. Runs in the pool: its time and memory are not bounded here."""
    from bot.sources.slowpath import (
        read_with_feedparser,
    )  # feedparser is loaded where it is used, in the pool

    source = _source(body, content_type, language)
    if isinstance(source, ParseFailed):
        return source
    utf8, problems = _cut(source.utf8)
    try:
        raw = read_with_feedparser(utf8, url)
    except Exception as error:  # noqa: BLE001  # on garbage, feedparser raises what it comes across
        return ParseFailed(ParseReason.NOT_A_FEED, f"feedparser gives up: {type(error).__name__}: {error}")
    if raw is None:
        return ParseFailed(ParseReason.NOT_A_FEED, "neither a feed nor anything like one")
    return _told(finished(raw, language=language, now=now, problems=(*source.problems, *problems)))


def _cut(utf8: bytes) -> tuple[bytes, tuple[str, ...]]:
    """The body up to the last entry that is whole within the bound."""
    if len(utf8) <= MAX_MALFORMED:
        return utf8, ()
    end = max(utf8.rfind(mark, 0, MAX_MALFORMED) for mark in (b"</item>", b"</entry>"))
    kept = utf8[: end + 8 if end > 0 else MAX_MALFORMED]
    return kept, (f"malformed and long: only the first {len(kept)} of {len(utf8)} bytes were read",)


def _source(body: bytes, content_type: str, language: str) -> Decoded | ParseFailed:
    if is_gzip(body):
        try:
            body = inflated(body, MAX_BODY)
        except TooLargeError:
            return ParseFailed(ParseReason.MEMORY, f"more than {MAX_BODY} bytes when unpacked")
        except ValueError as error:
            return ParseFailed(ParseReason.NOT_A_FEED, f"broken gzip: {error}")
    if len(body) > MAX_BODY:
        return ParseFailed(ParseReason.MEMORY, f"more than {MAX_BODY} bytes")
    source = decoded(body, content_type=content_type, language=language)
    if not source.utf8:
        return ParseFailed(ParseReason.EMPTY, "the body is empty")
    return source


def _told(feed: ParsedFeed) -> ParsedFeed:
    return feed if feed.entries or feed.hints.sitemaps else without_entries(feed)


def _html(utf8: bytes) -> ParseFailed | None:
    """The failure where the body is a web page: a challenge page must never pass for "no news"."""
    head = _COMMENT.sub(b"", utf8[:4096])
    if not _HTML.match(head) or _FEED_ROOT.search(head):
        return None
    if _CHALLENGE.search(utf8[:200_000]):
        return ParseFailed(ParseReason.CHALLENGE, "a challenge or refusal page instead of a feed")
    return ParseFailed(ParseReason.HTML, "a web page instead of a feed")
