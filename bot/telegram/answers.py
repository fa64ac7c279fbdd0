"""What every handler answers with: words in the asker's language, a text or a menu in the right place, and who may.

Menus of a chat that is configured from another one carry its id in their buttons, so every handler of a button
works for both without knowing.
"""

import re
from dataclasses import replace

from bot.model import Button, Message
from bot.telegram.asker import Asker, Right
from bot.telegram.ports import Turn
from bot.telegram.words import Words

#: Channels have the ids below this one (Bot API, "Dialog identifiers").
_CHANNELS = -1_000_000_000_000
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_REMOTE = re.compile(r"@([0-9a-z]{1,9}):(.+)", re.ASCII)
#: Telegram's limit for the text shown above a chat.
TOAST = 200


def words_of(asker: Asker) -> Words:
    """The language and time zone of the chat in which it was asked."""
    return Words(asker.here.language, asker.here.timezone)


async def say(asker: Asker, turn: Turn, html: str) -> None:
    """Answer with a text."""
    await show(asker, turn, Message(html=html))


async def show(asker: Asker, turn: Turn, message: Message, *, edits: int | None = None) -> None:
    """Answer with a message, or edit one in place."""
    if asker.is_remote:
        rows = tuple(tuple(_remote(button, asker.chat.id) for button in row) for row in message.buttons)
        message = replace(message, buttons=rows)
    thread = 0 if asker.is_remote else asker.thread
    await turn.answer(asker.here.id, thread, message, edits=edits)


def refusal(asker: Asker) -> str:
    """Why this person may not change what the chat gets; empty for who may."""
    words = words_of(asker)
    match asker.right:
        case Right.YES:
            return ""
        case Right.NO if asker.is_remote:
            return words("Only admins of this channel can change that.")
        case Right.NO:
            return words("Only admins of this group can change that.")
        case Right.UNKNOWN:
            return words(
                "Telegram did not tell me whether you are an admin here. Please try again in a minute."
            )


def remote_data(data: str, chat: int) -> str:
    """Callback data that says for which channel it is meant, in few of its 64 bytes."""
    number, digits = _CHANNELS - chat, ""
    while number:
        number, digit = divmod(number, len(_DIGITS))
        digits = _DIGITS[digit] + digits
    return f"@{digits}:{data}"


def meant_chat(data: str) -> tuple[int | None, str]:
    """The channel that callback data is meant for, None where it is meant for the chat it stands in; the rest."""
    found = _REMOTE.fullmatch(data)
    return (_CHANNELS - int(found[1], len(_DIGITS)), found[2]) if found else (None, data)


def _remote(button: Button, chat: int) -> Button:
    if not button.data or button.data.startswith("@"):
        return button
    return replace(button, data=remote_data(button.data, chat))
