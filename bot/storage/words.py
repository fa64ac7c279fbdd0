"""The words that only the store knows: kinds of events and tasks, and how far an article's text has come."""

from enum import StrEnum


class TextState(StrEnum):
    """Of an article's full text."""

    #: Nobody wants it.
    NONE = "none"
    #: To be fetched at `text_due_at`.
    DUE = "due"
    DONE = "done"
    #: Given up.
    FAILED = "failed"


class EventKind(StrEnum):
    """What the desk has to look at."""

    ARTICLE = "article"
    TEXT = "text"
    CHANGED = "changed"
    #: An older article hits a watchlist that was published since.
    MATCHED = "matched"
    #: An admin corrects, retracts or takes that back.
    RULING = "ruling"
    WATCHLIST = "watchlist"
    TIMER = "timer"
    #: An admin merges two stories, or splits one.
    REGROUP = "regroup"


class CorrectionState(StrEnum):
    """Of an admin's correction or retraction of an alert."""

    #: Waits for the admin to confirm it.
    PROPOSED = "proposed"
    APPLIED = "applied"
    UNDONE = "undone"


class Origin(StrEnum):
    """Where a reading of an article comes from."""

    #: Its page, fetched for the text.
    PAGE = "page"
    #: Its page, fetched again to see whether it changed.
    AGAIN = "again"


class GuardState(StrEnum):
    """Of what stands between a watchlist and the chats."""

    #: Its breaker tripped: what it hits is told in digests until somebody decides.
    HELD = "held"
    #: Somebody paused it: nothing is told.
    PAUSED = "paused"
    #: Somebody looked and said that it is news: it does not trip for a while.
    WAVED = "waved"


class TaskKind(StrEnum):
    """What takes long, and is therefore asked for and looked at again."""

    BACKTEST = "backtest"
    #: The feeds of a site.
    DISCOVERY = "discovery"
    #: How an outlet's feeds answer now.
    FEED_TEST = "feed test"


class TaskState(StrEnum):
    """Of such a thing."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    #: Somebody took it back, or asked the same anew.
    CANCELLED = "cancelled"
