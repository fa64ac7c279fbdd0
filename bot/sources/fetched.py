"""What a request and its outcomes are, and what response headers say. The network is `fetch.py`'s."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from enum import StrEnum

#: Nobody is believed who asks us to stay away for longer (miniflux caps at 24 h).
MAX_HINT = timedelta(hours=24)

FEED_ACCEPT = (
    "application/atom+xml, application/rss+xml, application/rdf+xml, application/feed+json, "
    "application/xml;q=0.9, text/xml;q=0.8, */*;q=0.1"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A conditional GET; the validators are opaque and are echoed byte for byte (RFC 9110 section 13.1)."""

    url: str
    etag: str = ""
    last_modified: str = ""
    #: Instead of the fetcher's own.
    user_agent: str | None = None
    accept: str = FEED_ACCEPT


@dataclass(frozen=True, slots=True)
class CacheHints:
    """How long the server thinks its answer good (RFC 9111); None where it does not say."""

    max_age: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """A body, unpacked, from the address where the redirects ended."""

    url: str
    status: int
    etag: str
    last_modified: str
    content_type: str
    cache: CacheHints
    body: bytes
    #: Fingerprint of the body: equal ones need no parsing.
    digest: str
    #: Where the address has moved for good (301 or 308 all the way), not yet adopted.
    permanent: str | None = None
    #: How long the answer took, without the wait for a turn at the host.
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class NotModified:
    """304: nothing new. Validators are empty where the answer repeats none: then the old ones stand."""

    etag: str = ""
    last_modified: str = ""
    cache: CacheHints = CacheHints()
    permanent: str | None = None
    seconds: float = 0.0


class FailureReason(StrEnum):
    """Why there is no body."""

    ADDRESS = "bad address"
    DNS = "dns"
    CONNECT = "connect"
    TLS = "tls"
    TIMEOUT = "timeout"
    PROTOCOL = "protocol"
    HTTP = "http"
    TOO_LARGE = "too large"
    PRIVATE_ADDRESS = "private address"
    REDIRECT = "redirect"
    DECODE = "decode"
    #: 410: asked not to come back.
    GONE = "gone"
    #: 429, or 503 with Retry-After.
    THROTTLED = "throttled"
    #: 401, 403, 451 or a challenge page.
    BLOCKED = "blocked"
    #: The site's robots.txt does not want this page fetched, or cannot be had.
    ROBOTS = "robots.txt"


@dataclass(frozen=True, slots=True)
class FetchFailed:
    """No body, and why, in words for the operator."""

    reason: FailureReason
    detail: str
    status: int | None = None
    #: As long as the server asked us to stay away.
    retry_after: timedelta | None = None


def failure_of_status(status: int, headers: Mapping[str, str], wait: timedelta | None) -> FetchFailed:
    """What a status other than success, redirect and 304 means (RFC 9110 section 15, RFC 6585)."""
    challenged = headers.get("cf-mitigated", "") == "challenge"
    if challenged or status in (401, 403, 451):
        detail = "the server answered with a challenge" if challenged else f"refused with HTTP {status}"
        return FetchFailed(FailureReason.BLOCKED, detail, status, wait)
    if status == 410:
        return FetchFailed(FailureReason.GONE, "HTTP 410: the feed is gone for good", status)
    if status == 429 or (status == 503 and wait is not None):
        return FetchFailed(FailureReason.THROTTLED, f"HTTP {status}: asked to slow down", status, wait)
    return FetchFailed(FailureReason.HTTP, f"HTTP {status}", status, wait)


def retry_after(headers: Mapping[str, str], now: datetime) -> timedelta | None:
    """How long to wait, from seconds or a date (RFC 9110 section 10.2.3), at most a day."""
    value = headers.get("retry-after", "").strip()
    if not value:
        return None
    if value.isascii() and value.isdigit():
        return min(timedelta(seconds=int(value[:9])), MAX_HINT)
    at = _http_date(value)
    return min(max(at - now, timedelta()), MAX_HINT) if at is not None else None


def cache_hints(headers: Mapping[str, str], now: datetime) -> CacheHints:
    """How long the answer is good: max-age, else Expires; nothing where no-cache or no-store is set."""
    directives = dict(_directive(part) for part in headers.get("cache-control", "").lower().split(","))
    if "no-cache" in directives or "no-store" in directives:
        return CacheHints()
    seconds = directives.get("max-age", "")
    if seconds.isascii() and seconds.isdigit():
        return CacheHints(min(timedelta(seconds=int(seconds[:9])), MAX_HINT))
    expires = _http_date(headers.get("expires", ""))
    if expires is None:
        return CacheHints()
    sent = _http_date(headers.get("date", "")) or now
    return CacheHints(min(max(expires - sent, timedelta()), MAX_HINT))


def _directive(part: str) -> tuple[str, str]:
    name, _, value = part.strip().partition("=")
    return name.strip(), value.strip().strip('"')


def _http_date(value: str) -> datetime | None:
    if not value:
        return None
    try:
        at = parsedate_to_datetime(value)
    except (TypeError, ValueError, OverflowError):
        return None
    return at if at.tzinfo is not None else at.replace(tzinfo=UTC)
