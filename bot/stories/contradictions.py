"""What keeps two articles apart though they share much: phases, results, tolls, places and amounts that differ."""

from collections.abc import Iterator

from bot.stories.records import Record
from bot.stories.weights import Weights

#: Tolls up to this ratio or difference apart are one count that grows.
_GROWTH = 1.5
_FEW = 3


def contradictions(first: Record, second: Record, weights: Weights) -> Iterator[tuple[float, str]]:
    """Each contradiction as what it leaves of a similarity, and in words."""
    if first.phase is not second.phase:
        yield weights.phase, f"{first.phase or 'told'} / {second.phase or 'told'}"
    if first.scores and second.scores and not set(first.scores) & set(second.scores):
        yield weights.result, f"{first.scores[0]} / {second.scores[0]}"
    if reason := _tolls_differ(first, second):
        yield weights.toll, reason
    if _disjoint(first.countries, second.countries):
        yield weights.country, "other countries"
    elif _disjoint(first.cities, second.cities):
        yield weights.city, "other places"
    if reason := _amounts_differ(first, second):
        yield weights.amount, reason


def _disjoint(first: tuple[int, ...], second: tuple[int, ...]) -> bool:
    return bool(first) and bool(second) and not set(first) & set(second)


def _amounts_differ(first: Record, second: Record) -> str:
    """Whether both headlines count the same kind of thing and come to different results."""
    for unit in sorted({unit for unit, _ in first.amounts} & {unit for unit, _ in second.amounts}):
        ours = {value for own, value in first.amounts if own == unit}
        theirs = {value for own, value in second.amounts if own == unit}
        if not ours & theirs:
            return f"{min(ours)} / {min(theirs)} {unit}"
    return ""


def _tolls_differ(first: Record, second: Record) -> str:
    """Different tolls are different events, unless one is close to the other or says that it carries it on."""
    early, late = (first, second) if first.when.start <= second.when.start else (second, first)
    for unit in sorted(first.tolls.keys() & second.tolls.keys()):
        before, after = early.tolls[unit], late.tolls[unit]
        if set(before) & set(after):
            continue
        low, high = sorted((max(before), max(after)))
        if high <= low * _GROWTH or high - low <= _FEW or (late.update and max(after) > max(before)):
            continue
        return f"{max(before):g} / {max(after):g} {unit}"
    return ""
