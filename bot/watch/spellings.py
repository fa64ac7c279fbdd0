"""Spellings that stand near known names and that no concept has: Hafter where only Haftar is known.

A guess is offered to an admin with its examples and never matches by itself. A word is a guess only if all holds:

1. It is written like a name: a capital (where the script has them), never in lower case anywhere in the archive, and no
   concept's name stands there.
2. It sounds like a name of a concept (the same consonants, in whatever script) or differs from it in a letter or two.
3. Several outlets write it.
4. It keeps the concept's company: the same story names the concept in another article, or most of its articles name what
   the concept's own articles usually name beside it.
"""

import difflib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bot.language import Document, Word, fold
from bot.model import Field
from bot.watch.concepts import Concept, Entry, EntryKind, Library
from bot.watch.index import ConceptHit
from bot.watch.likeness import bare_words, name_key

#: Words that a name has at most.
_LONGEST = 3
_SHORTEST = 4
_SHORTEST_KEY = 3
#: As `difflib.SequenceMatcher.ratio` measures: with the same consonants, and without.
_SOUNDING = 0.6
#: The same in Arabic script, which writes few vowels: what is left there is most of the word.
_LETTERED = 0.75
_LIKE = 0.86
#: The same where one story has both spellings.
_LIKE_IN_STORY = 0.8
#: Outlets that must write it.
_OUTLETS = 2
#: Articles of a spelling that must keep the concept's company; and how much more often than other articles do.
_KEEPS = 0.6
_COMPANIONS = 3
_LIFT = 3.0
#: Concepts that every tenth article names are nobody's company.
_EVERYWHERE = 0.1
#: Letters written onto an Arabic word: and, so, with, for, like.
_PROCLITICS = "وفبلك"
#: What a body says after so many words is rarely about new names.
_WORDS = 250


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One article in which a spelling stands, with the words around it."""

    article: str
    outlet: str
    title: str
    around: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Spelling:
    """A way of writing a concept's name that the concept does not have."""

    concept: str
    #: The name that it is like.
    like: str
    text: str
    #: Of the articles, most frequent first: the language under which it belongs into the concept's file.
    lang: str
    articles: int
    outlets: int
    examples: tuple[Seen, ...]
    #: All articles that write it.
    seen_in: tuple[str, ...]
    #: Articles whose story names the concept elsewhere, and those that keep its company.
    told_alike: int
    in_company: int


@dataclass(frozen=True, slots=True)
class _Known:
    concept: str
    entry: Entry
    text: str


@dataclass(slots=True)
class _Guess:
    texts: Counter[str] = field(default_factory=Counter)
    langs: Counter[str] = field(default_factory=Counter)
    seen: dict[str, tuple[Seen, str, frozenset[str]]] = field(default_factory=dict)


