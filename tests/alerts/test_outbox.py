"""What an answer of Telegram makes of a delivery."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.alerts.outbox import (
    DropTarget,
    HoldChat,
    MigrateChat,
    Migrated,
    NotModified,
    Outcome,
    PauseChat,
    PauseTopic,
    RefusalKind,
    Refused,
    Report,
    SendAnew,
    SendPlain,
    Sent,
    TellAdmins,
    Throttled,
    Uncertain,
    Unreached,
    is_stale,
    recover,
    settle,
)
from bot.model import DeliveryKind, DeliveryState
from tests.alerts.builders import T0, after, delivery

ANSWER, FIRST, UPDATE, EDIT, SAMPLE = (
    DeliveryKind.ANSWER,
    DeliveryKind.FIRST,
    DeliveryKind.UPDATE,
    DeliveryKind.EDIT,
    DeliveryKind.SAMPLE,
)
PENDING, SENT, UNCERTAIN, FAILED = (
    DeliveryState.PENDING,
    DeliveryState.SENT,
    DeliveryState.UNCERTAIN,
    DeliveryState.FAILED,
)


def test_an_accepted_message_is_sent() -> None:
    """With its id, and nothing else to do."""
    done = settle(delivery(), Sent(44), T0)
    assert (done.state, done.message_id, done.effects, done.reason) == (SENT, 44, (), "")


def test_not_modified_is_success() -> None:
    """The message shows the text already, so it is the one that was to be edited."""
    done = settle(delivery(kind=EDIT, target=44), NotModified(), T0)
    assert (done.state, done.message_id) == (SENT, 44)


def test_throttling_holds_the_chat_and_counts_no_attempt() -> None:
    """Nothing goes there until then, across restarts."""
    done = settle(delivery(), Throttled(timedelta(seconds=40)), T0)
    assert (done.state, done.due_at, done.attempts) == (PENDING, after(seconds=40), 0)
    assert done.effects == (HoldChat(7, after(seconds=40)),)


def test_a_migrated_group_is_rewritten() -> None:
    """The delivery is due again at once, to the new id that the effect writes."""
    done = settle(delivery(chat=-5), Migrated(-1005), T0)
    assert (done.state, done.due_at, done.effects) == (PENDING, T0, (MigrateChat(-5, -1005),))


@pytest.mark.parametrize(
    "kind", [RefusalKind.BLOCKED, RefusalKind.DEACTIVATED, RefusalKind.KICKED, RefusalKind.CHAT_DELETED]
)
def test_a_chat_that_is_gone_is_paused_at_once(kind: RefusalKind) -> None:
    """In Telegram's own words."""
    done = settle(delivery(), Refused(kind, "Forbidden: gone"), T0)
    assert (done.state, done.effects) == (FAILED, (PauseChat(7, "Forbidden: gone"),))


def test_missing_rights_pause_and_are_told() -> None:
    """An admin can mend them."""
    done = settle(delivery(chat=-5), Refused(RefusalKind.NO_RIGHTS, "not enough rights"), T0)
    assert done.effects == (
        PauseChat(-5, "not enough rights"),
        TellAdmins(-5, 0, RefusalKind.NO_RIGHTS, "not enough rights"),
    )


def test_a_transient_refusal_pauses_only_after_a_day() -> None:
    """Many attempts within hours do not end a subscription; three over a day do."""
    refused = Refused(RefusalKind.TRANSIENT, "can't send")
    early = settle(delivery(attempts=6), refused, after(hours=20))
    late = settle(delivery(attempts=3), refused, after(hours=24))
    few = settle(delivery(attempts=2), refused, after(hours=30))
    assert [early.state, late.state, few.state] == [PENDING, FAILED, PENDING]
    assert late.effects == (PauseChat(7, "can't send"),)


def test_a_transient_refusal_followed_through_ends_in_a_pause() -> None:
    """Retried as it says, a chat that keeps refusing is paused within two days and a dozen requests."""
    now, attempts = T0, 0
    while True:
        attempts += 1
        done = settle(delivery(attempts=attempts), Refused(RefusalKind.TRANSIENT), now, jitter=0.3)
        if done.state is FAILED:
            break
        assert done.due_at > now
        now = done.due_at
    assert after(hours=24) <= now <= after(hours=48)
    assert 3 <= attempts <= 12


