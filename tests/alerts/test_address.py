"""Who gets what of one telling."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.alerts.address import EDIT_PATIENCE, Got, Held, NewDelivery, Recipient, address
from bot.alerts.plan import Telling, TellingKind, Told
from bot.alerts.wishes import Mute, MuteKind, Rhythm, Schedule, Subscription
from bot.model import AlertContent, ChatState, DeliveryKind, DeliveryState, State
from tests.alerts.builders import T0, content, report

FIRST, EDIT, UPDATE = DeliveryKind.FIRST, DeliveryKind.EDIT, DeliveryKind.UPDATE
SENT = Got(first=DeliveryState.SENT, message=50, announced=1, shown=1)


def telling(kind: TellingKind = TellingKind.FIRST, *told: Told, **values: Any) -> Telling:
    """A telling that opens, for the watchlist `w` unless others are given."""
    rings = kind is TellingKind.UPDATE
    listed = told or (Told(id="w", rings_update=rings),)
    given_values = {"state": State.CONTESTED, "state_revision": 2, "opens": True, **values}
    return Telling(kind=kind, watchlists=listed, **given_values)


def recipient(got: Got | None = None, *subscriptions: Subscription | str, **values: Any) -> Recipient:
    """A chat that subscribes `w`, or what is given."""
    wanted = tuple(
        Subscription(watchlist=one) if isinstance(one, str) else one for one in subscriptions or ("w",)
    )
    given_values = {"chat": 7, "subscriptions": wanted, **values}
    return Recipient(got=got, **given_values)


def addressed(
    what: Telling, *who: Recipient, revision: int = 2, about: AlertContent | None = None
) -> list[NewDelivery | Held]:
    """What a telling of alert 9 comes to."""
    return list(address(what, about or content(), who, T0, alert=9, revision=revision))


def told(what: Telling, *who: Recipient, revision: int = 2) -> list[NewDelivery]:
    """The deliveries of a telling of alert 9; nothing is held."""
    made = addressed(what, *who, revision=revision)
    assert not any(isinstance(one, Held) for one in made)
    return [one for one in made if isinstance(one, NewDelivery)]


def held(what: Telling, *who: Recipient, about: AlertContent | None = None) -> list[Held]:
    """What waits for a digest; of deliveries there are but edits."""
    made = addressed(what, *who, about=about)
    assert [one for one in made if isinstance(one, NewDelivery) and one.kind is not EDIT] == []
    return [one for one in made if isinstance(one, Held)]


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
    assert kinds(what, recipient(SENT, "x")) == [(UPDATE, False), (EDIT, True)]


def test_a_pending_edit_is_enough() -> None:
    """One edit waits per message: it is rendered with the newest content when its turn comes."""
    assert kinds(telling(TellingKind.EDIT), recipient(replace(SENT, editing=True))) == []


def test_a_pending_reply_is_enough() -> None:
    """It will announce the newest state: nobody is told the same denial twice."""
    waiting = replace(SENT, updating=True)
    assert kinds(telling(TellingKind.UPDATE), recipient(waiting)) == [(EDIT, True)]


def test_an_admins_word_goes_wherever_it_was_told() -> None:
    """Also where nothing is subscribed any more; without sound where the story is muted, and not where it never came."""
    what = replace(telling(TellingKind.UPDATE), everywhere=True, watchlists=())
    unsubscribed = replace(recipient(SENT), subscriptions=())
    assert kinds(what, unsubscribed) == [(UPDATE, False), (EDIT, True)]
    mute = Mute(kind=MuteKind.STORY, subject="s", title="")
    assert kinds(what, replace(unsubscribed, mutes=(mute,))) == [(UPDATE, True), (EDIT, True)]
    assert kinds(what, recipient(digested=1)) == [(UPDATE, False)]
    assert kinds(what, recipient()) == []
    assert kinds(what, replace(unsubscribed, state=ChatState.STOPPED)) == []


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
    mute = Mute(kind=MuteKind.STORY, subject="s", title="Headline")
    assert told(telling(TellingKind.UPDATE), recipient(SENT, mutes=(mute,))) == []
    over = replace(mute, until=T0)
    assert kinds(telling(TellingKind.UPDATE), recipient(SENT, mutes=(over,))) == [
        (UPDATE, False),
        (EDIT, True),
    ]


DAILY = Subscription(watchlist="w", schedule=Schedule(Rhythm.DAILY))
NIGHT = T0 + timedelta(hours=6)
HELD = Held(chat=7, thread=0, until=None, turned=False)


def test_who_wants_digests_gets_one_later() -> None:
    """In place of the first message; where another of its watchlists tells at once it is told at once."""
    assert held(telling(), recipient(None, DAILY)) == [HELD]
    both = telling(TellingKind.FIRST, Told(id="w"), Told(id="x"))
    assert kinds(both, recipient(None, DAILY, "x")) == [(FIRST, False)]
    assert addressed(telling(TellingKind.EDIT, opens=False), recipient(None, DAILY)) == []


def test_in_quiet_hours_it_waits_for_their_end() -> None:
    """First messages and changes of state; the silent edit goes on."""
    asleep = replace(HELD, until=NIGHT)
    assert held(telling(), recipient(quiet_until=NIGHT)) == [asleep]
    assert held(telling(TellingKind.UPDATE), recipient(SENT, quiet_until=NIGHT)) == [
        replace(asleep, turned=True)
    ]
    assert kinds(telling(TellingKind.EDIT), recipient(SENT, quiet_until=NIGHT)) == [(EDIT, True)]
    assert held(telling(), recipient(None, DAILY, quiet_until=NIGHT)) == [HELD]
    uncertain = recipient(Got(first=DeliveryState.UNCERTAIN), quiet_until=NIGHT)
    assert held(telling(TellingKind.UPDATE), uncertain) == [replace(asleep, turned=True)]


def test_urgent_breaks_quiet_hours_where_both_say_so() -> None:
    """The watchlist's editor and the subscriber; a digest it does not break."""
    urgent = telling(TellingKind.FIRST, Told(id="w", urgent=True))
    assert kinds(urgent, recipient(quiet_until=NIGHT)) == [(FIRST, False)]
    calm = Subscription(watchlist="w", urgent=False)
    assert held(urgent, recipient(None, calm, quiet_until=NIGHT)) == [replace(HELD, until=NIGHT)]
    assert held(urgent, recipient(None, DAILY, quiet_until=NIGHT)) == [HELD]


