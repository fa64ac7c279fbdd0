"""What /help and /status show, as HTML in the reader's language; when they are shown stands in commands.py."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from babel.dates import format_timedelta

from bot.alerts.foreign import clean, clip
from bot.alerts.status import FeedTrouble, Status
from bot.model import ChatState, WatchlistName
from bot.telegram.menus import title_of
from bot.telegram.words import Words

#: Feeds in trouble that /status names; the rest is counted.
TROUBLES = 10

# Room for each part, in UTF-16 units: a page with everything filled stays below Telegram's limit.
_NAME = 60
_TITLES = 200
_REASON = 120


def help_page(
    words: Words, commands: Mapping[str, str], editors: Mapping[str, str], owners: Mapping[str, str]
) -> str:
    """What the bot is for, and its commands; those of editors and of owners apart."""
    lines = [words.line(welcome(words)), "", *_listed(words, commands), ""]
    if editors:
        lines += [
            words.line(f"<b>{words('For editors of the watchlists:')}</b>"),
            *_listed(words, editors),
            "",
        ]
    if owners:
        lines += [words.line(f"<b>{words('For owners of this bot:')}</b>"), *_listed(words, owners), ""]
    lines += [
        words.line(words("In a group only its admins can change what it gets.")),
        words.line(words("In a forum, send /start inside the topic that shall get the alerts.")),
    ]
    return "\n".join(lines)


def _listed(words: Words, commands: Mapping[str, str]) -> list[str]:
    return [words.line(f"{words.foreign('/' + name)} – {words(about)}") for name, about in commands.items()]


def welcome(words: Words) -> str:
    """What the bot does, in two sentences."""
    return words(
        "<b>Khabar</b> watches news outlets in four languages and tells you once about each story: "
        "who reports it, who claims it, who denies it. One message per story, edited as it grows."
    )


def ago(words: Words, moment: datetime, now: datetime) -> str:
    """How long ago a moment was; a moment ahead of our clock is now."""
    past = min(moment - now, timedelta(seconds=-1))
    return format_timedelta(past, add_direction=True, locale=words.locale)


def status_page(
    words: Words,
    found: Status,
    mine: Sequence[WatchlistName],
    now: datetime,
    *,
    chat: ChatState,
    topic: ChatState,
    owner: bool,
) -> str:
    """The same honest figures for everybody, and what this chat gets; owners see feeds in trouble and the queue."""
    lines = [_feeds_line(words, found), _day_line(words, found), "", *_chat_lines(words, mine, chat, topic)]
    if owner:
        lines += ["", *_queue_lines(words, found, now)]
        lines += [_trouble_line(words, trouble, now) for trouble in found.troubles[:TROUBLES]]
        if (more := len(found.troubles) - TROUBLES) > 0:
            lines.append(words.line(words.count("… and {n} more feed", "… and {n} more feeds", more)))
    return "\n".join(lines)


def _feeds_line(words: Words, found: Status) -> str:
    healthy = words(
        "{healthy} of {feeds} feeds healthy", **_numbers(words, healthy=found.healthy, feeds=found.feeds)
    )
    waiting = words.count("{n} not polled yet", "{n} not polled yet", found.waiting) if found.waiting else ""
    return words.line(f"📡 {healthy}", waiting)


def _day_line(words: Words, found: Status) -> str:
    articles = words.count("{n} article", "{n} articles", found.articles_day)
    alerts = words.count("{n} alert", "{n} alerts", found.alerts_day)
    return words.line("🗞 " + words("Last 24 hours: {articles}, {alerts}", articles=articles, alerts=alerts))


def _chat_lines(words: Words, mine: Sequence[WatchlistName], chat: ChatState, topic: ChatState) -> list[str]:
    if mine:
        titles = clip(words.words.comma.join(title_of(name, words.language) for name in mine), _TITLES * 2)
        subscribed = words.count("{n} watchlist here", "{n} watchlists here", len(mine))
        lines = [words.line(f"🔔 {subscribed}: {words.foreign(titles)}")]
    else:
        lines = [words.line("🔕 " + words("No watchlist is chosen here; /watchlists shows what there is."))]
    if chat is not ChatState.ACTIVE:
        lines.append(words.line("⏸ " + words("Alerts to this chat are stopped; /start resumes them.")))
    elif topic is not ChatState.ACTIVE:
        lines.append(words.line("⏸ " + words("Alerts to this topic are stopped; /start resumes them.")))
    return lines


def _queue_lines(words: Words, found: Status, now: datetime) -> list[str]:
    chats = words.count("{n} chat", "{n} chats", found.chats)
    subscriptions = words.count("{n} subscription", "{n} subscriptions", found.subscriptions)
    queued = words.count("{n} message waiting", "{n} messages waiting", found.queued)
    uncertain = words.count("{n} message uncertain", "{n} messages uncertain", found.uncertain_day)
    resent = words.count(
        "{n} message sent twice in doubt", "{n} messages sent twice in doubt", found.resent_day
    )
    oldest = ""
    if found.oldest_queued_at is not None:
        oldest = words("the oldest since {time}", time=words.moment(found.oldest_queued_at, now))
    lines = [
        words.line(f"👥 {chats}", subscriptions),
        words.line(f"📨 {queued}", oldest, uncertain, resent if found.resent_day else ""),
    ]
    return [*lines, *_held_lines(words, found, now), *_lease_lines(words, found, now)]


def _held_lines(words: Words, found: Status, now: datetime) -> list[str]:
    """What does not go out, and why; nothing where all does."""
    lines = []
    if found.paused:
        lines.append(words.line("⏸ " + words("Everything is paused; /resume lets alerts go out again.")))
    if found.held:
        lines.append(
            words.line("✋ " + words.count("{n} alert held back", "{n} alerts held back", found.held))
        )
    if found.guarded:
        shown = words.foreign(clip(words.words.comma.join(found.guarded), _TITLES))
        lines.append(words.line("🚧 " + words("Held back or paused: {watchlists}", watchlists=shown)))
    if found.flooded_until is not None:
        waiting = words.count(
            "Telegram wants {n} chat left alone", "Telegram wants {n} chats left alone", found.flooded
        )
        until = words("until {time}", time=words.moment(found.flooded_until, now))
        lines.append(words.line(f"🐢 {waiting}", until))
    return lines


def _lease_lines(words: Words, found: Status, now: datetime) -> list[str]:
    """Which process is the desk, which sends, which answers."""
    held = [f"{role}: {holder} ({words.moment(since, now)})" for role, holder, since in found.leases]
    return [words.line("🔑 " + words.foreign(line)) for line in held]


def _trouble_line(words: Words, trouble: FeedTrouble, now: datetime) -> str:
    since = words("since {time}", time=words.moment(trouble.since, now)) if trouble.since else ""
    outlet = words.foreign(clip(clean(trouble.outlet), _NAME))
    return words.line(f"⚠️ {outlet}: {words.foreign(clip(clean(trouble.reason), _REASON))}", since)


def _numbers(words: Words, **numbers: int) -> dict[str, str]:
    return {name: words.number(number) for name, number in numbers.items()}
