"""The words of a picture: counts as a Chart in the reader's language. It is drawn in picture.py."""

from collections.abc import Sequence
from datetime import date

from babel.dates import format_date, format_interval

from bot.alerts.foreign import clean, clip
from bot.alerts.statistics import Counts
from bot.model import Chart, WatchlistName
from bot.telegram.menus import title_of
from bot.telegram.words import Words

#: Bars of each part; the rest is left out.
_MOST = 8
#: Of a label, in UTF-16 units.
_LABEL = 34


def chart_of(words: Words, watchlists: Sequence[WatchlistName], counts: Counts) -> Chart:
    """The chart of these counts; watchlists beyond the eighth busiest are left out."""
    none = (0,) * len(counts.days)
    busiest = sorted(watchlists, key=lambda name: -sum(counts.watchlists.get(name.id, ())))[:_MOST]
    return Chart(
        language=words.language,
        title=words.count("{n} story", "{n} stories", counts.stories) + " · " + _span(words, counts.days),
        days=tuple(f"{format_date(day, 'EEE', locale=words.locale)}\n{day.day}" for day in counts.days),
        headings=(words("Stories per day"), words("Outlets"), words("Languages")),
        watchlists=tuple(
            (clip(title_of(name, words.language), _LABEL), counts.watchlists.get(name.id, none))
            for name in busiest
        ),
        outlets=tuple((clip(clean(name), _LABEL), number) for name, number in counts.outlets[:_MOST]),
        languages=tuple((words.language_name(code), number) for code, number in counts.languages[:_MOST]),
    )


def _span(words: Words, days: Sequence[date]) -> str:
    return str(format_interval(days[0], days[-1], "MMMd", locale=words.locale))
