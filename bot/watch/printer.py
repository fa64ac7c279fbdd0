"""Writes a tree as a query that parses to the same tree."""

from bot.watch.tree import (
    About,
    And,
    AtLeast,
    Key,
    Named,
    Near,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    Scoped,
    Word,
)


def show(query: Query) -> str:
    """The query in its shortest usual form."""
    match query:
        case Or(items):
            return " OR ".join(show(item) for item in items)
        case And(items):
            return " AND ".join(_within(item, Or) for item in items)
        case Not(item):
            return f"NOT {_within(item, Or, And)}"
        case Near(left, right, reach, ordered):
            name = "ONEAR" if ordered else "NEAR"
            return f"{_within(left, Or)} {name}/{reach} {_within(right, Or)}"
        case AtLeast(count, item):
            return f"ATLEAST/{count} {_within(item, Or)}"
        case Scoped(scope, item):
            return f"{scope}:{_within(item, Or, And, Not, Near)}"
        case _:
            return _leaf(query)


def _within(query: Query, *looser: type) -> str:
    """The query, in parentheses where it binds more loosely than its surroundings."""
    return f"({show(query)})" if isinstance(query, looser) else show(query)


def _leaf(query: Query) -> str:
    match query:
        case Word(text, exact):
            return f"{'=' * exact}{text}"
        case Phrase(text, exact):
            return f'{"=" * exact}"{text}"'
        case Prefix(stem):
            return f"{stem}*"
        case Named(concept):
            return f"@{concept}"
        case About(key, value):
            quoted = f'"{value}"' if key is Key.OUTLET else value
            return f"{key}:{quoted}"
        case _:
            raise TypeError(f"not a query: {query!r}")
