"""Stories that a watchlist should perhaps have hit: several independent outlets have what its query asks for, almost.

First `find` proposes edits from the stories of some days; then a `Trial` tries them on the whole archive, article by
article, and drops what would mostly catch noise. Everything is decided by the real matcher.

What a proposal must have, so that a report holds no rubbish:

1. The story has at least two independent sources whose articles the edited query hits, and no article of it hits now.
2. One edit is enough (`bot.watch.repairs`), and in one of these articles it is title or summary that hits.
3. A concept that is added is a common noun or act like one that stands there already (never one country or person
   beside another), is named by two of the sources at their head, and belongs there: the same story names what stands
   there in another article, or the watchlist's earlier hits name both.
4. Of the stories that it catches anew in the archive at least half are told by two independent sources: what is caught
   by chance stands alone.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bot.language import Document
from bot.model import Field, Outlet
from bot.watch import Concept, ConceptType, EntryKind, Explanation, Index, Library, Query
from bot.watch.index import ConceptHit
from bot.watch.repairs import (
    Ladder,
    Mend,
    Opening,
    Repair,
    ladders,
    less_excluding,
    loosened,
    openings,
    unexcluded,
)
from bot.watch.tree import Named, leaves

#: Sources that must tell of a story, each with an article that the edit catches.
SOURCES = 2
#: Share of newly caught stories that several sources tell.
_AGREED = 0.5
#: Edits tried on the archive for one watchlist and story: of more the smallest.
_TRIED = 6
_SINGLE = (ConceptType.COUNTRY, ConceptType.PLACE, ConceptType.PERSON, ConceptType.ORGANISATION)
_HEAD = (Field.TITLE, Field.SUMMARY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """An article as the search for misses reads it."""

    id: str
    story: str
    #: Whom it counts as (`stories.credit.source_key`): copies of one agency are one source.
    source: str
    title: str
    document: Document
    outlet: Outlet | None = None
    #: Watchlists that it hits.
    hits: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """An edit of a watchlist's query, and a story that it would have caught."""

    watchlist: str
    repair: Repair
    story: str
    #: The articles of the story that it catches, as they came.
    caught: tuple[Piece, ...]
    #: Why the article that came nearest was not hit.
    why: Explanation

    @property
    def key(self) -> tuple[str, Mend, str, str]:
        """What makes it the same edit for another story."""
        return self.watchlist, self.repair.mend, self.repair.before, self.repair.after


