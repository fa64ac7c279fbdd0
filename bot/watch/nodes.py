"""Interned parts of queries as the index holds them, each able to say whether it holds for a reading.

One object stands for every place where a part is written, in whatever watchlist. Positions live in reading.py.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from bot.model import Field
from bot.watch.tree import Key, Scope, Unit

if TYPE_CHECKING:
    from bot.watch.plans import Plan
    from bot.watch.reading import Reading


class Node:
    """A part of a query; `uses` counts who refers to it."""

    __slots__ = ("uses",)

    #: The nodes it consists of, and its place in the table of nodes; terms are kept by the vocabulary.
    parts: Sequence["Node"] = ()
    key: tuple[object, ...] = ()

    def __init__(self) -> None:
        self.uses = 0

    def holds(self, reading: "Reading", scope: Scope | None) -> bool:
        """Whether this part holds within the scope (None: anywhere)."""
        raise NotImplementedError


class Side(Node):
    """A part that has hits with positions, and watchlists that wait for one of them."""

    __slots__ = ("groups", "waiting")

    def __init__(self) -> None:
        super().__init__()
        #: Groups that this is an item of; a tuple, as most sides have one or none and there are many.
        self.groups: tuple[Group, ...] = ()
        #: Plans that are looked at when this hits; a list where there are some.
        self.waiting: Sequence[Plan] = ()

    def announce(self, plan: "Plan") -> None:
        """Have the plan looked at whenever this hits."""
        if isinstance(self.waiting, list):
            self.waiting.append(plan)
        else:
            self.waiting = [plan]

    def withdraw(self, plan: "Plan") -> None:
        """Undo `announce`."""
        self.waiting = [other for other in self.waiting if other is not plan] or ()

    def holds(self, reading: "Reading", scope: Scope | None) -> bool:
        return self in reading.true and (scope is None or bool(reading.masks(self)[0] & reading.scope(scope)))


class Term(Side):
    """A word, phrase or prefix. `text` is how it is shown, `length` in tokens; `words` belongs to vocabulary.py."""

    __slots__ = ("length", "owners", "text", "words")

    def __init__(self, text: str, length: int, words: object) -> None:
        super().__init__()
        self.text = text
        self.length = length
        self.words = words
        #: What a hit of this term means to concepts.
        self.owners: tuple[Owner, ...] = ()


class Owner(NamedTuple):
    """A concept that has a term as a name, or as a void phrase; `text`: as its file spells it, if not as the term."""

    topic: "Topic"
    needs: tuple["Topic", ...] = ()
    void: bool = False
    text: str = ""


class Topic(Side):
    """A concept of the library; what its hits depend on is used by context.py."""

    __slots__ = ("concept", "needs", "owners", "type", "unless", "wholes")

    def __init__(self, concept: str, type_: str) -> None:
        super().__init__()
        self.concept = concept
        self.type = type_
        self.needs: tuple[Topic, ...] = ()
        self.unless: tuple[Topic, ...] = ()
        #: Everything that it is part of, directly or not.
        self.wholes: tuple[Topic, ...] = ()
        #: What most of its names mean, and what its void phrases mean: one object for thousands of terms.
        self.owners: tuple[tuple[Owner], tuple[Owner]] = ((Owner(self),), (Owner(self, void=True),))


class Group(Side):
    """An OR of terms and concepts; with a `text` it is one term of which there are several forms (Sisi, al-Sisi)."""

    __slots__ = ("key", "parts", "text")

    def __init__(self, key: tuple[object, ...], parts: Sequence[Node], text: str = "") -> None:
        super().__init__()
        self.key = key
        self.parts = parts
        self.text = text

    def items(self) -> tuple[Side, ...]:
        """The terms and concepts."""
        return self.parts  # type: ignore[return-value]  # a group is made of sides


class Inner(Node):
    """A part made of other parts, without hits of its own."""

    __slots__ = ("key", "parts")

    def __init__(self, key: tuple[object, ...], parts: Sequence[Node]) -> None:
        super().__init__()
        self.key = key
        self.parts = parts


class All(Inner):
    """AND."""

    __slots__ = ()

    def holds(self, reading: "Reading", scope: Scope | None) -> bool:
        return all(part.holds(reading, scope) for part in self.parts)


class Any(Inner):
    """An OR with other things than terms in it."""

    __slots__ = ()

    def holds(self, reading: "Reading", scope: Scope | None) -> bool:
        return any(part.holds(reading, scope) for part in self.parts)


class No(Inner):
    """NOT."""

    __slots__ = ()

    def holds(self, reading: "Reading", scope: Scope | None) -> bool:
        return not self.parts[0].holds(reading, scope)


class Within(Inner):
    """A scope before something."""

    __slots__ = ("scope",)

    def __init__(self, key: tuple[object, ...], part: Node, scope: Scope) -> None:
        super().__init__(key, (part,))
        self.scope = scope

    def holds(self, reading: "Reading", scope: Scope | None) -> bool:  # noqa: ARG002  # one shape for all
        return self.parts[0].holds(reading, self.scope)


class Close(Inner):
    """NEAR and ONEAR."""

    __slots__ = ("left", "ordered", "reach", "right", "unit")

    def __init__(
        self, key: tuple[object, ...], sides: tuple[Side, Side], reach: int | Unit, ordered: bool
    ) -> None:
        super().__init__(key, sides)
        self.left, self.right = sides
        self.reach = reach
        self.unit = reach if isinstance(reach, Unit) else None
        self.ordered = ordered

    def holds(self, reading: "Reading", scope: Scope | None) -> bool:
        if self.left not in reading.true or self.right not in reading.true:
            return False
        return reading.remembered(self, scope, self._look)

    def _look(self, reading: "Reading", scope: Scope | None) -> bool:
        row = reading.row(self.unit)
        left = reading.masks(self.left, scope, self.unit)
        right = reading.masks(self.right, scope, self.unit)
        if row.after(left[1], self.reach) & right[0]:
            return True
        return not self.ordered and bool(row.after(right[1], self.reach) & left[0])


class Often(Inner):
    """ATLEAST: disjoint hits within one field, counted greedily by where they end."""

    __slots__ = ("count", "side")

    def __init__(self, key: tuple[object, ...], side: Side, count: int) -> None:
        super().__init__(key, (side,))
        self.side = side
        self.count = count

    def holds(self, reading: "Reading", scope: Scope | None) -> bool:
        if self.side not in reading.true:
            return False
        return reading.remembered(self, scope, self._look)

    def _look(self, reading: "Reading", scope: Scope | None) -> bool:
        return self.most(reading, scope) >= self.count

    def most(self, reading: "Reading", scope: Scope | None) -> int:
        """The largest number of disjoint hits that one field has."""
        side = self.side
        if reading.are_single(side):
            found = reading.masks(side, scope)[0]
            return max((found & reading.field_bits(field)).bit_count() for field in Field)
        counts: dict[Field, int] = {}
        end = -1
        for first, last in sorted(reading.hits(side, scope), key=lambda hit: hit[1]):
            if first > end:
                end = last
                field = reading.field(first)
                counts[field] = counts.get(field, 0) + 1
        return max(counts.values(), default=0)


class Asked(Inner):
    """A property of the article or its outlet."""

    __slots__ = ("about", "value")

    def __init__(self, key: tuple[object, ...], about: Key, value: str) -> None:
        super().__init__(key, ())
        self.about = about
        self.value = value

    def holds(self, reading: "Reading", scope: Scope | None) -> bool:  # noqa: ARG002  # one shape for all
        return reading.has(self.about, self.value)
