"""What becomes of a chat when the bot is added, thrown out, muted or moved, as Telegram tells it without being asked."""

from dataclasses import replace

from telegram import ChatMemberUpdated
from telegram import Message as TelegramMessage
from telegram.constants import ChatMemberStatus

from bot.model import Chat, ChatKind, ChatState
from bot.telegram.asker import Defaults
from bot.telegram.asking import obstacle
from bot.telegram.channels import added_message
from bot.telegram.ports import Turn
from bot.telegram.words import Words

_OUTSIDE = (ChatMemberStatus.LEFT, ChatMemberStatus.BANNED)


async def moved(message: TelegramMessage, turn: Turn) -> bool:
    """Whether a message tells that its group became a supergroup, or that a topic is open again."""
    if message.migrate_to_chat_id is not None or message.migrate_from_chat_id is not None:
        old = message.migrate_from_chat_id or message.chat.id
        new = message.migrate_to_chat_id or message.chat.id
        await turn.migrate(old, new)
        known = await turn.chat(new)
        if known is not None and known.state is ChatState.PAUSED:
            await turn.save(replace(known, state=ChatState.ACTIVE, reason=""))
        return True
    if message.forum_topic_reopened is not None or message.general_forum_topic_unhidden is not None:
        known = await turn.chat(message.chat.id)
        if known is not None and known.state is ChatState.ACTIVE:
            await turn.save(known)
        return True
    return False


async def changed(change: ChatMemberUpdated, turn: Turn, defaults: Defaults) -> None:
    """Blocked, kicked, muted or restored: pause or resume a chat that we know; one that said stop stays stopped.
    Who brings the bot into a group or channel is noted."""
    if change.chat.type != ChatKind.PRIVATE:
        await _brought(change, turn, defaults)
    known = await turn.chat(change.chat.id)
    if known is None:
        return
    reason = obstacle(change.new_chat_member, change.chat)
    if reason and known.state is ChatState.ACTIVE:
        await turn.save(replace(known, state=ChatState.PAUSED, reason=reason))
    elif not reason and known.state is not ChatState.STOPPED:
        # Also where it was active: with new rights a topic may be open to it again.
        await turn.save(replace(known, state=ChatState.ACTIVE, reason=""))


async def _brought(change: ChatMemberUpdated, turn: Turn, defaults: Defaults) -> None:
    """In or out; of a channel the person is told how to go on, where the bot may write to him."""
    was_outside = change.old_chat_member.status in _OUTSIDE
    if change.new_chat_member.status in _OUTSIDE:
        await turn.people.uninstall(change.chat.id)
        return
    if not was_outside and await turn.people.installer(change.chat.id) is not None:
        return
    title = change.chat.effective_name or ""
    chat = Chat(id=change.chat.id, kind=ChatKind(str(change.chat.type)), title=title)
    await turn.people.install(chat, change.from_user.id)
    own = await turn.chat(change.from_user.id)
    if chat.kind is ChatKind.CHANNEL and own is not None and own.state is ChatState.ACTIVE:
        words = Words(own.language or defaults.language, own.timezone)
        await turn.answer(own.id, 0, added_message(words, chat))
