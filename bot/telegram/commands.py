"""What the bot answers: one handler per command, and the buttons; every effect goes through the Turn it is given."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace

from bot.alerts.foreign import clean, clip
from bot.model import ChatKind, ChatState, Message, WatchlistName
from bot.telegram.asking import Asker, Right
from bot.telegram.menus import Press, handle_of, page_of, pressed, title_of, watchlist_menu
from bot.telegram.pages import help_page, latest_page, status_page, welcome
from bot.telegram.ports import Turn
from bot.telegram.words import Words, later

LATEST = 5

#: Commands and their one-line descriptions, in the order of Telegram's menu.
COMMANDS: Mapping[str, str] = {
    "start": later("begin, or resume after /stop"),
    "watchlists": later("choose what to be alerted about"),
    "latest": later("the latest alerts"),
    "status": later("how the bot and its feeds are"),
    "stop": later("no more alerts here"),
    "help": later("what I can do"),
}
#: Commands that change what a chat gets; in a group only for its admins.
CONFIGURING = frozenset({"start", "stop"})

#: Telegram's limit for the text shown above a chat.
_TOAST = 200
_ECHO = 32

Handler = Callable[[Asker, Turn], Awaitable[None]]


async def on_command(name: str, asker: Asker, turn: Turn) -> None:
    """Answer /name."""
    words = _words(asker)
    if name in CONFIGURING and (refusal := _refusal(asker, words)):
        await _say(asker, turn, words.line(refusal))
    elif handler := HANDLERS.get(name):
        await handler(asker, turn)
    else:
        shown = words.foreign(clip(clean("/" + name), _ECHO))
        unknown = words("I do not know {command}. /help lists what I can do.", command=shown)
        await _say(asker, turn, words.line(unknown))


async def on_button(data: str, message: int, asker: Asker, turn: Turn) -> str:
    """Do what a button says and refresh its menu; returns the short text to show above the chat."""
    words = _words(asker)
    what = pressed(data)
    if what is None:
        return stale_button(asker)
    names = await turn.watchlists()
    if what.press is Press.PAGE:
        page = int(what.subject) if what.subject.isdecimal() and len(what.subject) < 6 else 0
        await _show_menu(asker, turn, names, page=page, edits=message)
        return ""
    if refusal := _refusal(asker, words):
        return refusal
    name = next((name for name in names if handle_of(name.id) == what.subject), None)
    if name is None:
        await _show_menu(asker, turn, names, edits=message)
        return words("This watchlist does not exist any more.")
    title = title_of(name, words.language)
    if what.press is Press.SUBSCRIBE:
        asker = await _resume(asker, turn)
        await turn.subscribe(asker.chat.id, asker.thread, name.id)
        said = words("Subscribed: {title}", title=title)
    else:
        await turn.unsubscribe(asker.chat.id, asker.thread, name.id)
        said = words("Unsubscribed: {title}", title=title)
    await _show_menu(asker, turn, names, page=page_of(names, name.id), edits=message)
    return clip(said, _TOAST)


async def on_text(asker: Asker, turn: Turn) -> None:
    """Answer a private message that is no command."""
    words = _words(asker)
    hint = words("I only understand commands. /watchlists is where to begin, /help lists the rest.")
    await _say(asker, turn, words.line(hint))


def stale_button(asker: Asker) -> str:
    """What is said of a button that means nothing any more."""
    return _words(asker)("This button is from an older version. Send /watchlists for a fresh menu.")


async def start(asker: Asker, turn: Turn) -> None:
    """/start: greet, resume, and show the watchlists."""
    words = _words(asker)
    resumed = ChatState.STOPPED in (asker.chat.state, await turn.topic(asker.chat.id, asker.thread))
    asker = await _resume(asker, turn)
    if resumed:
        lines = [words.line("▶️ " + words("Alerts are on again. Your watchlists were kept."))]
    else:
        lines = [words.line(welcome(words))]
    if asker.thread:
        lines += ["", words.line("📌 " + words("Alerts will arrive in this topic."))]
    elif asker.forum:
        hint = words("Alerts will arrive in General. For another topic, send /start inside it.")
        lines += ["", words.line("📌 " + hint)]
    await _say(asker, turn, "\n".join(lines))
    await watchlists(asker, turn)


async def help_(asker: Asker, turn: Turn) -> None:
    """/help."""
    await _say(asker, turn, help_page(_words(asker), COMMANDS))


async def watchlists(asker: Asker, turn: Turn) -> None:
    """/watchlists: one button per watchlist."""
    await _show_menu(asker, turn, await turn.watchlists())


async def latest(asker: Asker, turn: Turn) -> None:
    """/latest: the newest alerts of the subscribed watchlists, or of all where there is none."""
    words = _words(asker)
    names = await turn.watchlists()
    mine = await turn.subscriptions(asker.chat.id, asker.thread)
    wanted = [name.id for name in names if name.id in mine] or [name.id for name in names]
    if found := await turn.latest(wanted, LATEST):
        await _say(asker, turn, latest_page(words, found, turn.now))
    else:
        none = words("No alerts yet. They come as soon as an outlet reports something that matches.")
        await _say(asker, turn, words.line(none))


async def status(asker: Asker, turn: Turn) -> None:
    """/status; in a group the owners too see only what everybody may."""
    mine = await turn.subscriptions(asker.chat.id, asker.thread)
    page = status_page(
        _words(asker),
        await turn.status(),
        [name for name in await turn.watchlists() if name.id in mine],
        turn.now,
        chat=asker.chat.state,
        topic=await turn.topic(asker.chat.id, asker.thread),
        owner=asker.owner and asker.chat.kind is ChatKind.PRIVATE,
    )
    await _say(asker, turn, page)


async def stop(asker: Asker, turn: Turn) -> None:
    """/stop: keep the subscriptions, send nothing; inside a topic only there."""
    words = _words(asker)
    if asker.thread:
        if await turn.chat(asker.chat.id) is None:
            await turn.save(asker.chat)
        await turn.set_topic(asker.chat.id, asker.thread, ChatState.STOPPED)
        said = words("Stopped: no more alerts in this topic. Its watchlists are kept; /start resumes.")
    else:
        await turn.save(replace(asker.chat, state=ChatState.STOPPED, reason="/stop"))
        said = words("Stopped: no more alerts here. Your watchlists are kept; /start resumes.")
    await _say(asker, turn, words.line("⏸ " + said))


HANDLERS: Mapping[str, Handler] = {
    "start": start,
    "help": help_,
    "watchlists": watchlists,
    "latest": latest,
    "status": status,
    "stop": stop,
}


async def say(turn: Turn, chat: int, thread: int, html: str) -> None:
    """Answer with a text."""
    await turn.answer(chat, thread, Message(html=html))


async def _say(asker: Asker, turn: Turn, html: str) -> None:
    await say(turn, asker.chat.id, asker.thread, html)


def _words(asker: Asker) -> Words:
    return Words(asker.chat.language, asker.chat.timezone)


def _refusal(asker: Asker, words: Words) -> str:
    """Why this person may not change what the chat gets; empty for who may."""
    match asker.right:
        case Right.YES:
            return ""
        case Right.NO:
            return words("Only admins of this group can change that.")
        case Right.UNKNOWN:
            return words(
                "Telegram did not tell me whether you are an admin here. Please try again in a minute."
            )


async def _resume(asker: Asker, turn: Turn) -> Asker:
    """Store the chat as one that receives, and the topic of the question too."""
    chat = replace(asker.chat, state=ChatState.ACTIVE, reason="")
    await turn.save(chat)
    if await turn.topic(chat.id, asker.thread) is not ChatState.ACTIVE:
        await turn.set_topic(chat.id, asker.thread, ChatState.ACTIVE)
    return replace(asker, chat=chat)


async def _show_menu(
    asker: Asker, turn: Turn, names: Sequence[WatchlistName], *, page: int = 0, edits: int | None = None
) -> None:
    words = _words(asker)
    mine = await turn.subscriptions(asker.chat.id, asker.thread)
    menu = watchlist_menu(words, names, mine, page=page)
    await turn.answer(asker.chat.id, asker.thread, menu, edits=edits)
