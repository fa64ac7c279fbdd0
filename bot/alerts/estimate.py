"""How many alerts a watchlist would have told: stories, not articles, after its `min_sources`. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.watch.backtest import Hit

_WEEK = timedelta(days=7)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Ceiling:
    """What an operator takes for too much."""

    #: Alerts in a week; 0: no ceiling.
    per_week: int


@dataclass(frozen=True, slots=True)
class TooMuch:
    """A watchlist that would tell more than is allowed."""

    per_week: float
    ceiling: int


def alerts(hits: Iterable[Hit], sources: Mapping[str, int], min_sources: int) -> int:
    """Alerts that these hits open: one for each story with an article that may be told and with enough sources.

    Args:
        hits: of one query.
        sources: independent sources of each story; one that is missing has one.
        min_sources: of the watchlist.
    """
    told = {hit.story for hit in hits if hit.tells}
    return sum(sources.get(story, 1) >= min_sources for story in told)


def per_week(number: int, archive_since: datetime | None, until: datetime) -> float:
    """That number of alerts as so many in a week; an archive younger than a day counts as one."""
    if archive_since is None:
        return 0.0
    return number / (max(until - archive_since, _DAY) / _WEEK)


def too_much(estimate: float, ceiling: Ceiling) -> TooMuch | None:
    """Whether a watchlist that would tell so many alerts in a week must not be published."""
    if ceiling.per_week and estimate > ceiling.per_week:
        return TooMuch(estimate, ceiling.per_week)
    return None
