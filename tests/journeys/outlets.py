"""News outlets on loopback for journeys: feeds that grow while they are polled, article pages, caching, and faults.

An outlet is a real HTTP server. Its articles are published, changed and withdrawn by the test; what was asked of it
stands in `requests`.
"""

import asyncio
import hashlib
import html
import itertools
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from enum import StrEnum
from types import TracebackType
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from tests.emulator.wire import DROP, Answer, HttpServer, Request

KEPT_IN_FEED = 30
NEWS_SITEMAP = "/news-sitemap.xml"


class Trouble(StrEnum):
    """What can be wrong with an outlet."""

    HANG = "hang"  # no answer for `seconds`
    DROP = "drop"  # the connection closes without an answer
    CUT = "cut"  # half of the answer
    SERVER_ERROR = "server_error"  # 500
    UNAVAILABLE = "unavailable"  # 503 with Retry-After = seconds
    TOO_MANY = "too_many"  # 429 with Retry-After = seconds
    FORBIDDEN = "forbidden"  # 403
    NOT_FOUND = "not_found"  # 404
    GONE = "gone"  # 410
    MOVED = "moved"  # 301 to `to`
    HTML = "html"  # 200 with a web page instead of XML
    EMPTY = "empty"  # 200 without a body
    BROKEN_XML = "broken_xml"  # 200, the XML ends in the middle


STATUS = {
    Trouble.SERVER_ERROR: 500,
    Trouble.UNAVAILABLE: 503,
    Trouble.TOO_MANY: 429,
    Trouble.FORBIDDEN: 403,
    Trouble.NOT_FOUND: 404,
    Trouble.GONE: 410,
}
WEB_PAGE = "<!DOCTYPE html><html><head><title>Please wait</title></head><body><p>Checking your browser.</p></body></html>"


@dataclass(frozen=True, slots=True)
class Piece:
    """One published article."""

    guid: str
    path: str
    url: str
    title: str
    summary: str
    text: str
    lang: str
    author: str
    feed: str
    #: None leaves the date out of the feed.
    published_at: datetime | None


@dataclass(slots=True)
class _Plan:
    trouble: Trouble
    path: str
    times: int | None
    seconds: float
    to: str


@dataclass(frozen=True, slots=True)
class Asked:
    """One request that the outlet got."""

    at: datetime
    path: str
    headers: Mapping[str, str]
    #: 0 where it was left without an answer.
    status: int


