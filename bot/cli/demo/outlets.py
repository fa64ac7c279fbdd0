"""The demo's outlets: feeds and article pages served over real HTTP on loopback, growing as the replay goes on."""

import html
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from hashlib import blake2b
from importlib.resources import files
from typing import Any

from ruamel.yaml import YAML
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

_RTL = frozenset({"ar"})


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleOutlet:
    """An invented outlet; `format` is rss or atom."""

    id: str
    name: str
    country: str
    owner: str
    kind: str
    language: str
    format: str
    camp: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleEdit:
    """What the outlet makes of an article `at` a later second, without saying so."""

    at: int
    title: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleArticle:
    """What an outlet publishes `at` that second of the replay, or before it begins."""

    outlet: str
    title: str
    summary: str
    text: str
    at: int | None = None
    edit: SampleEdit | None = None
    #: Of an edited one: the title under which it was published.
    published_as: str = ""

    @property
    def slug(self) -> str:
        """The last part of its address, which stays when the title changes."""
        return blake2b((self.published_as or self.title).encode(), digest_size=6).hexdigest()

    def shown(self, second: float) -> "SampleArticle":
        """The article as it is at that second."""
        if self.edit is None or second < self.edit.at:
            return self
        return replace(self, title=self.edit.title, text=self.edit.text, edit=None, published_as=self.title)


@dataclass(frozen=True, slots=True)
class Replay:
    """All that the demo shows."""

    outlets: Sequence[SampleOutlet]
    articles: Sequence[SampleArticle]

    @property
    def length(self) -> int:
        """Seconds until the last article is published or edited."""
        return max((article.edit.at if article.edit else article.at) or 0 for article in self.articles)


def load_replay() -> Replay:
    """The replay that ships with the bot."""
    data: Any = YAML(typ="safe").load(
        files("bot.cli.demo").joinpath("replay.yaml").read_text(encoding="utf-8")
    )
    return Replay(
        outlets=[SampleOutlet(**item) for item in data["outlets"]],
        articles=[_article(item) for item in data["articles"]],
    )


def _article(item: dict[str, Any]) -> SampleArticle:
    edit = item.pop("edit", None)
    return SampleArticle(**item, edit=SampleEdit(**edit) if edit else None)


def outlets_yaml(replay: Replay, addresses: Mapping[str, str]) -> str:
    """The outlets file of the demo, `addresses` by outlet: every feed polled each second."""
    lines = []
    for outlet in replay.outlets:
        lines += [
            f"- id: {outlet.id}",
            f"  name: {outlet.name}",
            f"  country: {outlet.country}",
            f"  owner: {outlet.owner}",
            f"  kind: {outlet.kind}",
            f"  language: {outlet.language}",
            "  feeds:",
            f"    - {{url: {addresses[outlet.id]}/{outlet.id}/feed, language: {outlet.language}, every: 1s}}",
        ]
        if outlet.camp:
            lines.insert(-2, f"  camp: {outlet.camp}")
    return "\n".join(lines) + "\n"


def application(replay: Replay, second: Callable[[], float], began_at: datetime) -> Starlette:
    """The web application of all outlets; `second` tells how far the replay is."""
    outlets: Mapping[str, SampleOutlet] = {outlet.id: outlet for outlet in replay.outlets}

    def shown(outlet: str) -> list[SampleArticle]:
        now = second()
        return [
            item.shown(now)
            for item in replay.articles
            if item.outlet == outlet and (item.at is None or item.at <= now)
        ]

    async def feed(request: Request) -> Response:
        outlet = outlets.get(request.path_params["outlet"])
        if outlet is None:
            return Response(status_code=404)
        articles = shown(outlet.id)
        edited = sum(bool(item.published_as) for item in articles)
        tag = f'"{outlet.id}-{len(articles)}-{edited}"'
        if request.headers.get("if-none-match") == tag:
            return Response(status_code=304, headers={"ETag": tag})
        write = _atom if outlet.format == "atom" else _rss
        body = write(outlet, articles, began_at, f"http://{request.url.netloc}")
        return Response(body, media_type=f"application/{outlet.format}+xml", headers={"ETag": tag})

    async def page(request: Request) -> Response:
        outlet = request.path_params["outlet"]
        found = next((item for item in shown(outlet) if item.slug == request.path_params["slug"]), None)
        if found is None:
            return Response(status_code=404)
        return Response(_page(outlets[outlet], found), media_type="text/html; charset=utf-8")

    return Starlette(routes=[Route("/{outlet}/feed", feed), Route("/{outlet}/{slug}", page)])


def _moment(article: SampleArticle, began_at: datetime) -> datetime:
    return (
        began_at + timedelta(seconds=article.at) if article.at is not None else began_at - timedelta(hours=3)
    )


def _rss(outlet: SampleOutlet, articles: Sequence[SampleArticle], began_at: datetime, address: str) -> str:
    items = "".join(
        f"<item><title>{html.escape(item.title)}</title><link>{address}/{outlet.id}/{item.slug}</link>"
        f"<guid isPermaLink='false'>{item.slug}</guid><description>{html.escape(item.summary)}</description>"
        f"<pubDate>{format_datetime(_moment(item, began_at))}</pubDate></item>"
        for item in reversed(articles)
    )
    return (
        f"<?xml version='1.0' encoding='utf-8'?><rss version='2.0'><channel><title>{html.escape(outlet.name)}</title>"
        f"<link>{address}/{outlet.id}</link><language>{outlet.language}</language>{items}</channel></rss>"
    )


def _atom(outlet: SampleOutlet, articles: Sequence[SampleArticle], began_at: datetime, address: str) -> str:
    entries = "".join(
        f"<entry><id>tag:{outlet.id},2020:{item.slug}</id><title>{html.escape(item.title)}</title>"
        f"<link rel='alternate' href='{address}/{outlet.id}/{item.slug}'/><summary>{html.escape(item.summary)}</summary>"
        f"<published>{_moment(item, began_at).isoformat()}</published>"
        f"<updated>{_moment(item, began_at).isoformat()}</updated></entry>"
        for item in reversed(articles)
    )
    return (
        f"<?xml version='1.0' encoding='utf-8'?><feed xmlns='http://www.w3.org/2005/Atom' xml:lang='{outlet.language}'>"
        f"<title>{html.escape(outlet.name)}</title><id>{address}/{outlet.id}</id>"
        f"<updated>{datetime.now(UTC).isoformat()}</updated>{entries}</feed>"
    )


def _page(outlet: SampleOutlet, article: SampleArticle) -> str:
    direction = "rtl" if outlet.language in _RTL else "ltr"
    paragraphs = "".join(f"<p>{html.escape(line)}</p>" for line in article.text.strip().splitlines())
    return (
        f"<!doctype html><html lang='{outlet.language}' dir='{direction}'><head><meta charset='utf-8'>"
        f"<title>{html.escape(article.title)}</title></head><body><header>{html.escape(outlet.name)}</header>"
        f"<main><article><h1>{html.escape(article.title)}</h1>{paragraphs}</article></main></body></html>"
    )
