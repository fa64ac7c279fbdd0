"""Looking before publishing: a text is tried on the archive, its result looked at page by page."""

from bot.model import Button, DocumentKind, DocumentVersion, Draft, Message
from bot.telegram.answers import show, words_of
from bot.telegram.asker import Asker
from bot.telegram.backtests import backtest_message
from bot.telegram.lab.looks import LOOK, PAGE, SORTS, list_page, look_rows, of_sort
from bot.telegram.lab.wording import author_of, data_of, is_number, turning
from bot.telegram.ports import Turn
from bot.telegram.words import Words


async def begin_look(
    asker: Asker, turn: Turn, text: Draft | DocumentVersion, *, edits: int | None = None
) -> None:
    """Have a watchlist tried on the archive; the result comes as a message of its own."""
    words = words_of(asker)
    number = await turn.lab.look(text.id, text.body, author_of(asker))
    rows = (
        (Button(text="🔄 " + words("How far is it?"), data=f"{LOOK}:{number}:?:0"),),
        (Button(text="📋 " + text.id, data=data_of("o", DocumentKind.WATCHLIST, text.id)),),
    )
    await show(asker, turn, Message(html=words.line("⏳ " + _waiting(words)), buttons=rows), edits=edits)


def _waiting(words: Words) -> str:
    return words("It is tried on the archive; that takes some seconds.")


async def pressed(subject: str, message: int, asker: Asker, turn: Turn) -> str:
    """How far it is; its articles, sort by sort; back to the result."""
    words = words_of(asker)
    if asker.role is None or not asker.is_private:
        return words("Only editors of this bot can use that, in private.")
    number, _, rest = subject.partition(":")
    letter, _, page = rest.partition(":")
    look = await turn.lab.looked(int(number)) if is_number(number) else None
    if look is None:
        return words("This result is no longer stored. Ask for it again.")
    if look.found is None:
        return look.error or _progress(words, look.done, look.total, look.caught)
    if letter not in SORTS:
        result = backtest_message(words, look.found, look_rows(words, int(number), look.found, asker.role))
        await show(asker, turn, result, edits=message)
        return ""
    pages = max(1, -(-len(of_sort(look.found, letter)) // PAGE))
    at = min(int(page) if is_number(page) else 0, pages - 1)
    turned = turning(lambda other: f"{LOOK}:{number}:{letter}:{other}", at, pages, words)
    back = (Button(text="‹ " + words("Back"), data=f"{LOOK}:{number}:s:0"),)
    html = list_page(words, letter, look.found, at, turn.now)
    await show(asker, turn, Message(html=html, buttons=(*turned, back)), edits=message)
    return ""


def _progress(words: Words, done: int, total: int, caught: int) -> str:
    if not total:
        return _waiting(words)
    return words(
        "{done} of {all} articles, {found} caught so far",
        done=words.number(done),
        all=words.number(total),
        found=words.number(caught),
    )
