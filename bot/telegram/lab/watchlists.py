"""The list of watchlists, and a watchlist's page. What its buttons do stands in deciding.py and editing.py, how a new one
comes about in creating.py."""

from bot.alerts.foreign import clip
from bot.model import Button, Document, DocumentKind, DocumentSummary, Draft, Message, Mode
from bot.telegram.answers import say, show, words_of
from bot.telegram.asker import Asker
from bot.telegram.lab.cards import Facts, watchlist_card
from bot.telegram.lab.wording import (
    MODE_ICON,
    MODES,
    SHORT,
    author_of,
    data_of,
    is_number,
    publishes,
    titled,
    turning,
    writes,
)
from bot.telegram.menus import LABEL
from bot.telegram.ports import Turn
from bot.telegram.steering import unknown_watchlist
from bot.telegram.words import Words
from bot.watch import DocumentError, load_watchlist

#: Callback data: a page of the list.
LIST = "wl"
#: Begins a new one (creating.py).
NEW = "new:begin"
_PAGE = 8
_KIND = DocumentKind.WATCHLIST
#: As callback data names them.
MODE_LETTERS = {"l": Mode.LIVE, "s": Mode.SHADOW, "r": Mode.RETIRED}


async def named(asker: Asker, turn: Turn) -> None:
    """The page of the watchlist with this id; without one the list."""
    id_ = asker.argument.partition(" ")[0].casefold()
    if not id_:
        await show(asker, turn, await _list(asker, turn, 0))
    elif await turn.lab.document(_KIND, id_) is None:
        await say(asker, turn, unknown_watchlist(words_of(asker), id_, await turn.every_watchlist()))
    else:
        await open_card(asker, turn, id_)


async def turned(subject: str, message: int, asker: Asker, turn: Turn) -> str:
    """A page of the list."""
    await show(
        asker, turn, await _list(asker, turn, int(subject) if is_number(subject) else 0), edits=message
    )
    return ""


async def _list(asker: Asker, turn: Turn, page: int) -> Message:
    words = words_of(asker)
    found = await turn.lab.documents(_KIND)
    pages = max(1, -(-len(found) // _PAGE))
    page = min(page, pages - 1)
    rows = [
        (Button(text=_label(words, one), data=data_of("o", _KIND, one.id)),)
        for one in found[page * _PAGE : (page + 1) * _PAGE]
    ]
    asked = words("Which watchlist?") if found else words("There are no watchlists yet.")
    legend = [f"{MODE_ICON[mode]} {words(MODES[mode])}" for mode in Mode]
    html = "\n".join([words.line("📋 " + asked), words.line(*legend)])
    new = (Button(text="➕ " + words("New watchlist"), data=NEW),) if writes(asker) else ()
    buttons = (*rows, *turning(lambda number: f"{LIST}:{number}", page, pages, words), new)
    return Message(html=html, buttons=tuple(row for row in buttons if row))


def _label(words: Words, one: DocumentSummary) -> str:
    icon = MODE_ICON[one.mode] if one.mode is not None and one.version else "✏️"
    draft = " ✏️" if one.drafts and one.version else ""
    return clip(f"{icon} {titled(words, one.title, one.id)}", LABEL) + draft


async def open_card(asker: Asker, turn: Turn, id_: str, *, edits: int | None = None, lead: str = "") -> None:
    """Show a watchlist's page, with lines above it; the list where there is none of this id any more."""
    document = await turn.lab.document(_KIND, id_)
    if document is None:
        listed = await _list(asker, turn, 0)
        await show(asker, turn, listed, edits=edits)
        return
    words = words_of(asker)
    draft = await shown_draft(asker, turn, document)
    facts = Facts(
        now=turn.now,
        names=await turn.lab.names(authors_of(document)),
        subscribers=await turn.lab.subscribers(id_),
        draft=draft,
        diff=diff_of(turn, document, draft),
    )
    html = watchlist_card(words, document, facts)
    rows = _rows(asker, words, document, draft)
    await show(asker, turn, Message(html=f"{lead}\n\n{html}" if lead else html, buttons=rows), edits=edits)


def authors_of(document: Document) -> list[str]:
    """The pseudonyms that stand on its page."""
    published = [document.published.author] if document.published else []
    return [*published, *(draft.author for draft in document.drafts)]


async def shown_draft(asker: Asker, turn: Turn, document: Document) -> Draft | None:
    """The draft that somebody is shown: his own, else the newest."""
    own = await turn.lab.draft(document.kind, document.id, author_of(asker))
    return own or next(iter(document.drafts), None)


def diff_of(turn: Turn, document: Document, draft: Draft | None) -> tuple[str, ...]:
    """What a draft changes in what is published."""
    if draft is None or document.published is None:
        return ()
    return tuple(turn.lab.diff(document.kind, document.published.body, draft.body))


def draft_row(asker: Asker, words: Words, draft: Draft | None) -> tuple[Button, ...]:
    """The buttons of a draft."""
    if draft is None or not writes(asker):
        return ()
    publish = data_of("pu", draft.kind, draft.id, draft.body_hash[:SHORT])
    discard = data_of("d", draft.kind, draft.id, draft.body_hash[:SHORT])
    return (
        Button(text="✅ " + words("Publish draft"), data=publish),
        Button(text="🗑 " + words("Discard draft"), data=discard),
    )


def common_row(words: Words, document: Document) -> tuple[Button, ...]:
    """What every document has: its file and its history."""
    file = Button(text="📄 " + words("As a file"), data=data_of("f", document.kind, document.id))
    history = Button(text="🕓 " + words("History"), data=data_of("h", document.kind, document.id, "0"))
    return (file, history) if document.published else (file,)


def _rows(
    asker: Asker, words: Words, document: Document, draft: Draft | None
) -> tuple[tuple[Button, ...], ...]:
    rows = [common_row(words, document), draft_row(asker, words, draft), _mode_row(asker, words, document)]
    if writes(asker):
        edit = Button(text="✏️ " + words("Edit query"), data=data_of("e", _KIND, document.id))
        look = Button(text="📊 " + words("Backtest"), data=data_of("b", _KIND, document.id))
        rows.insert(0, (edit, look))
    rows.append((Button(text="‹ " + words("All watchlists"), data=f"{LIST}:0"),))
    return tuple(row for row in rows if row)


def _mode_row(asker: Asker, words: Words, document: Document) -> tuple[Button, ...]:
    mode = mode_of(document)
    if mode is None or not publishes(asker):
        return ()
    labels = {"l": words("Make it live"), "s": words("Into the shadow"), "r": words("Retire")}
    return tuple(
        Button(
            text=f"{MODE_ICON[MODE_LETTERS[letter]]} {label}", data=data_of("m", _KIND, document.id, letter)
        )
        for letter, label in labels.items()
        if MODE_LETTERS[letter] is not mode
    )


def mode_of(document: Document) -> Mode | None:
    """Of the watchlist that is published; None where none is."""
    if document.published is None or not document.published.body:
        return None
    try:
        return load_watchlist(document.published.body, document.id).alert.mode
    except DocumentError:
        return None
