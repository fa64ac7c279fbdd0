"""The nouns that every room shares, as frozen dataclasses and enums. No logic lives here.

All moments are timezone-aware UTC datetimes. Positions in text are code points, half-open.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Literal

# --- outlets and articles -------------------------------------------------------------------------


class OutletKind(StrEnum):
    """Who stands behind an outlet."""

    STATE = "state"
    AGENCY = "agency"
    INDEPENDENT = "independent"
    PARTY = "party"
    INTERNATIONAL = "international"


class FullText(StrEnum):
    """Whether article pages are fetched: where something could hit (auto), always, or never."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """One address of an outlet that lists articles."""

    url: str
    language: str | None = None
    #: A fixed interval; None leaves it to the cadence.
    every: timedelta | None = None
    #: Not polled until the outlets file says otherwise.
    paused: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """A publisher."""

    id: str
    name: str
    #: ISO 3166-1 alpha-2.
    country: str = ""
    #: Outlets of one owner count as one source.
    owner: str = ""
    kind: OutletKind = OutletKind.INDEPENDENT
    #: Whose side it is usually counted on; may be empty.
    camp: str = ""
    #: ISO 639-1, used where a feed does not say its own.
    language: str = ""
    user_agent: str | None = None
    full_text: FullText = FullText.AUTO
    feeds: tuple[Feed, ...] = ()


class FeedHealth(StrEnum):
    """How a feed is; what decides it stands in bot/sources/health.py."""

    #: Never polled.
    NEW = "new"
    WELL = "well"
    #: Answers, but late.
    SLOW = "slow"
    FAILING = "failing"
    #: Asked us to come less often (429, 503).
    THROTTLED = "throttled"
    #: Refuses us: 401, 403, 451 or a challenge page.
    BLOCKED = "blocked"
    #: Asked us not to come back (410).
    GONE = "gone"
    #: Read at the address to which it has moved for good, which the outlets file does not know.
    MOVED = "moved"
    #: Answers, and has published nothing for far longer than ever before.
    SILENT = "silent"
    #: Lists so few articles that some are gone before the next poll.
    SHORT = "short window"


@dataclass(frozen=True, slots=True, kw_only=True)
class MissedSpan:
    """Time of which a feed did not list everything when it was read again."""

    began_at: datetime
    ended_at: datetime
    #: About how many articles.
    missed: int
    #: How many of them the outlet's news sitemap had; None where it was not looked at yet, or there is none.
    found: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedRecord:
    """What is remembered of a feed from poll to poll, to tell how it is."""

    #: Time of the newest article that it ever listed.
    published_at: datetime | None = None
    #: The longest pause between two of its articles; old ones fade.
    longest_pause: timedelta | None = None
    #: Since when it lists nothing at all.
    empty_since: datetime | None = None
    #: How long an answer takes, smoothed.
    seconds: float = 0.0
    #: Where it says that it has moved for good, since when, and in how many answers; not yet believed.
    moved_to: str = ""
    moved_since: datetime | None = None
    moved_answers: int = 0
    #: The newest time that it did not list whole.
    missed: MissedSpan | None = None
    #: When that happened last although it was read in its rhythm.
    slid_at: datetime | None = None


Precision = Literal["time", "day", "month", "year"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One outlet's piece."""

    id: str
    #: The outlet's id (or its name, where articles come from a pipe).
    outlet: str = ""
    url: str = ""
    title: str = ""
    #: Plain text; markup is stripped where the feed is parsed.
    summary: str = ""
    text: str = ""
    #: ISO 639-1 as declared; empty where nobody said.
    lang: str = ""
    author: str = ""
    published_at: datetime | None = None
    #: How exactly `published_at` is known.
    precision: Precision = "time"
    #: When we first saw it; None outside the store.
    seen_at: datetime | None = None


# --- matches ----------------------------------------------------------------------------------------


class Field(StrEnum):
    """Where in an article a word stands."""

    TITLE = "title"
    SUMMARY = "summary"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of one field that proves a term: `text` is `field[start:end]`, `term` as the author wrote it."""

    field: Field
    start: int
    end: int
    text: str
    term: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """The sentence that proves most of a query, in the article's own words; spans are relative to `text`."""

    field: Field
    start: int
    text: str
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """A watchlist that holds for an article, with the spans that prove it."""

    watchlist: str
    spans: tuple[Span, ...]
    evidence: Evidence | None = None


class Mode(StrEnum):
    """Of a watchlist: alerts to everybody, to admins only, or no more."""

    LIVE = "live"
    SHADOW = "shadow"
    RETIRED = "retired"


# --- stories ------------------------------------------------------------------------------------------


class Stance(StrEnum):
    """What a sentence does with what it tells."""

    REPORTS = "reports"
    CLAIMS = "claims"
    CONFIRMS = "confirms"
    DENIES = "denies"
    RETRACTS = "retracts"


