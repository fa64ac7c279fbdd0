"""The nouns of inflection: kinds of terms and what a word may be a form of. The rules live in one module per language."""

from enum import StrEnum
from typing import TypeAlias


class Kind(StrEnum):
    """How a term's word may inflect."""

    #: A proper name: needs a capital where the script has them; takes what names take.
    NAME = "name"
    #: A common noun, adjective or verb: full inflection.
    WORD = "word"
    #: Upper case only, dots allowed.
    ACRONYM = "acronym"
    #: As typed: no inflection, and with its capitals if it has any.
    EXACT = "exact"


#: A folded form that a word may be an inflection of, and the kinds of terms for which it counts. A plain tuple: a
#: stream of news makes millions of them.
Form: TypeAlias = tuple[str, frozenset[Kind]]

ANY = frozenset({Kind.NAME, Kind.WORD, Kind.ACRONYM})
NAME = frozenset({Kind.NAME})
WORD = frozenset({Kind.WORD})
NAMES_AND_WORDS = frozenset({Kind.NAME, Kind.WORD})


def lexicon(words: str) -> frozenset[str]:
    """A word list from text with white space between the words."""
    return frozenset(words.split())


def sequence(words: str) -> tuple[str, ...]:
    """A word list whose order counts."""
    return tuple(words.split())


def table(pairs: str) -> dict[str, str]:
    """A mapping from text of `key:value` pairs with white space between them."""
    return {key: value for key, _, value in (pair.partition(":") for pair in pairs.split())}
