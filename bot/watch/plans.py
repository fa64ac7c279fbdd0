"""Queries compiled into interned nodes, and what must be true before a watchlist is looked at closely."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from bot.watch.nodes import All, Any, Asked, Close, Group, No, Node, Often, Owner, Side, Term, Topic, Within
from bot.watch.printer import show
from bot.watch.reading import Reading
from bot.watch.terms import Spec, query_specs
from bot.watch.tree import (
    About,
    And,
    AtLeast,
    Named,
    Near,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    QueryError,
    Scoped,
    Word,
)
from bot.watch.vocabulary import Vocabulary

N = TypeVar("N", bound=Node)


@dataclass(slots=True, eq=False)
class Plan:
    """A watchlist as the index asks it: all of `need` hit, nothing of `ban` hits, and then `rest` holds."""

    id: str
    root: Node
    need: tuple[Side, ...] = ()
    ban: tuple[Side, ...] = ()
    rest: tuple[Node, ...] = ()
    #: One of these hits wherever the query can hold; empty: it must always be looked at.
    anchors: tuple[Side, ...] = ()

    def holds(self, reading: Reading) -> bool:
        """Whether the query holds for the article."""
        true = reading.true
        is_close = true.issuperset(self.need) and true.isdisjoint(self.ban)
        return is_close and self.rest_holds(reading)

    def rest_holds(self, reading: Reading) -> bool:
        """The same where `need` and `ban` have been looked at."""
        return all(node.holds(reading, None) for node in self.rest)


class Nodes:
    """The table of nodes. Equal parts of queries are one node; a node goes when nothing refers to it any more."""

    def __init__(self, remembered: int | None = None) -> None:
        self._nodes: dict[tuple[object, ...], Node] = {}
        self._topics: dict[str, Topic] = {}
        self._vocabulary = Vocabulary() if remembered is None else Vocabulary(remembered)
        self.find = self._vocabulary.find
        self.narrow = self._vocabulary.narrow

    def topic(self, concept: str, type_: str) -> Topic:
        """Make the node of a concept; it stays."""
        topic = self._topics[concept] = Topic(concept, type_)
        topic.uses = 1
        return topic

    def own(self, spec: Spec, text: str, topic: Topic, needs: tuple[Topic, ...], *, void: bool) -> None:
        """Let a concept own a term, as a name that is spelt so or as a void phrase; it stays."""
        term = self._vocabulary.term(spec, text)
        term.uses += 1
        spelt = "" if text == term.text else text
        if not needs and not spelt and not term.owners:
            term.owners = topic.owners[void]
            return
        owner = Owner(topic, needs, void, spelt)
        if owner not in term.owners:
            term.owners += (owner,)

    def compile(self, id_: str, query: Query) -> Plan:
        """The plan of a query; raises QueryError for a concept that does not exist."""
        made: list[Node] = []
        try:
            root = self._node(query, made)
        except QueryError:
            for node in reversed(made):
                self._sweep(node)
            raise
        plan = _plan(id_, root)
        root.uses += 1
        return plan

    def release(self, plan: Plan) -> None:
        """Forget what only this plan needed."""
        plan.root.uses -= 1
        self._sweep(plan.root)

    def _sweep(self, node: Node) -> None:
        """Take out a node that nothing refers to, and then its parts."""
        if node.uses:
            return
        if isinstance(node, Term):
            self._vocabulary.drop(node)
            return
        if self._nodes.get(node.key) is not node:
            return
        del self._nodes[node.key]
        for part in node.parts:
            part.uses -= 1
            if isinstance(node, Group) and isinstance(part, Side):
                part.groups = tuple(group for group in part.groups if group is not node)
            self._sweep(part)

    def _node(self, query: Query, made: list[Node]) -> Node:
        node = self._leaf(query, made) if isinstance(query, Word | Phrase | Prefix | Named | About) else None
        if node is None:
            node = self._branch(query, made)
        made.append(node)
        return node

    def _leaf(self, query: Word | Phrase | Prefix | Named | About, made: list[Node]) -> Node:
        if isinstance(query, Named):
            topic = self._topics.get(query.concept)
            if topic is None:
                raise QueryError(f"there is no concept @{query.concept}", *query.place)
            return topic
        if isinstance(query, About):
            key = ("about", query.key, query.value)
            return self._intern(key, (), lambda: Asked(key, query.key, query.value))
        text = query.text if isinstance(query, Word) and not query.exact else show(query)
        terms = tuple(dict.fromkeys(self._vocabulary.term(spec, text) for spec in query_specs(query)))
        made += terms
        return self._group(terms, text)

    def _branch(self, query: Query, made: list[Node]) -> Node:
        match query:
            case Or(items):
                parts = self._parts(items, made)
                if all(isinstance(part, Side) for part in parts):
                    return self._group(parts)
                return self._intern(
                    ("or", *map(id, parts)), parts, lambda: Any(("or", *map(id, parts)), parts)
                )
            case And(items):
                parts = self._parts(items, made)
                return self._intern(
                    ("and", *map(id, parts)), parts, lambda: All(("and", *map(id, parts)), parts)
                )
            case Not(item):
                part = self._node(item, made)
                return self._intern(("not", id(part)), (part,), lambda: No(("not", id(part)), (part,)))
            case Scoped(scope, item):
                part = self._node(item, made)
                key: tuple[object, ...] = (scope, id(part))
                return self._intern(key, (part,), lambda: Within(key, part, scope))
            case AtLeast(count, item):
                side = self._side(item, made)
                often = ("atleast", count, id(side))
                return self._intern(often, (side,), lambda: Often(often, side, count))
            case Near(left, right, reach, ordered):
                sides = self._side(left, made), self._side(right, made)
                close = ("near", reach, ordered, id(sides[0]), id(sides[1]))
                return self._intern(close, sides, lambda: Close(close, sides, reach, ordered))
        raise TypeError(f"not a query: {query!r}")

    def _parts(self, items: Iterable[Query], made: list[Node]) -> tuple[Node, ...]:
        return tuple(dict.fromkeys(self._node(item, made) for item in items))

    def _side(self, query: Query, made: list[Node]) -> Side:
        node = self._node(query, made)
        if not isinstance(node, Side):
            raise QueryError(f"{show(query)} cannot stand beside NEAR or ATLEAST")
        return node

    def _group(self, parts: Sequence[Node], text: str = "") -> Node:
        if len(parts) == 1:
            return parts[0]
        key = ("group", text, *sorted(map(id, parts)))
        group = self._nodes.get(key)
        if group is None:
            group = self._intern(key, parts, lambda: Group(key, tuple(parts), text))
            for part in parts:
                if isinstance(part, Side) and isinstance(group, Group):
                    part.groups += (group,)
        return group

    def _intern(self, key: tuple[object, ...], parts: Sequence[Node], make: Callable[[], N]) -> Node:
        node = self._nodes.get(key)
        if node is None:
            node = self._nodes[key] = make()
            for part in parts:
                part.uses += 1
        return node


def _plan(id_: str, root: Node) -> Plan:
    need: list[Side] = []
    ban: list[Side] = []
    rest: list[Node] = []
    for node in root.parts if isinstance(root, All) else (root,):
        if isinstance(node, Side):
            need.append(node)
        elif isinstance(node, No) and isinstance(node.parts[0], Side):
            ban.append(node.parts[0])
        else:
            rest.append(node)
            need += _required(node)
    needed = tuple(dict.fromkeys(need))
    return Plan(id_, root, needed, tuple(ban), tuple(rest), _anchors(root) or ())


def _required(node: Node) -> Iterable[Side]:
    """Sides without a hit of which the node cannot hold."""
    if isinstance(node, Side):
        return (node,)
    if isinstance(node, All | Close | Often | Within):
        return [side for part in node.parts for side in _required(part)]
    return ()


def _anchors(node: Node) -> tuple[Side, ...] | None:
    """The rarest set of sides of which one hits wherever the node holds; None where there is none."""
    if isinstance(node, Side):
        return (node,)
    if isinstance(node, Any):
        found = [_anchors(part) for part in node.parts]
        return None if None in found else tuple(side for sides in found if sides for side in sides)
    if isinstance(node, All | Close | Often | Within):
        some = [sides for part in node.parts if (sides := _anchors(part)) is not None]
        return min(some, key=lambda sides: sum(map(_frequency, sides)), default=None)
    return None


def _frequency(side: Side) -> float:
    """A guess how often a side hits: phrases are rare, short words are frequent, names add up."""
    if isinstance(side, Term):
        return 0.2 if side.length > 1 else max(0.5, 8 - len(side.text)) ** 1.5
    if isinstance(side, Topic):
        return 6.0
    return sum(_frequency(part) for part in side.parts if isinstance(part, Side))
