"""Editing in chat: a query that is written as an answer, a file that is sent back, and what is done where two edited at
once."""

import re
from collections.abc import Mapping
from typing import Any

from bot.model import Button, Conflict, Document, DocumentKind, Message, Saved
from bot.telegram.answers import say, show, words_of
from bot.telegram.asker import Asker
from bot.telegram.files import LARGEST_SHEET, GivenFile
from bot.telegram.lab import concepts, outlets, watchlists
from bot.telegram.lab.wording import author_of, block, problems, query_error, quoted, unsettled, writes
from bot.telegram.ports import Turn
from bot.telegram.words import Words
from bot.watch import DocumentError, load_watchlist
from bot.watch.rewriting import RewriteError, with_query

#: Callback data about what was asked last.
ASK = "ask"
#: What is asked, as it is stored.
QUERY, CONFLICT = "query", "conflict"
_SHOWN = 1500

_FILE = re.compile(r"(?P<id>[a-z0-9]+(?:-[a-z0-9]+)*)\.v(?P<version>\d{1,6})\b.*", re.ASCII)
_ID = re.compile(
    r"""^(?:-[ ]+)?id:[ ]*["']?([a-z0-9]+(?:-[a-z0-9]+)*)["']?[ ]*(?:\#.*)?$""", re.MULTILINE | re.ASCII
)
#: Keys of which each kind has one that no other has.
_TELLING = {
    DocumentKind.WATCHLIST: re.compile(r"^query:", re.MULTILINE),
    DocumentKind.OUTLET: re.compile(r"^[- ][ ]+feeds:", re.MULTILINE),
    DocumentKind.CONCEPT: re.compile(r"^(?:type|names|words|acronyms|void):", re.MULTILINE),
}
_PAGES = {
    DocumentKind.WATCHLIST: watchlists.open_card,
    DocumentKind.CONCEPT: concepts.open_card,
    DocumentKind.OUTLET: outlets.open_card,
}


def cancel_row(words: Words) -> tuple[Button, ...]:
    """The way out of every question."""
    return (Button(text="✖️ " + words("Cancel"), data=f"{ASK}:x"),)


async def cancelled(subject: str, message: int, asker: Asker, turn: Turn) -> str:
    """The buttons under a question: leave it; or, of a conflict, insist."""
    words = words_of(asker)
    dialogue = await turn.lab.asked(asker.user)
    if dialogue is None or asker.role is None or not asker.is_private:
        await show(asker, turn, Message(html=words.line(words("That is over."))), edits=message)
        return words("That is over.")
    await turn.lab.end(asker.user)
    if subject == "mine" and dialogue.step == CONFLICT:
        await _insist(dialogue.state, message, asker, turn)
        return ""
    await show(asker, turn, Message(html=words.line("✖️ " + words("Left as it was."))), edits=message)
    return ""


# --- a query ----------------------------------------------------------------------------------------


async def ask_query(document: Document, asker: Asker, turn: Turn) -> None:
    """Ask for a new query; the next message is it."""
    words = words_of(asker)
    draft = await turn.lab.draft(document.kind, document.id, author_of(asker))
    text = draft or document.published
    base = draft.base if draft else document.published.version if document.published else 0
    await turn.lab.ask(asker.user, QUERY, {"id": document.id, "base": base})
    lines = [
        words.line("✏️ " + words("Write the new query of {id} as your next message. It was:", id=document.id))
    ]
    try:
        lines.append(block(load_watchlist(text.body if text else "", document.id).query, _SHOWN))
    except DocumentError as error:
        lines.append(problems(words, str(error).splitlines()))
    await show(asker, turn, Message(html="\n".join(lines), buttons=(cancel_row(words),)))


async def query_written(state: Mapping[str, Any], asker: Asker, turn: Turn) -> None:
    """The answer to that."""
    words, author = words_of(asker), author_of(asker)
    id_, base, query = str(state["id"]), int(state["base"]), asker.argument.strip()
    if error := turn.lab.problem(query):
        again = words.line(words("Mend it and send all of it once more."))
        html = f"{query_error(words, query, error)}\n{again}"
        await show(asker, turn, Message(html=html, buttons=(cancel_row(words),)))
        return
    await turn.lab.end(asker.user)
    draft = await turn.lab.draft(DocumentKind.WATCHLIST, id_, author)
    versions = {one.version: one for one in await turn.lab.history(DocumentKind.WATCHLIST, id_)}
    source = draft.body if draft and draft.base == base else versions[base].body if base in versions else ""
    try:
        body = with_query(source, query)
    except RewriteError as wrong:
        await say(asker, turn, words.line("⚠️ " + words.foreign(str(wrong))))
        return
    await save(DocumentKind.WATCHLIST, id_, body, base, asker, turn)


