"""What a handler needs from the rest of the bot: the actions of one turn, written together with the update's mark."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from bot.alerts.portable import Portable
from bot.alerts.status import Status
from bot.model import (
    Access,
    AlertContent,
    Chat,
    ChatKind,
    ChatState,
    DeliveryState,
    Message,
    Role,
    WatchlistName,
)
from bot.stories.coverage import Coverage
from bot.telegram.lab.ports import Lab
from bot.telegram.lab.report_ports import Reports
from bot.telegram.trail_ports import Trail
from bot.telegram.tuning import Tuning
from bot.watch.searching import Search


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundStories:
    """One page of what a search found."""

    #: Of each story only the reports that were hit, newest first; `story` is empty where an article has none.
    stories: Sequence[AlertContent]
    #: From 0.
    page: int
    pages: int
    articles: int
    #: There are more than were looked at.
    is_cut: bool


class Archive(Protocol):
    """Looking up what is stored."""

    async def latest(self, watchlists: Sequence[str], limit: int, offset: int = 0) -> Sequence[AlertContent]:
        """The newest alerts of these watchlists, newest first."""
        ...

    async def search(self, search: Search, page: int, size: int) -> FoundStories | None:
        """The newest articles that a search hits, grouped by story; None where no outlet is named so."""
        ...

    async def story(self, story: str) -> AlertContent | None:
        """A story with all its reports, also one that was never alerted; by its id or the beginning of one."""
        ...

    async def story_of_message(self, chat: int, message: int) -> str | None:
        """The story that a message of ours tells."""
        ...

    async def story_of_url(self, url: str) -> str | None:
        """The story of the article under this address."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A chat as lists name it."""

    chat: int
    title: str
    kind: ChatKind
    state: ChatState = ChatState.ACTIVE
    #: Of a person: what was decided about access.
    access: Access | None = None
    #: Watchlists that it subscribes.
    watchlists: int = 0


class LinkProblem(StrEnum):
    """Why a one-time link does nothing."""

    UNKNOWN = "unknown"
    USED = "used"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Accepted:
    """A one-time link that was used just now."""

    #: Empty where it only lets in.
    watchlist: str


class People(Protocol):
    """Who may use the bot, and who brought it where."""

    async def access(self, user: int) -> Access | None:
        """What was decided about a person; None where nothing was."""
        ...

    async def decide(self, user: int, access: Access) -> None:
        """Note a decision. Who is denied gets nothing more, nor do the groups and channels he brought the bot to;
        who is let in again gets his private chat back."""
        ...

    async def invite(self, by: int, watchlist: str, lasts: timedelta) -> str:
        """A one-time token, which is not stored itself."""
        ...

    async def accept(self, token: str) -> Accepted | LinkProblem:
        """Use a token up."""
        ...

    async def page_link(self, user: int, role: Role) -> str:
        """The path of a one-time link into the admin page, for as long as the person has this role."""
        ...

    async def installer(self, chat: int) -> int | None:
        """Who brought the bot into a group or channel."""
        ...

    async def installed(self, user: int) -> Sequence[Place]:
        """The groups and channels into which a person brought the bot."""
        ...

    async def install(self, chat: Chat, user: int) -> None:
        """Note who brought the bot into a group or channel."""
        ...

    async def uninstall(self, chat: int) -> None:
        """The bot is not there any more."""
        ...

    async def places(self) -> Sequence[Place]:
        """Every chat there is and every person of whom something was decided, by title."""
        ...


class Personal(Protocol):
    """All that is stored about one chat or person."""

    async def held(self, chat: int) -> Mapping[str, int]:
        """How many rows of each table."""
        ...

    async def forget(self, chat: int) -> None:
        """Delete all of it; only that somebody was shut out is kept."""
        ...

    async def exported(self, chat: Chat, thread: int) -> Portable:
        """What a chat or topic has chosen."""
        ...

    async def imported(self, chat: Chat, thread: int, found: Portable, known: Sequence[str]) -> int:
        """Take it over, as far as its watchlists are known here; returns how many are."""
        ...


