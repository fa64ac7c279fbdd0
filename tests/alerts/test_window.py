"""The limit over all chats: never more than thirty accepted in any second, whenever in its flight a request is."""

import random
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.alerts.window import Window
from tests.alerts.builders import T0, after

SECOND = timedelta(seconds=1)


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10**6), longest=st.floats(0.01, 3.0))
def test_never_more_than_thirty_in_any_second(seed: int, longest: float) -> None:
    """Telegram takes each at some moment of its flight; none that it may choose makes a second too full."""
    chance = random.Random(seed)
    window, now = Window(), T0
    flights: list[tuple[timedelta, timedelta]] = []
    ends: list[timedelta] = []
    for _ in range(150):
        while (until := window.free_at(T0 + (now - T0))) is None or until > now:
            ends.sort()
            step = ends[0] if ends and (until is None or T0 + ends[0] < until) else None
            now = max(now, T0 + step) if step is not None else (until or now)
            while ends and T0 + ends[0] <= now:
                window.ended(T0 + ends.pop(0))
        window.started(now)
        begun = now - T0
        ended = begun + timedelta(seconds=chance.uniform(0.001, longest))
        ends.append(ended)
        flights.append((begun, ended))
    taken = sorted(begun + (ended - begun) * chance.random() for begun, ended in flights)
    most = max(sum(one <= other < one + SECOND for other in taken) for one in taken)
    assert most <= 30


def test_requests_are_spaced_evenly() -> None:
    """Twenty-eight a second; who comes late gets no second slot."""
    window = Window()
    assert window.free_at(T0) == T0
    window.started(T0)
    assert window.free_at(T0) == T0 + SECOND / 28
    window.ended(after(seconds=0.1))
    assert window.free_at(after(seconds=9)) == after(seconds=9)
    window.started(after(seconds=9))
    assert window.free_at(after(seconds=9)) == after(seconds=9) + SECOND / 28


def test_a_clock_that_is_set_back_stops_nothing() -> None:
    """Not for a day, not for a second."""
    window = Window()
    for number in range(30):
        window.started(after(seconds=number / 28))
        window.ended(after(seconds=number / 28))
    yesterday = after(days=-1)
    until = window.free_at(yesterday)
    assert until is not None
    assert until - yesterday <= SECOND / 28
