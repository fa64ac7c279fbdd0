"""Turkish inflection: what a word of a Turkish text may be a form of."""

import re
from collections.abc import Iterator

from bot.language.forms import NAME, NAMES_AND_WORDS, WORD, Form, Kind
from bot.language.tokens import Word

_CHAIN = re.compile(
    r"(?:l[ae]r)?(?:[iu]m[iu]z|[iu]n[iu]z|s?[iu]|[iu]m|[iu]n)?"
    r"(?:n?[dt][ae]n?|[yn]?[ae]|[yn]?[iu]|n?[iu]n|y?l[ae]|n?c[ae])?(?:ki(?:l[ae]r)?(?:n?[iudae]+n?)?)?"
)
_HARD = {"g": "k", "b": "p", "d": "t", "c": "c"}
_LEXICAL = frozenset({"birlikte"})


def forms(word: Word) -> Iterator[Form]:
    """Dictionary forms of a Turkish word."""
    if word.tail:
        if word.text.endswith("p"):
            yield word.text[:-1] + "b", NAME
        return
    text = word.text
    if text in _LEXICAL:
        return
    kinds = NAMES_AND_WORDS if word.capital else WORD
    for at in range(max(3, len(text) - 14), len(text)):
        stem, rest = text[:at], text[at:]
        if _CHAIN.fullmatch(rest):
            yield stem, kinds if at >= 4 else WORD
            if stem[-1] in _HARD and rest[0] in "aeiu":
                yield stem[:-1] + _HARD[stem[-1]], WORD
        if word.capital and rest[:2] in ("li", "lu") and _CHAIN.fullmatch(rest[2:]):
            yield stem, NAME


def term_forms(text: str, kind: Kind) -> Iterator[str]:
    """Turkish terms are typed in their dictionary form."""
    if kind is Kind.NAME and text.endswith("p"):
        yield text[:-1] + "b"
