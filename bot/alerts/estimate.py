"""How many alerts a watchlist would have told: stories, not articles, after its `min_sources`. Pure."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from bot.watch.backtest import Hit

_WEEK = timedelta(days=7)
_DAY = timedelta(days=1)


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


def too_much(estimate: float, before: float, most: int) -> bool:
    """Whether a watchlist must not be published.

    Args:
        estimate: alerts in a week that it would tell.
        before: those of the version in force: one that tells much already may be edited, but not to tell more.
        most: what the operator allows in a week; 0: anything.
    """
    return bool(most) and estimate > max(most, before)
