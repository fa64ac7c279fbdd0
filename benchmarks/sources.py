"""CPU per poll of a feed, ours beside feedparser alone and beside a plain httpx + feedparser loop, in one run.

    python benchmarks/sources.py [--feeds 200] [--suite DIR]

A server process on loopback answers 304, the same body, or a changed body; the CPU time is the client's alone.
With --suite (feedparser's own `tests/wellformed`, see scripts/feedparser_suite.py) the agreement is counted, too.
"""

import argparse
import asyncio
import gc
import io
import ipaddress
import multiprocessing
import sys
import time
import warnings
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:  # run as a file, not as a module
    sys.path.insert(0, str(ROOT))

import feedparser  # noqa: E402
import httpx  # noqa: E402

from bot.sources.entry import ParsedFeed  # noqa: E402
from bot.sources.fetch import Fetched, Fetcher, FetchFailed, Request  # noqa: E402
from bot.sources.identity import identified  # noqa: E402
from bot.sources.parse import parse, parse_fast, parse_slow  # noqa: E402
from bot.sources.pool import WorkerPool  # noqa: E402

NOW = datetime(2020, 7, 22, 12, 0, tzinfo=UTC)
LOOPBACK = (ipaddress.ip_network("127.0.0.0/8"),)
ENTRIES = 40
#: Feeds live on hosts of their own; here, each port is one.
HOSTS = 50
PARAGRAPH = (
    "<p>The night ferry sails again from <b>Wednesday</b>, the port office said, after two piers "
    "were damaged &amp; <a href='https://o.example/x'>repaired</a>.</p>\n"
)


def feed(version: int) -> bytes:
    """A feed of 40 entries with summary and content, some 110 KB, as WordPress writes it."""
    items = "".join(
        f"<item><title>Council {n}.{version} votes on prices &amp; wells</title><link>https://o.example/{n}</link>"
        f"<dc:creator>Desk</dc:creator><pubDate>Tue, 21 Jul 2020 08:{n:02}:00 +0000</pubDate>"
        f'<guid isPermaLink="false">https://o.example/?p={n}</guid>'
        f"<description><![CDATA[<p>A vote is due on Thursday &#8230;</p>]]></description>"
        f"<content:encoded><![CDATA[{PARAGRAPH * 12}]]></content:encoded></item>"
        for n in range(ENTRIES)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Benchmark</title>'
        f"{items}</channel></rss>"
    ).encode()


def serve(pipe: Connection) -> None:
    """The server process: sends its ports, then answers until it is ended."""
    body = feed(0)
    ok = f'HTTP/1.1 200 OK\r\nETag: "1"\r\nContent-Type: text/xml\r\nContent-Length: {len(body)}\r\n'.encode()

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).lower()
                close = b"connection: close" in head
                tail = b"Connection: close\r\n\r\n" if close else b"\r\n"
                if b"if-none-match" in head:
                    writer.write(b'HTTP/1.1 304 Not Modified\r\nETag: "1"\r\n' + tail)
                else:
                    writer.write(ok + tail + body)
                await writer.drain()
                if close:
                    break
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    async def run() -> None:
        servers = [await asyncio.start_server(answer, "127.0.0.1", 0) for _ in range(HOSTS)]
        pipe.send([server.sockets[0].getsockname()[1] for server in servers])
        await asyncio.Event().wait()

    asyncio.run(run())


async def measured(polls: int, poll: Callable[[int], Awaitable[None]], at_once: int = 50) -> float:
    """CPU milliseconds per poll, `at_once` polls in flight."""
    gate = asyncio.Semaphore(at_once)

    async def one(number: int) -> None:
        async with gate:
            await poll(number)

    await one(0)
    gc.collect()
    start = time.process_time()
    await asyncio.gather(*(one(number) for number in range(polls)))
    return (time.process_time() - start) * 1000 / polls


async def ours(urls: Sequence[str], polls: int) -> dict[str, float]:
    """The way of the bot: guard, validators, fingerprint, fast path, identities."""
    fetcher, pool = Fetcher(user_agent="bench", allow=LOOPBACK), WorkerPool()
    known = ""

    async def poll(number: int, etag: str, digest: str) -> None:
        outcome = await fetcher.get(Request(url=urls[number % HOSTS], etag=etag))
        assert not isinstance(outcome, FetchFailed), outcome
        if isinstance(outcome, Fetched) and outcome.digest != digest:
            parsed = await parse(outcome, pool, now=NOW)
            assert isinstance(parsed, ParsedFeed)
            assert len(identified("o", parsed.entries)) == ENTRIES

    first = await fetcher.get(Request(url=urls[0]))
    assert isinstance(first, Fetched)
    known = first.digest
    result = {
        "304": await measured(polls, lambda n: poll(n, '"1"', "")),
        "unchanged": await measured(polls, lambda n: poll(n, "", known)),
        "changed": await measured(polls, lambda n: poll(n, "", "")),
    }
    await fetcher.close()
    await pool.close()
    return result


