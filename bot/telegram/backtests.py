"""What a backtest found, as a message: how much, what changes, and a few headlines with what speaks for them or against.

Whoever shows it adds the buttons; the numbers stand in watch/backtest.py.
"""

from collections.abc import Sequence
from datetime import timedelta

from babel.dates import format_date

from bot.alerts.foreign import clean, clip
from bot.model import Button, Message
from bot.telegram.words import Words, later
from bot.watch.backtest import Backtest, Catch, Difference, sparkline
from bot.watch.doubt import WORTH, Reason

#: Headlines of each sort, outlets and cases.
_SHOWN, _OUTLETS, _CASES = 3, 4, 3
#: Of a headline, an outlet's name, a query and a reason for failing, in UTF-16 units.
_TITLE, _NAME, _QUERY, _SAYS = 90, 24, 200, 200

REASONS = {
    Reason.TITLE: later("all of it in the title"),
    Reason.PARTLY_TITLE: later("part of it in the title"),
    Reason.TOGETHER: later("in one sentence"),
    Reason.OFTEN: later("named often"),
    Reason.BODY_ONLY: later("only in the body"),
    Reason.FAR_APART: later("far apart"),
    Reason.BARELY_NEAR: later("hardly near enough"),
    Reason.ONCE: later("named once"),
    Reason.NEEDS: later("an ambiguous name"),
    Reason.CAPITALS: later("all in capitals"),
    Reason.LANGUAGE: later("language unknown"),
}


def backtest_message(words: Words, found: Backtest, buttons: tuple[tuple[Button, ...], ...] = ()) -> Message:
    """The whole result on one screen."""
    lines = [
        _head(words, found),
        _caught(words, found),
        *_by_day(words, found),
        _rate(words, found),
        *_difference(words, found),
        *_shares(words, found),
        *_cases(words, found),
        *_headlines(words, "👍 " + words("Best"), found.best),
        *_headlines(words, "🤔 " + words("Most doubtful"), found.doubtful, doubted=True),
    ]
    if found.against is not None:
        lines += _headlines(words, "➕ " + words("Gained"), found.against.gained_shown)
        lines += _headlines(words, "➖ " + words("Lost"), found.against.lost_shown)
    return Message(html="\n".join(lines), buttons=buttons)


def backtest_failed(words: Words, watchlist: str, error: str) -> Message:
    """Why there is no result."""
    name = words.foreign(watchlist) if watchlist else words("query")
    said = words("The backtest of {name} could not be made:", name=name)
    return Message(
        html="\n".join([words.line("⚠️ " + said), words.line(words.foreign(clip(clean(error), _SAYS * 3)))])
    )


def _head(words: Words, found: Backtest) -> str:
    name = words.foreign(found.watchlist or clip(clean(found.query), _QUERY))
    days = max(1, round((found.until - found.since) / timedelta(days=1)))
    return words.line(
        f"🔎 <b>{name}</b>",
        words.count("the last day", "the last {n} days", days),
        words.count("{n} article read", "{n} articles read", found.looked_at),
    )


def _caught(words: Words, found: Backtest) -> str:
    if not found.found.articles:
        return words.line(words("It would have caught nothing."))
    return words.line(
        words(
            "It would have caught {articles} in {stories}.",
            articles=words.count("{n} article", "{n} articles", found.found.articles),
            stories=words.count("{n} story", "{n} stories", found.found.stories),
        )
    )


def _by_day(words: Words, found: Backtest) -> list[str]:
    if not found.found.articles:
        return []
    first, last = (
        str(format_date(day.day, "MMM d", locale=words.locale)) for day in (found.days[0], found.days[-1])
    )
    return [words.line(f"{first} {sparkline([day.stories for day in found.days])} {last}")]


def _rate(words: Words, found: Backtest) -> str:
    alerts = words.count("about {n} alert a week", "about {n} alerts a week", round(found.alerts_per_week))
    return words.line(
        "🔔 " + alerts, words.count("{n} chat", "{n} chats", found.chats) if found.chats else ""
    )


def _difference(words: Words, found: Backtest) -> list[str]:
    other = found.against
    if other is None:
        return [words.line(words("Nothing is published yet to compare with."))]
    said = words(
        "Against version {version}: {gained} more and {lost} fewer.",
        version=other.version,
        gained=words.count("{n} article", "{n} articles", other.gained.articles),
        lost=words.count("{n} article", "{n} articles", other.lost.articles),
    )
    return [words.line("⚖️ " + said), words.line(_change(words, found, other))]


def _change(words: Words, found: Backtest, other: Difference) -> str:
    change = round(found.alerts_per_week) - round(other.alerts_per_week)
    if not change:
        return words("As many alerts as before.")
    if change > 0:
        return words.count(
            "{n} alert a week more for each chat", "{n} alerts a week more for each chat", change
        )
    return words.count(
        "{n} alert a week fewer for each chat", "{n} alerts a week fewer for each chat", -change
    )


def _shares(words: Words, found: Backtest) -> list[str]:
    """The busiest outlets, and the languages."""
    outlets = [
        f"{words.foreign(clip(clean(share.name), _NAME))} {words.number(share.articles)}"
        for share in found.outlets[:_OUTLETS]
    ]
    languages = [
        f"{words.foreign(words.language_name(share.id))} {words.number(share.articles)}"
        for share in found.languages[:_OUTLETS]
        if share.id
    ]
    rows = (("📰 ", outlets), ("🌐 ", languages))
    return [words.line(icon + ", ".join(listed)) for icon, listed in rows if listed]


def _cases(words: Words, found: Backtest) -> list[str]:
    if not found.cases:
        return []
    if not found.failed_cases:
        return [words.line("✅ " + words("All cases pass."))]
    failed = len(found.failed_cases)
    head = words.count("{n} case fails:", "{n} cases fail:", failed)
    return [
        words.line("⛔ " + head),
        *(
            words.line(
                f"• {words.foreign(clip(clean(case.title), _TITLE))}: {words.foreign(clip(clean(case.says), _SAYS))}"
            )
            for case in found.failed_cases[:_CASES]
        ),
    ]


def _headlines(words: Words, head: str, catches: Sequence[Catch], *, doubted: bool = False) -> list[str]:
    if not catches:
        return []
    lines = ["", words.line(f"<b>{head}</b>")]
    for catch in catches[:_SHOWN]:
        why = [words(REASONS[reason]) for reason in catch.reasons if (WORTH[reason] < 0) is doubted]
        title = words.foreign(clip(clean(catch.title), _TITLE))
        lines.append(words.line(f"• {words.foreign(clip(clean(catch.outlet_name), _NAME))}: {title}"))
        if why:
            lines.append(words.line(f"   <i>{', '.join(why)}</i>"))
    return lines
