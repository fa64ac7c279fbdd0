"""The fate of a delivery: what each answer of Telegram makes of it. Sending and storing stand elsewhere.

    pending --taken, marked--> sending --accepted--> sent
       ^                          |
       |                          |-- Throttled, Unreached, Migrated, first BAD_MARKUP -----> pending
       |                          |-- TRANSIENT, CHAT_NOT_FOUND, TOPIC_GONE, the first time -> pending
       |                          |-- unknown: FIRST and UPDATE once more, EDIT a few times -> pending
       |                          |-- unknown: ANSWER and SAMPLE, or once too often ---------> uncertain
       +-- due_at, attempts ------|-- the message to edit or reply to is gone ---------------> cancelled
                                  +-- refused for good --------------------------------------> failed
    pending --too old--> expired; pending --its chat or topic was paused, or it was replaced--> cancelled

`attempts` of a Delivery counts the requests that Telegram answered or may have accepted, the running one
included; a throttled or unreached one is given back.
Source of the table: the Bot API's error words and reports of other bots' operators.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.model import Delivery, DeliveryKind, DeliveryState


class RefusalKind(StrEnum):
    """Why Telegram refuses a request for what it is or where it goes."""

    BLOCKED = "blocked"
    DEACTIVATED = "deactivated"
    KICKED = "kicked"
    CHAT_DELETED = "chat_deleted"
    #: 403 "can't send messages to the user": comes and goes.
    TRANSIENT = "transient"
    CHAT_NOT_FOUND = "chat_not_found"
    #: The forum topic is closed, deleted or not found.
    TOPIC_GONE = "topic_gone"
    NO_RIGHTS = "no_rights"
    BAD_MARKUP = "bad_markup"
    #: The message to edit or reply to does not exist or is not ours.
    TARGET_GONE = "target_gone"
    OTHER = "other"


# --- outcomes: what a request came to -----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Sent:
    """Accepted."""

    message_id: int


@dataclass(frozen=True, slots=True)
class NotModified:
    """The message shows that text already."""


@dataclass(frozen=True, slots=True)
class Throttled:
    """429: not accepted; wait."""

    retry_after: timedelta


@dataclass(frozen=True, slots=True)
class Refused:
    """400 or 403: not accepted."""

    kind: RefusalKind
    #: Telegram's words.
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Migrated:
    """The group became a supergroup with another id: not accepted."""

    new_chat_id: int


@dataclass(frozen=True, slots=True)
class Uncertain:
    """Nobody knows whether it was accepted: a read timeout, a broken connection, a 5xx, a crash."""

    detail: str = ""
    #: A gateway answered in Telegram's place (5xx): most likely nothing was accepted, and it may last.
    gateway: bool = False


@dataclass(frozen=True, slots=True)
class Unreached:
    """Never reached Telegram: no connection was made."""

    detail: str = ""


Outcome = Sent | NotModified | Throttled | Refused | Migrated | Uncertain | Unreached


# --- effects: what else has to be done, in the same transaction ---------------------------------------


@dataclass(frozen=True, slots=True)
class PauseChat:
    """Send nothing more there and cancel what is queued, until /start or my_chat_member restores it."""

    chat: int
    reason: str


@dataclass(frozen=True, slots=True)
class PauseTopic:
    """Send nothing more to the topic and cancel what is queued for it; nothing moves to General."""

    chat: int
    thread: int
    reason: str


@dataclass(frozen=True, slots=True)
class TellAdmins:
    """Tell the chat's admins, in private, what they can mend."""

    chat: int
    thread: int
    kind: RefusalKind
    detail: str


@dataclass(frozen=True, slots=True)
class MigrateChat:
    """Rewrite chat, subscriptions, topics and queued deliveries to the new id."""

    old: int
    new: int


@dataclass(frozen=True, slots=True)
class HoldChat:
    """Telegram's flood wait: send nothing there until then, across restarts. Tell the pacer too."""

    chat: int
    until: datetime


@dataclass(frozen=True, slots=True)
class SendPlain:
    """The next attempt goes out as plain text (`settle` is then called with `plain=True`)."""

    delivery: int


@dataclass(frozen=True, slots=True)
class SendAnew:
    """The chat's message of this alert is gone: store a new FIRST delivery, keyed by this one's revision."""

    alert: int
    chat: int
    thread: int
    revision: int
    silent: bool


@dataclass(frozen=True, slots=True)
class DropTarget:
    """The message to edit is gone: the next attempt sends a new one (`target` becomes None)."""

    delivery: int


