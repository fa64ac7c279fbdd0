"""Tests of bot/sources/fetch.py, over real sockets on loopback."""

import asyncio
import gzip
import ipaddress
import zlib
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta

import pytest

from bot.sources.entry import digest
from bot.sources.fetch import FailureReason, Fetched, Fetcher, FetchFailed, NotModified, Request
from tests.sources.loopback import Handler, Seen, Server, answer, routes, serving

LOOPBACK = [ipaddress.ip_network("127.0.0.0/8"), ipaddress.ip_network("::1/128")]
NOW = datetime(2020, 7, 22, 12, 0, tzinfo=UTC)
FEED = b"<rss version='2.0'><channel><title>x</title></channel></rss>"
Outcome = Fetched | NotModified | FetchFailed


@pytest.fixture
async def fetcher() -> AsyncIterator[Fetcher]:
    """A fetcher that may ask loopback, takes a megabyte and waits two seconds at most."""
    fetcher = Fetcher(
        user_agent="Khabar/1 (+test)", allow=LOOPBACK, max_bytes=1_000_000, timeout=2.0, now=lambda: NOW
    )
    yield fetcher
    await fetcher.close()


async def get(fetcher: Fetcher, handler: Handler, path: str = "/", **request: str) -> tuple[Outcome, Server]:
    """The outcome of one request to a server with this handler, and the server."""
    async with serving(handler) as server:
        return await fetcher.get(Request(url=server.url(path), **request)), server


def failed(outcome: Outcome) -> FetchFailed:
    """The failure, which it must be."""
    assert isinstance(outcome, FetchFailed), outcome
    return outcome


async def test_a_feed_comes_with_all_that_the_caller_needs(fetcher: Fetcher) -> None:
    """Body, fingerprint, validators, type and cache hints; and an honest user agent was sent."""
    outcome, server = await get(
        fetcher,
        answer(
            body=FEED,
            ETag='W/"a b"',
            Last_Modified="x y",
            Content_Type="text/xml",
            Cache_Control="max-age=90",
        ),
    )

    assert isinstance(outcome, Fetched)
    assert (outcome.body, outcome.digest, outcome.status) == (FEED, digest(FEED), 200)
    assert (outcome.etag, outcome.last_modified, outcome.content_type) == ('W/"a b"', "x y", "text/xml")
    assert (outcome.cache.max_age, outcome.permanent) == (timedelta(seconds=90), None)
    sent = server.seen[0].headers
    assert (sent["user-agent"], sent["accept-encoding"]) == ("Khabar/1 (+test)", "gzip")
    assert {"cookie", "referer", "if-none-match", "if-modified-since", "authorization"}.isdisjoint(sent)


async def test_validators_are_echoed_byte_for_byte(fetcher: Fetcher) -> None:
    """Quotes, weakness and wrong dates included (RFC 9110 section 13.1)."""
    etag, date = 'W/"v1:äö"'.encode().decode("latin-1"), "Tue, 21-Jul-20 10:00:00 gmt"

    outcome, server = await get(
        fetcher, answer("304 Not Modified", ETag='"new"'), etag=etag, last_modified=date, user_agent="Other/2"
    )

    assert isinstance(outcome, NotModified)
    assert outcome.etag == '"new"'
    sent = server.seen[0].headers
    assert (sent["if-none-match"], sent["if-modified-since"], sent["user-agent"]) == (etag, date, "Other/2")


async def test_credentials_of_a_feed_are_sent_but_not_told(fetcher: Fetcher) -> None:
    """They must not get into the addresses of articles, nor into a log."""
    async with serving(routes(ok=answer(body=FEED), loop=answer("302 Found", Location="/loop"))) as server:
        fetched = await fetcher.get(Request(url=server.url("/ok").replace("//", "//reader:secret@")))
        looped = await fetcher.get(Request(url=server.url("/loop").replace("//", "//reader:secret@")))

    assert isinstance(fetched, Fetched)
    assert fetched.url == server.url("/ok")
    assert server.seen[0].headers["authorization"] == "Basic cmVhZGVyOnNlY3JldA=="
    assert "secret" not in failed(looped).detail


