"""Why a query holds for an article or does not, in words: what is there, what is missing, what came nearest."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from bot.model import Evidence, Span
from bot.watch.context import why_not
from bot.watch.nearness import nearness
from bot.watch.nodes import All, Any, Asked, Close, Group, No, Node, Often, Side, Term, Topic, Within
from bot.watch.positions import Hit, lowest
from bot.watch.proof import cut, evidence, pairs, proof, written
from bot.watch.reading import Reading
from bot.watch.tree import MAX_NUMBER, Key, Scope, Unit

#: Items of a long OR that are written out.
_LISTED = 6
#: Characters that a person still reads; `steps` tell every part of a longer one.
_TELLING = 120
#: Ways of an OR that are all told where none holds; of more, the nearest alone.
_WAYS = 2


@dataclass(frozen=True, slots=True)
class Step:
    """One part of the query: how it is written, whether it holds, and what is to be said about it."""

    part: str
    holds: bool
    says: str
    #: How deep it stands in the query; 0 is the whole.
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a watchlist holds for an article or does not. `text` is one paragraph, `steps` go part by part.

    `nearness` is how much of the query the article has, 0 to 1.
    """

    watchlist: str
    holds: bool
    text: str
    nearness: float
    steps: tuple[Step, ...]
    spans: tuple[Span, ...] = ()
    evidence: Evidence | None = None


def explanation(id_: str, root: Node, reading: Reading) -> Explanation:
    """The explanation of a query for a reading."""
    steps: list[Step] = []
    holds = _walk(root, reading, None, 0, steps)
    near = nearness(root, reading)
    text = _says(root, reading, None, holds)
    if not holds:
        text += " (other ways are further off)" if _has_ways(root) else ""
        return Explanation(id_, False, text, near, tuple(steps))
    proven = proof(root, reading)
    spans = tuple(dict.fromkeys(cut(reading.document, hit, term) for hit, term in proven))
    return Explanation(id_, True, text, near, tuple(steps), spans, evidence(proven, reading.document))


def _walk(node: Node, reading: Reading, scope: Scope | None, depth: int, steps: list[Step]) -> bool:
    holds = node.holds(reading, scope)
    steps.append(Step(_name(node), holds, _says(node, reading, scope, holds), depth))
    inner = node.scope if isinstance(node, Within) else scope
    if not isinstance(node, Side):
        for part in node.parts:
            _walk(part, reading, inner, depth + 1, steps)
    return holds


# --- how a part is written --------------------------------------------------------------------------


def _name(node: Node) -> str:
    if isinstance(node, Term | Topic) or (isinstance(node, Group) and node.text):
        return written(node)
    if isinstance(node, Group):
        names = [written(item) for item in node.items()]
        more = f" OR … ({len(names) - _LISTED} more)" if len(names) > _LISTED else ""
        return f"({' OR '.join(names[:_LISTED])}{more})"
    if isinstance(node, All | Any):
        joint = " AND " if isinstance(node, All) else " OR "
        names = [_name(part) for part in node.parts]
        if len(names) > 2 and sum(map(len, names)) > _TELLING:
            return f"({joint.join(names[:2])}{joint}… ({len(names) - 2} more))"
        return f"({joint.join(names)})"
    if isinstance(node, No):
        return f"NOT {_name(node.parts[0])}"
    if isinstance(node, Within):
        return f"{node.scope}:{_name(node.parts[0])}"
    if isinstance(node, Often):
        return f"ATLEAST/{node.count} {_name(node.parts[0])}"
    if isinstance(node, Close):
        operator = f"{'O' * node.ordered}NEAR/{node.reach}"
        return f"({_name(node.left)} {operator} {_name(node.right)})"
    if isinstance(node, Asked):
        return f"{node.about}:{node.value}"
    raise TypeError(f"{node!r} is not a part of a query")


def _listed(names: Sequence[str], word: str) -> str:
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {word} {names[-1]}"


def _where(scope: Scope | None) -> str:
    return {
        None: "",
        Scope.TITLE: " in the title",
        Scope.LEAD: " in title or summary",
        Scope.TEXT: " in the body",
    }[scope]


# --- what is to be said -------------------------------------------------------------------------------


