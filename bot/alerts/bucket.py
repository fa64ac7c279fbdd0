"""How much one person may ask: a token bucket for each, as a pure table of moments."""

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

#: What anybody may ask at once, and how fast that comes back.
BURST = 30
EVERY = timedelta(seconds=2)
#: People who are remembered; who was quiet longest is forgotten first.
_MOST = 10_000


class Pace(StrEnum):
    """Whether to answer."""

    GO = "go"
    #: Too fast: say so, this once.
    WARN = "warn"
    #: Too fast, and told.
    SILENCE = "silence"


@dataclass(slots=True)
class _Bucket:
    tokens: float
    at: datetime
    is_warned: bool = False


class Buckets:
    """The buckets of all who asked lately."""

    def __init__(self, burst: int = BURST, every: timedelta = EVERY) -> None:
        self._burst = burst
        self._every = every
        self._buckets: OrderedDict[Hashable, _Bucket] = OrderedDict()

    def take(self, key: Hashable, now: datetime) -> Pace:
        """One question of somebody.

        Args:
            key: who asks.
            now: when; a clock that went back gives nothing back.
        """
        bucket = self._buckets.setdefault(key, _Bucket(self._burst, now))
        self._buckets.move_to_end(key)
        while len(self._buckets) > _MOST:
            self._buckets.popitem(last=False)
        earned = max(now - bucket.at, timedelta()) / self._every
        bucket.tokens = min(bucket.tokens + earned, self._burst)
        bucket.at = max(now, bucket.at)
        if bucket.tokens >= 1:
            bucket.tokens -= 1
            # Warned anew only after a pause: who keeps pressing hears it once.
            bucket.is_warned = bucket.is_warned and bucket.tokens < self._burst / 3
            return Pace.GO
        if bucket.is_warned:
            return Pace.SILENCE
        bucket.is_warned = True
        return Pace.WARN
