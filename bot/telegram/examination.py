"""What `doctor` asks Telegram: the server's time, the token, and whether the bot may write where it should."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime

import httpx
from telegram import Bot
from telegram.error import InvalidToken, TelegramError

from bot.model import Chat
from bot.telegram.asking import obstacle

_PATIENCE = 10.0


@dataclass(frozen=True, slots=True)
class Answered:
    """Telegram knows the bot."""

    username: str
    id: int


@dataclass(frozen=True, slots=True)
class Unknown:
    """Telegram does not know the token."""


@dataclass(frozen=True, slots=True)
class Unreached:
    """Nobody knows: Telegram did not answer."""

    detail: str


async def server_time(address: str, proxy: str | None = None) -> datetime | None:
    """What the `Date` header of an HTTP server says (RFC 9110 section 6.6.1); None where there is none, or no answer."""
    try:
        async with httpx.AsyncClient(timeout=_PATIENCE, trust_env=False, proxy=proxy) as client:
            answer = await client.head(address)
        return parsedate_to_datetime(answer.headers["date"])
    except (httpx.HTTPError, httpx.InvalidURL, KeyError, ValueError):
        return None


async def who(bot: Bot) -> Answered | Unknown | Unreached:
    """Whom the token belongs to."""
    try:
        await bot.initialize()
    except InvalidToken:
        return Unknown()
    except TelegramError as error:
        return Unreached(str(error))
    return Answered(bot.username, bot.id)


async def obstacles(bot: Bot, chats: Sequence[Chat]) -> dict[int, str]:
    """Why the bot cannot write to groups and channels, by chat; those where it can are left out."""
    found: dict[int, str] = {}
    for chat in chats:
        try:
            member = await bot.get_chat_member(chat.id, bot.id)
            place = await bot.get_chat(chat.id)
        except TelegramError as error:
            found[chat.id] = str(error)
            continue
        if reason := obstacle(member, place):
            found[chat.id] = reason
    return found
