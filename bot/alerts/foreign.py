"""Text that others wrote, made safe to stand in a message: cleaned, cut and kept in its own direction. Tags and
escaping stand in markup.py."""

import re
import unicodedata
from collections.abc import Sequence

from bot.model import Span

FSI, PDI = "\u2068", "\u2069"
RLM, LRM = "\u200f", "\u200e"
ELLIPSIS = "…"

#: Blank letters that look like nothing.
_BLANKS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
#: Format characters that letters and emoji need.
_JOINERS = frozenset("\u200c\u200d")
#: So many marks on one letter are writing (Arabic, Hebrew, Vietnamese); more climb over the lines around.
_MARKS = 4
_SPACE = re.compile(r"\s+")
_JOINER_RUN = re.compile("[\u200c\u200d]{2,}")
#: What Telegram would make a mention or a command of this bot.
_TRIGGER = re.compile(r"(?<![\w/@])([@/])(?=[A-Za-z0-9_])")


def utf16(text: str) -> int:
    """Length in UTF-16 code units, Telegram's measure."""
    return len(text) + sum(character > "\uffff" for character in text)


def clean(text: str) -> str:
    """One line without control characters, bidi overrides and towers of marks; mentions and commands are defused."""
    return _tidy(text).strip()


def _tidy(text: str) -> str:
    """As `clean`, with a space at either end where there was any."""
    kept: list[str] = []
    marks = 0
    for character in unicodedata.normalize("NFC", text):
        category = unicodedata.category(character)
        marks = marks + 1 if category in ("Mn", "Me") else 0
        if category in ("Cc", "Zl", "Zp") or character in _BLANKS:
            kept.append(" " if character.isspace() or character in _BLANKS else "")
        elif _belongs(character, category) and marks <= _MARKS:
            kept.append(character)
    line = _JOINER_RUN.sub(lambda run: run[0][0], "".join(kept))
    return _TRIGGER.sub("\\1\u2060", _SPACE.sub(" ", line))


def _belongs(character: str, category: str) -> bool:
    """Whether a character is text: not an invisible format character, a lone surrogate, private or no character."""
    if category in ("Cs", "Co"):
        return False
    if category == "Cn":
        return ord(character) & 0xFFFE != 0xFFFE and not 0xFDD0 <= ord(character) <= 0xFDEF
    return category != "Cf" or character in _JOINERS


def clip(text: str, units: int) -> str:
    """At most `units` UTF-16 code units of a cleaned text, cut between letters and marked with an ellipsis."""
    if utf16(text) <= units:
        return text
    head = _head(text, units - 1)
    # Where a word boundary is near, cut there.
    space = head.rfind(" ")
    if space >= len(head) * 2 // 3:
        head = head[:space]
    return head.rstrip() + ELLIPSIS


def _head(text: str, units: int) -> str:
    """The longest beginning that fits and does not part a letter from its marks, or an emoji from its parts."""
    end = 0
    for character in text:
        units -= utf16(character)
        if units < 0:
            break
        end += 1
    while 0 < end < len(text) and _continues(text[end - 1], text[end]):
        end -= 1
    return text[:end]


def _continues(before: str, character: str) -> bool:
    """Whether a character belongs to the one before it (the common cases of UAX #29's grapheme clusters)."""
    if before == "\u200d" or character in _JOINERS or "\U0001f3fb" <= character <= "\U0001f3ff":
        return True
    if unicodedata.category(character) in ("Mn", "Me", "Mc"):
        return True
    # Two regional indicators are a flag.
    return min(before, character) >= "\U0001f1e6" and max(before, character) <= "\U0001f1ff"


Pieces = tuple[tuple[str, bool], ...]


