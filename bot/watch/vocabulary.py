"""Every pattern that some term needs, and the look-up from the words of a document to the terms they hit.

A phrase is found by the pair of its first two words. What terms mean to watchlists is not known here.
"""

from collections.abc import Container, Iterable, Sequence
from sys import intern
from typing import TypeAlias

from bot.language import Document, Kind, analyses
from bot.language.memory import Lately
from bot.language.tokens import Word
from bot.watch.nodes import Term, Topic
from bot.watch.terms import Pattern, Spec, Stem

#: Words of one language that are young in memory; a stream of news has few that are frequent.
_REMEMBERED = 15_000


#: What a pattern asks beside its keys: kinds, language, abroad. There are few, and thousands of patterns.
_Sort: TypeAlias = tuple[frozenset[Kind], str, bool]


class Atom:
    """An interned pattern, with the term that consists of it and those that begin with it."""

    __slots__ = ("following", "keys", "phrases", "sort", "term", "uses")

    def __init__(self, keys: tuple[str, ...], sort: _Sort) -> None:
        self.keys = keys
        self.sort = sort
        self.uses = 0
        #: The term of this one word.
        self.term: Term | None = None
        #: Phrases that begin with it. Thousands of atoms have one or two, so they are told apart by their second word
        #: only for words that come up.
        self.phrases: tuple[Term, ...] = ()
        #: How many phrases have it as their second word.
        self.following = 0


#: What a word of a text is: terms hit, phrases begun, the atoms that a phrase may go on with, all its atoms.
_Known: TypeAlias = tuple[
    tuple[Term, ...], tuple[dict[Atom, tuple[Term, ...]], ...], tuple[Atom, ...], tuple[Atom, ...]
]
_NOTHING: _Known = ((), (), (), ())


