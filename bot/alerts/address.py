"""The fan-out of one telling to a page of subscribers: which deliveries each chat gets. How they are paced and sent
stands in pacing.py and outbox.py."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.alerts.plan import Telling, TellingKind, Told
from bot.model import ChatKind, ChatState, DeliveryKind, DeliveryState

#: An edit waits so long for further changes of the same message.
EDIT_PATIENCE = timedelta(seconds=3)

#: A first message that will never have a known message id.
_LOST = frozenset({DeliveryState.FAILED, DeliveryState.CANCELLED, DeliveryState.EXPIRED})


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """A chat and topic that subscribes at least one watchlist of the alert."""

    chat: int
    thread: int = 0
    kind: ChatKind = ChatKind.PRIVATE
    state: ChatState = ChatState.ACTIVE
    #: Ids of its watchlists which the alert hit.
    watchlists: frozenset[str]
    #: Hears of watchlists in shadow.
    admin: bool = False
    #: Has muted this story.
    muted: bool = False
    got: Got | None = None


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


def address(
    telling: Telling, recipients: Iterable[Recipient], now: datetime, *, alert: int, revision: int
) -> tuple[NewDelivery, ...]:
    """The deliveries of one telling for a page of recipients.

    Args:
        telling: what `plan` decided.
        recipients: each chat and topic once.
        now: the moment of the fan-out.
        alert: the alert's id.
        revision: of the alert's content, growing by one with each stored content.

    Returns:
        For each recipient nothing, a FIRST, an EDIT, or an UPDATE followed by an EDIT, in this order.
    """
    if telling.kind is TellingKind.NOTHING:
        return ()
    found: list[NewDelivery] = []
    for recipient in recipients:
        found.extend(_deliveries(telling, recipient, now, alert, revision))
    return tuple(found)


def _deliveries(
    telling: Telling, recipient: Recipient, now: datetime, alert: int, revision: int
) -> list[NewDelivery]:
    told = _mine(telling, recipient)
    if not told:
        return []
    got = recipient.got
    rings = any(watchlist.rings_update for watchlist in told)
    if got is None or got.first in _LOST:
        # Who never got the alert is not told of its correction either.
        if not telling.opens:
            return []
        silent = not (rings or any(watchlist.rings_first for watchlist in told))
        again = 0 if got is None else revision
        return [_new(DeliveryKind.FIRST, recipient, now, alert, revision, number=again, silent=silent)]
    if got.first is DeliveryState.UNCERTAIN:
        # It may stand in the chat, but cannot be edited: only what makes a sound is worth a second message.
        if not rings:
            return []
        return [_new(DeliveryKind.FIRST, recipient, now, alert, revision, number=revision)]
    found: list[NewDelivery] = []
    if rings and _unannounced(got, revision):
        number = telling.state_revision
        found.append(_new(DeliveryKind.UPDATE, recipient, now, alert, revision, number=number))
    # A pending message is rendered with the newest content anyway.
    waiting = got.editing or got.first is DeliveryState.PENDING
    if got.shown < revision and not waiting:
        found.append(_new(DeliveryKind.EDIT, recipient, now, alert, revision, number=revision, silent=True))
    return found


def _unannounced(got: Got, revision: int) -> bool:
    """Whether a change of state needs a message of its own: the first message did not or will not ring with it."""
    if got.first is DeliveryState.PENDING:
        return got.silent
    return got.announced < revision or got.silent


def _mine(telling: Telling, recipient: Recipient) -> list[Told]:
    """The told watchlists that this recipient subscribes and may hear of."""
    if recipient.state is not ChatState.ACTIVE or recipient.muted:
        return []
    return [
        watchlist
        for watchlist in telling.watchlists
        if watchlist.id in recipient.watchlists and (recipient.admin or not watchlist.shadow)
    ]


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
    kind: DeliveryKind,
    recipient: Recipient,
    now: datetime,
    alert: int,
    revision: int,
    *,
    number: int,
    silent: bool = False,
) -> NewDelivery:
    got = recipient.got
    return NewDelivery(
        key=delivery_key(kind, alert=alert, chat=recipient.chat, thread=recipient.thread, number=number),
        kind=kind,
        chat=recipient.chat,
        thread=recipient.thread,
        alert=alert,
        revision=revision,
        target=got.message if got and kind is not DeliveryKind.FIRST else None,
        silent=silent,
        due_at=now + EDIT_PATIENCE if kind is DeliveryKind.EDIT else now,
    )
