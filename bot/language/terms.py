"""A term as its author typed it, as the word sequences that count as it. Finding them in a text is for `bot.watch`."""

import re
from collections.abc import Iterator
from itertools import chain, product
from typing import NamedTuple

from bot.language import arabic, turkish
from bot.language.english_words import COMPOUNDS
from bot.language.folding import APOSTROPHES, HYPHENS, fold
from bot.language.forms import Kind, lexicon
from bot.language.inflection import keys, word_keys
from bot.language.tokens import Word, cut_term


class TermWord(NamedTuple):
    """One word of a term: a token is hit when one of its analyses has one of these keys and this kind."""

    kind: Kind
    keys: tuple[str, ...]


Phrase = tuple[TermWord, ...]

#: The Arabic article as it is written in Latin letters; the second row only where a hyphen follows.
_ARTICLES = lexicon("al el ul")
_HYPHEN_ARTICLES = _ARTICLES | lexicon("as ash at ath ar az an ad adh ed es esh et er ez en")
_ARTICLE = TermWord(Kind.WORD, tuple(sorted(_HYPHEN_ARTICLES)))
_LETTERS_DIGITS = re.compile(r"([^\W\d_]{1,4})(\d{1,4})")


def phrases(term: str, kind: Kind | None = None, lang: str = "") -> tuple[Phrase, ...]:
    """The sequences of adjacent words that count as this term; empty when the term holds no word.

    Without a kind each word has the one that its author seems to mean (`kind_of`).
    Hyphens and spaces are one. An Arabic article inside a name may be there, in any of its spellings, or not. One
    that opens a name may stand in any spelling, and be missing only where the author wrote it small (al-Sisi, but
    not Al-Monitor or El Salvador).
    In a name of several words those that the author wrote without a capital need none.
    """
    found, starts = cut_term(term, lang)
    if len(found) > 1 and len(found[0].text) == 1 and term[starts[0] + 1] in APOSTROPHES:
        # l'armée is the term armée; inside a term (Gouvernement d'accord) the article stays.
        found, starts = found[1:], starts[1:]
    choices: list[tuple[Phrase, ...]] = []
    for at, word in enumerate(found):
        end = starts[at] + len(word.surface)
        if kind in (None, Kind.NAME) and _is_article(word, at, len(found), term[end : end + 1]):
            is_optional = at > 0 or not word.capital
            choices.append(((), (_ARTICLE,)) if is_optional else ((_ARTICLE,),))
        else:
            is_head = lang == "tr" and 0 < at == len(found) - 1
            choices.append(((_term_word(word, kind, lang, is_head=is_head),),))
    made: list[Phrase] = (
        [choices[0][0]]
        if len(choices) == 1
        else [tuple(chain.from_iterable(choice)) for choice in product(*choices)]
    )
    if kind is not Kind.EXACT:
        made += _respaced(found, kind, lang)
    return tuple(dict.fromkeys(phrase for phrase in made if phrase))


def _is_article(word: Word, at: int, count: int, following: str) -> bool:
    if at == count - 1:
        return False
    return word.text in (_HYPHEN_ARTICLES if following and following in HYPHENS else _ARTICLES)


def _term_word(word: Word, kind: Kind | None, lang: str, *, is_head: bool = False) -> TermWord:
    """One word; `is_head`: the last one of a Turkish compound, whose plural stands within its possessive."""
    own = kind or kind_of(word.surface)
    if kind is Kind.NAME and not word.capital:
        own = Kind.WORD
    made = word_keys(word, own, lang)
    if is_head and own is Kind.WORD:
        made = tuple(dict.fromkeys((*made, *turkish.compound_plurals(word.text))))
    return TermWord(own, made)


#: With their plurals.
_COMPOUNDS = {**COMPOUNDS, **{one + "s": (head, tail + "s") for one, (head, tail) in COMPOUNDS.items()}}


def _respaced(found: list[Word], kind: Kind | None, lang: str) -> Iterator[Phrase]:
    """Other spacings of the whole term: F-16 and F16, air strike and airstrike."""
    typed = "".join(word.surface for word in found)
    if len(found) == 1 and (parts := _LETTERS_DIGITS.fullmatch(typed)):
        yield tuple(TermWord(Kind.NAME, keys(part, Kind.NAME, lang)) for part in parts.groups())
    elif len(found) == 2 and _LETTERS_DIGITS.fullmatch(typed):
        yield (TermWord(Kind.NAME, keys(typed, Kind.NAME, lang)),)
    if lang not in ("", "en") or kind not in (None, Kind.WORD):
        return
    folded = fold(typed)
    if len(found) == 1 and folded in _COMPOUNDS:
        yield tuple(TermWord(Kind.WORD, keys(part, Kind.WORD, lang)) for part in _COMPOUNDS[folded])
    elif len(found) == 2 and folded in _COMPOUNDS:
        yield (TermWord(Kind.WORD, keys(typed, Kind.WORD, lang)),)


def kind_of(word: str) -> Kind:
    """The kind that an author means who typed the word without saying: UAE, Egypt, army.

    A script without capitals leaves names to a list of well-known places and their adjectives.
    """
    found, _ = cut_term(word)
    if any(each.acronym for each in found):
        return Kind.ACRONYM
    is_name = any(c.isupper() for c in word) or any(arabic.is_name(each.text) for each in found)
    return Kind.NAME if is_name else Kind.WORD
