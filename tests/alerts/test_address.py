"""Who gets what of one telling."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.alerts.address import EDIT_PATIENCE, Got, NewDelivery, Recipient, address
from bot.alerts.plan import Telling, TellingKind, Told
from bot.model import ChatState, DeliveryKind, DeliveryState, State
from tests.alerts.builders import T0

FIRST, EDIT, UPDATE = DeliveryKind.FIRST, DeliveryKind.EDIT, DeliveryKind.UPDATE
SENT = Got(first=DeliveryState.SENT, message=50, announced=1, shown=1)


def telling(kind: TellingKind = TellingKind.FIRST, *told: Told, **values: Any) -> Telling:
    """A telling that opens, for the watchlist `w` unless others are given."""
    rings = kind is TellingKind.UPDATE
    listed = told or (Told(id="w", rings_update=rings),)
    given_values = {"state": State.CONTESTED, "state_revision": 2, "opens": True, **values}
    return Telling(kind=kind, watchlists=listed, **given_values)


def recipient(got: Got | None = None, **values: Any) -> Recipient:
    """A chat that subscribes `w`."""
    given_values = {"chat": 7, "watchlists": frozenset({"w"}), **values}
    return Recipient(got=got, **given_values)


def told(what: Telling, *who: Recipient, revision: int = 2) -> list[NewDelivery]:
    """The deliveries of a telling of alert 9."""
    return list(address(what, who, T0, alert=9, revision=revision))


def kinds(what: Telling, who: Recipient, revision: int = 2) -> list[tuple[DeliveryKind, bool]]:
    """Kind and silence of the deliveries."""
    return [(one.kind, one.silent) for one in told(what, who, revision=revision)]


def test_a_chat_without_the_alert_gets_a_first_message() -> None:
    """With sound, keyed without a revision, so that it can be there only once."""
    (made,) = told(telling(), recipient(thread=3))
    assert made == NewDelivery(
        key="alert:9/chat:7/3/first:0", kind=FIRST, chat=7, thread=3, alert=9, revision=2, due_at=T0
    )


def test_an_edit_opens_for_a_chat_that_has_nothing() -> None:
    """News that only edits elsewhere is a first message where there is none; a changed headline is not."""
    assert kinds(telling(TellingKind.EDIT), recipient()) == [(FIRST, False)]
    assert kinds(telling(TellingKind.EDIT, opens=False), recipient()) == []


def test_a_retraction_is_for_those_who_got_the_alert() -> None:
    """It rings, but it opens nothing."""
    what = telling(TellingKind.UPDATE, opens=False)
    assert kinds(what, recipient()) == []
    assert kinds(what, recipient(SENT)) == [(UPDATE, False), (EDIT, True)]


def test_a_chat_with_the_alert_gets_a_silent_edit() -> None:
    """The message is edited in place, a little later, so that further changes join in."""
    (made,) = told(telling(TellingKind.EDIT), recipient(SENT))
    assert (made.kind, made.target, made.silent) == (EDIT, 50, True)
    assert made.due_at == T0 + EDIT_PATIENCE
    assert made.key == "alert:9/chat:7/0/edit:2"


def test_a_state_is_announced_before_the_edit() -> None:
    """A reply with sound, keyed by the state's revision, and the edit behind it."""
    update, edit = told(telling(TellingKind.UPDATE), recipient(SENT))
    assert (update.kind, update.target, update.silent) == (UPDATE, 50, False)
    assert update.key == "alert:9/chat:7/0/update:2"
    assert edit.kind is EDIT


def test_a_state_rings_only_for_those_whose_watchlist_asks() -> None:
    """Two chats with different watchlists of one alert hear different things."""
    what = telling(TellingKind.UPDATE, Told(id="w"), Told(id="x", rings_update=True))
    assert kinds(what, recipient(SENT)) == [(EDIT, True)]
    assert kinds(what, recipient(SENT, watchlists=frozenset({"x"}))) == [(UPDATE, False), (EDIT, True)]


def test_a_pending_edit_is_enough() -> None:
    """One edit waits per message: it is rendered with the newest content when its turn comes."""
    assert kinds(telling(TellingKind.EDIT), recipient(replace(SENT, editing=True))) == []


def test_what_is_shown_already_is_not_edited() -> None:
    """A message rendered with this revision or a later one needs nothing."""
    assert kinds(telling(TellingKind.EDIT), recipient(replace(SENT, shown=2))) == []


