"""A query's text cut into lexemes with their places. What lexemes mean together is the parser's concern."""

import difflib
import re
import unicodedata
from dataclasses import dataclass
from enum import Enum, auto

from bot.watch.tree import MAX_NUMBER, Key, Place, QueryError, Scope, Unit

#: Longer texts are refused: a query that long is a list, and belongs into a concept file.
MAX_LENGTH = 200_000
#: Words of one phrase.
MAX_PHRASE = 30

_QUOTES = frozenset('"“”„‟«»″＂')
_OPENING = frozenset("(（")
_CLOSING = frozenset(")）")
#: Marks that only steer the direction of text; dropped wherever they stand.
_DIRECTION = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
_NO_DIRECTION = dict.fromkeys(map(ord, _DIRECTION))
_SPACE = re.compile(r"\s+")
_RUN = re.compile(rf"[^\s:{re.escape(''.join(_QUOTES | _OPENING | _CLOSING))}]*")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff]")
_NEAR = re.compile(r"(O?NEAR)(?:/(.*))?", re.IGNORECASE | re.DOTALL)
_ATLEAST = re.compile(r"ATLEAST(?:/(.*))?", re.IGNORECASE | re.DOTALL)
_CONCEPT = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

_SYMBOLS = {"&": "AND", "&&": "AND", "+": "AND", "|": "OR", "||": "OR", "!": "NOT", "-": "NOT"}
_FIELD_WORDS = {
    "headline": "title",
    "subject": "title",
    "summary": "lead",
    "description": "lead",
    "body": "text",
    "content": "text",
    "language": "lang",
    "source": "outlet",
    "site": "outlet",
}


class Kind(Enum):
    """What a lexeme is."""

    WORD = auto()
    PHRASE = auto()
    PREFIX = auto()
    CONCEPT = auto()
    FIELD = auto()
    AND = auto()
    OR = auto()
    NOT = auto()
    NEAR = auto()
    ATLEAST = auto()
    OPEN = auto()
    CLOSE = auto()
    END = auto()


@dataclass(frozen=True, slots=True)
class Lexeme:
    """One piece of a query: `text` is its content, `number` the reach or count of an operator."""

    kind: Kind
    text: str
    place: Place
    exact: bool = False
    number: int | Unit = 0


class Lexer:
    """Reads a query from left to right."""

    def __init__(self, text: str) -> None:
        if len(text) > MAX_LENGTH:
            raise QueryError(
                f"the query has {len(text):,} characters; at most {MAX_LENGTH:,} are read",
                hint="Put long lists of names into a concept file and write @its-id",
            )
        self._text = text
        self._at = 0
        self._line = 1
        self._line_start = 0
        self._has_control = _CONTROL.search(text) is not None

    def next(self) -> Lexeme:
        """The next lexeme, END at the end; raises QueryError where none can be read."""
        char = self._skip()
        place = self._place()
        if char is None:
            return Lexeme(Kind.END, "", place)
        if char in _OPENING or char in _CLOSING:
            self._at += 1
            return Lexeme(Kind.OPEN if char in _OPENING else Kind.CLOSE, char, place)
        if char in _QUOTES:
            return Lexeme(Kind.PHRASE, self._phrase(place), place)
        return self._run(place)

    def _place(self) -> Place:
        return Place(self._line, self._at - self._line_start + 1)

    def _skip(self) -> str | None:
        """The next character that is neither space nor a direction mark; None at the end."""
        while self._at < len(self._text):
            char = self._text[self._at]
            if char == "\n":
                self._line += 1
                self._line_start = self._at + 1
            elif not char.isspace() and char not in _DIRECTION:
                self._refuse_control(char, self._place())
                return char
            self._at += 1
        return None

    def _phrase(self, place: Place) -> str:
        """The content of a quotation, from its opening quote; words separated by single spaces."""
        start = self._at + 1
        end = start
        while end < len(self._text) and self._text[end] not in _QUOTES:
            end += 1
        if end == len(self._text):
            raise QueryError(
                "this quotation is never closed", *place, hint='Close it with " after its last word'
            )
        inside = self._text[start:end]
        self._refuse_control(inside, Place(place.line, place.column + 1))
        content = _SPACE.sub(" ", _plain(inside)).strip()
        if not _has_letters(content):
            raise QueryError("there is no word between these quotes", *place, hint='Write "two words"')
        if content.count(" ") >= MAX_PHRASE:
            raise QueryError(
                f"a phrase has at most {MAX_PHRASE} words",
                *place,
                hint="Quote what is rare in it: that is enough",
            )
        if "*" in content:
            raise QueryError(
                "a prefix cannot stand within a phrase",
                *place,
                hint="Write the parts with ONEAR/0 between them: haft* ONEAR/0 forces",
            )
        if content.startswith("@") or " @" in content:
            raise QueryError(
                "a concept cannot stand within a phrase",
                *place,
                hint="Write it outside, with ONEAR/0 between: @egypt ONEAR/0 army",
            )
        breaks = inside.count("\n")
        if breaks:
            self._line += breaks
            self._line_start = start + inside.rindex("\n") + 1
        self._at = end + 1
        return content

    def _run(self, place: Place) -> Lexeme:
        """A word, operator, field, prefix or concept: everything up to a space, quote, colon or parenthesis."""
        found = _RUN.match(self._text, self._at)
        end = self._at = found.end() if found else self._at
        written = found[0] if found else ""
        self._refuse_control(written, place)
        run = _plain(written)
        if run in {"=", "＝"} and end < len(self._text) and self._text[end] in _QUOTES:
            return Lexeme(Kind.PHRASE, self._phrase(self._place()), place, exact=True)
        if end < len(self._text) and self._text[end] == ":":
            self._at += 1
            return _field(run, place)
        return _operator(run, place) or _term(run, place)

    def _refuse_control(self, text: str, place: Place) -> None:
        """Refuse a piece that begins here and holds a control character."""
        if self._has_control and (found := _CONTROL.search(text)):
            before = text[: found.start()]
            breaks = before.count("\n")
            column = len(before) - before.rindex("\n") if breaks else place.column + len(before)
            at = Place(place.line + breaks, column)
            code = ord(found[0])
            raise QueryError(
                f"a control character (U+{code:04X}) stands here", *at, hint="Delete it and type on"
            )


