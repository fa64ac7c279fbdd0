"""Receiving: one getUpdates loop that confirms an update only after its effects are stored.

python-telegram-bot's own updater keeps fetched updates in memory and would lose them in a crash, so the loop is ours:
the offset moves in the same transaction as what the update did.
"""

import logging
from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from typing import Any

from telegram import Bot, BotCommand, CallbackQuery, ChatMemberUpdated, Update
from telegram import Message as TelegramMessage
from telegram.constants import ChatType as TelegramChatType
from telegram.error import InvalidToken, TelegramError

from bot.model import ChatState, Message
from bot.telegram import commands
from bot.telegram.asking import (
    Command,
    Defaults,
    Right,
    asker_of,
    command_of,
    is_told,
    noted_in,
    obstacle,
    right_of,
    thread_of,
)
from bot.telegram.ports import HandledBeforeError, StoreAwayError, Turn
from bot.telegram.sender import POLL_HOLD
from bot.telegram.words import LANGUAGES, Words, interface_language

log = logging.getLogger(__name__)

ALLOWED_UPDATES = ("message", "callback_query", "my_chat_member")

#: Opens the turn of an update: a transaction that also moves the offset past it.
OpenTurn = Callable[[int], AbstractAsyncContextManager[Turn]]


class Listener:
    """Fetches updates and answers them one by one."""

    def __init__(self, bot: Bot, open_turn: OpenTurn, defaults: Defaults) -> None:
        self._bot = bot
        self._open_turn = open_turn
        self._defaults = defaults
        self._name = ""

    async def introduce(self) -> None:
        """Tell Telegram the commands, in every interface language.

        Raises:
            TelegramError: it did not take them; answering does not depend on it.
        """
        for language in LANGUAGES:
            words = Words(language)
            listed = [
                BotCommand(name, words(command.about))
                for name, command in commands.COMMANDS.items()
                if command.role is not commands.Role.OWNER
            ]
            await self._bot.set_my_commands(listed, language_code="" if language == "en" else language)

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
        elif update.callback_query is not None:
            await self._acknowledge(update.callback_query, said)

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
            await self._bot.answer_callback_query(query.id, text=said or None)
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
        if command is not None and commands.needs_right(command.name):
            right = await right_of(self._bot, update)
        async with self._open_turn(update.update_id) as turn:
            if update.my_chat_member is not None:
                await self._membership(update.my_chat_member, turn)
            elif message is not None and not await self._moved(message, turn):
                await self._message(update, message, command, right, turn)
        return ""

    async def _button(self, update: Update, query: CallbackQuery) -> str:
        message = query.message
        right = await right_of(self._bot, update)
        async with self._open_turn(update.update_id) as turn:
            if message is None or not query.data:
                return ""
            noted = noted_in(message) if isinstance(message, TelegramMessage) and is_told(message) else ""
            asker = await asker_of(
                update, message.chat, thread_of(message), turn, self._defaults, right, noted=noted
            )
            if not is_told(message):
                # Its topic is not known: what is tapped could land in the wrong one.
                return commands.stale_button(asker)
            return await commands.on_button(query.data, message.message_id, asker, turn)

    async def _command(self, message: TelegramMessage) -> Command | None:
        """The command, where it is meant for this bot."""
        command = command_of(message)
        if command is None or not command.addressee:
            return command
        if not self._name:
            self._name = ((await self._bot.get_me()).username or "").lower()
        return command if command.addressee == self._name else None

    async def _message(
        self, update: Update, message: TelegramMessage, command: Command | None, right: Right, turn: Turn
    ) -> None:
        private = self._is_private(message)
        if command is None and not (private and (message.text or message.caption)):
            return
        if command is not None and not _is_ours(command, private=private):
            return
        argument = command.argument if command else message.text or message.caption or ""
        replied = message.reply_to_message
        asker = await asker_of(
            update,
            message.chat,
            thread_of(message),
            turn,
            self._defaults,
            right,
            argument=argument,
            answers=replied.message_id if replied and not replied.forum_topic_created else 0,
        )
        if command is None:
            await commands.on_text(asker, turn)
        else:
            await commands.on_command(command.name, asker, turn)

    async def _moved(self, message: TelegramMessage, turn: Turn) -> bool:
        """Whether a message tells that its group became a supergroup, or that a topic is open again."""
        if message.migrate_to_chat_id is not None or message.migrate_from_chat_id is not None:
            old = message.migrate_from_chat_id or message.chat.id
            new = message.migrate_to_chat_id or message.chat.id
            await turn.migrate(old, new)
            moved = await turn.chat(new)
            if moved is not None and moved.state is ChatState.PAUSED:
                await turn.save(replace(moved, state=ChatState.ACTIVE, reason=""))
            return True
        if message.forum_topic_reopened is not None or message.general_forum_topic_unhidden is not None:
            known = await turn.chat(message.chat.id)
            if known is not None and known.state is ChatState.ACTIVE:
                await turn.save(known)
            return True
        return False

    async def _membership(self, change: ChatMemberUpdated, turn: Turn) -> None:
        """Blocked, kicked, muted or restored: pause or resume a chat that we know; one that said stop stays stopped."""
        known = await turn.chat(change.chat.id)
        if known is None:
            return
        reason = obstacle(change.new_chat_member, change.chat)
        if reason and known.state is ChatState.ACTIVE:
            await turn.save(replace(known, state=ChatState.PAUSED, reason=reason))
        elif not reason and known.state is not ChatState.STOPPED:
            # Also where it was active: with new rights a topic may be open to it again.
            await turn.save(replace(known, state=ChatState.ACTIVE, reason=""))

    @staticmethod
    def _is_private(message: TelegramMessage) -> bool:
        return message.chat.type == TelegramChatType.PRIVATE


def _is_ours(command: Command, *, private: bool) -> bool:
    """Whether to answer a command: in a group, one that we do not know may be another bot's."""
    return private or bool(command.addressee) or command.name in commands.COMMANDS
