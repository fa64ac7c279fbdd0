"""Every pattern that some term needs, and the look-up from the words of a document to the terms they hit.

A phrase is found by the pair of its first two words. What terms mean to watchlists is not known here.
"""

from collections.abc import Iterable, Sequence
from typing import TypeAlias

from bot.language import Document, analyses
from bot.language.tokens import Word
from bot.watch.nodes import Term
from bot.watch.terms import Pattern, Spec, Stem

#: Words remembered for one language; a corpus has few that are frequent.
_REMEMBERED = 60_000


class Atom:
    """An interned pattern, with the terms that consist of it or begin with it."""

    __slots__ = ("following", "pattern", "phrases", "terms", "uses")

    def __init__(self, pattern: Pattern) -> None:
        self.pattern = pattern
        self.uses = 0
        #: Terms of this one word.
        self.terms: tuple[Term, ...] = ()
        #: Phrases that begin with it, by their second word.
        self.phrases: dict[Atom, tuple[tuple[Term, tuple[Atom, ...]], ...]] | None = None
        #: How many phrases have it as their second word.
        self.following = 0


#: What a word of a text is: terms hit, phrases begun, whether a phrase may go on with it, all its atoms.
_Known: TypeAlias = tuple[
    tuple[Term, ...],
    tuple[dict[Atom, tuple[tuple[Term, tuple[Atom, ...]], ...]], ...],
    tuple[Atom, ...],
    tuple[Atom, ...],
]
_NOTHING: _Known = ((), (), (), ())


