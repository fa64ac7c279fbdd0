"""Tokens laid out on the bits of a whole number, so that distances are a few operations however long the article."""

from collections.abc import Iterable, Sequence
from typing import TypeAlias

from bot.language import Document
from bot.watch.tree import MAX_NUMBER, Unit

#: A hit: numbers of its first and last token in the document, both included.
Hit: TypeAlias = tuple[int, int]
#: Free bits between fields: more than any distance that can be asked for.
_GAP = MAX_NUMBER + 2
#: From here on one array is cheaper than a shift for each hit.
_MANY = 30


class Row:
    """The layout for distances in words (`unit` None), or for being in one sentence or paragraph.

    There, one bit is free behind each unit, so that filling up stops at its end.
    """

    def __init__(self, document: Document, unit: Unit | None) -> None:
        self.unit = unit
        self._units = _unit_numbers(document, unit) if unit else None
        if self._units is None:
            ends = [last for _, last in document.ranges.values()]
            shifts = [_GAP * sum(at >= end for end in ends[:-1]) for at in (0, *ends[:-1])]
            self.positions: Sequence[int] = [
                at + shift
                for (first, last), shift in zip(document.ranges.values(), shifts, strict=True)
                for at in range(first, last)
            ]
            self._filled = 0
        else:
            self.positions = [at + number for at, number in enumerate(self._units)]
            self._filled = bits(self.positions)

    def draw(self, hits: Iterable[Hit]) -> tuple[int, int]:
        """The bits of the first and of the last tokens; a hit over two units has none."""
        units = self._units
        if units is not None:
            hits = [hit for hit in hits if units[hit[0]] == units[hit[1]]]
        places = self.positions
        listed = list(hits)
        return bits([places[first] for first, _ in listed]), bits([places[last] for _, last in listed])

    def between(self, first: int, end: int) -> int:
        """The bits from token `first` up to, not including, token `end`."""
        if end <= first:
            return 0
        low = self.positions[first]
        return ((1 << self.positions[end - 1] - low + 1) - 1) << low

    def meet(self, hit: Hit, other: Hit, ordered: bool) -> bool:
        """Whether two hits lie apart in one unit."""
        units = self._units
        same = units is None or len({units[at] for at in (*hit, *other)}) == 1
        return same and (hit[1] < other[0] or (not ordered and other[1] < hit[0]))

    def after(self, lasts: int, reach: int | Unit) -> int:
        """Where a hit may begin that follows one of those that end here within reach."""
        if isinstance(reach, Unit):
            free = self._filled
            gone = lasts << 1 & free
            step = 1
            while free:
                gone |= gone << step & free
                free &= free << step
                step *= 2
            return gone
        return _grown(lasts << 1, reach)

    def before(self, firsts: int, reach: int | Unit) -> int:
        """Where a hit may end that precedes one of those that begin here within reach."""
        if isinstance(reach, Unit):
            free = self._filled
            gone = firsts >> 1 & free
            step = 1
            while free:
                gone |= gone >> step & free
                free &= free >> step
                step *= 2
            return gone
        # The same as after, mirrored: what ends up below the first bit is no position.
        return _grown(firsts, reach) >> (reach + 1)


def _grown(mask: int, reach: int) -> int:
    """Every bit together with the `reach` bits above it, by doubling."""
    width = 1
    while width <= reach:
        step = min(width, reach + 1 - width)
        mask |= mask << step
        width += step
    return mask


def bits(positions: Sequence[int]) -> int:
    """The number with these bits."""
    if len(positions) < _MANY:
        mask = 0
        for position in positions:
            mask |= 1 << position
        return mask
    row = bytearray(max(positions) // 8 + 1)
    for position in positions:
        row[position >> 3] |= 1 << (position & 7)
    return int.from_bytes(row, "little")


def lowest(mask: int) -> int:
    """The number of the lowest bit."""
    return (mask & -mask).bit_length() - 1


def _unit_numbers(document: Document, unit: Unit) -> list[int]:
    """Sentence or paragraph of each token; no number is in two fields."""
    numbers = [0] * len(document.words)
    for count, sentence in enumerate(document.sentences):
        number = count if unit is Unit.SENTENCE else sentence.paragraph
        for at in range(sentence.first_token, sentence.last_token + 1):
            numbers[at] = number
    return numbers
