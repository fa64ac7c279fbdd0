"""Which hits of a concept's names count: void phrases, needs, unless and parts.

1. A hit within a hit of a void phrase of its concept is dropped.
2. Names without needs and unless count. A hit counts for its concept and for everything that this is part of,
   except where it lies within a void phrase of that one.
3. A name with `unless` is dropped where one of these concepts counted in step 2, except where a concept of its
   `needs` that counted in step 2 stands nearer in the same field.
4. A name with `needs` counts as soon as one of these concepts counts, until nothing changes. It cannot help
   itself: what it needs must count by another name.
"""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from bot.language import Document
from bot.watch.nodes import Owner, Term, Topic
from bot.watch.positions import Hit

#: The hits of each concept that count, in order of place, with the name as the concept's file spells it.
Counted: TypeAlias = dict[Topic, dict[Hit, str]]


class _Candidate(NamedTuple):
    hit: Hit
    owner: Owner
    #: As the concept's file spells it.
    text: str


def counted(
    found: Mapping[Term, list[int]], document: Document, asked: Container[Topic] | None = None
) -> Counted:
    """Every concept that hits the document, from the hits of all terms.

    `asked` limits the work to these concepts, which must be closed over parts, needs and unless (see `closure`);
    what is said of others is then incomplete.
    """
    names: list[tuple[Owner, list[Hit], str]] = []
    voids: dict[Topic, list[Hit]] = {}
    for term, firsts in found.items():
        if not term.owners:
            continue
        reach = term.length - 1
        hits = [(first, first + reach) for first in firsts]
        for owner in term.owners:
            if asked is not None and owner.topic not in asked:
                continue
            if owner.void:
                voids.setdefault(owner.topic, []).extend(hits)
            else:
                names.append((owner, hits, owner.text or term.text))
    return _settle(names, voids, document)


def closure(asked: Iterable[Topic], family: Mapping[Topic, Iterable[Topic]]) -> frozenset[Topic]:
    """These concepts and all on which their hits depend; `family` has parts, needs and unless of each."""
    reached = set(asked)
    front = list(reached)
    while front:
        more = set(family.get(front.pop(), ())) - reached
        reached |= more
        front += more
    return frozenset(reached)


def _settle(
    names: Iterable[tuple[Owner, list[Hit], str]], voids: Mapping[Topic, list[Hit]], document: Document
) -> Counted:
    counts: Counted = {}
    waiting: list[_Candidate] = []
    for owner, found, text in names:
        topic = owner.topic
        hits = _outside(found, voids[topic]) if topic in voids else found
        if topic.needs or topic.unless or owner.needs:
            waiting += [_Candidate(hit, owner, text) for hit in hits]
        elif hits:
            _count(owner.topic, hits, text, counts, voids)
    if waiting:
        waiting = [name for name in waiting if not _excluded(name, counts, document)]
        _count_in_context(waiting, counts, voids)
    return counts


def _count(
    topic: Topic, hits: list[Hit], text: str, counts: Counted, voids: Mapping[Topic, list[Hit]]
) -> None:
    for counting in (topic, *topic.wholes):
        left = _outside(hits, voids[counting]) if counting in voids else hits
        if left:
            texts = counts.setdefault(counting, {})
            for hit in left:
                texts.setdefault(hit, text)


def _outside(hits: list[Hit], others: Sequence[Hit]) -> list[Hit]:
    return [hit for hit in hits if not _within(hit, others)]


def _count_in_context(waiting: list[_Candidate], counts: Counted, voids: Mapping[Topic, list[Hit]]) -> None:
    while waiting:
        still: list[_Candidate] = []
        ready: list[_Candidate] = []
        for name in waiting:
            met = all(
                any(topic in counts for topic in needed)
                for needed in (name.owner.needs, name.owner.topic.needs)
                if needed
            )
            (ready if met else still).append(name)
        if not ready:
            return
        for name in ready:
            _count(name.owner.topic, [name.hit], name.text, counts, voids)
        waiting = still


def _excluded(name: _Candidate, counts: Counted, document: Document) -> bool:
    """Whether an `unless` concept of the name counts, and no needed one stands nearer."""
    owner = name.owner
    if not any(topic in counts for topic in owner.topic.unless):
        return False
    wanted = _distance(name.hit, (*owner.needs, *owner.topic.needs), counts, document)
    other = _distance(name.hit, owner.topic.unless, counts, document)
    return wanted is None or (other is not None and other <= wanted)


def _distance(hit: Hit, topics: Iterable[Topic], counts: Counted, document: Document) -> int | None:
    """Words from the hit to the nearest hit of one of the concepts in the same field; None where there is none."""
    first, last = next(span for span in document.ranges.values() if span[0] <= hit[0] < span[1])
    near = [
        max(hit[0] - other[1], other[0] - hit[1], 0)
        for topic in topics
        for other in counts.get(topic, ())
        if first <= other[0] < last
    ]
    return min(near, default=None)


def _within(hit: Hit, others: Iterable[Hit]) -> bool:
    return any(first <= hit[0] and hit[1] <= last for first, last in others)


def why_not(found: Mapping[Term, list[int]], document: Document, topic: Topic) -> Iterator[str]:
    """For a concept that does not count: what stood in the way of each of its names that are in the text."""
    counts = counted(found, document)
    family = {
        other for term in found for owner in term.owners for other in (owner.topic,) if _belongs(other, topic)
    }
    voids = [
        (first, first + term.length - 1)
        for term, firsts in found.items()
        for owner in term.owners
        if owner.void and owner.topic in {topic, *family}
        for first in firsts
    ]
    for term, firsts in found.items():
        for owner in term.owners:
            if owner.void or owner.topic not in family:
                continue
            hits = [(first, first + term.length - 1) for first in firsts]
            yield _obstacle(owner, hits, voids, counts, document)


def _belongs(other: Topic, topic: Topic) -> bool:
    return other is topic or topic in other.wholes


def _obstacle(owner: Owner, hits: list[Hit], voids: list[Hit], counts: Counted, document: Document) -> str:
    first, last = hits[0]
    end = document.starts[last] + len(document.words[last].surface)
    text = document.field_text(document.field_at(first))[document.starts[first] : end]
    if all(_within(hit, voids) for hit in hits):
        return f"'{text}' stands only within a void phrase"
    if any(topic in counts for topic in owner.topic.unless) and all(
        _excluded(_Candidate(hit, owner, ""), counts, document) for hit in hits
    ):
        named = ", ".join(f"@{topic.concept}" for topic in owner.topic.unless if topic in counts)
        return f"'{text}' does not count beside {named}"
    for needed in (owner.needs, owner.topic.needs):
        if needed and not any(topic in counts for topic in needed):
            named = " or ".join(f"@{topic.concept}" for topic in needed)
            return f"'{text}' counts only with another name of {named} in the article"
    return f"'{text}' does not count here"
