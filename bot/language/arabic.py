"""Arabic inflection: what a word of an Arabic text may be a form of. Verbs live in `arabic_verbs`, word lists in `arabic_words`.

Names take the proclitics و ف ب ل ك and never a suffix, which alone refuses مصرف and مصرع for مصر; the nisba
(مصري, سورية) is the one derivation that counts as the name.
"""

from collections.abc import Iterator

from bot.language.arabic_verbs import verb_bases
from bot.language.arabic_words import (
    CALLINGS,
    COUNTRIES,
    COUNTRIES_IN_IA,
    LEXICAL,
    NOT_DUAL,
    NOT_PREFIXED,
    NOUNS,
    PERSONS,
    SINGULARS,
)
from bot.language.forms import NAME, NAMES_AND_WORDS, WORD, Form, Kind
from bot.language.tokens import Word

#: Marks the key of a name that the word is the adjective of. Persons have none: الشرعية is no الشرع.
NISBA = "y:"
_SHORTEST = 3
_ARTICLE = "ال"
_NISBA = ("يتين", "يتان", "يون", "يين", "يات", "يان", "يه", "يا", "ي")
_LONG_NISBA = ("ويين", "ويون", "ويات", "ويه", "وي")
_PRONOUNS = ("هما", "هم", "هن", "ها", "نا", "كم", "ه")
_TEH_MARBUTA = "ة"
_LONG_A = "اء"


def forms(word: Word) -> Iterator[Form]:
    """Dictionary forms of an Arabic word, each with the kinds of terms for which it counts."""
    text = word.text
    is_feminine = word.surface.rstrip("ًٌٍَُِّْ").endswith(_TEH_MARBUTA)
    if text in LEXICAL:
        return
    for verb in verb_bases(text, is_finite=not is_feminine):
        yield verb, WORD
    for base in dict.fromkeys(_bases(text)):
        yield base, NAMES_AND_WORDS
        is_definite = base.startswith(_ARTICLE) and len(base) >= 2 + _SHORTEST
        core = base[2:] if is_definite else base
        if nisba := _nisba(core):
            for name in _names(core, nisba):
                yield NISBA + name, NAME
            yield nisba, NAMES_AND_WORDS
        for lemma in _nouns(core, is_definite, is_feminine):
            yield lemma, WORD
        if is_definite:
            # ألوية, ألغام: here the two letters are no article.
            for lemma in SINGULARS.get(base, ()):
                yield lemma, WORD


def _bases(text: str) -> Iterator[str]:
    """The word without و ف, then without ب ل ك; the article stays, and comes back where it hides in لل."""
    heads = [text]
    if text[0] in "وف" and text not in NOT_PREFIXED and len(text) > _SHORTEST:
        heads.append(text[1:])
    for head in heads:
        yield head
        if head in NOT_PREFIXED:
            continue
        if head.startswith("لل") and len(head) > 1 + _SHORTEST:
            yield _ARTICLE + head[2:]
            yield _ARTICLE + head[1:]
        elif head[0] in "بلك" and len(head) > _SHORTEST:
            yield head[1:]


def _nisba(core: str) -> str:
    """The masculine singular of a word in -ي, -ية, -يون ...; or empty."""
    if core.endswith(_NISBA):
        for ending in _NISBA:
            if core.endswith(ending) and len(core) - len(ending) >= 2:
                return core[: -len(ending)] + "ي"
    return ""


def _names(core: str, nisba: str) -> Iterator[str]:
    """Names of which the word, which has this nisba, is the adjective or the inhabitant."""
    stem = nisba[:-1]
    if stem in COUNTRIES_IN_IA:
        yield stem + "يا"
        yield stem + "يه"
        return
    if len(stem) >= _SHORTEST:
        # A name in -اة has its nisba in -وي: حماية is no nisba of حماة.
        for name in (stem, stem + "يا") if stem[-1] == "ا" else (stem, stem + "ا", stem + "ه", stem + "يا"):
            yield name
            yield _ARTICLE + name
        yield _ARTICLE + stem + "يه"
    else:
        yield stem + "ه"
    for ending in _LONG_NISBA if core.endswith(_LONG_NISBA) else ():
        if core.endswith(ending) and len(core) - len(ending) >= 2:
            place = core[: -len(ending)]
            if len(place) >= _SHORTEST:
                yield place
            if place.endswith("ا"):
                yield place[:-1] + "ه"
            yield place + "اه"
            return


