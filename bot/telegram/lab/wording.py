"""Pieces that every page of the lab is made of: blocks of code, errors under a caret, what became of an edit, names."""

import html
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence

from bot.alerts.foreign import clean, clip, isolated
from bot.model import (
    Author,
    Button,
    Conflict,
    DocumentKind,
    Forbidden,
    Mode,
    Origin,
    Refused,
    Role,
    TooMuch,
)
from bot.telegram.asker import Asker
from bot.telegram.menus import handle_of
from bot.telegram.words import Words, later
from bot.watch import QueryError

#: Characters of a line of code that a phone shows without scrolling far.
_AROUND = 48
#: Problems of a file that are told at once.
_PROBLEMS = 5
_PROBLEM = 200
_NAME = 60

ROLES: Mapping[Role, str] = {
    Role.OWNER: later("owner"),
    Role.ADMIN: later("admin"),
    Role.EDITOR: later("editor (drafts only)"),
    Role.VIEWER: later("viewer"),
}
MODES: Mapping[Mode, str] = {
    Mode.LIVE: later("live"),
    Mode.SHADOW: later("in shadow: alerts to admins only"),
    Mode.RETIRED: later("retired"),
}
MODE_ICON = {Mode.LIVE: "🟢", Mode.SHADOW: "👁", Mode.RETIRED: "⚪️"}

#: Who writes drafts, and who puts them in force.
WRITERS = frozenset({Role.OWNER, Role.ADMIN, Role.EDITOR})
PUBLISHERS = frozenset({Role.OWNER, Role.ADMIN})


def writes(asker: Asker) -> bool:
    """Whether somebody writes drafts, here and now."""
    return asker.role in WRITERS and asker.is_private


def publishes(asker: Asker) -> bool:
    """Whether somebody puts drafts in force, here and now."""
    return asker.role in PUBLISHERS and asker.is_private


def block(text: str, units: int) -> str:
    """Code as it is written, at most so long."""
    kept = _TRIMMED.sub("", text)
    lines = kept.splitlines()
    while len(lines) > 1 and len("\n".join(lines)) > units:
        lines.pop()
    short = "\n".join(lines)
    if short != kept.strip("\n"):
        short = clip(short, units - 2) + "\n…"
    short = clip(short, units)
    return f"<pre>{html.escape(short, quote=False)}</pre>"


#: Nothing that overrides direction or does not belong into text.
_TRIMMED = re.compile("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e]")


