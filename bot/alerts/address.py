"""The fan-out of one telling to a page of subscribers: which deliveries each chat gets, and what waits for its digest.
How they are paced and sent stands in pacing.py and outbox.py."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.alerts.hearing import muted, silence, without_outlets
from bot.alerts.plan import Telling, TellingKind, Told
from bot.alerts.wishes import Mute, MuteKind, Rhythm, Subscription
from bot.model import AlertContent, ChatKind, ChatState, DeliveryKind, DeliveryState, State

#: An edit waits so long for further changes of the same message.
EDIT_PATIENCE = timedelta(seconds=3)

#: A first message that will never have a known message id.
_LOST = frozenset({DeliveryState.FAILED, DeliveryState.CANCELLED, DeliveryState.EXPIRED})
#: A story that a digest has shown is told again only when it takes one of these turns.
TURNS = frozenset({State.CONTESTED, State.CONFIRMED, State.RETRACTED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Got:
    """What a chat and topic already has of an alert."""

    #: State of its newest FIRST delivery.
    first: DeliveryState
    #: The Telegram message of that delivery; None until it was sent.
    message: int | None = None
    #: Revision of the content that the first message announced when it was sent; 0 while unsent.
    announced: int = 0
    #: Revision that the message shows now, after edits; 0 while unsent.
    shown: int = 0
    #: That first message goes or went out without sound.
    silent: bool = False
    #: An EDIT of it is pending.
    editing: bool = False
    #: A reply is pending: it will announce the newest state.
    updating: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """A chat and topic that subscribes at least one watchlist of the alert."""

    chat: int
    thread: int = 0
    kind: ChatKind = ChatKind.PRIVATE
    state: ChatState = ChatState.ACTIVE
    #: To the watchlists which the alert hit.
    subscriptions: tuple[Subscription, ...]
    #: Until when its quiet hours hold; None where they do not.
    quiet_until: datetime | None = None
    mutes: tuple[Mute, ...] = ()
    #: Hears of watchlists in shadow.
    admin: bool = False
    got: Got | None = None
    #: Revision of the state that a digest has shown; 0 where none has.
    digested: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDelivery:
    """A delivery to be stored where its key is not known yet."""

    #: Unique; storing it twice adds nothing.
    key: str
    kind: DeliveryKind
    chat: int
    thread: int
    alert: int
    #: Of the content; the newest is rendered when it is sent.
    revision: int
    #: The message to edit or reply to. None for a FIRST, and where the first message is still on its way:
    #: then the sender takes its id from the alert's first delivery.
    target: int | None = None
    silent: bool = False
    due_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """The alert waits for the next digest of a chat and topic."""

    chat: int
    thread: int
    #: When the quiet hours end that hold it back; None where it waits for a digest that was asked for.
    until: datetime | None
    #: The chat knows the story already: what waits is its turn.
    turned: bool


def address(
    telling: Telling,
    content: AlertContent,
    recipients: Iterable[Recipient],
    now: datetime,
    *,
    alert: int,
    revision: int,
) -> tuple[NewDelivery | Held, ...]:
    """The deliveries of one telling for a page of recipients.

    Args:
        telling: what `plan` decided.
        content: the alert's newest.
        recipients: each chat and topic once; those that were told it, where the telling goes everywhere.
        now: the moment of the fan-out.
        alert: the alert's id.
        revision: of the alert's content, growing by one with each stored content.

    Returns:
        For each recipient nothing, a FIRST, an EDIT, or an UPDATE followed by an EDIT, in this order; where it wants
        digests or has its quiet hours, Held in place of FIRST and UPDATE: silent edits go on.
    """
    if telling.kind is TellingKind.NOTHING:
        return ()
    found: list[NewDelivery | Held] = []
    for recipient in recipients:
        if telling.everywhere:
            found.extend(_corrected(_Step(telling, content, now, alert, revision), recipient))
            continue
        told = _mine(telling, content, recipient, now)
        if told:
            found.extend(_deliveries(_Step(telling, content, now, alert, revision), recipient, told))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Step:
    """One revision of an alert on its way."""

    telling: Telling
    content: AlertContent
    now: datetime
    alert: int
    revision: int


@dataclass(frozen=True, slots=True)
class _Mine:
    """A told watchlist that a recipient hears of."""

    told: Told
    #: Not held back, neither by its schedule nor by the quiet hours.
    prompt: bool
    instant: bool


def _deliveries(step: _Step, recipient: Recipient, told: list[_Mine]) -> list[NewDelivery | Held]:
    telling, revision = step.telling, step.revision
    got = recipient.got
    prompt = [one.told for one in told if one.prompt]
    rings = any(one.told.rings_update for one in told)
    if got is None or got.first in _LOST:
        if recipient.digested:
            return _after_digest(step, recipient, told)
        # Who never got the alert is not told of its correction either.
        if not telling.opens:
            return []
        if not prompt:
            return [_held(recipient, told)]
        silent = not any(watchlist.rings_update or watchlist.rings_first for watchlist in prompt)
        again = 0 if got is None else revision
        return [_new(DeliveryKind.FIRST, recipient, step, number=again, silent=silent)]
    if got.first is DeliveryState.UNCERTAIN:
        # It may stand in the chat, but cannot be edited: only what makes a sound is worth a second message.
        if not rings:
            return []
        if not any(watchlist.rings_update for watchlist in prompt):
            return [_held(recipient, told, turned=True)]
        return [_new(DeliveryKind.FIRST, recipient, step, number=revision)]
    found: list[NewDelivery | Held] = []
    if rings and _unannounced(got, revision) and not got.updating:
        if any(watchlist.rings_update for watchlist in prompt):
            number = telling.state_revision
            found.append(_new(DeliveryKind.UPDATE, recipient, step, number=number))
        else:
            found.append(_held(recipient, told, turned=True))
    # A pending message is rendered with the newest content anyway.
    waiting = got.editing or got.first is DeliveryState.PENDING
    if got.shown < revision and not waiting:
        found.append(_new(DeliveryKind.EDIT, recipient, step, number=revision, silent=True))
    return found


def _corrected(step: _Step, recipient: Recipient) -> list[NewDelivery | Held]:
    """An admin's word to who was told: the message is edited and answered; without sound where it is quiet or the story is muted.

    What still waits to be sent is rendered with it, so it needs no word of its own.
    """
    got = recipient.got
    if recipient.state is not ChatState.ACTIVE:
        return []
    if got is not None and got.first in _LOST:
        # What was not sent by itself may have been shown by a digest.
        got = None
    if (got is None and not recipient.digested) or (got is not None and got.first is DeliveryState.PENDING):
        return []
    muted_here = step.content.story in muted(recipient.mutes, MuteKind.STORY, step.now)
    silent = muted_here or recipient.quiet_until is not None
    number = step.telling.state_revision
    found: list[NewDelivery | Held] = []
    if step.telling.kind is not TellingKind.EDIT and (got is None or not got.updating):
        found.append(_new(DeliveryKind.UPDATE, recipient, step, number=number, silent=silent))
    if got is not None and got.first is not DeliveryState.UNCERTAIN and not got.editing:
        found.append(_new(DeliveryKind.EDIT, recipient, step, number=step.revision, silent=True))
    return found


def _unannounced(got: Got, revision: int) -> bool:
    """Whether a change of state needs a message of its own: the first message did not or will not ring with it."""
    if got.first is DeliveryState.PENDING:
        return got.silent
    return got.announced < revision or got.silent


def _after_digest(step: _Step, recipient: Recipient, told: list[_Mine]) -> list[NewDelivery | Held]:
    """A story that a digest has shown is not told again, but that it is denied, confirmed or corrected is."""
    rings = [one for one in told if one.told.rings_update]
    turned = step.telling.state in TURNS or bool(step.content.correction)
    if not rings or not turned or step.telling.state_revision <= recipient.digested:
        return []
    if not any(one.prompt for one in rings):
        return [_held(recipient, told, turned=True)]
    return [_new(DeliveryKind.UPDATE, recipient, step, number=step.telling.state_revision)]


def _mine(telling: Telling, content: AlertContent, recipient: Recipient, now: datetime) -> list[_Mine]:
    """The told watchlists that this recipient subscribes and may hear of."""
    if recipient.state is not ChatState.ACTIVE:
        return []
    if content.story in muted(recipient.mutes, MuteKind.STORY, now):
        return []
    heard = without_outlets(content, muted(recipient.mutes, MuteKind.OUTLET, now))
    if heard is None:
        return []
    silenced = muted(recipient.mutes, MuteKind.WATCHLIST, now)
    wanted = {
        one.watchlist: one
        for one in recipient.subscriptions
        if one.watchlist not in silenced and not silence(one, heard)
    }
    return [
        _wanted(watchlist, wanted[watchlist.id], recipient)
        for watchlist in telling.watchlists
        if watchlist.id in wanted and (recipient.admin or not watchlist.shadow)
    ]


def _wanted(watchlist: Told, subscription: Subscription, recipient: Recipient) -> _Mine:
    instant = subscription.schedule.rhythm is Rhythm.INSTANT
    awake = recipient.quiet_until is None or (watchlist.urgent and subscription.urgent)
    return _Mine(watchlist, prompt=instant and awake, instant=instant)


def _held(recipient: Recipient, told: list[_Mine], *, turned: bool = False) -> Held:
    """Where only the quiet hours hold it back it is due at their end, not with a digest."""
    until = recipient.quiet_until if any(one.instant for one in told) else None
    return Held(chat=recipient.chat, thread=recipient.thread, until=until, turned=turned)


def delivery_key(kind: DeliveryKind, *, alert: int, chat: int, thread: int, number: int) -> str:
    """The unique key of a delivery.

    Args:
        kind: what it does.
        alert: the alert's id.
        chat: Telegram's chat id.
        thread: the topic, or 0.
        number: of a FIRST 0, or the content's revision where an earlier one was lost; of an EDIT the content's
            revision; of an UPDATE the revision of the state.
    """
    return f"alert:{alert}/chat:{chat}/{thread}/{kind}:{number}"


def _new(
    kind: DeliveryKind, recipient: Recipient, step: _Step, *, number: int, silent: bool = False
) -> NewDelivery:
    got = recipient.got
    return NewDelivery(
        key=delivery_key(kind, alert=step.alert, chat=recipient.chat, thread=recipient.thread, number=number),
        kind=kind,
        chat=recipient.chat,
        thread=recipient.thread,
        alert=step.alert,
        revision=step.revision,
        target=got.message if got and kind is not DeliveryKind.FIRST else None,
        silent=silent,
        due_at=step.now + EDIT_PATIENCE if kind is DeliveryKind.EDIT else step.now,
    )
