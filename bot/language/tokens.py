"""Cuts text into words with their places in the original. What a word may be a form of lives in `inflection`."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate, islice
from typing import cast

import regex

from bot.language.detection import SPEAKERS
from bot.language.folding import APOSTROPHES, fold
from bot.language.memory import Lately
from bot.model import Field

_MARKS = "".join(APOSTROPHES)
# Modifier apostrophes (U+02BB to U+02BF and friends) are letters to Unicode and apostrophes to everybody else.
_LETTER = r"[\p{L}\p{M}\p{N}--[ʹʺʻʼʽʾʿˈˊˋ]]"
_INNER = r"[\p{L}\p{M}\p{N}\p{Cf}--[ʹʺʻʼʽʾʿˈˊˋ]]"
_APOSTROPHE = f"[{_MARKS}]"
_WORD = f"{_LETTER}(?:{_INNER}*{_LETTER})?"
_ELISION = rf"(?:[ldjmtsncLDJMTSNC]|[Qq][uU]|(?i:jusqu|lorsqu|puisqu|quoiqu|presqu|quelqu))(?={_APOSTROPHE}{_LETTER})"
_DOTTED = r"(?:\p{Lu}\p{M}*\.)+\p{Lu}\p{M}*|(?:\p{Arabic}\.)+\p{Arabic}"
_ACRONYM = rf"(?:{_DOTTED})(?!{_INNER})(?:\.?{_APOSTROPHE}{_WORD})*"
_NUMBER = r"\p{Nd}+(?:[.,٫٬]\p{Nd}+)+(?![\p{L}\p{M}\p{N}])"
_TAIL = f"(?:{_APOSTROPHE}{_WORD})*"

_UNIT = regex.compile(f"({_ACRONYM}|{_ELISION}|{_NUMBER}{_TAIL}|{_WORD}{_TAIL})", regex.V1)
_LAST_APOSTROPHE = regex.compile(rf"{_APOSTROPHE}(?=[^{_MARKS}]*$)", regex.V1)
_IS_DOTTED = regex.compile(rf"(?:{_DOTTED})\.?", regex.V1)

# A stretch of text that no word reaches beyond: whatever is neither white space nor punctuation, and single
# apostrophes, dots and commas between. The standard library finds it four times faster than `_UNIT` finds words, and
# the same stretches come again and again.
_NEVER_INNER = (
    r"\s!-/:-@\[-`{-~\xa1\xa6-\xa7\xab\xb4\xb6-\xb7\xbb\xbf،؛؟۔\u2010-\u2027\u2030-\u205e\u3000-\u3003"
)
_STRETCH = re.compile(rf"([^{_NEVER_INNER}]+(?:[.,'’‘‛′`´]{{1,2}}[^{_NEVER_INNER}]+)*)")

#: What follows an apostrophe in English without being a part of the word: possessive and short verbs.
_ENGLISH_TAILS = frozenset({"s", "re", "ve", "ll", "d", "m"})
#: A chain of Turkish suffixes: case, possessive, plural, -ki, -li, -lik, copula, in the order in which they come.
_TURKISH_TAIL = regex.compile(
    "(?:l[iu](?:[kg])?)?(?:l[ae]r)?(?:[iu]m[iu]z|[iu]n[iu]z|m[iu]z|s[iu]|[iu]m)?"
    "(?:n?[dt][ae]n?|[yn]?[aeiu]|n?[iu]n|y?l[ae]|n?c[ae])?(?:ki(?:l[ae]r)?(?:n?[dt][ae]n?|n?[iuae]n?)?)?"
    "(?:[dt][iu]r|y[dt][iu]|ym[iu]s|ys[ae]|yken)?"
)


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """All that is known of a word from its letters alone; one object serves every place where it stands."""

    #: As it stands in the text, without `tail`.
    surface: str
    #: Folded.
    text: str
    #: Folded letters after an apostrophe that belong to no dictionary form (Egypt's, Mısır'ın); or empty.
    tail: str
    #: The first letter is upper or title case; always true in scripts without case.
    capital: bool
    #: Upper case only (UAE, UAVs) or dotted (U.A.E.).
    acronym: bool
    #: Every letter is upper case.
    shouted: bool


@dataclass(frozen=True, slots=True)
class Token:
    """A word at its place. `start` and `end` are code points of the original field, half-open."""

    word: Word
    start: int
    end: int
    field: Field
    #: Numbers of the sentence and the paragraph, counted through the whole document.
    sentence: int
    paragraph: int

    @property
    def text(self) -> str:
        """Folded form; equals `fold(field_text[start:end])`."""
        return self.word.text

    @property
    def tail(self) -> str:
        """Folded suffix after an apostrophe, outside of the span."""
        return self.word.tail

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital (always, where the script has none)."""
        return self.word.capital

    @property
    def acronym(self) -> bool:
        """Whether it is written as an acronym."""
        return self.word.acronym


