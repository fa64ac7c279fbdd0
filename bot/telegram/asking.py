"""Reads from an update who asks what, where, and with which right. What is answered stands in commands.py."""

import logging
from dataclasses import replace

from telegram import (
    Bot,
    ChatFullInfo,
    ChatMember,
    ChatMemberAdministrator,
    ChatMemberRestricted,
    MaybeInaccessibleMessage,
    MessageEntity,
    Update,
)
from telegram import Chat as TelegramChat
from telegram import Message as TelegramMessage
from telegram.constants import ChatMemberStatus
from telegram.constants import ChatType as TelegramChatType
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, TelegramError

from bot.model import Chat, ChatKind, ChatState
from bot.telegram.asker import Asker, Command, Defaults, Forwarded, Right
from bot.telegram.ports import Turn
from bot.telegram.words import interface_language

log = logging.getLogger(__name__)

_ADMINS = (ChatMemberStatus.ADMINISTRATOR, ChatMemberStatus.OWNER)
_GONE = (ChatMemberStatus.LEFT, ChatMemberStatus.BANNED)
#: Longer words that begin with a slash are no commands.
_LONGEST_COMMAND = 64


def command_of(message: TelegramMessage) -> Command | None:
    """The command of a message; None for what somebody else wrote and this one only forwards."""
    text = message.text or ""
    if not text.startswith("/") or message.forward_origin is not None:
        return None
    first, *rest = text.split(maxsplit=1)
    name, _, addressee = first[1:].partition("@")
    if not name or len(name) > _LONGEST_COMMAND:
        return None
    return Command(name.lower(), addressee.lower(), rest[0].strip() if rest else "")


def thread_of(message: object) -> int:
    """The forum topic of a message; 0 outside topics and in General."""
    if isinstance(message, TelegramMessage) and message.is_topic_message and message.message_thread_id:
        return message.message_thread_id
    return 0


def is_told(message: MaybeInaccessibleMessage) -> bool:
    """Whether Telegram tells of the message under a button; of an old or deleted one it names but chat and id.

    python-telegram-bot makes a Message of those too, dated 1970 (Bot API: `InaccessibleMessage.date` is always 0).
    """
    return message.date.timestamp() > 0


def noted_in(message: TelegramMessage) -> str:
    """The text of the first code span of a message; empty where it has none."""
    found = message.parse_entities([MessageEntity.CODE])
    return next(iter(found.values()), "")


def forwarded_of(message: TelegramMessage) -> Forwarded | None:
    """What a message forwards, text or caption; None for one that forwards nothing."""
    text = message.text or message.caption or ""
    if message.forward_origin is None or not text:
        return None
    kinds: list[str | None] = [MessageEntity.TEXT_LINK]
    links = message.parse_entities(kinds) if message.text else message.parse_caption_entities(kinds)
    return Forwarded(next(iter(links.values()), ""), text)


async def right_of(bot: Bot, update: Update, meant: int | None = None) -> Right:
    """The sender's right, asked of Telegram where the chat (or `meant`, another one) is no private one.

    Raises:
        InvalidToken: Telegram does not know this bot any more.
    """
    chat, user, message = update.effective_chat, update.effective_user, update.effective_message
    if chat is None or (chat.type == TelegramChatType.PRIVATE and meant is None):
        return Right.YES
    if update.callback_query is None and message is not None and message.sender_chat is not None:
        # An anonymous admin speaks as the group itself, others as a channel of theirs.
        return Right.YES if message.sender_chat.id == chat.id else Right.NO
    if user is None:
        return Right.NO
    try:
        member = await bot.get_chat_member(meant or chat.id, user.id)
    except (BadRequest, Forbidden, ChatMigrated):
        return Right.NO
    except InvalidToken:
        raise
    except TelegramError as error:
        log.warning("nobody knows who administers chat %s: %s", meant or chat.id, error)
        return Right.UNKNOWN
    return Right.YES if member.status in _ADMINS else Right.NO


def person_of(update: Update) -> int:
    """Who did this; 0 for an anonymous admin or a channel that speaks in a group."""
    user, message = update.effective_user, update.effective_message
    if update.callback_query is None and message is not None and message.sender_chat is not None:
        return 0
    return user.id if user is not None else 0


async def asker_of(
    update: Update,
    message: MaybeInaccessibleMessage,
    turn: Turn,
    defaults: Defaults,
    right: Right,
    command: Command | None = None,
) -> Asker:
    """Who asks what by a message, or by a button under it; a chat that we believed lost is back, because somebody
    there talks to us."""
    chat, user, person = message.chat, update.effective_user, person_of(update)
    known = await turn.chat(chat.id)
    if known is None:
        known = Chat(
            id=chat.id,
            kind=ChatKind(str(chat.type)),
            title=chat.effective_name or "",
            language=interface_language(user.language_code if user else None, defaults.language),
            timezone=defaults.timezone,
        )
    elif known.state is ChatState.PAUSED:
        known = replace(known, state=ChatState.ACTIVE, reason="")
        await turn.save(known)
    asker = Asker(
        chat=known,
        here=known,
        user=person,
        house=defaults,
        thread=thread_of(message),
        forum=bool(chat.is_forum),
        owner=person in defaults.owners,
        role=await turn.lab.role(person),
        right=right,
    )
    if not isinstance(message, TelegramMessage) or not is_told(message):
        return asker
    if update.callback_query is not None:
        return replace(asker, noted=noted_in(message))
    replied = message.reply_to_message
    return replace(
        asker,
        argument=command.argument if command else message.text or message.caption or "",
        answers=replied.message_id if replied and not replied.forum_topic_created else 0,
        forwarded=forwarded_of(message),
    )


async def asker_about(asker: Asker, chat: int, turn: Turn) -> Asker | None:
    """The same question about a channel that this person may have brought the bot to; None where it is not known."""
    if not asker.is_private:
        return None
    known = await turn.chat(chat)
    if known is None:
        place = next((one for one in await turn.people.installed(asker.user) if one.chat == chat), None)
        if place is None:
            return None
        language, zone = asker.here.language, asker.here.timezone
        known = Chat(id=chat, kind=place.kind, title=place.title, language=language, timezone=zone)
    return replace(asker, chat=known, thread=0) if known.kind is ChatKind.CHANNEL else None


def obstacle(member: ChatMember, chat: TelegramChat | ChatFullInfo) -> str:
    """Why the bot cannot write to a chat, as this membership of its own has it; empty where it can."""
    if member.status in _GONE:
        return f"the bot is {member.status}"
    if isinstance(member, ChatMemberRestricted):
        if not member.is_member:
            return "the bot is no member"
        if not member.can_send_messages:
            return "the bot may not write"
    if isinstance(member, ChatMemberAdministrator) and chat.type == TelegramChatType.CHANNEL:
        return "" if member.can_post_messages else "the bot may not post"
    return ""
