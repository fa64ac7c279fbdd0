"""Chats, who may use the bot, and what is on its way to them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class ChatKind(StrEnum):
    """Telegram's chat types, and the preview's terminal."""

    PRIVATE = "private"
    GROUP = "group"
    SUPERGROUP = "supergroup"
    CHANNEL = "channel"
    TERMINAL = "terminal"


class ChatState(StrEnum):
    """Whether a chat receives."""

    ACTIVE = "active"
    #: Blocked, kicked or gone: restored by /start or my_chat_member.
    PAUSED = "paused"
    #: /stop.
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Chat:
    """A Telegram chat that receives."""

    id: int
    kind: ChatKind
    title: str = ""
    #: Interface language: en, ar, tr or fr.
    language: str = "en"
    #: IANA time zone.
    timezone: str = "UTC"
    state: ChatState = ChatState.ACTIVE
    #: Why it is paused, in Telegram's words.
    reason: str = ""


class AccessMode(StrEnum):
    """Who may use the bot."""

    #: Everybody who was not shut out.
    OPEN = "open"
    #: Who has an invitation.
    INVITATION = "invitation"
    #: Who was let in by an owner.
    APPROVAL = "approval"


class Access(StrEnum):
    """What was decided about a person's use of the bot."""

    ALLOWED = "allowed"
    #: Asked, and an owner has not answered yet.
    PENDING = "pending"
    DENIED = "denied"


class InvitationKind(StrEnum):
    """What a one-time link does."""

    #: Lets somebody in.
    ACCESS = "access"
    #: Subscribes to a watchlist, and lets in.
    WATCHLIST = "watchlist"


class DeliveryKind(StrEnum):
    """What a delivery does in the chat."""

    #: An answer to a person: highest priority.
    ANSWER = "answer"
    #: A reply to the first message that announces a change of state, with sound.
    UPDATE = "update"
    #: The first message of an alert.
    FIRST = "first"
    #: The first message, edited in place, silently.
    EDIT = "edit"
    #: What came together until an hour that the chat has chosen, or while it could or should not be told one by one.
    DIGEST = "digest"
    #: A silent sample of the archive for a new subscriber.
    SAMPLE = "sample"


class DeliveryState(StrEnum):
    """Of a delivery; the diagram stands in docs/architecture.md."""

    PENDING = "pending"
    #: It waits to be told together with others, or for a person's decision.
    HELD = "held"
    SENDING = "sending"
    SENT = "sent"
    UNCERTAIN = "uncertain"
    FAILED = "failed"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Button:
    """One button under a message: a link or callback data (1 to 64 bytes), never both."""

    text: str
    url: str = ""
    data: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A picture to be drawn: all words are in the reader's language, all counts are of stories."""

    #: Of the interface; decides on which side the picture begins.
    language: str
    title: str
    #: One label for each day, the oldest first.
    days: tuple[str, ...]
    #: What the three parts are called: stories per day, outlets, languages.
    headings: tuple[str, str, str]
    #: Watchlists, each with its count for every day.
    watchlists: tuple[tuple[str, tuple[int, ...]], ...]
    #: The busiest first.
    outlets: tuple[tuple[str, int], ...]
    languages: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A share with the interval in which it may lie, each 0 to 1, and how many it was counted on."""

    share: float
    low: float
    high: float
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Curves:
    """A picture of shares over time: all words are in the reader's language."""

    #: Of the interface; decides on which side the picture begins.
    language: str
    title: str
    #: One label for each place, the oldest first.
    places: tuple[str, ...]
    #: Named curves, each with its point for every place; None where nothing is known.
    curves: tuple[tuple[str, tuple[Point | None, ...]], ...]
    #: What is to be known of the figures, below them.
    note: str = ""


@dataclass(frozen=True, slots=True)
class TextFile:
    """A file that goes with a message."""

    name: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A message ready for Telegram: HTML within its limits, and rows of buttons."""

    html: str
    buttons: tuple[tuple[Button, ...], ...] = ()
    #: The address to preview, or empty for no preview.
    preview: str = ""
    #: Drawn when it is sent, as a photo whose caption is `html`.
    chart: Chart | Curves | None = None
    #: Sent as a file whose caption is `html`.
    document: TextFile | None = None
    #: The drawn chart, a PNG; never stored.
    photo: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One message on its way to one chat."""

    id: int
    kind: DeliveryKind
    #: Lower goes first.
    priority: int = 2
    chat: int
    #: Forum topic; 0 is the chat itself or its General topic.
    thread: int = 0
    alert: int | None = None
    revision: int = 0
    #: Ready-made for an ANSWER; alerts are rendered when they are sent.
    message: Message | None = None
    #: The Telegram message to edit or to reply to; None for a new one.
    target: int | None = None
    silent: bool = False
    state: DeliveryState = DeliveryState.PENDING
    attempts: int = 0
    created_at: datetime
    due_at: datetime
