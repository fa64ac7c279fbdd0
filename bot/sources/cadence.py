"""When a feed is polled next. PURE: the moment and the chance are arguments; who waits is the runtime.

The interval follows the feed's rhythm and the price of a poll (`rhythm`), between a floor and a ceiling. What a
publisher asks for (max-age, ttl, skipHours, skipDays, Retry-After) moves a poll later, never earlier.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.sources.fetched import FailureReason
from bot.sources.rhythm import Climate, Rhythm, breaking, first, load, observed, wait

FLOOR = timedelta(minutes=5)
CEILING = timedelta(hours=1)
BACK_OFF_CEILING = timedelta(hours=6)
#: The interval of a feed of which nothing is known yet.
FIRST_INTERVAL = timedelta(minutes=10)
#: The first pause where the server refuses without saying for how long.
THROTTLED_PAUSE = timedelta(hours=1)
BLOCKED_PAUSE = timedelta(minutes=30)
#: Feeds that are overdue after a restart are asked within this time.
SPREAD = timedelta(minutes=1)
_WEEK = 7 * 24
_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedState:
    """What the cadence must know of a feed from poll to poll; stored as it is."""

    url: str
    #: The operator's fixed interval; it overrides floor, ceiling and what the publisher asks for.
    every: timedelta | None = None
    #: What was learned; None before the first answer.
    rhythm: Rhythm | None = None
    #: The chance that its outlet carries a story that broke elsewhere.
    follows: float = 0.0
    #: Failed polls in a row.
    failures: int = 0
    polled_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """A poll that was answered, with a body or with 304."""

    #: Times of the entries that were not known before; at the first answer, of all that have a date.
    new: Sequence[datetime] = ()
    #: How many of these hit a watchlist that somebody receives.
    hits: int = 0
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
    times = [_hours(at) for at in outcome.new]
    known, at = state.rhythm, _hours(now)
    learned = first(times, at) if known is None else observed(known, times, at, outcome.hits)
    return replace(state, failures=0, rhythm=learned, polled_at=now)


def next_poll_at(
    state: FeedState, outcome: Outcome, now: datetime, jitter: float, climate: Climate
) -> datetime | None:
    """When to poll after this outcome, `state` being the one after it; None where the feed asked to be left alone.

    `jitter` is in [0, 1): chance keeps feeds that failed together, or were added together, from staying in step.
    """
    if isinstance(outcome, Failed):
        if outcome.reason is FailureReason.GONE:
            return None
        return now + _pause(state, outcome, jitter, climate)
    if state.every is not None:
        return now + state.every
    asked = [hint for hint in (outcome.max_age, outcome.ttl) if hint is not None]
    interval = max([interval_of(state, climate), *(min(hint, CEILING) for hint in asked)])
    return _out_of_skipped(now + interval * (0.9 + 0.2 * jitter), outcome)


def interval_of(state: FeedState, climate: Climate) -> timedelta:
    """How long after its last answer the feed is polled: between floor and ceiling, or the operator's own interval."""
    if state.every is not None:
        return state.every
    if state.rhythm is None:
        return FIRST_INTERVAL
    hours = wait(state.rhythm, climate, CEILING / _HOUR, state.follows)
    return min(max(timedelta(hours=hours), FLOOR), CEILING)


def sooner(state: FeedState, climate: Climate, now: datetime, due_at: datetime) -> datetime | None:
    """When to poll instead of at `due_at`, because a story is breaking; None where that is no earlier."""
    if state.every is not None or state.rhythm is None or state.polled_at is None or state.failures:
        return None
    at = max(state.polled_at + interval_of(state, climate), now)
    return at if at < due_at else None


def load_of(state: FeedState) -> tuple[float, float, float]:
    """What the feed asks of the budget, for `rhythm.price`."""
    if state.every is not None:
        fixed = state.every / _HOUR
        return 1.0, fixed, fixed
    known = state.rhythm or Rhythm(at=0.0)
    return load(known), FLOOR / _HOUR, CEILING / _HOUR


def climate_at(price: float, broke: Iterable[datetime], now: datetime) -> Climate:
    """The climate of a moment, with stories that broke at these moments."""
    at = _hours(now)
    return Climate(price, breaking([_hours(each) for each in broke], at), at)


def _hours(at: datetime) -> float:
    """Hours since 1970, as `rhythm` counts."""
    return at.timestamp() / 3600


def resumed_at(url: str, polled_at: datetime, due_at: datetime, now: datetime) -> datetime:
    """When to poll a feed that was due while nobody polled: never all at once, each address has its own place.

    The places fill a minute, or the feed's interval where that is shorter.
    """
    spread = min(SPREAD, max(due_at - polled_at, timedelta()))
    place = int.from_bytes(hashlib.blake2b(url.encode(), digest_size=4).digest(), "big") / 2**32
    return now + spread * place


def _pause(state: FeedState, failed: Failed, jitter: float, climate: Climate) -> timedelta:
    """Doubling from the usual interval; half of it is chance (full jitter would come back too early)."""
    base = interval_of(state, climate)
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
