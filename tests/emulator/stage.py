"""What people do on the emulated Telegram: write, press, block, kick, migrate. Each act yields the updates it yields
there; arguments and results are plain, so that the same acts work over HTTP (`control.py`).

Chats and their members are set up in `places.py`.
"""

import base64
import itertools
from typing import Any

from tests.emulator.cleaning import Entity
from tests.emulator.inbox import Inbox
from tests.emulator.parameters import Upload
from tests.emulator.places import Places
from tests.emulator.sending import Asked, Pressed, Sending, without_reply
from tests.emulator.texts import found_entities
from tests.emulator.world import ANONYMOUS, Chat, Message, Shape, User, World


class Stage(Places):
    """Acts of people; ids are Telegram's."""

    def __init__(self, world: World, inbox: Inbox, sending: Sending, *, privacy: bool = True) -> None:
        super().__init__(world, inbox, sending.clock)
        self.sending = sending
        self.privacy = privacy
        self._press_ids = itertools.count(4_382_000_000_000_000_001)

    # --- messages ---------------------------------------------------------------------------------------

    def say(
        self,
        user: int,
        text: str,
        chat: int = 0,
        *,
        thread: int = 0,
        reply_to: int = 0,
        anonymous: bool = False,
        forwarded_from: str = "",
    ) -> int:
        """A user writes, by default to the bot; in a channel it is a post. Returns the message id.

        `forwarded_from` names a hidden user whose message is forwarded. An anonymous administrator writes in the
        group's name.
        """
        place = self._place(user, chat)
        shape: Shape = {"text": text}
        if entities := found_entities(text, []):
            shape["entities"] = entities
        if forwarded_from:
            origin: Shape = {"type": "hidden_user", "sender_user_name": forwarded_from}
            shape["forward_origin"] = origin | {"date": int(self.clock.now())}
        return self._post(place, user, shape, thread, reply_to, anonymous).id

    def send_file(
        self,
        user: int,
        name: str,
        data: str,
        chat: int = 0,
        *,
        mime_type: str = "application/octet-stream",
        caption: str = "",
        thread: int = 0,
    ) -> int:
        """A user sends a document; `data` is base64. Returns the message id."""
        upload = Upload(name, mime_type, base64.b64decode(data))
        file_id = self.sending.keep(upload)
        document: Shape = {
            "file_id": file_id,
            "file_unique_id": file_id.partition("_")[2][:16],
            "file_name": name,
        }
        document |= {"mime_type": mime_type, "file_size": len(upload.data)}
        shape: Shape = {"document": document}
        if caption:
            shape["caption"] = caption
            if entities := found_entities(caption, []):
                shape["caption_entities"] = entities
        return self._post(self._place(user, chat), user, shape, thread, 0, anonymous=False).id

    def edit(self, chat: int, message: int, text: str) -> None:
        """The author edits a message."""
        edited = self._message(chat, message)
        edited.shape |= {"text": text, "edit_date": int(self.clock.now())}
        edited.shape.pop("entities", None)
        if entities := found_entities(text, []):
            edited.shape["entities"] = entities
        edited.edits += 1
        place = self._chat(chat)
        if self._is_heard(place, edited):
            self.inbox.put(
                "edited_channel_post" if place.type == "channel" else "edited_message", edited.shape
            )

    def delete(self, chat: int, message: int) -> None:
        """Somebody deletes a message; bots are not told."""
        self._message(chat, message).deleted = True

    def _post(
        self, chat: Chat, user: int, shape: Shape, thread: int, reply_to: int, anonymous: bool
    ) -> Message:
        """Put a person's message into a chat and tell the bot if it may hear it."""
        author = self._user(user)
        if chat.type == "private":
            self._restart(author)
        shape = self._signed(chat, author, anonymous) | shape
        if reply_to:
            shape["reply_to_message"] = without_reply(self._message(chat.id, reply_to))
        elif thread:
            shape["reply_to_message"] = without_reply(chat.messages[thread])
        message = self.world.add(chat, shape, date=self.clock.now(), thread=thread)
        if self._is_heard(chat, message):
            self.inbox.put("channel_post" if chat.type == "channel" else "message", message.shape)
        return message

    def _signed(self, chat: Chat, author: User, anonymous: bool) -> Shape:
        if chat.type == "channel":
            return {"sender_chat": chat.shape()}
        member = chat.members.get(author.id)
        if anonymous or (member is not None and member.anonymous and member.is_admin):
            return {"from": self.world.users[ANONYMOUS].shape(), "sender_chat": chat.shape()}
        return {"from": author.shape()}

    def _restart(self, user: User) -> None:
        """Writing to a bot starts it, and unblocks it where it was blocked."""
        if user.blocked:
            self.unblock(user.id)
        user.started = True

    def _is_heard(self, chat: Chat, message: Message) -> bool:
        """Whether the bot gets a message: with privacy mode, of a group only commands and replies to itself."""
        if chat.type == "private":
            return True
        bot = self.world.bot_member(chat)
        if chat.type == "channel" or not bot.is_inside:
            return bot.is_admin
        if bot.is_admin or not self.privacy:
            return True
        reply = message.shape.get("reply_to_message", {})
        if reply.get("from", {}).get("id") == self.world.bot.id:
            return True
        return self._names_bot(message.shape)

    def _names_bot(self, shape: Shape) -> bool:
        text = shape.get("text") or shape.get("caption") or ""
        entities: list[Entity] = shape.get("entities") or shape.get("caption_entities") or []
        for entity in entities:
            if entity["type"] == "bot_command":
                units = text.encode("utf-16-le")[2 * entity["offset"] :][: 2 * entity["length"]]
                _, _, addressee = units.decode("utf-16-le").partition("@")
                return not addressee or addressee.lower() == self.world.bot.username.lower()
        return f"@{self.world.bot.username}".lower() in text.lower()

    # --- buttons ----------------------------------------------------------------------------------------

    def press(self, user: int, chat: int, message: int, data: str, *, forged: bool = False) -> str:
        """A user presses the button with this data (or this text); returns the callback query's id.

        A forged press sends data that no button has. Raises LookupError where there is no such button.
        """
        pressed = self._message(chat, message)
        if not forged:
            data = _button_data(pressed, data)
        query = Pressed(str(next(self._press_ids)), user, chat, message, data, self.clock.now())
        self.sending.presses[query.id] = query
        person = self._user(user)
        content: Shape = {"id": query.id, "from": person.shape(), "message": pressed.shape}
        content |= {"chat_instance": str(abs(chat) * 7919), "data": data}
        self.inbox.put("callback_query", content)
        return query.id

    def answers(self) -> list[dict[str, Any]]:
        """All presses with the bot's answers, in order."""
        names = ("id", "user", "chat", "message", "data", "answered", "text", "show_alert", "url")
        return [{name: getattr(press, name) for name in names} for press in self.sending.presses.values()]

    def ask_inline(self, user: int, query: str, *, offset: str = "") -> str:
        """A user types "@bot query" in some chat; returns the inline query's id."""
        asked = Asked(str(next(self._press_ids)), user, query, self.clock.now())
        self.sending.queries[asked.id] = asked
        content = {"id": asked.id, "from": self._user(user).shape(), "query": query, "offset": offset}
        self.inbox.put("inline_query", content | {"chat_type": "private"})
        return asked.id

    def inline_results(self, query_id: str) -> list[dict[str, Any]]:
        """What the bot answered to an inline query; empty while it did not."""
        return self.sending.queries[query_id].results


def _button_data(message: Message, wanted: str) -> str:
    rows = message.shape.get("reply_markup", {}).get("inline_keyboard", [])
    buttons = [button for row in rows for button in row if "callback_data" in button]
    for button in buttons:
        if wanted in (button["callback_data"], button["text"]):
            return str(button["callback_data"])
    raise LookupError(f"no button {wanted!r} under message {message.id}; there are {buttons}")