async def save(
    kind: DocumentKind, id_: str, body: str, base: int, asker: Asker, turn: Turn, why: str = ""
) -> bool:
    """Store a draft and show the document's page with it, or why it was not stored; whether it was."""
    words = words_of(asker)
    result = await turn.lab.save(kind, id_, body, author_of(asker), base, why)
    if isinstance(result, Conflict):
        await _ask_conflict(kind, id_, result, asker, turn)
        return False
    if not isinstance(result, Saved):
        await say(asker, turn, unsettled(words, result))
        return False
    lead = words.line("✏️ " + words("Your draft is saved; nobody gets anything else until it is published."))
    if result.merged:
        joined = words("Somebody published meanwhile; your change was joined with theirs.")
        lead += "\n" + words.line("🔀 " + joined)
    if result.failing:
        lead += "\n" + failing(words, result.failing)
    await _PAGES[kind](asker, turn, id_, lead=lead)
    return True


def failing(words: Words, cases: tuple[str, ...]) -> str:
    """Cases that a draft fails."""
    head = words.count(
        "{n} case fails and blocks publishing:", "{n} cases fail and block publishing:", len(cases)
    )
    lines = [
        words.line("⛔ " + head),
        *(words.line("• " + quoted(words, one, 180)) for one in cases[:3]),
    ]
    return "\n".join(lines)


# --- two at once --------------------------------------------------------------------------------------


async def _ask_conflict(kind: DocumentKind, id_: str, result: Conflict, asker: Asker, turn: Turn) -> None:
    words = words_of(asker)
    state = {"kind": kind.value, "id": id_, "version": result.version, "body": result.merged}
    await turn.lab.ask(asker.user, CONFLICT, state)
    rows = (
        (Button(text="✏️ " + words("Mine at these places"), data=f"{ASK}:mine"),),
        (Button(text="✖️ " + words("Leave theirs"), data=f"{ASK}:x"),),
    )
    await show(asker, turn, Message(html=unsettled(words, result), buttons=rows))


async def _insist(state: Mapping[str, Any], message: int, asker: Asker, turn: Turn) -> None:
    done = words_of(asker)("Yours at these places, theirs everywhere else.")
    await show(asker, turn, Message(html=words_of(asker).line("✏️ " + done)), edits=message)
    kind = DocumentKind(state["kind"])
    await save(kind, str(state["id"]), str(state["body"]), int(state["version"]), asker, turn)


# --- files ------------------------------------------------------------------------------------------


def file_name(id_: str, version: int) -> str:
    """The name of a document's file: it says which version was changed when it comes back."""
    return f"{id_}.v{version}.yaml"


async def file_taken(file: GivenFile, asker: Asker, turn: Turn) -> None:
    """A YAML file that somebody sent: his draft of the document that it says it is."""
    words = words_of(asker)
    if not writes(asker):
        await say(
            asker,
            turn,
            words.line("🔒 " + words("Only editors of this bot can send me such files, in private.")),
        )
        return
    if not isinstance(file.data, bytes):
        limit = words("{n} KB", n=words.number(LARGEST_SHEET // 1024))
        told = words("This file was not read. I take YAML files of up to {limit}.", limit=limit)
        await say(asker, turn, words.line("⚠️ " + told))
        return
    try:
        body = file.data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        place = file.data[: error.start].count(b"\n") + 1
        told = words(
            "Line {n} is not UTF-8 text. Save the file as UTF-8 and send it again.", n=words.number(place)
        )
        await say(asker, turn, words.line("⚠️ " + told))
        return
    kind = next((kind for kind, telling in _TELLING.items() if telling.search(body)), None)
    named, said = _FILE.fullmatch(file.name), _ID.search(body)
    id_ = said[1] if said else named["id"] if named else ""
    if kind is None or not id_:
        told = words(
            "I do not know what this file is: a watchlist has the keys {watchlist}, a concept {concept}, an outlet "
            "{outlet}.",
            watchlist="id, title, query",
            concept="id, title, type, names",
            outlet="id, name, feeds",
        )
        await say(asker, turn, words.line("⚠️ " + told))
        return
    document = await turn.lab.document(kind, id_)
    newest = document.published.version if document and document.published else 0
    # A file without a number in its name is one that somebody keeps himself: it stands for what is in force.
    base = int(named["version"]) if named and named["id"] == id_ else newest
    if base > newest:
        told = words("Version {n} of {id} does not exist here.", n=words.number(base), id=id_)
        await say(asker, turn, words.line("⚠️ " + told))
        return
    await turn.lab.end(asker.user)
    await save(kind, id_, body, base, asker, turn)
