"""/outlet: the outlets with the health of their feeds, an outlet's page, and the question for a new one. What is found
is worded in finds.py."""

import html
import re
from collections.abc import Mapping, Sequence

from bot.alerts.foreign import clean, clip
from bot.model import Button, Document, DocumentKind, FeedHealth, Message
from bot.telegram.answers import say, show, words_of
from bot.telegram.asker import Asker
from bot.telegram.lab.cards import Facts, draft_lines, version_text
from bot.telegram.lab.ports import FeedState, OutletState
from bot.telegram.lab.watchlists import authors_of, common_row, diff_of, draft_row, shown_draft
from bot.telegram.lab.wording import author_of, data_of, is_number, publishes, turning, writes
from bot.telegram.menus import LABEL
from bot.telegram.ports import Turn
from bot.telegram.words import Words, later

#: Callback data: a page of the list.
LIST = "outs"
_KIND = DocumentKind.OUTLET
_PAGE, _FEEDS, _FOUND = 8, 6, 12
_NAME, _URL, _REASON = 60, 100, 80

_ADDRESS = re.compile(r"https?://[^\s<>\"]{3,1000}", re.IGNORECASE)

_STATES: Mapping[FeedHealth, str] = {
    FeedHealth.NEW: later("not polled yet"),
    FeedHealth.WELL: later("well"),
    FeedHealth.MOVED: later("well, at a new address"),
    FeedHealth.SLOW: later("slow"),
    FeedHealth.FAILING: later("failing"),
    FeedHealth.THROTTLED: later("asks us to come less often"),
    FeedHealth.BLOCKED: later("refuses us"),
    FeedHealth.GONE: later("gone for good"),
    FeedHealth.SILENT: later("silent"),
    FeedHealth.SHORT: later("lists too little"),
}
_FINE = frozenset({FeedHealth.WELL, FeedHealth.MOVED})


async def outlet(asker: Asker, turn: Turn) -> None:
    """/outlet: all of them, those in trouble first; /outlet NAME: one; /outlet add ADDRESS: a new one."""
    first, _, rest = asker.argument.partition(" ")
    if not asker.argument:
        await show(asker, turn, await _list(asker, turn, 0))
    elif first.casefold() == "add" and writes(asker):
        await _add(rest.strip(), asker, turn)
    else:
        await _named(asker.argument, asker, turn)


async def _add(url: str, asker: Asker, turn: Turn) -> None:
    words = words_of(asker)
    url = url if "://" in url or not url else f"https://{url}"
    if not _ADDRESS.fullmatch(url):
        example = "<code>/outlet add example.org</code>"
        hint = words("Write the address of its home page or of a feed: {example}", example=example)
        await say(asker, turn, words.line("📡 " + hint))
        return
    await turn.lab.discover(url, author_of(asker))
    said = words("I look for feeds there and write to you what I find. Nothing is added before you say so.")
    await say(asker, turn, words.line("⏳ " + said))


async def turned(subject: str, message: int, asker: Asker, turn: Turn) -> str:
    """A page of the list."""
    words = words_of(asker)
    if asker.role is None or not asker.is_private:
        return words("Only editors of this bot can use that, in private.")
    await show(
        asker, turn, await _list(asker, turn, int(subject) if is_number(subject) else 0), edits=message
    )
    return ""


async def _named(wanted: str, asker: Asker, turn: Turn) -> None:
    words = words_of(asker)
    letters = wanted.strip().casefold()
    known = await turn.lab.outlets()
    found = [one for one in known if one.id == letters] or [
        one for one in known if letters in f"{one.id} {one.name}".casefold()
    ]
    if len(found) == 1:
        await open_card(asker, turn, found[0].id)
        return
    if not found:
        echo = words.foreign(clip(clean(wanted), _NAME))
        await say(asker, turn, words.line(words("No outlet here is called {name}.", name=echo)))
        return
    rows = tuple((_button(one),) for one in found[:_FOUND])
    await show(asker, turn, Message(html=words.line("📰 " + words("Which one?")), buttons=rows))