class HandledBeforeError(Exception):
    """This update was handled already; its turn must not be taken again."""


class StoreAwayError(Exception):
    """The store does not answer; nothing of the turn was kept, and it has to be taken again later."""


class Turn(Protocol):
    """All that may be done in answer to one update, in one transaction with the mark that it was handled."""

    @property
    def now(self) -> datetime:
        """The moment of this turn."""
        ...

    @property
    def people(self) -> People:
        """Who may use the bot."""
        ...

    @property
    def personal(self) -> Personal:
        """What is stored about one chat."""
        ...

    @property
    def archive(self) -> Archive:
        """Looking up what is stored."""
        ...

    @property
    def trail(self) -> Trail:
        """Receipts, words of readers, corrections."""
        ...

    @property
    def tuning(self) -> Tuning:
        """The settings of chats and topics."""
        ...

    @property
    def reports(self) -> Reports:
        """How watchlists do, and where else they can be read."""
        ...

    @property
    def lab(self) -> Lab:
        """What editors may see and do."""
        ...

    @property
    def new_roles(self) -> dict[int, Role | None]:
        """Who was given or lost a role in this turn: Telegram shall show them other commands once it is stored."""
        ...

    async def chat(self, chat: int) -> Chat | None:
        """The stored chat."""
        ...

    async def save(self, chat: Chat) -> None:
        """Store a new chat, or what changed on a known one; an active one gets its paused topics back."""
        ...

    async def topic(self, chat: int, thread: int) -> ChatState:
        """Whether a forum topic receives, apart from its chat; 0 for what is no topic, which always does."""
        ...

    async def set_topic(self, chat: int, thread: int, state: ChatState) -> None:
        """Stop a forum topic, or let it receive again; the chat must be stored."""
        ...

    async def watchlists(self) -> Sequence[WatchlistName]:
        """The live watchlists, in the order of their ids."""
        ...

    async def coverage(self, story: str) -> Coverage | None:
        """Who carries a story and who is silent, for `alerts.coverage.render_coverage`; None for an unknown story."""
        ...

    async def every_watchlist(self) -> Sequence[WatchlistName]:
        """All watchlists, in shadow and retired ones too: for owners."""
        ...

    async def pause(self, watchlist: str) -> int:
        """Tell nothing of a watchlist any more, or with an empty id nothing at all; returns how many alerts wait."""
        ...

    async def resume(self, watchlist: str) -> int | None:
        """Take a pause back; returns how many alerts waited, None where nothing was paused."""
        ...

    async def wave_through(self, watchlist: str) -> None:
        """A watchlist whose breaker tripped is right: tell what was held back and all that comes."""
        ...

    async def subscriptions(self, chat: int, thread: int) -> frozenset[str]:
        """Ids of the watchlists that this chat and topic subscribes."""
        ...

    async def subscribe(self, chat: int, thread: int, watchlist: str) -> bool:
        """Subscribe and queue silent samples of the latest alerts; False where it was subscribed already."""
        ...

    async def unsubscribe(self, chat: int, thread: int, watchlist: str) -> bool:
        """Unsubscribe; False where it was not subscribed."""
        ...

    async def status(self) -> Status:
        """How the bot is."""
        ...

    async def posted(self, chat: int) -> tuple[DeliveryState, str] | None:
        """What became of the newest ready-made message to a chat, with the reason where it was refused."""
        ...

    async def migrate(self, old: int, new: int) -> None:
        """A group became a supergroup: carry everything over."""
        ...

    async def answer(self, chat: int, thread: int, message: Message, *, edits: int | None = None) -> None:
        """Queue an answer of the highest priority; `edits` names a message to edit in place, which is done once
        for all that is asked before it goes out."""
        ...
