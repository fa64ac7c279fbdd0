"""Receiving: one getUpdates loop that confirms an update only after its effects are stored.

python-telegram-bot's own updater keeps fetched updates in memory and would lose them in a crash, so the loop is ours:
the offset moves in the same transaction as what the update did.
"""

import logging
from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from typing import Any

from telegram import Bot, CallbackQuery, Update
from telegram import Message as TelegramMessage
from telegram.constants import ChatType as TelegramChatType
from telegram.error import InvalidToken, TelegramError

from bot.alerts.bucket import Buckets, Pace
from bot.model import Message, Role
from bot.telegram import commands, membership, personal
from bot.telegram.answers import meant_chat, say, words_of
from bot.telegram.asker import Command, Defaults, Right
from bot.telegram.asking import (
    asker_about,
    asker_of,
    command_of,
    is_told,
    right_of,
    thread_of,
)
from bot.telegram.command_lists import tell_commands, untell_commands
from bot.telegram.files import GivenFile, fetched
from bot.telegram.ports import HandledBeforeError, StoreAwayError, Turn
from bot.telegram.sender import POLL_HOLD
from bot.telegram.words import Words, interface_language

log = logging.getLogger(__name__)

ALLOWED_UPDATES = ("message", "callback_query", "my_chat_member")

#: A longer text above the chat stays until it is closed; a short one goes by itself.
_LONG_TOAST = 80

#: Opens the turn of an update: a transaction that also moves the offset past it.
OpenTurn = Callable[[int], AbstractAsyncContextManager[Turn]]


