"""What a feed contains, as every parser of this room returns it, and how raw fields become clean ones."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

from bot.model import Precision
from bot.sources.dates import Moment, moment
from bot.sources.markup import clean, paragraphs, plain

#: A publisher's clock may run ahead by this much before we call an entry future-dated.
CLOCK_SKEW = timedelta(minutes=10)
#: Dates before the first RSS feed are broken clocks (1970-01-01, 0001-01-01), not news.
EARLIEST_YEAR = 1990
TITLE_LIMIT = 1_000
SUMMARY_LIMIT = 20_000
CONTENT_LIMIT = 200_000
ADDRESS_LIMIT = 4_000
#: Characters that no address has unescaped (RFC 3986 section 2), and that would break one out of its quotes.
_UNSAFE = str.maketrans({" ": "%20", '"': "%22", "<": "%3C", ">": "%3E", "\n": None, "\t": None})


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of a feed: plain text, absolute addresses, a time that can be relied on."""

    #: guid, atom:id or rdf:about; empty where the feed gives none.
    id: str
    url: str
    title: str
    #: Plain text on one line; the content where the feed has no summary.
    summary: str
    #: Plain text of content:encoded, atom:content or the like, a line per block; or empty.
    content: str
    #: Never in the future: an undated or future-dated entry gets the time of reading.
    published_at: datetime
    updated_at: datetime | None
    #: False where `published_at` is our guess.
    dated: bool
    precision: Precision
    author: str
    #: As the entry or its feed declares it, else as the outlet does; may be empty.
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Hints:
    """What a feed says about how often to ask, and where it lives."""

    #: RSS `ttl`.
    ttl: timedelta | None = None
    #: sy:updatePeriod divided by sy:updateFrequency: a hint, WordPress says "hourly" by default.
    update_period: timedelta | None = None
    #: Hours (UTC) and days (Monday is 0) in which RSS asks not to be read.
    skip_hours: frozenset[int] = frozenset()
    skip_days: frozenset[int] = frozenset()
    #: WebSub hub, `rel=self`, and for a sitemap index the sitemaps it names.
    hub: str = ""
    self_url: str = ""
    sitemaps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedFeed:
    """A feed that was understood; `problems` are sentences for the operator."""

    title: str
    language: str
    entries: tuple[Entry, ...]
    problems: tuple[str, ...] = ()
    hints: Hints = Hints()
    #: Which parser read it: "lxml", "feedparser", "json" or "sitemap".
    parser: str = ""


class ParseReason(StrEnum):
    """Why a body is not a feed."""

    EMPTY = "empty"
    HTML = "html"
    CHALLENGE = "challenge"
    NOT_A_FEED = "not a feed"
    TIMEOUT = "timeout"
    MEMORY = "memory"


@dataclass(frozen=True, slots=True)
class ParseFailed:
    """A body that is not a feed, or cannot be read within bounds."""

    reason: ParseReason
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RawEntry:
    """An entry as a parser found it: text still with markup, dates still as written."""

    id: str = ""
    url: str = ""
    title: str = ""
    summary: str = ""
    content: str = ""
    published: str = ""
    updated: str = ""
    #: The publication moment where another library has already read it.
    published_at: Moment | None = None
    updated_at: Moment | None = None
    author: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RawFeed:
    """A feed as a parser found it."""

    parser: str
    title: str = ""
    language: str = ""
    entries: tuple[RawEntry, ...] = ()
    hints: Hints = Hints()
    problems: tuple[str, ...] = ()


def finished(raw: RawFeed, *, language: str, now: datetime, problems: Iterable[str] = ()) -> ParsedFeed:
    """The feed with clean text and sane times; `language` is the outlet's, for feeds that say none."""
    spoken = tag(raw.language) or language
    entries = tuple(_entry(entry, spoken, now) for entry in raw.entries)
    odd = [*problems, *raw.problems, *_oddities(raw.entries, entries)]
    return ParsedFeed(
        title=plain(raw.title)[:TITLE_LIMIT],
        language=spoken,
        entries=entries,
        problems=tuple(odd),
        hints=raw.hints,
        parser=raw.parser,
    )


