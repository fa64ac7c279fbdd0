"""A YAML text cut into pieces by its structure, which joined again are the text to the letter, comments included.

What is done with pieces stands in merging.py; what their keys mean is not known here.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from ruamel.yaml.nodes import MappingNode, Node, SequenceNode

from bot.watch.plain import known_as, of_node
from bot.watch.sheets import Sheet

_LINE_END = re.compile(r"\r\n|\n|\r")


class Style(StrEnum):
    """How the parts of a piece stand in it."""

    #: It has none.
    LEAF = "leaf"
    #: Whole lines each.
    BLOCK = "block"
    #: Between brackets or braces, with commas.
    FLOW = "flow"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A key with its value, or an item of a list, as it is written."""

    #: The key, or what tells the item from others.
    name: str
    style: Style = Style.LEAF
    #: Comment lines above it; in a flow style the comma and what else stands before.
    lead: str = ""
    #: Up to the first part; all of a leaf.
    head: str = ""
    parts: tuple["Piece", ...] = ()
    #: From the last part's end.
    tail: str = ""
    #: Blank lines below it, and comments that are not its own.
    gap: str = ""
    #: Whether its parts have keys; a list has items.
    keyed: bool = False

    @property
    def core(self) -> str:
        """Its text without what stands around it."""
        return self.head + "".join(_joined(self.parts, self.style)) + self.tail

    @property
    def text(self) -> str:
        """All of it."""
        return self.lead + self.core + self.gap

    def part(self, name: str) -> "Piece | None":
        """The part of this name."""
        return next((part for part in self.parts if part.name == name), None)

    def all(self) -> Iterator["Piece"]:
        """Itself and everything within."""
        yield self
        for part in self.parts:
            yield from part.all()


def cut(source: str, path: str = "") -> Piece:
    """The pieces of a text; raises DocumentError where it is not YAML.

    What uses aliases, or stands in a way that nobody writes by hand, stays in one piece.
    """
    sheet = Sheet(source, path)
    sheet.settle()
    if sheet.root is None:
        return Piece(name="", head=source)
    found = _Cutter(source).piece("", sheet.root, 0, len(source), root=True)
    return found if found.text == source else Piece(name="", head=source)


def _joined(parts: Sequence[Piece], style: Style) -> Iterator[str]:
    for number, part in enumerate(parts):
        text = part.text
        if style is Style.FLOW:
            has_comma = part.lead.lstrip().startswith(",")
            if number and not has_comma:
                text = f", {part.core}"
            elif not number and has_comma:
                text = part.core
        elif number + 1 < len(parts) and not text.endswith(("\n", "\r")):
            text += "\n"
        yield text


