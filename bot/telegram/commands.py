"""What the bot answers: one handler per command and button; every effect goes through the Turn it is given."""

import html
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from babel.dates import format_timedelta

from bot.model import AlertContent, Button, Chat, ChatState, Message, WatchlistName
from bot.telegram.ports import Status, Turn
from bot.telegram.words import Words

LATEST = 5
#: Feeds in trouble that /status names; the rest is counted.
TROUBLES = 10

#: Commands and their one-line descriptions, in the order of Telegram's menu.
COMMANDS: Mapping[str, str] = {
    "start": "begin, or resume after /stop",
    "watchlists": "choose what to be alerted about",
    "latest": "the latest alerts",
    "status": "how the bot and its feeds are",
    "stop": "no more alerts here",
    "help": "what I can do",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asker:
    """Who asks, and where."""

    chat: Chat
    thread: int = 0
    #: In BOT_OWNERS.
    owner: bool = False
    #: A group's admin, or anybody in a private chat.
    may_configure: bool = True


Handler = Callable[[Asker, Turn], Awaitable[None]]


async def on_command(name: str, asker: Asker, turn: Turn) -> None:
    """Answer /name."""
    if handler := HANDLERS.get(name):
        await handler(asker, turn)
        return
    words = Words(asker.chat.language)
    await _say(
        asker, turn, words("I do not know /{name}. /help lists what I can do.", name=html.escape(name[:32]))
    )


async def on_button(data: str, message: int, asker: Asker, turn: Turn) -> str:
    """Do what a button says and refresh its menu; returns the short text to show above the chat."""
    words = Words(asker.chat.language)
    action, _, subject = data.partition(":")
    if action not in ("sub", "unsub"):
        return words("This button is from an older version. Send /watchlists for a fresh menu.")
    if not asker.may_configure:
        return words("Only admins of this group can change that.")
    names = {item.id: item for item in await turn.watchlists()}
    if subject not in names:
        await _watchlist_menu(asker, turn, edits=message)
        return words("This watchlist does not exist any more.")
    title = title_of(names[subject], words.language)
    if action == "sub":
        await _ensure(asker, turn)
        await turn.subscribe(asker.chat.id, asker.thread, subject)
        said = words("Subscribed: {title}", title=title)
    else:
        await turn.unsubscribe(asker.chat.id, asker.thread, subject)
        said = words("Unsubscribed: {title}", title=title)
    await _watchlist_menu(asker, turn, edits=message)
    return said[:200]


async def on_text(asker: Asker, turn: Turn) -> None:
    """Answer a private message that is no command."""
    words = Words(asker.chat.language)
    await _say(
        asker, turn, words("I only understand commands. /watchlists is where to begin, /help lists the rest.")
    )


async def start(asker: Asker, turn: Turn) -> None:
    """/start: greet, restore, and show the watchlists."""
    words = Words(asker.chat.language)
    if not asker.may_configure:
        await _say(asker, turn, words("Only admins of this group can change that."))
        return
    await _ensure(asker, turn)
    await _say(
        asker,
        turn,
        words(
            "<b>Khabar</b> watches news outlets in four languages and tells you once about each story: "
            "who reports it, who claims it, who denies it. One message per story, edited as it grows."
        ),
    )
    await _watchlist_menu(asker, turn)


async def help_(asker: Asker, turn: Turn) -> None:
    """/help."""
    words = Words(asker.chat.language)
    lines = [f"/{name} – {words(about)}" for name, about in COMMANDS.items()]
    await _say(asker, turn, "\n".join([f"<b>{words('What I can do')}</b>", *lines]))


async def watchlists(asker: Asker, turn: Turn) -> None:
    """/watchlists: one button per watchlist."""
    await _watchlist_menu(asker, turn)


async def latest(asker: Asker, turn: Turn) -> None:
    """/latest: the newest alerts of the subscribed watchlists, or of all where there is none."""
    words = Words(asker.chat.language)
    mine = await turn.subscriptions(asker.chat.id, asker.thread)
    names = await turn.watchlists()
    wanted = [item.id for item in names if item.id in mine] or [item.id for item in names]
    found = await turn.latest(wanted, LATEST)
    if not found:
        await _say(
            asker,
            turn,
            words("No alerts yet. They come as soon as an outlet reports something that matches."),
        )
        return
    lines = [_latest_line(content, asker, turn, words) for content in found]
    await _say(asker, turn, "\n\n".join([f"<b>{words('Latest alerts')}</b>", *lines]))


async def status(asker: Asker, turn: Turn) -> None:
    """/status: the same honest figures for everybody; owners also see which feeds are in trouble, and the queue."""
    words = Words(asker.chat.language)
    found = await turn.status()
    lines = [
        words("{healthy} of {feeds} feeds healthy", healthy=found.healthy, feeds=found.feeds)
        + (words(", {waiting} not polled yet", waiting=found.waiting) if found.waiting else ""),
        words(
            "Last 24 hours: {articles} articles, {alerts} alerts",
            articles=found.articles_day,
            alerts=found.alerts_day,
        ),
    ]
    if asker.owner:
        lines += _owner_lines(found, turn, words)
    if asker.chat.state is not ChatState.ACTIVE:
        lines.append(words("Alerts to this chat are stopped; /start resumes them."))
    await _say(asker, turn, "\n".join(lines))


async def stop(asker: Asker, turn: Turn) -> None:
    """/stop: keep the subscriptions, send nothing."""
    words = Words(asker.chat.language)
    if not asker.may_configure:
        await _say(asker, turn, words("Only admins of this group can change that."))
        return
    await turn.save(replace(asker.chat, state=ChatState.STOPPED, reason="/stop"))
    await _say(asker, turn, words("Stopped: no more alerts here. Your watchlists are kept; /start resumes."))


HANDLERS: Mapping[str, Handler] = {
    "start": start,
    "help": help_,
    "watchlists": watchlists,
    "latest": latest,
    "status": status,
    "stop": stop,
}


def title_of(name: WatchlistName, language: str) -> str:
    """A watchlist's title in the interface language, else in English, else its id."""
    return name.title.get(language) or name.title.get("en") or name.id


async def _ensure(asker: Asker, turn: Turn) -> None:
    """Store the chat as an active one."""
    await turn.save(replace(asker.chat, state=ChatState.ACTIVE, reason=""))


async def _say(
    asker: Asker,
    turn: Turn,
    text: str,
    *,
    buttons: Sequence[tuple[Button, ...]] = (),
    edits: int | None = None,
) -> None:
    await turn.answer(asker.chat.id, asker.thread, Message(html=text, buttons=tuple(buttons)), edits=edits)


async def _watchlist_menu(asker: Asker, turn: Turn, *, edits: int | None = None) -> None:
    words = Words(asker.chat.language)
    names = await turn.watchlists()
    if not names:
        await _say(asker, turn, words("There are no watchlists yet."), edits=edits)
        return
    mine = await turn.subscriptions(asker.chat.id, asker.thread)
    rows = [
        (
            Button(
                text=("✅ " if item.id in mine else "▫️ ") + title_of(item, words.language),
                data=f"{'unsub' if item.id in mine else 'sub'}:{item.id}",
            ),
        )
        for item in names
    ]
    text = words("Tap a watchlist to subscribe or unsubscribe:")
    await _say(asker, turn, text, buttons=rows, edits=edits)


def _latest_line(content: AlertContent, asker: Asker, turn: Turn, words: Words) -> str:
    first = content.reports[0]
    own = next((report for report in content.reports if report.lang == words.language), first)
    seen = content.first_seen_at.astimezone(ZoneInfo(asker.chat.timezone))
    ago = format_timedelta(content.first_seen_at - turn.now, add_direction=True, locale=words.language)
    outlets = len({report.outlet for report in content.reports})
    titles = ", ".join(title_of(item, words.language) for item in content.watchlists)
    return (
        f'<a href="{html.escape(own.url, quote=True)}">{html.escape(own.title[:300])}</a>\n'
        f"{html.escape(first.outlet_name)} · {words.count('{n} outlet', '{n} outlets', outlets)} · "
        f"{seen:%H:%M} ({ago}) · {html.escape(titles)}"
    )


def _owner_lines(found: Status, turn: Turn, words: Words) -> list[str]:
    lines = [
        words(
            "{chats} chats, {subscriptions} subscriptions",
            chats=found.chats,
            subscriptions=found.subscriptions,
        ),
        words(
            "{queued} messages waiting, {uncertain} uncertain today",
            queued=found.queued,
            uncertain=found.uncertain_day,
        ),
    ]
    if found.oldest_queued_at is not None:
        age = format_timedelta(turn.now - found.oldest_queued_at, locale=words.language)
        lines.append(words("oldest waiting message: {age}", age=age))
    lines += [f"⚠️ {html.escape(item.outlet)}: {html.escape(item.reason[:120])}" for item in found.troubles[:TROUBLES]]
    if len(found.troubles) > TROUBLES:
        lines.append(words("… and {n} more", n=len(found.troubles) - TROUBLES))
    return lines
