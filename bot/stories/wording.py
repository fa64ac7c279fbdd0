"""A sentence as folded words that cue patterns can be matched on, with the way back to the original text.

Cue patterns themselves live in `cues/`; tokens for watchlists live in `bot.language`.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, cast

import regex

from bot.language import fold

# Apostrophes part words here ("n'a" is two words, "Mısır'ın" too), so that patterns need not know their shapes.
_WORD = regex.compile(
    r"[\p{L}\p{N}][\p{L}\p{M}\p{N}\p{Cf}]*(?:[.,]\p{N}+)*|[,;:!?؟،؛()\[\]«»“”\"„–—/]|(?<=\s)-(?=\s)|…|\.{3}"
)
_LETTERS = regex.compile(r"(?<!\\)[\p{L}\p{M}]+")
_MARKS = {
    "،": ",",
    "؛": ";",
    "؟": "?",
    "«": '"',
    "»": '"',
    "“": '"',
    "”": '"',
    "„": '"',
    "–": "—",
    "-": "—",
    "[": "(",
    "]": ")",
}
_DOTTED = regex.compile(r"\b(?:\p{Lu}\.){2,}")


@lru_cache(maxsize=65536)
def folded_word(word: str) -> str:
    """One word folded for comparison; punctuation in one shape per meaning."""
    return _MARKS.get(word) or fold(word) or word


@dataclass(frozen=True, slots=True)
class Wording:
    """A sentence as words: `flat` is what patterns see, every word between single spaces."""

    original: str
    flat: str
    #: Start in `flat`, start and end in `original`, for each word.
    places: tuple[tuple[int, int, int], ...]

    def word_at(self, position: int) -> int:
        """The number of the word that covers this position of `flat`."""
        return max(0, bisect_right(self.places, (position, 1 << 60, 0)) - 1)

    def quote(self, first: int, last: int) -> str:
        """The original text from word `first` up to and with word `last`."""
        return self.original[self.places[first][1] : self.places[last][2]]

    def cited(self, start: int, end: int) -> str:
        """The original text of a stretch of `flat`."""
        if end <= start or not self.places:
            return ""
        return self.quote(self.word_at(start), self.word_at(end - 1))

    def word(self, number: int) -> str:
        """A word as patterns see it."""
        start = self.places[number][0]
        end = self.places[number + 1][0] - 1 if number + 1 < len(self.places) else len(self.flat)
        return self.flat[start:end]


def wording(text: str) -> Wording:
    """Read one sentence. Text of any script; empty text gives an empty wording."""
    dotted = _DOTTED.sub(lambda m: m.group().replace(".", "\u2060"), text)
    words: list[str] = []
    places: list[tuple[int, int, int]] = []
    position = 0
    for found in _WORD.finditer(dotted):
        word = folded_word(found.group())
        words.append(word)
        places.append((position, found.start(), found.end()))
        position += len(word) + 1
    return Wording(text, " ".join(words), tuple(places))


class _Unread:
    """A pattern that is compiled when first asked: a language that nobody writes in costs neither time nor memory."""

    def __init__(self, source: Callable[[], str]) -> None:
        self._source = source

    def __getattr__(self, name: str) -> Any:
        compiled = re.compile(self._source())
        # From now on these are found at once, without coming through here.
        for each in ("search", "match", "fullmatch", "finditer", "findall", "split", "sub", "pattern"):
            setattr(self, each, getattr(compiled, each))
        return getattr(compiled, name)


def lazily(source: Callable[[], str]) -> re.Pattern[str]:
    """What `re.compile` gives for this source, which is asked for when the pattern is first used."""
    return cast("re.Pattern[str]", _Unread(source))


def pattern(alternatives: Iterable[str]) -> re.Pattern[str]:
    """Cue alternatives, written in everyday spelling, to match whole words of a `flat`.

    Letters are folded as the text is; regular-expression syntax passes through.
    """
    listed = tuple(alternatives)
    return lazily(lambda: source_of(listed))


def source_of(alternatives: Iterable[str]) -> str:
    """The regular expression of `pattern`."""
    lines = [_LETTERS.sub(lambda m: fold(m.group()), line.strip()) for line in alternatives]
    body = "|".join(f"(?:{line})" for line in lines if line)
    return rf"(?<![^ ])(?:{body})(?![^ ])" if body else r"(?!)"


def folded_words(text: str) -> frozenset[str]:
    """A word list from text with white space between the words, folded."""
    return frozenset(fold(text).split())