class Vocabulary:
    """Terms by their words; finds all their hits in a document in one pass."""

    def __init__(self) -> None:
        self._atoms: dict[Pattern, Atom] = {}
        self._by_key: dict[str, tuple[Atom, ...]] = {}
        self._stems: dict[str, tuple[tuple[bool, Term], ...]] = {}
        self._stem_lengths: tuple[int, ...] = ()
        self._known: dict[str, dict[Word, _Known]] = {}

    def add(self, term: Term, spec: Spec) -> None:
        """Look for this term from now on."""
        self._forget()
        if isinstance(spec, Stem):
            self._stems[spec.text] = (*self._stems.get(spec.text, ()), (spec.capital, term))
            self._stem_lengths = tuple(sorted({len(stem) for stem in self._stems}))
            return
        atoms = tuple(self._atom(pattern) for pattern in spec)
        if len(atoms) == 1:
            atoms[0].terms += (term,)
            return
        first, second, *rest = atoms
        if first.phrases is None:
            first.phrases = {}
        first.phrases[second] = (*first.phrases.get(second, ()), (term, tuple(rest)))
        second.following += 1

    def drop(self, term: Term, spec: Spec) -> None:
        """Look for this term no more; the spec is the one it was added with."""
        self._forget()
        if isinstance(spec, Stem):
            left = tuple(pair for pair in self._stems[spec.text] if pair[1] is not term)
            self._stems[spec.text] = left
            if not left:
                del self._stems[spec.text]
                self._stem_lengths = tuple(sorted({len(stem) for stem in self._stems}))
            return
        atoms = [self._atoms[pattern] for pattern in spec]
        if len(atoms) == 1:
            atoms[0].terms = tuple(other for other in atoms[0].terms if other is not term)
        elif (phrases := atoms[0].phrases) is not None:
            phrases[atoms[1]] = tuple(phrase for phrase in phrases[atoms[1]] if phrase[0] is not term)
            if not phrases[atoms[1]]:
                del phrases[atoms[1]]
            atoms[0].phrases = phrases or None
            atoms[1].following -= 1
        for atom in atoms:
            self._release(atom)

    def find(self, document: Document) -> dict[Term, list[int]]:
        """The hits of every term: numbers of their first tokens, ascending."""
        words = document.words
        known = self._look_up(words, document.lang)
        hits: dict[Term, list[int]] = {}
        end = -1
        for at, entry in enumerate(known):
            if entry is _NOTHING:
                continue
            terms, begun, _, _ = entry
            for term in terms:
                if term in hits:
                    hits[term].append(at)
                else:
                    hits[term] = [at]
            if begun:
                if at > end:
                    end = next(last for _, last in document.ranges.values() if at < last) - 1
                if at < end:
                    _find_phrases(begun, known, at, end, hits)
        return hits

    def _look_up(self, words: Sequence[Word], lang: str) -> list[_Known]:
        table = self._known.get(lang)
        if table is None or len(table) > _REMEMBERED:
            table = self._known[lang] = {}
        known = list(map(table.get, words))
        if None in known:
            for at, entry in enumerate(known):
                if entry is None:
                    word = words[at]
                    known[at] = table[word] = table.get(word) or self._learn(word, lang)
        return known  # type: ignore[return-value]  # no None is left

    def _learn(self, word: Word, lang: str) -> _Known:
        atoms: dict[Atom, None] = {}
        forms = analyses(word, lang)
        for number, form in enumerate(forms):
            for atom in self._by_key.get(form.key, ()):
                pattern = atom.pattern
                if pattern.bare and number:
                    continue
                if pattern.lang and (
                    pattern.lang[1:] == lang if pattern.lang[0] == "-" else pattern.lang != lang
                ):
                    continue
                if any(key == form.key and kind in form.kinds for key, kind in pattern.keys):
                    atoms[atom] = None
        terms = [term for atom in atoms for term in atom.terms]
        if self._stems:
            terms += self._stemmed(word, {form.key for form in forms} if lang == "ar" else ())
        if not atoms and not terms:
            return _NOTHING
        begun = tuple(atom.phrases for atom in atoms if atom.phrases)
        return tuple(terms), begun, tuple(atom for atom in atoms if atom.following), tuple(atoms)

    def _stemmed(self, word: Word, forms: Iterable[str]) -> list[Term]:
        """Prefix terms that the word begins with; an Arabic word also behind its و ف ب ل ك ال."""
        text = word.text
        tails = {text, *(form for form in forms if text.endswith(form))}
        found: dict[Term, None] = {}
        for tail in tails:
            for length in self._stem_lengths:
                if length > len(tail):
                    break
                for capital, term in self._stems.get(tail[:length], ()):
                    if word.capital or not capital:
                        found[term] = None
        return list(found)

    def _atom(self, pattern: Pattern) -> Atom:
        atom = self._atoms.get(pattern)
        if atom is None:
            atom = self._atoms[pattern] = Atom(pattern)
            for key in {key for key, _ in pattern.keys}:
                self._by_key[key] = (*self._by_key.get(key, ()), atom)
        atom.uses += 1
        return atom

    def _release(self, atom: Atom) -> None:
        atom.uses -= 1
        if atom.uses:
            return
        del self._atoms[atom.pattern]
        for key in {key for key, _ in atom.pattern.keys}:
            left = tuple(other for other in self._by_key[key] if other is not atom)
            if left:
                self._by_key[key] = left
            else:
                del self._by_key[key]

    def _forget(self) -> None:
        """What words meant is learned anew after an edit, as they come."""
        if self._known:
            self._known = {}


def _find_phrases(
    begun: tuple[dict[Atom, tuple[tuple[Term, tuple[Atom, ...]], ...]], ...],
    known: list[_Known],
    at: int,
    end: int,
    hits: dict[Term, list[int]],
) -> None:
    """Add the phrases that begin at a token and end at `end` at the latest."""
    following = known[at + 1][2]
    if not following:
        return
    for phrases in begun:
        for second in following:
            for term, rest in phrases.get(second, ()):
                last = at + 1 + len(rest)
                if last <= end and all(atom in known[at + 2 + n][3] for n, atom in enumerate(rest)):
                    hits.setdefault(term, []).append(at)