def _nouns(core: str, is_definite: bool, is_feminine: bool) -> Iterator[str]:
    """Singulars of a noun or adjective, without its possessive pronoun."""
    yield core
    yield from _singulars(core)
    if core.endswith("ه") and is_feminine:
        if core[:-1] in PERSONS or core[:-1] in CALLINGS:
            yield core[:-1]
        return
    if core.endswith("ا") and len(core) > _SHORTEST and not is_definite:
        # Tanwin: جنديا, قائدا.
        yield core[:-1]
        yield from _singulars(core[:-1])
    if is_definite:
        return
    for pronoun in _PRONOUNS if core.endswith(_PRONOUNS) else ():
        rest = core.removesuffix(pronoun)
        if rest == core or len(rest) < _SHORTEST:
            continue
        yield rest
        yield from _singulars(rest)
        if rest.endswith("ت"):
            yield rest[:-1] + "ه"
            yield from _singulars(rest[:-1] + "ه")
        if rest.endswith(("اي", "او")):
            yield rest[:-1] + "ء"
            yield from _singulars(rest[:-1] + "ء")
        return


def _singulars(core: str) -> Iterator[str]:
    yield from SINGULARS.get(core, ())
    if core.endswith("ات") and len(core) >= 2 + _SHORTEST:
        stem = core[:-2]
        yield stem + "ه"
        if stem + "ه" not in NOUNS:
            yield stem
        if stem.endswith("ي"):
            yield stem + "ا"
    elif core.endswith(("تين", "تان")) and len(core) >= 3 + _SHORTEST:
        yield core[:-3] + "ه"
    if core.endswith(("ون", "ين", "ان")) and core not in NOT_DUAL and _is_countable(core[:-2]):
        yield core[:-2]
    elif core.endswith(("و", "ي")) and _is_person(core[:-1]):
        # Construct state: مقاتلو المعارضة, مسلحي التنظيم.
        yield core[:-1]


def _is_countable(stem: str) -> bool:
    """Whether -ون, -ين or -ان may be an ending here, and not a part of the word as in لبنان or سكان."""
    return len(stem) >= _SHORTEST and (stem in NOUNS or stem.endswith("ي") or _is_person(stem))


def _is_person(stem: str) -> bool:
    """Participles: م + three or more letters, and the pattern of نازح."""
    return stem in PERSONS or (
        len(stem) > _SHORTEST and (stem[0] == "م" or (stem[1] == "ا" and len(stem) == 4))
    )


def is_name(text: str) -> bool:
    """Whether a folded word, typed without saying so, is the name of a well-known place or its adjective."""
    core = text.removeprefix(_ARTICLE)
    nisba = _nisba(core)
    return text in COUNTRIES or (bool(nisba) and any(name in COUNTRIES for name in _names(core, nisba)))


def term_forms(typed: str, text: str, kind: Kind) -> Iterator[str]:
    """What a term stands for beside itself: without its article, a plural for its singular, an adjective for its country."""
    del typed
    core = text.removeprefix(_ARTICLE) if len(text) >= 2 + _SHORTEST else text
    if kind is Kind.NAME:
        yield NISBA + text
        if text.endswith(_LONG_A) and len(text) > 1 + _SHORTEST:
            # The hamza that closes a name is often left unwritten: صنعا, كربلا.
            yield text[:-1]
        if nisba := _nisba(core):
            for name in _names(core, nisba):
                if name in COUNTRIES:
                    yield name
                    yield NISBA + name
            if is_name(text):
                yield nisba
        return
    if core in LEXICAL:
        # الآلي (automatic) is not إلى (to) with an article.
        return
    if core != text:
        yield core
    yield from (lemma for lemma in _singulars(core) if lemma in NOUNS or lemma in PERSONS)
    if core.endswith("ه") and core[:-1] in PERSONS:
        yield core[:-1]
