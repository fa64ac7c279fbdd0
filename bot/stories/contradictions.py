"""What keeps two articles apart though they share much: phases, results, tolls, places and amounts that differ."""

from collections.abc import Iterator

from bot.stories.phases import Phase
from bot.stories.records import Acts, Places, Record
from bot.stories.weights import Weights

#: Tolls up to this ratio or difference apart are one count that grows.
_GROWTH = 1.5
_FEW = 3


def contradictions(first: Record, second: Record, weights: Weights) -> Iterator[tuple[float, str]]:
    """Each contradiction as what it leaves of a similarity, and in words."""
    if first.phase is not second.phase:
        yield (
            _phases(first.phase, second.phase, weights),
            f"{first.phase or 'told'} / {second.phase or 'told'}",
        )
    if first.scores and second.scores and not set(first.scores) & set(second.scores):
        yield weights.result, f"{first.scores[0]} / {second.scores[0]}"
    if reason := _tolls_differ(first, second):
        yield weights.toll, reason
    if (apart := _places_differ(first.countries, second.countries)) is not None:
        yield (weights.country if apart else weights.country_lead), "other countries"
    elif (apart := _places_differ(first.cities, second.cities)) is not None:
        yield (weights.city if apart else weights.city_lead), "other places"
    if _acts_differ(first.acts, second.acts):
        yield weights.act, "other acts"
    if reason := _amounts_differ(first, second):
        yield weights.amount, reason


def _phases(first: Phase, second: Phase, weights: Weights) -> float:
    both = {first, second}
    if Phase.DENIED in both:
        return weights.denied
    if both == {Phase.PLANNED, Phase.DECIDED}:
        return weights.decided
    if both == {Phase.PLANNED, Phase.NONE}:
        return weights.planned
    # "Parliament approves" and "vote on" without a word of deciding: one event.
    return 1.0 if both == {Phase.DECIDED, Phase.NONE} else weights.phase


def _places_differ(first: Places, second: Places) -> bool | None:
    """Whether both name places and none in common: True where already their headlines do, None where they agree."""
    if not first.all or not second.all or first.all & second.all:
        return None
    return bool(first.headline and second.headline)


def _acts_differ(first: Acts, second: Acts) -> bool:
    """Whether both headlines tell of acts that the other article does not know."""
    both_tell = bool(first.headline and second.headline)
    return both_tell and not first.headline & second.all and not second.headline & first.all


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
