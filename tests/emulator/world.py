"""The nouns of the emulated Telegram: users, chats with members and topics, messages; and their Bot API shapes.

What a bot may do with them is decided in `access.py`, what people do in `stage.py`.
"""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

Shape = dict[str, Any]

ADMIN_RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_send_welcome_messages",
)
CHANNEL_RIGHTS = ("can_post_messages", "can_edit_messages", "can_manage_direct_messages")
GROUP_RIGHTS = ("can_pin_messages", "can_manage_topics")
SEND_RIGHTS = (
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_react_to_messages",
    "can_edit_tag",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
)
#: The user in whose name anonymous admins write.
ANONYMOUS = 1087968824
GENERAL_TOPIC = 1


@dataclass(slots=True)
class User:
    """A person or a bot."""

    id: int
    first_name: str
    username: str = ""
    language_code: str = ""
    is_bot: bool = False
    #: Whether the bot may write first.
    started: bool = False
    blocked: bool = False
    deactivated: bool = False

    def shape(self) -> Shape:
        """The User object."""
        shape: Shape = {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name}
        if self.username:
            shape["username"] = self.username
        if self.language_code:
            shape["language_code"] = self.language_code
        return shape


@dataclass(slots=True)
class Member:
    """A user's place in a chat; `rights` are those of an administrator or of a restricted member."""

    user: User
    #: creator, administrator, member, restricted, left or kicked.
    status: str = "member"
    rights: dict[str, bool] = field(default_factory=dict)
    anonymous: bool = False

    @property
    def is_inside(self) -> bool:
        """Whether the user is in the chat."""
        return self.status not in ("left", "kicked")

    @property
    def is_admin(self) -> bool:
        """Whether the user administers the chat."""
        return self.status in ("creator", "administrator")

    def may(self, right: str) -> bool:
        """Whether an administrator has a right."""
        return self.status == "creator" or (self.status == "administrator" and self.rights.get(right, False))

    def shape(self, chat_type: str) -> Shape:
        """The ChatMember object."""
        shape: Shape = {"user": self.user.shape(), "status": self.status}
        match self.status:
            case "creator":
                shape["is_anonymous"] = self.anonymous
            case "administrator":
                extra = CHANNEL_RIGHTS if chat_type == "channel" else GROUP_RIGHTS
                shape |= {right: self.rights.get(right, False) for right in (*ADMIN_RIGHTS, *extra)}
                shape |= {"can_be_edited": False, "is_anonymous": self.anonymous}
            case "restricted":
                shape |= {right: self.rights.get(right, False) for right in SEND_RIGHTS}
                shape |= {"is_member": True, "until_date": 0}
            case "kicked":
                shape["until_date"] = 0
        return shape


@dataclass(slots=True)
class Topic:
    """A forum topic; its id is the id of the message that opened it."""

    id: int
    name: str
    closed: bool = False
    deleted: bool = False


@dataclass(slots=True)
class Message:
    """A message as the chat sees it now."""

    chat: int
    id: int
    shape: Shape
    thread: int = 0
    by_bot: bool = False
    silent: bool = False
    deleted: bool = False
    edits: int = 0


@dataclass(slots=True)
class Chat:
    """A chat of any type."""

    id: int
    #: private, group, supergroup or channel.
    type: str
    title: str = ""
    username: str = ""
    is_forum: bool = False
    user: User | None = None
    members: dict[int, Member] = field(default_factory=dict)
    topics: dict[int, Topic] = field(default_factory=dict)
    messages: dict[int, Message] = field(default_factory=dict)
    upgraded_to: int = 0
    deleted: bool = False
    #: Message 1 is the chat's creation, and the General topic's id.
    ids: Iterator[int] = field(default_factory=lambda: itertools.count(2))

    @property
    def is_group(self) -> bool:
        """Whether people talk here (a group or a supergroup)."""
        return self.type in ("group", "supergroup")

    def shape(self) -> Shape:
        """The Chat object."""
        shape: Shape = {"id": self.id, "type": self.type}
        if self.user is not None:
            shape["first_name"] = self.user.first_name
            if self.user.username:
                shape["username"] = self.user.username
            return shape
        shape["title"] = self.title
        if self.username:
            shape["username"] = self.username
        if self.is_forum:
            shape["is_forum"] = True
        return shape

    def message(self, message_id: int) -> Message | None:
        """A message that is still there."""
        found = self.messages.get(message_id)
        return None if found is None or found.deleted else found


class World:
    """All users and chats, and the bot itself. Private chats and basic groups share one counter of message ids."""

    def __init__(self, bot: User) -> None:
        self.bot = bot
        anonymous = User(ANONYMOUS, "Group", "GroupAnonymousBot", is_bot=True)
        self.users: dict[int, User] = {bot.id: bot, ANONYMOUS: anonymous}
        self.chats: dict[int, Chat] = {}
        self.order: list[Message] = []
        self._common_ids = itertools.count(1)
        self._user_ids = itertools.count(1001)
        self._chat_ids = itertools.count(1)

    def new_user(self, user: User) -> User:
        """Add a user (id 0 takes the next one) with a private chat."""
        user.id = user.id or next(self._user_ids)
        self.users[user.id] = user
        self.chats[user.id] = Chat(user.id, "private", user=user, ids=self._common_ids)
        return user

    def new_chat(self, chat: Chat) -> Chat:
        """Add a chat (id 0 takes the next one of its type)."""
        number = next(self._chat_ids)
        if chat.type == "group":
            chat.id = chat.id or -number
            chat.ids = self._common_ids
        else:
            chat.id = chat.id or -1_000_000_000_000 - number
        self.chats[chat.id] = chat
        return chat

    def add(self, chat: Chat, shape: Shape, *, date: float, thread: int = 0) -> Message:
        """Put a message into a chat: id, date and chat are filled in."""
        message_id = next(chat.ids)
        base: Shape = {"message_id": message_id, "date": int(date), "chat": chat.shape()}
        if thread:
            base |= {"message_thread_id": thread, "is_topic_message": True}
        message = Message(chat.id, message_id, base | shape, thread=thread)
        chat.messages[message_id] = message
        self.order.append(message)
        return message

    def bot_member(self, chat: Chat) -> Member:
        """The bot's place in a chat."""
        return chat.members.get(self.bot.id) or Member(self.bot, "left")

    def find(self, chat_id: str) -> Chat | None:
        """A chat by its id or @username."""
        if chat_id.startswith("@"):
            name = chat_id[1:].lower()
            public = (chat for chat in self.chats.values() if chat.type != "private")
            return next((chat for chat in public if chat.username.lower() == name), None)
        try:
            return self.chats.get(int(chat_id))
        except ValueError:
            return None
