"""The Bot API methods that change what a chat sees: send, edit, delete, and answers to buttons."""

import copy
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.emulator import access
from tests.emulator.cleaning import utf16
from tests.emulator.clock import Clock
from tests.emulator.errors import NOT_MODIFIED, QUERY_TOO_OLD, bad_request
from tests.emulator.keyboards import reply_markup
from tests.emulator.limits import Limits
from tests.emulator.parameters import Parameters, Upload
from tests.emulator.photos import check_photo
from tests.emulator.texts import formatted_text, plain
from tests.emulator.world import Chat, Message, Shape, World

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
CALLBACK_TEXT_LIMIT = 200
#: Telegram documents no figure; people report "query is too old" after some minutes.
CALLBACK_LIFETIME = 15 * 60
INLINE_LIMIT = 50
INLINE_LIFETIME = 60


@dataclass(slots=True)
class Pressed:
    """A callback query, and what the bot answered."""

    id: str
    user: int
    chat: int
    message: int
    data: str
    at: float
    answered: bool = False
    text: str = ""
    show_alert: bool = False
    url: str = ""


@dataclass(slots=True)
class Asked:
    """An inline query, and the bot's results."""

    id: str
    user: int
    query: str
    at: float
    answered: bool = False
    results: list[dict[str, Any]] = field(default_factory=list)


