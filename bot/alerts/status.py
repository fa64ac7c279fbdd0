"""How the bot is, as /status, the admin page and the preview tell it. Nouns only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.model import FeedHealth


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedTrouble:
    """A feed that does not answer as it should."""

    outlet: str
    url: str
    state: FeedHealth
    reason: str
    since: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """How the bot is, as it tells people."""

    feeds: int
    healthy: int
    waiting: int
    troubles: Sequence[FeedTrouble]
    articles_day: int
    alerts_day: int
    queued: int
    oldest_queued_at: datetime | None
    #: Of which nobody knows whether they arrived, in 24 hours.
    uncertain_day: int
    chats: int
    subscriptions: int
    #: Alerts that were sent once more because nobody knew, in 24 hours.
    resent_day: int = 0
    #: Alerts that wait to be told together or for a decision.
    held: int = 0
    #: Nothing but answers goes out.
    paused: bool = False
    #: Watchlists that are held back or paused, by id.
    guarded: Sequence[str] = ()
    #: Chats that Telegram asked to leave alone, and until when the last of them.
    flooded: int = 0
    flooded_until: datetime | None = None
    #: Who holds each role that only one process may have: role, machine and process, since when.
    leases: Sequence[tuple[str, str, datetime]] = ()
