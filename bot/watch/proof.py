"""The hits that prove a query that holds, their spans, and the sentence that proves most of it."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from bot.language import Document
from bot.model import Evidence, Span
from bot.watch.nodes import Any, Asked, Close, Group, No, Node, Side, Term, Topic, Within
from bot.watch.positions import Hit, Row
from bot.watch.reading import Reading
from bot.watch.tree import Scope

#: Hits shown for one term, and for a whole query; an article that names a thing more often needs no more proof.
_ENOUGH = 50
_ENOUGH_IN_ALL = 500


def proof(root: Node, reading: Reading) -> Sequence[tuple[Hit, str]]:
    """The hits that prove a query, in order of place, each with its term as it is written in the query."""
    return sorted(set(islice(_proof(root, reading, None), _ENOUGH_IN_ALL)))


def _proof(node: Node, reading: Reading, scope: Scope | None) -> Iterator[tuple[Hit, str]]:
    if isinstance(node, No | Asked):
        return
    if isinstance(node, Close):
        left, right = pairs(node, reading, scope)
        yield from _shown(node.left, left, reading)
        yield from _shown(node.right, right, reading)
    elif isinstance(node, Side) and (not isinstance(node, Group) or node.text):
        yield from _shown(node, reading.hits(node, scope), reading)
    else:
        inner = node.scope if isinstance(node, Within) else scope
        for part in node.parts:
            if not isinstance(node, Any | Group) or part.holds(reading, inner):
                yield from _proof(part, reading, inner)


def _shown(side: Side, hits: Sequence[Hit], reading: Reading) -> Iterator[tuple[Hit, str]]:
    """Each hit with the term of the side that has it."""
    if not isinstance(side, Group) or side.text:
        text = written(side)
        yield from ((hit, text) for hit in longest(hits[: 2 * _ENOUGH])[:_ENOUGH])
        return
    wanted = set(hits)
    for item in side.items():
        if item in reading.true:
            found = islice((hit for hit in reading.hits(item) if hit in wanted), _ENOUGH)
            yield from _shown(item, list(found), reading)


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
    """The first hits of both sides that stand near one of the other side."""
    row, reach = reading.row(node.unit), node.reach
    left = reading.masks(node.left, scope, node.unit)
    right = reading.masks(node.right, scope, node.unit)
    is_first = row.before(right[0], reach), 0 if node.ordered else row.after(right[1], reach)
    is_second = 0 if node.ordered else row.before(left[0], reach), row.after(left[1], reach)
    return (
        _partners(reading.hits(node.left, scope), left, is_first, row),
        _partners(reading.hits(node.right, scope), right, is_second, row),
    )


def _partners(hits: Iterable[Hit], own: tuple[int, int], wanted: tuple[int, int], row: Row) -> list[Hit]:
    """Hits that end where the first of `wanted` has a bit, or begin where the second has one."""
    ends, begins = (f"{mask:b}"[::-1] for mask in (own[1] & wanted[0], own[0] & wanted[1]))
    found = []
    for hit in hits:
        first, last = row.positions[hit[0]], row.positions[hit[1]]
        if ends[last : last + 1] == "1" or begins[first : first + 1] == "1":
            found.append(hit)
            if len(found) == _ENOUGH:
                break
    return found


def cut(document: Document, hit: Hit, term: str) -> Span:
    """The span of a hit in the original text of its field."""
    field = document.field_at(hit[0])
    start = document.starts[hit[0]]
    end = document.starts[hit[1]] + len(document.words[hit[1]].surface)
    return Span(field, start, end, document.field_text(field)[start:end], term)


def evidence(proven: Sequence[tuple[Hit, str]], document: Document) -> Evidence | None:
    """The sentence with the most different terms of the proof, the first of these; None without any hit.

    Where every hit runs over a sentence's end, it is all the sentences of the first.
    """
    if not proven:
        return None
    by_sentence: dict[int, list[tuple[Hit, str]]] = {}
    for hit, term in proven:
        number = document.sentence_at(hit[0])
        if number == document.sentence_at(hit[1]):
            by_sentence.setdefault(number, []).append((hit, term))
    if by_sentence:
        best = max(by_sentence, key=lambda number: (len({term for _, term in by_sentence[number]}), -number))
        return _quotation(best, best, by_sentence[best], document)
    first, last = proven[0][0]
    return _quotation(document.sentence_at(first), document.sentence_at(last), proven[:1], document)


def _quotation(first: int, last: int, proven: Iterable[tuple[Hit, str]], document: Document) -> Evidence:
    """The sentences from first to last, with the spans of these hits relative to them."""
    sentence = document.sentences[first]
    text = document.field_text(sentence.field)[sentence.start : document.sentences[last].end]
    start = sentence.start + len(text) - len(text.lstrip())
    text = text.strip()
    spans = []
    for hit, term in proven:
        span = cut(document, hit, term)
        spans.append(Span(span.field, span.start - start, span.end - start, span.text, term))
    return Evidence(sentence.field, start, text, tuple(spans))
