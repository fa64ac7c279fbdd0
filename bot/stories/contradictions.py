"""What keeps two articles apart though they share much: phases, results, tolls, places and amounts that differ."""

from collections.abc import Iterator

from bot.stories.event_types import CLOSING, RESPONSIBILITY, RETALIATION, VIOLENT, Relation, relation
from bot.stories.numbers import MAGNITUDE, TOLLS
from bot.stories.phases import Phase
from bot.stories.records import Acts, Places, Record, number_of
from bot.stories.weights import Weights

#: Tolls up to this ratio or difference apart are one count that grows.
_GROWTH = 1.5
_FEW = 3
#: And up to this ratio where the higher one comes within half a day.
_FAST_GROWTH = 5.0
_SAME_MAGNITUDE = 0.4
#: Hours within which two articles tell of one day.
_ONE_DAY = 20.0
_HALF_A_DAY = 12.0


def contradictions(first: Record, second: Record, weights: Weights) -> Iterator[tuple[float, str]]:
    """Each contradiction as what it leaves of a similarity, and in words."""
    if first.phase is not second.phase:
        yield (
            _phases(first.phase, second.phase, weights),
            f"{first.phase or 'told'} / {second.phase or 'told'}",
        )
    if first.scores and second.scores and not set(first.scores) & set(second.scores):
        yield weights.result, f"{first.scores[0]} / {second.scores[0]}"
    yield from _tolls_differ(first, second, weights)
    if reason := _magnitudes_differ(first, second):
        yield weights.toll, reason
    if (apart := _places_differ(first.countries, second.countries)) is not None:
        yield (weights.country if apart else weights.country_lead), "other countries"
    elif (apart := _places_differ(first.cities, second.cities)) is not None:
        yield (weights.city if apart else weights.city_lead), "other places"
    yield from _acts_differ(first, second, weights)
    if _other_way_round(first, second):
        yield weights.turned, "the other way round"
    if first.days and second.days and not set(first.days) & set(second.days):
        yield weights.day, "told of other days"
    if _spoken_of_as_known(first, second):
        yield weights.known, "speaks of it as known"
    if first.again != second.again and first.when.gap(second.when) >= _HALF_A_DAY:
        yield weights.again, "one more"
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


def _acts_differ(first: Record, second: Record, weights: Weights) -> Iterator[tuple[float, str]]:
    """What the types of events leave that two headlines tell."""
    one, other = first.acts, second.acts
    apart = first.when.gap(second.when) >= _ONE_DAY
    if not one.headline or not other.headline:
        if apart and one.headline != other.headline:
            yield weights.untold, f"{_types(first) or _types(second)} on another day"
        return
    told = relation(one.headline, other.headline)
    if apart and (RESPONSIBILITY in one.headline) != (RESPONSIBILITY in other.headline):
        yield weights.occasion, f"{_types(first)} / {_types(second)}"
    if apart and _answers(first, second):
        yield weights.again, "an answer to it"
    if apart and _follows(first, second):
        yield weights.carried_on, f"{_types(first)} after {_types(second)}"
        return
    if told is Relation.SAME and not (apart and (_closes(one, other) or _closes(other, one))):
        return
    if told is Relation.SAME:
        told = Relation.CARRIED_ON
    if told is Relation.CARRIED_ON:
        yield (
            (weights.carried_on if apart else weights.carried_on_early),
            f"{_types(first)} / {_types(second)}",
        )
        return
    if (one.behind - one.headline) & other.headline or (other.behind - other.headline) & one.headline:
        yield weights.behind, f"{_types(first)} after {_types(second)}"
        return
    if told is Relation.SAME_DAY and not apart:
        return
    left = {Relation.SEQUEL: weights.sequel, Relation.SAME_DAY: weights.occasion}.get(told, weights.act)
    mentions = bool(one.headline & other.all) + bool(other.headline & one.all)
    if mentions:
        left = 1.0 - (1.0 - left) * weights.mentioned**mentions
    yield left, f"{_types(first)} / {_types(second)}"


