"""A document as the index sees it: what hits where, kept while watchlists are asked about it."""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from bot.language import Document, fold
from bot.model import Field, Outlet
from bot.watch.nodes import Group, Side, Term, Topic
from bot.watch.positions import Hit, Row
from bot.watch.tree import Key, Scope, Unit

if TYPE_CHECKING:
    from bot.watch.context import Counted


class Reading:
    """What is true of one document. `true` holds every term, concept and group with a hit."""

    def __init__(
        self,
        document: Document,
        found: dict[Term, list[int]],
        counts: "Counted",
        outlet: Outlet | None = None,
    ) -> None:
        self.document = document
        self.found = found
        self.counts = counts
        self.outlet = outlet
        self.true: set[Side] = {*found, *counts}
        groups = {group for side in self.true if side.groups for group in side.groups}
        self.true |= groups
        # A term of several forms is a group too, and may stand in one.
        self.true.update(outer for group in groups if group.groups for outer in group.groups)
        self._hits: dict[Side, list[Hit]] = {}
        self._masks: dict[tuple[Side, Unit | None], tuple[int, int]] = {}
        self._scopes: dict[tuple[Scope, Unit | None], int] = {}
        self._rows: dict[Unit | None, Row] = {}
        self._memory: dict[tuple[object, Scope | None], bool] = {}

    # --- places ------------------------------------------------------------------------------------------

    def field(self, token: int) -> Field:
        """The field of a token."""
        return self.document.field_at(token)

    def row(self, unit: Unit | None = None) -> Row:
        """The layout of tokens for distances in words, or within sentences or paragraphs."""
        row = self._rows.get(unit)
        if row is None:
            row = self._rows[unit] = Row(self.document, unit)
        return row

    def scope(self, scope: Scope, unit: Unit | None = None) -> int:
        """The bits of a scope. The body is the summary where there is no body."""
        mask = self._scopes.get((scope, unit))
        if mask is None:
            mask = 0
            for field in self.fields(scope):
                mask |= self.row(unit).between(*self.document.ranges[field])
            self._scopes[scope, unit] = mask
        return mask

    def field_bits(self, field: Field) -> int:
        """The bits of a field in the row of words."""
        return self.row().between(*self.document.ranges[field])

    def fields(self, scope: Scope | None) -> tuple[Field, ...]:
        """The fields of a scope."""
        if scope is None:
            return tuple(Field)
        if scope is Scope.TITLE:
            return (Field.TITLE,)
        if scope is Scope.LEAD:
            return (Field.TITLE, Field.SUMMARY)
        first, last = self.document.ranges[Field.TEXT]
        return (Field.TEXT,) if last > first else (Field.SUMMARY,)

    # --- hits --------------------------------------------------------------------------------------------

    def hits(self, side: object, scope: Scope | None = None) -> Sequence[Hit]:
        """The hits of a term, concept or group within a scope, in order of place."""
        if not isinstance(side, Side):
            raise TypeError(f"{side!r} has no hits")
        found = self._hits.get(side)
        if found is None:
            found = self._hits[side] = sorted(self._collect(side))
        if scope is None:
            return found
        ranges = [self.document.ranges[field] for field in self.fields(scope)]
        return [hit for hit in found if any(first <= hit[0] < last for first, last in ranges)]

    def _collect(self, side: Side) -> Iterable[Hit]:
        if isinstance(side, Term):
            reach = side.length - 1
            return [(first, first + reach) for first in self.found.get(side, ())]
        if isinstance(side, Topic):
            return self.counts.get(side, ())
        if isinstance(side, Group):
            return {hit for item in side.items() if item in self.true for hit in self.hits(item)}
        return ()

    def are_single(self, side: object) -> bool:
        """Whether every hit is one token, so that no two overlap."""
        if isinstance(side, Term):
            return side.length == 1
        if isinstance(side, Group):
            return all(self.are_single(item) for item in side.items() if item in self.true)
        return all(first == last for first, last in self.hits(side))

    def masks(self, side: Side, scope: Scope | None = None, unit: Unit | None = None) -> tuple[int, int]:
        """The bits of the first and of the last tokens of the hits, in the row of the unit."""
        masks = self._masks.get((side, unit))
        if masks is None:
            if isinstance(side, Group):
                firsts = lasts = 0
                for item in side.items():
                    if item in self.true:
                        first, last = self.masks(item, None, unit)
                        firsts |= first
                        lasts |= last
                masks = firsts, lasts
            else:
                masks = self.row(unit).draw(self.hits(side))
            self._masks[side, unit] = masks
        if scope is None:
            return masks
        allowed = self.scope(scope, unit)
        return masks[0] & allowed, masks[1] & allowed

    # --- answers -----------------------------------------------------------------------------------------

    def remembered(
        self, node: object, scope: Scope | None, look: Callable[["Reading", Scope | None], bool]
    ) -> bool:
        """What `look` says, asked once."""
        answer = self._memory.get((node, scope))
        if answer is None:
            answer = self._memory[node, scope] = look(self, scope)
        return answer

    def has(self, about: Key, value: str) -> bool:
        """Whether the article or its outlet has a property; without an outlet only the language is known."""
        if about is Key.LANG:
            return self.document.lang == value
        outlet = self.outlet
        if outlet is None:
            return False
        if about is Key.OUTLET:
            return fold(value) in {fold(outlet.id), fold(outlet.name)}
        return value == (outlet.country.upper() if about is Key.COUNTRY else outlet.kind.value)