@dataclass(slots=True)
class _Catch:
    sources: dict[str, set[str]] = field(default_factory=dict)
    articles: list[tuple[str, str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Miss:
    """An edit that is worth telling: the stories it would have caught, and what else it would catch."""

    watchlist: str
    repair: Repair
    missed: tuple[Proposal, ...]
    #: Articles and stories of the archive that it catches beside these, and some of them as id and title.
    other_articles: int
    other_stories: int
    examples: tuple[tuple[str, str], ...]
    #: Share of all stories that it catches anew that several sources tell.
    agreed: float


@dataclass(frozen=True, slots=True)
class Company:
    """What a watchlist's earlier hits name: concepts that are much more frequent there than elsewhere."""

    usual: Mapping[str, frozenset[str]]

    def keeps(self, watchlist: str, concept: str) -> bool:
        """Whether the watchlist's hits usually name it."""
        return concept in self.usual.get(watchlist, ())


def find(
    stories: Iterable[Sequence[Piece]],
    watchlists: Mapping[str, Query],
    library: Library,
    company: Company | None = None,
) -> Iterator[Proposal]:
    """Edits that would have caught a story, for each watchlist and story; each story as its articles, in order."""
    search = Search(watchlists, library, company or Company({}))
    for pieces in stories:
        yield from search.proposals(pieces)


class Search:
    """Asks every article at once which watchlists it could hit after one edit; only then edits are tried."""

    def __init__(self, watchlists: Mapping[str, Query], library: Library, company: Company) -> None:
        self._library = library
        self._company = company
        #: Learns every name there is, so it is never edited; edits are tried on one that knows what queries need.
        self._index = Index(library)
        self._edits = Index(library)
        self._near: dict[str, tuple[str, Opening | None]] = {}
        self._ladders: dict[str, tuple[Ladder, ...]] = {}
        for id_, query in watchlists.items():
            self._index.put(f"{id_} itself", query)
            self._ladders[id_] = tuple(ladders(query))
            self._index.put(f"{id_} bare", unexcluded(query))
            self._index.put(f"{id_} less", less_excluding(query))
            self._wait(id_, loosened(query), None)
            for opening in openings(query):
                if any(_is_common(library.get(name)) for name in _concepts(opening.side)):
                    self._wait(id_, opening.without, opening)

    def _wait(self, watchlist: str, query: Query, opening: Opening | None) -> None:
        id_ = f"{len(self._near)}"
        self._near[id_] = watchlist, opening
        self._index.put(id_, query)

    def concepts(self, document: Document) -> Sequence[ConceptHit]:
        """What an article names."""
        return self._index.concepts(document)

    def proposals(self, pieces: Sequence[Piece]) -> Iterator[Proposal]:
        """Of one story: for each watchlist the smallest edits that have what a proposal must have."""
        if _sources(pieces) < SOURCES:
            return
        near = self._nearly(pieces)
        names = {piece.id: self._at_head(piece) for piece in pieces} if near else {}
        by_watchlist: dict[str, list[tuple[Repair, list[Piece]]]] = {}
        for id_, able in near.items():
            watchlist, opening = self._near[id_]
            found = by_watchlist.setdefault(watchlist, [])
            if opening is None:
                found += self._structural(watchlist, able)
            else:
                found += self._caught(self._worded(opening, able, names, watchlist), able)
        for watchlist, found in sorted(by_watchlist.items()):
            found.sort(key=lambda pair: (pair[0].size, pair[0].after))
            for repair, caught in found[:_TRIED]:
                yield self._proposal(watchlist, repair, caught)

    def _nearly(self, pieces: Sequence[Piece]) -> dict[str, list[Piece]]:
        """The articles that one edit could make hits, by what waits for them; of several sources at least."""
        closed = {id_ for piece in pieces for id_ in piece.hits}
        near: dict[str, list[Piece]] = {}
        for piece in pieces:
            ids = set(self._index.hits(piece.document, piece.outlet))
            for id_ in ids:
                if id_.endswith(" bare") and f"{id_[:-5]} less" not in ids:
                    closed.add(id_[:-5])  # what stands in its title was excluded on purpose
            for id_ in ids & self._near.keys():
                near.setdefault(id_, []).append(piece)
        return {
            id_: able
            for id_, able in near.items()
            if self._near[id_][0] not in closed and _sources(able) >= SOURCES
        }

    def _proposal(self, watchlist: str, repair: Repair, caught: Sequence[Piece]) -> Proposal:
        told = [self._index.explain(f"{watchlist} itself", piece.document, piece.outlet) for piece in caught]
        why = max(told, key=lambda one: one.nearness)
        return Proposal(
            watchlist=watchlist, repair=repair, story=caught[0].story, caught=tuple(caught), why=why
        )

    def _structural(self, watchlist: str, able: Sequence[Piece]) -> Iterator[tuple[Repair, list[Piece]]]:
        """The lowest step of every ladder of which one step is enough."""
        able_to = {
            top for top, _ in self._caught([each.steps[-1] for each in self._ladders[watchlist]], able)
        }
        for ladder in self._ladders[watchlist]:
            if ladder.steps[-1] in able_to:
                yield self._caught(ladder.steps, able)[0]

    def _worded(
        self, opening: Opening, able: Sequence[Piece], names: Mapping[str, set[str]], watchlist: str
    ) -> list[Repair]:
        """With concepts that several of the articles name at their head and that could stand in this place too."""
        known = {id_ for name in _concepts(opening.side) for id_ in self._library.family(name)}
        types = {self._type(name) for name in _concepts(opening.side)} - {None}
        sources: dict[str, set[str]] = {}
        for piece in able:
            for name in names[piece.id]:
                sources.setdefault(name, set()).add(piece.source)
        is_told = any(known & named for named in names.values())
        return [
            opening.filled(name)
            for name, by in sorted(sources.items())
            if len(by) >= SOURCES and name not in known and self._type(name) in types
            if is_told or self._company.keeps(watchlist, name)
        ]

    def _type(self, name: str) -> ConceptType | None:
        """Of a concept that is a sort of thing or act; None for a single country, person or body."""
        concept = self._library.get(name)
        return concept.type if concept and _is_common(concept) else None

    def _caught(self, repairs: Sequence[Repair], able: Sequence[Piece]) -> list[tuple[Repair, list[Piece]]]:
        """The edits by which enough articles are hit, one of them at its head."""
        for number, repair in enumerate(repairs):
            self._edits.put(f"{number}", repair.tree)
        caught: dict[int, list[Piece]] = {}
        at_head: set[int] = set()
        for piece in able:
            for match in self._edits.match(piece.document, piece.outlet):
                caught.setdefault(int(match.watchlist), []).append(piece)
                if match.spans and all(span.field in _HEAD for span in match.spans):
                    at_head.add(int(match.watchlist))
        for number in range(len(repairs)):
            self._edits.remove(f"{number}")
        return [
            (repair, caught[number])
            for number, repair in enumerate(repairs)
            if number in at_head and _sources(caught[number]) >= SOURCES
        ]

    def _at_head(self, piece: Piece) -> set[str]:
        return {
            hit.concept
            for hit in self._index.concepts(piece.document)
            if any(span.field in _HEAD for span in hit.spans)
        }


class Trial:
    """Proposals tried on the archive: `read` every article once, then ask for the `verdict`."""

    def __init__(self, proposals: Iterable[Proposal], library: Library) -> None:
        self._index = Index(library)
        self._grouped: list[list[Proposal]] = []
        numbers: dict[object, int] = {}
        for proposal in proposals:
            number = numbers.setdefault(proposal.key, len(self._grouped))
            if number == len(self._grouped):
                self._grouped.append([])
                self._index.put(f"{number}", proposal.repair.tree)
            self._grouped[number].append(proposal)
        self._catches = [_Catch() for _ in self._grouped]

    def read(self, piece: Piece) -> None:
        """Note what the edits make of one article."""
        for id_ in self._index.hits(piece.document, piece.outlet):
            number = int(id_)
            if self._grouped[number][0].watchlist not in piece.hits:
                catch = self._catches[number]
                catch.sources.setdefault(piece.story, set()).add(piece.source)
                catch.articles.append((piece.story, piece.id, piece.title))

    def verdict(self, examples: int = 3) -> tuple[Miss, ...]:
        """For each missed story the edit that catches least beside it; the edits that mend most come first."""
        misses = [
            miss
            for proposals, catch in zip(self._grouped, self._catches, strict=True)
            if (miss := _miss(proposals, catch, examples)).agreed >= _AGREED
        ]
        misses.sort(key=lambda one: (-len(one.missed), one.other_stories, one.repair.size, one.repair.after))
        told: set[tuple[str, str]] = set()
        kept = []
        for miss in misses:
            stories = {(miss.watchlist, proposal.story) for proposal in miss.missed}
            if not stories <= told:
                kept.append(miss)
                told |= stories
        return tuple(kept)


def _miss(proposals: Sequence[Proposal], catch: _Catch, examples: int) -> Miss:
    missed = {proposal.story for proposal in proposals}
    others = [(id_, title) for story, id_, title in catch.articles if story not in missed]
    agreed = sum(len(sources) >= SOURCES for sources in catch.sources.values())
    return Miss(
        watchlist=proposals[0].watchlist,
        repair=proposals[0].repair,
        missed=tuple(proposals),
        other_articles=len(others),
        other_stories=len(catch.sources.keys() - missed),
        examples=tuple(others[:examples]),
        agreed=agreed / len(catch.sources) if catch.sources else 1.0,
    )


def _sources(pieces: Iterable[Piece]) -> int:
    return len({piece.source for piece in pieces})


def _concepts(query: Query) -> tuple[str, ...]:
    return tuple(leaf.concept for leaf in leaves(query) if isinstance(leaf, Named))


def _is_common(concept: Concept | None) -> bool:
    """Whether it is a sort of thing or act, and no single country, person or body."""
    return (
        concept is not None
        and concept.type not in _SINGLE
        and any(entry.kind is EntryKind.WORD for entry in concept.entries)
    )


def usual_company(
    counts: Mapping[str, Mapping[str, int]],
    articles: Mapping[str, int],
    everywhere: Mapping[str, int],
    of: int,
) -> Company:
    """What watchlists' hits usually name.

    Args:
        counts: by watchlist, in how many of its hits each concept is named.
        articles: hits of each watchlist.
        everywhere: in how many articles each concept is named.
        of: how many articles there are.
    """
    return Company(
        {
            watchlist: frozenset(
                concept
                for concept, number in named.items()
                if number >= 3 and number * of >= 3 * everywhere.get(concept, number) * articles[watchlist]
            )
            for watchlist, named in counts.items()
        }
    )


__all__ = ["Company", "Miss", "Piece", "Proposal", "Search", "Trial", "find", "usual_company"]
