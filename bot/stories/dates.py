"""When an article appeared, as an interval as wide as its date is vague."""

import math
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

from bot.stories.features import Features

_WIDTH = {"time": 0.0, "day": 24.0, "month": 31 * 24.0, "year": 366 * 24.0}


@dataclass(frozen=True, slots=True)
class When:
    """Hours since 1970; an unknown date is everywhere."""

    start: float
    end: float
    precision: Literal["time", "day", "month", "year", "none"] = "time"

    def gap(self, other: "When") -> float:
        """Hours between two intervals; 0 where they overlap. Two days are as far apart as their noons."""
        if self.precision == other.precision == "day":
            return abs(self.start - other.start)
        return max(0.0, self.start - other.end, other.start - self.end)


UNKNOWN = When(-math.inf, math.inf, "none")


def hours(moment: datetime) -> float:
    """Hours since 1970; a moment without a zone is UTC."""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return aware.timestamp() / 3600.0


#: How far into the future a date may lie: clocks differ.
_FUTURE = timedelta(hours=26)


def when(features: Features) -> When:
    """An article's date; one in the future of its first sight, or none at all, is replaced by the first sight."""
    published, seen = features.published_at, features.seen_at
    if published is not None and not (seen is not None and hours(published) > hours(seen + _FUTURE)):
        start = hours(published)
        return When(start, start + _WIDTH[features.precision], features.precision)
    if seen is not None:
        return When(hours(seen) - 24.0, hours(seen), "day")
    return UNKNOWN
