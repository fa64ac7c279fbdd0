"""French inflection: what a word of a French text may be a form of."""

from collections.abc import Iterator

from bot.language.forms import NAME, WORD, Form, Kind
from bot.language.tokens import Word


def forms(word: Word) -> Iterator[Form]:
    """Dictionary forms of a French word."""
    text = word.text
    for lemma in _singular(text):
        yield lemma, WORD
    for ending in ("e", "es", "ee", "ees", "ent", "ant", "ait", "aient", "a", "er", "era", "eront", "erent"):
        if text.endswith(ending) and len(text) - len(ending) >= 3:
            yield text[: -len(ending)] + "er", WORD
    base = text.removesuffix("s").removesuffix("e")
    base = base.removesuffix("n") if base.endswith("nn") else base
    if base.endswith("ien") and len(base) >= 6:
        for end in ("", "e", "ie"):
            yield base[:-3] + end, NAME


def _singular(text: str) -> Iterator[str]:
    if text.endswith(("s", "x")) and len(text) > 3:
        yield text[:-1]
        if text.endswith("aux"):
            yield text[:-3] + "al"


def term_forms(text: str, kind: Kind) -> Iterator[str]:
    """What a typed form is reduced to: a plural hits its singular."""
    yield from _singular(text) if kind is Kind.WORD else ()