def test_a_story_that_grows_to_enough_outlets_is_told_then() -> None:
    """Two are wanted: one is not enough, the second opens."""
    two = recipient(None, Subscription(watchlist="w", min_outlets=2))
    assert addressed(telling(), two, about=content(report("a"))) == []
    (made,) = addressed(telling(TellingKind.EDIT), two, about=content(report("a"), report("b")))
    assert isinstance(made, NewDelivery)
    assert made.kind is FIRST


def test_only_the_wanted_languages() -> None:
    """A story without a report in one of them waits for one."""
    arabic = recipient(None, Subscription(watchlist="w", languages=frozenset({"ar"})))
    english, both = content(report("a")), content(report("a"), report("b", lang="ar"))
    assert addressed(telling(), arabic, about=english) == []
    assert len(addressed(telling(), arabic, about=both)) == 1


def test_a_muted_outlet_tells_nothing_and_does_not_count() -> None:
    """Alone it is not heard; beside another one the story is, with one outlet less."""
    mute = Mute(kind=MuteKind.OUTLET, subject="outlet-a", title="A")
    alone, both = content(report("a")), content(report("a"), report("b"))
    assert addressed(telling(), recipient(mutes=(mute,)), about=alone) == []
    assert len(addressed(telling(), recipient(mutes=(mute,)), about=both)) == 1
    two = recipient(None, Subscription(watchlist="w", min_outlets=2), mutes=(mute,))
    assert addressed(telling(), two, about=both) == []


def test_a_muted_watchlist_is_passed_over() -> None:
    """Its chat still hears of the story through another one."""
    mute = Mute(kind=MuteKind.WATCHLIST, subject="w", title="W", until=NIGHT)
    both = telling(TellingKind.FIRST, Told(id="w"), Told(id="x"))
    assert addressed(telling(), recipient(mutes=(mute,))) == []
    assert len(addressed(both, recipient(None, "w", "x", mutes=(mute,)))) == 1


def test_what_a_digest_showed_is_told_again_only_when_it_turns() -> None:
    """Growth is not told twice; a denial is, at once or in the next digest."""
    grown = telling(TellingKind.UPDATE, state=State.CORROBORATED)
    assert (
        addressed(grown, recipient(digested=1)) == addressed(grown, recipient(None, DAILY, digested=1)) == []
    )
    denied = telling(TellingKind.UPDATE)
    assert kinds(denied, recipient(digested=1)) == [(UPDATE, False)]
    assert held(denied, recipient(None, DAILY, digested=1)) == [replace(HELD, turned=True)]
    assert addressed(denied, recipient(digested=2)) == []
    corrected = content(correction="Not soldiers but doctors.")
    assert len(addressed(grown, recipient(digested=1), about=corrected)) == 1


def test_shadow_is_for_admins() -> None:
    """A watchlist in shadow tells admins only."""
    what = telling(TellingKind.FIRST, Told(id="w", shadow=True))
    assert told(what, recipient()) == []
    assert kinds(what, recipient(admin=True)) == [(FIRST, False)]


def test_a_first_message_is_silent_where_the_rules_say_so() -> None:
    """Unless another watchlist of this chat rings."""
    what = telling(TellingKind.FIRST, Told(id="w", rings_first=False), Told(id="x"))
    assert kinds(what, recipient()) == [(FIRST, True)]
    assert kinds(what, recipient(None, "w", "x")) == [(FIRST, False)]


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