async def _list(asker: Asker, turn: Turn, page: int) -> Message:
    words = words_of(asker)
    found = sorted(await turn.lab.outlets(), key=lambda one: (_worst(one) in _FINE, one.name.casefold()))
    pages = max(1, -(-len(found) // _PAGE))
    page = min(page, pages - 1)
    ill = sum(_worst(one) not in (*_FINE, FeedHealth.NEW) for one in found)
    lines = [
        words.line(
            "📰 " + words.count("{n} outlet", "{n} outlets", len(found)),
            words.count("{n} in trouble", "{n} in trouble", ill) if ill else "",
        )
    ]
    rows = [(_button(one),) for one in found[page * _PAGE : (page + 1) * _PAGE]]
    turned_ = turning(lambda number: f"{LIST}:{number}", page, pages, words)
    if writes(asker):
        lines.append(words.line(words("{command} adds one.", command="<code>/outlet add example.org</code>")))
    return Message(html="\n".join(lines), buttons=(*rows, *turned_))


def _button(one: OutletState) -> Button:
    return Button(
        text=f"{_icon(_worst(one))} {clip(clean(one.name), LABEL)}", data=data_of("o", _KIND, one.id)
    )


def _worst(one: OutletState) -> FeedHealth | None:
    """Of its feeds; None where all are paused."""
    states = [feed.state for feed in one.feeds if not feed.paused]
    ill = [state for state in states if state not in _FINE and state is not FeedHealth.NEW]
    return next(iter([*ill, *states]), None)


def _icon(state: FeedHealth | None) -> str:
    if state is None:
        return "⏸"
    return "🟢" if state in _FINE else "⚪️" if state is FeedHealth.NEW else "🟠"


async def open_card(asker: Asker, turn: Turn, id_: str, *, edits: int | None = None, lead: str = "") -> None:
    """Show an outlet's page, with lines above it; the list where there is none of this id any more."""
    document = await turn.lab.document(_KIND, id_)
    if document is None:
        await show(asker, turn, await _list(asker, turn, 0), edits=edits)
        return
    words = words_of(asker)
    draft = await shown_draft(asker, turn, document)
    facts = Facts(
        now=turn.now,
        names=await turn.lab.names(authors_of(document)),
        draft=draft,
        diff=diff_of(turn, document, draft),
    )
    state = next((one for one in await turn.lab.outlets() if one.id == id_), None)
    lines = ([lead, ""] if lead else []) + _lines(words, document, facts, state)
    rows = _rows(asker, words, document, facts, state)
    await show(asker, turn, Message(html="\n".join(lines), buttons=rows), edits=edits)


def _lines(words: Words, document: Document, facts: Facts, state: OutletState | None) -> list[str]:
    name = words.foreign(clip(clean(state.name if state else document.id), _NAME))
    lines = [words.line(f"📰 <b>{name}</b>", f"<code>{html.escape(document.id)}</code>")]
    published = document.published
    if published is not None and not published.body:
        lines.append(words.line("🗑 " + words("It was taken away; History brings it back.")))
    elif state is not None:
        articles = words.count("{n} article", "{n} articles", state.articles_day)
        lines.append(words.line("🗞 " + words("Last 24 hours: {articles}", articles=articles)))
        for feed in state.feeds[:_FEEDS]:
            lines += _feed_lines(words, feed, facts)
    if published is not None:
        lines.append(words.line("🕓 " + version_text(words, published, facts)))
    if facts.draft is not None:
        lines += ["", *draft_lines(words, facts.draft, facts)]
    return lines


def _feed_lines(words: Words, feed: FeedState, facts: Facts) -> Sequence[str]:
    since = words("since {time}", time=words.moment(feed.since, facts.now)) if feed.since else ""
    said = words("paused") if feed.paused else words(_STATES[feed.state])
    url = f"<code>{html.escape(clip(clean(feed.url), _URL))}</code>"
    icon = "⏸" if feed.paused else _icon(feed.state)
    lines = [words.line(f"{icon} {url}", said, since if feed.state not in _FINE else "")]
    if feed.reason and not feed.paused:
        lines.append(words.line("   " + words.foreign(clip(clean(feed.reason), _REASON))))
    return lines


def _rows(
    asker: Asker, words: Words, document: Document, facts: Facts, state: OutletState | None
) -> tuple[tuple[Button, ...], ...]:
    rows = [common_row(words, document), draft_row(asker, words, facts.draft)]
    if document.published is not None and document.published.body:
        if writes(asker) and state is not None and state.feeds:
            stopped = all(feed.paused for feed in state.feeds)
            label = "▶️ " + words("Resume") if stopped else "⏸ " + words("Pause")
            rest = Button(text=label, data=data_of("pa", _KIND, document.id, "r" if stopped else "p"))
            test = Button(text="🧪 " + words("Test"), data=data_of("te", _KIND, document.id))
            rows.insert(0, (test, rest))
        if publishes(asker):
            rows.append((Button(text="🗑 " + words("Remove"), data=data_of("x", _KIND, document.id)),))
    rows.append((Button(text="‹ " + words("All outlets"), data=f"{LIST}:0"),))
    return tuple(row for row in rows if row)
