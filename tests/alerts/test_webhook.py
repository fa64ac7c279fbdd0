"""Alerts as signed webhooks: which event, how signed, what an answer means."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.alerts.plan import Telling, TellingKind, Told
from bot.alerts.records import alert_record
from bot.alerts.webhook import (
    Answer,
    EventType,
    HookState,
    PostState,
    Settled,
    body_of,
    event_of,
    headers_of,
    settled,
)
from bot.model import Ruling, State
from tests.alerts.builders import T0, content, named

_ALL: frozenset[str] = frozenset()
_OPEN = Telling(
    kind=TellingKind.FIRST, state=State.SINGLE, state_revision=1, opens=True, watchlists=(Told(id="w"),)
)


def test_the_signature_is_that_of_the_specification() -> None:
    """The test vector of the reference libraries."""
    at = datetime.fromtimestamp(1614265330, UTC)
    made = headers_of(
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", b'{"test": 2432232314}', at
    )

    assert made == {
        "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
        "webhook-timestamp": "1614265330",
        "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    }


def test_an_endpoint_hears_of_its_watchlists_alone() -> None:
    """First what opens, then every change, a retraction by its name; shadow and other watchlists are none of it."""
    told = content()
    grown = replace(_OPEN, kind=TellingKind.EDIT, opens=False)

    assert event_of(_OPEN, told, _ALL, known=False) is EventType.FIRST
    assert event_of(_OPEN, told, frozenset({"w", "x"}), known=False) is EventType.FIRST
    assert event_of(_OPEN, told, frozenset({"x"}), known=False) is None
    assert event_of(grown, told, _ALL, known=False) is None
    assert event_of(grown, told, _ALL, known=True) is EventType.UPDATE
    assert event_of(grown, replace(told, state=State.RETRACTED), _ALL, known=True) is EventType.RETRACT
    shadowed = replace(_OPEN, watchlists=(Told(id="w", shadow=True),))
    assert event_of(shadowed, told, _ALL, known=False) is None
    assert event_of(shadowed, told, _ALL, known=True) is None


def test_an_admins_word_goes_to_who_was_told_and_to_nobody_else() -> None:
    """Whatever watchlists it has now."""
    word = Telling(kind=TellingKind.UPDATE, state=State.RETRACTED, state_revision=2, everywhere=True)
    taken = content(ruling=Ruling.RETRACTED)

    assert event_of(word, taken, frozenset({"x"}), known=True) is EventType.RETRACT
    assert event_of(word, taken, _ALL, known=False) is None


def test_the_body_names_only_watchlists_that_were_asked_for() -> None:
    """Which others the story hits is not said."""
    told = content(watchlists=(named("w"), named("secret")))
    record = alert_record(told, alert=1, chapter=1, revision=1, created_at=T0, quiet=False, nested=True)

    body = json.loads(body_of(EventType.FIRST, T0, record, frozenset({"w"})))

    assert (body["type"], body["timestamp"]) == ("alert.first", "2020-07-30T11:05:00Z")
    assert body["data"]["watchlists"] == ["w"]
    assert json.loads(body_of(EventType.FIRST, T0, record, _ALL))["data"]["watchlists"] == ["w", "secret"]


def _settled(answer: Answer, attempts: int = 1, failures: int = 1) -> Settled:
    return settled(answer, attempts=attempts, failures=failures, now=T0, chance=0.0)


def test_only_a_2xx_is_success() -> None:
    """A redirect and a refusal are tried again; 410 ends the endpoint, and so does a private address."""
    assert _settled(Answer(204)) == Settled(state=PostState.SENT)
    assert _settled(Answer(302)).state is PostState.PENDING
    assert _settled(Answer(400)).rests_until is None
    assert _settled(Answer(410)).hook is HookState.GONE
    assert _settled(Answer(0, "10.0.0.1", private=True)).hook is HookState.REFUSED


def test_waits_grow_over_three_days_and_then_the_endpoint_ends() -> None:
    """As the specification proposes; a server that is away is left alone as a whole, for half an hour at most."""
    waits = []
    for attempts in range(1, 10):
        due_at = _settled(Answer(500), attempts, attempts).due_at
        assert due_at is not None
        waits.append(due_at - T0)

    assert waits[:4] == [timedelta(seconds=n) for n in (5, 300, 1800, 7200)]
    assert sum(waits, timedelta()) > timedelta(days=3)
    assert _settled(Answer(500), 10).hook is HookState.FAILING
    assert _settled(Answer(503), 1, 9).rests_until == T0 + timedelta(minutes=30)
    asked = _settled(Answer(429, retry_after=timedelta(hours=2)))
    assert (asked.due_at, asked.rests_until) == (T0 + timedelta(hours=2), T0 + timedelta(hours=2))
