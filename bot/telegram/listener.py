"""Receiving: one getUpdates loop that confirms an update only after its effects are stored.

python-telegram-bot's own updater keeps fetched updates in memory and would lose them in a crash, so the loop is ours:
the offset moves in the same transaction as what the update did.
"""

import logging
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, replace

from telegram import Bot, BotCommand, CallbackQuery, ChatMemberUpdated, Update
from telegram import Chat as TelegramChat
from telegram import Message as TelegramMessage
from telegram.constants import ChatMemberStatus
from telegram.constants import ChatType as TelegramChatType
from telegram.error import BadRequest, TelegramError

from bot.model import Chat, ChatKind, ChatState
from bot.telegram import commands
from bot.telegram.commands import Asker
from bot.telegram.ports import Turn
from bot.telegram.sender import POLL_HOLD
from bot.telegram.words import LANGUAGES, Words, interface_language

log = logging.getLogger(__name__)

ALLOWED_UPDATES = ("message", "callback_query", "my_chat_member")
_ADMINS = (ChatMemberStatus.ADMINISTRATOR, ChatMemberStatus.OWNER)
_GONE = (ChatMemberStatus.LEFT, ChatMemberStatus.BANNED)

#: Opens the turn of an update: a transaction that also moves the offset past it.
OpenTurn = Callable[[int], AbstractAsyncContextManager[Turn]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Defaults:
    """What a chat has that said nothing yet, and who owns the bot."""

    language: str = "en"
    timezone: str = "UTC"
    owners: frozenset[int] = frozenset()


class Listener:
    """Fetches updates and answers them one by one."""

    def __init__(self, bot: Bot, open_turn: OpenTurn, defaults: Defaults) -> None:
        self._bot = bot
        self._open_turn = open_turn
        self._defaults = defaults
        self._name = ""

    async def introduce(self) -> None:
        """Tell Telegram the commands, in every interface language."""
        self._name = (await self._bot.get_me()).username or ""
        for language in LANGUAGES:
            words = Words(language)
            listed = [BotCommand(name, words(about)) for name, about in commands.COMMANDS.items()]
            await self._bot.set_my_commands(listed, language_code="" if language == "en" else language)

    async def receive(self, offset: int, *, hold: int = POLL_HOLD) -> int:
        """Wait up to `hold` seconds for updates, handle them, and return the next offset.

        Raises:
            TelegramError: getUpdates itself failed (network, conflict, wrong token).
        """
        updates = await self._bot.get_updates(offset, timeout=hold, allowed_updates=ALLOWED_UPDATES)
        for update in updates:
            await self._handle(update)
            offset = update.update_id + 1
        return offset

    async def _handle(self, update: Update) -> None:
        """One update; a bug in its handler is logged and skips this update alone."""
        said = ""
        try:
            configure = await self._may_configure(update)
            async with self._open_turn(update.update_id) as turn:
                said = await self._dispatch(update, turn, configure=configure)
        except TelegramError:
            raise
        except Exception:
            log.exception("update %s failed", update.update_id)
            async with self._open_turn(update.update_id):
                pass  # its mark alone: a poisonous update must not come again
        if update.callback_query is not None:
            await self._acknowledge(update.callback_query, said)

    async def _acknowledge(self, query: CallbackQuery, said: str) -> None:
        try:
            await self._bot.answer_callback_query(query.id, text=said or None)
        except BadRequest as error:
            log.info("button answer came too late: %s", error)

    async def _dispatch(self, update: Update, turn: Turn, *, configure: bool) -> str:
        if update.my_chat_member is not None:
            await self._membership(update.my_chat_member, turn)
            return ""
        query = update.callback_query
        if query is not None:
            if query.message is None or not query.data:
                return ""
            asker = await self._asker(
                update, query.message.chat, _thread(query.message), turn, configure=configure
            )
            return await commands.on_button(query.data, query.message.message_id, asker, turn)
        message = update.message
        if message is None:
            return ""
        if message.migrate_to_chat_id is not None:
            await turn.migrate(message.chat.id, message.migrate_to_chat_id)
            return ""
        await self._message(update, message, turn, configure=configure)
        return ""

    async def _message(
        self, update: Update, message: TelegramMessage, turn: Turn, *, configure: bool
    ) -> None:
        name = self._command(message)
        private = message.chat.type == TelegramChatType.PRIVATE
        if name is None and not (private and (message.text or message.caption)):
            return
        asker = await self._asker(update, message.chat, _thread(message), turn, configure=configure)
        if name is None:
            await commands.on_text(asker, turn)
        elif private or name in commands.HANDLERS:
            await commands.on_command(name, asker, turn)

    def _command(self, message: TelegramMessage) -> str | None:
        """The command a message begins with, or None; one addressed to another bot is not ours."""
        if not message.text or not message.text.startswith("/"):
            return None
        name, _, addressee = message.text.split(maxsplit=1)[0][1:].partition("@")
        if addressee and addressee.lower() != self._name.lower():
            return None
        return name.lower()

    async def _may_configure(self, update: Update) -> bool:
        """Whether the sender may change what this chat gets: anybody in private, admins in groups."""
        chat = update.effective_chat
        if chat is None or chat.type == TelegramChatType.PRIVATE:
            return True
        message = update.effective_message
        if update.callback_query is None and message is not None and message.sender_chat is not None:
            return message.sender_chat.id == chat.id  # an anonymous admin speaks as the group itself
        user = update.effective_user
        if user is None:
            return False
        try:
            return (await self._bot.get_chat_member(chat.id, user.id)).status in _ADMINS
        except BadRequest:
            return False

    async def _asker(
        self, update: Update, chat: TelegramChat, thread: int, turn: Turn, *, configure: bool
    ) -> Asker:
        known = await turn.chat(chat.id)
        user = update.effective_user
        if known is None:
            language = interface_language(user.language_code if user else None, self._defaults.language)
            known = Chat(
                id=chat.id,
                kind=ChatKind(str(chat.type)),
                title=chat.effective_name or "",
                language=language,
                timezone=self._defaults.timezone,
            )
        owner = user is not None and user.id in self._defaults.owners
        return Asker(chat=known, thread=thread, owner=owner, may_configure=configure)

    async def _membership(self, change: ChatMemberUpdated, turn: Turn) -> None:
        """Blocked, kicked, restored: pause or resume a chat that we know."""
        known = await turn.chat(change.chat.id)
        if known is None:
            return
        if change.new_chat_member.status in _GONE:
            await turn.save(
                replace(known, state=ChatState.PAUSED, reason=f"bot is {change.new_chat_member.status}")
            )
        elif known.state is ChatState.PAUSED:
            await turn.save(replace(known, state=ChatState.ACTIVE, reason=""))


def _thread(message: object) -> int:
    """The forum topic of a message; 0 outside topics and in General."""
    if isinstance(message, TelegramMessage) and message.is_topic_message and message.message_thread_id:
        return message.message_thread_id
    return 0
