"""The frozen tree of a query, and the error for a query that cannot be read. No text is read or matched here."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple, TypeAlias

#: `NEAR/n` and `ATLEAST/n` take numbers up to this. Fields stand further apart than it in the index.
MAX_NUMBER = 999


class WatchError(ValueError):
    """What a person wrote wrongly in a query, a concept or a watchlist."""


class QueryError(WatchError):
    """A query that cannot be read: what is wrong, where (both from 1), and what to write instead."""

    def __init__(self, message: str, line: int = 1, column: int = 1, hint: str = "") -> None:
        super().__init__(message, line, column, hint)
        self.message = message
        self.line = line
        self.column = column
        self.hint = hint

    def __str__(self) -> str:
        text = f"line {self.line}, column {self.column}: {self.message}"
        return f"{text}. {self.hint}" if self.hint else text


class Place(NamedTuple):
    """Where something stands in the query's text; both count from 1, in code points."""

    line: int = 1
    column: int = 1


class Scope(StrEnum):
    """Where in an article a part of a query must hold."""

    TITLE = "title"
    LEAD = "lead"
    TEXT = "text"


class Key(StrEnum):
    """What a query can ask about the article as a whole."""

    LANG = "lang"
    OUTLET = "outlet"
    COUNTRY = "country"
    KIND = "kind"


class Unit(StrEnum):
    """What the two sides of a NEAR may share instead of a number of words."""

    SENTENCE = "s"
    PARAGRAPH = "p"


def _place() -> Place:
    return Place()


@dataclass(frozen=True, slots=True)
class Word:
    """One word, inflected, or exactly as typed."""

    text: str
    exact: bool = False
    place: Place = field(default_factory=_place, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words next to each other, separated by single spaces here."""

    text: str
    exact: bool = False
    place: Place = field(default_factory=_place, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Prefix:
    """Every word that begins with `stem`."""

    stem: str
    place: Place = field(default_factory=_place, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Named:
    """A concept, by its id: `@syria`."""

    concept: str
    place: Place = field(default_factory=_place, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class About:
    """A property of the article or its outlet: `lang:ar`."""

    key: Key
    value: str
    place: Place = field(default_factory=_place, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Or:
    """At least one of the items, of which none is an Or."""

    items: tuple["Query", ...]


@dataclass(frozen=True, slots=True)
class And:
    """All of the items, of which none is an And."""

    items: tuple["Query", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The item does not hold."""

    item: "Query"


@dataclass(frozen=True, slots=True)
class Near:
    """Hits of both sides at most `reach` words apart, or in one sentence or paragraph; `ordered`: left first."""

    left: "Side"
    right: "Side"
    reach: int | Unit
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class AtLeast:
    """`count` disjoint hits of the item within one field."""

    count: int
    item: "Side"


@dataclass(frozen=True, slots=True)
class Scoped:
    """The item holds within the scope."""

    scope: Scope
    item: "Query"


Term: TypeAlias = Word | Phrase | Prefix | Named
#: What has hits with positions: a term, or an Or of terms.
Side: TypeAlias = Term | Or
Query: TypeAlias = Term | About | Or | And | Not | Near | AtLeast | Scoped


def either(items: tuple[Query, ...]) -> Query:
    """An Or of the items, with nested Ors opened; a single item stays itself."""
    flat = tuple(part for item in items for part in (item.items if isinstance(item, Or) else (item,)))
    return flat[0] if len(flat) == 1 else Or(flat)


def both(items: tuple[Query, ...]) -> Query:
    """An And of the items, with nested Ands opened; a single item stays itself."""
    flat = tuple(part for item in items for part in (item.items if isinstance(item, And) else (item,)))
    return flat[0] if len(flat) == 1 else And(flat)


def is_side(query: Query) -> bool:
    """Whether the query may stand beside NEAR and after ATLEAST."""
    if isinstance(query, Or):
        return all(isinstance(item, Term) for item in query.items)
    return isinstance(query, Term)


def children(query: Query) -> tuple[Query, ...]:
    """The direct parts of a query."""
    if isinstance(query, Or | And):
        return query.items
    if isinstance(query, Near):
        return (query.left, query.right)
    if isinstance(query, Not | AtLeast | Scoped):
        return (query.item,)
    return ()


def leaves(query: Query) -> tuple[Term | About, ...]:
    """Every term and property of a query, in the order written."""
    if isinstance(query, Term | About):
        return (query,)
    return tuple(leaf for child in children(query) for leaf in leaves(child))
