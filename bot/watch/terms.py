"""How the words of a query or a concept are looked up in a text: each as a pattern of keys, kinds and language.

Inflection itself lives in bot/language; what patterns hit is recorded in vocabulary.py.
"""

from typing import NamedTuple, TypeAlias

from bot.language import Kind, fold, words
from bot.language.arabic import NISBA
from bot.language.terms import phrases
from bot.watch.concepts import ANY, Entry, EntryKind
from bot.watch.tree import Phrase, Prefix, QueryError, Word


class Pattern(NamedTuple):
    """What one word of a text must be: a form that shares a key, under one of the kinds.

    `lang`: only in text of this language; empty, in any. `abroad`: also in text of every other language, but there
    only the word itself, not what it is a form of.
    """

    keys: tuple[str, ...]
    kinds: frozenset[Kind]
    lang: str = ""
    abroad: bool = False


class Stem(NamedTuple):
    """Words that begin so, folded; with a capital if `capital`."""

    text: str
    capital: bool


_ONLY = {kind: frozenset({kind}) for kind in Kind}
_KINDS = {kind: Kind(kind.value) for kind in EntryKind}
_NAME_OR_WORD = frozenset({Kind.NAME, Kind.WORD})

#: One word after the other, or a prefix.
Spec: TypeAlias = tuple[Pattern, ...] | Stem


def query_specs(term: Word | Phrase | Prefix) -> tuple[Spec, ...]:
    """What a term of a query looks for, in text of any language; each of the specs is a hit of it.

    A word with a capital is a name, one all in capitals an acronym, one in lower case a common word; a script
    without case has common words and a list of well-known names (`language.terms.kind_of`). Raises QueryError where
    no word is left to look for.
    """
    if isinstance(term, Prefix):
        return (_stem(term),)
    specs = _specs(term.text, Kind.EXACT if term.exact else None)
    if not specs:
        raise QueryError(
            f"'{term.text}' has no word to look for", *term.place, hint="Write letters or digits"
        )
    return specs


def _stem(term: Prefix) -> Stem:
    cut = words(term.stem)
    if len(cut) != 1:
        raise QueryError(f"'{term.stem}*' is more than one word", *term.place, hint="Write one word before *")
    return Stem(fold(term.stem), _has_case(term.stem) and cut[0].capital)


def entry_specs(entry: Entry, *, is_person: bool = False) -> tuple[Spec, ...]:
    """What a name of a concept looks for; a person's has no Arabic adjective.

    It inflects in text of its own language. Names and acronyms also hit as they stand (with the text's own
    endings after an apostrophe) in text of every other language.
    """
    lang = "" if entry.lang == ANY else entry.lang
    abroad = bool(lang) and not entry.only and entry.kind is not EntryKind.WORD
    specs = _specs(entry.text, _KINDS[entry.kind], lang, abroad=abroad)
    if is_person and lang == "ar":
        return tuple(tuple(map(_without_nisba, spec)) for spec in specs)
    return specs


def _without_nisba(pattern: Pattern) -> Pattern:
    return pattern._replace(keys=tuple(key for key in pattern.keys if not key.startswith(NISBA)))


def void_specs(text: str, lang: str) -> tuple[Spec, ...]:
    """What a void phrase looks for: its words, inflected in text of its own language, whatever their capitals."""
    code = "" if lang == ANY else lang
    found = _specs(text.lower(), Kind.WORD, code, abroad=bool(code))
    return tuple(tuple(pattern._replace(kinds=_NAME_OR_WORD) for pattern in spec) for spec in found)


def _specs(
    text: str, kind: Kind | None, lang: str = "", *, abroad: bool = False
) -> tuple[tuple[Pattern, ...], ...]:
    """The word sequences that count as this text."""
    return tuple(
        tuple(Pattern(word.keys, _ONLY[word.kind], lang, abroad) for word in phrase)
        for phrase in phrases(text, kind, lang)
    )


def _has_case(text: str) -> bool:
    return text.lower() != text.upper()
