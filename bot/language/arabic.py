"""Arabic inflection: what a word of an Arabic text may be a form of."""

from collections.abc import Iterator

from bot.language.forms import NAME, NAMES_AND_WORDS, WORD, Form, Kind
from bot.language.tokens import Word

_SUFFIXES = ("ه", "ها", "هم", "هما", "نا", "ات", "ون", "ين", "ان")
_NISBA = ("ي", "يه", "يا", "يون", "يين", "يات")


def forms(word: Word) -> Iterator[Form]:
    """Dictionary forms of an Arabic word."""
    for base, has_article in _bases(word.text):
        if not has_article:
            yield base, NAMES_AND_WORDS
        yield base, WORD
        for ending in _SUFFIXES:
            if base.endswith(ending) and len(base) - len(ending) >= 3:
                rest = base[: -len(ending)]
                yield rest, WORD
                yield rest + "ه", WORD
        for ending in _NISBA:
            if base.endswith(ending) and len(base) - len(ending) >= 3:
                stem = base[: -len(ending)]
                for name in (stem, stem + "يا", stem + "ا", stem + "ه", "ال" + stem, stem + "ي"):
                    yield name, NAME


def _bases(text: str) -> Iterator[tuple[str, bool]]:
    heads = [text]
    heads += [text[1:]] if text[0] in "وف" else []
    for head in heads:
        for rest in (head, head[1:] if head[:1] in ("ب", "ل", "ك") else ""):
            if len(rest) < 3:
                continue
            yield rest, False
            if rest.startswith("ال") and len(rest) > 4:
                yield rest[2:], True
        if head.startswith("لل") and len(head) > 4:
            yield "ال" + head[2:], False
            yield head[2:], True


def term_forms(text: str, kind: Kind) -> Iterator[str]:
    """What a typed form is reduced to: the article goes from a common noun."""
    if kind is Kind.WORD and text.startswith("ال") and len(text) > 4:
        yield text[2:]
