"""Whether the bot may: reach a chat, write to it, use a topic, edit or delete a message. Raises Telegram's refusals."""

from tests.emulator.errors import Refusal, bad_request, forbidden, upgraded
from tests.emulator.parameters import Parameters
from tests.emulator.world import GENERAL_TOPIC, Chat, Message, World

#: A bot may delete messages of groups and of its own for this long.
DELETION_WINDOW = 48 * 3600


def chat_to_read(world: World, parameters: Parameters) -> Chat:
    """The chat of a request that reads; raises 400 and 403."""
    chat_id = parameters.text("chat_id")
    if not chat_id:
        raise bad_request("chat_id is empty")
    chat = world.find(chat_id)
    if chat is None:
        raise bad_request("chat not found")
    if chat.type in ("supergroup", "channel"):
        _check_membership(world, chat)
    return chat


def chat_to_write(world: World, parameters: Parameters) -> Chat:
    """The chat of a request that writes, edits or deletes; raises 400 and 403."""
    chat = chat_to_read(world, parameters)
    if chat.user is not None:
        if chat.user.deactivated:
            raise forbidden("user is deactivated")
        if chat.user.blocked:
            raise forbidden("bot was blocked by the user")
        if not chat.user.started:
            raise forbidden("bot can't initiate conversation with a user")
    if chat.upgraded_to:
        raise upgraded(chat.upgraded_to)
    if chat.deleted:
        raise forbidden("the group chat was deleted")
    if chat.type == "group":
        _check_membership(world, chat)
    return chat


def _check_membership(world: World, chat: Chat) -> None:
    member = world.bot_member(chat)
    if member.status == "kicked":
        raise forbidden(f"bot was kicked from the {chat.type} chat")
    if not member.is_inside:
        raise forbidden(f"bot is not a member of the {chat.type} chat")


def check_posting(world: World, chat: Chat, what: str, right: str) -> None:
    """Whether the bot may post `what` here ("text messages", "photos", ...); raises 400."""
    member = world.bot_member(chat)
    if chat.type == "channel" and not member.may("can_post_messages"):
        raise bad_request("need administrator rights in the channel chat")
    if chat.is_group and member.status == "restricted" and not member.rights.get(right, False):
        raise bad_request(f"not enough rights to send {what} to the chat")


def topic_to_write(world: World, chat: Chat, thread: int) -> int:
    """The topic of a request: 0 where there is none to name; raises 400."""
    if chat.type == "private" and thread:
        raise bad_request("message thread not found")
    if not chat.is_forum:
        return 0
    if thread == GENERAL_TOPIC:
        raise bad_request("message thread not found")
    topic = chat.topics.get(thread or GENERAL_TOPIC)
    if topic is None or topic.deleted:
        raise bad_request("message thread not found")
    if topic.closed and not world.bot_member(chat).may("can_manage_topics"):
        raise bad_request("TOPIC_CLOSED")
    return thread


def message_replied_to(world: World, parameters: Parameters, chat: Chat) -> Message | None:
    """The message that a request replies to, None for none; raises 400."""
    reply = parameters.json("reply_parameters", "reply parameters")
    if reply is None:
        if not (old := parameters.number("reply_to_message_id")):
            return None
        reply = {
            "message_id": old,
            "allow_sending_without_reply": parameters.flag("allow_sending_without_reply"),
        }
    if not isinstance(reply, dict):
        raise bad_request("Object expected as reply parameters")
    if not reply:
        return None
    if not isinstance(reply.get("message_id"), int):
        raise bad_request('Can\'t find field "message_id"')
    other = reply.get("chat_id")
    source = world.find(str(other)) if other else chat
    if source is None:
        raise bad_request("chat not found")
    found = source.message(reply["message_id"])
    if found is None and not reply.get("allow_sending_without_reply"):
        raise bad_request("message to be replied not found")
    return found


def message_to_edit(world: World, parameters: Parameters) -> tuple[Chat, Message]:
    """The message of an edit; raises 400 and 403."""
    if parameters.text("inline_message_id"):
        raise bad_request("MESSAGE_ID_INVALID")
    if not parameters.text("chat_id") and not parameters.number("message_id"):
        raise bad_request("Message identifier is not specified")
    chat = chat_to_write(world, parameters)
    message = chat.message(parameters.number("message_id"))
    if message is None:
        raise bad_request("message to edit not found")
    may_edit_all = chat.type == "channel" and world.bot_member(chat).may("can_edit_messages")
    if not message.by_bot and not may_edit_all:
        raise bad_request("message can't be edited")
    return chat, message


def message_to_delete(world: World, parameters: Parameters, now: float) -> tuple[Chat, Message]:
    """The message of a deletion; raises 400 and 403."""
    if not parameters.text("chat_id"):
        raise bad_request("Chat identifier is not specified")
    if not parameters.number("message_id"):
        raise bad_request("Message identifier is not specified")
    chat = chat_to_write(world, parameters)
    message = chat.message(parameters.number("message_id"))
    if message is None:
        raise bad_request("message to delete not found")
    if refusal := _deletion_refused(world, chat, message, now):
        raise refusal
    return chat, message


def _deletion_refused(world: World, chat: Chat, message: Message, now: float) -> Refusal | None:
    admin = world.bot_member(chat)
    if chat.type != "private" and admin.may("can_delete_messages"):
        return None
    if chat.type == "channel" and not (message.by_bot and admin.may("can_post_messages")):
        return bad_request("message can't be deleted")
    if chat.is_group and not message.by_bot:
        return bad_request("message can't be deleted")
    if now - message.shape["date"] > DELETION_WINDOW:
        return bad_request("message can't be deleted for everyone")
    return None
