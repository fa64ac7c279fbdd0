"""/retract, /correct and /watchlist … feedback, for owners: what was told is corrected everywhere, after a confirmation;
what readers said of a watchlist's hits is shown, and offered as cases."""

import html
from collections.abc import Sequence

from bot.alerts.callback import Action, packed, unpacked
from bot.alerts.foreign import clean, clip
from bot.model import Button, Message, Ruling
from bot.telegram.answers import TOAST, say, show, words_of
from bot.telegram.asker import Asker
from bot.telegram.ports import Turn
from bot.telegram.steering import unknown_watchlist
from bot.telegram.trail_ports import JudgedMatch, Proposal, Unsettled
from bot.telegram.words import Words
from bot.watch.casetext import case_lines

_TEXT = 500
_TITLE = 200
_JUDGED = 10


async def retract(asker: Asker, turn: Turn) -> None:
    """/retract reason, as an answer to an alert or with its number first."""
    await _propose(asker, turn, Ruling.RETRACTED)


async def correct(asker: Asker, turn: Turn) -> None:
    """/correct text, likewise."""
    await _propose(asker, turn, Ruling.CORRECTED)


async def _propose(asker: Asker, turn: Turn, ruling: Ruling) -> None:
    words = words_of(asker)
    alert = await turn.trail.alert_of(asker.here.id, asker.answers) if asker.answers else None
    text = asker.argument
    if alert is None:
        first, _, rest = asker.argument.partition(" ")
        number = first.removeprefix("#")
        if number.isdecimal() and len(number) < 19:
            alert, text = int(number), rest
    text = clip(clean(text), _TEXT)
    name = "retract" if ruling is Ruling.RETRACTED else "correct"
    proposal = await turn.trail.propose(alert, ruling, text, asker.user) if alert and text else None
    if proposal is None and alert and text:
        wrong = words("There is no alert {id}. /why in reply to an alert shows its number.", id=alert)
        await say(asker, turn, words.line(wrong))
        return
    if proposal is None:
        command = words.foreign(f"/{name}")
        hint = words(
            "Answer an alert with {command} and the words that its readers shall see, or put its number first.",
            command=command,
        )
        await say(asker, turn, words.line(hint))
        return
    await show(asker, turn, _question(words, proposal))


def _question(words: Words, proposal: Proposal) -> Message:
    chats = words.count("{n} chat", "{n} chats", proposal.places)
    asked = (
        words("Retract this alert in {chats}?", chats=chats)
        if proposal.ruling is Ruling.RETRACTED
        else words("Correct this alert in {chats}?", chats=chats)
    )
    lines = [
        words.line(f"<b>{asked}</b>"),
        words.line(words.foreign(clip(clean(proposal.title), _TITLE))),
        words.line("✏️ " + words.foreign(proposal.text)),
        words.line(words("The message is edited everywhere, and a reply says so.")),
    ]
    buttons = (
        Button("✅ " + words("Do it"), data=packed(Action.APPLY, proposal.number)),
        Button("✖️ " + words("Leave it"), data=packed(Action.DISCARD, proposal.number)),
    )
    return Message(html="\n".join(lines), buttons=(buttons,))


async def applied(subject: str, message: int, asker: Asker, turn: Turn) -> str:
    """The button that confirms."""
    read, words = unpacked(f"{Action.APPLY}:{subject}"), words_of(asker)
    if read is None or not asker.owner:
        return words("Only an owner of the bot can do that.")
    done = await turn.trail.apply(read.subject, asker.user)
    if isinstance(done, Unsettled):
        return _unsettled(words, done)
    chats = words.count("{n} chat", "{n} chats", done.places)
    text = words("Done: it goes out to {chats}.", chats=chats)
    undo = Button("↩️ " + words("Take it back"), data=packed(Action.UNDO, done.number))
    html_ = "\n".join([words.line("✅ " + text), words.line("✏️ " + words.foreign(done.text))])
    await show(asker, turn, Message(html=html_, buttons=((undo,),)), edits=message)
    return clip(text, TOAST)


async def discarded(subject: str, message: int, asker: Asker, turn: Turn) -> str:
    """The button that leaves it."""
    read, words = unpacked(f"{Action.DISCARD}:{subject}"), words_of(asker)
    if read is None or not asker.owner:
        return words("Only an owner of the bot can do that.")
    await turn.trail.discard(read.subject)
    await show(asker, turn, Message(html=words.line("✖️ " + words("Left as it was."))), edits=message)
    return ""


async def undone(subject: str, message: int, asker: Asker, turn: Turn) -> str:
    """The button that takes a correction back."""
    read, words = unpacked(f"{Action.UNDO}:{subject}"), words_of(asker)
    if read is None or not asker.owner:
        return words("Only an owner of the bot can do that.")
    done = await turn.trail.undo(read.subject, asker.user)
    if isinstance(done, Unsettled):
        return _unsettled(words, done)
    text = words("Taken back: the alert is as it was, and a reply says so.")
    await show(asker, turn, Message(html=words.line("↩️ " + text)), edits=message)
    return clip(text, TOAST)


def _unsettled(words: Words, why: Unsettled) -> str:
    return {
        Unsettled.UNKNOWN: words("There is no such correction."),
        Unsettled.OVER: words("That was settled before."),
        Unsettled.EXPIRED: words("That was asked too long ago. Send the command again."),
    }[why]


# --- what readers say of a watchlist ------------------------------------------------------------------


async def watchlist(asker: Asker, turn: Turn) -> None:
    """/watchlist ID feedback."""
    words = words_of(asker)
    id_, _, what = asker.argument.partition(" ")
    asked = bool(id_) and what.strip() == "feedback"
    found = await turn.trail.judged(id_, _JUDGED) if asked else None
    if asked and found is None:
        await say(asker, turn, unknown_watchlist(words, id_, await turn.every_watchlist()))
    elif found is None:
        example = "<code>/watchlist ID feedback</code>"
        hint = words("{example} shows what readers said of its hits.", example=example)
        await say(asker, turn, words.line(hint))
    elif not found:
        await say(asker, turn, words.line(words("Nobody has said anything of its hits yet.")))
    else:
        await say(asker, turn, feedback_page(words, found))


def feedback_page(words: Words, rows: Sequence[JudgedMatch]) -> str:
    """Each match with the terms that caused it, and below all of them as cases to paste into the watchlist's file."""
    lines: list[str] = []
    for row in rows:
        verdict = f"👍 {words.number(row.relevant)} 👎 {words.number(row.irrelevant)}"
        version = words("version {n}", n=words.number(row.version))
        lines.append(words.line(verdict, words.foreign(clip(clean(row.title), _TITLE)), version))
        lines.append(words.line("   " + words.foreign(clip(clean(", ".join(row.terms)), _TITLE))))
    cases = clip(case_lines((row.title, row.lang, row.relevant >= row.irrelevant) for row in rows), 2000)
    lines += ["", words.line(words("As cases for its file:")), f"<pre>{html.escape(cases)}</pre>"]
    return "\n".join(lines)