def _word(unit: str, lang: str) -> Word:
    if unit.isalpha():
        if unit.islower():
            if unit[0].islower():
                return Word(unit, fold(unit), "", capital=False, acronym=False, shouted=False)
        elif unit.lower() == unit.upper() or (unit.istitle() and len(unit) > 1 and unit[0].isupper()):
            # In a script without case, and Like this.
            return Word(unit, fold(unit), "", capital=True, acronym=False, shouted=False)
    return _odd_word(unit, lang)


def _odd_word(unit: str, lang: str) -> Word:
    """A word with marks, digits, points or apostrophes in it, or with capitals in other places than the first."""
    surface, tail = _split_tail(unit, lang)
    letters = [c for c in surface if c.isalpha()]
    cased = [c for c in letters if c.isupper() or c.islower() or c.istitle()]
    capital = not cased or cased[0] != letters[0] or not cased[0].islower()
    shouted = bool(cased) and all(not c.islower() for c in cased)
    plural = len(letters) > 2 and letters[-1] == "s" and all(c.isupper() for c in letters[:-1])
    dotted = bool(_IS_DOTTED.fullmatch(surface))
    return Word(
        surface=surface,
        text=fold(surface),
        tail=tail,
        capital=capital,
        acronym=dotted or plural or (shouted and (len(letters) > 1 or any(c.isdigit() for c in unit))),
        shouted=shouted,
    )


def _split_tail(unit: str, lang: str) -> tuple[str, str]:
    found = _LAST_APOSTROPHE.search(unit)
    if not found or not found.start():
        return unit, ""
    tail = fold(unit[found.end() :])
    is_tail = bool(_TURKISH_TAIL.fullmatch(tail)) if lang == "tr" else tail in _ENGLISH_TAILS
    return (unit[: found.start()], tail) if is_tail else (unit, "")


#: Longer stretches are addresses and noise: they are cut, but not remembered.
_LONGEST_KEPT = 64


@dataclass(frozen=True, slots=True)
class _Several:
    """A stretch that holds no word, or several, or one that does not begin with it."""

    words: tuple[Word, ...]
    #: Where each begins in the stretch.
    starts: tuple[int, ...]


class _Stretches(Lately[str, Word | _Several]):
    """The stretches of one language seen lately."""

    __slots__ = ("lang",)

    def __init__(self, lang: str, limit: int) -> None:
        super().__init__(limit)
        self.lang = lang

    def __missing__(self, stretch: str) -> Word | _Several:
        if known := self.recall(stretch):
            return known
        pieces = _UNIT.split(stretch)
        starts = tuple(accumulate(map(len, pieces)))[0:-1:2]
        found = tuple(_word(unit, self.lang) for unit in pieces[1::2])
        entry = found[0] if starts == (0,) else _Several(found, starts)
        if len(stretch) <= _LONGEST_KEPT:
            self.keep(stretch, entry)
        return entry


# Only Turkish cuts after an apostrophe differently; all other languages share one table.
_TURKISH = _Stretches("tr", 20_000)
_OTHERS = _Stretches("", 40_000)
# Thousands of names are cut once, when they are compiled, and few of their words come again.
_TURKISH_TERMS = _Stretches("tr", 1_000)
_OTHER_TERMS = _Stretches("", 1_000)


def remember(words: int) -> None:
    """Keep so many words of either table from now on: for a process that does nothing but read an archive."""
    _TURKISH.limit = _OTHERS.limit = words


def cut(text: str, lang: str = "") -> tuple[list[Word], list[int]]:
    """The words of a text and where each begins, in code points. `word.surface` has the length of its span."""
    return _cut(text, _TURKISH if lang == "tr" else _OTHERS)


def cut_term(text: str, lang: str = "") -> tuple[list[Word], list[int]]:
    """The same for a term, whose words are not remembered for long."""
    return _cut(text, _TURKISH_TERMS if lang == "tr" else _OTHER_TERMS)


def _cut(text: str, table: _Stretches) -> tuple[list[Word], list[int]]:
    pieces = _STRETCH.split(text)
    entries = list(map(table.__getitem__, pieces[1::2]))
    places = list(islice(accumulate(map(len, pieces)), 0, len(pieces) - 1, 2))
    found: list[Word] = []
    starts: list[int] = []
    done = 0
    for at in [at for at, entry in enumerate(entries) if entry.__class__ is _Several]:
        several, place = cast(_Several, entries[at]), places[at]
        found += cast("list[Word]", entries[done:at])
        starts += places[done:at]
        found += several.words
        starts += [place + inner for inner in several.starts]
        done = at + 1
    found += cast("list[Word]", entries[done:])
    starts += places[done:]
    return found, starts


@lru_cache(maxsize=4096)
def without_false_acronym(word: Word, lang: str) -> Word:
    """The same word where all stands in capitals: IS and WHO are little words there, GNA is still an acronym."""
    if word.acronym and lang in SPEAKERS.get(word.text, ()):
        return replace(word, acronym=False)
    return word


def words(text: str, lang: str = "") -> tuple[Word, ...]:
    """The words of a term, cut as text is cut."""
    return tuple(cut_term(text, lang)[0])
