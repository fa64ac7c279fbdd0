"""The query language executed straight from its definition (docs/watchlists.md), slowly and without any index."""

from collections.abc import Iterable, Sequence
from functools import cached_property

from bot.language import Document, Kind, Token, analyses, fold
from bot.language.terms import TermWord, phrases
from bot.model import Field, Outlet
from bot.watch.concepts import Concept, Entry, EntryKind, Library
from bot.watch.tree import (
    About,
    And,
    AtLeast,
    Key,
    Named,
    Near,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    Scope,
    Scoped,
    Term,
    Unit,
    Word,
)

Hit = tuple[int, int]


class Definition:
    """Asks one query at a time about one document."""

    def __init__(self, library: Library, document: Document, outlet: Outlet | None = None) -> None:
        self.library = library
        self.document = document
        self.outlet = outlet
        self.tokens = document.tokens

    def holds(self, query: Query, scope: Scope | None = None) -> bool:
        match query:
            case And(items):
                return all(self.holds(item, scope) for item in items)
            case Or(items):
                return any(self.holds(item, scope) for item in items)
            case Not(item):
                return not self.holds(item, scope)
            case Scoped(inner, item):
                return self.holds(item, inner)
            case About(key, value):
                return self.property(key) is not None and fold(value) in map(fold, self.property(key) or ())
            case AtLeast(count, item):
                return any(
                    disjoint([hit for hit in self.hits(item, scope) if self.tokens[hit[0]].field is field])
                    >= count
                    for field in Field
                )
            case Near(left, right, reach, ordered):
                return any(
                    self.near(a, b, reach, ordered)
                    for a in self.hits(left, scope)
                    for b in self.hits(right, scope)
                )
            case _:
                return bool(self.hits(query, scope))

    def property(self, key: Key) -> Sequence[str] | None:
        if key is Key.LANG:
            return [self.document.lang]
        if self.outlet is None:
            return None
        if key is Key.OUTLET:
            return [self.outlet.id, self.outlet.name]
        return [self.outlet.country if key is Key.COUNTRY else self.outlet.kind]

    def near(self, a: Hit, b: Hit, reach: int | Unit, ordered: bool) -> bool:
        if a[1] < b[0]:
            first, second = a, b
        elif b[1] < a[0] and not ordered:
            first, second = b, a
        else:
            return False
        ends = [self.tokens[at] for hit in (a, b) for at in hit]
        if len({token.field for token in ends}) > 1:
            return False
        if reach is Unit.SENTENCE:
            return len({token.sentence for token in ends}) == 1
        if reach is Unit.PARAGRAPH:
            return len({token.paragraph for token in ends}) == 1
        return second[0] - first[1] - 1 <= reach

    # --- hits --------------------------------------------------------------------------------------------

    def hits(self, term: Query, scope: Scope | None = None) -> list[Hit]:
        if isinstance(term, Or):
            return sorted({hit for item in term.items for hit in self.hits(item, scope)})
        if isinstance(term, Named):
            found = self.concept_hits().get(term.concept, set())
        else:
            assert isinstance(term, Word | Phrase | Prefix)
            found = self.term_hits(term)
        return sorted(hit for hit in found if self.tokens[hit[0]].field in self.fields(scope))

    def fields(self, scope: Scope | None) -> set[Field]:
        if scope is None:
            return set(Field)
        if scope is Scope.TITLE:
            return {Field.TITLE}
        if scope is Scope.LEAD:
            return {Field.TITLE, Field.SUMMARY}
        has_body = any(token.field is Field.TEXT for token in self.tokens)
        return {Field.TEXT if has_body else Field.SUMMARY}

    def term_hits(self, term: Term) -> set[Hit]:
        if isinstance(term, Prefix):
            capital = any(char.isupper() for char in term.stem[:1])
            return {
                (at, at)
                for at, token in enumerate(self.tokens)
                if (token.capital or not capital)
                and any(w.startswith(fold(term.stem)) for w in self.heads(token))
            }
        assert isinstance(term, Word | Phrase)
        return self.sequences(phrases(term.text, Kind.EXACT if term.exact else None))

    def heads(self, token: Token) -> set[str]:
        """The word, and in Arabic what is left of it behind what is written onto its front."""
        if self.document.lang != "ar":
            return {token.text}
        return {token.text, *(key for key, _ in analyses(token.word, "ar") if token.text.endswith(key))}

    def sequences(self, variants: Iterable[tuple[TermWord, ...]], bare: bool = False) -> set[Hit]:
        found = set()
        for variant in variants:
            for start in range(len(self.tokens) - len(variant) + 1):
                run = self.tokens[start : start + len(variant)]
                if len({token.field for token in run}) == 1 and all(
                    self.is_form(token, word, bare) for token, word in zip(run, variant, strict=True)
                ):
                    found.add((start, start + len(variant) - 1))
        return found

    def is_form(self, token: Token, word: TermWord, bare: bool) -> bool:
        forms = analyses(token.word, self.document.lang)
        return any(key in word.keys and word.kind in kinds for key, kinds in (forms[:1] if bare else forms))

    # --- concepts ------------------------------------------------------------------------------------------

    def concept_hits(self) -> dict[str, set[Hit]]:
        """The hits of every concept that count."""
        return self._concept_hits

    @cached_property
    def _concept_hits(self) -> dict[str, set[Hit]]:
        raw = [
            (concept, entry, hit)
            for concept in self.library
            for entry in concept.entries
            for hit in self.entry_hits(entry)
            if not self.is_void(concept, hit)
        ]
        plain = [each for each in raw if not (each[1].needs or each[0].needs or each[0].unless)]
        sure = self.spread(plain)
        open_ = [
            each for each in raw if each not in plain and not self.excluded(each[0], each[1], each[2], sure)
        ]
        counted = list(plain)
        while True:
            so_far = self.spread(counted)
            more = [
                (concept, entry, hit)
                for concept, entry, hit in open_
                if (concept, entry, hit) not in counted
                and all(
                    any(so_far.get(id_) for id_ in needed)
                    for needed in (concept.needs, entry.needs)
                    if needed
                )
            ]
            if not more:
                return so_far
            counted += more

    def spread(self, names: Iterable[tuple[Concept, Entry, Hit]]) -> dict[str, set[Hit]]:
        """Hits by concept, those of parts with their wholes."""
        found: dict[str, set[Hit]] = {}
        for concept, _, hit in names:
            for other in self.library:
                if concept.id in self.library.family(other.id) and not self.is_void(other, hit):
                    found.setdefault(other.id, set()).add(hit)
        return found

    def entry_hits(self, entry: Entry) -> set[Hit]:
        own = entry.lang in {"any", self.document.lang}
        if not own and entry.kind is EntryKind.WORD:
            return set()
        variants = phrases(entry.text, Kind(entry.kind.value), "" if entry.lang == "any" else entry.lang)
        return self.sequences(variants, bare=not own)

    def is_void(self, concept: Concept, hit: Hit) -> bool:
        for text, lang in concept.void:
            own = lang in {"any", self.document.lang}
            for variant in phrases(text.lower(), Kind.WORD, "" if lang == "any" else lang):
                either = [
                    tuple(TermWord(kind, word.keys) for kind in (Kind.WORD, Kind.NAME)) for word in variant
                ]
                for start in range(hit[1] - len(variant) + 1, hit[0] + 1):
                    run = self.tokens[max(start, 0) : start + len(variant)]
                    if (
                        start >= 0
                        and len(run) == len(variant)
                        and len({token.field for token in run}) == 1
                        and all(
                            any(self.is_form(token, word, not own) for word in words_)
                            for token, words_ in zip(run, either, strict=True)
                        )
                    ):
                        return True
        return False

    def excluded(self, concept: Concept, entry: Entry, hit: Hit, sure: dict[str, set[Hit]]) -> bool:
        if not any(sure.get(id_) for id_ in concept.unless):
            return False
        wanted = self.distance(hit, (*entry.needs, *concept.needs), sure)
        other = self.distance(hit, concept.unless, sure)
        return not wanted < other

    def distance(self, hit: Hit, concepts: Iterable[str], sure: dict[str, set[Hit]]) -> float:
        field = self.tokens[hit[0]].field
        return min(
            (
                max(hit[0] - other[1], other[0] - hit[1], 0)
                for id_ in concepts
                for other in sure.get(id_, ())
                if self.tokens[other[0]].field is field
            ),
            default=float("inf"),
        )


def disjoint(hits: Sequence[Hit]) -> int:
    """The most hits of which no two overlap, by trying each both in and out."""
    best: dict[int, int] = {}

    def most(after: int) -> int:
        if after not in best:
            starting = [hit for hit in hits if hit[0] > after]
            best[after] = max((1 + most(hit[1]) for hit in starting), default=0) if starting else 0
        return best[after]

    return most(-1)