def _follows(first: Record, second: Record) -> bool:
    """Whether the later headline names the earlier one's event as what came before ("shelling after the raid"), also
    where its own is of the same type."""
    early, late = (first, second) if first.when.start <= second.when.start else (second, first)
    return bool(late.acts.behind & early.acts.headline) and not early.acts.behind & early.acts.headline


def _answers(first: Record, second: Record) -> bool:
    """Whether the later article tells of a reply to an attack, and the earlier one of the attack without any."""
    early, late = (first, second) if first.when.start <= second.when.start else (second, first)
    return (
        RETALIATION in late.acts.all
        and RETALIATION not in early.acts.all
        and bool(early.acts.headline & VIOLENT)
    )


def _spoken_of_as_known(first: Record, second: Record) -> bool:
    """Whether a later day's headline speaks of the event as known, and does not carry its count on."""
    if first.known == second.known or first.when.gap(second.when) < _ONE_DAY:
        return False
    early, late = (first, second) if first.when.start <= second.when.start else (second, first)
    return late.known and not late.update and not early.update


def _closes(first: Acts, second: Acts) -> bool:
    """Whether the second headline tells a closing deed that the first article does not know at all."""
    return bool((second.headline & CLOSING) - first.all)


def _types(record: Record) -> str:
    return ", ".join(sorted(record.acts.headline))


def _other_way_round(first: Record, second: Record) -> bool:
    """Whether the one who attacks in one headline is somebody else in the other, and both are in both."""
    if not first.agents or not second.agents or first.agents & second.agents:
        return False
    return not first.agents.isdisjoint(second.keys) and not second.agents.isdisjoint(first.keys)


def _amounts_differ(first: Record, second: Record) -> str:
    """Whether both headlines count the same kind of thing and come to different results."""
    for unit in sorted({unit for unit, _ in first.amounts} & {unit for unit, _ in second.amounts}):
        ours = {value for own, value in first.amounts if own == unit}
        theirs = {value for own, value in second.amounts if own == unit}
        if not ours & theirs and not _mentions(first, theirs, unit) and not _mentions(second, ours, unit):
            return f"{min(ours)} / {min(theirs)} {unit}"
    return ""


def _mentions(record: Record, values: set[str], unit: str) -> bool:
    """Whether an article gives one of these amounts further down."""
    return any(number_of(f"u:{value}:{unit}") in record.keys for value in values)


def _tolls_differ(first: Record, second: Record, weights: Weights) -> Iterator[tuple[float, str]]:
    """Different tolls are different events, unless one is close to the other, says that it carries it on, or has grown
    within hours."""
    early, late = (first, second) if first.when.start <= second.when.start else (second, first)
    gap = early.when.gap(late.when)
    for unit in sorted(TOLLS & early.tolls.keys() & late.tolls.keys()):
        before, after = early.tolls[unit], late.tolls[unit]
        if set(before) & set(after):
            continue
        low, high = sorted((max(before), max(after)))
        grown = max(after) > max(before)
        if late.update and grown:
            continue
        reason = f"{max(before):g} / {max(after):g} {unit}"
        if high <= low * _GROWTH or high - low <= _FEW:
            if gap >= _ONE_DAY:
                yield (weights.toll_later if grown else weights.toll_fallen), reason
        elif not (grown and 0 < gap <= _HALF_A_DAY and high <= low * _FAST_GROWTH):
            yield weights.toll, reason
        else:
            yield weights.toll_growing, reason
        return


def _magnitudes_differ(first: Record, second: Record) -> str:
    """Whether two quakes are of clearly different strength; agencies differ by a few tenths."""
    ours, theirs = first.tolls.get(MAGNITUDE), second.tolls.get(MAGNITUDE)
    if not ours or not theirs or min(abs(one - other) for one in ours for other in theirs) <= _SAME_MAGNITUDE:
        return ""
    return f"magnitude {max(ours):g} / {max(theirs):g}"