def _entry(raw: RawEntry, language: str, now: datetime) -> Entry:
    published = raw.published_at or moment(raw.published)
    updated = raw.updated_at or moment(raw.updated)
    first = published or updated
    dated = first is not None and _plausible(first.at, now)
    content = paragraphs(raw.content)[:CONTENT_LIMIT]
    return Entry(
        id=clean(raw.id).strip()[:ADDRESS_LIMIT],
        url=_link(raw.url),
        title=plain(raw.title)[:TITLE_LIMIT],
        summary=plain(raw.summary)[:SUMMARY_LIMIT],
        content=content,
        published_at=min(first.at, now) if first is not None and dated else now,
        updated_at=updated.at if updated is not None and _plausible(updated.at, now) else None,
        dated=dated,
        precision=first.precision if first is not None and dated else "time",
        author=plain(raw.author)[:TITLE_LIMIT],
        language=tag(raw.language) or language,
    )


def _link(written: str) -> str:
    """The address, if it is one for the web; relative only where the feed's own address is not known."""
    address = clean(written).strip().translate(_UNSAFE)
    if len(address) > ADDRESS_LIMIT:
        return ""
    return address if is_web_address(address) or _is_relative(address) else ""


def _is_relative(address: str) -> bool:
    try:
        return not urlsplit(address).scheme
    except ValueError:
        return False


def _plausible(at: datetime, now: datetime) -> bool:
    return at.year >= EARLIEST_YEAR and at <= now + CLOCK_SKEW


def _oddities(raw: tuple[RawEntry, ...], entries: tuple[Entry, ...]) -> list[str]:
    odd = []
    undated = sum(1 for entry in raw if not (entry.published or entry.updated or entry.published_at))
    if undated:
        odd.append(f"{undated} of {len(raw)} entries have no date; they count as published when first seen")
    strange = sum(1 for entry in entries if not entry.dated) - undated
    if strange > 0:
        odd.append(
            f"{strange} of {len(raw)} entries have a date that is unreadable, in the future or before "
            f"{EARLIEST_YEAR}; they count as published when first seen"
        )
    nowhere = sum(1 for entry in entries if not entry.url)
    if nowhere:
        odd.append(f"{nowhere} of {len(raw)} entries have no usable link")
    untitled = sum(1 for entry in entries if not entry.title)
    if untitled:
        odd.append(f"{untitled} of {len(raw)} entries have no title")
    return odd


def is_web_address(text: str) -> bool:
    """Whether this is an absolute http(s) address with a host: `javascript:` and the like are not."""
    try:
        parts = urlsplit(text)
        return parts.scheme.lower() in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False


def tag(language: str) -> str:
    """ISO 639 code of a language tag: "en-GB" -> "en"; empty where it is no tag (RFC 5646)."""
    primary = language.strip().replace("_", "-").partition("-")[0].lower()
    return primary if 2 <= len(primary) <= 3 and primary.isascii() and primary.isalpha() else ""


def entry_json(entry: Entry) -> dict[str, Any]:
    """One line of `parse --json`; `published` is null where the feed gives no usable date."""
    return {
        "id": entry.id,
        "url": entry.url,
        "title": entry.title,
        "summary": entry.summary,
        "published": entry.published_at.isoformat() if entry.dated else None,
        "updated": entry.updated_at.isoformat() if entry.updated_at else None,
        "lang": entry.language,
    }


def digest(body: bytes) -> str:
    """A short fingerprint of a body: equal fingerprints need no parsing."""
    return hashlib.blake2b(body, digest_size=16).hexdigest()


def without_entries(feed: ParsedFeed) -> ParsedFeed:
    """The same feed with a problem that says that it lists nothing."""
    return replace(feed, problems=(*feed.problems, "the feed has no entries"))