class _Cutter:
    """One text with the beginnings of its lines."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._starts = [0, *(match.end() for match in _LINE_END.finditer(source))]
        self._ends: dict[int, int] = {}

    def piece(
        self, name: str, node: Node, start: int, end: int, lead: str = "", *, root: bool = False
    ) -> Piece:
        """The piece of a node whose key, dash or self begins at `start`, and after which the next begins at `end`."""
        found = None
        if isinstance(node, MappingNode | SequenceNode):
            found = self._flow(name, node, start, lead) if node.flow_style else None
            if found is None and not node.flow_style:
                return self._block(name, node, start, end, lead, root=root) or self._leaf(
                    name, start, end, lead
                )
        if found is None:
            return self._leaf(name, start, end, lead)
        closed = start + len(found.core)
        line = min(self._line_end(closed), end)
        return replace(found, tail=found.tail + self._source[closed:line], gap=self._source[line:end])

    def _leaf(self, name: str, start: int, end: int, lead: str) -> Piece:
        head, gap = self._bounded(start, end)
        return Piece(name=name, lead=lead, head=head, gap=gap)

    # --- block style ----------------------------------------------------------------------------------

    def _block(
        self, name: str, node: MappingNode | SequenceNode, start: int, end: int, lead: str, *, root: bool
    ) -> Piece | None:
        column = node.start_mark.column
        items = self._items(node, column)
        if not items or any(at < start or end <= at for at, _, _ in items):
            return None
        # A mapping whose first key stands behind a dash keeps that key: taking it out would break the dash.
        kept = bool(self._source[self._line_start(items[0][0]) : items[0][0]].strip(" "))
        free = items[1:] if kept else items
        if not free:
            return None
        begins = [self._lead_start(at, column) for at, _, _ in free]
        if root and not kept:
            begins[0] = self._line_start(free[0][0])  # what stands above is of the whole text
        until = self._tail_start(free[-1][0], end, column)
        parts = tuple(
            self._block_part(part, value, begin, self._line_start(at), stop, root=root)
            for (at, part, value), begin, stop in zip(free, begins, [*begins[1:], until], strict=True)
        )
        tail, gap = self._bounded(until, end)
        return Piece(
            name=name,
            style=Style.BLOCK,
            lead=lead,
            head=self._source[start : begins[0]],
            parts=parts,
            tail=tail,
            gap=gap,
            keyed=isinstance(node, MappingNode),
        )

    def _block_part(self, name: str, value: Node, begin: int, start: int, end: int, *, root: bool) -> Piece:
        lead = self._source[begin:start]
        is_item = self._source[start:end].lstrip(" ").startswith("- ")
        if is_item and not (root and isinstance(value, MappingNode)):
            return self._leaf(name, start, end, lead)
        return self.piece(name, value, start, end, lead)

    def _items(self, node: MappingNode | SequenceNode, column: int) -> list[tuple[int, str, Node]]:
        """Where each part begins (its key or dash), its name and its value."""
        found: list[tuple[int, str, Node]] = []
        taken: dict[str, int] = {}
        for item in node.value:
            key, value = item if isinstance(node, MappingNode) else (None, item)
            name = str(of_node(key)) if key is not None else known_as(of_node(value))
            taken[name] = taken.get(name, 0) + 1
            name += f" ({taken[name]})" if taken[name] > 1 else ""
            found.append(
                (self._at(key.start_mark) if key is not None else self._dash(value, column), name, value)
            )
        return found

    def _dash(self, item: Node, column: int) -> int:
        line = int(item.start_mark.line)
        while line and self._source[self._starts[line] + column : self._starts[line] + column + 1] != "-":
            line -= 1
        return self._starts[line] + column

    def _lead_start(self, at: int, column: int) -> int:
        """Where the comments begin that stand right above a part, as far in as it."""
        start = self._line_start(at)
        while start:
            above = self._line_start(start - 1)
            line = self._source[above:start]
            if not line.lstrip().startswith("#") or len(line) - len(line.lstrip()) != column:
                break
            start = above
        return start

    def _tail_start(self, last: int, end: int, column: int) -> int:
        """Where what stands below the last part begins: blank lines, and comments no further in."""
        start = end
        while start > self._line_end(last):
            above = self._line_start(start - 1)
            line = self._source[above:start].rstrip()
            outer = line.lstrip().startswith("#") and len(line) - len(line.lstrip()) <= column
            if line.strip() and not outer:
                break
            start = above
        return start

    # --- flow style -----------------------------------------------------------------------------------

    def _flow(self, name: str, node: MappingNode | SequenceNode, start: int, lead: str) -> Piece | None:
        """Up to its closing bracket."""
        opening = self._at(node.start_mark) + 1
        at = opening
        parts = []
        for item_at, item_name, value in self._flow_items(node):
            until = self._flow_end(value)
            if item_at < at or until < item_at:  # an alias
                return None
            before = self._source[at:item_at]
            inner: Piece | None = Piece(name=item_name, lead=before, head=self._source[item_at:until])
            if isinstance(value, MappingNode | SequenceNode):
                inner = self._flow(item_name, value, item_at, before)
            if inner is None:
                return None
            parts.append(inner)
            at = until
        return Piece(
            name=name,
            style=Style.FLOW,
            lead=lead,
            head=self._source[start:opening],
            parts=tuple(parts),
            tail=self._source[at : self._flow_end(node)],
            keyed=isinstance(node, MappingNode),
        )

    def _flow_items(self, node: MappingNode | SequenceNode) -> Iterator[tuple[int, str, Node]]:
        taken: dict[str, int] = {}
        for item in node.value:
            key, value = item if isinstance(node, MappingNode) else (None, item)
            name = str(of_node(key)) if key is not None else known_as(of_node(value))
            taken[name] = taken.get(name, 0) + 1
            name += f" ({taken[name]})" if taken[name] > 1 else ""
            yield self._at((key if key is not None else value).start_mark), name, value

    def _flow_end(self, node: Node) -> int:
        """Behind its closing bracket; remembered, as aliases would have it asked without end."""
        if not isinstance(node, MappingNode | SequenceNode):
            return self._at(node.end_mark)
        if id(node) not in self._ends:
            self._ends[id(node)] = self._closed(node)
        return self._ends[id(node)]

    def _closed(self, node: MappingNode | SequenceNode) -> int:
        at = self._at(node.start_mark) + 1
        for item in node.value:
            at = max(at, self._flow_end(item[1] if isinstance(node, MappingNode) else item))
        closing = "}" if isinstance(node, MappingNode) else "]"
        while at < len(self._source) and self._source[at] != closing:
            at = self._line_end(at) if self._source[at] == "#" else at + 1
        return at + 1

    # --- places ---------------------------------------------------------------------------------------

    def _bounded(self, start: int, end: int) -> tuple[str, str]:
        """A stretch, and the blank lines at its end."""
        text = self._source[start:end]
        line = _LINE_END.search(text, len(text.rstrip()))
        # What begins within a line ends with it, be it blank.
        stop = line.end() if line and (text.strip() or start > self._line_start(start)) else 0
        stop = len(text) if line is None else stop
        return text[:stop], text[stop:]

    def _at(self, mark: Any) -> int:
        return self._starts[int(mark.line)] + int(mark.column)

    def _line_start(self, at: int) -> int:
        return self._starts[self._line(at)]

    def _line_end(self, at: int) -> int:
        line = self._line(at)
        return self._starts[line + 1] if line + 1 < len(self._starts) else len(self._source)

    def _line(self, at: int) -> int:
        return bisect_right(self._starts, at) - 1
