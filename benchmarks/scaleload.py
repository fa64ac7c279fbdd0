"""The outlets of the scale benchmark: one process on loopback that serves any number of feeds, on hosts of their own.

Every address of 127.0.0.0/8 is this machine's, so `127.1.h.h` is a host for the bot. A share of the requests finds one
article more; all others get 304. The process counts what it is asked, and requests to one host that overlap.
"""

import argparse
import asyncio
import json
import random
import re
import sys
from collections import Counter, deque
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape
from itertools import islice
from pathlib import Path
from typing import Any

from benchmarks.watchload import articles, queries

ENTRIES = 10
#: Unlike each other, over and over.
_TEXTS = 400
_PATH = re.compile(rb"GET /(feed|page|count|clock|robots)[./]?(\d*)/?(\d*) ")


def feed_url(port: int, number: int, per_host: int) -> str:
    """The address of a feed."""
    host = number // per_host
    return f"http://127.1.{host // 250}.{host % 250 + 1}:{port}/feed/{number}"


def outlets(
    port: int, feeds: int, *, per_host: int, every: str, full_text: str = "auto"
) -> list[dict[str, Any]]:
    """The outlets file: one outlet a host."""
    found: list[dict[str, Any]] = []
    for first in range(0, feeds, per_host):
        numbers = range(first, min(first + per_host, feeds))
        found.append(
            {
                "id": f"outlet-{first}",
                "name": f"Outlet {first}",
                "country": "GB",
                "kind": "independent",
                "language": "en",
                "full_text": full_text,
                "feeds": [{"url": feed_url(port, number, per_host), "every": every} for number in numbers],
            }
        )
    return found


def write_watchlists(directory: Path, count: int) -> None:
    """So many watchlists over the words of the articles."""
    directory.mkdir(parents=True, exist_ok=True)
    for row in islice(queries(count, exact=False), count):
        text = {"id": row["id"], "title": {"en": row["id"]}, "query": row["query"]}
        (directory / f"{row['id']}.yaml").write_text(json.dumps(text, ensure_ascii=False), encoding="utf-8")


class Feeds:
    """All feeds, their versions, and what was asked."""

    def __init__(self, share: float, delay: float, entries: int = ENTRIES, seed: int = 1) -> None:
        self._share = share
        self._entries = entries
        self._delay = delay
        self._chance = random.Random(seed)
        self._texts = list(articles(_TEXTS))
        self._versions: Counter[int] = Counter()
        self._at_once: Counter[str] = Counter()
        #: When the newest articles of each feed came, newest first.
        self._came: dict[int, deque[datetime]] = {}
        #: How far the clock of whoever asks is ahead.
        self._ahead = timedelta()
        self.counts: Counter[str] = Counter()

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One request; the bot opens a connection for each."""
        host = writer.get_extra_info("sockname")[0]
        try:
            head = await reader.readuntil(b"\r\n\r\n")
            asked = _PATH.match(head)
            kind, number, piece = (asked[1].decode(), asked[2], asked[3]) if asked else ("", b"", b"")
            if kind == "clock":
                self._ahead = datetime.fromtimestamp(int(number), UTC) - datetime.now(UTC)
            if kind in ("count", "clock"):
                await self._send(writer, 200, json.dumps(self.counts).encode(), "application/json")
                return
            self._at_once[host] += 1
            if self._at_once[host] > 1:
                self.counts["overlaps"] += 1
            try:
                await asyncio.sleep(self._delay)
                await self._ordered(writer, head, kind, int(number or 0), int(piece or 0))
            finally:
                self._at_once[host] -= 1
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    async def _ordered(
        self, writer: asyncio.StreamWriter, head: bytes, kind: str, number: int, piece: int
    ) -> None:
        if kind == "page":
            self.counts["pages"] += 1
            await self._send(writer, 200, self._page(number, piece), "text/html; charset=utf-8")
        elif kind == "feed":
            self.counts["polls"] += 1
            new = number not in self._versions
            if new or self._chance.random() < self._share:
                self._versions[number] += 1
                self._publish(number, new=new)
            etag = f'"{self._versions[number]}"'
            if etag.encode() in head:
                self.counts["unchanged"] += 1
                await self._send(writer, 304, b"", "", etag)
            else:
                self.counts["first" if new else "changed"] += 1
                await self._send(writer, 200, self._feed(number), "application/rss+xml", etag)
        else:
            await self._send(writer, 404, b"", "")

    async def _send(
        self, writer: asyncio.StreamWriter, status: int, body: bytes, kind: str, etag: str = ""
    ) -> None:
        head = f"HTTP/1.1 {status} X\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n"
        head += f"ETag: {etag}\r\n" if etag else ""
        writer.write(head.encode() + b"\r\n" + body)
        await writer.drain()

    def _publish(self, number: int, *, new: bool) -> None:
        now = datetime.now(UTC) + self._ahead
        if new:
            older = [now - timedelta(minutes=30 * back) for back in range(1, self._entries)]
            self._came[number] = deque(older, maxlen=self._entries)
        self._came[number].appendleft(now)

    def _feed(self, number: int) -> bytes:
        newest = self._versions[number] + self._entries
        came = self._came[number]
        items = "".join(self._item(number, newest - back, came[back]) for back in range(self._entries))
        return (
            '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>Feed</title>'
            f"<link>/</link>{items}</channel></rss>"
        ).encode()

    def _item(self, number: int, piece: int, came: datetime) -> str:
        text = self._texts[(number * 31 + piece * 7) % _TEXTS]
        at = format_datetime(came)
        return (
            f"<item><title>{escape(text['title'])} {number}.{piece}</title><link>/page/{number}/{piece}</link>"
            f"<guid isPermaLink='false'>{number}-{piece}</guid><pubDate>{at}</pubDate>"
            f"<description>{escape(text['summary'])}</description></item>"
        )

    def _page(self, number: int, piece: int) -> bytes:
        text = self._texts[(number * 31 + piece * 7) % _TEXTS]
        body = "".join(f"<p>{escape(part)}</p>" for part in text["text"].split("\n"))
        return f"<html><head><title>{escape(text['title'])}</title></head><body><article>{body}</article></body></html>".encode()


def main(argv: Sequence[str]) -> None:
    """Print the port, then serve until the process is ended."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scaleload", description=__doc__)
    parser.add_argument("--share", type=float, default=0.2, help="of polls that find something new")
    parser.add_argument("--delay", type=float, default=0.02, help="seconds before each answer")
    parser.add_argument("--entries", type=int, default=ENTRIES, help="of a feed")
    options = parser.parse_args(argv)

    async def run() -> None:
        feeds = Feeds(options.share, options.delay, options.entries)
        server = await asyncio.start_server(feeds.answer, "0.0.0.0", 0, backlog=1024)
        print(server.sockets[0].getsockname()[1], flush=True)
        await asyncio.Event().wait()

    asyncio.run(run())


if __name__ == "__main__":
    main(sys.argv[1:])
