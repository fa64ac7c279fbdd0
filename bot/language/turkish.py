"""Turkish inflection: what a word of a Turkish text may be a form of. Verbs live in `turkish_verbs`.

Folding merges ı/i, o/ö and u/ü, so vowel harmony is read off the word as written; a word in plain ASCII leaves
i, o and u open, because many people type Turkish without its letters.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import cast

from bot.language.folding import fold
from bot.language.forms import NAME, NAMES_AND_WORDS, WORD, Form, Kind
from bot.language.tokens import Word
from bot.language.turkish_verbs import verb_stems
from bot.language.turkish_words import (
    AGENTS,
    APART,
    CHANGED_STEMS,
    FRONT_ENDINGS,
    LEXICAL,
    OFFICES,
    SHORT_STEMS,
)

_PLURAL = "l[ae]r"
# Possessives of our and your, after a consonant. News says my so seldom that adam (man) is better not ada-m (my island).
_OURS = "(?:[iu]m[iu]z|[iu]n[iu]z)"
_CASE_C = "(?:[iu]n?|[ae]|[dt][ae]n?|l[ae])"
_CASE_V = "(?:y[iuae]|d[ae]n?|n[iu]n|yl[ae])"
_CASE_3 = "(?:n[iuae]|nd[ae]n?|n[iu]n|yl[ae]|nc[ae])"
_KI = f"(?:(?<=[dt][ae]|[iu]n)ki(?:{_CASE_3}|{_PLURAL}(?:[iu]{_CASE_3}?|{_CASE_C})?)?)?"
_COPULA = f"(?:[dt][iu]r(?:{_PLURAL})?|y?[dt][iu]|y?m[iu]s|y?s[ae]|yken)?"
_THEIRS = f"(?:[iu]{_CASE_3}?|{_OURS}{_CASE_C}?|{_CASE_C}|c[ae])"
#: Everything that may follow a noun that ends in a consonant, and one that ends in a vowel.
AFTER_CONSONANT = f"(?:{_PLURAL}{_THEIRS}?|[iu]{_CASE_3}|{_OURS}{_CASE_C}?|{_CASE_C})?{_KI}{_COPULA}"
AFTER_VOWEL = (
    f"(?:{_PLURAL}{_THEIRS}?|s[iu]{_CASE_3}?|(?:m[iu]z|n[iu]z){_CASE_C}?|{_CASE_V}|{_CASE_3})?{_KI}{_COPULA}"
)

# A name takes no possessive of its own; one that ends in it (Bakanlığı) takes the cases that follow it.
_NAME_CASES = f"(?:{_PLURAL}(?:{_CASE_C})?|{{case}})?{_KI}{_COPULA}"
_NAME_C = re.compile(_NAME_CASES.format(case=_CASE_C))
_NAME_V = re.compile(_NAME_CASES.format(case=_CASE_V))
_NAME_I = re.compile(_NAME_CASES.format(case=f"(?:{_CASE_V}|{_CASE_3})"))

_NOUN_C = re.compile(AFTER_CONSONANT)
_NOUN_V = re.compile(AFTER_VOWEL)
_INHABITANT = re.compile(f"l[iu](?:{AFTER_VOWEL})")


@lru_cache(maxsize=65_536)
def _chain(rest: str) -> tuple[bool, bool, bool] | None:
    """Whether letters are suffixes of a noun in a consonant, of one in a vowel, of an inhabitant; None: of none."""
    chain = tuple(bool(pattern.fullmatch(rest)) for pattern in (_NOUN_C, _NOUN_V, _INHABITANT))
    return cast("tuple[bool, bool, bool]", chain) if any(chain) else None


_VOWELS = "aeıioöuü"
_FOLDED_VOWELS = frozenset("aeiou")
_BACK = frozenset("aıou")
_ROUND = frozenset("oöuü")
_OPEN = frozenset("iou")
_VOICELESS = frozenset("fstkchp")
_HARD = {"g": "k", "b": "p", "d": "t"}
#: Final consonants that names are also spelt with: İdlib and İdlip, Bağdat and Bağdad.
_DEVOICED = {"p": "b", "t": "d", "b": "p", "d": "t"}
_LONGEST_CHAIN = 16
_SHORTEST = 3
_SHORTEST_VERB = 5
_SHORTEST_NAME = 4
_SHORTEST_NAME_SUFFIX = 2


def forms(word: Word) -> Iterator[Form]:
    """Dictionary forms of a Turkish word, each with the kinds of terms for which it counts."""
    text = word.text
    if word.capital:
        for name in _respelt(text):
            yield name, NAME
    if word.tail:
        # In Qur'an or Sana'a the apostrophe belongs to the name itself.
        yield text.replace("'", "") + word.tail, NAME
        return
    if text in LEXICAL or not text.isalpha():
        return
    written = _written(word.surface, text)
    if text in _APART:
        yield spelt(word.surface, text), WORD
    if _DERIVED.search(text):
        for derived in _derived(text):
            yield derived, WORD
    for at in range(max(2, len(text) - _LONGEST_CHAIN), len(text)):
        if chain := _chain(text[at:]):
            yield from _split(word, text[:at], text[at:], chain, written)
    for infinitive in verb_stems(text):
        yield infinitive, WORD


#: The same words, folded.
_APART = frozenset(map(fold, APART))


def is_spelt_apart(word: Word) -> bool:
    """Whether the letters as written make it another word than the one that folding makes of it."""
    return word.text in _APART and spelt(word.surface, word.text) != word.text


def spelt(surface: str, text: str) -> str:
    """The word as a key: with its Turkish letters where they tell it from another word, otherwise folded."""
    if text not in _APART:
        return text
    written = _lowered(surface)
    return written if written in APART else text


_DERIVED = re.compile(r"l[iu][kg]|zede|[cç][iu]", re.ASCII)
_OFFICE = re.compile(f"(.{{3,}}?)l[iu](?:k|g(?=[aeiu])){AFTER_CONSONANT}")
_VICTIM = re.compile(f"(.{{3,}}?)zede{AFTER_VOWEL}")
_AGENT = re.compile(f"(.{{3,}}?)c[iu]{AFTER_VOWEL}")


def _derived(text: str) -> Iterator[str]:
    """What an office, a victim or an agent derives from: cumhurbaşkanlığı, depremzede, grevci."""
    if found := _OFFICE.fullmatch(text):
        holder = found[1]
        if holder.endswith(_OFFICE_ENDINGS):
            yield holder
            if holder not in OFFICES:
                # Of a compound the holder has a possessive: cumhurbaşkanı.
                yield holder + ("u" if holder[-2:] in _ROUNDED else "i")
    if (found := _VICTIM.fullmatch(text)) or ((found := _AGENT.fullmatch(text)) and found[1] in AGENTS):
        yield found[1]


_OFFICE_ENDINGS = tuple(sorted(OFFICES))
_ROUNDED = ("or", "ul", "ur")


def _respelt(name: str) -> Iterator[str]:
    if len(name) >= _SHORTEST_NAME and name[-1] in _DEVOICED:
        yield name[:-1] + _DEVOICED[name[-1]]


def _split(word: Word, stem: str, rest: str, chain: tuple[bool, bool, bool], written: str) -> Iterator[Form]:
    after_consonant, after_vowel, is_inhabitant = chain
    if not _may_be_stem(stem) or not _harmonic(written, len(stem)):
        return
    if (after_vowel if stem[-1] in _VOWELS else after_consonant) and _assimilated(stem, rest):
        is_name = word.capital and _is_name(stem, rest)
        if stem in _APART and stem != (spelt_stem := spelt(word.surface[: len(stem)], stem)):
            yield spelt_stem, WORD
            if is_name:
                yield stem, NAME
        else:
            yield stem, NAMES_AND_WORDS if is_name else WORD
        if is_name:
            for name in _respelt(stem):
                yield name, NAME
        if rest[0] in "aeiu":
            for base in _before_vowel(stem):
                yield base, WORD
    if is_inhabitant and word.capital and len(stem) >= _SHORTEST:
        yield stem, NAME
        for name in _respelt(stem):
            yield name, NAME


def _is_name(stem: str, rest: str) -> bool:
    """Whether a name may be written with these suffixes and no apostrophe."""
    if len(stem) < _SHORTEST_NAME or len(rest) < _SHORTEST_NAME_SUFFIX:
        return False
    cases = _NAME_C if stem[-1] not in _VOWELS else _NAME_I if stem[-1] in "iu" else _NAME_V
    return bool(cases.fullmatch(rest))


def _may_be_stem(stem: str) -> bool:
    return len(stem) >= _SHORTEST or stem in SHORT_STEMS


def _assimilated(stem: str, rest: str) -> bool:
    """-te and -ten only after a voiceless consonant; -de is also seen there by mistake."""
    return rest[0] != "t" or stem[-1] in _VOICELESS


def _before_vowel(stem: str) -> Iterator[str]:
    """What the stem is without a suffix: birliğ(i), kitab(ı), şehr(i), üss(ü)."""
    if stem[-1] in _HARD:
        yield stem[:-1] + _HARD[stem[-1]]
    if stem in CHANGED_STEMS:
        yield CHANGED_STEMS[stem]
    for changed in (stem[-4:], stem[-3:]):
        if changed in CHANGED_STEMS and changed != stem and len(changed) > 3:
            yield stem[: -len(changed)] + CHANGED_STEMS[changed]


def _written(surface: str, text: str) -> str:
    """The word in lower case with its Turkish letters, or folded where no Turkish letter tells how it was typed."""
    lowered = _lowered(surface)
    if len(lowered) != len(text) or surface.isascii():
        return text
    return lowered


def _lowered(surface: str) -> str:
    lowered = unicodedata.normalize("NFC", surface).replace("İ", "i").replace("I", "ı").lower()
    return lowered.replace("â", "a").replace("î", "i").replace("û", "u")


def _harmonic(written: str, at: int) -> bool:
    """Whether the vowels after `at` agree with those before (-ki and -ken never change)."""
    is_open = written.isascii()
    stem, rest = written[:at], written[at:]
    last = next((letter for letter in reversed(stem) if letter in _VOWELS), "")
    if not last:
        return True
    is_free = stem.endswith(FRONT_ENDINGS) or (is_open and last in _OPEN)
    at = 0
    while at < len(rest):
        if rest.startswith(("ki", "ken"), at) and at:
            last, is_free, at = "i", False, at + 2
            continue
        letter = rest[at]
        at += 1
        if letter not in _VOWELS:
            continue
        if letter in "ıiuü" and (letter in _ROUND) != (last in _ROUND):
            return False
        is_ambiguous = is_open and letter in _OPEN
        if not is_ambiguous and not is_free and (letter in _BACK) != (last in _BACK):
            return False
        is_free = is_ambiguous
        last = letter
    return True


def term_forms(typed: str, text: str, kind: Kind) -> Iterator[str]:
    """Turkish terms are typed in their dictionary form; names may also be spelt with their last consonant voiced."""
    if kind is Kind.NAME:
        yield from _respelt(text)
    elif (apart := spelt(typed, text)) != text:
        yield apart
    elif len(text) >= _SHORTEST_VERB and text[-1] not in _FOLDED_VOWELS and text not in LEXICAL:
        # A verb may be typed by its stem: gönder for göndermek. Of a noun there is no such verb in a text.
        last = next((letter for letter in reversed(_written(typed, text)) if letter in _VOWELS), "")
        if last:
            yield text + ("mak" if last in _BACK else "mek")


def compound_plurals(head: str) -> Iterator[str]:
    """The plurals of the last word of a compound, folded: uzmanı (mayın uzmanı) makes uzmanları, uçağı uçakları.

    Folding hides which of a and e harmony asks for, so both are given; empty for a word without a possessive.
    """
    if len(head) <= _SHORTEST or head[-1] not in "iu":
        return
    stems = [head[:-2]] if head[-2] == "s" and head[-3] in _FOLDED_VOWELS else [head[:-1]]
    if stems[0][-1] in _HARD:
        stems.append(stems[0][:-1] + _HARD[stems[0][-1]])
    for stem in stems:
        yield from (f"{stem}lari", f"{stem}leri")
