"""Alerts as signed webhooks, after the Standard Webhooks specification (standardwebhooks.com): which event a revision is, what
stands in it, how it is signed, and what an answer means. Who sends it stands in the runtime."""

import base64
import hashlib
import hmac
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.alerts.plan import Telling
from bot.alerts.records import Record, moment
from bot.model import AlertContent, Ruling, State

#: Before a secret, which is base64 behind it.
PREFIX = "whsec_"
#: Bytes of a secret that is made here; the specification wants 24 to 64.
SECRET_BYTES = 32
#: Waits after failed attempts, as the specification proposes: three days in all.
_WAITS = tuple(
    timedelta(seconds=seconds)
    for seconds in (5, 300, 1800, 7200, 5 * 3600, 10 * 3600, 14 * 3600, 20 * 3600, 24 * 3600)
)
#: An endpoint that is away or overloaded is left alone as a whole for at most so long.
_LONGEST_REST = timedelta(minutes=30)
#: A Retry-After that asks for longer is cut.
_LONGEST_ASKED = timedelta(hours=24)
_GONE, _TOO_MANY = 410, 429


class EventType(StrEnum):
    """What happened to an alert."""

    FIRST = "alert.first"
    UPDATE = "alert.update"
    RETRACT = "alert.retract"


class HookState(StrEnum):
    """Of an endpoint."""

    ACTIVE = "active"
    #: It answered 410: it wants nothing more.
    GONE = "gone"
    #: One event failed for three days.
    FAILING = "failing"
    #: Its address is, or leads to, a private network.
    REFUSED = "refused"


class PostState(StrEnum):
    """Of one event on its way to one endpoint."""

    PENDING = "pending"
    SENT = "sent"
    FAILED = "failed"
    #: A newer event of the same alert says more.
    SUPERSEDED = "superseded"
    #: The endpoint ended first.
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of one attempt: a status, or why there is none."""

    #: 0 where there was no answer.
    status: int
    reason: str = ""
    retry_after: timedelta | None = None
    #: The address is not public.
    private: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What is to be written after an attempt."""

    state: PostState
    #: When it is tried again, where it is still pending.
    due_at: datetime | None = None
    #: Until when the endpoint is left alone.
    rests_until: datetime | None = None
    #: What the endpoint is from now on.
    hook: HookState = HookState.ACTIVE


def event_of(
    telling: Telling, content: AlertContent, wanted: frozenset[str], *, known: bool
) -> EventType | None:
    """The event that a telling is for an endpoint; None where it is none of its business.

    Args:
        telling: with the watchlists that may be told now.
        content: of the revision.
        wanted: ids that the endpoint asks for; empty for all.
        known: whether it was told the alert before.
    """
    told = {one.id for one in telling.watchlists if not one.shadow}
    mine = told if not wanted else told & wanted
    if known:
        if not mine and not telling.everywhere:
            return None
        is_back = content.ruling is Ruling.RETRACTED or content.state is State.RETRACTED
        return EventType.RETRACT if is_back else EventType.UPDATE
    return EventType.FIRST if mine and telling.opens and not telling.everywhere else None


def event_id(alert: int, revision: int) -> str:
    """The same for every attempt: what a receiver knows a repetition by."""
    return f"alert_{alert}_{revision}"


def body_of(type_: EventType, at: datetime, record: Record, wanted: frozenset[str]) -> bytes:
    """The request's body; of several watchlists only those that the endpoint asks for are named."""
    named = record["watchlists"]
    listed = named if isinstance(named, Sequence) else ()
    shown = [one for one in listed if not wanted or one in wanted]
    data = {**record, "watchlists": shown}
    return json.dumps(
        {"type": type_, "timestamp": moment(at), "data": data}, ensure_ascii=False, separators=(",", ":")
    ).encode()


def headers_of(secret: str, id_: str, body: bytes, now: datetime) -> dict[str, str]:
    """The three headers; `secret` with its prefix."""
    at = int(now.timestamp())
    key = base64.b64decode(secret.removeprefix(PREFIX))
    made = hmac.new(key, f"{id_}.{at}.".encode() + body, hashlib.sha256).digest()
    return {
        "webhook-id": id_,
        "webhook-timestamp": str(at),
        "webhook-signature": f"v1,{base64.b64encode(made).decode()}",
    }


def settled(answer: Answer, *, attempts: int, failures: int, now: datetime, chance: float) -> Settled:
    """What an attempt means.

    Args:
        answer: of this attempt.
        attempts: at this event, this one counted.
        failures: of the endpoint in a row, this one counted.
        now: the moment.
        chance: 0 to 1; waits are lengthened by up to a tenth, so that not all come at once.
    """
    if 200 <= answer.status < 300:
        return Settled(state=PostState.SENT)
    if answer.status == _GONE:
        return Settled(state=PostState.FAILED, hook=HookState.GONE)
    if answer.private:
        return Settled(state=PostState.FAILED, hook=HookState.REFUSED)
    if attempts > len(_WAITS):
        return Settled(state=PostState.FAILED, hook=HookState.FAILING)
    stretch = 1 + chance / 10
    due_at = now + _WAITS[attempts - 1] * stretch
    rests_until = None
    if answer.status == 0 or answer.status == _TOO_MANY or answer.status >= 500:
        rest = min(_WAITS[min(failures, len(_WAITS)) - 1], _LONGEST_REST) * stretch
        if answer.retry_after is not None:
            rest = min(max(answer.retry_after, rest), _LONGEST_ASKED)
        rests_until = now + rest
        due_at = max(due_at, rests_until) if answer.retry_after is not None else due_at
    return Settled(state=PostState.PENDING, due_at=due_at, rests_until=rests_until)
