"""/misses and the buttons under its spellings, /stats ID, and /feed: a watchlist as an Atom feed."""

import html

from bot.alerts.foreign import clean, clip
from bot.model import Button, Forbidden, Message, Published, Refused, Saved
from bot.telegram.answers import TOAST, say, show, words_of
from bot.telegram.asker import Asker
from bot.telegram.lab.wording import author_of, forbidden, publishes, writes
from bot.telegram.menus import LABEL, handle_of, title_of
from bot.telegram.misses import report_messages
from bot.telegram.ports import Turn
from bot.telegram.quality import quality_curves, quality_page

#: Callback data: look again now; a watchlist's feed.
MISSES, FEED = "mis", "feed"
_NEW, _END, _SHOW = "n", "x", "o"
_LISTED = 30


async def misses(asker: Asker, turn: Turn) -> None:
    """/misses: the last report, and a button for a new one; where there is none yet it is made."""
    words = words_of(asker)
    report = await turn.reports.last()
    if report is None:
        await _ask(asker, turn)
        return
    for message in report_messages(words, report):
        await show(asker, turn, message)
    made = words("Made {time}.", time=words.moment(report.at, turn.now))
    again = Button(text="🔄 " + words("Look again now"), data=f"{MISSES}:again")
    await show(asker, turn, Message(html=words.line("🕓 " + made), buttons=((again,),)))


async def pressed(subject: str, message: int, asker: Asker, turn: Turn) -> str:
    """The button for a new report."""
    del message, subject
    words = words_of(asker)
    if asker.role is None or not asker.is_private:
        return words("Only editors of this bot can use that, in private.")
    await _ask(asker, turn)
    return ""


async def _ask(asker: Asker, turn: Turn) -> None:
    words = words_of(asker)
    await turn.reports.ask(asker.user)
    await say(asker, turn, words.line("⏳ " + words("I am reading the archive; the report comes here.")))


async def taken(subject: str, message: int, asker: Asker, turn: Turn) -> str:
    """A spelling is taken over: in force at once for who may publish, else as a draft."""
    del message
    words = words_of(asker)
    number, _, handle = subject.partition(":")
    if not writes(asker):
        return words("Only editors of this bot can use that, in private.")
    result = (
        await turn.reports.take(int(number), handle, author_of(asker))
        if number.isascii() and number.isdigit() and len(number) < 4
        else None
    )
    match result:
        case Published(version):
            said = words("It is in the concept now, in version {n}.", n=words.number(version))
        case Saved():
            said = words("It is in your draft of the concept; an admin can publish it.")
        case Refused(problems):
            said = clean(problems[0])
        case Forbidden():
            said = forbidden(words, result.needs)
        case None:
            said = words("A newer report has taken its place. Send /misses.")
        case _:
            said = words("Somebody has changed the concept meanwhile. Send /concept and look again.")
    return clip(said, TOAST)


# --- how right a watchlist is -------------------------------------------------------------------------


async def quality(asker: Asker, turn: Turn, watchlist: str) -> bool:
    """Precision and recall in words and as a picture; False for a watchlist that is not in force."""
    words = words_of(asker)
    found = await turn.reports.quality(watchlist)
    name = next((one for one in await turn.every_watchlist() if one.id == watchlist), None)
    if found is None or name is None:
        return False
    title = title_of(name, words.language)
    await show(asker, turn, Message(html=quality_page(words, found, title)))
    if picture := quality_curves(words, found, title):
        caption = words.line("📐 " + words.foreign(clip(clean(title), LABEL)))
        await show(asker, turn, Message(html=caption, chart=picture))
    return True


# --- Atom ---------------------------------------------------------------------------------------------


async def feed(asker: Asker, turn: Turn) -> None:
    """/feed ID: a watchlist's address; without an id the watchlists to choose from."""
    words = words_of(asker)
    names = await turn.watchlists()
    wanted = next((one for one in names if one.id == asker.argument.strip().casefold()), None)
    if wanted is not None:
        await _show_feed(asker, turn, wanted.id)
        return
    rows = tuple(
        (Button(text=clip(title_of(one, words.language), LABEL), data=f"{FEED}:{_SHOW}:{handle_of(one.id)}"),)
        for one in names[:_LISTED]
    )
    which = words("Which watchlist as a feed?")
    await show(asker, turn, Message(html=words.line("📰 " + which), buttons=rows))


async def fed(subject: str, message: int, asker: Asker, turn: Turn) -> str:
    """A button: show the address, make a new one, end it."""
    words = words_of(asker)
    if not publishes(asker):
        return words("Only admins of this bot can use that, in private.")
    verb, _, handle = subject.partition(":")
    name = next((one for one in await turn.watchlists() if handle_of(one.id) == handle), None)
    if name is None:
        return words("There is no such watchlist any more.")
    if verb == _NEW:
        await turn.reports.open_feed(name.id, asker.user)
    elif verb == _END:
        await turn.reports.close_feed(name.id, asker.user)
    await _show_feed(asker, turn, name.id, edits=message)
    return ""


async def _show_feed(asker: Asker, turn: Turn, watchlist: str, *, edits: int | None = None) -> None:
    words = words_of(asker)
    address = await turn.reports.feed(watchlist)
    handle = handle_of(watchlist)
    lines = [words.line(f"📰 <b>{html.escape(watchlist)}</b>")]
    if address is None:
        lines.append(words.line(words("Its feed is closed.")))
        rows: tuple[tuple[Button, ...], ...] = (
            (Button(text="➕ " + words("Open it"), data=f"{FEED}:{_NEW}:{handle}"),),
        )
    else:
        secret = words("Whoever has this address can read the feed; a new one ends it.")
        lines += [f"<code>{html.escape(address)}</code>", words.line(secret)]
        new = Button(text="🔄 " + words("New address"), data=f"{FEED}:{_NEW}:{handle}")
        end = Button(text="🗑 " + words("Close it"), data=f"{FEED}:{_END}:{handle}")
        rows = ((new, end),)
    await show(asker, turn, Message(html="\n".join(lines), buttons=rows), edits=edits)