def test_a_chat_that_is_not_found_is_tried_twice() -> None:
    """The first time something else may be wrong."""
    refused = Refused(RefusalKind.CHAT_NOT_FOUND, "chat not found")
    assert settle(delivery(), refused, T0).state is PENDING
    assert settle(delivery(attempts=2), refused, T0).effects == (PauseChat(7, "chat not found"),)


def test_a_topic_that_is_gone_is_paused_and_never_spills() -> None:
    """Busy topics are missing for moments, so it is tried twice; then only the topic is paused."""
    refused = Refused(RefusalKind.TOPIC_GONE, "TOPIC_CLOSED")
    assert settle(delivery(chat=-5, thread=3), refused, T0).state is PENDING
    done = settle(delivery(chat=-5, thread=3, attempts=2), refused, T0)
    assert (done.state, done.effects) == (
        FAILED,
        (PauseTopic(-5, 3, "TOPIC_CLOSED"), TellAdmins(-5, 3, RefusalKind.TOPIC_GONE, "TOPIC_CLOSED")),
    )


def test_a_closed_general_topic_pauses_the_chat() -> None:
    """There is no topic to pause."""
    done = settle(delivery(chat=-5), Refused(RefusalKind.TOPIC_GONE, "TOPIC_CLOSED"), T0)
    assert PauseChat(-5, "TOPIC_CLOSED") in done.effects


def test_bad_markup_is_sent_once_as_plain_text() -> None:
    """And reported; refused again, it has failed."""
    refused = Refused(RefusalKind.BAD_MARKUP, "can't parse entities")
    first = settle(delivery(), refused, T0)
    assert (first.state, first.due_at, first.attempts) == (PENDING, T0, 0)
    assert first.effects == (SendPlain(1), Report(1, "can't parse entities"))
    assert settle(delivery(), refused, T0, plain=True).state is FAILED


def test_a_message_that_is_gone_is_sent_anew() -> None:
    """An edit silently, an update with sound, as a new first message."""
    refused = Refused(RefusalKind.TARGET_GONE, "message to edit not found")
    edit = settle(delivery(kind=EDIT, target=44, thread=2), refused, T0)
    update = settle(delivery(kind=UPDATE, target=44), refused, T0)
    assert (edit.state, edit.effects) == (DeliveryState.CANCELLED, (SendAnew(3, 7, 2, 5, True),))
    assert update.effects == (SendAnew(3, 7, 0, 5, False),)


def test_an_answer_whose_menu_is_gone_becomes_a_new_message() -> None:
    """A settings message that was deleted does not swallow the answer."""
    done = settle(delivery(kind=ANSWER, target=44), Refused(RefusalKind.TARGET_GONE), T0)
    assert (done.state, done.effects) == (PENDING, (DropTarget(1),))


def test_an_unknown_refusal_fails_and_is_reported() -> None:
    """It would be refused again."""
    done = settle(delivery(), Refused(RefusalKind.OTHER, "BUTTON_DATA_INVALID"), T0)
    assert (done.state, done.effects) == (FAILED, (Report(1, "BUTTON_DATA_INVALID"),))


@pytest.mark.parametrize(
    ("kind", "attempts", "state"),
    [
        (FIRST, 1, PENDING),
        (FIRST, 2, UNCERTAIN),
        (UPDATE, 1, PENDING),
        (UPDATE, 2, UNCERTAIN),
        (EDIT, 4, PENDING),
        (EDIT, 5, UNCERTAIN),
        (ANSWER, 1, UNCERTAIN),
        (SAMPLE, 1, UNCERTAIN),
    ],
)
def test_what_may_have_arrived(kind: DeliveryKind, attempts: int, state: DeliveryState) -> None:
    """Alerts once more, edits harmlessly a few times, answers and samples not."""
    sending = delivery(kind=kind, attempts=attempts)
    done = settle(sending, Uncertain("read timeout"), T0)
    assert (done.state, done.reason, done.attempts) == (state, "read timeout", attempts)