@dataclass(slots=True)
class Outlet:
    """An outlet and its server: `async with Outlet("anadolu", language="tr") as outlet`."""

    id: str
    name: str = ""
    language: str = "en"
    country: str = "GB"
    kind: str = "independent"
    owner: str = ""
    camp: str = ""
    #: rss or atom.
    format: str = "rss"
    #: The fixed polling interval that goes into the outlets file; empty leaves it to the cadence.
    every: str = "1s"
    full_text: str = "auto"
    #: Whether feeds carry ETag and Last-Modified.
    validators: bool = True
    feeds: tuple[str, ...] = ("news",)
    #: Entries that a feed shows.
    kept: int = KEPT_IN_FEED
    #: What /robots.txt says; empty: there is none.
    robots: str = ""
    #: Seconds before each answer.
    delay: float = 0.0
    #: How many requests were under way together, at most.
    most_at_once: int = 0
    _at_once: int = 0
    requests: list[Asked] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    _numbers: Any = field(default_factory=lambda: itertools.count(1))
    _plans: deque[_Plan] = field(default_factory=deque)
    _changed_at: datetime = field(default_factory=lambda: datetime.now(UTC))
    _http: HttpServer = field(init=False)

    def __post_init__(self) -> None:
        self.name = self.name or self.id.replace("-", " ").title()
        self._http = HttpServer(self._answer)

    async def __aenter__(self) -> "Outlet":
        await self._http.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._http.stop()

    async def go_down(self) -> None:
        """Refuse connections."""
        await self._http.stop()

    async def come_up(self) -> None:
        """Listen again at the same address."""
        await self._http.start()

    @property
    def url(self) -> str:
        """The outlet's address."""
        return self._http.url

    def feed_url(self, feed: str = "") -> str:
        """The address of one of its feeds, by default the first."""
        return f"{self.url}/{feed or self.feeds[0]}.xml"

    def entry(self) -> dict[str, Any]:
        """Its entry in the outlets file."""
        every = {"every": self.every} if self.every else {}
        entry = {
            "id": self.id,
            "name": self.name,
            "country": self.country,
            "owner": self.owner,
            "kind": self.kind,
            "camp": self.camp,
            "language": self.language,
            "full_text": self.full_text,
            "feeds": [
                {"url": self.feed_url(feed), "language": self.language, **every} for feed in self.feeds
            ],
        }
        return {name: value for name, value in entry.items() if value}

    # --- publishing -------------------------------------------------------------------------------------

    def publish(
        self,
        title: str,
        summary: str = "",
        *,
        text: str = "",
        lang: str = "",
        author: str = "",
        minutes_ago: float = 0.0,
        dated: bool = True,
        feed: str = "",
        guid: str = "",
    ) -> Piece:
        """Publish an article: the next poll of the feed sees it, newest first; its page carries `text`."""
        path = f"/article/{next(self._numbers)}"
        published_at = datetime.now(UTC) - timedelta(minutes=minutes_ago)
        piece = Piece(
            guid=guid or f"tag:{self.id},2026:{path}",
            path=path,
            url=f"{self.url}{path}",
            title=title,
            summary=summary,
            text=text,
            lang=lang or self.language,
            author=author,
            feed=feed or self.feeds[0],
            published_at=published_at if dated else None,
        )
        self.pieces.append(piece)
        self._changed_at = datetime.now(UTC)
        return piece

    def change(self, piece: Piece, **changes: Any) -> Piece:
        """Change fields of an article, in the feed and on its page; returns it as it is now."""
        changed = replace(piece, **changes)
        self.pieces[self.pieces.index(piece)] = changed
        self._changed_at = datetime.now(UTC)
        return changed

    def withdraw(self, piece: Piece) -> None:
        """Take an article out of the feed, and its page down."""
        self.pieces.remove(piece)
        self._changed_at = datetime.now(UTC)

    # --- trouble ----------------------------------------------------------------------------------------

    def trouble(
        self,
        trouble: Trouble | str,
        path: str = "",
        *,
        times: int | None = None,
        seconds: float = 60.0,
        to: str = "",
    ) -> None:
        """From now on, or for so many requests, paths that begin with `path` (all without one) are in trouble."""
        self._plans.append(_Plan(Trouble(trouble), path, times, seconds, to))

    def mend(self) -> None:
        """End all trouble."""
        self._plans.clear()

    def asked(self, path: str = "", status: int | None = None) -> list[Asked]:
        """The requests for a path (a feed's or an article's), of one status or of all."""
        return [
            seen for seen in self.requests if seen.path.startswith(path) and status in (None, seen.status)
        ]

    # --- answering --------------------------------------------------------------------------------------

    async def _answer(self, request: Request) -> Answer | None:
        self._at_once += 1
        self.most_at_once = max(self.most_at_once, self._at_once)
        try:
            if self.delay:
                await asyncio.sleep(self.delay)
            plan = self._plan_for(request.path)
            answer = await self._in_trouble(plan, request) if plan else self._in_order(request)
        finally:
            self._at_once -= 1
        status = 0 if answer is None else answer.status
        self.requests.append(Asked(datetime.now(UTC), request.path, request.headers, status))
        return answer

    def _plan_for(self, path: str) -> _Plan | None:
        for plan in self._plans:
            if path.startswith(plan.path) and plan.times != 0:
                if plan.times is not None:
                    plan.times -= 1
                return plan
        return None

    async def _in_trouble(self, plan: _Plan, request: Request) -> Answer | None:
        match plan.trouble:
            case Trouble.HANG:
                await asyncio.sleep(plan.seconds)
                return DROP
            case Trouble.DROP:
                return DROP
            case Trouble.HTML:
                return Answer(200, WEB_PAGE.encode(), "text/html; charset=utf-8")
            case Trouble.EMPTY:
                return Answer(200, b"", "application/rss+xml")
            case Trouble.MOVED:
                return Answer(301, b"", "text/html", headers={"Location": plan.to})
            case Trouble.CUT:
                return replace(self._in_order(request), cut=True)
            case Trouble.BROKEN_XML:
                whole = self._in_order(request)
                return replace(whole, body=whole.body[: len(whole.body) // 2])
        waiting = plan.trouble in (Trouble.UNAVAILABLE, Trouble.TOO_MANY)
        headers = {"Retry-After": f"{plan.seconds:.0f}"} if waiting else {}
        return Answer(STATUS[plan.trouble], b"sorry", "text/plain", headers=headers)

    def _in_order(self, request: Request) -> Answer:
        for feed in self.feeds:
            if request.path == f"/{feed}.xml":
                return self._feed_answer(feed, request)
        if request.path == "/robots.txt" and self.robots:
            return Answer(200, self.robots.encode(), "text/plain; charset=utf-8")
        if request.path == NEWS_SITEMAP:
            return Answer(200, _sitemap(self).encode(), "application/xml; charset=utf-8")
        for piece in self.pieces:
            if request.path == piece.path:
                return Answer(200, _page(piece, self.name).encode(), "text/html; charset=utf-8")
        return Answer(404, b"not found", "text/plain")

    def _feed_answer(self, feed: str, request: Request) -> Answer:
        pieces = [piece for piece in reversed(self.pieces) if piece.feed == feed][: self.kept]
        written = _atom(self, feed, pieces) if self.format == "atom" else _rss(self, feed, pieces)
        body = written.encode()
        kind = f"application/{self.format}+xml; charset=utf-8"
        if not self.validators:
            return Answer(200, body, kind)
        etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        headers = {"ETag": etag, "Last-Modified": format_datetime(self._changed_at, usegmt=True)}
        if self._is_fresh(request.headers, etag):
            return Answer(304, b"", kind, headers=headers)
        return Answer(200, body, kind, headers=headers)

    def _is_fresh(self, headers: Mapping[str, str], etag: str) -> bool:
        """RFC 9110, section 13: If-None-Match goes before If-Modified-Since."""
        if matching := headers.get("if-none-match"):
            return etag in [tag.strip().removeprefix("W/") for tag in matching.split(",")]
        if since := headers.get("if-modified-since"):
            return self._changed_at.replace(microsecond=0) <= parsedate_to_datetime(since)
        return False


def _rss(outlet: Outlet, feed: str, pieces: list[Piece]) -> str:
    items = []
    for piece in pieces:
        date = f"<pubDate>{format_datetime(piece.published_at)}</pubDate>" if piece.published_at else ""
        author = f"<dc:creator>{escape(piece.author)}</dc:creator>" if piece.author else ""
        items.append(
            f"<item><title>{escape(piece.title)}</title><link>{escape(piece.url)}</link>"
            f'<guid isPermaLink="false">{escape(piece.guid)}</guid>{date}{author}'
            f"<description>{escape(html.escape(piece.summary, quote=False))}</description></item>"
        )
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>'
        f"<title>{escape(outlet.name)}: {escape(feed)}</title><link>{escape(outlet.url)}</link>"
        f"<description>{escape(outlet.name)}</description><language>{outlet.language}</language>"
        + "\n".join(items)
        + "</channel></rss>\n"
    )


def _sitemap(outlet: Outlet) -> str:
    """All that was published, as Google's news extension has it."""
    listed = [
        f"<url><loc>{escape(piece.url)}</loc><news:news><news:publication><news:name>{escape(outlet.name)}</news:name>"
        f"<news:language>{outlet.language}</news:language></news:publication>"
        f"<news:publication_date>{piece.published_at.isoformat()}</news:publication_date>"
        f"<news:title>{escape(piece.title)}</news:title></news:news></url>"
        for piece in reversed(outlet.pieces)
        if piece.published_at
    ]
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">' + "".join(listed) + "</urlset>\n"
    )


