"""Delay of articles and alerts at an equal number of requests: fixed, entry frequency, square root, and our rule.

    python -m benchmarks.cadence [--last] [--days 10] [--minutes 15] [--json]

The world is told in `cadence_world`. Each rule begins with one fetch of every feed and learns from what its own polls
show it. A delay is reported as mean delay times requests, relative to fixed intervals, so that a rule gains nothing by
asking more often. `--last` runs the seeds that no rule was tuned on. Bounds: the debt rule with the true rates, and a
clairvoyant who asks the moment something is there (with this budget: no delay at all).
"""

import argparse
import heapq
import json
import math
import statistics
import sys
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from benchmarks.cadence_world import ALONE, IRRELEVANT, LAST, TUNING, World, world
from bot.sources import cadence, rhythm
from bot.sources.rhythm import Climate, Rhythm

#: What is to be reached, relative to fixed intervals; the second is relative to entry frequency.
GOALS = {"articles": 0.72, "articles, of entry frequency": 0.82, "alerts": 0.55, "p95 of articles": 1.15}
#: Floor and ceiling of every rule, in hours.
SHORTEST, LONGEST = (bound / timedelta(hours=1) for bound in (cadence.FLOOR, cadence.CEILING))
#: Feeds that are asked sooner when a story breaks: those that carry one in ten.
_FOLLOWERS = 0.1


class Rule(ABC):
    """When each feed is asked next; told what each poll showed."""

    def __init__(self, budget: float) -> None:
        self.budget = budget
        self.scale = 1.0

    @abstractmethod
    def first(self, feed: int, shown: Sequence[float], now: float) -> float:
        """The next poll after the first."""

    @abstractmethod
    def after(self, feed: int, times: Sequence[float], hits: int, now: float) -> float:
        """The next poll after another."""

    def steer(self, used: float) -> None:
        """Once an hour: `used` is the part of the budget that was used in it."""
        self.scale *= min(max(used, 0.5), 2.0) ** 0.3

    def broke(self, now: float, share: float) -> dict[int, float]:
        """A relevant story was seen, likely to be told by others; feeds to be asked sooner, with when."""
        del now, share
        return {}

    def over(self, carriers: set[int]) -> None:
        """A story of several outlets is over."""
        del carriers


class Fixed(Rule):
    """The same interval for all."""

    feeds = 200

    def first(self, feed: int, shown: Sequence[float], now: float) -> float:
        del shown
        return now + self.feeds / self.budget * (feed + 1) / self.feeds

    def after(self, feed: int, times: Sequence[float], hits: int, now: float) -> float:
        del feed, times, hits
        return now + self.feeds / self.budget


class EntryFrequency(Rule):
    """Intervals in inverse proportion to the entries of late, as miniflux does it."""

    power = 1.0

    def __init__(self, budget: float) -> None:
        super().__init__(budget)
        self.known: dict[int, Rhythm] = {}

    def interval(self, feed: int) -> float:
        return min(max(self.scale / math.pow(self.known[feed].rate, self.power), SHORTEST), 24.0)

    def first(self, feed: int, shown: Sequence[float], now: float) -> float:
        self.known[feed] = rhythm.first(shown, now)
        return now + self.interval(feed)

    def after(self, feed: int, times: Sequence[float], hits: int, now: float) -> float:
        self.known[feed] = rhythm.observed(self.known[feed], times, now, hits)
        return now + self.interval(feed)


class SquareRoot(EntryFrequency):
    """Sia, Cho and Cho without profile, burst and worth."""

    power = 0.5


