"""The receipt of an article or alert: every step of its way, and the gate at which it stopped. Nouns only; they are
filled in runtime/receipts.py and put into words in telegram/receipt_pages.py. Chats stand in it under pseudonyms."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.alerts.gates import Gate
from bot.model import Change, Claim, DeliveryKind, DeliveryState, Precision, Ruling, Span, State


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingStep:
    """A look at the article's page."""

    at: datetime
    #: `page` for its text, `again` to see whether it changed.
    origin: str
    outcome: str
    #: SHA-256 of title, summary and text as they were then.
    hash: str
    length: int
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchStep:
    """A watchlist that holds, with its proof."""

    watchlist: str
    title: Mapping[str, str]
    #: With which the match was made, and which is in force now.
    version: int
    current: int
    at: datetime
    spans: tuple[Span, ...]
    sentence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MissStep:
    """A watchlist that came near."""

    watchlist: str
    title: Mapping[str, str]
    #: What was there and what is missing.
    says: str
    #: Share of the query's parts that hold, 0 to 1.
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleSteps:
    """How an article was found, read and matched."""

    id: str
    outlet: str
    outlet_name: str
    url: str
    title: str
    lang: str
    feed: str
    published_at: datetime | None
    precision: Precision
    #: When its feed showed it.
    seen_at: datetime | None
    first_poll: bool
    #: What was matched beside the title: `text`, `summary` or nothing.
    text_used: str
    text_state: str
    #: Of what is stored now.
    hash: str
    length: int
    readings: tuple[ReadingStep, ...] = ()
    matches: tuple[MatchStep, ...] = ()
    misses: tuple[MissStep, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StorySteps:
    """Which story it joined, and why."""

    id: str
    state: State
    joined_at: datetime
    reason: str
    #: Whose text it is, where it is not a source of its own.
    credit: str
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionStep:
    """One decision about the alert."""

    revision: int
    at: datetime
    telling: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RulingStep:
    """What an admin wanted to be said of it."""

    ruling: Ruling
    text: str
    #: A pseudonym.
    author: str
    state: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertSteps:
    """What was decided about the alert."""

    id: int
    chapter: int
    state: State
    created_at: datetime
    #: Names of the independent sources.
    independent: tuple[str, ...]
    watchlists: tuple[str, ...]
    revisions: tuple[RevisionStep, ...]
    rulings: tuple[RulingStep, ...] = ()
    #: Words of readers: relevant, not relevant.
    relevant: int = 0
    irrelevant: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryStep:
    """One message, and what Telegram said."""

    #: A pseudonym.
    chat: str
    kind: DeliveryKind
    state: DeliveryState
    revision: int
    silent: bool
    attempts: int
    created_at: datetime
    settled_at: datetime | None
    #: Telegram's id of the message; None where it gave none.
    message: int | None
    #: Telegram's words where it refused.
    error: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldStep:
    """A chat that did not get it at that moment."""

    chat: str
    gate: Gate
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """The whole way."""

    #: As it was asked: an address or an alert's number.
    asked: str
    at: datetime
    gate: Gate
    #: What the words of the gate are filled with.
    facts: Mapping[str, str] = field(default_factory=dict)
    #: The address that was asked is another one of a known article.
    known_as: str = ""
    article: ArticleSteps | None = None
    story: StorySteps | None = None
    alert: AlertSteps | None = None
    #: Of all chats, or of the one that asks.
    deliveries: tuple[DeliveryStep, ...] = ()
    held: tuple[HeldStep, ...] = ()
    #: How many chats ended at which gate; empty for a subscriber.
    counts: Mapping[Gate, int] = field(default_factory=dict)
