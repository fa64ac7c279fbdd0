"""How a digest reads: head, one line for each story, and an honest foot; as messages in the reader's language."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from types import MappingProxyType

from babel.dates import format_date, format_skeleton

from bot.alerts.choice import headline_report
from bot.alerts.coverage_words import COVERAGE_WORDS
from bot.alerts.digest import Digest, Entry, Occasion, paged
from bot.alerts.foreign import clean, clip, isolated, mark_of
from bot.alerts.icons import STATE_ICON
from bot.alerts.markup import Rich, bold, joined, link, plain
from bot.alerts.status import FeedTrouble, Status
from bot.model import Chart, Message, State, WatchlistName
from bot.telegram.feeds import SINCE_DAY
from bot.telegram.menus import title_of
from bot.telegram.words import Words, later

# Room for each part, in UTF-16 units.
_HEADLINE = 200
_NAME = 60
_TITLES = 300
#: Outlets in trouble that the foot names; the rest is counted.
_TROUBLES = 3
_WEEK = timedelta(days=6)

_HEADS: Mapping[Occasion, str] = {
    Occasion.AWAKE: later("While it was quiet"),
    Occasion.HOURLY: later("Hourly digest"),
    Occasion.DAILY: later("Daily digest"),
    Occasion.WEEKLY: later("Weekly digest"),
}


def digest_messages(
    words: Words,
    digest: Digest,
    status: Status,
    now: datetime,
    *,
    chart: Chart | None = None,
    quiet: Mapping[int, Sequence[str]] = MappingProxyType({}),
) -> list[Message]:
    """The messages of a digest, in order; with a chart the first is a photo and the stories follow.

    `quiet` has, by alert, the outlets that usually tell such stories and are silent.
    """
    head = _head(words, digest)
    foot = _foot(words, digest, status, now)
    groups = [
        (_heading(words, name), [_line(words, entry, quiet.get(entry.alert, ())) for entry in entries])
        for name, entries in digest.groups
    ]
    if chart is None:
        return [Message(html=page.html) for page in paged(head, groups, foot)]
    if not groups:
        return [Message(html=joined([head, foot], "\n\n").html, chart=chart)]
    return [
        Message(html=head.html, chart=chart),
        *(Message(html=page.html) for page in paged(Rich(), groups, foot)),
    ]


def health_line(words: Words, status: Status, now: datetime) -> str:
    """How many feeds are healthy, and which outlets are not, since when."""
    healthy = words(
        "{healthy} of {feeds} feeds healthy",
        healthy=words.number(status.healthy),
        feeds=words.number(status.feeds),
    )
    sick: dict[str, FeedTrouble] = {}
    for trouble in status.troubles:
        known = sick.get(trouble.outlet)
        if known is None or (trouble.since or now) < (known.since or now):
            sick[trouble.outlet] = trouble
    parts = [_trouble(words, trouble, now) for trouble in list(sick.values())[:_TROUBLES]]
    if (more := len(sick) - _TROUBLES) > 0:
        parts.append(words.count("… and {n} more outlet", "… and {n} more outlets", more))
    return words.words.comma.join([healthy, *parts])


def _head(words: Words, digest: Digest) -> Rich:
    count = len(digest.entries)
    stories = words.count("{n} story", "{n} stories", count) if count else ""
    return _row(
        words, joined([plain("🗞 ") + bold(plain(words(_HEADS[digest.occasion]))), plain(stories)], " · ")
    )


def _heading(words: Words, name: WatchlistName) -> Rich:
    title = clip(title_of(name, words.language), _NAME * 2)
    return _row(words, plain("📌 ") + bold(plain(isolated(title, words.direction))))


def _line(words: Words, entry: Entry, quiet: Sequence[str]) -> Rich:
    """One story in its state at this hour, and below it who is silent about it."""
    content = entry.content
    report = headline_report(content, words.language)
    title = clip(clean(report.title) or clean(report.outlet_name) or "…", _HEADLINE)
    wording = words.words
    state = wording.now[content.state] if entry.turned else wording.state[content.state]
    if content.correction and content.state is not State.RETRACTED:
        state = wording.correction
    count = ""
    if len(content.independent) > 1:
        count = words.plural(wording.independent, len(content.independent))
    headline = plain(f"{STATE_ICON[content.state]} ") + link(
        plain(isolated(title, words.direction)), report.url
    )
    outlet = isolated(clip(clean(report.outlet_name) or clean(report.outlet), _NAME), words.direction)
    story = _row(words, joined([headline, bold(plain(state)), plain(count), plain(outlet)], " · "))
    return joined([story, _silence(words, quiet)], "\n")


def _silence(words: Words, quiet: Sequence[str]) -> Rich:
    if not quiet:
        return Rich()
    names = [isolated(clip(clean(name), _NAME), words.direction) for name in quiet[:_TROUBLES]]
    if (more := len(quiet) - _TROUBLES) > 0:
        names.append(words.count("… and {n} more outlet", "… and {n} more outlets", more))
    label = COVERAGE_WORDS[words.language].silent
    return _row(words, plain(f"🤫 {label}: {words.words.comma.join(names)}"))


def _foot(words: Words, digest: Digest, status: Status, now: datetime) -> Rich:
    silent = ""
    if not digest.groups:
        silent = words("Nothing matched.")
    elif digest.silent:
        titles = words.words.comma.join(title_of(name, words.language) for name in digest.silent)
        silent = words("Nothing matched: {titles}", titles=clip(titles, _TITLES))
    quiet = _row(words, plain("🔕 " + silent)) if silent else Rich()
    return joined([quiet, _row(words, plain("📡 " + health_line(words, status, now)))], "\n")


def _trouble(words: Words, trouble: FeedTrouble, now: datetime) -> str:
    outlet = clip(clean(trouble.outlet), _NAME)
    day = _day(words, trouble.since or now, now)
    return words(SINCE_DAY[trouble.state], outlet=outlet, day=day)


def _day(words: Words, moment: datetime, now: datetime) -> str:
    """The weekday within a week, else the date."""
    local, today = moment.astimezone(words.zone), now.astimezone(words.zone)
    if today.date() - local.date() <= _WEEK:
        return format_date(local.date(), "EEEE", locale=words.locale)
    return format_skeleton("MMMMd", moment, tzinfo=words.zone, locale=words.locale)


def _row(words: Words, line: Rich) -> Rich:
    """A line of the interface, in the direction of its language."""
    return plain(mark_of(line.text, words.direction)) + line if line else line
