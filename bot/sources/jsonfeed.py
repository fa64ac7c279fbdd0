"""JSON Feed 1 and 1.1 (jsonfeed.org/version/1.1), which feedparser 6 does not read."""

import json
from typing import Any
from urllib.parse import urljoin

from bot.sources.entry import Hints, RawEntry, RawFeed

_MAX_ENTRIES = 20_000


def looks_like_json(body: bytes) -> bool:
    """Whether the body can only be JSON."""
    return body.lstrip()[:1] == b"{"


def read_json(body: bytes, url: str) -> RawFeed | None:
    """The feed, or None where the body is no JSON Feed."""
    try:
        feed = json.loads(body)
    except (ValueError, RecursionError):
        return None
    if not isinstance(feed, dict) or not isinstance(feed.get("items"), list):
        return None
    if "jsonfeed" not in _string(feed.get("version")).lower():
        return None
    items = [item for item in feed["items"] if isinstance(item, dict)]
    hubs = [hub for hub in _list(feed.get("hubs")) if isinstance(hub, dict)]
    return RawFeed(
        parser="json",
        title=_string(feed.get("title")),
        language=_string(feed.get("language")),
        entries=tuple(_entry(item, url) for item in items[:_MAX_ENTRIES]),
        hints=Hints(
            hub=_string(hubs[0].get("url")) if hubs else "",
            self_url=_string(feed.get("feed_url")),
        ),
        problems=_problems(len(items), len(feed["items"])),
    )


def _problems(good: int, all_: int) -> tuple[str, ...]:
    problems = []
    if good < all_:
        problems.append(f"{all_ - good} of {all_} items are no objects")
    if good > _MAX_ENTRIES:
        problems.append(f"only the first {_MAX_ENTRIES} of {good} entries were read")
    return tuple(problems)


def _entry(item: dict[str, Any], base: str) -> RawEntry:
    text = _string(item.get("content_text"))
    markup = _string(item.get("content_html"))
    address = _string(item.get("url")) or _string(item.get("external_url"))
    authors = [author for author in _list(item.get("authors")) if isinstance(author, dict)]
    author = authors[0] if authors else item.get("author")
    return RawEntry(
        id=_string(item.get("id")),
        url=_joined(base, address),
        title=_string(item.get("title")),
        summary=_string(item.get("summary")) or text or markup,
        content=markup or text,
        published=_string(item.get("date_published")),
        updated=_string(item.get("date_modified")),
        author=_string(author.get("name")) if isinstance(author, dict) else "",
        language=_string(item.get("language")),
    )


def _joined(base: str, address: str) -> str:
    try:
        return urljoin(base, address) if address else ""
    except ValueError:
        return address


def _string(value: Any) -> str:
    """Text or a number (ids often are) as text; anything else is nothing."""
    if isinstance(value, bool):
        return ""
    return value if isinstance(value, str) else str(value) if isinstance(value, int | float) else ""


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