async def test_cookies_are_never_sent_back(fetcher: Fetcher) -> None:
    """A server that sets one sees none at the next request."""
    async with serving(answer(body=FEED, Set_Cookie="id=1; Path=/")) as server:
        await fetcher.get(Request(url=server.url()))
        await fetcher.get(Request(url=server.url()))

    assert [("cookie" in seen.headers) for seen in server.seen] == [False, False]


@pytest.mark.parametrize(
    ("first", "second", "permanent"),
    [
        ("301 Moved Permanently", "308 Permanent Redirect", "/c"),
        ("301 Moved", "302 Found", "/b"),
        ("307 Temporary", "301 Moved", None),
    ],
)
async def test_redirects_are_followed_and_the_permanent_part_is_told(
    fetcher: Fetcher, first: str, second: str, permanent: str | None
) -> None:
    """Only an unbroken run of 301 and 308 from the start moves a feed."""
    outcome, server = await get(
        fetcher,
        routes(a=answer(first, Location="/b"), b=answer(second, Location="c"), c=answer(body=FEED)),
        "/a",
    )

    assert isinstance(outcome, Fetched)
    assert outcome.url == server.url("/c")
    assert outcome.permanent == (server.url(permanent) if permanent else None)


@pytest.mark.parametrize(
    ("location", "reason"),
    [
        ("/a", FailureReason.REDIRECT),
        ("", FailureReason.REDIRECT),
        ("/more", FailureReason.REDIRECT),
        ("file:///etc/passwd", FailureReason.ADDRESS),
        ("gopher://127.0.0.1/", FailureReason.ADDRESS),
        ("http://", FailureReason.REDIRECT),
        ("http://[::1", FailureReason.REDIRECT),
        ("http://169.254.169.254/latest/meta-data/", FailureReason.PRIVATE_ADDRESS),
        ("http://10.0.0.1/", FailureReason.PRIVATE_ADDRESS),
        ("http://[::ffff:10.0.0.1]/", FailureReason.PRIVATE_ADDRESS),
        ("http://0x0a.1/", FailureReason.PRIVATE_ADDRESS),
        ("//192.168.0.1/x", FailureReason.PRIVATE_ADDRESS),
    ],
)
async def test_redirects_that_lead_nowhere_good_end_there(
    fetcher: Fetcher, location: str, reason: FailureReason
) -> None:
    """Circles, endless chains, other schemes and private networks, checked at every hop."""
    turn = 0

    async def endless(seen: Seen, writer: asyncio.StreamWriter) -> None:
        nonlocal turn
        turn += 1
        await answer("302 Found", Location=f"/more?{turn}")(seen, writer)

    outcome, _ = await get(fetcher, routes(a=answer("302 Found", Location=location), more=endless), "/a")

    assert failed(outcome).reason is reason


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "2130706433",
        "0x7f.1",
        "0177.0.0.1",
        "127.1",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "0.0.0.0",
        "0",
    ],
)
async def test_without_leave_loopback_is_refused_in_every_spelling(host: str) -> None:
    """No connection is made: the server sees nothing."""
    fetcher = Fetcher(user_agent="x", timeout=2.0)
    async with serving(answer(body=FEED)) as server:
        outcome = await fetcher.get(Request(url=server.url(host=host)))
    await fetcher.close()

    assert failed(outcome).reason in (FailureReason.PRIVATE_ADDRESS, FailureReason.ADDRESS)
    assert server.seen == []


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("not an address", FailureReason.ADDRESS),
        ("ftp://o.example/", FailureReason.ADDRESS),
        ("http://nobody.invalid/", FailureReason.DNS),
        ("http://" + "a" * 300 + ".example/", FailureReason.DNS),
        ("http://127.0.0.1:1/", FailureReason.CONNECT),
        ("http://user name@/", FailureReason.ADDRESS),
    ],
)
async def test_addresses_that_cannot_be_reached(fetcher: Fetcher, url: str, reason: FailureReason) -> None:
    """Each has its own reason and words."""
    outcome = failed(await fetcher.get(Request(url=url)))

    assert outcome.reason is reason
    assert outcome.detail