def caret(text: str, line: int, column: int) -> str:
    """The line of an error with a mark under its place; both count from 1."""
    lines = text.splitlines() or [""]
    shown = lines[min(line, len(lines)) - 1].replace("\t", " ")
    at = min(max(column - 1, 0), len(shown))
    begin = max(0, at - _AROUND // 2)
    piece = shown[begin : begin + _AROUND]
    lead = "…" if begin else ""
    # Marks stand on the letter before them and take no room of their own.
    room = sum(unicodedata.category(letter) not in ("Mn", "Me", "Cf") for letter in lead + shown[begin:at])
    tail = "…" if begin + _AROUND < len(shown) else ""
    return f"<pre>{html.escape(lead + piece + tail, quote=False)}\n{' ' * room}^</pre>"


def query_error(words: Words, query: str, error: QueryError) -> str:
    """What is wrong with a query, where, and what to write instead."""
    where = words(
        "Line {line}, column {column}:", line=words.number(error.line), column=words.number(error.column)
    )
    said = f"{error.message}. {error.hint}" if error.hint else error.message
    return "\n".join(
        [
            words.line("⚠️ " + words("This query cannot be read.") + " " + where),
            caret(query, error.line, error.column),
            words.line(quoted(words, said, _PROBLEM * 2)),
        ]
    )


def quoted(words: Words, text: str, units: int) -> str:
    """What the query language says, with its concepts as code: nobody is mentioned, and they can be copied."""
    parts = re.split(r"(@[a-z0-9-]+)", clip(_TRIMMED.sub(" ", text), units))
    marked = "".join(
        f"<code>{part}</code>" if number % 2 else html.escape(part, quote=False)
        for number, part in enumerate(parts)
    )
    return isolated(marked, words.direction)


def problems(words: Words, found: Sequence[str]) -> str:
    """What is wrong with a file, each with its place and remedy."""
    lines = [words.line("⚠️ " + words("Nothing was changed. What is in the way:"))]
    lines += [words.line("• " + quoted(words, one, _PROBLEM)) for one in found[:_PROBLEMS]]
    if (more := len(found) - _PROBLEMS) > 0:
        lines.append(words.line(words.count("… and {n} more", "… and {n} more", more)))
    return "\n".join(lines)


def unsettled(words: Words, result: Refused | Conflict | Forbidden | TooMuch) -> str:
    """Why an edit was not taken."""
    match result:
        case Refused(found):
            return problems(words, found)
        case Conflict():
            places = clip(clean(words.words.comma.join(result.places)), _PROBLEM)
            said = words(
                "Somebody published version {version} meanwhile and changed the same: {places}. Nothing of yours is "
                "lost; look at both and decide.",
                version=words.number(result.version),
                places=places,
            )
            return words.line("🔀 " + words.foreign(said))
        case TooMuch():
            alerts = words.count("{n} alert a week", "{n} alerts a week", round(result.per_week))
            said = words(
                "This hits nearly everything: about {alerts}. Nobody can read that, so it is not published; make the "
                "query narrower.",
                alerts=alerts,
            )
            return words.line("🚫 " + said)
        case Forbidden():
            return words.line("🔒 " + forbidden(words, result.needs))


def forbidden(words: Words, needs: Role) -> str:
    """Why somebody may not do it."""
    if needs in (Role.OWNER, Role.ADMIN):
        return (
            words("Only owners of this bot can do that.")
            if needs is Role.OWNER
            else words("Only admins put drafts in force.")
        )
    return words("You can look at everything here, but not change it. Ask an owner to make you an editor.")


def stale(words: Words) -> str:
    """What is said of a button whose draft or version is not the newest any more."""
    return words("That changed since this message was sent. Here is how it stands now.")


def is_number(text: str) -> bool:
    """Whether callback data holds a number that is one."""
    return text.isascii() and text.isdecimal() and len(text) < 10


def titled(words: Words, title: Mapping[str, str], id_: str) -> str:
    """A document's title in the reader's language, else in English, else its id."""
    return clip(clean(title.get(words.language) or title.get("en") or title.get("") or id_), _NAME)


def turning(
    data: Callable[[int], str], page: int, pages: int, words: Words
) -> tuple[tuple[Button, ...], ...]:
    """Round and round; nothing where there is but one page."""
    if pages < 2:
        return ()
    here = f"{words.number(page + 1)} / {words.number(pages)}"
    around = (("‹", (page - 1) % pages), (here, page), ("›", (page + 1) % pages))
    return (tuple(Button(text=text, data=data(number)) for text, number in around),)


_LETTERS = {DocumentKind.WATCHLIST: "w", DocumentKind.CONCEPT: "c", DocumentKind.OUTLET: "o"}
#: Callback data about a document: a verb, the kind's letter, the document's handle, and what else the verb needs.
DOCUMENT = "doc"
#: Characters of a text's hash that tell one draft from another.
SHORT = 8


def data_of(verb: str, kind: DocumentKind, id_: str, extra: str = "") -> str:
    """Callback data about a document."""
    return f"{DOCUMENT}:{verb}:{_LETTERS[kind]}:{handle_of(id_)}" + (f":{extra}" if extra else "")


def kind_of(letter: str) -> DocumentKind | None:
    """The kind that callback data means."""
    return next((kind for kind, one in _LETTERS.items() if one == letter), None)


def author_of(asker: Asker) -> Author:
    """Who edits, in chat."""
    return Author(asker.user, asker.role or Role.VIEWER, Origin.CHAT)


def missed_button(story: str, label: str) -> Button:
    """For editors under a story: a watchlist should have matched it (cases.py)."""
    return Button(text=label, data=f"case:story:{story}")
