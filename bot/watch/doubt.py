"""How sure a hit is: what speaks for it and against it, from where its words stand. Orders the hits of a backtest.

A hit is judged by its clauses: the parts of the query's outermost AND, or of the way of an OR that speaks for it most.
"""

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from types import MappingProxyType

from bot.model import Field
from bot.watch.explain import words_between
from bot.watch.nodes import All, Any, Asked, Close, Group, No, Node, Topic, Within
from bot.watch.positions import Hit
from bot.watch.proof import proof
from bot.watch.reading import Reading


class Reason(StrEnum):
    """What speaks for a hit, or against it."""

    #: Every clause is in the title.
    TITLE = "title"
    #: Some clause is.
    PARTLY_TITLE = "partly_title"
    #: One sentence holds every clause.
    TOGETHER = "together"
    #: Words of the query stand there six times or more.
    OFTEN = "often"
    #: Nothing of it is in title or summary.
    BODY_ONLY = "body_only"
    #: No sentence holds two of its clauses.
    FAR_APART = "far_apart"
    #: A NEAR holds at more than two thirds of the distance that it allows.
    BARELY_NEAR = "barely_near"
    #: Each clause is there once only, and not in the title.
    ONCE = "once"
    #: A concept is there only by a name that needs other names beside it (Tripoli).
    NEEDS = "needs"
    #: A clause stands only where all is in capitals, so that turkey may be Turkey.
    CAPITALS = "capitals"
    #: Nobody knows in which language it is, so words count only as they stand.
    LANGUAGE = "language"


#: What each is worth; an article's score is their sum.
WORTH: Mapping[Reason, int] = MappingProxyType(
    {
        Reason.TITLE: 5,
        Reason.PARTLY_TITLE: 2,
        Reason.TOGETHER: 3,
        Reason.OFTEN: 1,
        Reason.BODY_ONLY: -3,
        Reason.FAR_APART: -3,
        Reason.BARELY_NEAR: -2,
        Reason.ONCE: -1,
        Reason.NEEDS: -2,
        Reason.CAPITALS: -1,
        Reason.LANGUAGE: -2,
    }
)
_OFTEN = 6


def score(reasons: Sequence[Reason]) -> int:
    """The sum of what these are worth."""
    return sum(WORTH[reason] for reason in reasons)


def reasons(root: Node, reading: Reading) -> tuple[Reason, ...]:
    """What speaks for and against a hit of a query that holds."""
    found = max((tuple(_judged(way, reading)) for way in _ways(root, reading)), key=score, default=())
    return (*found, Reason.LANGUAGE) if not reading.document.lang else found


def _ways(root: Node, reading: Reading) -> Iterator[tuple[Node, ...]]:
    """The clauses of each way in which the query holds."""
    if isinstance(root, Any):
        for part in root.parts:
            if part.holds(reading, None):
                yield from _ways(part, reading)
    elif isinstance(root, All):
        yield tuple(part for part in root.parts if not isinstance(part, No | Asked))
    elif not isinstance(root, No | Asked):
        yield (root,)


def _judged(clauses: Sequence[Node], reading: Reading) -> Iterator[Reason]:
    hits = [[hit for hit, _ in proof(clause, reading)] for clause in clauses]
    hits = [found for found in hits if found]
    if not hits:
        return
    document = reading.document
    fields = [{document.field_at(hit[0]) for hit in found} for found in hits]
    in_title = [Field.TITLE in found for found in fields]
    if all(in_title):
        yield Reason.TITLE
    elif any(in_title):
        yield Reason.PARTLY_TITLE
    elif all(found == {Field.TEXT} for found in fields):
        yield Reason.BODY_ONLY
    sentences = [{document.sentence_at(hit[0]) for hit in found} for found in hits]
    if set.intersection(*sentences):
        yield Reason.TOGETHER
    elif not any(one & other for at, one in enumerate(sentences) for other in sentences[:at]):
        yield Reason.FAR_APART
    number = sum(map(len, hits))
    if number >= _OFTEN:
        yield Reason.OFTEN
    elif number == len(hits) and not any(in_title):
        yield Reason.ONCE
    if any(_is_barely_near(clause, reading) for clause in clauses):
        yield Reason.BARELY_NEAR
    if any(_needs_others(clause, reading) for clause in clauses):
        yield Reason.NEEDS
    if any(all(_has_any_capital(hit, reading) for hit in found) for found in hits):
        yield Reason.CAPITALS


def _is_barely_near(node: Node, reading: Reading) -> bool:
    """Whether a NEAR in words within this part holds, and no other way of the part, and only from afar."""
    if isinstance(node, Close):
        if not isinstance(node.reach, int):
            return False
        between = words_between(node, reading)
        return between is not None and between >= 2 and 3 * between > 2 * node.reach
    if isinstance(node, Any):
        held = [part for part in node.parts if part.holds(reading, None)]
        return bool(held) and all(_is_barely_near(part, reading) for part in held)
    if isinstance(node, All | Within):
        return any(_is_barely_near(part, reading) for part in node.parts)
    return False


def _needs_others(node: Node, reading: Reading) -> bool:
    """Whether this part holds only by concepts that are there only by names which need others."""
    if isinstance(node, Topic):
        return node in reading.true and not _stands_alone(node, reading)
    if isinstance(node, Group | Any):
        held = [part for part in node.parts if part.holds(reading, None)]
        return bool(held) and all(_needs_others(part, reading) for part in held)
    if isinstance(node, All | Close | Within):
        return any(_needs_others(part, reading) for part in node.parts)
    return False


def _stands_alone(topic: Topic, reading: Reading) -> bool:
    """Whether a name that needs no other counts for a concept."""
    counted = reading.counts.get(topic, {})
    for term, firsts in reading.found.items():
        for owner in term.owners:
            own = owner.topic
            if owner.void or (own is not topic and topic not in own.wholes) or owner.needs or own.needs:
                continue
            if any((first, first + term.length - 1) in counted for first in firsts):
                return True
    return False


def _has_any_capital(hit: Hit, reading: Reading) -> bool:
    """Whether the word stands in a field that is all capitals, in a script that has any."""
    return (
        reading.document.words[hit[0]].shouted
        and reading.document.field_text(reading.document.field_at(hit[0])).isupper()
    )
