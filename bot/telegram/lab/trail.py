"""/audit: who did what when, newest first, page by page; of everything or of one document."""

from collections.abc import Mapping

from bot.alerts.foreign import clean, clip
from bot.model import Button, DocumentKind, Message
from bot.telegram.answers import show, words_of
from bot.telegram.asker import Asker
from bot.telegram.lab.ports import Deed
from bot.telegram.lab.wording import is_number
from bot.telegram.ports import Turn
from bot.telegram.words import Words, later

#: Callback data: a page; what it is about stands in the message itself.
AUDIT = "aud"
_PAGE = 10
_WHAT, _WHY = 48, 60

DEEDS: Mapping[str, str] = {
    "publish": later("published"),
    "discard": later("discarded a draft of"),
    "roll back": later("rolled back"),
    "remove": later("took away"),
    "role": later("set the role of"),
    "retract": later("retracted"),
    "retracted": later("retracted"),
    "corrected": later("corrected"),
    "undo": later("took back a correction of"),
    "merge": later("merged"),
    "split": later("split"),
    "feed opened": later("opened the feed of"),
    "feed closed": later("closed the feed of"),
    "webhook added": later("added"),
    "webhook removed": later("took away"),
    "webhook resumed": later("began again with"),
}


async def audit(asker: Asker, turn: Turn) -> None:
    """/audit: everything; /audit ID: of a watchlist, concept or outlet, or of a subject as it is written there."""
    await show(asker, turn, await _page(asker, turn, await _subject(asker.argument, turn), 0))


async def turned(subject: str, message: int, asker: Asker, turn: Turn) -> str:
    """Another page."""
    words = words_of(asker)
    if asker.role is None or not asker.is_private:
        return words("Only editors of this bot can use that, in private.")
    page = int(subject) if is_number(subject) else 0
    await show(asker, turn, await _page(asker, turn, asker.noted, page), edits=message)
    return ""


async def _subject(wanted: str, turn: Turn) -> str:
    """What is meant by an id: `watchlist:red-sea`, say; empty for everything."""
    name = wanted.strip().removeprefix("@")
    if not name or ":" in name:
        return name
    for kind in DocumentKind:
        if await turn.lab.document(kind, name.casefold()) is not None:
            return f"{kind}:{name.casefold()}"
    return f"alert:{name.removeprefix('#')}" if name.removeprefix("#").isdecimal() else name


async def _page(asker: Asker, turn: Turn, subject: str, page: int) -> Message:
    words = words_of(asker)
    found = await turn.lab.deeds(subject, _PAGE + 1, page * _PAGE)
    about = f"<code>{words.foreign(clip(clean(subject), _WHAT))}</code>" if subject else ""
    lines = [words.line(f"🗂 <b>{words('Who did what:')}</b>", about)]
    lines += [line(words, deed, turn) for deed in found[:_PAGE]]
    if not found:
        lines.append(words.line(words("Nothing was done yet.")))
    newer = Button(text="‹ " + words("Newer"), data=f"{AUDIT}:{page - 1}")
    older = Button(text=words("Older") + " ›", data=f"{AUDIT}:{page + 1}")
    row = ((newer,) if page else ()) + ((older,) if len(found) > _PAGE else ())
    return Message(html="\n".join(lines), buttons=(row,) if row else ())


def line(words: Words, deed: Deed, turn: Turn) -> str:
    """One deed."""
    who = clip(clean(deed.actor), _WHAT) or words("the bot")
    what = words(DEEDS[deed.action]) if deed.action in DEEDS else deed.action
    subject = clip(clean(deed.subject), _WHAT)
    version = deed.detail.get("version")
    extra = [words("version {n}", n=words.number(version)) if isinstance(version, int) else ""]
    extra += [
        clip(clean(str(deed.detail[key])), _WHY) for key in ("role", "why", "text") if deed.detail.get(key)
    ]
    said = words.foreign(" ".join((words.moment(deed.at, turn.now), who, what, subject)))
    return words.line("• " + said, *(words.foreign(one) for one in extra if one))
