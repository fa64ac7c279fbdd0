"""Which stored articles a query could hit, asked of an index of their folded words: a sieve that never loses one.

A text's word hits a term by one of the dictionary forms that it may have (`language.analyses`). The index holds the
folded words, and for each form that none of them begins with a *mark* of its own: so a form, cut to its first letters,
is always found by looking for words or marks that begin with it. Nothing here decides a hit; the index of watchlists
does that, with what comes through.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

from bot.language import Document, analyses, fold
from bot.language.memory import Lately
from bot.language.tokens import Word as Token
from bot.watch.concepts import ConceptType, Library
from bot.watch.printer import show
from bot.watch.terms import Pattern, Spec, Stem, entry_specs, query_specs
from bot.watch.tree import About, AtLeast, Named, Near, Not, Or, Phrase, Prefix, Query, Scoped, Word

#: Before a mark; no word of any language begins so.
MARK = "qx"
#: Before the mark of an article all of whose marks are there, by the rules that it names.
COMPLETE = "qxv"
#: Letters of a form that are looked for; shorter forms than the first are looked for as whole words.
_SHORTEST, _LONGEST = 4, 6
#: Longer words are no words, and no database indexes them.
_LONGEST_WORD = 250
#: A part of an AND with more beginnings than this is asked only where no other part has fewer.
_MANY = 400

#: What words of each language are found by: news has few that are frequent.
_MOST_REMEMBERED = 10_000
_REMEMBERED: dict[str, Lately[Token, tuple[str, ...]]] = {}

_MOST_MASKS = 300_000

_RUN = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Begins:
    """Some word begins so; or, where it is `whole`, is this word."""

    text: str
    whole: bool


@dataclass(frozen=True, slots=True)
class Every:
    """All of the parts."""

    parts: tuple["Sieve", ...]


@dataclass(frozen=True, slots=True)
class Some:
    """One of the parts."""

    parts: tuple["Sieve", ...]


Sieve: TypeAlias = Begins | Every | Some


@dataclass(frozen=True, slots=True)
class Unsieved:
    """Every article has to be looked at, and why."""

    reason: str


# --- what is indexed ------------------------------------------------------------------------------------


def hidden(document: Document, words: Sequence[str]) -> list[str] | None:
    """The marks of an article whose folded words are these; None for one that no database can index wholly."""
    if any(len(word) > _LONGEST_WORD for word in words):
        return None
    known = {word[:length] for word in words for length in range(_SHORTEST, _LONGEST + 1)}
    known.update(words)
    table = _REMEMBERED.setdefault(document.lang, Lately(_MOST_REMEMBERED))
    marks: dict[str, None] = {}
    for word in {*document.words}:
        beginnings = table.get(word) or table.recall(word)
        if beginnings is None:
            beginnings = _beginnings(word, document.lang)
            table.keep(word, beginnings)
        for text in beginnings:
            if text not in known:
                marks[text] = None
    return sorted(MARK + mark for mark in marks)


def _beginnings(word: Token, lang: str) -> tuple[str, ...]:
    """What a word of a text is found by, whatever a term asks of it."""
    keys = (word.text, *(form for form, _ in analyses(word, lang)))
    return tuple({found.text: None for key in keys if (found := _beginning(key))})


def _beginning(key: str) -> Begins | None:
    """What is looked for of a key or form; None where no database can look for it."""
    text = fold(key.lstrip("=").rpartition(":")[2])
    found = _RUN.search(text)
    if found is None or not (found[0].isascii() or all(map(_is_known, found[0]))):
        return None
    run = found[0]
    return Begins(run[:_LONGEST], whole=len(run) < _SHORTEST)


@cache
def _is_known(letter: str) -> bool:
    """Whether every database takes it for a letter: SQLite knows Unicode 6.1, so an older one is asked."""
    return letter.isascii() or unicodedata.ucd_3_2_0.category(letter)[0] in "LN"


# --- what is asked --------------------------------------------------------------------------------------


def sieve(query: Query, library: Library) -> Sieve | Unsieved:
    """What an article must have so that the query can hold for it; raises KeyError for a concept that is not there."""
    found = _Asking(library).of(query)
    if found is not None:
        return found
    return Unsieved(f"{show(query)} asks for no word that an article must have")


class _Asking:
    """Queries over one library; what a concept asks for is worked out once."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._concepts: dict[str, Sieve | None] = {}

    def of(self, query: Query) -> Sieve | None:
        """What a query asks for; None where that is nothing."""
        if isinstance(query, Word | Phrase | Prefix):
            return _some(map(_of_spec, query_specs(query)))
        if isinstance(query, Named):
            return self._of_concept(query.concept)
        if isinstance(query, Not | About):
            return None
        if isinstance(query, Or):
            return _some(map(self.of, query.items))
        if isinstance(query, AtLeast | Scoped):
            return self.of(query.item)
        items = (query.left, query.right) if isinstance(query, Near) else query.items
        return _every(map(self.of, items))

    def _of_concept(self, concept: str) -> Sieve | None:
        if concept not in self._concepts:
            family = [each for id_ in self._library.family(concept) if (each := self._library.get(id_))]
            # Of a name of several words the most telling one is enough: there are thousands of names.
            self._concepts[concept] = _some(
                _of_spec(spec) if isinstance(spec, Stem) else max(map(_of_pattern, spec), key=_telling)
                for each in family
                for entry in each.entries
                for spec in entry_specs(entry, is_person=each.type is ConceptType.PERSON)
                if spec
            )
        return self._concepts[concept]