class Spellings:
    """Reads an archive article by article, then tells what it found.

    `skeleton` gives the consonants of a folded word in a language (bot/stories/skeletons.py), `concepts` what a text names
    (`Index.concepts`).
    """

    def __init__(
        self,
        library: Library,
        skeleton: Callable[[str, str], str],
        concepts: Callable[[Document], Sequence[ConceptHit]],
    ) -> None:
        self._library = library
        self._concepts = concepts
        self._skeleton = skeleton
        self._by_key: dict[str, list[_Known]] = {}
        self._by_rest: dict[str, list[_Known]] = {}
        for concept in library:
            for entry in concept.entries:
                if entry.kind is EntryKind.NAME:
                    self._learn(concept, entry)
        self._guesses: dict[str, _Guess] = {}
        self._lowered: set[str] = set()
        self._articles = 0
        self._named: Counter[str] = Counter()
        self._together: dict[str, Counter[str]] = {}
        #: In how many articles of each story each concept is named, and in how many stories.
        self._stories: dict[str, Counter[str]] = {}
        self._told: Counter[str] = Counter()

    def _learn(self, concept: Concept, entry: Entry) -> None:
        text = " ".join(bare_words(entry.text))
        if len(text) < _SHORTEST:
            return
        known = _Known(concept.id, entry, text)
        key = name_key(entry.text, entry.lang, self._skeleton)
        if len(key) >= _SHORTEST_KEY:
            self._by_key.setdefault(key, []).append(known)
        for rest in _rests(text):
            self._by_rest.setdefault(rest, []).append(known)

    def read(
        self,
        article: str,
        story: str,
        outlet: str,
        title: str,
        document: Document,
    ) -> frozenset[str]:
        """Note the words of one article; returns the concepts that it names."""
        hits = self._concepts(document)
        concepts = frozenset(hit.concept for hit in hits)
        self._articles += 1
        self._named.update(concepts)
        for concept in concepts:
            self._together.setdefault(concept, Counter()).update(concepts - {concept})
        told = self._stories.setdefault(story, Counter())
        self._told.update(concept for concept in concepts if not told[concept])
        told.update(concepts)
        for at, count, text in self._candidates(document, hits):
            guess = self._guesses.setdefault(text, _Guess())
            guess.texts[_surface(document.words[at : at + count], text)] += 1
            guess.langs[document.lang] += 1
            if article not in guess.seen:
                seen = Seen(article=article, outlet=outlet, title=title, around=_around(document, at, count))
                guess.seen[article] = seen, story, concepts
        return concepts

    def _candidates(self, document: Document, hits: Sequence[ConceptHit]) -> Iterator[tuple[int, int, str]]:
        """Runs of words that look like a name, as first token, number of tokens and folded text."""
        taken = {(span.field, at) for hit in hits for span in hit.spans for at in range(span.start, span.end)}
        for name, (first, last) in document.ranges.items():
            end = min(last, first + _WORDS)
            field_text = document.field_text(name)
            able = [
                self._is_able(document.words[at], name, document.starts[at], taken)
                # A quotation in another script is not read as its own language would be.
                and (document.lang == "ar" or document.words[at].text.isascii())
                for at in range(first, end)
            ]
            for at in range(first, end):
                for count in range(1, _LONGEST + 1):
                    if at + count > end or not able[at + count - 1 - first]:
                        break
                    run = document.words[at : at + count]
                    if count > 1 and not _is_joined(field_text, document.starts[at : at + count], run):
                        break
                    if text := self._wanted(run):
                        yield at, count, text

    def _is_able(self, word: Word, name: Field, start: int, taken: set[tuple[Field, int]]) -> bool:
        if not word.capital:
            self._lowered.add(word.text)
            return False
        return not word.acronym and word.text.isalpha() and (name, start) not in taken

    def _wanted(self, run: Sequence[Word]) -> str:
        """The folded text of a run if some name is like it; an Arabic one without what is written onto it."""
        text = " ".join(word.text for word in run)
        if len(text) < _SHORTEST:
            return ""
        if len(text) > _SHORTEST and text[0] in _PROCLITICS and self._near(text[1:]):
            return text[1:]
        return text if self._near(text) else ""

    def _near(self, text: str, lang: str = "") -> list[_Known]:
        bare = " ".join(bare_words(text))
        if not bare:
            return []
        found = list(self._by_key.get(name_key(text, lang, self._skeleton), ()))
        for rest in _rests(bare):
            found += self._by_rest.get(rest, ())
        return found

    # --- what came of it ----------------------------------------------------------------------------------

    def found(self) -> tuple[Spelling, ...]:
        """The spellings that are worth telling, those in most outlets first."""
        made = [
            spelling
            for text, guess in self._guesses.items()
            if text not in self._lowered
            and len({seen.outlet for seen, _, _ in guess.seen.values()}) >= _OUTLETS
            if (spelling := self._best(text, guess)) is not None
        ]
        made.sort(key=lambda one: (-one.outlets, -one.articles, one.text))
        return _without_parts(made)

    def _best(self, text: str, guess: _Guess) -> Spelling | None:
        lang = guess.langs.most_common(1)[0][0]
        written = Document({Field.TITLE: guess.texts.most_common(1)[0][0]}, lang)
        # A name within a phrase that cancels it, or that waits for its context, is a known one all the same.
        if self._library.named(text) or self._concepts(written):
            return None
        ways: dict[str, tuple[float, _Known]] = {}
        for known in self._near(text, lang):
            closeness = self._closeness(text, lang, known)
            if closeness > ways.get(known.concept, (0.0, known))[0]:
                ways[known.concept] = closeness, known
        made = [self._spelling(lang, guess, known, closeness) for closeness, known in ways.values()]
        able = [pair for pair in made if pair is not None]
        return max(able, key=lambda pair: pair[0])[1] if able else None

    def _closeness(self, text: str, lang: str, known: _Known) -> float:
        bare = " ".join(bare_words(text))
        if bare == known.text or bare.count(" ") != known.text.count(" "):
            return 0.0
        key = name_key(text, lang, self._skeleton)
        sounds = len(key) >= _SHORTEST_KEY and key == name_key(
            known.entry.text, known.entry.lang, self._skeleton
        )
        if bare.isascii() != known.text.isascii():
            return 0.9 if sounds and len(key) > _SHORTEST_KEY else 0.0
        ratio = difflib.SequenceMatcher(None, bare, known.text, autojunk=False).ratio()
        if sounds:
            return ratio + 1 if ratio >= (_SOUNDING if bare.isascii() else _LETTERED) else 0.0
        return ratio if ratio >= _LIKE_IN_STORY and bare[0] == known.text[0] else 0.0

    def _spelling(
        self, lang: str, guess: _Guess, known: _Known, closeness: float
    ) -> tuple[tuple[int, float], Spelling] | None:
        concept = known.concept
        company = self._company(concept)
        told_alike = in_company = 0
        for _, story, concepts in guess.seen.values():
            told_alike += self._stories[story][concept] > (concept in concepts)
            in_company += bool(company & concepts)
        number = len(guess.seen)
        chance = self._chance(company)
        kept = in_company / number
        # What every other story names stands in this one by chance.
        told_by_chance = self._told[concept] / max(len(self._stories), 1)
        is_alike = told_alike * 3 >= number and told_alike >= min(_LIFT * told_by_chance, 1.0) * number
        is_kept = (
            closeness >= _LIKE and in_company >= _COMPANIONS and kept >= max(_KEEPS, min(_LIFT * chance, 1.0))
        )
        if not (is_alike or is_kept):
            return None
        outlets = len({seen.outlet for seen, _, _ in guess.seen.values()})
        spelling = Spelling(
            concept=concept,
            like=known.entry.text,
            text=guess.texts.most_common(1)[0][0],
            lang=lang,
            articles=number,
            outlets=outlets,
            examples=tuple(seen for seen, _, _ in guess.seen.values())[:3],
            seen_in=tuple(guess.seen),
            told_alike=told_alike,
            in_company=in_company,
        )
        return (told_alike, closeness), spelling

    def _company(self, concept: str) -> frozenset[str]:
        """Concepts that its articles name unusually often beside it, without what is named everywhere."""
        number = self._named[concept]
        return frozenset(
            other
            for other, both in self._together.get(concept, Counter()).items()
            if both >= 2
            and self._named[other] <= max(_EVERYWHERE * self._articles, 2)
            and both * self._articles >= _LIFT * number * self._named[other]
        )

    def _chance(self, company: Iterable[str]) -> float:
        """The share of articles that would keep this company by chance, at most."""
        return sum(self._named[other] for other in company) / max(self._articles, 1)


