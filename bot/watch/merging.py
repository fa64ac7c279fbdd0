"""Two edits of one YAML text joined: by keys, cases and names, with their comments; what both changed is a conflict.

A three-way merge over the pieces of pieces.py. Whether the joined text is a right document is for others to say.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.watch.pieces import Piece, Style, cut
from bot.watch.plain import plain
from bot.watch.sheets import DocumentError

#: How a place of conflict is called that has no key.
_EVERYTHING = "everything"


@dataclass(frozen=True, slots=True)
class Merge:
    """Two edits joined."""

    #: With the first edit's text at the places of conflict.
    text: str
    #: What both edits changed, as `query`, `alert.mode` or `cases.hit: …`; empty where nothing.
    conflicts: tuple[str, ...] = ()


def merge(base: str, mine: str, theirs: str) -> Merge:
    """Join two edits of one text.

    Args:
        base: what both were made from; empty where both wrote a new document.
        mine: the first edit, whose text stands at the places of conflict.
        theirs: the second.

    Returns:
        The joined text. It says what both edits say wherever only one of them changed something.
    """
    if mine in (base, theirs):
        return Merge(theirs)
    if theirs == base:
        return Merge(mine)
    try:
        was, ours, other = (cut(text) if text else None for text in (base, mine, theirs))
    except DocumentError:
        return Merge(mine, (_EVERYTHING,))
    merger = _Merger()
    joined = merger.piece(was, ours, other, ())
    text = joined.text if joined is not None else mine
    conflicts = tuple(dict.fromkeys(merger.conflicts))
    try:
        plain(text)
    except DocumentError:  # as where one edit has also changed how far a list is indented
        return Merge(mine, conflicts or (_EVERYTHING,))
    return Merge(text, conflicts)


class _Merger:
    """Joins pieces and notes where it could not."""

    def __init__(self) -> None:
        self.conflicts: list[str] = []

    def piece(
        self,
        base: Piece | None,
        mine: Piece | None,
        theirs: Piece | None,
        path: Sequence[str],
        *,
        within: Style = Style.BLOCK,
    ) -> Piece | None:
        """The joined piece; None where it was taken out, or nothing is left in it."""
        if mine is None or theirs is None:
            left = mine or theirs
            if base is None or left is None or left.core == base.core:
                return left if base is None else None
            if not _fit(base, left, left) or (base.keyed and base.style is Style.FLOW):
                self.conflicts.append(_place(path))  # changed here, taken out there
                return mine
            # A list that was taken out is as good as emptied, so what was put into it stays.
            mine, theirs = mine or replace(base, parts=()), theirs or replace(base, parts=())
        if mine.core == theirs.core or (base is not None and base.core == theirs.core):
            found = mine
        elif base is not None and base.core == mine.core:
            found = theirs
        elif _fit(base, mine, theirs):
            found = self._branch(base, mine, theirs, path)
            if not found.parts and (found.style is Style.BLOCK or not mine.parts or not theirs.parts):
                return None
        else:
            self.conflicts.append(_place(path))
            found = mine
        return found if within is Style.FLOW else self._around(found, base, mine, theirs, path)

    def _around(
        self, found: Piece, base: Piece | None, mine: Piece, theirs: Piece, path: Sequence[str]
    ) -> Piece:
        """The piece with the comments above it, and the blank lines below."""
        before = base.lead if base else mine.lead
        lead = self._text(before, mine.lead, theirs.lead, (*path, "comment above"))
        if not (mine.gap + theirs.gap).strip():  # blank lines are worth no conflict
            gap = mine.gap if base is None or theirs.gap == base.gap else theirs.gap
        else:
            gap = self._text(base.gap if base else mine.gap, mine.gap, theirs.gap, (*path, "comment below"))
        return replace(found, lead=lead, gap=gap)

    def _text(self, base: str, mine: str, theirs: str, path: Sequence[str]) -> str:
        if mine == theirs or theirs == base:
            return mine
        if mine == base:
            return theirs
        self.conflicts.append(_place(path))
        return mine

    def _branch(self, base: Piece | None, mine: Piece, theirs: Piece, path: Sequence[str]) -> Piece:
        was = base or replace(mine, parts=())
        return replace(
            mine,
            head=self._text(was.head, mine.head, theirs.head, path),
            parts=tuple(self._parts(was, mine, theirs, path)),
            tail=self._text(was.tail, mine.tail, theirs.tail, path),
        )

    def _parts(self, base: Piece, mine: Piece, theirs: Piece, path: Sequence[str]) -> Iterator[Piece]:
        was, ours, other = (_by_name(piece.parts) for piece in (base, mine, theirs))
        joined = {
            name: self.piece(was.get(name), ours.get(name), other.get(name), (*path, name), within=mine.style)
            for name in dict.fromkeys([*was, *ours, *other])
        }
        for name in _order([*was], [*ours], [*other]):
            if (piece := joined[name]) is not None:
                yield piece


def _fit(base: Piece | None, mine: Piece, theirs: Piece) -> bool:
    """Whether they can be joined part by part."""
    kinds = {(piece.style, piece.keyed) for piece in (base, mine, theirs) if piece is not None}
    return len(kinds) == 1 and mine.style is not Style.LEAF


def _by_name(parts: Sequence[Piece]) -> Mapping[str, Piece]:
    return {part.name: part for part in parts}


def _order(base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]) -> Iterator[str]:
    """Every name once: what was there in the order of whoever changed it, what is new behind what it was put behind.

    The same whichever edit is called mine, unless both changed the order.
    """
    old = _moved(base, mine) or _moved(base, theirs) or [*base]
    groups: dict[str, list[tuple[str, ...]]] = {}
    for side in (mine, theirs):
        anchor, fresh = "", list[str]()
        for name in [*side, None]:
            if name is not None and name not in {*base}:
                fresh.append(name)
                continue
            if fresh and tuple(fresh) not in groups.setdefault(anchor, []):
                groups[anchor].append(tuple(fresh))
            anchor, fresh = name or "", []
    done: set[str] = set()
    for name in ["", *old]:
        names = [name] if name else []
        for group in sorted(groups.get(name, ())):
            names += group
        for one in names:
            if one not in done:
                done.add(one)
                yield one


def _moved(base: Sequence[str], edited: Sequence[str]) -> list[str]:
    """What was there in the order of an edit that changed it, with what the edit took out; empty where none did."""
    left = [name for name in edited if name in {*base}]
    if left == [name for name in base if name in {*edited}]:
        return []
    for number, name in enumerate(base):
        if name not in left:
            left.insert(left.index(base[number - 1]) + 1 if number else 0, name)
    return left


def _place(path: Sequence[str]) -> str:
    place = ""
    for name in path:
        if name.startswith("id="):  # the only outlet of its document
            continue
        plain_key = name.replace("_", "").replace("-", "").isalnum() and len(name) < 30
        place += (f".{name}" if place else name) if plain_key else f": {name}"
    return place or _EVERYTHING
