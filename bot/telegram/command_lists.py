"""The lists of commands that Telegram shows, per language and per role, and telling them to Telegram once they change."""

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping
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

from bot.telegram.commands import COMMANDS, Role
from bot.telegram.words import LANGUAGES, Words


@dataclass(frozen=True, slots=True)
class _Audience:
    """Who sees a list, and what is on it."""

    name: str
    scope: BotCommandScope
    roles: frozenset[Role]
    #: The owner whose own chat it is; 0 for everybody.
    owner: int = 0


_PRIVATE = frozenset({Role.EVERYBODY, Role.ADMIN, Role.PRIVATE})


def _audiences(owners: Collection[int]) -> Iterator[_Audience]:
    """From the widest to the narrowest; Telegram shows the narrowest that fits."""
    yield _Audience("private", BotCommandScopeAllPrivateChats(), _PRIVATE)
    yield _Audience("groups", BotCommandScopeAllGroupChats(), frozenset({Role.EVERYBODY}))
    admins = frozenset({Role.EVERYBODY, Role.ADMIN})
    yield _Audience("admins", BotCommandScopeAllChatAdministrators(), admins)
    for owner in sorted(owners):
        yield _Audience(f"owner {owner}", BotCommandScopeChat(owner), _PRIVATE | {Role.OWNER}, owner)


def _lists(audience: _Audience) -> dict[str, list[tuple[str, str]]]:
    """Names and descriptions by language code; English for every language that is not spoken."""
    found = {}
    for language in LANGUAGES:
        words = Words(language)
        found["" if language == "en" else language] = [
            (name, words(command.about))
            for name, command in COMMANDS.items()
            if command.role in audience.roles
        ]
    return found


async def tell_commands(bot: Bot, owners: Collection[int], known: Mapping[str, str]) -> dict[str, str]:
    """Set the lists that are not as Telegram knows them.

    Args:
        bot: initialised; its id is part of what is compared, for a new bot knows nothing.
        owners: get a list of their own, as soon as they have started the bot.
        known: what this returned the last time.

    Returns:
        A digest for each audience that is told; an owner whom Telegram does not let us reach is left out.

    Raises:
        TelegramError: Telegram did not take the lists.
    """
    told: dict[str, str] = {}
    for audience in _audiences(owners):
        lists = _lists(audience)
        digest = hashlib.sha256(json.dumps([bot.id, lists]).encode()).hexdigest()[:16]
        if known.get(audience.name) != digest:
            try:
                for language, listed in lists.items():
                    shown = [BotCommand(name, about) for name, about in listed]
                    await bot.set_my_commands(shown, scope=audience.scope, language_code=language)
            except (BadRequest, Forbidden):
                if not audience.owner:
                    raise
                continue
        told[audience.name] = digest
    return told
