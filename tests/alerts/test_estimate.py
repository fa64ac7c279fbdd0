"""How many alerts a watchlist would tell, and when that is too much."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.alerts.estimate import alerts, per_week, too_much
from bot.watch.backtest import Hit
from tests.storage.builders import NOW

HIT = Hit("a", "s", "mada", "en", NOW, tells=True, by_query=True, by_published=False)


def test_alerts_are_stories_that_may_be_told_by_enough_sources() -> None:
    """Not articles; what is old or came with a feed's first poll opens none."""
    hits = [HIT, replace(HIT, article="b"), replace(HIT, story="t"), replace(HIT, story="u", tells=False)]

    assert alerts(hits, {}, 1) == 2
    assert alerts(hits, {"s": 2}, 2) == 1
    assert alerts(hits, {"s": 2}, 3) == 0


@pytest.mark.parametrize(("hours", "rate"), [(14 * 24, 6), (7 * 24, 12), (24, 84), (1, 84)])
def test_a_young_archive_is_not_taken_for_a_month(hours: int, rate: float) -> None:
    """And not for less than a day."""
    assert per_week(12, NOW - timedelta(hours=hours), NOW) == pytest.approx(rate)
    assert per_week(0, None, NOW) == 0


@pytest.mark.parametrize(
    ("estimate", "before", "most", "refused"),
    [
        (4100, 0, 700, True),
        (700, 0, 700, False),
        (900, 950, 700, False),
        (960, 950, 700, True),
        (4100, 0, 0, False),
    ],
)
def test_what_nobody_could_read_is_not_published(
    estimate: float, before: float, most: int, refused: bool
) -> None:
    """One that tells much already may be edited, but not to tell more."""
    assert too_much(estimate, before, most) is refused
