"""One polite GET: conditional, through the guard, capped, unpacked within bounds, with one deadline over all.

What goes wrong out there is a returned `FetchFailed`; how often to come back is `cadence.py`'s matter.
"""

import asyncio
import ssl
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from http.cookiejar import CookieJar, DefaultCookiePolicy

import h11
import httpcore
import httpx

from bot.sources.entry import digest
from bot.sources.fetched import (
    FEED_ACCEPT,
    CacheHints,
    FailureReason,
    Fetched,
    FetchFailed,
    NotModified,
    Request,
    cache_hints,
    failure_of_status,
    retry_after,
)
from bot.sources.guard import AddressRefusedError, Guard, GuardedTransport, NameUnknownError, Network
from bot.sources.hosts import Hosts
from bot.sources.inflate import Inflater, TooLargeError

MAX_BODY = 8 * 1024 * 1024
MAX_HOPS = 5
TIMEOUT = 30.0
_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_FOREVER = frozenset((301, 308))

__all__ = [
    "FEED_ACCEPT",
    "CacheHints",
    "FailureReason",
    "FetchFailed",
    "Fetched",
    "Fetcher",
    "NotModified",
    "Request",
]


def _now() -> datetime:
    return datetime.now(UTC)


class _FailedError(Exception):
    def __init__(self, failure: FetchFailed) -> None:
        self.failure = failure


@dataclass(slots=True)
class _Trip:
    """One request on its way over its redirects."""

    url: httpx.URL
    #: Seconds left of the total; waiting for a turn at a host does not count.
    left: float
    seen: set[str] = field(default_factory=set)
    #: The address after the leading permanent redirects.
    permanent: str | None = None
    only_permanent: bool = True


class Fetcher:
    """Fetches feeds and pages. One per process; close it at the end."""

    def __init__(
        self,
        *,
        user_agent: str,
        allow: Sequence[Network] = (),
        proxy: str | None = None,
        max_bytes: int = MAX_BODY,
        timeout: float = TIMEOUT,
        host_gap: float = 0.0,
        max_connections: int = 200,
        now: Callable[[], datetime] = _now,
    ) -> None:
        """`timeout` and `host_gap` (rest between two requests to one host) are seconds, `max_bytes` unpacked ones."""
        self._user_agent = user_agent
        self._max_bytes = max_bytes
        self._timeout = timeout
        self._now = now
        self._hosts = Hosts(host_gap)
        self._client = httpx.AsyncClient(
            transport=GuardedTransport(Guard(allow), proxy=proxy, max_connections=max_connections),
            trust_env=False,
            timeout=httpx.Timeout(timeout),
            follow_redirects=False,
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
            headers={"Accept-Encoding": "gzip", "Connection": "close"},
        )

    async def get(self, request: Request) -> Fetched | NotModified | FetchFailed:
        """The body, or that it has not changed, or why there is none."""
        try:
            trip = _Trip(httpx.URL(request.url), self._timeout)
            for _ in range(MAX_HOPS + 1):
                outcome = await self._hop(request, trip)
                if isinstance(outcome, FetchFailed):
                    return outcome
                if outcome is not None:
                    return replace(outcome, seconds=self._timeout - trip.left)
        except _FailedError as failed:
            return failed.failure
        except (httpx.InvalidURL, UnicodeError, ValueError) as error:
            return FetchFailed(FailureReason.ADDRESS, f"no address that can be asked: {error}")
        return FetchFailed(FailureReason.REDIRECT, f"more than {MAX_HOPS} redirects")

    async def close(self) -> None:
        """Closes every connection."""
        await self._client.aclose()

    async def _hop(self, request: Request, trip: _Trip) -> Fetched | NotModified | FetchFailed | None:
        """One request of the trip; None where it was sent on, with the trip changed."""
        if trip.url.scheme not in ("http", "https") or not trip.url.host:
            raise _FailedError(FetchFailed(FailureReason.ADDRESS, f"not an http address: {_shown(trip.url)}"))
        if str(trip.url) in trip.seen:
            raise _FailedError(
                FetchFailed(FailureReason.REDIRECT, f"a circle of redirects at {_shown(trip.url)}")
            )
        trip.seen.add(str(trip.url))
        loop = asyncio.get_running_loop()
        async with self._hosts.turn(trip.url):
            start = loop.time()
            try:
                async with asyncio.timeout(trip.left):
                    return await self._exchange(request, trip)
            except Exception as error:
                raise _FailedError(failure_of(error, self._timeout, self._max_bytes)) from error
            finally:
                trip.left -= loop.time() - start

    async def _exchange(self, request: Request, trip: _Trip) -> Fetched | NotModified | FetchFailed | None:
        headers = {"User-Agent": request.user_agent or self._user_agent, "Accept": request.accept}
        if request.etag:
            headers["If-None-Match"] = request.etag
        if request.last_modified:
            headers["If-Modified-Since"] = request.last_modified
        # As bytes, for a validator may hold any: what the server sent goes back unchanged.
        raw = [(name.encode(), value.encode("latin-1", "replace")) for name, value in headers.items()]
        async with self._client.stream("GET", trip.url, headers=raw) as response:
            status = response.status_code
            if status in _REDIRECTS:
                self._follow(response, trip)
                return None
            now = self._now()
            hints = cache_hints(response.headers, now)
            etag, last_modified = (_opaque(response, name) for name in (b"etag", b"last-modified"))
            if status == 304:
                return NotModified(etag, last_modified, hints, trip.permanent)
            if status not in (200, 203, 226):
                return failure_of_status(status, response.headers, retry_after(response.headers, now))
            body = await self._body(response)
            return Fetched(
                url=_shown(trip.url),
                status=status,
                etag=etag,
                last_modified=last_modified,
                content_type=response.headers.get("content-type", ""),
                cache=hints,
                body=body,
                digest=digest(body),
                permanent=trip.permanent,
            )

    def _follow(self, response: httpx.Response, trip: _Trip) -> None:
        target = response.headers.get("location", "")
        if not target:
            raise _FailedError(
                FetchFailed(FailureReason.REDIRECT, "a redirect to nowhere", response.status_code)
            )
        trip.url = trip.url.join(target).copy_with(fragment=None)
        trip.only_permanent = trip.only_permanent and response.status_code in _FOREVER
        if trip.only_permanent:
            trip.permanent = str(trip.url)

    async def _body(self, response: httpx.Response) -> bytes:
        """The unpacked body; stops reading where it passes the cap, packed or unpacked."""
        coding = response.headers.get("content-encoding", "").strip().lower()
        if coding not in ("", "identity", "gzip", "x-gzip", "deflate"):
            raise _FailedError(
                FetchFailed(FailureReason.DECODE, f"content-encoding {coding!r} was not asked for")
            )
        inflater = Inflater(self._max_bytes) if coding in ("gzip", "x-gzip", "deflate") else None
        parts, size = [], 0
        async for chunk in response.aiter_raw():
            size += len(chunk)
            if size > self._max_bytes:
                raise TooLargeError(self._max_bytes)
            try:
                parts.append(inflater.feed(chunk) if inflater is not None else chunk)
            except ValueError as error:
                raise _FailedError(FetchFailed(FailureReason.DECODE, f"broken {coding}: {error}")) from None
        if inflater is not None and size and not inflater.complete:
            raise _FailedError(FetchFailed(FailureReason.DECODE, f"the {coding} stream was cut short"))
        return b"".join(parts)


