"""How much one person may ask."""

from datetime import UTC, datetime, timedelta

from bot.alerts.bucket import Buckets, Pace

NOW = datetime(2026, 1, 1, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def test_a_burst_is_answered_then_one_warning_then_nothing() -> None:
    """And others are not concerned."""
    buckets = Buckets(burst=3, every=2 * SECOND)
    paces = [buckets.take("ada", NOW) for _ in range(6)]

    assert paces == [Pace.GO] * 3 + [Pace.WARN] + [Pace.SILENCE] * 2
    assert buckets.take("bob", NOW) is Pace.GO


def test_patience_is_paid_back() -> None:
    """One question for each two seconds; the warning comes once until the bucket has filled again."""
    buckets = Buckets(burst=6, every=2 * SECOND)
    for _ in range(8):
        buckets.take("ada", NOW)

    assert buckets.take("ada", NOW + SECOND) is Pace.SILENCE
    assert buckets.take("ada", NOW + 2 * SECOND) is Pace.GO
    assert buckets.take("ada", NOW + 3 * SECOND) is Pace.SILENCE
    later = NOW + 60 * SECOND
    assert [buckets.take("ada", later) for _ in range(8)] == [Pace.GO] * 6 + [Pace.WARN, Pace.SILENCE]


def test_a_clock_that_goes_back_gives_nothing() -> None:
    """Nor does it take."""
    buckets = Buckets(burst=1, every=SECOND)
    buckets.take("ada", NOW)

    assert buckets.take("ada", NOW - 100 * SECOND) is Pace.WARN
    assert buckets.take("ada", NOW + SECOND) is Pace.GO


def test_memory_is_bounded() -> None:
    """A hundred thousand strangers take no more than ten thousand places."""
    buckets = Buckets()
    for number in range(100_000):
        buckets.take(number, NOW)

    assert len(buckets._buckets) == 10_000