@pytest.mark.parametrize(
    ("status", "headers", "reason", "wait"),
    [
        ("404 Not Found", {}, FailureReason.HTTP, None),
        ("500 Oops", {}, FailureReason.HTTP, None),
        ("503 Busy", {}, FailureReason.HTTP, None),
        ("204 No Content", {}, FailureReason.HTTP, None),
        ("410 Gone", {}, FailureReason.GONE, None),
        ("403 Forbidden", {}, FailureReason.BLOCKED, None),
        ("503 Busy", {"cf-mitigated": "challenge"}, FailureReason.BLOCKED, None),
        ("429 Slow", {"Retry-After": "120"}, FailureReason.THROTTLED, timedelta(minutes=2)),
        (
            "503 Busy",
            {"Retry-After": "Wed, 22 Jul 2020 12:10:00 GMT"},
            FailureReason.THROTTLED,
            timedelta(minutes=10),
        ),
        ("429 Slow", {"Retry-After": "Wed, 22 Jul 2015 12:10:00 GMT"}, FailureReason.THROTTLED, timedelta(0)),
        ("429 Slow", {"Retry-After": "9" * 500}, FailureReason.THROTTLED, timedelta(hours=24)),
        ("429 Slow", {"Retry-After": "later"}, FailureReason.THROTTLED, None),
    ],
)
async def test_statuses_have_reasons(
    fetcher: Fetcher, status: str, headers: dict[str, str], reason: FailureReason, wait: timedelta | None
) -> None:
    """And Retry-After is understood as seconds and as a date, within a day."""
    outcome = failed((await get(fetcher, answer(status, b"", **headers)))[0])

    assert (outcome.reason, outcome.status, outcome.retry_after) == (reason, int(status[:3]), wait)


@pytest.mark.parametrize(
    ("headers", "max_age"),
    [
        ({"Cache-Control": "public, max-age=60"}, timedelta(minutes=1)),
        ({"Cache-Control": "no-cache, max-age=60"}, None),
        (
            {"Expires": "Wed, 22 Jul 2020 12:05:00 GMT", "Date": "Wed, 22 Jul 2020 12:00:00 GMT"},
            timedelta(minutes=5),
        ),
        ({"Expires": "0"}, None),
        ({"Cache-Control": "max-age=99999999999"}, timedelta(hours=24)),
        ({}, None),
    ],
)
async def test_cache_hints(fetcher: Fetcher, headers: dict[str, str], max_age: timedelta | None) -> None:
    """max-age before Expires, nothing where the cache must ask, and never more than a day."""
    outcome, _ = await get(fetcher, answer("200 OK", FEED, **headers))

    assert isinstance(outcome, Fetched)
    assert outcome.cache.max_age == max_age


@pytest.mark.parametrize(
    ("coding", "pack"),
    [
        ("gzip", gzip.compress),
        ("deflate", zlib.compress),
        ("gzip", lambda body: gzip.compress(body[:9]) + gzip.compress(body[9:])),
    ],
)
async def test_packed_bodies_are_unpacked(
    fetcher: Fetcher, coding: str, pack: Callable[[bytes], bytes]
) -> None:
    """Also gzip in several members."""
    outcome, _ = await get(fetcher, answer(body=pack(FEED), Content_Encoding=coding))

    assert isinstance(outcome, Fetched)
    assert outcome.body == FEED


@pytest.mark.parametrize(
    ("body", "coding", "reason"),
    [
        (gzip.compress(b"x" * 50_000_000, mtime=0), "gzip", FailureReason.TOO_LARGE),
        (b"x" * 1_000_001, "", FailureReason.TOO_LARGE),
        (b"no gzip at all", "gzip", FailureReason.DECODE),
        (gzip.compress(FEED * 100, mtime=0)[:-20], "gzip", FailureReason.DECODE),
        (FEED, "br", FailureReason.DECODE),
        (FEED, "gzip, gzip", FailureReason.DECODE),
    ],
)
async def test_bodies_that_are_too_large_or_broken(
    fetcher: Fetcher, body: bytes, coding: str, reason: FailureReason
) -> None:
    """A bomb of fifty megabytes costs one; a cut stream is not taken for a short feed."""
    outcome, _ = await get(fetcher, answer(body=body, Content_Encoding=coding))

    assert failed(outcome).reason is reason


async def trickle(seen: Seen, writer: asyncio.StreamWriter) -> None:
    """A byte at a time, for ever: no single read takes long."""
    writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
    while True:
        writer.write(b"x")
        await writer.drain()
        await asyncio.sleep(0.02)


