"""What polling learns of a feed's rhythm, and how much waiting it has cost since the last poll. PURE.

The debt rule: a feed is polled when the delay that its unseen entries have gathered, in expectation, reaches a price
that is one for all feeds: w ∫ λ(s) (t - s) ds = c. With a constant λ this is the square-root rule of Sia, Cho and Cho
("Efficient monitoring algorithm for fast news alerts", IEEE TKDE 2007), and inside a day it is their placement of polls
by the changing rate; Azar et al. (PNAS 2018) and Kolobov et al. (NeurIPS 2019) show the same price for other losses.
λ is learned: a rate (gamma prior), a profile of hours and days shrunk towards flat, and a burst term as in a Hawkes
process, by which entries make more entries likely for an hour or so.

Moments are hours since 1970 (UTC), spans are hours.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

#: How long what was seen counts: it loses half of its weight in two thirds of this.
_MEMORY = 5 * 24.0
_PROFILE_MEMORY = 21 * 24.0
#: A feed of which nothing is known: two entries in three hours.
_PRIOR_ENTRIES, _PRIOR_HOURS = 0.6, 1.0
#: Entries that it takes until a profile counts as much as a flat one.
_FLAT_HOURS, _FLAT_DAYS = 60.0, 60.0
#: Part of the entries that come in bursts, and how long a burst lasts.
_BURST, _BURST_HOURS = 0.25, 1.0
#: What an entry is worth that no watchlist waits for, where one that hits is worth 1.
ORDINARY = 0.3
_PRIOR_HITS, _PRIOR_READ = 0.9, 30.0
#: How long after a story broke elsewhere a feed that will carry it does so, on average.
FOLLOWING = 1.5
#: Stories that an outlet is taken to have carried, and not, before anything is known.
_PRIOR_CARRIED, _PRIOR_TOLD = 0.5, 10.0
_WEEKDAY_OF_1970 = 3


@dataclass(frozen=True, slots=True)
class Rhythm:
    """What is known of a feed; counts fade with time."""

    #: The last poll that was answered.
    at: float
    #: Entries, and the hours in which they came (an hour at night counts less, as fewer are expected).
    entries: float = _PRIOR_ENTRIES
    hours: float = _PRIOR_HOURS
    by_hour: tuple[float, ...] = (0.0,) * 24
    by_day: tuple[float, ...] = (0.0,) * 7
    #: Entries of the last hour or so at `at`, each fading.
    heat: float = 0.0
    #: Entries judged, and those that hit a watchlist somebody receives.
    read: float = _PRIOR_READ
    hits: float = _PRIOR_HITS

    @property
    def rate(self) -> float:
        """Entries an hour."""
        return self.entries / self.hours

    @property
    def worth(self) -> float:
        """What one entry is worth, in entries that hit."""
        return ORDINARY + self.hits / self.read


class Climate(NamedTuple):
    """What holds for all feeds: the price of a poll, and how many stories are breaking."""

    price: float
    #: Stories that several outlets may carry at the moment `at`, each fading with `FOLLOWING` since it broke.
    breaking: float = 0.0
    at: float = 0.0


def first(published: Sequence[float], now: float) -> Rhythm:
    """After the first answer: from the entries it shows, of two weeks at most."""
    recent = sorted(at for at in published if now - 14 * 24 <= at <= now)
    rhythm = Rhythm(at=now)
    if not recent:
        quiet = 24.0 if published else 0.0
        return replace(rhythm, hours=_PRIOR_HOURS + quiet)
    span = max(now - recent[0], 1.0)
    by_hour, by_day = _profiles(rhythm, recent, 1.0 if span >= 2 * 24 else 0.0)
    return replace(
        rhythm,
        # The oldest entry opens the span, so it does not count in it.
        entries=_PRIOR_ENTRIES + max(len(recent) - 1, 0),
        hours=_PRIOR_HOURS + span,
        by_hour=by_hour,
        by_day=by_day,
        heat=sum(math.exp((at - now) / _BURST_HOURS) for at in recent),
    )


def observed(rhythm: Rhythm, published: Sequence[float], now: float, hits: int = 0) -> Rhythm:
    """After an answer that showed these new entries, `hits` of which hit a watchlist somebody receives."""
    gap = now - rhythm.at
    if gap <= 0:
        return rhythm
    # What has no sensible time of its own came somewhere in the gap.
    times = [at if rhythm.at - 1 <= at <= now else rhythm.at + gap / 2 for at in published]
    fade, slow = math.exp(-gap / _MEMORY), math.exp(-gap / _PROFILE_MEMORY)
    by_hour, by_day = _profiles(rhythm, times, 1.0)
    return replace(
        rhythm,
        at=now,
        entries=rhythm.entries * fade + _PRIOR_ENTRIES * (1 - fade) + len(times),
        hours=rhythm.hours * fade + _PRIOR_HOURS * (1 - fade) + _usual_hours(rhythm, rhythm.at, now),
        by_hour=tuple(count * slow for count in by_hour),
        by_day=tuple(count * slow for count in by_day),
        heat=rhythm.heat * math.exp(-gap / _BURST_HOURS)
        + sum(math.exp((at - now) / _BURST_HOURS) for at in times),
        read=rhythm.read * slow + _PRIOR_READ * (1 - slow) + len(times),
        hits=rhythm.hits * slow + _PRIOR_HITS * (1 - slow) + hits,
    )


def follows(carried: float, told: float) -> float:
    """The chance that an outlet carries a story that broke elsewhere: of those that several told, it carried so many."""
    return (carried + _PRIOR_CARRIED) / (told + _PRIOR_TOLD)


def breaking(broke: Iterable[float], now: float) -> float:
    """How many stories are breaking: each counts as long as other outlets may still take it up."""
    return sum(math.exp((at - now) / FOLLOWING) for at in broke if at <= now)


def wait(rhythm: Rhythm, climate: Climate, longest: float, follows: float = 0.0) -> float:
    """Hours after `rhythm.at` at which the debt reaches the price; `longest` where it does not before.

    `follows` is the chance that the feed carries a story that broke elsewhere.
    """
    worth = rhythm.worth
    late = worth * _BURST * rhythm.heat
    soon = climate.breaking * follows
    base = worth * rhythm.rate * (1 - _BURST)
    owed = mass = spent = 0.0
    since = max(climate.at - rhythm.at, 0.0)

    def debt(more: float, rate: float) -> float:
        then = spent + more
        return (
            owed
            + mass * more
            + rate * more * more / 2
            + late * _faded(then, _BURST_HOURS)
            + soon * _faded(max(then - since, 0.0), FOLLOWING)
        )

    while spent < longest:
        now = rhythm.at + spent
        step = min(math.floor(now) + 1 - now, longest - spent)
        rate = base * _usual(rhythm, now)
        if debt(step, rate) >= climate.price:
            low, high = 0.0, step
            while high - low > 1e-3:  # some seconds
                middle = (low + high) / 2
                low, high = (low, middle) if debt(middle, rate) >= climate.price else (middle, high)
            return spent + high
        owed += mass * step + rate * step * step / 2
        mass += rate * step
        spent += step
    return longest


def price(loads: Iterable[tuple[float, float, float]], budget: float) -> float:
    """The price at which feeds are polled `budget` times an hour in all.

    `loads` has for each feed what its debt grows by (rate times worth), and the shortest and longest interval.
    """
    feeds = [(2 / max(load, 1e-9), shortest, longest) for load, shortest, longest in loads]
    if not feeds:
        return 1.0
    low, high = 1e-9, 1e6
    for _ in range(60):
        middle = math.sqrt(low * high)
        polls = sum(
            1 / min(max(math.sqrt(middle * root), shortest), longest) for root, shortest, longest in feeds
        )
        low, high = (middle, high) if polls > budget else (low, middle)
    return high


def load(rhythm: Rhythm) -> float:
    """What the debt of the feed grows by, in an average hour."""
    return rhythm.worth * rhythm.rate


def _faded(span: float, length: float) -> float:
    """∫ (span - s) e^(-s/length) / length ds over the span: the delay gathered by what fades."""
    return span - length * (1 - math.exp(-span / length))


def _usual(rhythm: Rhythm, at: float) -> float:
    """How many times the mean rate this hour of this day usually has."""
    hour = int(at) % 24
    day = (int(at) // 24 + _WEEKDAY_OF_1970) % 7
    hours, days = sum(rhythm.by_hour), sum(rhythm.by_day)
    return ((rhythm.by_hour[hour] * 24 + _FLAT_HOURS) / (hours + _FLAT_HOURS)) * (
        (rhythm.by_day[day] * 7 + _FLAT_DAYS) / (days + _FLAT_DAYS)
    )


def _usual_hours(rhythm: Rhythm, start: float, end: float) -> float:
    """The span in hours of the mean rate; spans beyond a week are taken as they are."""
    if end - start > 7 * 24:
        return end - start
    total, at = 0.0, start
    while at < end:
        step = min(math.floor(at) + 1 - at, end - at)
        total += _usual(rhythm, at) * step
        at += step
    return total


def _profiles(
    rhythm: Rhythm, times: Sequence[float], weight: float
) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Hours and days with these entries added; neighbouring hours share, as few feeds keep time to the minute."""
    hours, days = list(rhythm.by_hour), list(rhythm.by_day)
    for at in times:
        hour = int(at) % 24
        for shift, part in ((-1, 0.25), (0, 0.5), (1, 0.25)):
            hours[(hour + shift) % 24] += weight * part
        days[(int(at) // 24 + _WEEKDAY_OF_1970) % 7] += weight
    return tuple(hours), tuple(days)


def stored(rhythm: Rhythm) -> dict[str, Any]:
    """As JSON; `restored` reads it."""
    return {
        name: [round(part, 3) for part in value] if isinstance(value, tuple) else round(value, 5)
        for name in Rhythm.__slots__
        for value in [getattr(rhythm, name)]
    }


def restored(kept: Mapping[str, Any]) -> Rhythm | None:
    """What `stored` wrote; None where nothing was learned yet."""
    if "at" not in kept:
        return None
    parts: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in kept.items()
    }
    return Rhythm(**parts)