def _atom(outlet: Outlet, feed: str, pieces: list[Piece]) -> str:
    entries = []
    for piece in pieces:
        date = piece.published_at.isoformat() if piece.published_at else ""
        dates = f"<published>{date}</published><updated>{date}</updated>" if date else ""
        author = f"<author><name>{escape(piece.author)}</name></author>" if piece.author else ""
        entries.append(
            f"<entry><id>{escape(piece.guid)}</id><title>{escape(piece.title)}</title>"
            f"<link href={quoteattr(piece.url)}/>{dates}{author}"
            f"<summary>{escape(piece.summary)}</summary></entry>"
        )
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang={quoteattr(outlet.language)}>'
        f"<id>{escape(outlet.feed_url(feed))}</id><title>{escape(outlet.name)}</title>"
        f'<link href="{escape(outlet.url)}"/>' + "\n".join(entries) + "</feed>\n"
    )


def _page(piece: Piece, outlet: str) -> str:
    """An article page as news sites write them; it carries the text, or the summary where there is none."""
    direction = "rtl" if piece.lang in ("ar", "fa", "he", "ckb", "ur") else "ltr"
    published = (
        f'<meta property="article:published_time" content="{piece.published_at.isoformat()}">'
        if piece.published_at
        else ""
    )
    paragraphs = "\n".join(
        f"<p>{html.escape(part)}</p>" for part in (piece.text or piece.summary).split("\n\n")
    )
    return f"""<!DOCTYPE html>
<html lang="{piece.lang}" dir="{direction}"><head><meta charset="utf-8"><title>{html.escape(piece.title)} - {html.escape(outlet)}</title>
<meta property="og:title" content="{html.escape(piece.title)}"><meta property="og:type" content="article">{published}
<link rel="canonical" href="{html.escape(piece.url)}"></head>
<body><header><nav><a href="/">Home</a> <a href="/world">World</a></nav></header>
<main><article><h1>{html.escape(piece.title)}</h1>
{paragraphs}
</article></main><footer><p>All rights reserved.</p></footer></body></html>
"""
