"""What has waited together is told together: which alerts came too late to be told one by one, and what becomes of
what a place was not told for a while. Holding and storing stand elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.model import AlertContent

#: What comes in after an outage is gathered for so long: the feeds are asked one after another.
GATHERING = timedelta(minutes=2)
#: Of what is held until a person decides; no outage and no war lasts so long.
NEVER = timedelta(days=3650)


class Hold(StrEnum):
    """Why deliveries wait; a breaker's is followed by a colon and its watchlist."""

    OFFLINE = "offline"
    PAUSE = "pause"
    BREAKER = "breaker"


def breaker_hold(watchlist: str) -> str:
    """Why deliveries of a watchlist wait whose breaker tripped."""
    return f"{Hold.BREAKER}:{watchlist}"


def hold_of(held_for: str) -> Hold:
    """The kind of a stored reason."""
    return Hold(held_for.partition(":")[0])


@dataclass(frozen=True, slots=True)
class Outage:
    """No feed answered, and what was published meanwhile was found afterwards."""

    began_at: datetime
    ended_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldDelivery:
    """One delivery that waits, as far as it matters here."""

    id: int
    alert: int
    held_for: str
    created_at: datetime
    #: The place knows the story; this announces its turn.
    turned: bool = False


class Fate(StrEnum):
    """What becomes of all that a place was not told."""

    #: It goes out as it is.
    RELEASE = "release"
    #: One message tells all of it.
    COLLAPSE = "collapse"


def came_late(
    content: AlertContent, outage: Outage | None, now: datetime, *, offline_after: timedelta
) -> bool:
    """Whether all of a new alert is from an outage and too old to ring for each: a gap in seeing, not slow news.

    Args:
        content: of the alert.
        outage: the last one there was.
        now: the moment.
        offline_after: how old it may be and still be told as ever.
    """
    if outage is None:
        return False
    # An article without a date may be new.
    newest = max(report.published_at or report.seen_at for report in content.reports)
    return outage.began_at <= newest <= outage.ended_at and now - newest > offline_after


def fate(held: Sequence[HeldDelivery], now: datetime, *, max_age: timedelta) -> Fate:
    """What to do with the deliveries that a place has waiting and that are due: a single fresh alert is no flood."""
    single = len({delivery.alert for delivery in held}) == 1
    fresh = all(now - delivery.created_at <= max_age for delivery in held)
    return Fate.RELEASE if single and fresh else Fate.COLLAPSE


def next_digest(since: datetime, every: timedelta, now: datetime) -> datetime:
    """When what is held since then is told next, by the clock that began with the holding."""
    return since + ((now - since) // every + 1) * every
