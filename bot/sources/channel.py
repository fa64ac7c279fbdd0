"""What a feed says about itself: title, language, how often to ask, its hub. Entries are `xmlfeed.py`'s."""

from datetime import timedelta

from lxml import etree

from bot.sources.entry import Hints
from bot.sources.xmlnames import Names

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_PERIODS = {
    "hourly": timedelta(hours=1),
    "daily": timedelta(days=1),
    "weekly": timedelta(weeks=1),
    "monthly": timedelta(days=30),
    "yearly": timedelta(days=365),
}
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def channel_hints(root: etree._Element, names: Names) -> tuple[str, str, Hints]:
    """Title, language and hints of a feed (RSS 2.0 specification; RDF Site Summary syndication module; WebSub)."""
    about: dict[str, etree._Element] = {}
    links: dict[str, str] = {}
    inner = [child for child in root.iterchildren(etree.Element) if names.key(child) == "channel"]
    holders = [root, *inner]
    for holder in holders:
        for child in holder.iterchildren(etree.Element):
            key = names.key(child)
            if key == "link" and child.get("href"):
                links.setdefault(child.get("rel", "alternate").lower(), child.get("href", ""))
            else:
                about.setdefault(key, child)
    language = _text(about, "language") or _text(about, "dc:language")
    for holder in holders:
        language = language or holder.get(_LANG, "")
    return _text(about, "title"), language, _hints(about, links)


def _hints(about: dict[str, etree._Element], links: dict[str, str]) -> Hints:
    ttl = _number(_text(about, "ttl"))
    period = _PERIODS.get(_text(about, "sy:updateperiod").lower())
    frequency = _number(_text(about, "sy:updatefrequency")) or 1
    hours = (_number(_inner(child)) for child in about.get("skiphours", ()))
    days = (_inner(child).lower() for child in about.get("skipdays", ()))
    return Hints(
        ttl=timedelta(minutes=ttl) if ttl and ttl <= 31 * 24 * 60 else None,
        update_period=period / frequency if period else None,
        skip_hours=frozenset(hour % 24 for hour in hours if hour is not None and 0 <= hour <= 24),
        skip_days=frozenset(_DAYS.index(day) for day in days if day in _DAYS),
        hub=links.get("hub", ""),
        self_url=links.get("self", ""),
    )


def _text(about: dict[str, etree._Element], key: str) -> str:
    element = about.get(key)
    return _inner(element) if element is not None else ""


def _inner(element: etree._Element) -> str:
    return "".join(str(part) for part in element.itertext()).strip() if isinstance(element.tag, str) else ""


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else None
