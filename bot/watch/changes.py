"""What differs between two texts of a document, by keys, cases, names and parts of the query; not by lines."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.watch.parser import parse
from bot.watch.plain import Plain, known_as, plain
from bot.watch.printer import show
from bot.watch.sheets import DocumentError
from bot.watch.tree import And, Or, Query, QueryError, children, leaves

_SHOWN = 80


class Sign(StrEnum):
    """What became of something."""

    ADDED = "+"
    REMOVED = "-"
    CHANGED = "~"


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that differs."""

    sign: Sign
    #: As `title.en`, `query`, `cases.hit`, `names.ar`.
    where: str
    #: What was added or removed; before → after of what changed.
    text: str

    def __str__(self) -> str:
        return f"{self.sign} {self.where}: {self.text}"


def changes(old: str, new: str) -> tuple[Difference, ...]:
    """What an edit did, in the order of the document; empty where only comments, order or styles differ.

    `old` or `new` is empty where there was, or is, no document. A text that is no YAML differs as a whole.
    """
    try:
        before, after = (plain(text) if text.strip() else {} for text in (old, new))
    except DocumentError:
        return (Difference(Sign.CHANGED, "", "one of the two is not YAML"),) if old != new else ()
    # An outlet is a list of one.
    if isinstance(before, list) and isinstance(after, list) and len(before) == len(after) == 1:
        before, after = before[0], after[0]
    return tuple(_of(before, after, ""))


def _of(before: Plain, after: Plain, where: str) -> Iterator[Difference]:
    if before == after:
        return
    if isinstance(before, dict) and isinstance(after, dict):
        for key in dict.fromkeys([*after, *before]):
            inner = f"{where}.{key}" if where else key
            if key not in before:
                yield from _whole(Sign.ADDED, after[key], inner)
            elif key not in after:
                yield from _whole(Sign.REMOVED, before[key], inner)
            else:
                yield from _of(before[key], after[key], inner)
    elif isinstance(before, list) and isinstance(after, list):
        yield from _of_lists(before, after, where)
    elif where == "query" and isinstance(before, str) and isinstance(after, str):
        yield from _of_queries(before, after)
    else:
        yield Difference(Sign.CHANGED, where, f"{_shown(before)} → {_shown(after)}")


def _of_lists(before: Sequence[Plain], after: Sequence[Plain], where: str) -> Iterator[Difference]:
    old, new = ({known_as(item): item for item in items} for items in (before, after))
    for known, item in old.items():
        if known not in new:
            yield Difference(Sign.REMOVED, where, _shown(item))
        elif item != new[known]:
            yield Difference(Sign.CHANGED, where, f"{_shown(item)} → {_shown(new[known])}")
    for known, item in new.items():
        if known not in old:
            yield Difference(Sign.ADDED, where, _shown(item))


def _whole(sign: Sign, value: Plain, where: str) -> Iterator[Difference]:
    """Everything below a key that came or went."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _whole(sign, inner, f"{where}.{key}" if where else key)
    elif isinstance(value, list):
        yield from (Difference(sign, where, _shown(item)) for item in value)
    else:
        yield Difference(sign, where, _shown(value))


def _shown(value: Plain) -> str:
    """On one line: a case by its title, everything else as it is."""
    if isinstance(value, dict):
        if "title" in value and isinstance(value["title"], str):
            lang = value.get("lang")
            return f"[{lang}] {value['title']}" if lang else value["title"]
        return "{" + ", ".join(f"{key}: {_shown(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return f"[{', '.join(map(_shown, value))}]"
    return " ".join(value.split())


# --- queries ------------------------------------------------------------------------------------------


def _of_queries(before: str, after: str) -> Iterator[Difference]:
    try:
        old, new = parse(before), parse(after)
    except QueryError:
        yield Difference(Sign.CHANGED, "query", f"{_shown(before)} → {_shown(after)}")
        return
    yield from _of_trees(old, new, None)


def _of_trees(old: Query, new: Query, within: Query | None) -> Iterator[Difference]:
    if old == new:
        return
    for kind, word in ((Or, "OR"), (And, "AND")):
        if isinstance(old, kind) or isinstance(new, kind):
            yield from _of_items(_items(old, kind), _items(new, kind), word, within)
            return
    mine, theirs = children(old), children(new)
    if _alike(old, new) and mine and len(mine) == len(theirs):
        for one, other in zip(mine, theirs, strict=True):
            yield from _of_trees(one, other, old)
        return
    yield Difference(Sign.CHANGED, "query", f"{_cut(show(old))} → {_cut(show(new))}{_inside(within)}")


def _of_items(
    old: Sequence[Query], new: Sequence[Query], word: str, within: Query | None
) -> Iterator[Difference]:
    gone = [item for item in old if item not in new]
    fresh = [item for item in new if item not in old]
    for item in [*gone]:
        # What is alike and shares something was changed, and is looked into.
        near = max(fresh, key=lambda other, item=item: _shared(item, other), default=None)  # type: ignore[misc]
        if near is not None and _comparable(item, near) and _shared(item, near):
            gone.remove(item)
            fresh.remove(near)
            yield from _of_trees(item, near, item)
    for sign, items in ((Sign.REMOVED, gone), (Sign.ADDED, fresh)):
        for item in items:
            shown = f"({show(item)})" if isinstance(item, Or | And) else show(item)
            yield Difference(sign, "query", f"{word} {shown}{_inside(within)}")


def _items(query: Query, kind: type[Or | And]) -> Sequence[Query]:
    return query.items if isinstance(query, kind) else (query,)


def _comparable(one: Query, other: Query) -> bool:
    """Whether one was made of the other by an edit within: `x` became `(x OR y)`, or a part of it changed."""
    return _alike(one, other) or isinstance(one, Or) or isinstance(other, Or)


def _alike(one: Query, other: Query) -> bool:
    """Whether both are the same form, so that what differs lies in their parts."""
    if type(one) is not type(other) or not children(one):
        return False
    names = ("reach", "ordered", "count", "scope")
    return all(getattr(one, name, None) == getattr(other, name, None) for name in names)


def _shared(one: Query, other: Query) -> int:
    return len({*leaves(one)} & {*leaves(other)})


def _inside(within: Query | None) -> str:
    return f", in {_cut(show(within))}" if within is not None else ""


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
