"""Choosing watchlists: /watchlists, its buttons, and storing a chat that receives."""

from collections.abc import Sequence
from dataclasses import replace

from bot.alerts.foreign import clip
from bot.model import Button, ChatState, WatchlistName
from bot.telegram.answers import TOAST, show, words_of
from bot.telegram.asker import Asker
from bot.telegram.menus import handle_of, page_of, title_of, watchlist_menu
from bot.telegram.ports import Turn

#: The button that leads back to the page of a channel.
CHANNEL_HOME = "chan:home"


async def watchlists(asker: Asker, turn: Turn) -> None:
    """/watchlists: one button per watchlist."""
    await show_watchlists(asker, turn)


async def turned(subject: str, message: int, asker: Asker, turn: Turn) -> str:
    """A button that turns the page."""
    page = int(subject) if subject.isdecimal() and len(subject) < 6 else 0
    await show_watchlists(asker, turn, page=page, edits=message)
    return ""


async def subscribed(subject: str, message: int, asker: Asker, turn: Turn) -> str:
    """A button that subscribes; silent samples of the archive follow."""
    words = words_of(asker)
    names = await turn.watchlists()
    if (name := _meant(names, subject)) is None:
        return await _gone(asker, turn, message)
    asker = await resumed(asker, turn)
    await turn.subscribe(asker.chat.id, asker.thread, name.id)
    await show_watchlists(asker, turn, page=page_of(names, name.id), edits=message)
    return clip(words("Subscribed: {title}", title=title_of(name, words.language)), TOAST)


async def unsubscribed(subject: str, message: int, asker: Asker, turn: Turn) -> str:
    """A button that unsubscribes."""
    words = words_of(asker)
    names = await turn.watchlists()
    if (name := _meant(names, subject)) is None:
        return await _gone(asker, turn, message)
    await turn.unsubscribe(asker.chat.id, asker.thread, name.id)
    await show_watchlists(asker, turn, page=page_of(names, name.id), edits=message)
    return clip(words("Unsubscribed: {title}", title=title_of(name, words.language)), TOAST)


async def show_watchlists(
    asker: Asker, turn: Turn, *, page: int = 0, edits: int | None = None, lead: str = ""
) -> None:
    """The menu of watchlists, new or in place of another message, with a line above it."""
    names = await turn.watchlists()
    mine = await turn.subscriptions(asker.chat.id, asker.thread)
    menu = watchlist_menu(words_of(asker), names, mine, page=page)
    if lead:
        menu = replace(menu, html=f"{lead}\n{menu.html}")
    if asker.is_remote:
        back = Button(text="‹ " + words_of(asker)("Back"), data=CHANNEL_HOME)
        menu = replace(menu, buttons=(*menu.buttons, (back,)))
    await show(asker, turn, menu, edits=edits)


async def resumed(asker: Asker, turn: Turn) -> Asker:
    """Store the chat as one that receives, and the topic of the question too."""
    chat = replace(asker.chat, state=ChatState.ACTIVE, reason="")
    await turn.save(chat)
    if await turn.topic(chat.id, asker.thread) is not ChatState.ACTIVE:
        await turn.set_topic(chat.id, asker.thread, ChatState.ACTIVE)
    return asker.with_chat(chat)


def _meant(names: Sequence[WatchlistName], handle: str) -> WatchlistName | None:
    return next((name for name in names if handle_of(name.id) == handle), None)


async def _gone(asker: Asker, turn: Turn, message: int) -> str:
    await show_watchlists(asker, turn, edits=message)
    return words_of(asker)("This watchlist does not exist any more.")
