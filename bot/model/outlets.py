"""Outlets, their feeds and their articles."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Literal


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