def test_a_first_message_that_announced_the_state_is_enough() -> None:
    """A message sent late, with the new state in it and with sound, is not followed by a reply."""
    assert kinds(telling(TellingKind.UPDATE), recipient(replace(SENT, announced=2, shown=2))) == []
    silent = replace(SENT, announced=2, shown=2, silent=True)
    assert kinds(telling(TellingKind.UPDATE), recipient(silent)) == [(UPDATE, False)]


def test_a_pending_first_message_needs_nothing_more() -> None:
    """It shows the newest content anyway; only where it is silent the state still has to ring."""
    pending = Got(first=DeliveryState.PENDING)
    assert kinds(telling(TellingKind.UPDATE), recipient(pending)) == []
    assert kinds(telling(TellingKind.UPDATE), recipient(replace(pending, silent=True))) == [(UPDATE, False)]


def test_a_first_message_in_flight_is_edited_afterwards() -> None:
    """It may have been rendered before the change; the edit finds its target when its turn comes."""
    (made,) = told(telling(TellingKind.EDIT), recipient(Got(first=DeliveryState.SENDING)))
    assert (made.kind, made.target) == (EDIT, None)


@pytest.mark.parametrize("state", [DeliveryState.FAILED, DeliveryState.CANCELLED, DeliveryState.EXPIRED])
def test_a_lost_first_message_is_sent_anew(state: DeliveryState) -> None:
    """News brings a new first message under a new key; a silent change does not."""
    (made,) = told(telling(TellingKind.EDIT), recipient(Got(first=state)))
    assert (made.kind, made.key) == (FIRST, "alert:9/chat:7/0/first:2")
    assert told(telling(TellingKind.EDIT, opens=False), recipient(Got(first=state))) == []


def test_an_uncertain_first_message_is_followed_only_by_sound() -> None:
    """It may stand in the chat: a second one is worth it for a state, not for another outlet."""
    uncertain = recipient(Got(first=DeliveryState.UNCERTAIN))
    assert kinds(telling(TellingKind.EDIT), uncertain) == []
    assert kinds(telling(TellingKind.UPDATE), uncertain) == [(FIRST, False)]


@pytest.mark.parametrize("state", [ChatState.PAUSED, ChatState.STOPPED])
def test_a_chat_that_does_not_receive_gets_nothing(state: ChatState) -> None:
    """Paused and stopped chats are passed over."""
    assert told(telling(), recipient(state=state)) == []


def test_a_muted_story_is_silent() -> None:
    """Who muted the story gets neither updates nor edits of it."""
    assert told(telling(TellingKind.UPDATE), recipient(SENT, muted=True)) == []


def test_shadow_is_for_admins() -> None:
    """A watchlist in shadow tells admins only."""
    what = telling(TellingKind.FIRST, Told(id="w", shadow=True))
    assert told(what, recipient()) == []
    assert kinds(what, recipient(admin=True)) == [(FIRST, False)]


def test_a_first_message_is_silent_where_the_rules_say_so() -> None:
    """Unless another watchlist of this chat rings."""
    what = telling(TellingKind.FIRST, Told(id="w", rings_first=False), Told(id="x"))
    assert kinds(what, recipient()) == [(FIRST, True)]
    assert kinds(what, recipient(watchlists=frozenset({"w", "x"}))) == [(FIRST, False)]


def test_nothing_is_nothing() -> None:
    """A telling that tells nothing addresses nobody."""
    assert told(telling(TellingKind.NOTHING), recipient()) == []


gots = st.none() | st.builds(
    Got,
    first=st.sampled_from(DeliveryState),
    message=st.none() | st.integers(1, 99),
    announced=st.integers(0, 4),
    shown=st.integers(0, 4),
    silent=st.booleans(),
    editing=st.booleans(),
)


@given(
    got=gots,
    kind=st.sampled_from(TellingKind),
    opens=st.booleans(),
    rings=st.booleans(),
    revision=st.integers(1, 4),
)
def test_at_most_one_of_each_kind_and_never_a_first_beside_others(
    got: Got | None, kind: TellingKind, opens: bool, rings: bool, revision: int
) -> None:
    """Whatever a chat has: one message opens or the others follow, keys differ, and twice gives the same keys."""
    what = telling(kind, Told(id="w", rings_update=rings), opens=opens)
    made = told(what, recipient(got), revision=revision)
    assert [one.kind for one in made] in ([], [FIRST], [EDIT], [UPDATE], [UPDATE, EDIT])
    assert len({one.key for one in made}) == len(made)
    assert [one.key for one in told(what, recipient(got), revision=revision)] == [one.key for one in made]