def _says(node: Node, reading: Reading, scope: Scope | None, holds: bool) -> str:
    if isinstance(node, Side):
        return _found(node, reading, scope) if holds else _missing(node, reading, scope)
    if isinstance(node, Close):
        return _together(node, reading, scope) if holds else _apart(node, reading, scope)
    if isinstance(node, Often):
        count = node.most(reading, scope)
        what = f"{_name(node.parts[0])} {_times(count)} in one field{_where(scope)}"
        return what if holds else f"{what}, {node.count} are needed"
    if isinstance(node, Within):
        return _says(node.parts[0], reading, node.scope, holds)
    if isinstance(node, No):
        return _negated(node.parts[0], reading, scope, holds)
    if isinstance(node, Asked):
        return _asked(node, reading, holds)
    if not holds:
        there, lacks = _lacking(node, reading, scope)
        return _there(there) + "; ".join(lacks)
    if isinstance(node, Any):  # one way is enough
        return next(_says(part, reading, scope, True) for part in node.parts if part.holds(reading, scope))
    return _all(node, reading, scope)


def _all(node: Node, reading: Reading, scope: Scope | None) -> str:
    """What an AND found, and at its end what it excludes: each, or where that is long their number."""
    found = [_says(part, reading, scope, True) for part in node.parts if not isinstance(part, No)]
    says = [_says(part, reading, scope, True) for part in node.parts if isinstance(part, No)]
    if len("; ".join(says)) > _TELLING:
        says = [f"none of its {len(says)} exclusions" if len(says) > 1 else "not what it excludes"]
    return "; ".join(dict.fromkeys(filter(None, found + says)))


def _lacking(node: Node, reading: Reading, scope: Scope | None) -> tuple[list[str], list[str]]:
    """What is there of a part that does not hold, and what it lacks; of many ways the nearest."""
    there: dict[str, None] = {}
    lacks: dict[str, None] = {}
    if isinstance(node, Within):
        return _lacking(node.parts[0], reading, node.scope)
    if isinstance(node, Close) and not _both(node, reading, scope):
        parts: Sequence[Node] = (node.left, node.right)
    elif isinstance(node, Any) and len(node.parts) > _WAYS:
        parts = (max(node.parts, key=lambda part: nearness(part, reading, scope)),)
    elif isinstance(node, All | Any):
        parts = node.parts
    else:
        return [], [_says(node, reading, scope, False)]
    for part in parts:
        if not part.holds(reading, scope):
            more, missing = _lacking(part, reading, scope)
            there |= dict.fromkeys(more)
            lacks |= dict.fromkeys(missing)
        elif isinstance(part, Side):
            there[_present(part, reading, scope)] = None
    return list(there), list(lacks)


def _has_ways(node: Node) -> bool:
    """Whether there are ways that a miss does not tell."""
    return (isinstance(node, Any) and len(node.parts) > _WAYS) or (
        not isinstance(node, Side | No) and any(_has_ways(part) for part in node.parts)
    )


def _present(side: Side, reading: Reading, scope: Scope | None) -> str:
    """What is there all the same: a term by its name, of a long OR the word that was found."""
    if isinstance(side, Group) and not side.text:
        return _quoted(reading.hits(side, scope)[0], reading)
    return _name(side)


def _there(names: Sequence[str]) -> str:
    if not names:
        return ""
    return f"{_listed(names, 'and')} {'is' if len(names) == 1 else 'are'} present; "


def _times(count: int) -> str:
    return {0: "nowhere", 1: "once", 2: "twice"}.get(count, f"{count} times")


def _found(side: Side, reading: Reading, scope: Scope | None) -> str:
    hits = reading.hits(side, scope)
    more = f" and {len(hits) - 1} more" if len(hits) > 1 else ""
    hit = hits[0]
    item = next(
        (item for item in side.items() if hit in reading.hits(item))
        if isinstance(side, Group)
        else iter((side,))
    )
    return f"{written(item)}: {_quoted(hit, reading)} in the {reading.field(hit[0])}{more}"


def _quoted(hit: Hit, reading: Reading) -> str:
    return f"'{cut(reading.document, hit, '').text}'"


def _missing(side: Side, reading: Reading, scope: Scope | None) -> str:
    elsewhere = reading.hits(side)
    if elsewhere:
        field = reading.field(elsewhere[0][0])
        return f"no {_name(side)}{_where(scope)}: {_quoted(elsewhere[0], reading)} is only in the {field}"
    obstacles = _obstacles(side, reading)
    reason = f" ({'; '.join(obstacles)})" if obstacles else ""
    return f"no {_name(side)}{_where(scope)}{reason}"


def _obstacles(side: Side, reading: Reading) -> list[str]:
    topics = [
        item for item in (side.items() if isinstance(side, Group) else (side,)) if isinstance(item, Topic)
    ]
    found = (reason for topic in topics for reason in why_not(reading.found, reading.document, topic))
    return list(dict.fromkeys(found))[:3]


