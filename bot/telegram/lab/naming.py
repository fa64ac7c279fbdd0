"""A concept's names: one more, in a language and of a kind, or one less. Both make a draft; nobody gets anything else yet."""

import hashlib
import html
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bot.alerts.foreign import clean, clip
from bot.model import Button, DocumentKind, Draft, Message
from bot.telegram.answers import say, show, words_of
from bot.telegram.asker import Asker
from bot.telegram.lab.concepts import language_name, loaded
from bot.telegram.lab.editing import cancel_row, save
from bot.telegram.lab.pressing import Handler, Pressed
from bot.telegram.lab.wording import author_of, data_of, is_number, stale, turning
from bot.telegram.menus import LABEL
from bot.telegram.ports import Turn
from bot.telegram.words import Words, later
from bot.watch import Entry
from bot.watch.concepts import ANY
from bot.watch.rewriting import RewriteError, with_name, without_name

#: What is asked, as it is stored.
NAME = "name"
_KIND = DocumentKind.CONCEPT
_LANGUAGES = ("en", "ar", "tr", "fr", ANY)
_PAGE = 12
_LONGEST = 120
_SHOWN, _HEADLINE, _EFFECTS = 200, 110, 6
#: As callback data names the keys of the file.
_KEYS = {"n": "names", "w": "words", "a": "acronyms"}
_KINDS: Mapping[str, str] = {
    "n": later("a name, written with a capital"),
    "w": later("a common word, which inflects"),
    "a": later("an acronym, all in capitals"),
}


async def _language_asked(press: Pressed) -> str:
    words = press.words
    buttons = [
        Button(text=language_name(words, lang), data=data_of("nl", _KIND, press.document.id, lang))
        for lang in _LANGUAGES
    ]
    asked = words.line(words("A name of {id} in which language?", id=press.document.id))
    rows = (tuple(buttons[:2]), tuple(buttons[2:4]), tuple(buttons[4:]), _back_row(press))
    await show(press.asker, press.turn, Message(html=asked, buttons=rows), edits=press.message)
    return ""


async def _kind_asked(press: Pressed) -> str:
    words = press.words
    if press.extra not in _LANGUAGES:
        return stale(words)
    rows = [
        (Button(text=words(label), data=data_of("nk", _KIND, press.document.id, f"{press.extra}.{letter}")),)
        for letter, label in _KINDS.items()
        # Arabic has no capitals.
        if press.extra != "ar" or letter != "a"
    ]
    asked = words("What is it?")
    message = Message(html=words.line(asked), buttons=(*rows, _back_row(press)))
    await show(press.asker, press.turn, message, edits=press.message)
    return ""


async def _name_asked(press: Pressed) -> str:
    words = press.words
    lang, _, letter = press.extra.partition(".")
    if lang not in _LANGUAGES or letter not in _KEYS:
        return stale(words)
    state = {"id": press.document.id, "lang": lang, "key": _KEYS[letter]}
    await press.turn.lab.ask(press.asker.user, NAME, state)
    asked = words(
        "Write the name as your next message: {id}, {language}.",
        id=press.document.id,
        language=language_name(words, lang),
    )
    message = Message(html=words.line("✏️ " + asked), buttons=(cancel_row(words),))
    await show(press.asker, press.turn, message, edits=press.message)
    return ""


async def name_written(state: Mapping[str, Any], asker: Asker, turn: Turn) -> None:
    """The answer to that."""
    words = words_of(asker)
    name = clean(asker.argument)
    id_, lang = str(state["id"]), str(state["lang"])
    if not 0 < len(name) <= _LONGEST:
        told = words("A name has one line and at most {n} characters.", n=words.number(_LONGEST))
        await show(asker, turn, Message(html=words.line("⚠️ " + told), buttons=(cancel_row(words),)))
        return
    await turn.lab.end(asker.user)
    source = await _source(asker, turn, id_)
    if source is None:
        await say(asker, turn, words.line(words("That does not exist any more.")))
        return
    known = loaded(source[0])
    if known is not None and any(one.lang == lang and one.text == name for one in known.entries):
        said = words("It has this name already: {name}", name=name)
        await say(asker, turn, words.line(words.foreign(said)))
        return
    await _changed(lambda body: with_name(body, str(state["key"]), lang, name), source, id_, asker, turn)