class Vocabulary:
    """Terms by their words, each once; finds all their hits in a document in one pass."""

    def __init__(self, remembered: int = _REMEMBERED) -> None:
        self._remembered = remembered
        #: Most keys have one atom, which then stands without a tuple around it.
        self._by_key: dict[str, Atom | tuple[Atom, ...]] = {}
        self._sorts: dict[_Sort, _Sort] = {}
        self._stems: dict[Stem, Term] = {}
        self._stem_lengths: tuple[int, ...] = ()
        #: What words mean by language, to everybody and to watchlists alone; forgotten at an edit.
        self._known: dict[str, Lately[Word, _Known]] = {}
        self._known_to_watchlists: dict[str, Lately[Word, _Known]] = {}
        self._asked: Container[Topic] = ()

    def term(self, spec: Spec, text: str) -> Term:
        """The term that looks for this, shown as `text` if it is new."""
        if isinstance(spec, Stem):
            term = self._stems.get(spec)
            if term is None:
                term = self._stems[spec] = Term(text, 1, spec)
                self._edited()
            return term
        atoms = tuple(map(self._atom, spec))
        found = self._existing(atoms)
        if found is not None:
            return found
        if self._known or self._known_to_watchlists:
            self._edited()
        term = Term(text, len(atoms), atoms if len(atoms) > 1 else atoms[0])
        for atom in atoms:
            atom.uses += 1
        if len(atoms) == 1:
            atoms[0].term = term
        else:
            atoms[0].phrases += (term,)
            atoms[1].following += 1
        return term

    @staticmethod
    def _existing(atoms: tuple[Atom, ...]) -> Term | None:
        if len(atoms) == 1:
            return atoms[0].term
        return next((term for term in atoms[0].phrases if term.words == atoms), None)

    def drop(self, term: Term) -> None:
        """Look for this term no more; does nothing where it is gone already."""
        if isinstance(term.words, Stem):
            self._stems.pop(term.words, None)
            self._edited()
            return
        atoms = _atoms(term)
        if self._existing(atoms) is not term:
            return
        self._edited()
        if len(atoms) == 1:
            atoms[0].term = None
        else:
            atoms[0].phrases = tuple(other for other in atoms[0].phrases if other is not term)
            atoms[1].following -= 1
        for atom in atoms:
            self._release(atom)

    def narrow(self, asked: Container[Topic]) -> None:
        """Tell which concepts watchlists depend on; to be said again after every edit of a watchlist."""
        self._asked = asked
        self._known_to_watchlists = {}

    def find(self, document: Document, *, for_watchlists: bool = False) -> dict[Term, list[int]]:
        """The hits of every term, or of those alone that watchlists depend on: numbers of their first tokens, ascending."""
        known = self._look_up(document.words, document.lang, for_watchlists)
        hits: dict[Term, list[int]] = {}
        known.append(_NOTHING)
        end = -1
        for at in [at for at, entry in enumerate(known) if entry is not _NOTHING]:
            terms, begun, _, _ = known[at]
            for term in terms:
                if term in hits:
                    hits[term].append(at)
                else:
                    hits[term] = [at]
            if begun and (following := known[at + 1][2]):
                if at > end:
                    end = next(last for _, last in document.ranges.values() if at < last) - 1
                if at < end:
                    _find_phrases(begun, following, known, at, end, hits)
        return hits

    def _look_up(self, words: Sequence[Word], lang: str, for_watchlists: bool) -> list[_Known]:
        tables = self._known_to_watchlists if for_watchlists else self._known
        table = tables.get(lang)
        if table is None:
            table = tables[lang] = Lately(self._remembered)
        known = list(map(table.get, words))
        if None in known:
            for at in [at for at, entry in enumerate(known) if entry is None]:
                word = words[at]
                entry = table.get(word) or table.recall(word)
                if entry is None:
                    entry = self._learn(word, lang)
                    if for_watchlists:
                        entry = self._narrowed(entry)
                    table.keep(word, entry)
                known[at] = entry
        return known  # type: ignore[return-value]  # no None is left

    def _learn(self, word: Word, lang: str) -> _Known:
        atoms: dict[Atom, None] = {}
        forms = analyses(word, lang)
        by_key = self._by_key
        if not self._stems:
            # Most words are nothing to anybody, and this is asked of every word that was never seen.
            for key, _ in forms:
                if key in by_key:
                    break
            else:
                return _NOTHING
        for key, kinds in forms:
            found = by_key.get(key)
            if found is None:
                continue
            for atom in found if isinstance(found, tuple) else (found,):
                wanted, own, abroad = atom.sort
                if wanted.isdisjoint(kinds):
                    continue
                if own in ("", lang) or (abroad and key is forms[0][0]):
                    atoms[atom] = None
        terms = [atom.term for atom in atoms if atom.term]
        if self._stems:
            terms += self._stemmed(word, {key for key, _ in forms} if lang == "ar" else ())
        if not atoms and not terms:
            return _NOTHING
        begun = tuple(_by_second(atom.phrases) for atom in atoms if atom.phrases)
        return tuple(terms), begun, tuple(atom for atom in atoms if atom.following), tuple(atoms)

    def _narrowed(self, known: _Known) -> _Known:
        """What is left where only that counts which some watchlist depends on."""
        if known is _NOTHING:
            return known
        terms, begun, following, atoms = known
        wanted = tuple(term for term in terms if self._is_wanted(term))
        phrases = tuple(left for phrases in begun if (left := self._wanted_phrases(phrases)))
        return (
            (wanted, phrases, following, atoms)
            if wanted or phrases or following or len(atoms) > len(terms)
            else _NOTHING
        )

    def _wanted_phrases(self, phrases: dict[Atom, tuple[Term, ...]]) -> dict[Atom, tuple[Term, ...]]:
        wanted = {second: tuple(filter(self._is_wanted, terms)) for second, terms in phrases.items()}
        return {second: terms for second, terms in wanted.items() if terms}

    def _is_wanted(self, term: Term) -> bool:
        return bool(term.waiting or term.groups or term.uses > len(term.owners)) or any(
            owner.topic in self._asked for owner in term.owners
        )

    def _stemmed(self, word: Word, forms: Iterable[str]) -> list[Term]:
        """Prefix terms that the word begins with; an Arabic word also behind its و ف ب ل ك ال."""
        text = word.text
        tails = {text, *(form for form in forms if text.endswith(form))}
        found: dict[Term, None] = {}
        for tail in tails:
            for length in self._stem_lengths:
                if length > len(tail):
                    break
                for capital in (False, True) if word.capital else (False,):
                    if term := self._stems.get(Stem(tail[:length], capital)):
                        found[term] = None
        return list(found)

    def _at(self, key: str) -> tuple[Atom, ...]:
        found = self._by_key.get(key, ())
        return found if isinstance(found, tuple) else (found,)

    def _atom(self, pattern: Pattern) -> Atom:
        keys = pattern.keys
        asked: _Sort = pattern[1:]
        sort = self._sorts.setdefault(asked, asked)
        for atom in self._at(keys[0]):
            if atom.sort is sort and atom.keys == keys:
                return atom
        atom = Atom(tuple(map(intern, keys)), sort)
        for key in atom.keys:
            others = self._at(key)
            self._by_key[key] = (*others, atom) if others else atom
        return atom

    def _release(self, atom: Atom) -> None:
        atom.uses -= 1
        if atom.uses:
            return
        for key in atom.keys:
            left = tuple(other for other in self._at(key) if other is not atom)
            if left:
                self._by_key[key] = left if len(left) > 1 else left[0]
            else:
                del self._by_key[key]

    def _edited(self) -> None:
        """What words meant is learned anew after an edit, as they come."""
        self._stem_lengths = tuple(sorted({len(stem.text) for stem in self._stems}))
        if self._known:
            self._known = {}
        if self._known_to_watchlists:
            self._known_to_watchlists = {}


def _atoms(term: Term) -> tuple[Atom, ...]:
    """The words of a term that is no prefix; the only one stands without a tuple around it."""
    words = term.words
    return words if isinstance(words, tuple) else (words,)  # as `term` made it


def _by_second(phrases: Iterable[Term]) -> dict[Atom, tuple[Term, ...]]:
    """Phrases by their second word."""
    found: dict[Atom, tuple[Term, ...]] = {}
    for term in phrases:
        second = _atoms(term)[1]
        found[second] = (*found.get(second, ()), term)
    return found


def _find_phrases(
    begun: tuple[dict[Atom, tuple[Term, ...]], ...],
    following: tuple[Atom, ...],
    known: list[_Known],
    at: int,
    end: int,
    hits: dict[Term, list[int]],
) -> None:
    """Add the phrases that begin at a token, go on with one of these words and end at `end` at the latest."""
    for phrases in begun:
        for second in following:
            for term in phrases.get(second, ()):
                last = at + term.length - 1
                if term.length == 2 or (last <= end and _goes_on(term, known, at)):
                    hits.setdefault(term, []).append(at)


def _goes_on(term: Term, known: list[_Known], at: int) -> bool:
    """Whether the words from the third on are those of the phrase."""
    atoms = _atoms(term)
    return all(atoms[n] in known[at + n][3] for n in range(2, len(atoms)))
