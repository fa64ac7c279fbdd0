"""A document as the index sees it: what hits where, kept while watchlists are asked about it.

Positions are token numbers with a gap between fields, one bit each in whole numbers, so that distances are a few
operations on them however long the article.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from bot.language import Document, fold
from bot.model import Field, Outlet
from bot.watch.nodes import Group, Hit, Side, Term, Topic
from bot.watch.tree import MAX_NUMBER, Key, Scope, Unit

if TYPE_CHECKING:
    from bot.watch.context import Counted

_GAP = MAX_NUMBER + 2


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
        self.true: set[Side] = set(found)
        self.true.update(counts)
        for side in tuple(self.true):
            for group in side.groups:
                self.true.add(group)
                # A term of several forms is a group too, and may stand in one.
                self.true.update(group.groups)
        self._hits: dict[Side, list[Hit]] = {}
        self._masks: dict[Side, tuple[int, int]] = {}
        self._scopes: dict[Scope, int] = {}
        self._memory: dict[tuple[object, Scope | None], bool] = {}
        self._units: dict[tuple[Side, Unit], dict[int, list[Hit]]] = {}
        self._numbers: dict[Unit, list[int]] = {}
        self._shift = [0, 0, 0]
        self._ends = [last for _, last in document.ranges.values()]

    # --- places ------------------------------------------------------------------------------------------

    def field(self, token: int) -> Field:
        """The field of a token."""
        return self.document.field_at(token)

    def position(self, token: int) -> int:
        """The bit of a token."""
        ends = self._ends
        return token + (0 if token < ends[0] else _GAP if token < ends[1] else 2 * _GAP)

    def scope(self, scope: Scope) -> int:
        """The bits of a scope. The body is the summary where there is no body."""
        mask = self._scopes.get(scope)
        if mask is None:
            mask = 0
            for field in self.fields(scope):
                first, last = self.document.ranges[field]
                if last > first:
                    mask |= ((1 << last - first) - 1) << self.position(first)
            self._scopes[scope] = mask
        return mask

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
        allowed = self.scope(scope)
        return [hit for hit in found if allowed >> self.position(hit[0]) & 1]

    def _collect(self, side: Side) -> Iterable[Hit]:
        if isinstance(side, Term):
            reach = side.length - 1
            return [(first, first + reach) for first in self.found.get(side, ())]
        if isinstance(side, Topic):
            return self.counts.get(side, ())
        if isinstance(side, Group):
            return {hit for item in side.items() for hit in self.hits(item)}
        return ()

    def masks(self, side: Side, scope: Scope | None = None) -> tuple[int, int]:
        """The bits of the first and of the last tokens of the hits."""
        masks = self._masks.get(side)
        if masks is None:
            if isinstance(side, Group):
                pairs = [self.masks(item) for item in side.items() if item in self.true]
                firsts = lasts = 0
                for first, last in pairs:
                    firsts |= first
                    lasts |= last
                masks = firsts, lasts
            else:
                masks = self._draw(self.hits(side))
            self._masks[side] = masks
        if scope is None:
            return masks
        allowed = self.scope(scope)
        return masks[0] & allowed, masks[1] & allowed

    def _draw(self, hits: Sequence[Hit]) -> tuple[int, int]:
        if len(hits) < 30:
            firsts = lasts = 0
            for first, last in hits:
                firsts |= 1 << self.position(first)
                lasts |= 1 << self.position(last)
            return firsts, lasts
        return _bits(self.position(first) for first, _ in hits), _bits(
            self.position(last) for _, last in hits
        )

    def by_unit(self, side: Side, unit: Unit) -> dict[int, list[Hit]]:
        """The hits that lie within one sentence or paragraph, by its number."""
        grouped = self._units.get((side, unit))
        if grouped is None:
            numbers = self._unit_numbers(unit)
            grouped = self._units[side, unit] = {}
            for hit in self.hits(side):
                number = numbers[hit[0]]
                if number == numbers[hit[1]]:
                    grouped.setdefault(number, []).append(hit)
        return grouped

    def _unit_numbers(self, unit: Unit) -> list[int]:
        """Sentence or paragraph of each token; no number is in two fields."""
        numbers = self._numbers.get(unit)
        if numbers is None:
            numbers = [-1] * len(self.document.words)
            for count, sentence in enumerate(self.document.sentences):
                number = count if unit is Unit.SENTENCE else sentence.paragraph
                for at in range(sentence.first_token, sentence.last_token + 1):
                    numbers[at] = number
            self._numbers[unit] = numbers
        return numbers

    def same_unit(self, hits: Iterable[Hit], unit: Unit) -> bool:
        """Whether all tokens of these hits lie in one sentence or paragraph."""
        numbers = self._unit_numbers(unit)
        return len({numbers[at] for hit in hits for at in hit}) == 1

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


def _bits(positions: Iterable[int]) -> int:
    listed = list(positions)
    row = bytearray(max(listed) // 8 + 1)
    for position in listed:
        row[position >> 3] |= 1 << (position & 7)
    return int.from_bytes(row, "little")
