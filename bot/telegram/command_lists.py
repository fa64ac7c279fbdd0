"""The lists of commands that Telegram shows, per language and per role, and telling them to Telegram once they change."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
)
from telegram.error import BadRequest, Forbidden

from bot.model import Role
from bot.telegram.commands import COMMANDS, Audience
from bot.telegram.words import LANGUAGES, Words


@dataclass(frozen=True, slots=True)
class _Listing:
    """Who sees a list, and what is on it."""

    name: str
    scope: BotCommandScope
    audiences: frozenset[Audience]
    #: Whose own chat it is; 0 for everybody.
    person: int = 0


_PRIVATE = frozenset({Audience.EVERYBODY, Audience.ADMIN, Audience.PRIVATE})
_BY_ROLE: Mapping[Role, frozenset[Audience]] = {
    Role.OWNER: _PRIVATE | {Audience.LAB, Audience.STAFF, Audience.OWNER},
    Role.ADMIN: _PRIVATE | {Audience.LAB, Audience.STAFF},
    Role.EDITOR: _PRIVATE | {Audience.LAB},
    Role.VIEWER: _PRIVATE | {Audience.LAB},
}


def _listings() -> Iterator[_Listing]:
    """Those of everybody, from the widest to the narrowest; Telegram shows the narrowest that fits."""
    yield _Listing("private", BotCommandScopeAllPrivateChats(), _PRIVATE)
    yield _Listing("groups", BotCommandScopeAllGroupChats(), frozenset({Audience.EVERYBODY}))
    admins = frozenset({Audience.EVERYBODY, Audience.ADMIN})
    yield _Listing("admins", BotCommandScopeAllChatAdministrators(), admins)


def _own(staff: Mapping[int, Role]) -> Iterator[_Listing]:
    """Those of people with a role, each for his own chat."""
    for person, role in sorted(staff.items()):
        yield _Listing(f"person {person}", BotCommandScopeChat(person), _BY_ROLE[role], person)


def _lists(listing: _Listing) -> dict[str, list[tuple[str, str]]]:
    """Names and descriptions by language code; English for every language that is not spoken."""
    found = {}
    for language in LANGUAGES:
        words = Words(language)
        found["" if language == "en" else language] = [
            (name, words(command.about))
            for name, command in COMMANDS.items()
            if command.audience in listing.audiences
        ]
    return found


async def tell_commands(bot: Bot, staff: Mapping[int, Role], known: Mapping[str, str]) -> dict[str, str]:
    """Set the lists that are not as Telegram knows them.

    Args:
        bot: initialised; its id is part of what is compared, for a new bot knows nothing.
        staff: people with a role get a list of their own, as soon as they have started the bot.
        known: what this returned the last time; who has a role no more gets everybody's list again.

    Returns:
        A digest for each audience that is told; a person whom Telegram does not let us reach is left out.

    Raises:
        TelegramError: Telegram did not take the lists.
    """
    told: dict[str, str] = {}
    for listing in (*_listings(), *_own(staff)):
        lists = _lists(listing)
        digest = hashlib.sha256(json.dumps([bot.id, lists]).encode()).hexdigest()[:16]
        if known.get(listing.name) != digest:
            try:
                for language, listed in lists.items():
                    shown = [BotCommand(name, about) for name, about in listed]
                    await bot.set_my_commands(shown, scope=listing.scope, language_code=language)
            except (BadRequest, Forbidden):
                if not listing.person:
                    raise
                continue
        told[listing.name] = digest
    for name in known:
        person = name.removeprefix("person ")
        if person != name and int(person) not in staff:
            await untell_commands(bot, int(person))
    return told


async def untell_commands(bot: Bot, person: int) -> None:
    """Somebody has no role any more: he sees what everybody sees.

    Raises:
        TelegramError: Telegram did not take it.
    """
    try:
        for language in LANGUAGES:
            code = "" if language == "en" else language
            await bot.delete_my_commands(scope=BotCommandScopeChat(person), language_code=code)
    except (BadRequest, Forbidden):
        return
