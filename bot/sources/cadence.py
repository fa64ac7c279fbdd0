"""When a feed is polled next. PURE: the moment and the chance are arguments; who waits is the runtime.

The interval follows the square-root rule (Sia, Cho, Cho 2007: polls in proportion to the root of the rate give the
least total delay for a number of requests), learned per feed, between a floor and a ceiling. What a publisher asks
for (max-age, ttl, skipHours, skipDays, Retry-After) moves a poll later, never earlier.
"""

import hashlib
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.sources.fetched import FailureReason

FLOOR = timedelta(minutes=5)
CEILING = timedelta(hours=1)
BACK_OFF_CEILING = timedelta(hours=6)
#: A feed with one entry an hour is asked this often; one with four as many, half as long.
HOURLY_INTERVAL = timedelta(minutes=10)
#: What is observed counts less the longer ago it was, by half every 17 hours or so.
MEMORY = timedelta(hours=24)
#: The first pause where the server refuses without saying for how long.
THROTTLED_PAUSE = timedelta(hours=1)
BLOCKED_PAUSE = timedelta(minutes=30)
#: A new feed is first asked within this time, and feeds that are overdue after a restart are, too.
SPREAD = timedelta(minutes=1)
_WEEK = 7 * 24


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedState:
    """What the cadence must know of a feed from poll to poll; stored as it is."""

    url: str
    #: The operator's fixed interval; it overrides floor, ceiling and what the publisher asks for.
    every: timedelta | None = None
    #: Entries per hour, learned; None before the first answer.
    rate: float | None = None
    #: Failed polls in a row.
    failures: int = 0
    polled_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """A poll that was answered, with a body or with 304."""

    #: Entries that were not known before.
    new: int = 0
    #: Times of the dated entries that the feed shows; only the first answer needs them.
    published_at: Sequence[datetime] = ()
    #: The server's max-age and the feed's ttl.
    max_age: timedelta | None = None
    ttl: timedelta | None = None
    #: Hours (UTC) and days (Monday is 0) in which the feed asks not to be read.
    skip_hours: frozenset[int] = frozenset()
    skip_days: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """A poll that gave no feed: not fetched, or not understood (then without reason)."""

    reason: FailureReason | None = None
    retry_after: timedelta | None = None


Outcome = Answered | Failed


def polled(state: FeedState, outcome: Outcome, now: datetime) -> FeedState:
    """The state after a poll: failures counted, the rate learned."""
    if isinstance(outcome, Failed):
        return replace(state, failures=state.failures + 1, polled_at=now)
    return replace(state, failures=0, rate=_learned(state, outcome, now), polled_at=now)


def next_poll_at(state: FeedState, outcome: Outcome, now: datetime, jitter: float) -> datetime | None:
    """When to poll after this outcome, `state` being the one after it; None where the feed asked to be left alone.

    `jitter` is in [0, 1): chance keeps feeds that failed together, or were added together, from staying in step.
    """
    if isinstance(outcome, Failed):
        if outcome.reason is FailureReason.GONE:
            return None
        return now + _pause(state, outcome, jitter)
    if state.every is not None:
        return now + state.every
    asked = [hint for hint in (outcome.max_age, outcome.ttl) if hint is not None]
    interval = max([interval_of(state), *(min(hint, CEILING) for hint in asked)])
    return _out_of_skipped(now + interval * (0.9 + 0.2 * jitter), outcome)


def interval_of(state: FeedState) -> timedelta:
    """The interval that suits the feed's rate, between floor and ceiling, or the operator's own."""
    if state.every is not None:
        return state.every
    if state.rate is None:
        return HOURLY_INTERVAL
    return min(max(HOURLY_INTERVAL / math.sqrt(max(state.rate, 1e-6)), FLOOR), CEILING)


def first_poll_at(url: str, now: datetime, spread: timedelta = SPREAD) -> datetime:
    """When to poll a new feed, or one that is overdue after a restart: each address has its own place in `spread`."""
    place = int.from_bytes(hashlib.blake2b(url.encode(), digest_size=4).digest(), "big") / 2**32
    return now + spread * place


def resumed_at(url: str, due_at: datetime, now: datetime, spread: timedelta = SPREAD) -> datetime:
    """When to poll a known feed after a restart: as it was due, but the overdue ones never all at once."""
    return due_at if due_at > now else first_poll_at(url, now, spread)


def _learned(state: FeedState, outcome: Answered, now: datetime) -> float:
    if state.rate is None or state.polled_at is None:
        return _rate_shown(outcome.published_at, now)
    hours = (now - state.polled_at) / timedelta(hours=1)
    if hours <= 0:
        return state.rate
    weight = 1 - math.exp(-hours / (MEMORY / timedelta(hours=1)))
    return state.rate + weight * (outcome.new / hours - state.rate)


def _rate_shown(published_at: Sequence[datetime], now: datetime) -> float:
    """Entries per hour between the oldest entry shown (of two weeks at most) and now; 1.0 where none has a date."""
    recent = [at for at in published_at if now - timedelta(days=14) <= at <= now]
    if not recent:
        return 0.0 if published_at else 1.0
    hours = max((now - min(recent)) / timedelta(hours=1), 1.0)
    return len(recent) / hours


def _pause(state: FeedState, failed: Failed, jitter: float) -> timedelta:
    """Doubling from the usual interval; half of it is chance (full jitter would come back too early)."""
    base = interval_of(state)
    if state.every is None:
        if failed.reason is FailureReason.THROTTLED and failed.retry_after is None:
            base = max(base, THROTTLED_PAUSE)
        elif failed.reason is FailureReason.BLOCKED:
            base = max(base, BLOCKED_PAUSE)
    doubled = min(base * (1 << min(max(state.failures - 1, 0), 16)), max(BACK_OFF_CEILING, base))
    pause = doubled * (0.75 + 0.5 * jitter)
    # The server's word is kept to the second and never cut short; a little chance comes on top.
    asked = failed.retry_after * (1 + 0.1 * jitter) if failed.retry_after is not None else timedelta()
    return max(pause, asked)


def _out_of_skipped(at: datetime, outcome: Answered) -> datetime:
    """The moment itself, or the start of the next hour that the feed does not ask to skip."""
    if not outcome.skip_hours and not outcome.skip_days:
        return at
    candidate = at
    for _ in range(_WEEK):
        if candidate.hour not in outcome.skip_hours and candidate.weekday() not in outcome.skip_days:
            return candidate
        candidate = candidate.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    return at  # a feed that skips every hour of the week has a mistake in it