def _rests(text: str) -> set[str]:
    """A text and what is left of it without one letter: two texts that differ in one letter share one."""
    if len(text) <= _SHORTEST:
        return set()
    return {text, *(text[:at] + text[at + 1 :] for at in range(len(text)))}


def _is_joined(text: str, starts: Sequence[int], run: Sequence[Word]) -> bool:
    """Whether only spaces or hyphens stand before the last word of a run."""
    before, last = starts[-2] + len(run[-2].surface), starts[-1]
    return text[before:last].strip(" -\u2010\u2011") == "" and not run[-2].tail


def _surface(run: Sequence[Word], text: str) -> str:
    shown = " ".join(word.surface for word in run)
    return shown[1:] if len(fold(shown)) > len(text) and fold(shown[1:]) == text else shown


def _around(document: Document, at: int, count: int) -> str:
    name = document.field_at(at)
    text = document.field_text(name)
    start = document.starts[at]
    end = document.starts[at + count - 1] + len(document.words[at + count - 1].surface)
    left, right = max(0, start - 60), min(len(text), end + 60)
    shown = " ".join(text[left:right].split())
    return f"{'…' if left else ''}{shown}{'…' if right < len(text) else ''}"


def _without_parts(made: Sequence[Spelling]) -> tuple[Spelling, ...]:
    """Of two spellings of one concept of which one is a part of the other, the one that more outlets write."""
    kept: list[Spelling] = []
    for each in made:
        own = f" {fold(each.text)} "
        if not any(
            other.concept == each.concept
            and (own in f" {fold(other.text)} " or f" {fold(other.text)} " in own)
            for other in kept
        ):
            kept.append(each)
    return tuple(kept)


def with_spellings(library: Library, spellings: Mapping[str, Sequence[Spelling]]) -> Library:
    """The library as if concepts had these spellings, by concept."""
    return Library(
        Concept(
            id=concept.id,
            title=concept.title,
            type=concept.type,
            entries=(
                *concept.entries,
                *(Entry(each.text, EntryKind.NAME, each.lang) for each in spellings.get(concept.id, ())),
            ),
            void=concept.void,
            needs=concept.needs,
            unless=concept.unless,
            parts=concept.parts,
            source=concept.source,
            path=concept.path,
        )
        for concept in library
    )