def _negated(part: Node, reading: Reading, scope: Scope | None, holds: bool) -> str:
    if not holds:
        return f"excluded by NOT {_name(part)}: {_says(part, reading, scope, True)}"
    if isinstance(part, Within):
        return _negated(part.parts[0], reading, part.scope, holds)
    return f"no {_name(part)}{_where(scope)}"


def _asked(node: Asked, reading: Reading, holds: bool) -> str:
    if holds:
        return f"{node.about} is {node.value}"
    outlet = reading.outlet
    if node.about is Key.LANG:
        return f"lang is {reading.document.lang or 'unknown'}, not {node.value}"
    if outlet is None:
        return f"{node.about} is unknown, not {node.value}"
    value = {Key.OUTLET: outlet.id, Key.COUNTRY: outlet.country, Key.KIND: outlet.kind.value}[node.about]
    return f"{node.about} is {value or 'unknown'}, not {node.value}"


def _together(node: Close, reading: Reading, scope: Scope | None) -> str:
    found = _nearest(node, reading, scope, node.ordered)
    if found is None or node.unit:
        lefts, rights = pairs(node, reading, scope)
        row = reading.row(node.unit)
        near = [(hit, other) for hit in lefts for other in rights if row.meet(hit, other, node.ordered)]
        found = min(near or [(lefts[0], rights[0])], key=lambda pair: _between(*pair))
    hit, other = found
    return f"{_quoted(hit, reading)} and {_quoted(other, reading)} {_distance(hit, other)} in the {reading.field(hit[0])}"


def _apart(node: Close, reading: Reading, scope: Scope | None) -> str:
    there, lacks = _lacking(node, reading, scope) if not _both(node, reading, scope) else ([], [])
    if lacks:
        return _there(there) + "; ".join(lacks)
    within = f"within {node.reach} words {'after' if node.ordered else 'of'}"
    if isinstance(node.reach, Unit):
        within = f"in one {node.reach.name.lower()} with"
    text = f"no {_name(node.right)} {within} {_name(node.left)}"
    found = _nearest(node, reading, scope, node.ordered)
    if found is None and node.ordered:
        found = _nearest(node, reading, scope, False)
        if found:
            return f"{text}; {_quoted(found[1], reading)} stands only before {_quoted(found[0], reading)}"
    if found is None:
        return f"{text}; they are far apart, in different fields, or the same words"
    return (
        f"{text}; nearest: {_quoted(found[1], reading)} {_distance(*found)} from {_quoted(found[0], reading)}"
    )


def words_between(node: Close, reading: Reading) -> int | None:
    """The words between the two nearest hits of a NEAR; None where they do not stand in one field."""
    found = _nearest(node, reading, None, node.ordered)
    return _between(*found) if found else None


def _both(node: Close, reading: Reading, scope: Scope | None) -> bool:
    return node.left.holds(reading, scope) and node.right.holds(reading, scope)


def _between(hit: Hit, other: Hit) -> int:
    return max(other[0] - hit[1], hit[0] - other[1]) - 1


def _distance(hit: Hit, other: Hit) -> str:
    between = _between(hit, other)
    if between == 0:
        return "next to each other"
    return f"{between} {'word' if between == 1 else 'words'} away"


def _nearest(node: Close, reading: Reading, scope: Scope | None, ordered: bool) -> tuple[Hit, Hit] | None:
    """The two hits of one field with the fewest words between them that do not overlap.

    None where there are none, or none at a distance that a NEAR can ask for.
    """
    left, right = reading.masks(node.left, scope), reading.masks(node.right, scope)
    found = _closest(left[1], right[0], reading)
    pair = found and (_ending(found[0], node.left, reading), _beginning(found[1], node.right, reading))
    back = None if ordered else _closest(right[1], left[0], reading)
    if back and (found is None or back[1] - back[0] < found[1] - found[0]):
        pair = (_beginning(back[1], node.left, reading), _ending(back[0], node.right, reading))
    return pair


def _closest(lasts: int, firsts: int, reading: Reading) -> tuple[int, int] | None:
    """The last token of one and the first token of the next hit with the fewest words between, by halving."""
    row = reading.row()
    low, high = 0, MAX_NUMBER
    if not row.after(lasts, high) & firsts:
        return None
    while low < high:
        middle = (low + high) // 2
        if row.after(lasts, middle) & firsts:
            high = middle
        else:
            low = middle + 1
    at = bisect_left(row.positions, lowest(row.after(lasts, low) & firsts))
    return at - low - 1, at


def _ending(last: int, side: Side, reading: Reading) -> Hit:
    return next(hit for hit in reading.hits(side) if hit[1] == last)


def _beginning(first: int, side: Side, reading: Reading) -> Hit:
    return next(hit for hit in reading.hits(side) if hit[0] == first)