@dataclass(slots=True)
class Sending:
    """The sending methods over a world."""

    world: World
    clock: Clock
    limits: Limits
    presses: dict[str, Pressed] = field(default_factory=dict)
    #: Inline queries by id.
    queries: dict[str, Asked] = field(default_factory=dict)
    #: Contents by file id.
    files: dict[str, Upload] = field(default_factory=dict)

    def methods(self) -> dict[str, Callable[[Parameters], Any]]:
        """By lower-case name."""
        return {
            "sendmessage": self.send_message,
            "sendphoto": self.send_photo,
            "senddocument": self.send_document,
            "editmessagetext": self.edit_text,
            "editmessagecaption": self.edit_caption,
            "editmessagereplymarkup": self.edit_markup,
            "deletemessage": self.delete_message,
            "answercallbackquery": self.answer_callback,
            "answerinlinequery": self.answer_inline,
            "sendchataction": self.send_chat_action,
        }

    # --- new messages ---------------------------------------------------------------------------------

    def send_message(self, parameters: Parameters) -> Shape:
        """sendMessage."""
        content = self._text_content(parameters, "message is too long")
        return self._send(parameters, content, "text messages", "can_send_messages")

    def send_photo(self, parameters: Parameters) -> Shape:
        """sendPhoto: an upload, a file id or an address (which is not fetched)."""
        file_id, upload = self._file(parameters, "photo")
        sizes = [(90, 60), (320, 213), (1280, 853)]
        photo = [
            self._file_shape(file_id, upload) | {"width": width, "height": height} for width, height in sizes
        ]
        content = {"photo": photo, **self._caption(parameters)}
        return self._send(parameters, content, "photos", "can_send_photos", photo=upload)

    def send_document(self, parameters: Parameters) -> Shape:
        """sendDocument: an upload, a file id or an address (which is not fetched)."""
        file_id, upload = self._file(parameters, "document")
        document = self._file_shape(file_id, upload) | {
            "file_name": upload.name,
            "mime_type": upload.mime_type,
        }
        content = {"document": document, **self._caption(parameters)}
        return self._send(parameters, content, "documents", "can_send_documents")

    def _send(
        self, parameters: Parameters, content: Shape, what: str, right: str, *, photo: Upload | None = None
    ) -> Shape:
        markup = reply_markup(parameters)
        chat = access.chat_to_write(self.world, parameters)
        thread = access.topic_to_write(self.world, chat, parameters.number("message_thread_id"))
        reply = access.message_replied_to(self.world, parameters, chat)
        access.check_posting(self.world, chat, what, right)
        if photo is not None:
            check_photo(photo)
        self._spend(chat)
        if reply is not None and reply.chat == chat.id and not thread:
            thread = reply.thread
        shape = {**self._author(chat), **content}
        if reply is not None:
            shape["reply_to_message"] = without_reply(reply)
        elif thread:
            shape["reply_to_message"] = without_reply(chat.messages[thread])
        if markup and "inline_keyboard" in markup:
            shape["reply_markup"] = markup
        if parameters.flag("protect_content"):
            shape["has_protected_content"] = True
        message = self.world.add(chat, shape, date=self.clock.now(), thread=thread)
        message.by_bot = True
        message.silent = parameters.flag("disable_notification")
        return message.shape

    def _author(self, chat: Chat) -> Shape:
        if chat.type == "channel":
            return {"sender_chat": chat.shape()}
        return {"from": self.world.bot.shape()}

    def _spend(self, chat: Chat) -> None:
        self.limits.spend(chat.id, is_group=chat.type != "private")

    def _text_content(self, parameters: Parameters, too_long: str) -> Shape:
        if not parameters.text("text"):
            raise bad_request("Message text is empty")
        text, entities = formatted_text(parameters, "text", "entities")
        if not text:
            raise bad_request("Text must be non-empty")
        if utf16(text) > TEXT_LIMIT:
            raise bad_request(too_long)
        content: Shape = {"text": text}
        if entities:
            content["entities"] = entities
        preview = parameters.json("link_preview_options", "link preview options")
        if preview is None and parameters.flag("disable_web_page_preview"):
            preview = {"is_disabled": True}
        if preview:
            content["link_preview_options"] = preview
        return content

    def _caption(self, parameters: Parameters) -> Shape:
        text, entities = formatted_text(parameters, "caption", "caption_entities")
        if utf16(text) > CAPTION_LIMIT:
            raise bad_request("Message caption is too long")
        content: Shape = {"caption": text} if text else {}
        return {**content, "caption_entities": entities} if entities else content

    def _file(self, parameters: Parameters, name: str) -> tuple[str, Upload]:
        upload, value = parameters.upload(name), parameters.text(name)
        if upload is None and value in self.files:
            return value, self.files[value]
        if upload is None and value.startswith(("http://", "https://")):
            upload = Upload(value.rsplit("/", 1)[-1], "application/octet-stream", b"")
        elif upload is None and value:
            raise bad_request("Wrong file identifier/HTTP URL specified")
        elif upload is None:
            raise bad_request(f"There is no {name} in the request")
        elif not upload.data:
            raise bad_request("File must be non-empty")
        return self.keep(upload), upload

    def keep(self, upload: Upload) -> str:
        """Store a file; returns its id."""
        digest = hashlib.sha256(upload.data + upload.name.encode()).hexdigest()[:24]
        file_id = f"EMU{len(self.files)}_{digest}"
        self.files[file_id] = upload
        return file_id

    def _file_shape(self, file_id: str, upload: Upload) -> Shape:
        unique = file_id.partition("_")[2][:16]
        return {"file_id": file_id, "file_unique_id": unique, "file_size": len(upload.data)}

    # --- edits ----------------------------------------------------------------------------------------

    def edit_text(self, parameters: Parameters) -> Shape:
        """editMessageText."""
        # The server itself judges the length of an edit, and answers in its own words.
        content = self._text_content(parameters, "MESSAGE_TOO_LONG")
        chat, message = access.message_to_edit(self.world, parameters)
        if "text" not in message.shape:
            raise bad_request("There is no text in the message to edit")
        return self._edit(parameters, chat, message, content)

    def edit_caption(self, parameters: Parameters) -> Shape:
        """editMessageCaption."""
        content = self._caption(parameters)
        chat, message = access.message_to_edit(self.world, parameters)
        if "text" in message.shape:
            raise bad_request("There is no caption in the message to edit")
        return self._edit(parameters, chat, message, content)

    def edit_markup(self, parameters: Parameters) -> Shape:
        """editMessageReplyMarkup."""
        chat, message = access.message_to_edit(self.world, parameters)
        kept = ("text", "entities", "link_preview_options", "caption", "caption_entities")
        content = {name: message.shape[name] for name in kept if name in message.shape}
        return self._edit(parameters, chat, message, content)

    def _edit(self, parameters: Parameters, chat: Chat, message: Message, content: Shape) -> Shape:
        markup = reply_markup(parameters)
        if markup and "inline_keyboard" not in markup:
            raise bad_request("Inline keyboard expected")
        if markup:
            content["reply_markup"] = markup
        parts = (
            "text",
            "entities",
            "caption",
            "caption_entities",
            "reply_markup",
            "link_preview_options",
        )
        if all(plain(message.shape.get(part, [])) == plain(content.get(part, [])) for part in parts):
            raise bad_request(NOT_MODIFIED)
        self._spend(chat)
        for part in parts:
            message.shape.pop(part, None)
        message.shape |= content | {"edit_date": int(self.clock.now())}
        message.edits += 1
        return message.shape

    # --- the rest -------------------------------------------------------------------------------------

    def delete_message(self, parameters: Parameters) -> bool:
        """deleteMessage."""
        _, message = access.message_to_delete(self.world, parameters, self.clock.now())
        message.deleted = True
        return True

    def answer_callback(self, parameters: Parameters) -> bool:
        """answerCallbackQuery: once for each query, and soon."""
        pressed = self.presses.get(parameters.text("callback_query_id"))
        if pressed is None or pressed.answered or self.clock.now() - pressed.at > CALLBACK_LIFETIME:
            raise bad_request(QUERY_TOO_OLD)
        if utf16(parameters.text("text")) > CALLBACK_TEXT_LIMIT:
            raise bad_request("MESSAGE_TOO_LONG")
        if (url := parameters.text("url")) and not url.startswith(
            (f"https://t.me/{self.world.bot.username}", "tg://")
        ):
            raise bad_request("URL_INVALID")
        pressed.answered = True
        pressed.text = parameters.text("text")
        pressed.show_alert = parameters.flag("show_alert")
        pressed.url = url
        return True

    def answer_inline(self, parameters: Parameters) -> bool:
        """answerInlineQuery: once for each query, at most 50 results with ids of their own."""
        asked = self.queries.get(parameters.text("inline_query_id"))
        if asked is None or asked.answered or self.clock.now() - asked.at > INLINE_LIFETIME:
            raise bad_request(QUERY_TOO_OLD)
        results = parameters.json("results", "inline query results")
        if not isinstance(results, list):
            raise bad_request("Expected an Array of inline query results")
        if len(results) > INLINE_LIMIT:
            raise bad_request("Too many inline query results specified")
        ids = [str(result.get("id", "")) for result in results]
        if not all(1 <= len(name.encode()) <= 64 for name in ids):
            raise bad_request("RESULT_ID_INVALID")
        if len(set(ids)) < len(ids):
            raise bad_request("RESULT_ID_DUPLICATE")
        asked.answered, asked.results = True, results
        return True

    def send_chat_action(self, parameters: Parameters) -> bool:
        """sendChatAction."""
        if parameters.text("action") not in CHAT_ACTIONS:
            raise bad_request("Wrong parameter action in request")
        access.chat_to_write(self.world, parameters)
        return True


CHAT_ACTIONS = (
    "typing",
    "upload_photo",
    "record_video",
    "upload_video",
    "record_voice",
    "upload_voice",
    "upload_document",
    "choose_sticker",
    "find_location",
    "record_video_note",
    "upload_video_note",
)


def without_reply(message: Message) -> Shape:
    """A message as another one quotes it: its own reply is left out."""
    shape = copy.deepcopy(message.shape)
    shape.pop("reply_to_message", None)
    return shape
