"""How the archive reads in a chat: /latest, /search and /story as HTML in the reader's language. When they are shown
stands in lookup.py."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from babel.dates import format_timedelta

from bot.alerts.choice import headline_report
from bot.alerts.foreign import clean, clip, direction, isolated, mark_of
from bot.alerts.markup import link, plain
from bot.alerts.storyid import short_id
from bot.model import AlertContent, Report, Stance
from bot.stories.credit import arrival
from bot.telegram.menus import title_of
from bot.telegram.pages import ago
from bot.telegram.ports import FoundStories
from bot.telegram.words import Words
from bot.watch.searching import LONGEST

#: Reports on one page of a story.
REPORTS = 6

# Room for each part, in UTF-16 units: a page with everything filled stays below Telegram's limit.
_HEADLINE = 300
_SHORT_HEADLINE = 160
_SENTENCE = 140
_NAME = 60
_TITLES = 200
#: Headlines of one story on a page of results.
_HITS = 3
_NAMES = 8


def latest_page(words: Words, found: Sequence[AlertContent], now: datetime, title: str = "") -> str:
    """The newest alerts, each with state, headline, whose headline it is, and age; `title` names the one watchlist."""
    blocks = [_latest_block(words, content, now) for content in found]
    about = words.foreign(clip(clean(title), _NAME)) if title else ""
    return "\n\n".join([words.line(f"<b>{words('Latest alerts')}</b>", about), *blocks])


def search_page(words: Words, query: str, found: FoundStories, now: datetime) -> str:
    """One page of results, grouped by story and numbered for the buttons below; the question stands in a code span."""
    asked = plain(clip(clean(query), LONGEST)).html
    head = words.line(f"🔎 {isolated(f'<code>{asked}</code>', words.direction)}")
    if not found.stories:
        hint = words(
            "Nothing found. Fewer words or the beginning of a word with * find more; filters are lang:ar, outlet:name "
            "and since:7d."
        )
        return f"{head}\n{words.line(hint)}"
    count = words.count("{n} article", "{n} articles", found.articles)
    more = words("only the newest; more words find older ones") if found.is_cut else ""
    blocks = [
        _found_block(words, number, content, now) for number, content in enumerate(found.stories, start=1)
    ]
    return "\n\n".join([f"{head}\n{words.line(count, more)}", *blocks])


def story_page(words: Words, content: AlertContent, now: datetime, page: int) -> str:
    """A story: state, headline, who was first and by how much, who is independent, and its reports in order of time."""
    headline = headline_report(content, words.language)
    titles = words.words.comma.join(title_of(name, words.language) for name in content.watchlists)
    lines = [
        words.line(f"<b>{words.words.state[content.state]}</b>", words.foreign(clip(titles, _TITLES))),
        _headline(headline, _HEADLINE),
        _first_line(words, content, now),
        _sources_line(words, content),
    ]
    reports = arrival(content.reports)
    pages = pages_of(content)
    shown = reports[page * REPORTS : (page + 1) * REPORTS]
    counted = words.count("{n} report", "{n} reports", len(reports))
    numbers = f"{words.number(page + 1)} / {words.number(pages)}" if pages > 1 else ""
    blocks = [words.line(f"<b>{counted}</b>", numbers), *(_report_block(words, one, now) for one in shown)]
    foot = words.line(words("Story {id}", id=f"<code>{short_id(content.story)}</code>"))
    return "\n\n".join(["\n".join(line for line in lines if line), *blocks, foot])


def pages_of(content: AlertContent) -> int:
    """How many pages a story has."""
    return max(1, -(-len(content.reports) // REPORTS))


def _headline(report: Report, units: int) -> str:
    title = clip(clean(report.title) or clean(report.outlet_name) or "…", units)
    return mark_of(title, direction(title)) + link(plain(title), report.url).html


def _name(words: Words, report: Report) -> str:
    return words.foreign(clip(clean(report.outlet_name) or clean(report.outlet), _NAME))


def _latest_block(words: Words, content: AlertContent, now: datetime) -> str:
    report = headline_report(content, words.language)
    outlets = len({report.outlet for report in content.reports})
    titles = clip(
        words.words.comma.join(title_of(name, words.language) for name in content.watchlists), _TITLES
    )
    origin = words.line(
        f"<b>{_name(words, report)}</b>",
        words.plural(words.words.outlets, outlets) if outlets > 1 else "",
        f"{words.moment(content.first_seen_at, now)} ({ago(words, content.first_seen_at, now)})",
    )
    state = words.line(f"<b>{words.words.state[content.state]}</b>", words.foreign(titles))
    return f"{state}\n{_headline(report, _HEADLINE)}\n{origin}"


def _found_block(words: Words, number: int, content: AlertContent, now: datetime) -> str:
    """Number, state and the newest headlines of one story that were hit."""
    state = f"<b>{words.words.state[content.state]}</b>" if content.story else ""
    lines = [words.line(f"<b>{words.number(number)}</b>", state)]
    for report in content.reports[:_HITS]:
        lines.append(_headline(report, _SHORT_HEADLINE))
        lines.append(words.line(_name(words, report), words.moment(report.seen_at, now)))
    if (more := len(content.reports) - _HITS) > 0:
        lines.append(words.line(words.count("… and {n} more report", "… and {n} more reports", more)))
    return "\n".join(lines)


def _first_line(words: Words, content: AlertContent, now: datetime) -> str:
    """Who was first, and how long before the next outlet."""
    reports = arrival(content.reports)
    first = reports[0]
    lead = ""
    if following := next((report for report in reports if report.outlet != first.outlet), None):
        ahead = max(_moment(following) - _moment(first), timedelta(seconds=1))
        length = format_timedelta(ahead, granularity="minute", threshold=1.5, locale=words.locale)
        lead = words("{time} before the next outlet", time=length)
    named = words("First: {outlet}", outlet=f"<b>{_name(words, first)}</b>")
    return words.line(named, words.moment(_moment(first), now), lead)


def _moment(report: Report) -> datetime:
    """When it was published, where that is known to the minute; else when it was seen."""
    if report.published_at is not None and report.precision == "time":
        return min(report.published_at, report.seen_at)
    return report.seen_at


def _sources_line(words: Words, content: AlertContent) -> str:
    outlets = len({report.outlet for report in content.reports})
    names = words.words.comma.join(clip(clean(name), _NAME) for name in content.independent[:_NAMES])
    independent = words.plural(words.words.independent, len(content.independent))
    return words.line(
        words.plural(words.words.outlets, outlets), f"{independent}: {words.foreign(names)}" if names else ""
    )


def _report_block(words: Words, report: Report, now: datetime) -> str:
    """When, who, the headline, and what it claims."""
    copied = words.words.copied.format(source=words.foreign(clip(clean(report.credit_name), _NAME)))
    lines = [
        words.line(
            words.moment(_moment(report), now),
            f"<b>{_name(words, report)}</b>",
            words.foreign(words.language_name(report.lang)) if report.lang else "",
            copied if report.credit_name else "",
        ),
        _headline(report, _SHORT_HEADLINE),
    ]
    lines += [
        words.line(
            f"<b>{words.words.stance[claim.stance]}</b>: {words.foreign(clip(clean(claim.sentence), _SENTENCE))}"
        )
        for claim in report.claims[:2]
        if claim.stance is not Stance.REPORTS
    ]
    return "\n".join(lines)
