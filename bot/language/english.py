"""English inflection: what a word of an English text may be a form of."""

from collections.abc import Iterator

from bot.language.forms import NAME, WORD, Form, Kind
from bot.language.tokens import Word


def forms(word: Word) -> Iterator[Form]:
    """Dictionary forms of an English word."""
    text = word.text
    for lemma in _plural(text):
        yield lemma, WORD
    for ending in ("ed", "ing"):
        if text.endswith(ending) and len(text) - len(ending) >= 3:
            stem = text[: -len(ending)]
            yield stem, WORD
            yield stem + "e", WORD
            if stem[-1] == stem[-2]:
                yield stem[:-1], WORD
    if word.capital:
        for base in _demonym(text):
            yield base, NAME


def _plural(text: str) -> Iterator[str]:
    if text.endswith("ies") and len(text) > 4:
        yield text[:-3] + "y"
    if text.endswith("men") and len(text) > 4:
        yield text[:-3] + "man"
    if text.endswith("s") and not text.endswith(("ss", "us", "is")) and len(text) > 3:
        yield text[:-1]
        if text.endswith(("ses", "xes", "zes", "ches", "shes", "oes")):
            yield text[:-2]


def _demonym(text: str) -> Iterator[str]:
    text = text.removesuffix("s")
    if text.endswith("ian") and len(text) > 6:
        yield text[:-3]
        yield text[:-1]
    if text.endswith("an") and len(text) > 5:
        yield text[:-1]


def term_forms(text: str, kind: Kind) -> Iterator[str]:
    """What a typed form is reduced to: a plural hits its singular."""
    yield from _plural(text) if kind is Kind.WORD else ()
