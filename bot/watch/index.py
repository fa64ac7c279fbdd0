"""The index of watchlists: put and remove one, and ask which of them an article hits, and why.

Its law: the answer equals asking every watchlist by itself.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from operator import attrgetter

from bot.language import Document
from bot.model import Match, Outlet, Span
from bot.watch.concepts import ConceptType, Library
from bot.watch.context import closure, counted
from bot.watch.doubt import Reason, reasons
from bot.watch.explain import Explanation, explanation
from bot.watch.nodes import Topic
from bot.watch.plans import Nodes, Plan
from bot.watch.proof import cut, evidence, longest, proof
from bot.watch.reading import Reading
from bot.watch.terms import entry_specs, void_specs
from bot.watch.tree import Query, QueryError


@dataclass(frozen=True, slots=True)
class ConceptHit:
    """A concept that an article mentions; each span's `term` is the name as the concept's file spells it."""

    concept: str
    type: str
    spans: tuple[Span, ...]


class Index:
    """All watchlists, over one library of concepts."""

    def __init__(self, library: Library, remembered: int | None = None) -> None:
        """
        Args:
            library: its concepts.
            remembered: words of each language whose meaning is kept; more than usual where an archive is read.
        """
        self.library = library
        self._nodes = Nodes(remembered)
        self._topics = _topics(library, self._nodes)
        self._family = _family(library, self._topics)
        #: Concepts whose names nobody has asked for yet: a library is large, and most watchlists need little of it.
        self._unlearnt = {concept.id: concept for concept in library}
        #: Concepts on which the watchlists depend; None after an edit, until it is asked for.
        self._asked: frozenset[Topic] | None = None
        self._plans: dict[str, Plan] = {}
        #: Watchlists that no term announces, so they are always looked at.
        self._always: list[Plan] = []
        self._last: Reading | None = None

    def __contains__(self, id_: str) -> bool:
        return id_ in self._plans

    @property
    def ids(self) -> tuple[str, ...]:
        """The watchlists, in the order they were put."""
        return tuple(self._plans)

    def put(self, id: str, query: Query) -> None:  # noqa: A002  # the word of the field
        """Add a watchlist, or replace it; raises QueryError for unknown concepts and leaves what was there."""
        try:
            plan = self._nodes.compile(id, query)
        except QueryError as error:
            raise self._with_nearest(error) from None
        self.remove(id)
        self._asked = None
        self._plans[id] = plan
        for anchor in plan.anchors:
            anchor.announce(plan)
        if not plan.anchors:
            self._always.append(plan)

    def remove(self, id: str) -> None:  # noqa: A002
        """Take a watchlist out; does nothing where there is none of this id."""
        self._last = self._asked = None
        plan = self._plans.pop(id, None)
        if plan is None:
            return
        for anchor in plan.anchors:
            anchor.withdraw(plan)
        if not plan.anchors:
            self._always.remove(plan)
        self._nodes.release(plan)

    def hits(self, document: Document, outlet: Outlet | None = None) -> tuple[str, ...]:
        """The ids of the watchlists that hold for the article, sorted; without proofs."""
        return tuple(plan.id for plan in self._holding(self._read(document, outlet)))

    def holds(self, id: str, document: Document, outlet: Outlet | None = None) -> bool:  # noqa: A002
        """Whether one watchlist holds for the article; raises KeyError for an unknown id."""
        return self._plans[id].holds(self._read(document, outlet))

    def match(self, document: Document, outlet: Outlet | None = None) -> tuple[Match, ...]:
        """The watchlists that hold for the article, sorted by id, with the spans that prove it."""
        reading = self._read(document, outlet)
        return tuple(_match(plan, reading) for plan in self._holding(reading))

    def might(self, document: Document) -> bool:
        """Whether some watchlist could hold for the whole article: a term that it waits for is in what is known."""
        return any(side.waiting for side in self._read(document, None).true)

    def concepts(self, document: Document) -> tuple[ConceptHit, ...]:
        """Every concept of the library that the article mentions, sorted by id."""
        self._learn(self._unlearnt)
        counts = counted(self._nodes.find(document), document)
        return tuple(
            ConceptHit(
                topic.concept,
                topic.type,
                tuple(cut(document, hit, hits[hit]) for hit in longest(hits)),
            )
            for topic, hits in sorted(counts.items(), key=lambda item: item[0].concept)
        )

    def explain(self, id: str, document: Document, outlet: Outlet | None = None) -> Explanation:  # noqa: A002
        """Why a watchlist holds or does not hold for the article, in words; raises KeyError for an unknown id."""
        plan = self._plans[id]
        reading = self._read(document, outlet)
        return explanation(id, plan.root, reading)

    def doubts(self, id: str, document: Document, outlet: Outlet | None = None) -> tuple[Reason, ...]:  # noqa: A002
        """What speaks for and against a hit of a watchlist that holds; raises KeyError for an unknown id."""
        return reasons(self._plans[id].root, self._read(document, outlet))

    def proven(self, id: str, document: Document, outlet: Outlet | None = None) -> Match:  # noqa: A002
        """The proof of one watchlist that holds; raises KeyError for an unknown id."""
        return _match(self._plans[id], self._read(document, outlet))

    def _read(self, document: Document, outlet: Outlet | None) -> Reading:
        """The reading of the document; asking twice about one document reads once."""
        reading = self._last
        if reading is None or reading.document is not document:
            if self._asked is None:
                used = (topic for topic in self._topics.values() if topic.uses > 1)
                self._asked = closure(used, self._family)
                self._learn(topic.concept for topic in self._asked)
                self._nodes.narrow(self._asked)
            found = self._nodes.find(document, for_watchlists=True)
            counts = counted(found, document, self._asked) if self._asked else {}
            reading = self._last = Reading(document, found, counts)
        reading.outlet = outlet
        return reading

    def _learn(self, ids: Iterable[str]) -> None:
        """Bring the names of these concepts into the table of nodes, where they are not there yet."""
        for id_ in [id_ for id_ in ids if id_ in self._unlearnt]:
            concept, topic = self._unlearnt.pop(id_), self._topics[id_]
            is_person = concept.type is ConceptType.PERSON
            for entry in concept.entries:
                needs = tuple(self._topics[each] for each in entry.needs)
                for spec in entry_specs(entry, is_person=is_person):
                    if spec:
                        self._nodes.own(spec, entry.text, topic, needs, void=False)
            for text, lang in concept.void:
                for spec in void_specs(text, lang):
                    if spec:
                        self._nodes.own(spec, text, topic, (), void=True)

    def _holding(self, reading: Reading) -> list[Plan]:
        true = reading.true
        candidates = set(self._always).union(*[side.waiting for side in true if side.waiting])
        # Most candidates go no further than this, so they are not even called.
        close = [plan for plan in candidates if true.issuperset(plan.need) and true.isdisjoint(plan.ban)]
        held = [plan for plan in close if not plan.rest or plan.rest_holds(reading)]
        held.sort(key=attrgetter("id"))
        return held

    def _with_nearest(self, error: QueryError) -> QueryError:
        if "@" not in error.message or error.hint:
            return error
        name = error.message.rpartition("@")[2]
        nearest = " or ".join(f"@{id_}" for id_ in self.library.nearest(name))
        hint = f"Did you mean {nearest}?" if nearest else "Write its file, or list the names with OR"
        return QueryError(error.message, error.line, error.column, hint)


def _match(plan: Plan, reading: Reading) -> Match:
    proven = proof(plan.root, reading)
    spans = tuple(dict.fromkeys(cut(reading.document, hit, text) for hit, text in proven))
    return Match(plan.id, spans, evidence(proven, reading.document))


def _topics(library: Library, nodes: Nodes) -> dict[str, Topic]:
    """The node of every concept, and what they are to each other; without their names."""
    topics = {concept.id: nodes.topic(concept.id, concept.type) for concept in library}

    def named(ids: Iterable[str]) -> tuple[Topic, ...]:
        return tuple(topics[id_] for id_ in ids)

    wholes: dict[str, list[str]] = {}
    for concept in library:
        for part in library.family(concept.id)[1:]:
            wholes.setdefault(part, []).append(concept.id)
    for concept in library:
        topic = topics[concept.id]
        topic.needs, topic.unless = named(concept.needs), named(concept.unless)
        topic.wholes = named(wholes.get(concept.id, ()))
    return topics


def _family(library: Library, topics: Mapping[str, Topic]) -> dict[Topic, set[Topic]]:
    """What the hits of each concept depend on: its parts, and whatever it or a name of it needs or yields to."""
    family: dict[Topic, set[Topic]] = {topic: {*topic.needs, *topic.unless} for topic in topics.values()}
    for concept in library:
        topic = topics[concept.id]
        family[topic].update(topics[id_] for entry in concept.entries for id_ in entry.needs)
        for whole in topic.wholes:
            family[whole].add(topic)
    return family
