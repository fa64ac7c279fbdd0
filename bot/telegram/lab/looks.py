"""The articles that a backtest shows, page by page with their proof, and the buttons under its result. The result itself
is worded in backtests.py."""

import html
from collections.abc import Mapping
from datetime import datetime

from bot.alerts import markup
from bot.alerts.foreign import clean, clip, clip_pieces, isolated, marked
from bot.model import Button, DocumentKind, Role
from bot.telegram.backtests import REASONS
from bot.telegram.lab.wording import PUBLISHERS, SHORT, WRITERS, data_of
from bot.telegram.words import Words, later
from bot.watch.backtest import Backtest, Catch
from bot.watch.doubt import WORTH

#: Callback data: a task's number, a sort of articles, a page.
LOOK = "look"
#: Articles on one page of a list.
PAGE = 5
_TITLE, _PROOF, _NAME = 140, 170, 40
_KIND = DocumentKind.WATCHLIST

#: Sorts of articles by the letter that callback data has.
SORTS: Mapping[str, str] = {
    "b": later("Best"),
    "d": later("Most doubtful"),
    "g": later("Gained"),
    "l": later("Lost"),
}


def of_sort(found: Backtest, letter: str) -> tuple[Catch, ...]:
    """The articles of a sort."""
    match letter:
        case "b":
            return found.best
        case "d":
            return found.doubtful
        case "g":
            return found.against.gained_shown if found.against else ()
        case _:
            return found.against.lost_shown if found.against else ()


def look_rows(words: Words, number: int, found: Backtest, role: Role) -> tuple[tuple[Button, ...], ...]:
    """Under a result: its articles, and what may be done with the text that was tried."""
    lists = [
        Button(text=f"{words(label)} {words.number(len(shown))}", data=f"{LOOK}:{number}:{letter}:0")
        for letter, label in SORTS.items()
        if (shown := of_sort(found, letter))
    ]
    rows = [tuple(lists[:2]), tuple(lists[2:])]
    id_ = found.watchlist
    if id_ and found.body_hash and role in WRITERS:
        short = found.body_hash[:SHORT]
        publish = Button(text="✅ " + words("Publish draft"), data=data_of("pu", _KIND, id_, short))
        rows.append((publish,))
        if role in PUBLISHERS and found.against is None:
            shadow = Button(text="👁 " + words("In the shadow first"), data=data_of("ps", _KIND, id_, short))
            rows.append((shadow,))
        rows.append(
            (
                Button(text="✏️ " + words("Edit query"), data=data_of("e", _KIND, id_)),
                Button(text="🗑 " + words("Discard draft"), data=data_of("d", _KIND, id_, short)),
            )
        )
    if id_:
        rows.append((Button(text="📋 " + clip(id_, _NAME), data=data_of("o", _KIND, id_)),))
    return tuple(row for row in rows if row)


def list_page(words: Words, letter: str, found: Backtest, page: int, now: datetime) -> str:
    """One page of the articles of a sort."""
    shown = of_sort(found, letter)[page * PAGE : (page + 1) * PAGE]
    lines = [words.line(f"📊 <b>{words(SORTS[letter])}</b>", html.escape(found.watchlist))]
    lines += [line for catch in shown for line in _catch_lines(words, catch, now)]
    return "\n".join(lines)


def _catch_lines(words: Words, catch: Catch, now: datetime) -> list[str]:
    """An article: headline, outlet, day, what speaks against it, and its proof."""
    title = markup.link(markup.plain(clip(clean(catch.title), _TITLE) or "–"), catch.url).html
    against = [words(REASONS[one]) for one in catch.reasons if WORTH[one] < 0]
    outlet = words.foreign(clip(clean(catch.outlet_name or catch.outlet), _NAME))
    lines = [
        words.line(f"• {isolated(title, words.direction)}"),
        words.line(outlet, words.moment(catch.seen_at, now), *against[:2]),
    ]
    if catch.evidence is not None and clean(catch.evidence.text) != clean(catch.title):
        pieces = clip_pieces(marked(catch.evidence.text, catch.evidence.spans), _PROOF)
        said = "".join(
            f"<b>{html.escape(text, quote=False)}</b>" if hit else html.escape(text, quote=False)
            for text, hit in pieces
        )
        lines.append(words.line(f"<i>{isolated(said, words.direction)}</i>"))
    return lines
