"""English inflection: what a word of an English text may be a form of. Word lists live in `english_words`.

A key with the mark `n:` is a noun reading: a term typed as a plural stands for the noun alone, so that `forces`
hits "force" and not "forced".
"""

from collections.abc import Iterator

from bot.language.english_words import (
    DEMONYMS,
    DERIVED,
    IRREGULAR_NOUNS,
    IRREGULAR_VERBS,
    NO_AGENTS,
    NO_DEMONYMS,
    NO_MEMBERS,
    NOMINALS,
    PEOPLES,
    PLURAL_ONLY,
    RE_VERBS,
    SPELLINGS,
    UNINFLECTED,
    VERBS,
)
from bot.language.forms import NAME, WORD, Form, Kind
from bot.language.tokens import Word

NOUN = "n:"
_VOWELS = frozenset("aeiouy")
_SHORTEST = 3
_SHORTEST_NAME = 4
_AMERICAN = {american: british for british, american in SPELLINGS.items()}
_MEMBERS = ("men", "man", "women", "woman")
_PLACES_IN_I = ("stan", "abad")


def forms(word: Word) -> Iterator[Form]:
    """Dictionary forms of an English word, each with the kinds of terms for which it counts."""
    text = word.text
    nouns = [text, *_singulars(text)]
    for noun in nouns:
        yield NOUN + noun, WORD
    for lemma in dict.fromkeys([text, *nouns, *_verbs(text), *IRREGULAR_VERBS.get(text, ())]):
        yield lemma, WORD
        for respelt in _respelt(lemma):
            yield respelt, WORD
            yield NOUN + respelt, WORD
        if lemma in NOMINALS:
            yield NOMINALS[lemma], WORD
        if lemma in DERIVED:
            yield DERIVED[lemma], WORD
            yield NOUN + DERIVED[lemma], WORD
        if lemma.endswith(_AGENT_ENDINGS):
            yield from _agents(lemma)
        if lemma.startswith("re") and lemma[2:] in RE_VERBS:
            yield lemma[2:], WORD
    for group in _groups(text):
        yield group, WORD
        yield NOUN + group, WORD
    if word.capital:
        for name in _names(text):
            yield name, NAME


def _singulars(text: str) -> Iterator[str]:
    yield from IRREGULAR_NOUNS.get(text, ())
    if (
        not text.endswith("s")
        or len(text) <= _SHORTEST
        or text in UNINFLECTED
        or text.endswith(("ss", "us", "is"))
    ):
        if text.endswith("men") and text not in NO_MEMBERS and len(text) > _SHORTEST_NAME:
            yield text[:-2] + "an"
        return
    yield text[:-1]
    if text.endswith("ies") and len(text) > 4:
        yield text[:-3] + "y"
    elif text.endswith(("ses", "xes", "zes", "ches", "shes", "oes")):
        yield text[:-2]
    elif text.endswith("ves"):
        yield text[:-3] + "f"
        yield text[:-3] + "fe"


def _verbs(text: str) -> Iterator[str]:
    """Bases of a regular -ed or -ing form."""
    if text in UNINFLECTED:
        return
    for ending in ("ed", "ing") if text.endswith(("ed", "ing")) else ():
        stem = text.removesuffix(ending)
        if stem == text or len(stem) < 2 or not _VOWELS & set(stem):
            continue
        if stem.endswith("i") and ending == "ed":
            yield stem[:-1] + "y"
        elif stem.endswith("y") and ending == "ing" and len(stem) == 2:
            yield stem[:-1] + "ie"
        if stem[-1] == stem[-2] and stem[-1] not in "lse":
            yield stem[:-1]
        elif stem[-1] == stem[-2] == "l":
            yield from (stem, stem[:-1])
        elif not _is_short(stem):
            yield stem
        yield stem + "e"


def _is_short(stem: str) -> bool:
    """One syllable that ends in one vowel and one consonant: it would have doubled (plan, planned; but plane, planed)."""
    vowels = [at for at, letter in enumerate(stem) if letter in _VOWELS]
    return len(vowels) == 1 and vowels[0] == len(stem) - 2 and stem[-1] not in "wx"


_AGENT_ENDINGS = ("er", "or")


def _agents(text: str) -> Iterator[Form]:
    """The verb of the news whose doer the word is: fighter, smuggler, planner, negotiator."""
    if text in NO_AGENTS:
        return
    stem = text[:-2]
    shorter = stem[:-1] if len(stem) > 2 and stem[-1] == stem[-2] else stem
    for verb in (stem, stem + "e", shorter):
        if verb in VERBS:
            yield verb, WORD
            return


_AFTER_IS = ("e", "ation", "er")
_IS_OR_IZ = tuple(stem + ending for stem in ("is", "iz") for ending in _AFTER_IS)


def _respelt(lemma: str) -> Iterator[str]:
    if lemma in SPELLINGS:
        yield SPELLINGS[lemma]
    elif lemma in _AMERICAN:
        yield _AMERICAN[lemma]
    if len(lemma) > 6 and lemma.endswith(_IS_OR_IZ):
        for here, there in (("is", "iz"), ("iz", "is")):
            for ending in _AFTER_IS:
                if lemma.endswith(here + ending):
                    yield lemma[: -len(here + ending)] + there + ending


def _groups(text: str) -> Iterator[str]:
    """Militia of militiamen, gun of gunman; the word before must stand for itself."""
    if text in NO_MEMBERS or not text.endswith(_MEMBERS):
        return
    for ending in _MEMBERS:
        group = text.removesuffix(ending)
        if group != text and len(group) >= _SHORTEST:
            yield group
            if group.endswith("s"):
                yield group[:-1]
            return


def _names(text: str) -> Iterator[str]:
    """Names of which the word is the adjective, the inhabitant, or their plural."""
    single = text.removesuffix("s")
    if single != text and (single.endswith(("i", "ian", "ite", "ist", "an")) or single in PEOPLES):
        yield single
    for demonym in dict.fromkeys((text, single)):
        yield from demonym_bases(demonym)


def demonym_bases(text: str) -> Iterator[str]:
    """The names that a regular English demonym may come from: only endings that leave no doubt, so not -ologist or -ac."""
    if text in DEMONYMS:
        yield DEMONYMS[text]
    elif text in NO_DEMONYMS:
        return
    elif text.endswith("ian") and len(text) >= 3 + _SHORTEST_NAME:
        yield from (text[:-3], text[:-1], text[:-3] + "y", text[:-3] + "e", text[:-3] + "a")
    elif text.endswith("ian"):
        yield text[:-1]
    elif text.endswith("ayan") and len(text) >= 2 + _SHORTEST_NAME:
        # Tigrayan, Uruguayan; but Himalayan.
        yield from (text[:-2], text[:-1], text[:-1] + "s")
    elif text.endswith("an") and len(text) >= 2 + _SHORTEST_NAME:
        yield from (text[:-1], text[:-2] + "o") if text[-3] != "e" else (text[:-2], text[:-2] + "a")
    elif text.endswith("i") and text[:-1].endswith(_PLACES_IN_I):
        yield text[:-1]


def term_forms(typed: str, text: str, kind: Kind) -> Iterator[str]:
    """What a term stands for beside itself: a plural for its noun, a verb form for the verb, an adjective for the name."""
    del typed
    if kind is Kind.NAME:
        yield from demonym_bases(text)
        return
    if text not in PLURAL_ONLY:
        for noun in _singulars(text):
            yield NOUN + noun
    for verb in (*_verbs(text), *IRREGULAR_VERBS.get(text, ())):
        if verb in VERBS:
            yield verb