def _shown(url: httpx.URL) -> str:
    """The address without user name and password: it ends up in articles and logs."""
    return str(url.copy_with(username=None, password=None)) if url.userinfo else str(url)


def _opaque(response: httpx.Response, name: bytes) -> str:
    """A header's bytes, one character each, so that they can be sent back as they are."""
    return next((value.decode("latin-1") for key, value in response.headers.raw if key.lower() == name), "")


def failure_of(error: Exception, timeout: float, max_bytes: int) -> FetchFailed:
    """What an exception of the network means; anything that is no fault of the network is raised again."""
    if isinstance(error, _FailedError):
        return error.failure
    if isinstance(error, TooLargeError):
        return FetchFailed(FailureReason.TOO_LARGE, f"more than {max_bytes} bytes")
    if isinstance(error, AddressRefusedError):
        return FetchFailed(FailureReason.PRIVATE_ADDRESS, str(error))
    if isinstance(error, NameUnknownError):
        return FetchFailed(FailureReason.DNS, str(error))
    if isinstance(error, TimeoutError | httpcore.TimeoutException):
        return FetchFailed(FailureReason.TIMEOUT, f"no complete answer within {timedelta(seconds=timeout)}")
    if isinstance(error, httpcore.ConnectError):
        cause = error.__cause__ or error.__context__
        secured = isinstance(cause, ssl.SSLError) or "SSL" in str(error) or "certificate" in str(error)
        return FetchFailed(FailureReason.TLS if secured else FailureReason.CONNECT, str(error) or "refused")
    if isinstance(error, httpx.RemoteProtocolError):
        return FetchFailed(FailureReason.REDIRECT, str(error))
    if isinstance(error, httpcore.ProxyError):
        return FetchFailed(FailureReason.CONNECT, f"the proxy refused: {error}")
    if isinstance(
        error, httpcore.NetworkError | httpcore.ProtocolError | h11.ProtocolError | ssl.SSLError | OSError
    ):
        return FetchFailed(FailureReason.PROTOCOL, f"the answer broke off or was malformed: {error}")
    raise error
