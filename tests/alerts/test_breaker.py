"""When a watchlist hits too much to be true."""

import pytest

from bot.alerts.breaker import Limits, busiest_hour, most


def test_a_quiet_watchlist_may_have_a_busy_day() -> None:
    """The operator's least counts where its history says little."""
    assert most(0, Limits(times=3, least=20)) == 20
    assert most(6, Limits(times=3, least=20)) == 20


def test_a_busy_watchlist_trips_later() -> None:
    """At so many times its busiest hour."""
    assert most(30, Limits(times=3, least=20)) == 90


@pytest.mark.parametrize(
    ("hits", "busiest"),
    [([], 0), ([5], 1), ([0, 3599], 2), ([0, 3600], 1), ([0, 1000, 2000, 3700, 9000, 9001], 3)],
)
def test_the_busiest_hour_is_any_sixty_minutes(hits: list[float], busiest: int) -> None:
    """Not those of the clock on the wall."""
    assert busiest_hour(hits) == busiest
