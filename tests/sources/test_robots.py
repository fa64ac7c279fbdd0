"""Tests of bot/sources/robots.py and pages.py: RFC 9309, and what its rules cost."""

import time
from datetime import UTC, datetime
from ipaddress import ip_network

import pytest

from bot.sources.fetch import FailureReason, Fetched, Fetcher, FetchFailed, Request
from bot.sources.pages import AGAIN, KEPT, Pages
from bot.sources.robots import parse_robots
from tests.sources.loopback import Handler, Seen, Server, answer, serving

LOOPBACK = (ip_network("127.0.0.0/8"),)
SITE = "https://o.example"


@pytest.mark.parametrize(
    ("robots", "path", "allowed"),
    [
        ("", "/a", True),
        ("User-agent: *\nDisallow: /", "/a", False),
        ("User-agent: *\nDisallow:", "/a", True),
        ("User-agent: *\nDisallow: /", "/robots.txt", True),
        ("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", True),  # the longest decides
        ("User-agent: *\nAllow: /a/b\nDisallow: /a", "/a/c", False),  # whatever the order
        ("User-agent: *\nDisallow: /a\nAllow: /a", "/a", True),  # of equals, allow
        ("User-agent: *\nDisallow: /\n\nUser-agent: Khabar\nDisallow: /x", "/a", True),  # our own word first
        ("User-agent: khabar/1.0\nDisallow: /", "/a", False),
        ("User-agent: Khabarbot\nDisallow: /", "/a", True),
        ("User-agent: GPTBot\nUser-agent: khabar\nDisallow: /x", "/x1", False),  # one group, two names
        ("User-agent: khabar\nDisallow: /x\nUser-agent: a\nDisallow: /\nUser-agent: KHABAR\nDisallow: /y", "/y", False),
        ("User-agent: khabar\n\nUser-agent: *\nDisallow: /", "/a", False),  # adjoining heads are one group
        ("User-agent: *\nDisallow: /*.pdf$", "/a/b.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/a.pdf?x", True),
        ("User-agent: *\nDisallow: /*?print=", "/a?print=1", False),
        ("User-agent: *\nDisallow: /$", "/", False),
        ("User-agent: *\nDisallow: /$", "/a", True),
        ("User-agent: *\nDisallow: /path/file-with-a-%2A.html", "/path/file-with-a-*.html", False),
        ("User-agent: *\nDisallow: /a%3cd", "/a%3Cd", False),
        ("User-agent: *\nDisallow: /خبر", "/%D8%AE%D8%A8%D8%B1/1", False),
        ("User-agent: *\nDisallow: /%7Ejoe", "/~joe/x", False),
        ("User-agent: *\r\nDisallow: /a # why\r\n", "/a", False),
        ("\ufeffUser-agent: *\nDisallow: /a", "/a", False),
        ("Disallow: /", "/a", True),  # a rule of nobody
        ("<!doctype html><p>Disallow: /", "/a", True),
        ("User-agent: *\nCrawl-delay: 9\nDisallow: /a", "/a", False),
    ],
)  # fmt: skip
def test_what_is_allowed(robots: str, path: str, allowed: bool) -> None:
    """The examples of the RFC, and what is seen in the wild."""
    assert parse_robots(robots.encode()).allows(SITE + path) is allowed


def test_sitemaps_belong_to_no_group() -> None:
    """They are listed whoever is named above them."""
    text = b"User-agent: other\nDisallow: /\nSitemap: https://o.example/news.xml\nSITEMAP: https://o.example/2.xml"

    assert parse_robots(text).sitemaps == ("https://o.example/news.xml", "https://o.example/2.xml")


def test_no_rule_can_be_made_to_cost_much() -> None:
    """A thousand stars, ten thousand rules, a file of megabytes."""
    stars = b"User-agent: *\nDisallow: /" + b"*a" * 900 + b"$\n"
    many = b"User-agent: *\n" + b"Disallow: /*a*b*c$\n" * 200_000
    start = time.perf_counter()
    for robots in (stars, many):
        parse_robots(robots).allows(SITE + "/" + "a" * 3_000)
    assert time.perf_counter() - start < 5


class Site:
    """A server whose robots.txt a test changes, and a clock."""

    def __init__(self, robots: Handler) -> None:
        self.robots = robots
        self.now = datetime(2020, 7, 22, 12, 0, tzinfo=UTC)

    async def __call__(self, seen: Seen, writer: object) -> None:
        handler = self.robots if seen.path == "/robots.txt" else answer(body=b"<html>news</html>")
        await handler(seen, writer)  # type: ignore[arg-type]


async def ask(pages: Pages, server: Server, path: str = "/a") -> str:
    """What came of a page: "page", or the reason."""
    found = await pages.get(Request(url=server.url(path)))
    return (
        "page" if isinstance(found, Fetched) else str(found.reason) if isinstance(found, FetchFailed) else ""
    )


def asked(server: Server) -> int:
    """How often for robots.txt."""
    return sum(seen.path == "/robots.txt" for seen in server.seen)


async def test_pages_are_fetched_where_robots_txt_allows_it() -> None:
    """It is asked for once a day and site, under our name; a page that is not allowed is not asked for."""
    site = Site(answer(body=b"User-agent: *\nDisallow: /private"))
    fetcher = Fetcher(user_agent="Khabar/0", allow=LOOPBACK)
    async with serving(site) as server:
        pages = Pages(fetcher, lambda: site.now)
        assert [await ask(pages, server, path) for path in ("/a", "/b", "/private/c")] == [
            "page",
            "page",
            "robots.txt",
        ]
        assert asked(server) == 1
        assert "/private/c" not in [seen.path for seen in server.seen]
        assert server.seen[0].headers["user-agent"] == "Khabar/0"
        site.now += KEPT
        site.robots = answer(body=b"")
        assert await ask(pages, server, "/private/c") == "page"
        assert asked(server) == 2
    await fetcher.close()


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        ("404 Not Found", "page"),
        ("410 Gone", "page"),
        ("403 Forbidden", "page"),
        ("401 Unauthorized", "page"),
        ("429 Too Many Requests", FailureReason.ROBOTS),
        ("500 Oh", FailureReason.ROBOTS),
        ("503 Busy", FailureReason.ROBOTS),
    ],
)
async def test_no_robots_txt_allows_and_an_error_does_not(status: str, outcome: str) -> None:
    """4xx means there is none; a server in trouble is left alone, and asked again after a while."""
    site = Site(answer(status))
    fetcher = Fetcher(user_agent="Khabar/0", allow=LOOPBACK)
    async with serving(site) as server:
        pages = Pages(fetcher, lambda: site.now)
        assert await ask(pages, server) == outcome
        assert await ask(pages, server) == outcome
        assert asked(server) == 1
        site.robots = answer(body=b"User-agent: *\nDisallow: /x")
        site.now += AGAIN if outcome != "page" else KEPT
        assert await ask(pages, server) == "page"
        # What is known holds on while the server is in trouble.
        site.robots = answer("503 Busy")
        site.now += KEPT
        assert [await ask(pages, server), await ask(pages, server, "/x")] == ["page", "robots.txt"]
    await fetcher.close()
