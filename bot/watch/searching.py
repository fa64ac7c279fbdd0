"""What somebody types to look something up in the archive: words, "phrases", prefix*, -without, and filters.

Simpler than the watchlist language on purpose: all words must be there, in any order.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from bot.language import Document, fold
from bot.model import Field
from bot.watch.sieve import COMPLETE, hidden

#: Longer questions are cut; so many words are enough to find anything.
LONGEST = 200
_MOST_TERMS = 12
#: A shorter beginning is so many words that the database would be long at it.
_SHORTEST_PREFIX = 3

_PIECE = re.compile(r'(-?)(?:(lang|outlet|since):(?:"([^"]*)"|(\S*))|"([^"]*)"|(\S+))', re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")
_ARABIC = re.compile(r"[\u0621-\u064a]+")
_AGO = re.compile(r"(\d{1,4})([hdw])", re.IGNORECASE)
_DATE = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?")
_UNITS = {"h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}
#: One-letter words that are written onto the next one: and, so, with, for, like.
_PROCLITICS = ("و", "ف", "ب", "ل", "ك")


@dataclass(frozen=True, slots=True)
class SearchTerm:
    """Adjacent folded words; any of `spellings` will do for a term of one word."""

    words: tuple[str, ...]
    spellings: tuple[str, ...] = ()
    #: The last word may go on.
    is_prefix: bool = False
    #: It must not be there.
    is_excluded: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """A question to the archive."""

    terms: tuple[SearchTerm, ...]
    #: ISO 639-1, empty for any.
    lang: str = ""
    #: Part of an outlet's id or name, folded; empty for any.
    outlet: str = ""
    since: datetime | None = None


class SearchProblem(StrEnum):
    """What is wrong with a question."""

    NO_WORDS = "no words"
    BAD_SINCE = "since"
    BAD_LANGUAGE = "lang"


class SearchError(Exception):
    """A question that cannot be asked; `piece` is the part that is wrong, as it was typed."""

    def __init__(self, problem: SearchProblem, piece: str = "") -> None:
        super().__init__(f"{problem}: {piece}")
        self.problem = problem
        self.piece = piece


def searchable(*texts: str) -> str:
    """The folded words of texts, one space between: what the archive is searched in."""
    return " ".join(_WORD.findall(fold("\n".join(texts))))


def indexable(document: Document, longest: int, rules: str) -> str:
    """What the archive indexes of an article.

    Its folded words, up to `longest` characters of each field; then the marks by which a backtest finds it by the
    dictionary forms of its words (see sieve.py), and which rules made them. An article that is longer has none.
    """
    texts = [document.field_text(field) for field in Field]
    words = searchable(*(text[:longest] for text in texts))
    if any(len(text) > longest for text in texts):
        return words
    marks = hidden(document, words.split())
    return words if marks is None else " ".join([words, *marks, COMPLETE + rules])


def read_search(source: str, now: datetime) -> Search:
    """Read what somebody typed.

    Args:
        source: words, "phrases", prefix*, -without, lang:ar, outlet:name, since:3d (or 12h, 2w, 2026-11-01).
        now: what `since:` counts from.

    Raises:
        SearchError: no word to look for, or a filter that says nothing.
    """
    terms: list[SearchTerm] = []
    lang = outlet = ""
    since: datetime | None = None
    for piece in _PIECE.finditer(source[:LONGEST]):
        minus, name, quoted, bare, phrase, word = piece.groups()
        value = (quoted if quoted is not None else bare) or ""
        match (name or "").lower():
            case "lang":
                if not re.fullmatch(r"[a-z]{2}", value.lower()):
                    raise SearchError(SearchProblem.BAD_LANGUAGE, piece[0])
                lang = value.lower()
            case "outlet":
                outlet = fold(value).strip()
            case "since":
                since = _since(value, now, piece[0])
            case _:
                terms += _terms(phrase if phrase is not None else word, phrase is not None, bool(minus))
    if not any(not term.is_excluded for term in terms):
        raise SearchError(SearchProblem.NO_WORDS)
    return Search(terms=tuple(terms[:_MOST_TERMS]), lang=lang, outlet=outlet, since=since)


def _terms(text: str, is_phrase: bool, is_excluded: bool) -> list[SearchTerm]:
    """The term of one piece; none where it holds no word."""
    words = tuple(_WORD.findall(fold(text)))
    if not words:
        return []
    is_prefix = not is_phrase and text.endswith("*") and len(words[-1]) >= _SHORTEST_PREFIX
    spellings = () if is_prefix or is_phrase or len(words) > 1 else _spellings(words[0])
    return [SearchTerm(words, spellings, is_prefix, is_excluded)]


def _spellings(word: str) -> tuple[str, ...]:
    """An Arabic word with and without its article and what is written onto it; nothing for other scripts."""
    if not _ARABIC.fullmatch(word) or len(word) < 3:
        return ()
    base = word.removeprefix("ال") if len(word) > 4 else word
    found = [word, base, "ال" + base, "لل" + base]
    found += [proclitic + base for proclitic in _PROCLITICS]
    found += [proclitic + "ال" + base for proclitic in ("و", "ف", "ب", "ك")]
    return tuple(dict.fromkeys(found))


def _since(value: str, now: datetime, piece: str) -> datetime:
    if ago := _AGO.fullmatch(value):
        return now - int(ago[1]) * _UNITS[ago[2].lower()]
    if date := _DATE.fullmatch(value):
        try:
            return datetime(int(date[1]), int(date[2]), int(date[3] or 1), tzinfo=UTC)
        except ValueError:
            pass
    raise SearchError(SearchProblem.BAD_SINCE, piece)
