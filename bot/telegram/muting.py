"""Mutes: the button under an alert, /mute with its list, and how long; each can be undone."""

from collections.abc import Sequence
from datetime import timedelta
from hashlib import blake2b

from bot.alerts.choice import headline_report
from bot.alerts.foreign import clean, clip
from bot.alerts.wishes import Mute, MuteKind
from bot.model import AlertContent, Button, Message
from bot.telegram.answers import TOAST, show, words_of
from bot.telegram.asker import Asker
from bot.telegram.menus import handle_of, title_of
from bot.telegram.ports import Turn
from bot.telegram.rhythms import back_row, known
from bot.telegram.words import Words

#: Callback data: choose how long, do it, undo it.
CHOOSE, DO, UNDO = "mch", "mdo", "mun"
#: Pages of /settings: what can be muted.
WATCHLISTS, OUTLETS = "mw", "mo"
#: 0 is for good.
HOURS = (8, 24, 0)
PAGE = 10
_TITLE = 60
_SHOWN = 20
_OUTLETS_OF_ALERT = 8
_LETTERS = {"s": MuteKind.STORY, "o": MuteKind.OUTLET, "w": MuteKind.WATCHLIST}
_ICON = {MuteKind.STORY: "🗞", MuteKind.OUTLET: "📰", MuteKind.WATCHLIST: "📌"}


async def mute(asker: Asker, turn: Turn) -> None:
    """/mute: what is muted, each with a button that undoes it."""
    await show(asker, turn, await mutes_menu(asker, turn))


async def mutes_menu(asker: Asker, turn: Turn) -> Message:
    """The list, and the ways to mute more."""
    words = words_of(asker)
    mutes = await turn.tuning.mutes(asker.chat.id, asker.thread)
    lines = [words.line("🔕 " + words("Muted here:") if mutes else "🔔 " + words("Nothing is muted here."))]
    lines += [
        words.line(
            f"{_ICON[one.kind]} {words.foreign(clip(clean(one.title), _TITLE))}", _until(words, one, turn)
        )
        for one in mutes[:_SHOWN]
    ]
    if len(mutes) > _SHOWN:
        lines.append(words.line(words.count("… and {n} more", "… and {n} more", len(mutes) - _SHOWN)))
    lines.append(words.line(words("A story is muted by the button under its alert.")))
    undo = words("Undo")
    rows = [
        (
            Button(
                text=f"↩️ {undo}: {clip(clean(one.title), _TITLE // 2)}",
                data=f"{UNDO}:{_token(one.kind, one.subject)}",
            ),
        )
        for one in mutes[:_SHOWN]
    ]
    more = (
        Button(text=words("Mute a watchlist") + " ›", data=f"set:{WATCHLISTS}"),
        Button(text=words("Mute an outlet") + " ›", data=f"set:{OUTLETS}"),
    )
    return Message(html="\n".join(lines), buttons=(*rows, more, back_row(words)))


async def story_muted(subject: str, message: int, asker: Asker, turn: Turn) -> str:  # noqa: ARG001
    """The button under an alert: one tap mutes its story for good; what else could be muted follows."""
    words = words_of(asker)
    number = subject.partition(":")[0]
    content = await turn.tuning.alert(int(number)) if _is_number(number) else None
    if content is None:
        return words("This alert does not exist any more.")
    asker = await known(asker, turn)
    wanted = _story(content, words)
    await turn.tuning.mute(asker.chat.id, asker.thread, wanted)
    await show(asker, turn, await _after(asker, turn, int(number), content, wanted))
    return clip(words("Muted: {title}", title=wanted.title), TOAST)


async def chosen(subject: str, message: int, asker: Asker, turn: Turn) -> str:
    """Something to mute was chosen: for how long?"""
    words = words_of(asker)
    found = await _meant(subject, asker, turn)
    if found is None:
        await show(asker, turn, await mutes_menu(asker, turn), edits=message)
        return words("That does not exist any more.")
    asked = words("For how long shall this be muted? {title}", title=clip(found.title, _TITLE))
    page = Message(
        html=words.line(f"{_ICON[found.kind]} {words.foreign(asked)}"),
        buttons=(_durations(words, subject), back_row(words, "mutes")),
    )
    await show(asker, turn, page, edits=message)
    return ""


async def done(subject: str, message: int, asker: Asker, turn: Turn) -> str:
    """Mute it for so long."""
    words = words_of(asker)
    what, _, hours = subject.rpartition(":")
    found = await _meant(what, asker, turn) if hours in map(str, HOURS) else None
    if found is None:
        await show(asker, turn, await mutes_menu(asker, turn), edits=message)
        return words("That does not exist any more.")
    asker = await known(asker, turn)
    until = turn.now + timedelta(hours=int(hours)) if int(hours) else None
    wanted = Mute(kind=found.kind, subject=found.subject, title=found.title, until=until)
    await turn.tuning.mute(asker.chat.id, asker.thread, wanted)
    await show(asker, turn, await mutes_menu(asker, turn), edits=message)
    return clip(words("Muted: {title}", title=wanted.title), TOAST)


async def undone(subject: str, message: int, asker: Asker, turn: Turn) -> str:
    """End a mute."""
    words = words_of(asker)
    said = words("That is not muted any more.")
    for one in await turn.tuning.mutes(asker.chat.id, asker.thread):
        if _token(one.kind, one.subject) == subject:
            await turn.tuning.unmute(asker.chat.id, asker.thread, one.kind, one.subject)
            said = words("No longer muted: {title}", title=one.title)
    await show(asker, turn, await mutes_menu(asker, turn), edits=message)
    return clip(said, TOAST)


