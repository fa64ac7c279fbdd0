"""When a watchlist hits so much more than it ever did that something must have gone wrong: an edit, or a feed gone mad.
Counting and asking stand elsewhere."""

from dataclasses import dataclass
from datetime import timedelta

#: Alerts are counted over the last hour.
WINDOW = timedelta(hours=1)
#: What is usual is the busiest hour of the last so many days.
HISTORY = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Limits:
    """What an operator calls too much."""

    #: So many times the busiest hour.
    times: int = 3
    #: And at least so many alerts in an hour, or a quiet watchlist would trip on its first busy day.
    least: int = 20


def most(busiest: int, limits: Limits) -> int:
    """The most alerts in one hour that are still taken for news.

    Args:
        busiest: alerts in the watchlist's busiest hour.
        limits: what the operator allows.
    """
    return max(limits.least, busiest * limits.times)


def busiest_hour(hits: list[float]) -> int:
    """The most alerts in any hour that begins with one.

    Args:
        hits: moments of alerts in seconds, ascending.
    """
    found, first = 0, 0
    for last, moment in enumerate(hits):
        while moment - hits[first] >= WINDOW.total_seconds():
            first += 1
        found = max(found, last - first + 1)
    return found
