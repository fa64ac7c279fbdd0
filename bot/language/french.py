"""French inflection: what a word of a French text may be a form of. Word lists live in `french_words`.

Folding drops accents, so `é` is looked up in the word as written: *armé* is a participle, *arme* is none, and in
capitals without accents either is possible. A key with the mark `p:` is a participle, `n:` a noun reading.
"""

import unicodedata
from collections.abc import Iterator

from bot.language.forms import NAME, WORD, Form, Kind, lexicon
from bot.language.french_words import (
    DEMONYMS,
    DERIVED,
    IRREGULAR,
    NO_DEMONYMS,
    NOMINALS,
    NOUNS_IN_EE,
    SINGULAR_IN_S,
)
from bot.language.tokens import Word

NOUN = "n:"
PARTICIPLE = "p:"
#: The only accent that keys keep, as the last letter.
ACUTE = "é"
_SHORTEST = 3
_PARTICIPLE_ENDINGS = ("ees", "ee", "es", "e")
_ER_ENDINGS = lexicon(
    "eraient erions eriez erait erais eront erons erez eras erai era erent aient antes ante ants ant ait ais ions iez ons ez ent "
    "asse assent ames ai as a es e"
)
_IR_ENDINGS = lexicon(
    "issaient issions issait issant issons issent issez iraient irait iront irons ira irent isse "
    "ies ie is it i"
)
_RE_ENDINGS = lexicon("raient rait ront rons ra irent aient ait ant ons ent ez ues ue us u it s")
_LONGEST_ENDING = 7
#: Feminine ending: masculine ending.
_FEMININES = (
    ("ienne", "ien"), ("onne", "on"), ("elle", "el"), ("euse", "eur"), ("euse", "eux"), ("trice", "teur"), ("drice", "deur"),
    ("iere", "ier"), ("ive", "if"), ("ante", "ant"), ("ente", "ent"), ("ale", "al"), ("ile", "il"), ("aine", "ain"),
    ("aise", "ais"), ("oise", "ois"), ("ande", "and"), ("arde", "ard"), ("ate", "at"), ("olle", "ol"), ("ole", "ol"), ("ouse", "oux"),
)  # fmt: skip
_FEMININE_ENDINGS = tuple(feminine for feminine, _ in _FEMININES)
_SHORTEST_FEMININE = 6


def forms(word: Word) -> Iterator[Form]:
    """Dictionary forms of a French word, each with the kinds of terms for which it counts."""
    text = word.text
    nouns = dict.fromkeys([text, *_nouns(text)])
    accented = _accented(word.surface)
    is_acute = ends_acute(word)
    # Capitals often go without their accents, so either is possible.
    is_bare = word.surface.isupper() and word.surface.isascii()
    for noun in nouns:
        spelt = noun[:-1] + ACUTE if is_acute and noun[-1] == "e" else noun
        yield spelt, WORD
        yield NOUN + spelt, WORD
        if is_bare and noun[-1] == "e":
            yield noun[:-1] + ACUTE, WORD
        if noun in NOMINALS:
            yield NOMINALS[noun], WORD
        if noun in DERIVED:
            yield DERIVED[noun], WORD
            yield NOUN + DERIVED[noun], WORD
    for participle in _participles(word.surface, text, accented):
        yield PARTICIPLE + participle, WORD
        yield participle + "er", WORD
    for verb in _verbs(text, accented):
        yield verb, WORD
    for name in _names(text):
        yield name, NAME


def ends_acute(word: Word) -> bool:
    """Whether the written word ends in -é or -és: a letter of its own, as marché is no marche and grevé no grève."""
    return _ends_acute(word.surface)


def _ends_acute(surface: str) -> bool:
    return not surface.isascii() and _accented(surface).endswith((ACUTE, ACUTE + "s"))


def _nouns(text: str) -> Iterator[str]:
    """Singular, and masculine of an adjective or of a person."""
    singulars = list(_singulars(text))
    yield from singulars
    for form in (text, *singulars):
        if len(form) >= _SHORTEST_FEMININE and form.endswith(_FEMININE_ENDINGS):
            for feminine, masculine in _FEMININES:
                if form.endswith(feminine):
                    yield form[: -len(feminine)] + masculine