class Debt(Rule):
    """Ours."""

    def __init__(self, budget: float) -> None:
        super().__init__(budget)
        self.known: dict[int, Rhythm] = {}
        self.price = 0.05
        self.breaking, self.at = 0.0, 0.0
        self.told = 0
        self.carried: Counter[int] = Counter()

    def climate(self, now: float) -> Climate:
        faded = self.breaking * math.exp((self.at - now) / rhythm.FOLLOWING)
        return Climate(self.price * self.scale, faded, now)

    def follows(self, feed: int) -> float:
        return rhythm.follows(self.carried[feed], self.told)

    def next(self, feed: int, climate: Climate) -> float:
        known = self.known[feed]
        return known.at + max(rhythm.wait(known, climate, LONGEST, self.follows(feed)), SHORTEST)

    def first(self, feed: int, shown: Sequence[float], now: float) -> float:
        self.known[feed] = rhythm.first(shown, now)
        if feed == Fixed.feeds - 1:
            self.steer(1.0)
        return self.next(feed, self.climate(now))

    def after(self, feed: int, times: Sequence[float], hits: int, now: float) -> float:
        self.known[feed] = rhythm.observed(self.known[feed], times, now, hits)
        return self.next(feed, self.climate(now))

    def steer(self, used: float) -> None:
        super().steer(used)
        loads = [(rhythm.load(known), SHORTEST, LONGEST) for known in self.known.values()]
        self.price = rhythm.price(loads, self.budget)

    def broke(self, now: float, share: float) -> dict[int, float]:
        climate = self.climate(now)
        self.breaking, self.at = climate.breaking + share, now
        climate = self.climate(now)
        return {
            feed: max(self.next(feed, climate), now)
            for feed in self.known
            if self.follows(feed) >= _FOLLOWERS
        }

    def over(self, carriers: set[int]) -> None:
        self.told += 1
        self.carried.update(carriers)


class Oracle(Debt):
    """The debt rule where rates, hours and worth are the truth: the best that can be done without knowing the future."""

    truth: World

    def next(self, feed: int, climate: Climate) -> float:
        known, real = self.known[feed], self.truth.feeds[feed]
        worth = rhythm.ORDINARY + real.relevant
        owed = mass = spent = 0.0
        while spent < LONGEST:  # in steps of a minute
            mass += worth * real.rate * real.usual(known.at + spent) / 60
            owed += mass / 60
            spent += 1 / 60
            if owed >= climate.price:
                break
        return known.at + max(spent, SHORTEST)

    def steer(self, used: float) -> None:
        Rule.steer(self, used)
        loads = [
            (feed.rate * (rhythm.ORDINARY + feed.relevant), SHORTEST, LONGEST) for feed in self.truth.feeds
        ]
        self.price = rhythm.price(loads, self.budget)


@dataclass
class Outcome:
    """What a rule brought: delays in minutes."""

    requests: int = 0
    articles: list[float] = field(default_factory=list)
    alerts: list[float] = field(default_factory=list)
    reports: list[float] = field(default_factory=list)


class Run:
    """One rule in one world."""

    def __init__(self, rule: Rule, truth: World) -> None:
        self.rule, self.truth = rule, truth
        self.due: dict[int, float] = {}
        self.heap: list[tuple[float, int]] = []
        self.outcome = Outcome()
        self.carriers: dict[int, set[int]] = {}
        self.open: list[int] = []

    def play(self) -> Outcome:
        """From the first fetch to the end."""
        truth = self.truth
        for number, feed in enumerate(truth.feeds):
            self._plan(number, self.rule.first(number, feed.shown(truth.start), truth.start))
        last = [truth.start] * len(truth.feeds)
        hour, used = truth.start + 1, 0
        while self.heap:
            now, number = heapq.heappop(self.heap)
            if self.due[number] != now:
                continue  # it was asked sooner
            if now >= truth.end:
                break
            while now >= hour:
                self.rule.steer(used / self.rule.budget)
                self._close(hour)
                hour, used = hour + 1, 0
            used += 1
            rows = list(truth.feeds[number].between(last[number], now))
            last[number] = now
            hits = sum(kind != IRRELEVANT for _, kind in rows)
            self._plan(number, self.rule.after(number, [at for at, _ in rows], hits, now))
            self._count(number, rows, now)
        return self.outcome

    def _plan(self, number: int, at: float) -> None:
        self.due[number] = at
        heapq.heappush(self.heap, (at, number))

    def _count(self, number: int, rows: Sequence[tuple[float, int]], now: float) -> None:
        outcome = self.outcome
        outcome.requests += 1
        for at, kind in rows:
            delay = (now - at) * 60
            outcome.articles.append(delay)
            if kind == IRRELEVANT:
                continue
            outcome.reports.append(delay)
            if kind == ALONE:
                outcome.alerts.append(delay)
                self._broke(now, 0.3)
                continue
            if self.truth.broke[kind] < self.truth.start:
                continue  # it is old news
            carriers = self.carriers.setdefault(kind, set())
            if not carriers:
                outcome.alerts.append((now - self.truth.broke[kind]) * 60)
                self.open.append(kind)
            if len(carriers) < 2:
                self._broke(now, 0.3 if not carriers else 0.7)
            carriers.add(number)

    def _broke(self, now: float, share: float) -> None:
        for feed, at in self.rule.broke(now, share).items():
            if at < self.due[feed]:
                self._plan(feed, at)

    def _close(self, hour: float) -> None:
        done = [story for story in self.open if self.truth.broke[story] < hour - 12]
        for story in done:
            self.open.remove(story)
            if len(self.carriers[story]) > 1:
                self.rule.over(self.carriers[story])


