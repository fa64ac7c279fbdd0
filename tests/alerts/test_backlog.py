"""What came too late, and what becomes of what waited."""

from datetime import timedelta

from bot.alerts.backlog import (
    Fate,
    HeldDelivery,
    Hold,
    Outage,
    breaker_hold,
    came_late,
    fate,
    hold_of,
    next_digest,
)
from tests.alerts.builders import T0, after, content, report

HOUR = timedelta(hours=1)
OUTAGE = Outage(after(hours=1), after(hours=9))


def waiting(alert: int, **late: float) -> HeldDelivery:
    """A delivery that was made so long after T0."""
    return HeldDelivery(id=alert, alert=alert, held_for=Hold.OFFLINE, created_at=after(**late))


def test_news_of_an_outage_are_late() -> None:
    """Those from before it, from its last two hours, and without a date are not."""

    def late(**published: float) -> bool:
        told = content(report(published_at=after(**published), seen_at=after(hours=9)))
        return came_late(told, OUTAGE, after(hours=9), offline_after=2 * HOUR)

    assert late(hours=2)
    assert not late(minutes=30)
    assert not late(hours=8)
    undated = content(report(published_at=None, seen_at=after(hours=9)))
    assert not came_late(undated, OUTAGE, after(hours=9), offline_after=2 * HOUR)
    assert not came_late(undated, None, after(hours=9), offline_after=2 * HOUR)


def test_one_fresh_report_makes_it_news() -> None:
    """However old the others are."""
    reports = [report("a", published_at=after(hours=2)), report("b", published_at=after(hours=8.5))]
    assert not came_late(content(*reports), OUTAGE, after(hours=9), offline_after=2 * HOUR)


def test_one_alone_goes_as_it_is() -> None:
    """Unless it is so old that it is no news; two go together."""
    assert fate([waiting(1), waiting(1)], after(hours=3), max_age=48 * HOUR) is Fate.RELEASE
    assert fate([waiting(1)], after(hours=49), max_age=48 * HOUR) is Fate.COLLAPSE
    assert fate([waiting(1), waiting(2)], after(hours=3), max_age=48 * HOUR) is Fate.COLLAPSE


def test_digests_of_a_breaker_come_by_its_own_clock() -> None:
    """An hour after it tripped, and every hour from then."""
    assert next_digest(T0, HOUR, T0) == after(hours=1)
    assert next_digest(T0, HOUR, after(minutes=59)) == after(hours=1)
    assert next_digest(T0, HOUR, after(hours=1)) == after(hours=2)


def test_a_reason_names_its_kind() -> None:
    """A breaker's with its watchlist."""
    assert hold_of(breaker_hold("libya")) is Hold.BREAKER
    assert hold_of(Hold.PAUSE) is Hold.PAUSE
