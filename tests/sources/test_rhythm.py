"""What polling learns of a feed, and the price of a poll."""

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sources.rhythm import (
    FOLLOWING,
    Climate,
    Rhythm,
    breaking,
    first,
    follows,
    load,
    observed,
    price,
    restored,
    stored,
    wait,
)

#: Monday, 6 January 2020, 00:00 UTC.
MONDAY = 18_267 * 24.0


def even(rate: float, **more: float) -> Rhythm:
    """A feed without hours of its own, polled at the beginning of a week."""
    return Rhythm(at=MONDAY, entries=rate * 1e4, hours=1e4, **more)  # type: ignore[arg-type]


def delay_by_steps(rhythm: Rhythm, climate: Climate, until: float, chance: float) -> float:
    """The debt rule's integral by its definition, for a feed of an even pace; second by second."""
    step, owed, at = 1 / 3600, 0.0, 0.0
    while at < until:
        pace = rhythm.rate * 0.75 + 0.25 * rhythm.heat * math.exp(-at)
        expected = rhythm.worth * pace + chance * climate.breaking * math.exp(-at / FOLLOWING) / FOLLOWING
        owed += expected * (until - at) * step
        at += step
    return owed


@given(
    rate=st.floats(0.05, 20),
    heat=st.floats(0, 10),
    chance=st.floats(0, 1),
    stories=st.floats(0, 3),
    cost=st.floats(0.01, 0.2),
)
def test_the_debt_at_the_wait_is_the_price(
    rate: float, heat: float, chance: float, stories: float, cost: float
) -> None:
    """Closed forms and bisection agree with the sum over seconds."""
    rhythm, climate = even(rate, heat=heat), Climate(cost, stories, MONDAY)

    found = wait(rhythm, climate, 2.0, chance)

    if found < 2.0:
        assert delay_by_steps(rhythm, climate, found, chance) == pytest.approx(cost, rel=0.05, abs=0.003)
    else:
        assert delay_by_steps(rhythm, climate, 1.99, chance) <= cost * 1.02


def test_four_times_the_rate_is_polled_twice_as_often() -> None:
    """The square-root rule, for even feeds."""
    climate = Climate(0.02)

    assert wait(even(1.0), climate, 9) / wait(even(4.0), climate, 9) == pytest.approx(2, rel=0.02)


def test_a_feed_that_hits_watchlists_is_worth_more() -> None:
    """Of two feeds of the same pace the one that hits is asked more often."""
    climate = Climate(0.05)

    assert wait(even(1.0, read=100.0, hits=50.0), climate, 9) < 0.7 * wait(
        even(1.0, read=100.0, hits=0.0), climate, 9
    )


def test_the_price_spends_the_budget() -> None:
    """At the price, the polls of all feeds an hour are the budget; floors and ceilings are kept."""
    rhythms = [even(rate) for rate in (0.01, 0.1, 0.5, 1, 2, 5, 40)]
    loads = [(load(rhythm), 1 / 12, 1.0) for rhythm in rhythms]

    def polls(cost: float) -> float:
        waits = (math.sqrt(2 * cost / load(rhythm)) for rhythm in rhythms)
        return sum(1 / min(max(each, 1 / 12), 1.0) for each in waits)

    for budget in (8, 20, 60):
        assert polls(price(loads, budget)) == pytest.approx(budget, rel=0.01)
    assert polls(price(loads, 1)) == pytest.approx(7)  # the ceilings ask for seven
    assert polls(price(loads, 10_000)) == pytest.approx(84)  # the floors allow no more


def test_hours_are_learned_from_what_is_published_in_them() -> None:
    """A feed that speaks from eight to ten is asked more often then, at the same mean rate."""
    rhythm = first([], MONDAY - 28 * 24)
    for day in range(-28, 0):
        at = MONDAY + day * 24
        rhythm = observed(rhythm, [at + 8.2, at + 8.7, at + 9.1, at + 9.6], at + 24)
    climate = Climate(0.05)

    morning = wait(observed(rhythm, [], MONDAY + 8), climate, 9)
    evening = wait(observed(rhythm, [], MONDAY + 18), climate, 9)

    assert morning < evening / 2
    assert rhythm.rate * 24 == pytest.approx(4, rel=0.3)


def test_entries_of_the_last_hour_announce_more() -> None:
    """After five entries within minutes a feed is asked sooner than after five in a day."""
    burst = observed(even(0.2), [MONDAY + 0.9 + n / 60 for n in range(5)], MONDAY + 1)
    spread = observed(even(0.2), [MONDAY + 0.1 * n for n in range(5)], MONDAY + 8)
    climate = Climate(0.05)

    assert wait(burst, climate, 9) < wait(spread, climate, 9)


def test_entries_without_a_sensible_time_count_all_the_same() -> None:
    """A feed that dates everything in 1970 or in the future is as busy as it is."""
    odd = observed(even(0.1), [0.0, MONDAY + 9e6, MONDAY - 400], MONDAY + 2)
    sane = observed(even(0.1), [MONDAY + 1, MONDAY + 1, MONDAY + 1], MONDAY + 2)

    assert (odd.rate, odd.heat) == (sane.rate, sane.heat)


def test_a_first_answer_of_old_entries_is_a_slow_feed() -> None:
    """Nothing in two weeks is less than nothing known."""
    assert first([MONDAY - 9000], MONDAY).rate < first([], MONDAY).rate / 10


def test_stories_break_for_some_hours() -> None:
    """A story counts whole when it breaks, a third after an hour and a half, and one to come not at all."""
    assert breaking([MONDAY], MONDAY) == 1.0
    assert breaking([MONDAY - FOLLOWING, MONDAY + 1], MONDAY) == pytest.approx(1 / math.e)
    assert follows(0, 0) < 0.1 < follows(30, 50)


@given(st.lists(st.floats(MONDAY - 400, MONDAY + 400), max_size=40), st.floats(0, 400))
def test_what_is_stored_is_restored(times: list[float], later: float) -> None:
    """Through JSON, to the third decimal; an empty record is a feed of which nothing is known."""
    rhythm = observed(first(times, MONDAY), times, MONDAY + later)

    back = restored(json.loads(json.dumps(stored(rhythm))))

    assert back is not None
    assert back.rate == pytest.approx(rhythm.rate, rel=1e-3)
    assert back.by_hour == pytest.approx(rhythm.by_hour, abs=1e-3)
    assert restored({"rate": 1.5}) is None
