"""A term as its author typed it, as the word sequences that count as it. Finding them in a text is for `bot.watch`."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product

from bot.language.forms import Kind, lexicon
from bot.language.inflection import keys
from bot.language.tokens import Word, cut


@dataclass(frozen=True, slots=True)
class TermWord:
    """One word of a term: a token is hit when one of its analyses has one of these keys and this kind."""

    kind: Kind
    keys: tuple[str, ...]


Phrase = tuple[TermWord, ...]

#: The Arabic article as it is written in Latin letters; the second row only where a hyphen follows.
_ARTICLES = lexicon("al el ul")
_HYPHEN_ARTICLES = _ARTICLES | lexicon("as ash at ath ar az an ad adh ed es esh et er ez en")
_ARTICLE = TermWord(Kind.WORD, tuple(sorted(_HYPHEN_ARTICLES)))
_LETTERS_DIGITS = re.compile(r"([^\W\d_]{1,4})(\d{1,4})")


def phrases(term: str, kind: Kind, lang: str = "") -> tuple[Phrase, ...]:
    """The sequences of adjacent words that count as this term; empty when the term holds no word.

    Hyphens and spaces are one. An Arabic article inside a name may be there, in any of its spellings, or not;
    one that opens a name only when it is tied to it by a hyphen and in lower case (al-Sisi, but not El Salvador).
    In a name of several words those that the author wrote without a capital need none.
    """
    found, starts = cut(term, lang)
    choices: list[tuple[Phrase, ...]] = []
    for at, word in enumerate(found):
        end = starts[at] + len(word.surface)
        if kind is Kind.NAME and _is_article(word, at, len(found), term[end : end + 1]):
            choices.append(((), (_ARTICLE,)))
        else:
            choices.append(((_term_word(word, kind, lang),),))
    made = [sum(choice, ()) for choice in product(*choices)]
    made += _respaced(found, kind, lang)
    return tuple(dict.fromkeys(phrase for phrase in made if phrase))


def _is_article(word: Word, at: int, count: int, following: str) -> bool:
    if at == count - 1:
        return False
    if at == 0:
        return following == "-" and not word.capital and word.text in _HYPHEN_ARTICLES
    return word.text in (_HYPHEN_ARTICLES if following == "-" else _ARTICLES)


def _term_word(word: Word, kind: Kind, lang: str) -> TermWord:
    own = Kind.WORD if kind is Kind.NAME and not word.capital else kind
    return TermWord(own, keys(word.surface, own, lang))


def _respaced(found: Iterable[Word], kind: Kind, lang: str) -> Iterator[Phrase]:
    """F-16 as F16 and the other way round."""
    typed = [word.surface for word in found]
    if kind is Kind.EXACT:
        return
    if len(typed) == 1 and (parts := _LETTERS_DIGITS.fullmatch(typed[0])):
        yield tuple(TermWord(Kind.NAME, keys(part, Kind.NAME, lang)) for part in parts.groups())
    if len(typed) == 2 and _LETTERS_DIGITS.fullmatch("".join(typed)):
        yield (TermWord(Kind.NAME, keys("".join(typed), Kind.NAME, lang)),)


def kind_of(word: str) -> Kind:
    """The kind that an author means who typed the word without saying: UAE, Egypt, army."""
    found, _ = cut(word)
    if any(each.acronym for each in found):
        return Kind.ACRONYM
    cased = any(c.isupper() for c in word)
    return Kind.NAME if cased else Kind.WORD
