"""Tests of bot/sources/cadence.py."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sources.cadence import (
    BACK_OFF_CEILING,
    CEILING,
    FLOOR,
    SPREAD,
    Answered,
    Failed,
    FeedState,
    interval_of,
    next_poll_at,
    polled,
    resumed_at,
    sooner,
)
from bot.sources.fetched import FailureReason
from bot.sources.rhythm import Climate, Rhythm, load, price

NOW = datetime(2020, 7, 22, 12, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
MIDDLE = 0.5
HOUR = NOW.timestamp() / 3600
#: The price at which a feed of one entry an hour is polled every ten minutes while all is quiet (no burst is expected).
CLIMATE = Climate(price([(load(Rhythm(at=0.0, entries=0.75, hours=1.0)), 0.01, 9.0)], 6))


def rhythm(rate: float) -> Rhythm:
    """A feed that keeps an even pace and was polled just now."""
    return Rhythm(at=HOUR, entries=rate * 1000, hours=1000.0)


def state(*, rate: float | None = 1.0, failures: int = 0, every: timedelta | None = None) -> FeedState:
    """A feed that was polled ten minutes ago."""
    return FeedState(
        url="https://o.example/rss",
        rhythm=None if rate is None else rhythm(rate),
        failures=failures,
        every=every,
        polled_at=NOW - timedelta(minutes=10),
    )


def wait(state: FeedState, outcome: Answered | Failed, jitter: float = MIDDLE) -> timedelta:
    """How long until the next poll."""
    at = next_poll_at(state, outcome, NOW, jitter, CLIMATE)
    assert at is not None
    return at - NOW


@pytest.mark.parametrize(
    ("rate", "minutes"), [(0.0, 60), (0.01, 60), (0.25, 20), (1.0, 10), (4.0, 5), (400.0, 5)]
)
def test_the_interval_follows_the_root_of_the_rate(rate: float, minutes: int) -> None:
    """Four times the entries, twice the polls, between floor and ceiling."""
    found = interval_of(state(rate=rate), CLIMATE) / timedelta(minutes=1)

    assert found == pytest.approx(minutes, rel=0.03)


def test_the_operators_interval_overrides_everything() -> None:
    """Even below the floor, and against what the server asks for."""
    fixed = state(every=timedelta(seconds=2))

    assert wait(fixed, Answered(max_age=timedelta(hours=3), ttl=timedelta(hours=1))) == timedelta(seconds=2)


@pytest.mark.parametrize(
    ("answer", "minutes"),
    [
        (Answered(max_age=timedelta(minutes=30)), 30),
        (Answered(ttl=timedelta(minutes=20)), 20),
        (Answered(max_age=timedelta(minutes=1)), 10),
        (Answered(max_age=timedelta(hours=20)), 60),
    ],
)
def test_what_the_publisher_asks_for_is_a_floor_up_to_the_ceiling(answer: Answered, minutes: int) -> None:
    """max-age and ttl make polls rarer, never more frequent, and no mistake of a server silences a feed."""
    assert wait(state(), answer) / timedelta(minutes=1) == pytest.approx(minutes, rel=0.02)


def test_skipped_hours_and_days_are_skipped() -> None:
    """The next poll is at the start of the first hour that is not skipped."""
    nights = Answered(skip_hours=frozenset({12, 13}))
    weekdays = Answered(skip_days=frozenset({2, 3, 4}))  # the 22nd is a Wednesday
    never = Answered(skip_hours=frozenset(range(24)))

    assert next_poll_at(state(), nights, NOW, MIDDLE, CLIMATE) == NOW.replace(hour=14)
    assert next_poll_at(state(), weekdays, NOW, MIDDLE, CLIMATE) == datetime(2020, 7, 25, 0, 0, tzinfo=UTC)
    assert wait(state(), never) < timedelta(minutes=12)


def test_failures_back_off_and_one_answer_forgives_them() -> None:
    """Doubling up to six hours; an answer brings the feed back to its rhythm."""
    feed, waits = state(), []
    for _ in range(10):
        feed = polled(feed, Failed(), NOW)
        waits.append(wait(feed, Failed()))

    assert [round(each / timedelta(minutes=1)) for each in waits[:3]] == [10, 20, 40]
    assert waits[-1] == BACK_OFF_CEILING
    back = polled(feed, Answered(), NOW + timedelta(hours=1))
    assert back.failures == 0
    assert wait(back, Answered()) <= CEILING


def test_retry_after_is_never_cut_short() -> None:
    """Whatever the jitter, and even where the operator fixed the interval."""
    asked = Failed(reason=FailureReason.THROTTLED, retry_after=timedelta(hours=9))

    assert wait(state(failures=1), asked, 0.0) == timedelta(hours=9)
    assert wait(state(failures=1, every=timedelta(seconds=5)), asked, 0.99) >= timedelta(hours=9)


def test_refusals_without_a_time_are_given_one() -> None:
    """429 waits an hour at least, 403 half an hour; a mere time-out ten minutes."""
    feed = state(failures=1)

    assert wait(feed, Failed(reason=FailureReason.THROTTLED)) == timedelta(hours=1)
    assert wait(feed, Failed(reason=FailureReason.BLOCKED)) == timedelta(minutes=30)
    assert round(wait(feed, Failed(reason=FailureReason.TIMEOUT)) / timedelta(minutes=1)) == 10


def test_a_feed_that_is_gone_is_not_polled_again() -> None:
    """410 is believed."""
    assert next_poll_at(state(failures=1), Failed(reason=FailureReason.GONE), NOW, MIDDLE, CLIMATE) is None


def test_the_rate_is_learned_from_the_first_answer_and_then_from_news() -> None:
    """Twelve entries over six hours are about two an hour; silence lets the rate decay, bursts raise it."""
    shown = [NOW - timedelta(minutes=30 * n) for n in range(1, 13)]
    first = polled(FeedState(url="https://o.example/rss"), Answered(new=shown), NOW)
    later = NOW + timedelta(hours=6)
    silent = polled(first, Answered(), later)
    busy = polled(first, Answered(new=[NOW + timedelta(minutes=10 * n) for n in range(30)]), later)

    assert first.rhythm
    assert silent.rhythm
    assert busy.rhythm
    assert 1.4 < first.rhythm.rate < 2.2
    assert silent.rhythm.rate < first.rhythm.rate < busy.rhythm.rate


def test_a_story_that_breaks_brings_its_followers_forward() -> None:
    """A feed whose outlet carries every other story is asked sooner; one with a fixed interval or in trouble is not."""
    breaking = Climate(CLIMATE.price, 2.0, HOUR)
    follower = replace(state(rate=0.3), follows=0.5, polled_at=NOW)
    due = NOW + interval_of(follower, CLIMATE)

    at = sooner(follower, breaking, NOW, due)
    assert at is not None
    assert NOW + FLOOR <= at < due
    assert sooner(replace(follower, follows=0.0), breaking, NOW, due) is None
    assert sooner(replace(follower, every=timedelta(hours=2)), breaking, NOW, due) is None
    assert sooner(replace(follower, failures=1), breaking, NOW, due) is None


def test_a_restart_spreads_what_is_overdue() -> None:
    """A hundred overdue feeds fill a minute evenly, always in the same order; those polled more often their interval."""
    urls = [f"https://o{n}.example/rss" for n in range(100)]
    hourly, quick = (NOW - timedelta(hours=2), NOW - timedelta(hours=1)), (NOW - 3 * SECOND, NOW - SECOND)
    places = sorted((resumed_at(url, *hourly, NOW) - NOW) / SPREAD for url in urls)

    assert all(n / 100 - 0.15 <= place <= n / 100 + 0.15 for n, place in enumerate(places))
    assert all(NOW <= resumed_at(url, *quick, NOW) <= NOW + 2 * SECOND for url in urls)
    assert resumed_at(urls[0], *hourly, NOW) == resumed_at(urls[0], *hourly, NOW)


@given(
    rate=st.floats(0, 1e6),
    failures=st.integers(0, 10_000),
    jitter=st.floats(0, 0.999),
    new=st.integers(0, 200),
    minutes=st.integers(0, 100_000),
)
def test_whatever_happened_the_next_poll_is_within_bounds(
    rate: float, failures: int, jitter: float, new: int, minutes: int
) -> None:
    """Never below the floor, never beyond the ceilings, with a tenth or a quarter of chance."""
    answer = Answered(new=[NOW] * new)
    feed = polled(state(rate=rate, failures=failures), answer, NOW + timedelta(minutes=minutes))

    assert FLOOR * 0.9 <= wait(feed, answer, jitter) <= CEILING * 1.1
    failed = polled(feed, Failed(), NOW)
    assert FLOOR * 0.75 <= wait(failed, Failed(), jitter) <= BACK_OFF_CEILING * 1.25