async def silence(seen: Seen, writer: asyncio.StreamWriter) -> None:
    """Nothing, for ever."""
    await asyncio.Event().wait()


async def flood(seen: Seen, writer: asyncio.StreamWriter) -> None:
    """Headers without end."""
    writer.write(b"HTTP/1.1 200 OK\r\n")
    for number in range(100_000):
        writer.write(f"X-{number}: {'y' * 100}\r\n".encode())
        await writer.drain()


async def nonsense(seen: Seen, writer: asyncio.StreamWriter) -> None:
    """No HTTP."""
    writer.write(b"\x00\x01 hello\r\n\r\n")


async def cut(seen: Seen, writer: asyncio.StreamWriter) -> None:
    """Less than was announced."""
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")


@pytest.mark.parametrize(
    ("handler", "reason"),
    [
        (trickle, FailureReason.TIMEOUT),
        (silence, FailureReason.TIMEOUT),
        (flood, FailureReason.PROTOCOL),
        (nonsense, FailureReason.PROTOCOL),
        (cut, FailureReason.PROTOCOL),
    ],
)
async def test_hostile_servers_are_bounded_in_time(handler: Handler, reason: FailureReason) -> None:
    """One deadline over everything, and no more headers than fit."""
    fetcher = Fetcher(user_agent="x", allow=LOOPBACK, timeout=0.4)
    start = asyncio.get_running_loop().time()
    outcome, _ = await get(fetcher, handler)
    await fetcher.close()

    assert failed(outcome).reason is reason
    assert asyncio.get_running_loop().time() - start < 1.5


async def test_a_plain_server_on_a_tls_address_is_a_tls_failure(fetcher: Fetcher) -> None:
    """Certificates and handshakes have a reason of their own."""

    async def plain(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(plain, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        outcome = failed(await fetcher.get(Request(url=f"https://127.0.0.1:{port}/")))

    assert outcome.reason is FailureReason.TLS


async def test_one_host_is_asked_one_thing_at_a_time() -> None:
    """With a rest between; other hosts are not held up."""
    running, most = 0, 0

    async def counted(seen: Seen, writer: asyncio.StreamWriter) -> None:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await asyncio.sleep(0.01)
        running -= 1
        await answer(body=FEED)(seen, writer)

    fetcher = Fetcher(user_agent="x", allow=LOOPBACK, host_gap=0.03)
    loop = asyncio.get_running_loop()
    async with AsyncExitStack() as stack:
        one = await stack.enter_async_context(serving(counted))
        other = await stack.enter_async_context(serving(answer(body=FEED)))
        start = loop.time()
        requests = [asyncio.create_task(fetcher.get(Request(url=one.url(f"/{n}")))) for n in range(5)]
        quick = await fetcher.get(Request(url=other.url()))
        other_took = loop.time() - start
        outcomes = await asyncio.gather(*requests)
        took = loop.time() - start
    await fetcher.close()

    assert all(isinstance(outcome, Fetched) for outcome in [quick, *outcomes])
    assert most == 1
    assert took >= 4 * 0.03
    assert other_took < took


async def test_a_dead_address_of_a_host_does_not_hide_a_living_one() -> None:
    """localhost may resolve to ::1 first, where nobody listens; 127.0.0.1 is tried next."""
    fetcher = Fetcher(user_agent="x", allow=LOOPBACK, timeout=2.0)
    async with serving(answer(body=FEED)) as server:
        outcome = await fetcher.get(Request(url=server.url(host="localhost")))
    await fetcher.close()

    assert isinstance(outcome, Fetched)


async def test_a_proxy_is_used_and_local_targets_are_still_refused() -> None:
    """The proxy itself may stand on a private address: the operator named it."""
    async with serving(answer(body=FEED)) as proxy:
        fetcher = Fetcher(user_agent="x", proxy=proxy.url().rstrip("/"), timeout=2.0)
        outcome = await fetcher.get(Request(url="http://news.example/rss"))
        local = await fetcher.get(Request(url="http://169.254.169.254/latest"))
        await fetcher.close()

    assert isinstance(outcome, Fetched)
    assert [seen.path for seen in proxy.seen] == ["http://news.example/rss"]
    assert failed(local).reason is FailureReason.PRIVATE_ADDRESS