class Listener:
    """Fetches updates and answers them one by one."""

    def __init__(self, bot: Bot, open_turn: OpenTurn, defaults: Defaults) -> None:
        self._bot = bot
        self._open_turn = open_turn
        self._defaults = defaults
        self._buckets = Buckets()
        #: People with a role who have not started the bot, as far as is known.
        self._unreached: dict[int, Role] = {}

    async def introduce(self, known: Mapping[str, str], staff: Mapping[int, Role]) -> dict[str, str]:
        """Tell Telegram the commands, in every interface language and for every role, where they changed since
        `known`, the result of the last time; people of the staff who start the bot later get theirs then.

        Raises:
            TelegramError: it did not take them; answering does not depend on it.
        """
        told = await tell_commands(self._bot, staff, known)
        self._unreached = {one: role for one, role in staff.items() if f"person {one}" not in told}
        return told

    async def receive(self, offset: int, *, hold: int = POLL_HOLD) -> int:
        """Wait up to `hold` seconds for updates, handle them, and return the next offset.

        Raises:
            TelegramError: getUpdates itself failed (network, conflict, wrong token).
            StoreAwayError: the store does not answer; the update it failed for will come again.
        """
        for number, update in await self._fetched(offset, hold):
            await self._handle(number, update)
            offset = number + 1
        return offset

    async def _fetched(self, offset: int, hold: int) -> list[tuple[int, Update | None]]:
        """Updates by number; None for one that the library cannot read."""
        try:
            updates = await self._bot.get_updates(offset, timeout=hold, allowed_updates=ALLOWED_UPDATES)
            return [(update.update_id, update) for update in updates]
        except TelegramError:
            raise
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            log.warning("an update cannot be read (%r); they are looked at one by one", error)
        # All lower case the method is not python-telegram-bot's own, so the answer comes as it is.
        asked = {"offset": offset, "allowed_updates": list(ALLOWED_UPDATES)}
        raw: list[dict[str, Any]] = await self._bot.do_api_request("getupdates", api_kwargs=asked)
        return [(int(shape["update_id"]), self._read(shape)) for shape in raw]

    def _read(self, shape: Mapping[str, Any]) -> Update | None:
        try:
            return Update.de_json(dict(shape), self._bot)
        except Exception:
            log.exception("update %s is skipped", shape["update_id"])
            return None

    async def _handle(self, number: int, update: Update | None) -> None:
        """One update; a bug in its handler is logged and skips this update alone."""
        said = ""
        try:
            if update is not None:
                said = await self._answered(update)
        except HandledBeforeError:
            log.info("update %s was handled before", number)
            return
        except (TelegramError, StoreAwayError):
            raise
        except Exception:
            log.exception("update %s failed", number)
            said = await self._apologised(number, update)
        if update is None:
            await self._mark(number)
            return
        if update.effective_user is not None and update.effective_user.id in self._unreached:
            person = update.effective_user.id
            await self._introduce_to(person, self._unreached.pop(person))
        if update.callback_query is not None:
            await self._acknowledge(update.callback_query, said)

    async def _introduce_to(self, person: int, role: Role | None) -> None:
        """Somebody with a role writes for the first time, or it is another one now: his list of commands follows."""
        try:
            if role is None:
                await untell_commands(self._bot, person)
            else:
                await tell_commands(self._bot, {person: role}, {})
        except InvalidToken:
            raise
        except TelegramError as error:
            log.info("the menu of %s waits for the next start: %s", person, error)

    async def _mark(self, number: int) -> None:
        """Move the offset past an update and do nothing else: a poisonous one must not come again."""
        try:
            async with self._open_turn(number):
                pass
        except HandledBeforeError:
            log.info("update %s was handled before", number)

    async def _apologised(self, number: int, update: Update | None) -> str:
        """After a bug: say so where that can be done, and come past this update in any case."""
        user = update.effective_user if update else None
        words = Words(interface_language(user.language_code if user else None, self._defaults.language))
        sorry = words("Something went wrong here; it has been noted. Please try again.")
        message = update.message if update else None
        try:
            async with self._open_turn(number) as turn:
                if message is not None and (self._is_private(message) or command_of(message)):
                    apology = Message(html=words.line(sorry))
                    await turn.answer(message.chat.id, thread_of(message), apology)
        except (HandledBeforeError, StoreAwayError):
            raise
        except Exception:
            log.exception("update %s cannot be answered either", number)
            await self._mark(number)
        return sorry

    async def _acknowledge(self, query: CallbackQuery, said: str) -> None:
        """Stop the button's spinner. What it did is stored already, so a failure is only told."""
        try:
            long = len(said) > _LONG_TOAST
            await self._bot.answer_callback_query(query.id, text=said or None, show_alert=long or None)
        except InvalidToken:
            raise
        except TelegramError as error:
            log.info("a button was not answered: %s", error)

    async def _answered(self, update: Update) -> str:
        """Do what an update asks for; returns the text to show above the chat, for a button."""
        message, query = update.message, update.callback_query
        if query is not None:
            return await self._button(update, query)
        command = await self._command(message) if message is not None else None
        right = Right.YES
        file = await self._file(message, command) if message is not None else None
        if command is not None and commands.needs_name(command.name):
            await self._bot_name()
        if file is not None or (command is not None and commands.needs_right(command.name)):
            right = await right_of(self._bot, update)
        async with self._open_turn(update.update_id) as turn:
            if update.my_chat_member is not None:
                await membership.changed(update.my_chat_member, turn, self._defaults)
            elif message is not None and not await membership.moved(message, turn):
                await self._message(update, message, command, right, turn, file)
        await self._introduce_new(turn)
        return ""

    async def _introduce_new(self, turn: Turn) -> None:
        for person, role in turn.new_roles.items():
            self._unreached.pop(person, None)
            await self._introduce_to(person, role)

    async def _button(self, update: Update, query: CallbackQuery) -> str:
        right = await right_of(self._bot, update, meant_chat(query.data or "")[0])
        async with self._open_turn(update.update_id) as turn:
            said = await self._pressed(update, query, right, turn)
        await self._introduce_new(turn)
        return said

    async def _pressed(self, update: Update, query: CallbackQuery, right: Right, turn: Turn) -> str:
        message, (meant, data) = query.message, meant_chat(query.data or "")
        if message is None or not data:
            return ""
        pace = self._buckets.take(query.from_user.id, turn.now)
        asker = await asker_of(update, message, turn, self._defaults, right)
        if pace is not Pace.GO:
            return commands.too_fast(asker) if pace is Pace.WARN else ""
        if not is_told(message):
            # Its topic is not known: what is tapped could land in the wrong one.
            return commands.stale_button(asker)
        about = asker if meant is None else await asker_about(asker, meant, turn)
        if about is None:
            return commands.stale_button(asker)
        return await commands.on_button(data, message.message_id, about, turn)

    async def _file(self, message: TelegramMessage, command: Command | None) -> GivenFile | None:
        """The file of a message that sends one to the bot: in a group only under /import."""
        if message.document is None or command is not None:
            return None
        asked = (message.caption or "").split("@")[0].strip().lower() == f"/{personal.IMPORT}"
        if not asked and not self._is_private(message):
            return None
        return await fetched(self._bot, message.document)

    async def _command(self, message: TelegramMessage) -> Command | None:
        """The command, where it is meant for this bot."""
        command = command_of(message)
        if command is None or not command.addressee:
            return command
        return command if command.addressee == (await self._bot_name()).lower() else None

    async def _bot_name(self) -> str:
        """The bot's username."""
        if not self._defaults.name:
            name = (await self._bot.get_me()).username or ""
            self._defaults = replace(self._defaults, name=name)
        return self._defaults.name

    async def _message(
        self,
        update: Update,
        message: TelegramMessage,
        command: Command | None,
        right: Right,
        turn: Turn,
        file: GivenFile | None,
    ) -> None:
        if file is None and not self._is_question(message, command):
            return
        asker = await asker_of(update, message, turn, self._defaults, right, command)
        match self._buckets.take(asker.user or asker.chat.id, turn.now):
            case Pace.GO if file is not None:
                await commands.on_file(file, asker, turn)
            case Pace.GO if command is None:
                await commands.on_text(asker, turn)
            case Pace.GO if command is not None:
                await commands.on_command(command.name, asker, turn)
            case Pace.WARN:
                await say(asker, turn, words_of(asker).line(commands.too_fast(asker)))

    def _is_question(self, message: TelegramMessage, command: Command | None) -> bool:
        """Whether to answer: in a group only commands, and one that we do not know may be another bot's."""
        private = self._is_private(message)
        if command is None:
            return private and bool(message.text or message.caption)
        return private or bool(command.addressee) or command.name in commands.COMMANDS

    @staticmethod
    def _is_private(message: TelegramMessage) -> bool:
        return message.chat.type == TelegramChatType.PRIVATE
