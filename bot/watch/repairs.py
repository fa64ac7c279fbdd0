"""The small edits by which a query would hold for what it misses: a wider NEAR, a wider scope, one word more.

Made on the tree alone. Which of them are worth telling is for whoever tries them on articles (bot/stories/misses.py).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.watch.printer import show
from bot.watch.tree import (
    About,
    And,
    AtLeast,
    Named,
    Near,
    Not,
    Or,
    Query,
    Scope,
    Scoped,
    Side,
    both,
    children,
    either,
    is_side,
    leaves,
)

#: A NEAR is widened to at most this many words: further apart two things rarely have to do with each other.
_WIDEST = 25
#: From this distance on a NEAR says no more than that both are told of at once.
_LOOSE = 10


class Mend(StrEnum):
    """What an edit does; in the order in which they change least."""

    REACH = "reach"
    ORDER = "order"
    COUNT = "count"
    WORD = "word"
    #: A NEAR within a title or lead becomes an AND: headline and summary share no distances.
    APART = "apart"
    EXCLUSION = "exclusion"
    SCOPE = "scope"


@dataclass(frozen=True, slots=True)
class Repair:
    """One edit: the part as it is written and as it would be, and the whole query with it."""

    mend: Mend
    before: str
    after: str
    tree: Query
    #: How much it changes, for choosing among several; only the order means something.
    size: float = 0.0


@dataclass(frozen=True, slots=True)
class Ladder:
    """Edits of one place, the smallest first; whatever one of them hits the later ones hit too."""

    steps: tuple[Repair, ...]


@dataclass(frozen=True, slots=True)
class Opening:
    """A place where words or concepts stand, and the query as if whatever stands there were always found."""

    side: Side
    without: Query
    _fill: Callable[[Query], Query]

    def filled(self, concept: str) -> Repair:
        """The query with one more concept in this place."""
        new = either((self.side, Named(concept)))
        return Repair(Mend.WORD, show(self.side), show(new), self._fill(new))


_Rebuild = Callable[[Query], Query]


def loosened(query: Query, scope: Scope | None = None) -> Query:
    """The query with every place at the top of its ladder: what even this misses no single edit reaches."""
    if not isinstance(query, Not):
        inner = query.scope if isinstance(query, Scoped) else scope
        query = _with_children(query, [loosened(child, inner) for child in children(query)])
    return _loosest(query, scope) or query


def unexcluded(query: Query) -> Query:
    """The query without what it excludes."""
    if isinstance(query, And):
        return both(
            tuple(unexcluded(item) for item in query.items if not isinstance(item, Not)) or query.items
        )
    return (
        query
        if isinstance(query, Not)
        else _with_children(query, [unexcluded(one) for one in children(query)])
    )


def less_excluding(query: Query) -> Query:
    """The query with every exclusion looked for in the title alone."""
    if isinstance(query, Not):
        return _loosest(query, None) or query
    return _with_children(query, [less_excluding(child) for child in children(query)])


def ladders(query: Query) -> Iterator[Ladder]:
    """Every way in which a part of a query can be loosened, in the order written."""
    for node, rebuild, scope in _places(query):
        by_mend: dict[Mend, list[Repair]] = {}
        for mend, new, size in _steps(node, scope):
            by_mend.setdefault(mend, []).append(Repair(mend, show(node), show(new), rebuild(new), size))
        yield from (Ladder(tuple(steps)) for steps in by_mend.values())


def openings(query: Query) -> Iterator[Opening]:
    """Every place of a query that has a concept and could have one more; exclusions apart."""
    for node, rebuild, _ in _places(query, within_sides=False):
        if is_side(node) and any(isinstance(leaf, Named) for leaf in leaves(node)):
            without = _without(query, node)
            if without is not None:
                yield Opening(node, without, rebuild)  # type: ignore[arg-type]  # `is_side` said so


# --- places -----------------------------------------------------------------------------------------------


def _places(
    query: Query, scope: Scope | None = None, *, within_sides: bool = True
) -> Iterator[tuple[Query, _Rebuild, Scope | None]]:
    """Every part that helps a query to hold, what puts another part in its place, and the scope it stands in.

    Not into what is excluded.
    """
    yield query, lambda new: new, scope
    if isinstance(query, Not) or (not within_sides and is_side(query)):
        return
    inner = query.scope if isinstance(query, Scoped) else scope
    parts = children(query)
    for at, part in enumerate(parts):
        for node, rebuild, where in _places(part, inner, within_sides=within_sides):
            yield node, _inside(query, parts, at, rebuild), where


def _inside(query: Query, parts: tuple[Query, ...], at: int, rebuild: _Rebuild) -> _Rebuild:
    return lambda new: _with_children(query, [*parts[:at], rebuild(new), *parts[at + 1 :]])


def _with_children(query: Query, parts: list[Query]) -> Query:
    match query:
        case Or():
            return either(tuple(parts))
        case And():
            return both(tuple(parts))
        case Near():
            left, right = parts
            return replace(query, left=left, right=right)  # type: ignore[arg-type]  # sides stay sides
        case Not() | AtLeast() | Scoped():
            return replace(query, item=parts[0])  # type: ignore[arg-type]  # the same
        case _:
            return query


# --- edits ------------------------------------------------------------------------------------------------


def _steps(node: Query, scope: Scope | None) -> Iterator[tuple[Mend, Query, float]]:
    match node:
        case Near(_, _, int(reach), _):
            for more in range(reach + 1, _widest(reach) + 1):
                yield Mend.REACH, replace(node, reach=more), (more - reach) / (reach + 2)
        case AtLeast(count, item):
            for fewer in range(count - 1, 0, -1):
                yield Mend.COUNT, replace(node, count=fewer) if fewer > 1 else item, 1.0
        case Scoped() | Not():
            loose = _loosest(node, scope)
            if loose is not None:
                yield Mend.SCOPE if isinstance(node, Scoped) else Mend.EXCLUSION, loose, 3.0
    if isinstance(node, Near) and node.ordered:
        yield Mend.ORDER, replace(node, ordered=False), 0.5
    if isinstance(node, Near) and _may_part(node, scope):
        yield Mend.APART, both((node.left, node.right)), 2.0


def _may_part(node: Near, scope: Scope | None) -> bool:
    """Whether its sides may stand apart: in a few words, if it asks for no closeness that binds them."""
    return scope in (Scope.TITLE, Scope.LEAD) and isinstance(node.reach, int) and node.reach >= _LOOSE


def _loosest(node: Query, scope: Scope | None) -> Query | None:
    """The top of a place's ladders together; None where it has none."""
    match node:
        case Near() if _may_part(node, scope):
            return both((node.left, node.right))
        case Near(_, _, int(reach), ordered):
            widest = max(reach, _widest(reach))
            return replace(node, reach=widest, ordered=False) if widest > reach or ordered else None
        case Near(_, _, _, True):
            return replace(node, ordered=False)
        case AtLeast(_, item):
            return item
        case Scoped(Scope.TITLE, item):
            return Scoped(Scope.LEAD, item)
        case Scoped(_, item):
            return item
        case Not(Scoped(Scope.LEAD | Scope.TEXT, item)):
            return Not(Scoped(Scope.TITLE, item))
        case Not(item) if not isinstance(item, Scoped) and _can_be_scoped(item):
            return Not(Scoped(Scope.TITLE, item))
        case _:
            return None


def _widest(reach: int) -> int:
    return min(_WIDEST, max(2 * reach + 2, 6))


def _can_be_scoped(query: Query) -> bool:
    return not isinstance(query, Scoped | About) and all(_can_be_scoped(child) for child in children(query))


def _without(query: Query, place: Query) -> Query | None:
    """The query as if this very part always held; None where it would then hold for everything."""
    if query is place:
        return None
    parts = children(query)
    if not any(_holds(part, place) for part in parts):
        return query
    if isinstance(query, Near):
        return query.right if _holds(query.left, place) else query.left
    left = [_without(part, place) for part in parts]
    if isinstance(query, And):
        wanted = tuple(part for part in left if part is not None)
        return both(wanted) if any(not isinstance(part, Not) for part in wanted) else None
    if isinstance(query, Or) or left[0] is None:
        # One way is always open, so all the other ways tell nothing.
        return None if None in left else _with_children(query, left)  # type: ignore[arg-type]  # no None is left
    return _with_children(query, [left[0]])


def _holds(query: Query, place: Query) -> bool:
    return query is place or any(_holds(child, place) for child in children(query))
