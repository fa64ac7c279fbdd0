"""Headlines as cases: forwarded, from a story that should have matched, or from an alert that was not relevant. Each tells
why a watchlist does not hit it, with the smallest edit that would, and becomes part of a draft."""

from collections.abc import Mapping
from typing import Any

from bot.alerts.foreign import clean, clip
from bot.model import Button, DocumentKind, Message
from bot.telegram.answers import say, show, words_of
from bot.telegram.asker import Asker
from bot.telegram.lab.editing import cancel_row, save
from bot.telegram.lab.ports import Headline, Verdict
from bot.telegram.lab.wording import (
    author_of,
    block,
    data_of,
    is_number,
    quoted,
    stale,
    titled,
    turning,
    writes,
)
from bot.telegram.menus import LABEL, handle_of
from bot.telegram.ports import Turn
from bot.telegram.words import Words
from bot.watch.rewriting import RewriteError, with_case, with_query

#: Callback data; and what is asked, as it is stored.
CASE = "case"
OPEN = "case"
_KIND = DocumentKind.WATCHLIST
_PAGE = 8
_TITLE, _TEXT = 300, 2000

State = Mapping[str, Any]


async def forwarded(asker: Asker, turn: Turn) -> bool:
    """A message that an editor forwards: what is to be done with it? Whether it was one."""
    if asker.forwarded is None or not writes(asker):
        return False
    lines = [clean(line) for line in asker.forwarded.text.splitlines()]
    lines = [line for line in lines if line]
    title = clean(asker.forwarded.headline) or next(iter(lines), "")
    rest = " ".join(line for line in lines if line != title)
    await _ask(Headline(title=clip(title, _TITLE), text=clip(rest, _TEXT)), asker, turn)
    return True


async def _ask(headline: Headline, asker: Asker, turn: Turn, *, hit: bool | None = None) -> None:
    """What shall a watchlist do with it, and which one?"""
    words = words_of(asker)
    state = {
        "title": headline.title,
        "text": headline.text,
        "lang": headline.lang,
        "article": headline.article,
        "serial": int(turn.now.timestamp()) % 10**8,
    }
    if hit is not None:
        state["hit"] = hit
    await turn.lab.ask(asker.user, OPEN, state)
    if hit is None:
        await show(asker, turn, _what(words, state))
    else:
        await show(asker, turn, await _which(words, state, turn, 0))


def _what(words: Words, state: State) -> Message:
    quote = words.foreign(clip(str(state["title"]), _TITLE))
    lines = [
        words.line("📥 " + words("What shall a watchlist do with this?")),
        f"<blockquote>{quote}</blockquote>",
    ]
    hit = _button(state, "🎯 " + words("It should have matched"), "h")
    miss = _button(state, "🙅 " + words("It must not match"), "m")
    return Message(html="\n".join(lines), buttons=((hit,), (miss,), cancel_row(words)))


