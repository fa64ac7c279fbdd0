"""The table of gates agrees with what `plan` and `address` do."""

from datetime import timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.alerts.address import Held, NewDelivery, Recipient, address
from bot.alerts.gates import Gate, alert_gate, chat_gate, delivery_gate
from bot.alerts.plan import TellingKind, Told, plan
from bot.alerts.wishes import Mute, MuteKind, Subscription
from bot.model import AlertContent, ChatState, DeliveryState, Mode, Ruling
from tests.alerts.builders import T0, Rule, after, content, named, report
from tests.alerts.test_address import telling

MAX_AGE = timedelta(hours=48)

mutes = st.builds(
    Mute,
    kind=st.sampled_from(MuteKind),
    subject=st.sampled_from(["s", "w", "v", "outlet-a1", "other"]),
    title=st.just(""),
    until=st.none() | st.sampled_from([after(hours=-1), after(hours=1)]),
)
wishes = st.builds(
    Subscription,
    watchlist=st.sampled_from(["w", "v", "x"]),
    min_outlets=st.integers(1, 3),
    languages=st.sampled_from([frozenset(), frozenset({"en"}), frozenset({"ar"})]),
)


@given(
    state=st.sampled_from(ChatState),
    muted=st.lists(mutes, max_size=3),
    wanted=st.lists(wishes, max_size=3, unique_by=lambda one: one.watchlist),
    shadow=st.booleans(),
    admin=st.booleans(),
    opens=st.booleans(),
)
def test_a_chat_is_told_exactly_where_no_gate_is_named(
    state: ChatState,
    muted: list[Mute],
    wanted: list[Subscription],
    shadow: bool,
    admin: bool,
    opens: bool,
) -> None:
    """The receipt names a gate if and only if nothing is sent or held for the chat."""
    what = telling(TellingKind.FIRST, Told(id="w", shadow=shadow), Told(id="v"), opens=opens)
    about = content(report("a1"), report("a2"), watchlists=(named("w"), named("v")))
    who = Recipient(chat=7, subscriptions=tuple(wanted), state=state, mutes=tuple(muted), admin=admin)
    made: tuple[NewDelivery | Held, ...] = address(what, about, [who], T0, alert=9, revision=1)
    assert bool(made) is (chat_gate(what, about, who, T0) is None)


def gate(about: AlertContent, *, quiet: bool = False, **rules: Rule) -> Gate | None:
    """The gate of an alert an hour after T0, and that `plan` agrees."""
    known: dict[str, Any] = rules or {"w": Rule()}
    found = alert_gate(about, known, after(hours=1), max_age=MAX_AGE, quiet=quiet)
    planned = plan(None, about, rules=known, now=after(hours=1), max_age=MAX_AGE, quiet=quiet)
    silent = planned.kind is TellingKind.NOTHING or all(told.shadow for told in planned.watchlists)
    assert silent is (found is not None)
    return found


def test_gates_of_an_alert() -> None:
    """Each with a case, and `plan` tells nobody there."""
    old = content(report("a", published_at=after(hours=-60)))
    assert gate(content()) is None
    assert gate(content(), quiet=True) is Gate.FIRST_POLL
    assert gate(old) is Gate.TOO_OLD
    assert gate(content(), w=Rule(mode=Mode.RETIRED)) is Gate.RETIRED
    assert gate(content(), v=Rule()) is Gate.RETIRED
    assert gate(content(), w=Rule(min_sources=2)) is Gate.MIN_SOURCES
    assert gate(content(), w=Rule(mode=Mode.SHADOW)) is Gate.SHADOW
    taken_back = content(ruling=Ruling.RETRACTED)
    known: dict[str, Any] = {"w": Rule()}
    assert alert_gate(taken_back, known, T0, max_age=MAX_AGE, quiet=False) is Gate.RETRACTED


def test_gates_of_a_delivery() -> None:
    """Every state says something; what is held says why."""
    assert {delivery_gate(state) for state in DeliveryState} >= {Gate.TOLD, Gate.WAITING, Gate.REFUSED}
    assert delivery_gate(DeliveryState.HELD, "pause") is Gate.PAUSED
    assert delivery_gate(DeliveryState.HELD, "offline") is Gate.GATHERED
    assert delivery_gate(DeliveryState.HELD, "breaker:w") is Gate.BREAKER
