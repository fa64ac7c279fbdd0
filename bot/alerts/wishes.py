"""What a chat and topic wants: when, from how many outlets, in which languages, and what it has muted. Nouns only; when
a digest is due stands in schedule.py, who hears of a story in hearing.py."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Rhythm(StrEnum):
    """How often a subscription tells."""

    INSTANT = "instant"
    HOURLY = "hourly"
    DAILY = "daily"
    WEEKLY = "weekly"


@dataclass(frozen=True, slots=True)
class Schedule:
    """When a subscription tells, on the chat's own clock."""

    rhythm: Rhythm = Rhythm.INSTANT
    #: Of a daily or weekly digest: minutes since local midnight, 0 to 1439.
    minute: int = 8 * 60
    #: Of a weekly digest: Monday is 0.
    weekday: int = 0


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From and until when nothing may ring, every night: minutes since local midnight, never the same."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """How a chat and topic wants to hear of one watchlist."""

    watchlist: str
    schedule: Schedule = Schedule()
    #: Independent outlets needed before it tells.
    min_outlets: int = 1
    #: ISO 639-1; a story needs a report in one of them. Empty for any.
    languages: frozenset[str] = frozenset()
    #: An urgent watchlist may break the quiet hours.
    urgent: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """What a chat and topic has set for itself; language and time zone are the chat's."""

    chat: int
    thread: int = 0
    quiet: QuietHours | None = None
    #: What its next subscription begins with.
    schedule: Schedule = Schedule()


class MuteKind(StrEnum):
    """What a mute silences."""

    STORY = "story"
    OUTLET = "outlet"
    WATCHLIST = "watchlist"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mute:
    """Something that a chat and topic does not want to hear of for a while."""

    kind: MuteKind
    #: Id of the story, outlet or watchlist.
    subject: str
    #: What it was called when it was muted.
    title: str
    #: None for good.
    until: datetime | None = None