async def _which(words: Words, state: State, turn: Turn, page: int) -> Message:
    found = [one for one in await turn.lab.documents(_KIND) if one.version]
    pages = max(1, -(-len(found) // _PAGE))
    page = min(page, pages - 1)
    rows = [
        (_button(state, clip(titled(words, one.title, one.id), LABEL), f"w.{handle_of(one.id)}"),)
        for one in found[page * _PAGE : (page + 1) * _PAGE]
    ]
    turned = turning(lambda number: f"{CASE}:p.{number}:{state['serial']}", page, pages, words)
    asked = (
        words("Which watchlist should have hit it?")
        if state["hit"]
        else words("Which watchlist must not hit it?")
    )
    return Message(html=words.line(asked), buttons=(*rows, *turned, cancel_row(words)))


def _button(state: State, label: str, verb: str) -> Button:
    return Button(text=label, data=f"{CASE}:{verb}:{state['serial']}")


# --- buttons under stories and alerts -----------------------------------------------------------------


async def pressed(subject: str, message: int, asker: Asker, turn: Turn) -> str:
    """All buttons about cases."""
    words = words_of(asker)
    if not writes(asker):
        return words("Only editors of this bot can use that, in private.")
    verb, _, serial = subject.partition(":")
    if verb in ("story", "alert"):
        return await _from_archive(verb, serial, asker, turn)
    dialogue = await turn.lab.asked(asker.user)
    if dialogue is None or dialogue.step != OPEN or str(dialogue.state["serial"]) != serial:
        return words("This step is over; the newest message goes on.")
    state = dialogue.state
    what, _, extra = verb.partition(".")
    match what:
        case "h" | "m":
            fresh = {**state, "hit": what == "h"}
            await turn.lab.ask(asker.user, OPEN, fresh)
            await show(asker, turn, await _which(words, fresh, turn, 0), edits=message)
        case "p" if "hit" in state:
            page = int(extra) if is_number(extra) else 0
            await show(asker, turn, await _which(words, state, turn, page), edits=message)
        case "w" if "hit" in state:
            return await _chosen(extra, state, message, asker, turn)
        case "y" if "watchlist" in state:
            await _added(state, message, asker, turn)
        case "e" if "edit" in state:
            await _edited(state, message, asker, turn)
        case _:
            return stale(words)
    return ""


async def _from_archive(verb: str, subject: str, asker: Asker, turn: Turn) -> str:
    """“Should have matched” under a story, or “Add as a case” after “Not relevant”."""
    words = words_of(asker)
    number, _, handle = subject.partition(".")
    if verb == "story":
        headline = await turn.lab.headline_of_story(subject)
    else:
        headline = await turn.lab.headline_of_alert(int(number)) if is_number(number) else None
    if headline is None:
        return words("This story is no longer stored.")
    if verb == "story":
        await _ask(headline, asker, turn, hit=True)
        return ""
    state = {
        "title": headline.title,
        "text": headline.text,
        "lang": headline.lang,
        "article": "",
        "hit": False,
    }
    state |= {"serial": int(turn.now.timestamp()) % 10**8}
    return await _chosen(handle, state, None, asker, turn)


async def _chosen(handle: str, state: State, message: int | None, asker: Asker, turn: Turn) -> str:
    """What the watchlist says of it now, and why; what would change that."""
    words = words_of(asker)
    found = [one for one in await turn.lab.documents(_KIND) if handle_of(one.id) == handle]
    verdict = await turn.lab.verdict(found[0].id, headline_of(state), author_of(asker)) if found else None
    if verdict is None:
        return words("This watchlist does not exist any more.")
    fresh = {**state, "watchlist": found[0].id}
    lines = [
        words.line(f"📋 <b>{words.foreign(titled(words, found[0].title, found[0].id))}</b>"),
        f"<blockquote>{words.foreign(clip(str(state['title']), _TITLE))}</blockquote>",
        words.line(_says(words, verdict)),
        words.line(quoted(words, verdict.why, 500)),
    ]
    rows: list[tuple[Button, ...]] = [(_button(state, "➕ " + words("Add as a case"), "y"),)]
    if state["hit"] and verdict.edit:
        fresh["edit"] = verdict.edit
        lines += [words.line("🔧 " + words("The smallest edit that would catch it:")), _edit(verdict)]
        rows.append((_button(state, "🔧 " + words("Make this edit, with the case"), "e"),))
    edit = Button(text="✏️ " + words("Edit query"), data=data_of("e", _KIND, found[0].id))
    rows += [(edit,), cancel_row(words)]
    await turn.lab.ask(asker.user, OPEN, fresh)
    await show(asker, turn, Message(html="\n".join(lines), buttons=tuple(rows)), edits=message)
    return ""


def _says(words: Words, verdict: Verdict) -> str:
    return "✅ " + words("It hits it.") if verdict.holds else "⛔ " + words("It does not hit it.")


def _edit(verdict: Verdict) -> str:
    return block(f"- {verdict.before}\n+ {verdict.after}", 700)


def headline_of(state: State) -> Headline:
    """What was forwarded, or stands in the archive."""
    return Headline(
        title=str(state["title"]),
        text=str(state["text"]),
        lang=str(state.get("lang", "")),
        article=str(state.get("article", "")),
    )


# --- into a draft ---------------------------------------------------------------------------------------


async def _added(state: State, message: int, asker: Asker, turn: Turn) -> None:
    await _into_draft(state, None, message, asker, turn)


async def _edited(state: State, message: int, asker: Asker, turn: Turn) -> None:
    await _into_draft(state, str(state["edit"]), message, asker, turn)


async def _into_draft(state: State, query: str | None, message: int, asker: Asker, turn: Turn) -> None:
    words, id_ = words_of(asker), str(state["watchlist"])
    draft = await turn.lab.draft(_KIND, id_, author_of(asker))
    document = await turn.lab.document(_KIND, id_)
    source = draft or (document.published if document else None)
    await turn.lab.end(asker.user)
    if source is None:
        await say(asker, turn, words.line(words("This watchlist does not exist any more.")))
        return
    base = draft.base if draft else document.published.version if document and document.published else 0
    try:
        body = source.body if query is None else with_query(source.body, query)
        text = "" if state["hit"] and state["text"] == "" else str(state["text"])
        body = with_case(
            body, hit=bool(state["hit"]), title=str(state["title"]), lang=str(state["lang"]), text=text
        )
    except RewriteError as error:
        await show(asker, turn, Message(html=words.line("⚠️ " + words.foreign(str(error)))), edits=message)
        return
    done = words.line("📥 " + words("The case is in your draft."))
    await show(asker, turn, Message(html=done), edits=message)
    await save(_KIND, id_, body, base, asker, turn)


def offer_row(words: Words, alert: int, watchlist: str) -> tuple[Button, ...]:
    """Under an editor's “Not relevant”: the headline as a case that the watchlist must miss; none where no button holds it."""
    data = f"{CASE}:alert:{alert}.{handle_of(watchlist)}"
    if len(data.encode()) > 64:
        return ()
    return (Button(text="➕ " + words("Add as a case that must not match"), data=data),)