RULES: dict[str, type[Rule]] = {
    "fixed": Fixed,
    "entry frequency": EntryFrequency,
    "square root": SquareRoot,
    "debt (ours)": Debt,
    "true rates": Oracle,
}


def compare(seeds: Sequence[int], days: int, minutes: float) -> dict[str, dict[str, float]]:
    """Figures of each rule, over the seeds: delay times requests relative to fixed, and delays in minutes."""
    outcomes: dict[str, Outcome] = {name: Outcome() for name in RULES}
    for seed in seeds:
        truth = world(seed, days)
        Oracle.truth = truth
        budget = len(truth.feeds) * 60 / minutes
        for name, rule in RULES.items():
            one, all_ = Run(rule(budget), truth).play(), outcomes[name]
            all_.requests += one.requests
            all_.articles += one.articles
            all_.alerts += one.alerts
            all_.reports += one.reports
    fixed = outcomes["fixed"]
    return {name: _figures(outcome, fixed) for name, outcome in outcomes.items()}


def _figures(outcome: Outcome, fixed: Outcome) -> dict[str, float]:
    asked = outcome.requests / fixed.requests
    figures = {"requests": asked}
    for name in ("articles", "alerts", "reports"):
        delays, base = getattr(outcome, name), getattr(fixed, name)
        figures[name] = statistics.fmean(delays) / statistics.fmean(base) * asked
        figures[f"{name} mean"] = statistics.fmean(delays)
        figures[f"{name} p95"] = statistics.quantiles(delays, n=20)[-1]
    figures["p95 of articles"] = figures["articles p95"] / statistics.quantiles(fixed.articles, n=20)[-1]
    return figures


def main(arguments: Sequence[str] | None = None) -> int:
    """Run and print."""
    parser = argparse.ArgumentParser(description="Delay at an equal number of requests.")
    parser.add_argument("--last", action="store_true", help="the seeds kept for the last run")
    parser.add_argument("--days", type=int, default=10)
    parser.add_argument("--minutes", type=float, default=15.0, help="mean interval that the budget allows")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    found = compare(LAST if options.last else TUNING, options.days, options.minutes)
    if options.json:
        print(json.dumps(found))
        return 0
    print(f"{'':>16} {'requests':>8}  {'articles':>20}  {'alerts':>20}  {'every report':>20}")
    print(
        f"{'':>16} {'':>8}  {'ratio  mean   p95':>20}  {'ratio  mean   p95':>20}  {'ratio  mean   p95':>20}"
    )
    for name, figures in found.items():
        cells = "  ".join(
            f"{figures[kind]:>7.2f} {figures[f'{kind} mean']:>6.1f} {figures[f'{kind} p95']:>5.1f}"
            for kind in ("articles", "alerts", "reports")
        )
        print(f"{name:>16} {figures['requests']:>8.2f}  {cells}")
    ours, entry = found["debt (ours)"], found["entry frequency"]
    reached = {
        "articles": ours["articles"],
        "articles, of entry frequency": ours["articles"] / entry["articles"],
        "alerts": ours["alerts"],
        "p95 of articles": ours["p95 of articles"],
    }
    for goal, limit in GOALS.items():
        print(
            f"{goal}: {reached[goal]:.2f} (goal {limit:.2f}{'' if reached[goal] <= limit else ', NOT reached'})"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