@dataclass(frozen=True, slots=True)
class Claim:
    """Who says what about a story, with the sentence quoted."""

    stance: Stance
    #: The speaker as the sentence names it; empty where the source is unclear.
    source: str
    sentence: str
    #: The words that gave the stance away; empty for a plain report.
    cue: str = ""


class Counted(StrEnum):
    """What a figure of the news counts."""

    KILLED = "killed"
    WOUNDED = "wounded"
    MISSING = "missing"
    ARRESTED = "arrested"
    #: Hostages and prisoners of war.
    CAPTURED = "captured"
    DISPLACED = "displaced"
    TROOPS = "troops"
    #: Militants, rebels, mercenaries.
    FIGHTERS = "fighters"
    VEHICLES = "vehicles"
    VEHICLES_LOST = "vehicles lost"
    AIRCRAFT = "aircraft"
    AIRCRAFT_LOST = "aircraft lost"
    DRONES = "drones"
    #: Shot down or otherwise destroyed.
    DRONES_LOST = "drones lost"
    MISSILES = "missiles"
    MISSILES_LOST = "missiles lost"


class Bound(StrEnum):
    """How a figure is meant."""

    EXACT = "exact"
    AT_LEAST = "at least"
    MORE_THAN = "more than"
    AT_MOST = "at most"
    ABOUT = "about"
    #: "Dozens", "hundreds": a size without a number.
    ORDER = "order"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of things or people as an article tells it."""

    counted: Counted
    #: The number; of an ORDER 10 for dozens, then 100, 1000 and so on.
    value: int
    bound: Bound = Bound.EXACT
    #: The upper end of a range, else None.
    upper: int | None = None
    #: Who says so, as the sentence names it; empty where the outlet tells it as its own.
    source: str = ""
    #: As printed.
    text: str = ""


class State(StrEnum):
    """Of a story."""

    SINGLE = "single"
    CORROBORATED = "corroborated"
    CONTESTED = "contested"
    CONFIRMED = "confirmed"
    RETRACTED = "retracted"


# --- what changes after it was told -------------------------------------------------------------------


class ChangeKind(StrEnum):
    """What an outlet changed in an article after publishing it."""

    HEADLINE = "headline"
    NUMBER = "number"
    #: Who says it, or whether it is claimed, confirmed or denied.
    ATTRIBUTION = "attribution"
    #: The page is gone (HTTP 404 or 410).
    DELETED = "deleted"
    #: A page that was gone is back.
    RESTORED = "restored"


@dataclass(frozen=True, slots=True)
class Change:
    """One change, as the sentence (or headline) before and after; one of them may be empty."""

    kind: ChangeKind
    before: str = ""
    after: str = ""


class Ruling(StrEnum):
    """What an admin decided about an alert that was told."""

    NONE = ""
    CORRECTED = "corrected"
    RETRACTED = "retracted"
    #: The correction or retraction itself was taken back.
    REINSTATED = "reinstated"


# --- alerts -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """A change as an alert lists it."""

    article: str
    outlet_name: str
    url: str
    at: datetime
    change: Change


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """The alert that another one goes on from."""

    alert: int
    title: str
    first_seen_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One article as an alert lists it."""

    article: str
    outlet: str
    outlet_name: str
    lang: str
    url: str
    title: str
    published_at: datetime | None
    seen_at: datetime
    #: How exactly `published_at` is known; a delay is shown only where it is a time.
    precision: Precision = "time"
    claims: tuple[Claim, ...] = ()
    #: At most one of each thing counted.
    figures: tuple[Figure, ...] = ()
    evidence: Evidence | None = None
    #: Id of the agency or outlet it copies from, where it is not a source of its own.
    credit: str = ""
    #: How that one is called.
    credit_name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchlistName:
    """A watchlist as an alert names it."""

    id: str
    version: int
    #: Title by interface language.
    title: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertContent:
    """All that an alert tells, independent of chat and language; what is stored per revision and rendered late."""

    story: str
    state: State
    #: Grows by one with each change of state; keys the reply that announces it.
    state_revision: int
    watchlists: tuple[WatchlistName, ...]
    #: In order of arrival; the first one is the first reporter.
    reports: tuple[Report, ...]
    #: Names of the independent sources, in order of arrival.
    independent: tuple[str, ...]
    #: Titles by language of the speakers that are concepts, by how a claim or figure names them.
    speakers: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    first_seen_at: datetime
    updated_at: datetime
    #: The words of an admin's correction or retraction.
    correction: str = ""
    ruling: Ruling = Ruling.NONE
    #: What outlets changed in their articles after they were told, in order.
    edits: tuple[Edit, ...] = ()
    #: Set where this alert goes on from one that is closed.
    earlier: Earlier | None = None
    #: Set where an admin merged its story into that of an older alert, which goes on instead.
    merged: Earlier | None = None


# --- chats and deliveries -----------------------------------------------------------------------------


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
    chart: Chart | None = None
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
