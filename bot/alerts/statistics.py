"""Stories counted by day, watchlist, outlet and language: what a picture shows. Its words stand in bot/telegram/charts.py."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from bot.model import AlertContent

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Counts:
    """Numbers of stories, none counted twice within one row."""

    days: tuple[date, ...]
    stories: int
    #: For each watchlist the count of every day.
    watchlists: dict[str, tuple[int, ...]]
    #: By name, the busiest first.
    outlets: tuple[tuple[str, int], ...]
    #: ISO 639-1.
    languages: tuple[tuple[str, int], ...]


def counted(
    contents: Iterable[AlertContent], watchlists: Collection[str], until: datetime, days: int, zone: tzinfo
) -> Counts:
    """Count the stories of the last days.

    Args:
        contents: alerts, each story once.
        watchlists: ids of those that count; a story of several counts in the row of each.
        until: the end; its local date is the last day.
        days: how many.
        zone: whose midnights part the days.
    """
    last = until.astimezone(zone).date()
    dates = tuple(last - number * _DAY for number in reversed(range(days)))
    rows = {id_: [0] * days for id_ in watchlists}
    outlets: Counter[str] = Counter()
    languages: Counter[str] = Counter()
    stories = 0
    for content in contents:
        day = content.first_seen_at.astimezone(zone).date()
        hit = [name.id for name in content.watchlists if name.id in rows]
        if not hit or not dates[0] <= day <= last:
            continue
        stories += 1
        for id_ in hit:
            rows[id_][(day - dates[0]).days] += 1
        outlets.update({report.outlet_name or report.outlet for report in content.reports})
        languages.update({report.lang for report in content.reports if report.lang})
    return Counts(
        dates,
        stories,
        {id_: tuple(row) for id_, row in rows.items()},
        tuple(sorted(outlets.items(), key=lambda item: (-item[1], item[0]))),
        tuple(sorted(languages.items(), key=lambda item: (-item[1], item[0]))),
    )