@pytest.mark.parametrize(
    ("kind", "attempts", "state"),
    [
        (FIRST, 2, PENDING),
        (UPDATE, 9, PENDING),
        (FIRST, 10, UNCERTAIN),
        (EDIT, 4, PENDING),
        (EDIT, 5, UNCERTAIN),
        (ANSWER, 1, UNCERTAIN),
        (SAMPLE, 1, UNCERTAIN),
    ],
)
def test_what_was_in_flight_at_a_crash(kind: DeliveryKind, attempts: int, state: DeliveryState) -> None:
    """Alerts again, also where it happens twice: the process may have ended both times before the request left."""
    assert recover(delivery(kind=kind, attempts=attempts), T0).state is state


def test_an_outage_loses_nothing_and_is_not_hammered() -> None:
    """What never reached Telegram is tried without end, ever more slowly up to half a minute."""
    now, waits = T0, []
    for _ in range(40):
        done = settle(delivery(), Unreached("no route"), now)
        assert (done.state, done.attempts) == (PENDING, 0)
        waits.append((done.due_at - now).total_seconds())
        now = done.due_at
    assert waits[:4] == [1, 1, 2, 4]
    assert waits[-1] == 30


@given(
    kind=st.sampled_from(DeliveryKind),
    attempts=st.integers(0, 9),
    thread=st.integers(0, 2),
    target=st.none() | st.just(44),
    jitter=st.floats(-1, 2),
    plain=st.booleans(),
    outcome=st.one_of(
        st.builds(Sent, st.integers(1, 99)),
        st.just(NotModified()),
        st.builds(Throttled, st.integers(0, 50_000).map(lambda seconds: timedelta(seconds=seconds))),
        st.builds(Migrated, st.just(-1005)),
        st.builds(Uncertain, st.text(max_size=9)),
        st.builds(Unreached, st.text(max_size=9)),
        st.builds(Refused, st.sampled_from(RefusalKind), st.text(max_size=9)),
    ),
)
def test_every_outcome_has_a_place_to_go(
    kind: DeliveryKind,
    attempts: int,
    thread: int,
    target: int | None,
    jitter: float,
    plain: bool,
    outcome: Outcome,
) -> None:
    """Nothing stays `sending`, nothing is due in the past, and whatever is not sent says why."""
    sending = delivery(kind=kind, attempts=attempts, thread=thread, target=target)
    done = settle(sending, outcome, after(minutes=2), plain=plain, jitter=jitter)
    assert done.state is not DeliveryState.SENDING
    assert done.due_at >= after(minutes=2)
    assert done.attempts <= max(attempts, 0)
    assert (done.state is SENT) == (not done.reason)


def test_old_deliveries_expire() -> None:
    """An answer after an hour, an alert with its articles."""
    limit = timedelta(hours=48)
    assert is_stale(delivery(kind=ANSWER), after(hours=2), max_age=limit)
    assert not is_stale(delivery(), after(hours=48), max_age=limit)
    assert is_stale(delivery(), after(hours=49), max_age=limit)


@pytest.mark.parametrize("jitter", [0.25, 0.5, 0.75])
def test_a_gateway_is_tried_for_more_than_an_hour(jitter: float) -> None:
    """A 5xx that lasts delays an alert; other doubts give it one more try, and both end."""
    waited, attempts = timedelta(), 0
    while True:
        attempts += 1
        found = settle(delivery(attempts=attempts), Uncertain("Bad Gateway", gateway=True), T0, jitter=jitter)
        if found.state is not DeliveryState.PENDING:
            break
        waited += found.due_at - T0
        assert found.due_at - T0 <= timedelta(minutes=15)

    assert found.state is DeliveryState.UNCERTAIN
    assert timedelta(minutes=65) < waited < timedelta(minutes=130)
    assert settle(delivery(attempts=2), Uncertain("read timeout"), T0).state is DeliveryState.UNCERTAIN