async def effect_lines(words: Words, turn: Turn, draft: Draft) -> list[str]:
    """What a draft's names would newly hit in the archive, and what they would not hit any more."""
    found = await turn.lab.names_effect(draft)
    if found is None or not found.names:
        return []
    names = words.foreign(clip(clean(words.words.comma.join(found.names)), _SHOWN))
    have = words.count(
        "In the last 30 days {n} article has: {names}",
        "In the last 30 days {n} articles have: {names}",
        found.articles,
        names=names,
    )
    lines = [words.line("📊 " + have)]
    for one in found.watchlists[:_EFFECTS]:
        gained = words.count("{n} article gained", "{n} articles gained", one.gained) if one.gained else ""
        lost = words.count("{n} article lost", "{n} articles lost", one.lost) if one.lost else ""
        lines.append(words.line(f"📋 {html.escape(one.watchlist)}", gained, lost))
        lines += [
            words.line("   • " + words.foreign(clip(clean(title), _HEADLINE))) for title in one.examples[:2]
        ]
    if not found.watchlists:
        lines.append(words.line(words("No watchlist hits anything else because of that.")))
    return lines


# --- one less ---------------------------------------------------------------------------------------


async def _which_asked(press: Pressed) -> str:
    words, entries = press.words, await _entries(press)
    pages = max(1, -(-len(entries) // _PAGE))
    page = min(int(press.extra) if is_number(press.extra) else 0, pages - 1)
    buttons = [
        Button(
            text=clip(f"{entry.lang}: {clean(entry.text)}", LABEL // 2),
            data=data_of("nd", _KIND, press.document.id, f"{number}.{_token(entry)}"),
        )
        for number, entry in enumerate(entries)
    ][page * _PAGE : (page + 1) * _PAGE]
    rows = [tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2)]
    turned = turning(lambda number: data_of("nr", _KIND, press.document.id, str(number)), page, pages, words)
    asked = words.line(words("Which name shall go?"))
    message = Message(html=asked, buttons=(*rows, *turned, _back_row(press)))
    await show(press.asker, press.turn, message, edits=press.message)
    return ""


async def _name_taken(press: Pressed) -> str:
    number, _, token = press.extra.partition(".")
    entries = await _entries(press)
    at = int(number) if is_number(number) else len(entries)
    source = await _source(press.asker, press.turn, press.document.id)
    if at >= len(entries) or _token(entries[at]) != token or source is None:
        await press.back()
        return stale(press.words)
    entry = entries[at]
    await _changed(
        lambda body: without_name(body, entry.lang, entry.text),
        source,
        press.document.id,
        press.asker,
        press.turn,
    )
    return ""


async def _entries(press: Pressed) -> Sequence[Entry]:
    source = await _source(press.asker, press.turn, press.document.id)
    found = loaded(source[0]) if source else None
    return found.entries if found else ()


async def _source(asker: Asker, turn: Turn, id_: str) -> tuple[str, int] | None:
    """The text that is changed, one's own draft first, and the version it was made from."""
    if draft := await turn.lab.draft(_KIND, id_, author_of(asker)):
        return draft.body, draft.base
    document = await turn.lab.document(_KIND, id_)
    published = document.published if document else None
    return (published.body, published.version) if published is not None and published.body else None


async def _changed(
    change: Callable[[str], str], source: tuple[str, int], id_: str, asker: Asker, turn: Turn
) -> None:
    words = words_of(asker)
    try:
        body = change(source[0])
    except RewriteError as error:
        await say(asker, turn, words.line("⚠️ " + words.foreign(str(error))))
        return
    await save(_KIND, id_, body, source[1], asker, turn)


def _token(entry: Entry) -> str:
    return hashlib.sha256(f"{entry.lang}:{entry.text}".encode()).hexdigest()[:6]


def _back_row(press: Pressed) -> tuple[Button, ...]:
    return (Button(text="‹ " + press.words("Back"), data=data_of("o", _KIND, press.document.id)),)


DEEDS: Mapping[str, Handler] = {
    "na": _language_asked,
    "nl": _kind_asked,
    "nk": _name_asked,
    "nr": _which_asked,
    "nd": _name_taken,
}