def _singulars(text: str) -> Iterator[str]:
    if len(text) <= _SHORTEST or text in SINGULAR_IN_S or not text.endswith(("s", "x")):
        return
    if text.endswith("eaux"):
        yield text[:-1]
    elif text.endswith("aux"):
        yield from (text[:-3] + "al", text[:-3] + "ail", text[:-1])
    elif text.endswith(("oux", "eux", "s")) and not text.endswith("ss"):
        yield text[:-1]


def _accented(surface: str) -> str:
    return surface.lower() if surface.isascii() else unicodedata.normalize("NFC", surface).lower()


def _participles(surface: str, text: str, accented: str) -> Iterator[str]:
    """Stems of -er verbs whose past participle the word may be."""
    if not text.endswith(_PARTICIPLE_ENDINGS):
        return
    for ending in _PARTICIPLE_ENDINGS:
        if text.endswith(ending) and len(text) - len(ending) >= _SHORTEST:
            if text.removesuffix("s") in NOUNS_IN_EE:
                return
            stem = text[: -len(ending)]
            mark = accented[len(stem) : len(stem) + 1]
            if mark == "é" or (surface.isupper() and surface.isascii()) or ending.startswith("ee"):
                yield stem
            return


def _verbs(text: str, accented: str) -> Iterator[str]:
    yield from IRREGULAR.get(text, ())
    if text.removesuffix("s") in NOUNS_IN_EE:
        return
    for length in range(1, min(_LONGEST_ENDING, len(text) - _SHORTEST) + 1):
        stem, ending = text[:-length], text[-length:]
        if ending in _ER_ENDINGS and accented[-length:].isascii():
            yield from _er_infinitives(stem, ending)
        if ending in _IR_ENDINGS:
            yield stem + "ir"
        if ending in _RE_ENDINGS and stem[-1] in "dt":
            yield stem + "re"


def _er_infinitives(stem: str, ending: str) -> Iterator[str]:
    yield stem + "er"
    if stem.endswith("i"):
        yield stem[:-1] + "yer"
    if stem[-1] == stem[-2] and stem[-1] in "lt":
        yield stem[:-1] + "er"
    if stem.endswith("ge") and ending[0] in "ao":
        yield stem[:-1] + "er"


def _names(text: str) -> Iterator[str]:
    """Names of which the word is the adjective or the inhabitant; French writes the adjective without a capital."""
    for form in dict.fromkeys((text, text.removesuffix("s"))):
        yield from demonym_bases(form)
    single = text.removesuffix("s")
    if single != text and single.endswith(("i", "ien", "enne", "ite", "iste", "ain", "aine", "ane", "ois")):
        yield single


_DEMONYM_ENDINGS = (("ien", 3), ("yen", 3), ("ais", 4), ("ois", 4), ("ain", 5))


def demonym_bases(text: str) -> Iterator[str]:
    """The names that a French demonym may come from."""
    if text in DEMONYMS:
        yield DEMONYMS[text]
        return
    masculine = text.removesuffix("ne") if text.endswith("enne") else text.removesuffix("e")
    if masculine in NO_DEMONYMS:
        return
    for ending, least in _DEMONYM_ENDINGS if masculine.endswith(("ien", "yen", "ais", "ois", "ain")) else ():
        stem = masculine.removesuffix(ending)
        if stem == masculine or len(stem) < least:
            continue
        stem += "y" if ending == "yen" else ""
        yield from (stem + "e", stem + "ie", stem + "i")
        if len(stem) >= 4 and ending != "yen":
            yield stem
            yield stem + "a"


def term_forms(typed: str, text: str, kind: Kind) -> Iterator[str]:
    """What a term stands for beside itself: a plural for its noun, a participle for itself, an adjective for the name."""
    if kind is Kind.NAME:
        yield from demonym_bases(text)
        return
    accented = _accented(typed)
    if _ends_acute(typed):
        yield (text.removesuffix("s")[:-1] if text.endswith("s") else text[:-1]) + ACUTE
    else:
        for noun in _nouns(text):
            yield NOUN + noun
    if "é" in accented[-3:]:
        for participle in _participles(typed, text, accented):
            yield PARTICIPLE + participle
