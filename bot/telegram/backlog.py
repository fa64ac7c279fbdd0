"""One message for all that a chat was not told one by one: after an outage, a pause, or behind a breaker; and the last
word on a watchlist that ends."""

from collections.abc import Sequence
from datetime import datetime

from bot.alerts.backlog import Hold
from bot.alerts.choice import headline_report
from bot.alerts.foreign import clean, clip, direction, mark_of, utf16
from bot.alerts.markup import MOST_BYTES, MOST_UNITS, link, plain, plain_text
from bot.model import AlertContent, Message, WatchlistName
from bot.telegram.menus import title_of
from bot.telegram.words import Words

#: Stories in one message, at most: each has a link, and Telegram counts those.
STORIES = 40
_HEADLINE = 160
_NAME = 40


def backlog_message(
    words: Words,
    hold: Hold,
    found: Sequence[AlertContent],
    now: datetime,
    *,
    watchlist: WatchlistName | None = None,
) -> Message:
    """One line a story, newest first, as many as one message holds; the rest is counted.

    Args:
        words: of the chat.
        hold: why it was not told.
        found: the alerts as they are now, each once, newest first.
        now: the moment.
        watchlist: the one that was held back.
    """
    head = words.line(_head(words, hold, len(found), watchlist))
    shown = [_line(words, content, now) for content in found[:STORIES]]
    while True:
        more = len(found) - len(shown)
        rest = words.count("… and {n} more; /latest shows them", "… and {n} more; /latest shows them", more)
        html = "\n\n".join([head, "\n".join([*shown, words.line(rest) if more else ""]).strip()])
        if not shown or (utf16(plain_text(html)) <= MOST_UNITS and len(html.encode()) <= MOST_BYTES):
            return Message(html=html)
        shown.pop()


def _head(words: Words, hold: Hold, number: int, watchlist: WatchlistName | None) -> str:
    stories = words.count("{n} story", "{n} stories", number)
    match hold:
        case Hold.OFFLINE:
            return f"📴 <b>{words('While I was offline')}</b> · {stories}"
        case Hold.PAUSE:
            return f"⏸ <b>{words('While alerts were paused')}</b> · {stories}"
        case Hold.BREAKER:
            title = words.foreign(clip(title_of(watchlist, words.language), _HEADLINE)) if watchlist else ""
            return f"🚧 <b>{words('Far more than usual, so in one message')}</b> · {stories}" + (
                f" · {title}" if title else ""
            )


def _line(words: Words, content: AlertContent, now: datetime) -> str:
    report = headline_report(content, words.language)
    title = clip(clean(report.title) or clean(report.outlet_name) or "…", _HEADLINE)
    headline = mark_of(title, direction(title)) + link(plain(title), report.url).html
    outlet = words.foreign(clip(clean(report.outlet_name) or clean(report.outlet), _NAME))
    state = words.words.state[content.state]
    return f"• {headline}\n{words.line(state, outlet, words.moment(content.first_seen_at, now))}"


def ended_message(words: Words, name: WatchlistName) -> Message:
    """What subscribers of a watchlist are told when it is retired."""
    title = words.foreign(clip(title_of(name, words.language), _HEADLINE))
    text = words(
        "The watchlist {title} has ended; nothing more will come of it. /watchlists shows the others.",
        title=f"<b>{title}</b>",
    )
    return Message(html=words.line("🏁 " + text))
