"""A watchlist's alerts as an Atom feed (RFC 4287): one entry for each, renewed as the story grows. How it is served stands
in bot/web/feeds.py."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID, uuid5
from xml.etree.ElementTree import Element, SubElement, tostring

from bot.alerts.choice import headline_report
from bot.alerts.foreign import clean
from bot.alerts.markup import usable_url
from bot.alerts.render import render
from bot.alerts.words import reader_of
from bot.model import AlertContent, State

_ATOM = "http://www.w3.org/2005/Atom"
_XML = "http://www.w3.org/XML/1998/namespace"
#: Entry ids are made from the feed's id and the alert's number, so they stay whatever becomes of the address.
_NAMES = UUID("5f2b9c1e-7a34-4d0b-9a70-1d1f3f0c8e51")
#: What XML 1.0 cannot hold.
_UNFIT = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An alert as it is now."""

    alert: int
    created_at: datetime
    content: AlertContent


def atom(
    entries: Sequence[Entry],
    *,
    feed: str,
    title: str,
    address: str,
    language: str,
    timezone: str,
    watchlist: str,
    made_at: datetime,
) -> bytes:
    """The feed document.

    Args:
        entries: newest first.
        feed: what tells this feed from every other, of other installations too; not its address.
        title: of the watchlist, in the language.
        address: where it is served, whole.
        language: en, ar, tr or fr.
        timezone: IANA name, for the moments in the text.
        watchlist: id; entries name no other.
        made_at: `updated` of a feed without entries.

    The same arguments give the same bytes, so that a hash of them is a strong ETag.
    """
    root = Element("feed", {"xmlns": _ATOM, f"{{{_XML}}}lang": language})
    _text(root, "id", uuid5(_NAMES, feed).urn)
    _text(root, "title", title)
    newest = max((entry.content.updated_at for entry in entries), default=made_at)
    _text(root, "updated", _moment(newest))
    SubElement(root, "link", {"rel": "self", "type": "application/atom+xml", "href": address})
    _text(SubElement(root, "author"), "name", "Khabar")
    _text(root, "generator", "Khabar")
    for entry in entries:
        _entry(SubElement(root, "entry"), entry, feed, language, timezone, watchlist)
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + tostring(root, encoding="unicode").encode()


def _entry(node: Element, entry: Entry, feed: str, language: str, timezone: str, watchlist: str) -> None:
    content = entry.content
    reader = reader_of(language, timezone)
    headline = headline_report(content, language)
    title = clean(headline.title)
    if content.state not in (State.SINGLE, State.CORROBORATED):
        # A reader of feeds shows the title alone: that it is denied or taken back must stand there.
        title = f"{reader.words.state[content.state]}: {title}"
    _text(node, "id", uuid5(_NAMES, f"{feed}/{entry.alert}").urn)
    _text(node, "title", title)
    _text(node, "updated", _moment(content.updated_at))
    _text(node, "published", _moment(entry.created_at))
    if usable_url(headline.url):
        SubElement(
            node, "link", {"rel": "alternate", "href": headline.url, "hreflang": headline.lang or "und"}
        )
    SubElement(node, "category", {"term": content.state.value, "label": reader.words.state[content.state]})
    message = render(
        content,
        language=language,
        timezone=timezone,
        now=content.updated_at,
        alert=entry.alert,
        watchlists=[watchlist],
    )
    body = _text(node, "content", message.html.replace("\n", "<br/>").replace(" expandable", ""))
    body.set("type", "html")


def _text(parent: Element, name: str, text: str) -> Element:
    node = SubElement(parent, name)
    node.text = _UNFIT.sub("", text)
    return node


def _moment(at: datetime) -> str:
    """RFC 3339."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")