async def watchlists_page(asker: Asker, turn: Turn) -> Message:
    """The watchlists that can be muted here."""
    words = words_of(asker)
    mine = await turn.subscriptions(asker.chat.id, asker.thread)
    rows = [
        (Button(text=clip(title_of(name, words.language), _TITLE), data=f"{CHOOSE}:w:{handle_of(name.id)}"),)
        for name in await turn.watchlists()
        if name.id in mine
    ]
    asked = words("Which watchlist shall be muted?")
    none = words("No watchlist is chosen here; /watchlists shows what there is.")
    return Message(html=words.line(asked if rows else none), buttons=(*rows, back_row(words, "mutes")))


async def outlets_page(asker: Asker, turn: Turn, page: int = 0) -> Message:
    """The outlets that can be muted, ten on a page."""
    words = words_of(asker)
    outlets = await turn.tuning.outlets()
    pages = max(1, -(-len(outlets) // PAGE))
    page = min(max(page, 0), pages - 1)
    rows: list[tuple[Button, ...]] = [
        (Button(text=clip(clean(name), _TITLE), data=f"{CHOOSE}:o:{handle_of(id_)}"),)
        for id_, name in outlets[page * PAGE : (page + 1) * PAGE]
    ]
    if pages > 1:
        here = f"{words.number(page + 1)} / {words.number(pages)}"
        around = (("‹", (page - 1) % pages), (here, page), ("›", (page + 1) % pages))
        rows.append(tuple(Button(text=text, data=f"set:{OUTLETS}/{number}") for text, number in around))
    return Message(
        html=words.line(words("Which outlet shall be muted?")), buttons=(*rows, back_row(words, "mutes"))
    )


async def _after(asker: Asker, turn: Turn, alert: int, content: AlertContent, muted: Mute) -> Message:
    """What follows the tap: shorter, undo, or more than the story."""
    words = words_of(asker)
    subject = f"s:{alert}"
    rows: list[tuple[Button, ...]] = [
        _durations(words, subject),
        (Button(text="↩️ " + words("Undo"), data=f"{UNDO}:{_token(muted.kind, muted.subject)}"),),
    ]
    names = {report.outlet: clean(report.outlet_name) or report.outlet for report in content.reports}
    rows += [
        (Button(text=f"📰 {clip(name, _TITLE)} ›", data=f"{CHOOSE}:o:{handle_of(id_)}"),)
        for id_, name in list(names.items())[:_OUTLETS_OF_ALERT]
        if id_
    ]
    mine = await turn.subscriptions(asker.chat.id, asker.thread)
    rows += [
        (
            Button(
                text=f"📌 {clip(title_of(name, words.language), _TITLE)} ›",
                data=f"{CHOOSE}:w:{handle_of(name.id)}",
            ),
        )
        for name in content.watchlists
        if name.id in mine
    ]
    title = words.foreign(clip(muted.title, _TITLE * 2))
    lines = [
        words.line(f"🔕 {words('Muted for good:')} {title}"),
        words.line(words("Shorter, or mute an outlet or a watchlist instead? /mute lists everything.")),
    ]
    return Message(html="\n".join(lines), buttons=tuple(rows))


async def _meant(subject: str, asker: Asker, turn: Turn) -> Mute | None:
    """What a button means, as a mute for good; None for what there is not (any more)."""
    letter, _, rest = subject.partition(":")
    words = words_of(asker)
    match _LETTERS.get(letter):
        case MuteKind.STORY:
            content = await turn.tuning.alert(int(rest)) if _is_number(rest) else None
            return _story(content, words) if content else None
        case MuteKind.OUTLET:
            outlets = {handle_of(id_): (id_, name) for id_, name in await turn.tuning.outlets()}
            found = outlets.get(rest)
            return Mute(kind=MuteKind.OUTLET, subject=found[0], title=clean(found[1])) if found else None
        case MuteKind.WATCHLIST:
            names = {handle_of(name.id): name for name in await turn.watchlists()}
            name = names.get(rest)
            title = title_of(name, words.language) if name else ""
            return Mute(kind=MuteKind.WATCHLIST, subject=name.id, title=title) if name else None
        case _:
            return None


def _story(content: AlertContent, words: Words) -> Mute:
    title = clean(headline_report(content, words.language).title) or content.story
    return Mute(kind=MuteKind.STORY, subject=content.story, title=clip(title, _TITLE * 3))


def _durations(words: Words, subject: str) -> tuple[Button, ...]:
    labels: Sequence[tuple[str, int]] = (
        (words("8 h"), 8),
        (words("24 h"), 24),
        (words("For good"), 0),
    )
    return tuple(Button(text=text, data=f"{DO}:{subject}:{hours}") for text, hours in labels)


def _until(words: Words, one: Mute, turn: Turn) -> str:
    if one.until is None:
        return words("for good")
    return words("until {time}", time=words.moment(one.until, turn.now))


def _token(kind: MuteKind, subject: str) -> str:
    """A mute as it stands in callback data."""
    return blake2b(f"{kind}:{subject}".encode(), digest_size=8).hexdigest()


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 19