async def plain(urls: Sequence[str], polls: int) -> dict[str, float]:
    """What a few lines of Python do: one httpx client, feedparser on every body."""
    async with httpx.AsyncClient(trust_env=False, limits=httpx.Limits(max_keepalive_connections=0)) as client:

        async def poll(number: int, headers: dict[str, str]) -> None:
            response = await client.get(urls[number % HOSTS], headers=headers)
            if response.status_code == 200:
                assert len(feedparser.parse(io.BytesIO(response.content)).entries) == ENTRIES

        few = max(polls // 5, 5)
        changed = await measured(few, lambda n: poll(n, {}))
        return {
            "304": await measured(polls, lambda n: poll(n, {"If-None-Match": '"1"'})),
            "unchanged": changed,
            "changed": changed,
        }


def parser_alone(parse_once: Callable[[], object], times: int) -> float:
    """CPU milliseconds of one parser on the changed body, without HTTP."""
    parse_once()
    start = time.process_time()
    for _ in range(times):
        parse_once()
    return (time.process_time() - start) * 1000 / times


def agreement(folder: Path) -> str:
    """How many feeds of a suite the fast path reads as feedparser does, differently, or leaves to it."""
    same = different = left = 0
    for path in sorted(folder.rglob("*.xml")):
        body = path.read_bytes()
        fast = parse_fast(body, url="https://o.example/", now=NOW)
        slow = parse_slow(body, "https://o.example/", "", "", NOW)
        if not isinstance(fast, ParsedFeed) or not isinstance(slow, ParsedFeed):
            left += 1
            continue
        pairs = zip(fast.entries, slow.entries, strict=False)
        agree = len(fast.entries) == len(slow.entries) and all(
            (a.id, a.url, a.title, a.summary, a.published_at, a.updated_at)
            == (b.id, b.url, b.title, b.summary, b.published_at, b.updated_at)
            for a, b in pairs
        )
        same, different = same + agree, different + (not agree)
    return f"feedparser's suite: {same} read alike, {different} differently, {left} left to feedparser or no feed"


def main(argv: Sequence[str] | None = None) -> int:
    """Prints the table; 0 unless feeds of the suite are read differently."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--feeds", type=int, default=200, help="polls per case")
    options.add_argument("--suite", type=Path, help="a folder of well-formed feeds")
    given = options.parse_args(argv)
    warnings.simplefilter("ignore")
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    server = context.Process(target=serve, args=(there,), daemon=True)
    server.start()
    urls = [f"http://127.0.0.1:{port}/" for port in here.recv()]
    try:
        own = asyncio.run(ours(urls, given.feeds))
        loop = asyncio.run(plain(urls, given.feeds))
    finally:
        server.terminate()
        server.join()
    body = feed(1)
    alone = parser_alone(lambda: feedparser.parse(io.BytesIO(body)), 10)
    fast = parser_alone(lambda: parse_fast(body, url=urls[0], now=NOW), 50)
    print(
        f"CPU ms per poll, feeds of {len(body) // 1000} KB with {ENTRIES} entries, {given.feeds} polls a case"
    )
    print(f"{'':34}{'304':>9}{'unchanged':>11}{'changed':>9}")
    print(
        f"{'ours':34}"
        + "".join(
            f"{own[case]:>{width}.2f}" for case, width in (("304", 9), ("unchanged", 11), ("changed", 9))
        )
    )
    print(
        f"{'httpx + feedparser':34}"
        + "".join(
            f"{loop[case]:>{width}.2f}" for case, width in (("304", 9), ("unchanged", 11), ("changed", 9))
        )
    )
    print(
        f"parser alone: ours {fast:.2f} ms, feedparser {alone:.2f} ms: {alone / fast:.1f} times cheaper (to reach: 8)"
    )
    print(f"whole changed poll against feedparser alone: {alone / own['changed']:.1f} times cheaper")
    print(f"304: {own['304']:.2f} ms (to reach: 2.5)")
    if given.suite is None:
        return 0
    counted = agreement(given.suite)
    print(counted)
    return 0 if ", 0 differently" in counted else 1


if __name__ == "__main__":
    sys.exit(main())
