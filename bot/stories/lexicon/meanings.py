"""Finds what a word of an article means in the built-in dictionary; the rows stand beside it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache

from bot.language import Kind, Word, analyses, fold
from bot.stories.lexicon.acts import ACTS
from bot.stories.lexicon.places import CITIES, COUNTRIES, PARTIES
from bot.stories.lexicon.things import THINGS

_LANGUAGES = ("en", "ar", "tr", "fr")
_SHORTEST_STEM = 2
_UMLAUTS = frozenset("öü")
_NISBA = ("ه", "ون", "ين", "ات", "ا", "يه", "يين")


class Sort(StrEnum):
    """What sort of thing a meaning is; `similarity` weighs them differently."""

    ACT = "e"
    THING = "t"
    PLACE = "p"
    CITY = "c"
    PARTY = "a"


@dataclass(frozen=True, slots=True)
class Meaning:
    """One row of the dictionary."""

    id: str
    sort: Sort


@dataclass(slots=True)
class _Words:
    """The entries of one language: whole words, stems (with a star), and pairs of words."""

    whole: dict[str, list[Meaning]] = field(default_factory=dict)
    stems: dict[str, list[Meaning]] = field(default_factory=dict)
    first_of_pair: set[str] = field(default_factory=set)
    pairs: dict[str, list[tuple[str, bool, Meaning]]] = field(default_factory=dict)
    longest: int = 0
    #: Turkish entries that begin with ö or ü: folding makes "oldu" (became) of "öldü" (died).
    umlauts: set[tuple[str, Meaning]] = field(default_factory=set)

    def put(self, entry: str, meaning: Meaning, *, arabic: bool) -> None:
        stem = entry.endswith("*")
        text = fold(entry.rstrip("*").replace(".", ""))
        if set(entry[:2].casefold()) & _UMLAUTS:
            self.umlauts.add((text, meaning))
        if "_" in text:
            first, second = text.split("_", 1)
            self.pairs.setdefault(first.rstrip("*"), []).append((second.replace("_", " "), stem, meaning))
            return
        if stem:
            self.stems.setdefault(text, []).append(meaning)
            self.longest = max(self.longest, len(text))
            return
        self.whole.setdefault(text, []).append(meaning)
        if arabic and text.endswith("ي"):
            for ending in _NISBA:
                self.whole.setdefault(text + ending, []).append(meaning)


def _rows(block: str, sort: Sort) -> Iterator[tuple[Meaning, list[list[str]], str]]:
    for line in block.strip().splitlines():
        name, _, rest = line.partition(";")
        words, _, within = rest.partition(">")
        columns = [column.split() for column in words.split("|")]
        yield Meaning(name.strip(), sort), columns, within.strip()


def _load() -> tuple[dict[str, _Words], dict[str, _Words], dict[str, Meaning]]:
    names = {lang: _Words() for lang in _LANGUAGES}
    words = {lang: _Words() for lang in _LANGUAGES}
    countries: dict[str, Meaning] = {}
    blocks = (
        (COUNTRIES, Sort.PLACE, names),
        (CITIES, Sort.CITY, names),
        (PARTIES, Sort.PARTY, names),
        (ACTS, Sort.ACT, words),
        (THINGS, Sort.THING, words),
    )
    for block, sort, table in blocks:
        for meaning, columns, within in _rows(block, sort):
            if within:
                countries[meaning.id] = Meaning(within, Sort.PLACE)
            for lang, entries in zip(_LANGUAGES, columns, strict=True):
                for entry in entries:
                    table[lang].put(entry, meaning, arabic=lang == "ar")
    return names, words, countries


_NAMES, _WORDS, _COUNTRY_OF = _load()
#: Ids of all cities of the dictionary.
CITY_IDS = frozenset(line.partition(";")[0].strip() for line in CITIES.strip().splitlines())


def meanings_of(word: Word, lang: str) -> tuple[Meaning, ...]:
    """What one word means, a city's country included; empty for a word or language that is not in the dictionary."""
    return _meanings(word, lang) if lang in _NAMES else ()


@lru_cache(maxsize=32_768)
def _meanings(word: Word, lang: str) -> tuple[Meaning, ...]:
    found: dict[Meaning, None] = {}
    if word.capital:
        found.update(dict.fromkeys(_looked_up(word, _NAMES[lang], lang, Kind.NAME)))
    if not (found and lang != "ar"):
        found.update(dict.fromkeys(_looked_up(word, _WORDS[lang], lang, Kind.WORD)))
    return tuple(_with_countries(found))


def _with_countries(found: Iterable[Meaning]) -> Iterator[Meaning]:
    for meaning in found:
        yield meaning
        if country := _COUNTRY_OF.get(meaning.id):
            yield country


def _looked_up(word: Word, table: _Words, lang: str, kind: Kind) -> Iterator[Meaning]:
    text = word.text.replace(".", "").replace("'", "")
    forms = [text, *bare_arabic(text)] if lang == "ar" else [text]
    keys = [key for key, kinds in analyses(word, lang) if kind in kinds or key == text]
    plain = lang == "tr" and not set(word.surface[:2].casefold()) & _UMLAUTS
    for key in dict.fromkeys((*forms, *keys)):
        yield from (m for m in table.whole.get(key, ()) if not (plain and (key, m) in table.umlauts))
    for form in forms:
        for length in range(min(len(form), table.longest), _SHORTEST_STEM - 1, -1):
            if hits := table.stems.get(form[:length]):
                yield from (m for m in hits if not (plain and (form[:length], m) in table.umlauts))
                break


def bare_arabic(text: str) -> list[str]:
    """A folded Arabic word without its clitics: conjunction, preposition, article."""
    for prefix in ("وال", "بال", "فال", "كال", "ولل", "لل", "ال"):
        if text.startswith(prefix) and len(text) >= len(prefix) + 2:
            return [text[len(prefix) :]]
    short = ("و", "ف", "ب", "ل", "س", "وس")
    return [text[len(each) :] for each in short if text.startswith(each) and len(text) >= len(each) + 3]


def pair_meanings(first: Word, second: Word, lang: str) -> tuple[Meaning, ...]:
    """What two words mean together ("cease fire", "البنك المركزي")."""
    if lang not in _NAMES:
        return ()
    found: list[Meaning] = []
    for table, needs_capital in ((_NAMES[lang], True), (_WORDS[lang], False)):
        if needs_capital and not first.capital:
            continue
        for form in _pair_forms(first.text, lang):
            for rest, stem, meaning in table.pairs.get(form, ()):
                ahead = rest.split(" ")[0]
                if any(
                    _agrees(text, ahead, stem=stem or " " in rest) for text in _pair_forms(second.text, lang)
                ):
                    found.append(meaning)
    return tuple(_with_countries(found)) if found else ()


def _pair_forms(text: str, lang: str) -> list[str]:
    return [text, *bare_arabic(text)] if lang == "ar" else [text]


def _agrees(text: str, wanted: str, *, stem: bool) -> bool:
    return text.startswith(wanted) if stem or not wanted else text == wanted