def _plain(text: str) -> str:
    return text if text.isascii() or _DIRECTION.isdisjoint(text) else text.translate(_NO_DIRECTION)


def _has_letters(text: str) -> bool:
    return any(map(str.isalnum, text)) or _letters(text) > 0


def _letters(text: str) -> int:
    """How many letters, marks and digits the text has."""
    return sum(unicodedata.category(char)[0] in "LMN" for char in text)


def _field(run: str, place: Place) -> Lexeme:
    name = run.lower()
    known = [*Scope, *Key]
    if name in known:
        return Lexeme(Kind.FIELD, name, place)
    if not run.isascii() or not run.isalpha():
        raise QueryError(
            "a colon may only follow a field",
            *place,
            hint=f"Fields are {', '.join(known)}. To look for the text itself put it in quotes",
        )
    near = _FIELD_WORDS.get(name) or next(iter(difflib.get_close_matches(name, known, 1)), "")
    hint = f"Did you mean {near}:? " if near else ""
    raise QueryError(f"there is no field '{run}:'", *place, hint=f"{hint}Fields are {', '.join(known)}")


def _operator(run: str, place: Place) -> Lexeme | None:
    if run in {"AND", "OR", "NOT"}:
        return Lexeme(Kind[run], run, place)
    if match := _NEAR.fullmatch(run):
        return _near(run, match[1], match[2], place)
    if match := _ATLEAST.fullmatch(run):
        return _atleast(run, match[1], place)
    return None


def _near(run: str, name: str, reach: str | None, place: Place) -> Lexeme | None:
    if reach is None:
        if name.isupper():
            raise QueryError(
                f"{name} needs a distance",
                *place,
                hint=f"Write {name}/6 for at most six words between, {name}/s for one sentence, {name}/p for one paragraph",
            )
        return None  # "near" is a word
    if not name.isupper():
        raise QueryError(f"'{run}' looks like an operator", *place, hint=f"Write {name.upper()}/{reach}")
    if reach.lower() in {"s", "p"}:
        return Lexeme(Kind.NEAR, name, place, number=Unit(reach.lower()))
    return Lexeme(Kind.NEAR, name, place, number=_number(name, reach, 0, place))


def _atleast(run: str, count: str | None, place: Place) -> Lexeme | None:
    if count is None:
        if run == "ATLEAST":
            raise QueryError("ATLEAST needs a number", *place, hint="Write ATLEAST/3 word")
        return None
    if not run.startswith("ATLEAST"):
        raise QueryError(f"'{run}' looks like an operator", *place, hint=f"Write ATLEAST/{count}")
    return Lexeme(Kind.ATLEAST, "ATLEAST", place, number=_number("ATLEAST", count, 1, place))


def _number(name: str, text: str, least: int, place: Place) -> int:
    units = ", s or p" if name != "ATLEAST" else ""
    if not (text.isascii() and text.isdigit() and len(text) <= 4 and least <= int(text) <= MAX_NUMBER):
        raise QueryError(
            f"'{name}/{text}' has no proper number",
            *place,
            hint=f"After {name}/ write a number from {least} to {MAX_NUMBER}{units}",
        )
    return int(text)


def _term(run: str, place: Place) -> Lexeme:
    if run.startswith(("@", "＠")):
        return _concept(run[1:], place)
    exact = run.startswith(("=", "＝"))
    word = run[1:] if exact else run
    if word in _SYMBOLS and not exact:
        raise QueryError(f"'{word}' is not an operator here", *place, hint=f"Write {_SYMBOLS[word]}")
    if word[:1] in {"-", "+", "!"} and not exact:
        operator = _SYMBOLS[word[:1]]
        raise QueryError(
            f"'{word[:1]}' is not an operator here", *place, hint=f"Write {operator} {word[1:]}, or quotes"
        )
    if not _has_letters(word):
        raise QueryError(
            f"'{run}' has no letter or digit to look for", *place, hint="Only words and numbers can be found"
        )
    if "*" in word:
        return _prefix(word, exact, place)
    return Lexeme(Kind.WORD, word, place, exact=exact)


def _concept(name: str, place: Place) -> Lexeme:
    if not _CONCEPT.fullmatch(name):
        written = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
        raise QueryError(
            f"'@{name}' is not the id of a concept",
            *place,
            hint=f"Ids are lower-case letters and digits with hyphens: @{written or 'syria'}",
        )
    return Lexeme(Kind.CONCEPT, name, place)


def _prefix(word: str, exact: bool, place: Place) -> Lexeme:
    stem = word[:-1]
    if exact:
        raise QueryError("= and * exclude each other", *place, hint=f"Write {word} or ={stem}")
    if not word.endswith("*") or "*" in stem:
        raise QueryError(
            "* stands only at the end of a word", *place, hint="Write haft* for every word that begins so"
        )
    if _letters(unicodedata.normalize("NFC", stem)) < 3:
        raise QueryError(
            f"the prefix '{word}' is too short",
            *place,
            hint="A prefix needs three letters or more before the *",
        )
    return Lexeme(Kind.PREFIX, stem, place)
