"""What the admin page needs from the rest of the bot; runtime/lab/page.py fills it. Nothing is decided or stored here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from bot.alerts.receipt import Receipt
from bot.alerts.status import Status
from bot.model import AlertContent, ChatKind, ChatState, FeedHealth, Outlet, Role, WatchlistName
from bot.web.document_ports import Documents
from bot.web.vitals import Vitals


class AwayError(Exception):
    """The store does not answer; the message says why."""


# --- signing in -----------------------------------------------------------------------------------


class LinkProblem(StrEnum):
    """Why a one-time link does not sign anybody in."""

    UNKNOWN = "unknown"
    USED = "used"
    EXPIRED = "expired"
    #: The person has another role now, or none.
    CHANGED = "changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who is signed in."""

    #: Telegram's id; 0 for whoever works on the machine itself.
    id: int
    role: Role
    #: When the session ends by itself.
    until: datetime
    #: As set in the person's own chat; empty where there is none.
    language: str = ""
    timezone: str = "UTC"


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A session that was begun just now."""

    #: The secret for the cookie; it is not stored itself.
    token: str
    until: datetime


class Door(Protocol):
    """Signing in and out."""

    async def look(self, link: str) -> LinkProblem | None:
        """What is wrong with a one-time link; does not use it up."""
        ...

    async def sign_in(self, link: str) -> SignedIn | LinkProblem:
        """Use a one-time link up."""
        ...

    async def person(self, session: str) -> Person | None:
        """Who a session belongs to; it ends with the role that it was begun with."""
        ...

    async def sign_out(self, session: str) -> None:
        """End one session."""
        ...

    async def sign_out_everywhere(self, person: int) -> None:
        """End all sessions of a person, and his unused links."""
        ...


# --- what is shown --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """How the bot is."""

    status: Status
    vitals: Vitals
    #: Why news would not reach people now.
    troubles: Mapping[str, str]
    #: Sessions of who asks.
    sessions: int
    outlet_names: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedView:
    """One feed and how it is."""

    url: str
    language: str
    state: FeedHealth
    since: datetime
    reason: str
    last_ok_at: datetime | None
    next_poll_at: datetime
    #: Polls that failed in a row.
    failures: int
    active: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletView:
    """An outlet with its feeds."""

    outlet: Outlet
    feeds: Sequence[FeedView]
    #: Articles seen in 24 hours.
    articles_day: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryLine:
    """A story in a list."""

    content: AlertContent
    #: Its alert's number; None where it was never told.
    alert: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryList:
    """A page of stories."""

    lines: Sequence[StoryLine]
    #: From 0.
    page: int
    more: bool
    #: Why a question could not be asked, in words of the interface; empty where all is well.
    problem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryView:
    """One story."""

    content: AlertContent
    #: Who tells it and who is silent, line by line in the reader's language.
    coverage: Sequence[str]
    #: Numbers of its alerts, the first chapter first.
    alerts: Sequence[int]
    #: Id of each article: whose text it is and why it joined, in words.
    reasons: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptView:
    """The receipt of an alert or address."""

    receipt: Receipt
    #: What the gate says, and what each of `receipt.counts` says, in the reader's language.
    sentence: str
    counts: Sequence[tuple[int, str]]
    #: All steps in the reader's language, each one line.
    lines: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscriber:
    """A chat under its pseudonym."""

    name: str
    kind: ChatKind
    state: ChatState
    since: datetime
    language: str
    watchlists: int


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """Who receives, and what is on its way."""

    chats: Sequence[Subscriber]
    page: int
    more: bool
    by_state: Mapping[ChatState, int]
    #: Of the last 24 hours and what is open, by state.
    deliveries: Mapping[str, int]
    #: Subscriptions by watchlist.
    subscriptions: Sequence[tuple[WatchlistName, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """An entry of the audit trail."""

    at: datetime
    #: A pseudonym; empty for the bot itself.
    actor: str
    action: str
    subject: str
    detail: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trail:
    """A page of the audit trail."""

    deeds: Sequence[Deed]
    page: int
    more: bool


class Actions(Protocol):
    """What one signed-in person may see and do."""

    async def home(self) -> Home:
        """The first page."""
        ...

    async def outlets(self) -> Sequence[OutletView]:
        """All outlets, those in trouble first."""
        ...

    async def watchlists(self) -> Sequence[WatchlistName]:
        """All watchlists, by id."""
        ...

    async def stories(self, query: str, watchlist: str, page: int) -> StoryList:
        """Stories that were told, newest first; or what a search over the archive finds."""
        ...

    async def story(self, story: str) -> StoryView | None:
        """One story, also one that was never told."""
        ...

    async def receipt(self, asked: str) -> ReceiptView | None:
        """The receipt of an alert's number or an article's address; None for an unknown number."""
        ...

    async def people(self, page: int) -> People:
        """Subscribers and delivery."""
        ...

    async def trail(self, subject: str, page: int) -> Trail:
        """The audit trail, newest first; of one subject or of all."""
        ...


class Backstage(Protocol):
    """The bot behind the page."""

    @property
    def now(self) -> datetime:
        """The present moment."""
        ...

    @property
    def public_url(self) -> str:
        """The address under which people reach the page, without a slash at its end; empty where there is none."""
        ...

    @property
    def default_language(self) -> str:
        """For who has said nothing."""
        ...

    @property
    def door(self) -> Door:
        """Signing in."""
        ...

    def actions(self, person: Person, language: str) -> Actions:
        """What somebody may do, in the language in which he reads."""
        ...

    def documents(self, person: Person, language: str) -> Documents:
        """What somebody may do about watchlists, concepts and outlets."""
        ...
