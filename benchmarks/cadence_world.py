"""A world of feeds for comparing rules of polling. Frozen before any rule was tuned; numbers are seeds, not results.

200 feeds with log-normal rates (median 15 entries a day, sigma 1.2), as 26 datable news feeds had 10.6 and 1.47. Each
has a time zone and a day: little at night, most from eight to nineteen, 0.6 of it at weekends. A burst a week brings
ten more entries within two hours. Seven feeds in ten have one relevant entry in two hundred, two in ten three in a
hundred, one in ten (an outlet of the region) twelve in a hundred. Twelve stories a day, more by day than by night,
break in one feed and are told by others after a log-normal delay (median 50 minutes, sigma 1), by a feed of the region
with a chance of one in two, by others seldom. What polling sees at first is the newest 30 entries of two weeks.
"""

import math
import random
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

DAY = 24.0
#: Seeds to tune on, and those kept for the last run.
TUNING, LAST = (1, 2), (101, 102, 103)
_HISTORY = 14 * DAY
_WINDOW = 30
#: Monday, 6 January 2020, in hours since 1970.
START = 18_267 * DAY
_BY_DAY = [0.3, 0.2, 0.15, 0.15, 0.2, 0.4, 0.8, 1.2, 1.5, 1.6, 1.6, 1.6, 1.6, 1.6, 1.5, 1.5, 1.4, 1.4, 1.3, 1.2, 1.0, 0.8, 0.6, 0.4]  # fmt: skip
_MEAN = sum(_BY_DAY) / 24 * (5 + 2 * 0.6) / 7


@dataclass
class WorldFeed:
    """One feed: its truth, and its entries in order of time as (hour, story or -1 if irrelevant, 0 if alone)."""

    rate: float
    zone: int
    relevant: float
    carries: float
    times: list[float] = field(default_factory=list)
    kinds: list[int] = field(default_factory=list)

    def usual(self, at: float) -> float:
        """How many times its mean rate the feed has at this hour."""
        local = at + self.zone
        weekend = (int(local) // 24 + 3) % 7 >= 5
        return _BY_DAY[int(local) % 24] * (0.6 if weekend else 1.0) / _MEAN

    def between(self, after: float, until: float) -> Iterator[tuple[float, int]]:
        """Entries published after one moment and until another."""
        first, last = bisect_right(self.times, after), bisect_right(self.times, until)
        return zip(self.times[first:last], self.kinds[first:last], strict=True)

    def shown(self, at: float) -> list[float]:
        """Times of the entries that the feed shows."""
        last = bisect_right(self.times, at)
        return self.times[max(0, last - _WINDOW) : last]


#: Kinds of entries that belong to no story of several outlets.
IRRELEVANT, ALONE = -1, 0


@dataclass
class World:
    """Feeds from `start` to `end`, with history before; stories have numbers from 1 on."""

    feeds: list[WorldFeed]
    start: float
    end: float
    broke: dict[int, float]


def world(seed: int, days: int = 10, feeds: int = 200) -> World:
    """A world from a seed."""
    rng = random.Random(f"cadence {seed}")
    made = [_feed(rng) for _ in range(feeds)]
    start, end = START + _HISTORY, START + _HISTORY + days * DAY
    entries: list[list[tuple[float, int]]] = [list(_own(feed, rng, START, end)) for feed in made]
    broke = _stories(made, entries, rng, START, end)
    for feed, rows in zip(made, entries, strict=True):
        rows.sort()
        feed.times, feed.kinds = [at for at, _ in rows], [kind for _, kind in rows]
    return World(made, start, end, broke)


def _feed(rng: random.Random) -> WorldFeed:
    part = rng.random()
    relevant, carries = (0.005, 0.02) if part < 0.7 else (0.03, 0.15) if part < 0.9 else (0.12, 0.5)
    rate = 15 * math.exp(rng.gauss(0, 1.2)) / 24
    return WorldFeed(rate, rng.choice([0, 1, 2, 3, 3, 3, -5]), relevant, carries)


def _own(feed: WorldFeed, rng: random.Random, start: float, end: float) -> Iterator[tuple[float, int]]:
    """Entries of the feed's own rhythm, and its bursts."""

    def kind() -> int:
        return ALONE if rng.random() < feed.relevant else IRRELEVANT

    most = feed.rate * max(_BY_DAY) / _MEAN
    at = start
    while (at := at + rng.expovariate(most)) < end:
        if rng.random() < feed.rate * feed.usual(at) / most:
            yield at, kind()
    at = start
    while (at := at + rng.expovariate(1 / (7 * DAY))) < end:
        for _ in range(10):
            if (then := at + rng.random() * 2) < end:
                yield then, kind()


def _stories(
    feeds: list[WorldFeed],
    entries: list[list[tuple[float, int]]],
    rng: random.Random,
    start: float,
    end: float,
) -> dict[int, float]:
    weights = [feed.carries * math.sqrt(feed.rate) for feed in feeds]
    broke: dict[int, float] = {}
    at, number = start, 0
    while (at := at + rng.expovariate(24 / DAY)) < end:
        if rng.random() > _BY_DAY[int(at + 2) % 24] / 2:
            continue
        number += 1
        broke[number] = at
        opener = rng.choices(range(len(feeds)), weights)[0]
        entries[opener].append((at, number))
        for place, feed in enumerate(feeds):
            then = at + 50 / 60 * math.exp(rng.gauss(0, 1))
            if place != opener and rng.random() < feed.carries and then < end:
                entries[place].append((then, number))
    return broke