@dataclass(frozen=True, slots=True)
class Report:
    """Worth the operator's look: a refusal that the table does not know, or markup that Telegram cannot parse."""

    delivery: int
    detail: str


Effect = (
    PauseChat | PauseTopic | TellAdmins | MigrateChat | HoldChat | SendPlain | SendAnew | DropTarget | Report
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """What becomes of a delivery."""

    state: DeliveryState
    #: When it is to be taken again, where it is pending; else the moment it was settled.
    due_at: datetime
    #: To be stored; see the module's docstring.
    attempts: int
    #: Telegram's message id, where the outcome gave one.
    message_id: int | None = None
    #: In words, for the receipt; empty where all went well.
    reason: str = ""
    effects: tuple[Effect, ...] = ()


#: Gone until the person or a group's admin acts.
_GONE = frozenset(
    {RefusalKind.BLOCKED, RefusalKind.DEACTIVATED, RefusalKind.KICKED, RefusalKind.CHAT_DELETED}
)
#: A known bot lost subscribers by believing this 403 at once: it must hold for a day.
_TRANSIENT_FOR = timedelta(hours=24)
_TRANSIENT_ATTEMPTS = 3
#: Suspect a wrong id or a hiccup before the chat; busy topics are "not found" for moments.
_NOT_FOUND_ATTEMPTS = 2
_NOT_FOUND_WAIT = timedelta(minutes=1)
#: A repeated edit does no harm, but must not go on for ever.
_EDIT_ATTEMPTS = 5
#: Each crash doubles an alert at most once more; one that ends the process every time must not go on for ever.
_CRASH_ATTEMPTS = 10
#: One to 512 seconds, then ten minutes each: more than an hour, whatever chance makes of the waits.
_GATEWAY_ATTEMPTS = 19
_LONGEST_DOUBT = timedelta(minutes=10)
_SHORTEST_WAIT = timedelta(seconds=1)
_LONGEST_WAIT = timedelta(seconds=30)


def settle(
    delivery: Delivery, outcome: Outcome, now: datetime, *, plain: bool = False, jitter: float = 0.5
) -> Settlement:
    """Decide what an outcome makes of a delivery.

    Args:
        delivery: as it was taken, `attempts` counting this request.
        outcome: what the request came to.
        now: the moment of the outcome.
        plain: the request went out as plain text, after markup that Telegram could not parse.
        jitter: chance, in 0 to 1; spreads retries over half to one and a half times the wait.

    Returns:
        The next state, with what has to be done beside it in the same transaction. Never raises.
    """
    match outcome:
        case Sent(message_id):
            return _done(delivery, now, DeliveryState.SENT, message_id=message_id)
        case NotModified():
            return _done(delivery, now, DeliveryState.SENT, message_id=delivery.target)
        case Throttled(retry_after):
            until = now + max(retry_after, _SHORTEST_WAIT)
            return _again(delivery, until, "throttled", HoldChat(delivery.chat, until), given_back=True)
        case Migrated(new):
            effect = MigrateChat(delivery.chat, new)
            return _again(delivery, now, f"the group is now {new}", effect, given_back=True)
        case Unreached(detail):
            # Not counted: it waits as long again as it has waited, so an outage is not hammered.
            wait = min(max(now - delivery.created_at, _SHORTEST_WAIT), _LONGEST_WAIT)
            return _again(delivery, now + _spread(wait, jitter), detail or "not reached", given_back=True)
        case Uncertain(detail, gateway):
            reason = detail or "nobody knows whether it arrived"
            return _doubtful(delivery, now, reason, jitter, gateway=gateway)
        case Refused(kind, detail):
            return _refused(delivery, kind, detail or kind.value, now, plain=plain, jitter=jitter)


def recover(delivery: Delivery, now: datetime) -> Settlement:
    """What becomes of a delivery found `sending` at start: the process ended with its request in flight.

    An alert is sent again, also where that happened to it before: it may have ended before the request left, twice.
    """
    reason = "the bot stopped while this was in flight"
    instant = delivery.kind in (DeliveryKind.FIRST, DeliveryKind.UPDATE)
    if instant and delivery.attempts < _CRASH_ATTEMPTS:
        return _again(delivery, now, reason)
    return _doubtful(delivery, now, reason, jitter=0.0)


def _doubtful(
    delivery: Delivery, now: datetime, reason: str, jitter: float, *, gateway: bool = False
) -> Settlement:
    """An instant alert once more (better twice than never), an edit a few times, anything else not.

    Behind a gateway's 5xx both are tried for more than an hour: a partial outage must not lose what it delays.
    """
    match delivery.kind:
        case DeliveryKind.FIRST | DeliveryKind.UPDATE:
            again = delivery.attempts < (_GATEWAY_ATTEMPTS if gateway else 2)
        case DeliveryKind.EDIT:
            again = delivery.attempts < (_GATEWAY_ATTEMPTS if gateway else _EDIT_ATTEMPTS)
        case _:
            again = False
    if not again:
        return _done(delivery, now, DeliveryState.UNCERTAIN, reason=reason)
    wait = min(_SHORTEST_WAIT * 2 ** max(delivery.attempts - 1, 0), _LONGEST_DOUBT)
    return _again(delivery, now + _spread(wait, jitter), reason)


def _refused(
    delivery: Delivery, kind: RefusalKind, detail: str, now: datetime, *, plain: bool, jitter: float
) -> Settlement:
    chat, thread = delivery.chat, delivery.thread
    pause = PauseChat(chat, detail)
    tell = TellAdmins(chat, thread, kind, detail)
    failed = DeliveryState.FAILED
    if kind in _GONE:
        return _done(delivery, now, failed, pause, reason=detail)
    match kind:
        case RefusalKind.NO_RIGHTS:
            return _done(delivery, now, failed, pause, tell, reason=detail)
        case RefusalKind.TRANSIENT:
            since = now - delivery.created_at
            if delivery.attempts >= _TRANSIENT_ATTEMPTS and since >= _TRANSIENT_FOR:
                return _done(delivery, now, failed, pause, reason=detail)
            wait = min(max(since, timedelta(minutes=15)), timedelta(hours=12))
            return _again(delivery, now + _spread(wait, jitter), detail)
        case RefusalKind.CHAT_NOT_FOUND if delivery.attempts >= _NOT_FOUND_ATTEMPTS:
            return _done(delivery, now, failed, pause, reason=detail)
        case RefusalKind.TOPIC_GONE if thread and delivery.attempts >= _NOT_FOUND_ATTEMPTS:
            return _done(delivery, now, failed, PauseTopic(chat, thread, detail), tell, reason=detail)
        case RefusalKind.TOPIC_GONE if not thread:
            # General itself is closed: there is no topic to pause but the chat.
            return _done(delivery, now, failed, pause, tell, reason=detail)
        case RefusalKind.CHAT_NOT_FOUND | RefusalKind.TOPIC_GONE:
            return _again(delivery, now + _NOT_FOUND_WAIT, detail)
        case RefusalKind.BAD_MARKUP if not plain:
            report = Report(delivery.id, detail)
            return _again(delivery, now, detail, SendPlain(delivery.id), report, given_back=True)
        case RefusalKind.TARGET_GONE if delivery.alert is not None and delivery.target is not None:
            silent = delivery.kind is not DeliveryKind.UPDATE
            anew = SendAnew(delivery.alert, chat, thread, delivery.revision, silent)
            return _done(delivery, now, DeliveryState.CANCELLED, anew, reason=detail)
        case RefusalKind.TARGET_GONE if delivery.kind is DeliveryKind.ANSWER and delivery.target is not None:
            return _again(delivery, now, detail, DropTarget(delivery.id), given_back=True)
        case _:
            return _done(delivery, now, failed, Report(delivery.id, detail), reason=detail)


def is_stale(delivery: Delivery, now: datetime, *, max_age: timedelta) -> bool:
    """Whether a pending delivery is too old to be sent: it expires, and a summary takes its place.

    An answer that comes an hour late answers nothing; alerts live as long as articles are fresh.
    """
    limit = timedelta(hours=1) if delivery.kind is DeliveryKind.ANSWER else max_age
    return now - delivery.created_at > limit


def _done(
    delivery: Delivery,
    now: datetime,
    state: DeliveryState,
    *effects: Effect,
    reason: str = "",
    message_id: int | None = None,
) -> Settlement:
    return Settlement(
        state=state,
        due_at=now,
        attempts=delivery.attempts,
        message_id=message_id,
        reason=reason,
        effects=effects,
    )


def _again(
    delivery: Delivery, due_at: datetime, reason: str, *effects: Effect, given_back: bool = False
) -> Settlement:
    attempts = max(delivery.attempts - 1, 0) if given_back else delivery.attempts
    return Settlement(
        state=DeliveryState.PENDING, due_at=due_at, attempts=attempts, reason=reason, effects=effects
    )


def _spread(wait: timedelta, jitter: float) -> timedelta:
    return wait * (0.5 + min(max(jitter, 0.0), 1.0))
