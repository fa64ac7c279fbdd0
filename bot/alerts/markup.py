"""Telegram HTML, well-formed by construction and measured as Telegram measures it. What is said stands in render.py.

Source of the limits: Bot API, "Formatting options", sendMessage (4096 UTF-16 units and 100 entities after parsing).
"""

import html
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from string import Formatter

from bot.alerts.foreign import utf16

#: Telegram's limits, with room left for what clients add.
MOST_UNITS = 4096
MOST_ENTITIES = 100
#: Of the request's text before parsing; the server refuses more than 32 KiB.
MOST_BYTES = 30_000

_TAG = re.compile(r"<[^>]*>")
_MOST_URL = 1024
_URL = re.compile(r"https?://[^\s<>\"'\x00-\x20\x7f\u200b-\u200f\u2028-\u202e\u2060-\u2069]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Rich:
    """A piece of a message."""

    html: str = ""
    #: As shown, without tags.
    text: str = ""
    entities: int = 0

    def __add__(self, other: "Rich") -> "Rich":
        return Rich(self.html + other.html, self.text + other.text, self.entities + other.entities)

    def __bool__(self) -> bool:
        return bool(self.text)

    @property
    def units(self) -> int:
        """UTF-16 code units after parsing."""
        return utf16(self.text)

    @property
    def size(self) -> int:
        """Bytes before parsing."""
        return len(self.html.encode())


def plain(text: str) -> Rich:
    """Text, escaped."""
    return Rich(html.escape(text, quote=False), text)


def tagged(tag: str, inner: Rich, opening: str = "") -> Rich:
    """Text in a tag; nothing stays nothing."""
    if not inner:
        return inner
    return Rich(f"<{opening or tag}>{inner.html}</{tag}>", inner.text, inner.entities + 1)


def bold(inner: Rich) -> Rich:
    """Bold text."""
    return tagged("b", inner)


def link(inner: Rich, url: str) -> Rich:
    """A link; the bare text where the address is none that Telegram would take."""
    if not usable_url(url):
        return inner
    return tagged("a", inner, f'a href="{html.escape(url)}"')


def expandable(lines: Sequence[Rich]) -> Rich:
    """A quote that shows its first lines until it is tapped."""
    return tagged("blockquote", joined(lines, "\n"), "blockquote expandable")


def usable_url(url: str) -> bool:
    """Whether an address can be a link or a button: http or https, with a host, not overlong."""
    return len(url) <= _MOST_URL and _URL.fullmatch(url) is not None and bool(url.split("/")[2])


def joined(parts: Iterable[Rich], between: str) -> Rich:
    """The parts that are not empty, with a text between."""
    found = Rich()
    for part in parts:
        if part:
            found = found + plain(between) + part if found else part
    return found


def filled(template: str, **values: Rich) -> Rich:
    """A text with `{name}` fields, filled with pieces."""
    found = Rich()
    for literal, name, _, _ in Formatter().parse(template):
        found += plain(literal)
        if name is not None:
            found += values[name]
    return found


def fits(piece: Rich, *, room: int = 0) -> bool:
    """Whether a message may consist of this piece, with so many units to spare."""
    return (
        piece.units + room <= MOST_UNITS
        and piece.entities <= MOST_ENTITIES
        and piece.size + room <= MOST_BYTES
    )


def plain_text(source: str) -> str:
    """What is shown of Telegram HTML, without its tags."""
    return html.unescape(_TAG.sub("", source))
