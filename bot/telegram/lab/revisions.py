"""A document's file, its history, what a version changed, and the way back to one."""

from collections.abc import Mapping

from bot.model import Button, Message, Published, TextFile
from bot.telegram.answers import show
from bot.telegram.lab.cards import Facts, folded, version_text
from bot.telegram.lab.editing import file_name
from bot.telegram.lab.pressing import Handler, Pressed
from bot.telegram.lab.watchlists import shown_draft
from bot.telegram.lab.wording import PUBLISHERS, author_of, data_of, is_number, stale, turning, unsettled

_HISTORY = 6


async def _file(press: Pressed) -> str:
    words, document = press.words, press.document
    draft = await shown_draft(press.asker, press.turn, document)
    text = draft or document.published
    if text is None or not text.body:
        return stale(words)
    base = draft.base if draft else document.published.version if document.published else 0
    how = words(
        "Change it and send it back here: it becomes your draft. Leave the number in its name as it is."
    )
    name = file_name(document.id, base)
    file = TextFile(name=name, text=text.body)
    await show(press.asker, press.turn, Message(html=words.line("📄 " + how), document=file))
    return ""


async def _history(press: Pressed) -> str:
    words, turn, document = press.words, press.turn, press.document
    versions = [*reversed(await turn.lab.history(document.kind, document.id))]
    pages = max(1, -(-len(versions) // _HISTORY))
    page = min(int(press.extra) if is_number(press.extra) else 0, pages - 1)
    shown = versions[page * _HISTORY : (page + 1) * _HISTORY]
    facts = Facts(now=turn.now, names=await turn.lab.names([one.author for one in versions]))
    lines = [words.line("🕓 <b>" + words("History of {id}", id=document.id) + "</b>")]
    lines += [words.line("• " + version_text(words, one, facts)) for one in shown]
    numbers = tuple(
        Button(
            text=words.number(one.version), data=data_of("v", document.kind, document.id, str(one.version))
        )
        for one in shown
    )
    turned = turning(lambda number: data_of("h", document.kind, document.id, str(number)), page, pages, words)
    back = Button(text="‹ " + words("Back"), data=data_of("o", document.kind, document.id))
    rows = (numbers, *turned, (back,))
    message = Message(html="\n".join(lines), buttons=tuple(row for row in rows if row))
    await show(press.asker, turn, message, edits=press.message)
    return ""


async def _version(press: Pressed) -> str:
    """One version with what it changed, and a way back to it."""
    words, turn, document = press.words, press.turn, press.document
    versions = {one.version: one for one in await turn.lab.history(document.kind, document.id)}
    number = int(press.extra) if is_number(press.extra) else 0
    one = versions.get(number)
    if one is None:
        return stale(words)
    facts = Facts(now=turn.now, names=await turn.lab.names([one.author]))
    lines = [words.line("🕓 " + version_text(words, one, facts))]
    if before := versions.get(number - 1):
        lines += [
            words.line(words("What it changed:")),
            folded(turn.lab.diff(one.kind, before.body, one.body)),
        ]
    newest = document.published.version if document.published else 0
    rows: list[tuple[Button, ...]] = []
    if number != newest and one.body and press.asker.role in PUBLISHERS:
        label = words("Back to version {n}", n=words.number(number))
        rows.append((Button(text="↩️ " + label, data=data_of("rb", one.kind, one.id, f"{number}.{newest}")),))
    rows.append((Button(text="‹ " + words("Back"), data=data_of("h", one.kind, one.id, "0")),))
    await show(press.asker, turn, Message(html="\n".join(lines), buttons=tuple(rows)), edits=press.message)
    return ""


async def _back_asked(press: Pressed) -> str:
    words, turn, document = press.words, press.turn, press.document
    number = _wanted(press)
    found = {one.version: one for one in await turn.lab.history(document.kind, document.id)}.get(number)
    if found is None or document.published is None:
        await press.back()
        return stale(words)
    lines = [
        words.line(f"↩️ <b>{words('Go back to version {n}?', n=words.number(number))}</b>"),
        folded(turn.lab.diff(document.kind, document.published.body, found.body)),
        words.line(words("It takes effect at once; History takes it back.")),
    ]
    await press.ask("\n".join(lines), "rd", "↩️ " + words("Do it"))
    return ""


async def _rolled_back(press: Pressed) -> str:
    words, number = press.words, _wanted(press)
    if not number:
        await press.back()
        return stale(words)
    document = press.document
    result = await press.turn.lab.roll_back(document.kind, document.id, number, author_of(press.asker))
    if isinstance(result, Published):
        return await press.done(result)
    await press.back(unsettled(words, result))
    return ""


def _wanted(press: Pressed) -> int:
    """The version that a button goes back to; 0 where another one is in force than when it was sent."""
    number, _, newest = press.extra.partition(".")
    now = press.document.published.version if press.document.published else 0
    return int(number) if is_number(number) and newest == str(now) else 0


LOOKS: Mapping[str, Handler] = {"f": _file, "h": _history, "v": _version}
DEEDS: Mapping[str, Handler] = {"rb": _back_asked, "rd": _rolled_back}