def _of_spec(spec: Spec) -> Sieve | None:
    if isinstance(spec, Stem):
        found = _RUN.search(spec.text)
        if found is None or not all(map(_is_known, found[0])):
            return None
        # What follows the first run of letters is an apostrophe: then the run is a whole word.
        ends = found.end() < len(spec.text)
        return Begins(found[0][:_LONGEST], whole=ends and len(found[0]) < _SHORTEST)
    return _every(_of_pattern(pattern) for pattern in spec)


def _of_pattern(pattern: Pattern) -> Sieve | None:
    return _some(_beginning(key) for key in pattern.keys)


def _telling(part: Sieve | None) -> int:
    """The fewest letters that are looked for."""
    if part is None:
        return 0
    return len(part.text) if isinstance(part, Begins) else min(map(_telling, part.parts))


def _some(parts: Iterable[Sieve | None]) -> Sieve | None:
    flat: dict[Sieve, None] = {}
    for part in parts:
        if part is None:
            return None
        flat.update(dict.fromkeys(part.parts if isinstance(part, Some) else (part,)))
    kept = _unabsorbed(flat)
    return kept[0] if len(kept) == 1 else Some(kept)


def _unabsorbed(parts: Iterable[Sieve]) -> tuple[Sieve, ...]:
    """The parts of an OR without those that another one covers: Syrian and "Syrian army" lie within Syria."""
    listed = tuple(parts)
    begins = {part.text for part in listed if isinstance(part, Begins) and not part.whole}

    def is_covered(part: Sieve) -> bool:
        if isinstance(part, Every):
            return any(
                isinstance(each, Begins) and (each in listed_set or is_covered(each)) for each in part.parts
            )
        if isinstance(part, Some):
            return all(is_covered(each) for each in part.parts)
        shorter = range(1, len(part.text) + (1 if part.whole else 0))
        return any(part.text[:length] in begins for length in shorter)

    listed_set = frozenset(part for part in listed if isinstance(part, Begins))
    return tuple(part for part in listed if not is_covered(part))


def _every(parts: Iterable[Sieve | None]) -> Sieve | None:
    flat: dict[Sieve, None] = {}
    for part in parts:
        if part is not None:
            flat.update(dict.fromkeys(part.parts if isinstance(part, Every) else (part,)))
    if not flat:
        return None
    few = [part for part in flat if size(part) <= _MANY] or [min(flat, key=size)]
    return few[0] if len(few) == 1 else Every(tuple(few))


def size(part: Sieve) -> int:
    """How many beginnings are looked for."""
    return 1 if isinstance(part, Begins) else sum(map(size, part.parts))


class Sifter:
    """A sieve over the indexed words of one article after the other; it remembers what each word lets through."""

    def __init__(self, wanted: Sieve) -> None:
        self._begins: dict[str, int] = {}
        self._wholes: dict[str, int] = {}
        self._groups = 0
        self._holds = self._compiled(wanted)
        self._lengths = sorted({len(text) for text in self._begins})
        self._masks = _Masks(self._mask)

    def passes(self, words: str) -> bool:
        """Whether an article comes through.

        Args:
            words: as `searching.indexable` wrote them.
        """
        found = 0
        for mask in set(map(self._masks.__getitem__, words.split())):
            found |= mask
        return bool(found) and self._holds(found)

    def _compiled(self, part: Sieve) -> Callable[[int], bool]:
        """Whether the part holds, given the groups of beginnings of which a word was there."""
        if isinstance(part, Every):
            inner = [self._compiled(each) for each in part.parts]
            return lambda found: all(holds(found) for holds in inner)
        parts = part.parts if isinstance(part, Some) else (part,)
        group = 1 << self._groups
        self._groups += 1
        others = []
        for each in parts:
            if isinstance(each, Begins):
                table = self._wholes if each.whole else self._begins
                table[each.text] = table.get(each.text, 0) | group
            else:
                others.append(self._compiled(each))
        return lambda found: bool(found & group) or any(holds(found) for holds in others)

    def _mask(self, word: str) -> int:
        """The groups of which an indexed word is one."""
        mask = self._of_text(word)
        return mask | self._of_text(word[len(MARK) :]) if word.startswith(MARK) else mask

    def _of_text(self, text: str) -> int:
        mask = self._wholes.get(text, 0)
        for length in self._lengths:
            mask |= self._begins.get(text[:length], 0)
        return mask


class _Masks(dict[str, int]):
    """What words let through, worked out once, and anew when there are too many of them."""

    def __init__(self, work_out: Callable[[str], int]) -> None:
        super().__init__()
        self._work_out = work_out

    def __missing__(self, word: str) -> int:
        if len(self) >= _MOST_MASKS:
            self.clear()
        mask = self[word] = self._work_out(word)
        return mask
