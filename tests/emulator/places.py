"""Who is where on the emulated Telegram: creating chats, moving members and the bot in and out, topics, migration."""

from tests.emulator.clock import Clock
from tests.emulator.inbox import Inbox
from tests.emulator.world import (
    ADMIN_RIGHTS,
    CHANNEL_RIGHTS,
    GENERAL_TOPIC,
    GROUP_RIGHTS,
    Chat,
    Member,
    Message,
    Shape,
    Topic,
    User,
    World,
)

ALL_RIGHTS = dict.fromkeys((*ADMIN_RIGHTS, *CHANNEL_RIGHTS, *GROUP_RIGHTS), True)


class Places:
    """Chats and memberships."""

    def __init__(self, world: World, inbox: Inbox, clock: Clock) -> None:
        self.world = world
        self.inbox = inbox
        self.clock = clock

    # --- creating ---------------------------------------------------------------------------------------

    def user(
        self,
        first_name: str = "Ada",
        *,
        language_code: str = "en",
        username: str = "",
        id: int = 0,  # noqa: A002 -- the Bot API's word
        started: bool = False,
    ) -> int:
        """A person; returns the id, which is also that of the private chat.

        The bot may write there only after the person did, or with `started`.
        """
        user = User(id, first_name, username, language_code, started=started)
        return self.world.new_user(user).id

    def crowd(self, count: int, *, language_code: str = "en") -> list[int]:
        """Many people who have started the bot; returns their ids."""
        return [self.user(f"User {n}", language_code=language_code, started=True) for n in range(count)]

    def group(self, title: str, creator: int, *, bot: str = "member") -> int:
        """A basic group; `bot` is the bot's status in it (left, member, administrator)."""
        return self._create(Chat(0, "group", title), creator, bot)

    def supergroup(
        self, title: str, creator: int, *, bot: str = "member", forum: bool = False, username: str = ""
    ) -> int:
        """A supergroup, with topics if it is a forum."""
        chat = Chat(0, "supergroup", title, username, is_forum=forum)
        if forum:
            chat.topics[GENERAL_TOPIC] = Topic(GENERAL_TOPIC, "General")
        return self._create(chat, creator, bot)

    def channel(self, title: str, creator: int, *, bot: str = "administrator", username: str = "") -> int:
        """A channel."""
        return self._create(Chat(0, "channel", title, username), creator, bot)

    def _create(self, chat: Chat, creator: int, bot: str) -> int:
        chat.members[creator] = Member(self._user(creator), "creator")
        if bot != "left":
            rights = dict(ALL_RIGHTS) if bot == "administrator" else {}
            chat.members[self.world.bot.id] = Member(self.world.bot, bot, rights)
        return self.world.new_chat(chat).id

    # --- members ----------------------------------------------------------------------------------------

    def set_member(
        self,
        chat: int,
        user: int,
        status: str = "member",
        *,
        rights: list[str] | None = None,
        anonymous: bool = False,
        by: int = 0,
    ) -> None:
        """Give a user a status (member, administrator, restricted, left, kicked); without `rights` an administrator
        has all. The bot hears of it by `chat_member` if it administers the chat and asked for that.
        """
        place, person = self._chat(chat), self._user(user)
        before = place.members.get(user) or Member(person, "left")
        granted = _rights(status, rights)
        after = place.members[user] = Member(person, status, granted, anonymous)
        if self.world.bot_member(place).is_admin:
            self.inbox.put("chat_member", self._changed(place, by or self._creator(place), before, after))

    def set_bot(self, chat: int, status: str, *, rights: list[str] | None = None, by: int = 0) -> None:
        """Give the bot a status: add it, promote it, restrict it, remove it (left) or kick it (kicked).

        It hears of it by `my_chat_member`; being added to a group, also by a service message.
        """
        place = self._chat(chat)
        before = self.world.bot_member(place)
        after = place.members[self.world.bot.id] = Member(self.world.bot, status, _rights(status, rights))
        actor = by or self._creator(place)
        self.inbox.put("my_chat_member", self._changed(place, actor, before, after))
        if place.is_group and after.is_inside and not before.is_inside:
            added = {"new_chat_members": [self.world.bot.shape()], "from": self._user(actor).shape()}
            self.inbox.put("message", self._service(place, added).shape)

    def block(self, user: int) -> None:
        """A user blocks the bot."""
        self._set_blocked(user, blocked=True)

    def unblock(self, user: int) -> None:
        """A user unblocks the bot."""
        self._set_blocked(user, blocked=False)

    def deactivate(self, user: int) -> None:
        """A user's account is deleted; bots are not told."""
        self._user(user).deactivated = True

    def _set_blocked(self, user: int, *, blocked: bool) -> None:
        person, chat = self._user(user), self._chat(user)
        person.blocked = blocked
        before, after = ("member", "kicked") if blocked else ("kicked", "member")
        bot = self.world.bot
        self.inbox.put("my_chat_member", self._changed(chat, user, Member(bot, before), Member(bot, after)))

    def _changed(self, chat: Chat, actor: int, before: Member, after: Member) -> Shape:
        return {
            "chat": chat.shape(),
            "from": self._user(actor).shape(),
            "date": int(self.clock.now()),
            "old_chat_member": before.shape(chat.type),
            "new_chat_member": after.shape(chat.type),
        }

    # --- topics -----------------------------------------------------------------------------------------

    def topic(self, chat: int, name: str, *, by: int = 0) -> int:
        """Open a topic in a forum; returns its id."""
        place = self._chat(chat)
        opened = {"forum_topic_created": {"name": name, "icon_color": 7322096}}
        message = self._service(place, opened | {"from": self._user(by or self._creator(place)).shape()})
        message.thread = message.id
        message.shape |= {"message_thread_id": message.id, "is_topic_message": True}
        place.topics[message.id] = Topic(message.id, name)
        self._tell(place, message)
        return message.id

    def close_topic(self, chat: int, topic: int, *, by: int = 0) -> None:
        """Close a topic: only those who manage topics can write to it."""
        self._toggle(chat, topic, by, closed=True)

    def reopen_topic(self, chat: int, topic: int, *, by: int = 0) -> None:
        """Open a closed topic again."""
        self._toggle(chat, topic, by, closed=False)

    def delete_topic(self, chat: int, topic: int) -> None:
        """Delete a topic with its messages; bots are not told."""
        place = self._chat(chat)
        place.topics[topic].deleted = True
        for message in place.messages.values():
            message.deleted |= message.thread == topic

    def _toggle(self, chat: int, topic: int, by: int, *, closed: bool) -> None:
        place = self._chat(chat)
        place.topics[topic].closed = closed
        act: Shape = {"forum_topic_closed" if closed else "forum_topic_reopened": {}}
        signed = act | {"from": self._user(by or self._creator(place)).shape()}
        message = self.world.add(
            place, signed, date=self.clock.now(), thread=0 if topic == GENERAL_TOPIC else topic
        )
        self._tell(place, message)

    # --- the fate of chats --------------------------------------------------------------------------------

    def migrate(self, group: int) -> int:
        """Turn a basic group into a supergroup; returns the new chat's id. Both chats get a service message."""
        old = self._chat(group)
        new = Chat(0, "supergroup", old.title, members=dict(old.members))
        old.upgraded_to = self.world.new_chat(new).id
        author = {"from": self._user(self._creator(old)).shape()}
        gone = self._service(old, author | {"migrate_to_chat_id": new.id})
        came = self._service(new, author | {"migrate_from_chat_id": old.id})
        self._tell(new, gone)
        self._tell(new, came)
        return new.id

    def delete_group(self, group: int) -> None:
        """The creator deletes a basic group."""
        self._chat(group).deleted = True

    # --- inside -----------------------------------------------------------------------------------------

    def _service(self, chat: Chat, shape: Shape) -> Message:
        return self.world.add(chat, shape, date=self.clock.now())

    def _tell(self, chat: Chat, message: Message) -> None:
        """Service messages reach every bot that is in the chat, whatever its privacy mode."""
        if self.world.bot_member(chat).is_inside:
            self.inbox.put("channel_post" if chat.type == "channel" else "message", message.shape)

    def _user(self, user: int) -> User:
        return self.world.users[user]

    def _chat(self, chat: int) -> Chat:
        return self.world.chats[chat]

    def _place(self, user: int, chat: int) -> Chat:
        return self._chat(chat or user)

    def _message(self, chat: int, message: int) -> Message:
        found = self._chat(chat).message(message)
        if found is None:
            raise LookupError(f"no message {message} in chat {chat}")
        return found

    def _creator(self, chat: Chat) -> int:
        return next(user for user, member in chat.members.items() if member.status == "creator")


def _rights(status: str, rights: list[str] | None) -> dict[str, bool]:
    if status == "administrator":
        return dict(ALL_RIGHTS) if rights is None else dict.fromkeys(rights, True)
    return dict.fromkeys(rights or (), True) if status == "restricted" else {}
