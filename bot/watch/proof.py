"""The hits that prove a query that holds, their spans, and the sentence that proves most of it."""

from collections.abc import Iterable, Iterator, Sequence

from bot.language import Document
from bot.model import Evidence, Span
from bot.watch.nodes import (
    All,
    Any,
    Asked,
    Close,
    Group,
    Hit,
    No,
    Node,
    Often,
    Side,
    Term,
    Topic,
    Within,
    spread,
)
from bot.watch.reading import Reading
from bot.watch.tree import Scope, Unit

#: Hits shown for one term; an article that names a thing more often needs no more proof.
_ENOUGH = 50


def proof(root: Node, reading: Reading) -> Sequence[tuple[Hit, str]]:
    """The hits that prove a query, in order of place, each with its term as it is written in the query."""
    return sorted(set(_proof(root, reading, None)))


def _proof(node: Node, reading: Reading, scope: Scope | None) -> Iterator[tuple[Hit, str]]:
    if isinstance(node, No | Asked):
        return
    if isinstance(node, Side):
        yield from _shown(node, reading.hits(node, scope), reading)
    elif isinstance(node, Close):
        left, right = pairs(node, reading, scope)
        yield from _shown(node.left, left, reading)
        yield from _shown(node.right, right, reading)
    elif isinstance(node, Often):
        yield from _proof(node.parts[0], reading, scope)
    elif isinstance(node, Within):
        yield from _proof(node.parts[0], reading, node.scope)
    elif isinstance(node, Any):
        for part in node.parts:
            if part.holds(reading, scope):
                yield from _proof(part, reading, scope)
    elif isinstance(node, All):
        for part in node.parts:
            yield from _proof(part, reading, scope)


def _shown(side: Side, hits: Sequence[Hit], reading: Reading) -> Iterator[tuple[Hit, str]]:
    """Each hit with the term of the side that has it."""
    if not isinstance(side, Group) or side.text:
        text = written(side)
        yield from ((hit, text) for hit in longest(hits)[:_ENOUGH])
        return
    wanted = set(hits)
    for item in side.items():
        if item in reading.true:
            yield from _shown(item, [hit for hit in reading.hits(item) if hit in wanted], reading)


def longest(hits: Iterable[Hit]) -> list[Hit]:
    """The hits, in order of place, without those that lie within another one (Sisi within al-Sisi)."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit[0], -hit[1])):
        if not kept or hit[1] > kept[-1][1]:
            kept.append(hit)
    return kept


def written(side: Node) -> str:
    """A term or concept as the author wrote it."""
    if isinstance(side, Group) and side.text:
        return side.text
    if isinstance(side, Topic):
        return f"@{side.concept}"
    if isinstance(side, Term):
        return side.text
    raise TypeError(f"{side!r} is not one term")


def pairs(node: Close, reading: Reading, scope: Scope | None) -> tuple[list[Hit], list[Hit]]:
    """The hits of both sides that stand near one of the other side."""
    left, right = reading.hits(node.left, scope), reading.hits(node.right, scope)
    if isinstance(node.reach, Unit):
        return _partners_in_unit(node, node.reach, left, right, reading)
    some, others = reading.masks(node.left, scope), reading.masks(node.right, scope)
    after_left, after_right = spread(some[1], node.reach), spread(others[1], node.reach)
    before_left, before_right = _spread_back(some[0], node.reach), _spread_back(others[0], node.reach)
    lefts, rights = [], []
    for hit in left:
        first, last = reading.position(hit[0]), reading.position(hit[1])
        if before_right >> last & 1 or (not node.ordered and after_right >> first & 1):
            lefts.append(hit)
    for hit in right:
        first, last = reading.position(hit[0]), reading.position(hit[1])
        if after_left >> first & 1 or (not node.ordered and before_left >> last & 1):
            rights.append(hit)
    return lefts, rights


def _spread_back(mask: int, reach: int) -> int:
    """The positions that precede those of the mask with at most `reach` positions between."""
    covered, width = mask >> 1, 1
    while width <= reach:
        step = min(width, reach + 1 - width)
        covered |= covered >> step
        width += step
    return covered


def _partners_in_unit(
    node: Close, unit: Unit, left: Iterable[Hit], right: Iterable[Hit], reading: Reading
) -> tuple[list[Hit], list[Hit]]:
    some, others = set(left), set(right)
    by_left, by_right = reading.by_unit(node.left, unit), reading.by_unit(node.right, unit)
    lefts: list[Hit] = []
    rights: list[Hit] = []
    for number in sorted(by_left.keys() & by_right.keys()):
        here = [hit for hit in by_left[number] if hit in some]
        there = [hit for hit in by_right[number] if hit in others]
        if not here or not there:
            continue
        ends, begins = min(hit[1] for hit in here), max(hit[0] for hit in there)
        lefts += [hit for hit in here if hit[1] < begins]
        rights += [hit for hit in there if hit[0] > ends]
        if not node.ordered:
            ends, begins = min(hit[1] for hit in there), max(hit[0] for hit in here)
            lefts += [hit for hit in here if hit[0] > ends]
            rights += [hit for hit in there if hit[1] < begins]
    return sorted(set(lefts)), sorted(set(rights))


def cut(document: Document, hit: Hit, term: str) -> Span:
    """The span of a hit in the original text of its field."""
    field = document.field_at(hit[0])
    start = document.starts[hit[0]]
    end = document.starts[hit[1]] + len(document.words[hit[1]].surface)
    return Span(field, start, end, document.field_text(field)[start:end], term)


def evidence(proven: Sequence[tuple[Hit, str]], document: Document) -> Evidence | None:
    """The sentence with the most different terms of the proof, the first of these; None without any hit."""
    by_sentence: dict[int, list[tuple[Hit, str]]] = {}
    for hit, term in proven:
        number = document.sentence_at(hit[0])
        if number == document.sentence_at(hit[1]):
            by_sentence.setdefault(number, []).append((hit, term))
    if not by_sentence:
        return None
    best = max(by_sentence, key=lambda number: (len({term for _, term in by_sentence[number]}), -number))
    sentence = document.sentences[best]
    text = document.field_text(sentence.field)[sentence.start : sentence.end]
    start = sentence.start + len(text) - len(text.lstrip())
    text = text.strip()
    spans = []
    for hit, term in by_sentence[best]:
        span = cut(document, hit, term)
        spans.append(Span(span.field, span.start - start, span.end - start, span.text, term))
    return Evidence(sentence.field, start, text, tuple(spans))
