"""Names that are spelt alike, for authors of concepts: a guess is offered and never matches by itself."""

import difflib
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from bot.language import fold, words
from bot.watch.concepts import Concept, EntryKind, Library

#: How like two spellings in one script must be, as `difflib.SequenceMatcher.ratio` measures.
_LIKE = 0.82
#: The same where the consonants sound the same: Serakib and Saraqeb, but not Ghazni and Jizan.
_SOUNDING = 0.55
_SHORTEST_KEY = 3
_ARTICLES = frozenset(
    {"al", "el", "ul", "as", "ash", "ad", "an", "ar", "az", "at", "es", "ed", "er", "le", "la", "les", "the"}
)


class Alike(NamedTuple):
    """A concept one of whose names is spelt like the one asked for, and that name."""

    concept: Concept
    name: str


def alike(
    name: str, library: Library, skeleton: Callable[[str, str], str], lang: str = ""
) -> tuple[Alike, ...]:
    """Up to six concepts with a name like this one, the likest first; none that has this very name.

    `skeleton` gives the consonants of a folded word in a language, one letter per sound, so that spellings meet
    over scripts: Saraqeb, Serakib, سراقب.
    """
    key, plain = name_key(name, lang, skeleton), fold(name)
    known = {concept.id for concept in library.named(name)}
    found: dict[str, tuple[float, Alike]] = {}
    for concept in library:
        if concept.id in known:
            continue
        for entry in concept.entries:
            if entry.kind is not EntryKind.NAME:
                continue
            other = fold(entry.text)
            closeness = _ratio(plain, other)
            sounds_same = len(key) >= _SHORTEST_KEY and key == name_key(entry.text, entry.lang, skeleton)
            if sounds_same and (closeness >= _SOUNDING or plain.isascii() != other.isascii()):
                closeness = 1.0
            if closeness >= _LIKE and closeness > found.get(concept.id, (0.0,))[0]:
                found[concept.id] = closeness, Alike(concept, entry.text)
    best = sorted(found.values(), key=lambda pair: (-pair[0], pair[1].concept.id))
    return tuple(each for _, each in best[:6])


def _ratio(one: str, other: str) -> float:
    one, other = " ".join(bare_words(one)), " ".join(bare_words(other))
    if abs(len(one) - len(other)) > 3 or one[:1] != other[:1] or one.isascii() != other.isascii():
        return 0.0
    return difflib.SequenceMatcher(None, one, other, autojunk=False).ratio()


def name_key(name: str, lang: str, skeleton: Callable[[str, str], str]) -> str:
    """The consonants of a name, its articles apart."""
    return "".join(skeleton(word, lang) for word in bare_words(name))


def bare_words(name: str) -> Iterator[str]:
    """The folded words of a name without articles, Arabic or Latin."""
    for word in words(name):
        text = re.sub(r"^ال(?=.{3})", "", word.text)
        if text not in _ARTICLES:
            yield text