def marked(text: str, spans: Sequence[Span]) -> Pieces:
    """A text cut into cleaned pieces, each with whether it is a hit; `spans` are relative to `text`."""
    pieces: list[tuple[str, bool]] = []
    reached = 0
    for start, end in sorted((span.start, span.end) for span in spans):
        begin = max(start, reached)
        if begin >= end or end > len(text):
            continue
        pieces += [(text[reached:begin], False), (text[begin:end], True)]
        reached = end
    pieces.append((text[reached:], False))
    return _joined(pieces)


def _joined(pieces: Sequence[tuple[str, bool]]) -> Pieces:
    """The pieces cleaned, with one space between two where there was any."""
    found: list[tuple[str, bool]] = []
    gap = False
    for piece, hit in pieces:
        tidy = _tidy(piece)
        inner = tidy.strip()
        gap = gap or tidy.startswith(" ")
        if not inner:
            continue
        if found and gap:
            # Not within a hit: a bold space looks like an error.
            if not found[-1][1]:
                found[-1] = (found[-1][0] + " ", False)
            elif hit:
                found.append((" ", False))
            else:
                inner = " " + inner
        # A mention may not come together from two pieces either.
        found.append((inner + "\u2060" if inner[-1] in "@/" else inner, hit))
        gap = tidy.endswith(" ")
    return tuple(found)


def clip_pieces(pieces: Pieces, units: int) -> Pieces:
    """At most `units` code units of the pieces, around the first hit where the beginning has no room for it."""
    if sum(utf16(text) for text, _ in pieces) <= units:
        return pieces
    pieces = _from_first_hit(pieces, units)
    kept: list[tuple[str, bool]] = []
    left = units
    for number, (text, hit) in enumerate(pieces):
        # One unit stays free for the ellipsis while anything follows.
        follows = number + 1 < len(pieces)
        if utf16(text) <= left - follows:
            kept.append((text, hit))
            left -= utf16(text)
            continue
        kept.append((clip(text + (" " + ELLIPSIS if follows else ""), left), hit))
        break
    return tuple(kept)


def _from_first_hit(pieces: Pieces, units: int) -> Pieces:
    """The pieces with the text before the first hit shortened, where it would take most of the room."""
    first = next((number for number, (_, hit) in enumerate(pieces) if hit), 0)
    if first == 0 or utf16(pieces[0][0]) + utf16(pieces[first][0]) <= units * 2 // 3:
        return pieces
    lead = pieces[0][0]
    tail = lead[-(units // 4) :]
    words = tail.partition(" ")[2] or ""
    return ((ELLIPSIS + words, False), *pieces[1:])


# --- direction ------------------------------------------------------------------------------------------


def direction(text: str) -> str:
    """'rtl' or 'ltr' by the majority of its letters; '' for a text without any."""
    right = left = 0
    for character in text:
        kind = unicodedata.bidirectional(character)
        right += kind in ("R", "AL")
        left += kind == "L"
    if right == left == 0:
        return ""
    return "rtl" if right > left else "ltr"


def first_strong(text: str) -> str:
    """'rtl' or 'ltr' by the first strong character outside isolates, as rule P2 of UAX #9 decides; '' for none."""
    depth = 0
    for character in text:
        if character == FSI:
            depth += 1
        elif character == PDI:
            depth = max(depth - 1, 0)
        elif not depth:
            kind = unicodedata.bidirectional(character)
            if kind in ("R", "AL"):
                return "rtl"
            if kind == "L":
                return "ltr"
    return ""


def has_other_direction(text: str, line: str) -> bool:
    """Whether a text has letters that run against a line of this direction."""
    others = ("L",) if line == "rtl" else ("R", "AL")
    return any(unicodedata.bidirectional(character) in others for character in text)


def isolated(text: str, line: str) -> str:
    """A text as it stands in a line of this direction: isolated where it runs the other way."""
    return f"{FSI}{text}{PDI}" if has_other_direction(text, line) else text


def mark_of(text: str, line: str) -> str:
    """The mark that a line needs in front so that clients set it in its direction: RTL lines always get theirs."""
    if line == "rtl":
        return RLM
    return LRM if first_strong(text) == "rtl" else ""
