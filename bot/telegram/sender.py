"""One delivery to Telegram as one request, and its answer as an Outcome; retries are decided elsewhere."""

import re
import ssl
from datetime import timedelta
from functools import cache

import httpx
from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputFile,
    LinkPreviewOptions,
    ReplyParameters,
)
from telegram.constants import ParseMode
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)
from telegram.request import HTTPXRequest

from bot.alerts.foreign import clip, utf16
from bot.alerts.markup import MOST_UNITS, plain_text
from bot.alerts.outbox import (
    Migrated,
    NotModified,
    Outcome,
    RefusalKind,
    Refused,
    Sent,
    Throttled,
    Uncertain,
    Unreached,
)
from bot.model import Button, Delivery, DeliveryKind, Message, TextFile

#: Above this many open connections the client's own bookkeeping halves its speed.
_CONNECTIONS = 32
#: Telegram may take long to answer a send it has accepted; a short wait would make it uncertain.
_READ_TIMEOUT = 25.0
#: How long one getUpdates is held open, in seconds; Telegram caps it at 50.
POLL_HOLD = 25
#: getUpdates is given up so many seconds after that: the connection has died without a word.
_POLL_GRACE = 10.0
#: A longer address does not help anybody as text.
_LONGEST_URL = 1000

#: Telegram's words of a 400 or 403, first match wins. Unlisted ones are RefusalKind.OTHER.
_REFUSALS: tuple[tuple[str, RefusalKind], ...] = (
    ("blocked by the user", RefusalKind.BLOCKED),
    ("user is deactivated", RefusalKind.DEACTIVATED),
    ("bot was kicked", RefusalKind.KICKED),
    ("not a member", RefusalKind.KICKED),
    ("channel_private", RefusalKind.KICKED),
    ("group chat was deleted", RefusalKind.CHAT_DELETED),
    ("group chat was deactivated", RefusalKind.CHAT_DELETED),
    ("can't initiate conversation", RefusalKind.BLOCKED),
    ("can't send messages to the user", RefusalKind.TRANSIENT),
    ("user not found", RefusalKind.TRANSIENT),
    ("chat not found", RefusalKind.CHAT_NOT_FOUND),
    ("peer_id_invalid", RefusalKind.CHAT_NOT_FOUND),
    ("message thread not found", RefusalKind.TOPIC_GONE),
    ("topic_id_invalid", RefusalKind.TOPIC_GONE),
    ("topic_closed", RefusalKind.TOPIC_GONE),
    ("topic_deleted", RefusalKind.TOPIC_GONE),
    # A chat that takes no photos, or a photo that cannot be one: the words go out alone.
    ("rights to send photos", RefusalKind.BAD_MARKUP),
    ("chat_send_photos_forbidden", RefusalKind.BAD_MARKUP),
    ("chat_send_media_forbidden", RefusalKind.BAD_MARKUP),
    ("photo_invalid_dimensions", RefusalKind.BAD_MARKUP),
    ("photo_save_file_invalid", RefusalKind.BAD_MARKUP),
    ("image_process_failed", RefusalKind.BAD_MARKUP),
    ("caption is too long", RefusalKind.BAD_MARKUP),
    ("not enough rights", RefusalKind.NO_RIGHTS),
    ("have no rights", RefusalKind.NO_RIGHTS),
    ("need administrator rights", RefusalKind.NO_RIGHTS),
    ("chat_write_forbidden", RefusalKind.NO_RIGHTS),
    ("chat_send_plain_forbidden", RefusalKind.NO_RIGHTS),
    ("chat_admin_required", RefusalKind.NO_RIGHTS),
    ("can't parse entities", RefusalKind.BAD_MARKUP),
    ("can't parse inline keyboard", RefusalKind.BAD_MARKUP),
    ("inline keyboard button", RefusalKind.BAD_MARKUP),
    ("button_url_invalid", RefusalKind.BAD_MARKUP),
    ("button_data_invalid", RefusalKind.BAD_MARKUP),
    ("reply markup is too long", RefusalKind.BAD_MARKUP),
    ("reply_markup_too_long", RefusalKind.BAD_MARKUP),
    ("entities_too_long", RefusalKind.BAD_MARKUP),
    ("message is too long", RefusalKind.BAD_MARKUP),
    ("text is too long", RefusalKind.BAD_MARKUP),
    ("message_too_long", RefusalKind.BAD_MARKUP),
    ("webpage_url_invalid", RefusalKind.BAD_MARKUP),
    ("message to edit not found", RefusalKind.TARGET_GONE),
    ("message can't be edited", RefusalKind.TARGET_GONE),
    ("message_id_invalid", RefusalKind.TARGET_GONE),
    ("message_edit_time_expired", RefusalKind.TARGET_GONE),
    ("message to be replied not found", RefusalKind.TARGET_GONE),
    ("replied message not found", RefusalKind.TARGET_GONE),
)


class TokenRefusedError(Exception):
    """Telegram does not know this bot token: the process cannot go on."""


def open_bot(token: str, api_url: str, proxy: str | None = None) -> Bot:
    """A python-telegram-bot Bot with separate connections for sending and for getUpdates; not yet initialised."""
    return Bot(
        token,
        base_url=f"{api_url}/bot",
        base_file_url=f"{api_url}/file/bot",
        request=HTTPXRequest(
            connection_pool_size=_CONNECTIONS,
            read_timeout=_READ_TIMEOUT,
            write_timeout=15,
            connect_timeout=10,
            pool_timeout=10,
            proxy=proxy,
            httpx_kwargs={"verify": _tls()},
        ),
        get_updates_request=HTTPXRequest(
            # python-telegram-bot adds the hold to it.
            connection_pool_size=2,
            read_timeout=_POLL_GRACE,
            connect_timeout=10,
            proxy=proxy,
            httpx_kwargs={"verify": _tls()},
        ),
    )


@cache
def _tls() -> ssl.SSLContext:
    """Made once for both kinds of connections: reading the certificates takes 30 ms and 1 MB."""
    return httpx.create_ssl_context()


class Sender:
    """Sends, edits and replies; one call is one request."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def deliver(self, delivery: Delivery, message: Message, *, plain: bool = False) -> Outcome:
        """Make the request that a delivery stands for.

        Args:
            delivery: where to, and the message to edit or reply to.
            message: what to say.
            plain: send without markup, buttons and preview, after Telegram could not take them.

        Returns:
            What Telegram said, as a value; never raises for what Telegram or the network does.
        """
        try:
            if delivery.target is not None and delivery.kind in (DeliveryKind.EDIT, DeliveryKind.ANSWER):
                return await self._edit(delivery, message, plain=plain)
            return await self._send(delivery, message, plain=plain)
        except TelegramError as error:
            outcome = outcome_of(error)
        if isinstance(outcome, Uncertain) and outcome.gateway and not await self._answers():
            # A Telegram that does not even say who the bot is has taken no message: an outage is waited out.
            return Unreached(outcome.detail)
        return outcome

    async def administrators(self, chat: int) -> frozenset[int]:
        """User ids of the people who administer a group or channel; empty where Telegram does not tell."""
        try:
            found = await self._bot.get_chat_administrators(chat)
        except TelegramError:
            return frozenset()
        return frozenset(one.user.id for one in found if not one.user.is_bot)

    async def _answers(self) -> bool:
        """Whether Telegram answers a request that changes nothing."""
        try:
            await self._bot.get_me()
        except NetworkError:
            return False
        except TelegramError:
            return True
        return True

    async def _send(self, delivery: Delivery, message: Message, *, plain: bool) -> Outcome:
        if message.document is not None:
            return await self._send_document(delivery, message, message.document, plain=plain)
        if message.photo and not plain:
            return await self._photo(delivery, message)
        # An update answers its alert, an alert the one that it goes on from.
        reply = delivery.target is not None and delivery.kind in (DeliveryKind.UPDATE, DeliveryKind.FIRST)
        sent = await self._bot.send_message(
            chat_id=delivery.chat,
            text=_text(message, plain=plain),
            parse_mode=None if plain else ParseMode.HTML,
            message_thread_id=delivery.thread or None,
            disable_notification=delivery.silent,
            link_preview_options=_preview(message, plain=plain),
            reply_markup=_keyboard(message, plain=plain),
            # Where that message is gone this one stands for itself.
            reply_parameters=ReplyParameters(delivery.target or 0, allow_sending_without_reply=True)
            if reply
            else None,
        )
        return Sent(sent.message_id)

    async def _send_document(
        self, delivery: Delivery, message: Message, file: TextFile, *, plain: bool
    ) -> Outcome:
        sent = await self._bot.send_document(
            chat_id=delivery.chat,
            document=InputFile(file.text.encode(), filename=file.name),
            caption=_text(message, plain=plain),
            parse_mode=None if plain else ParseMode.HTML,
            message_thread_id=delivery.thread or None,
            disable_notification=delivery.silent,
            reply_markup=_keyboard(message, plain=plain),
        )
        return Sent(sent.message_id)

    async def _photo(self, delivery: Delivery, message: Message) -> Outcome:
        sent = await self._bot.send_photo(
            chat_id=delivery.chat,
            photo=InputFile(message.photo, filename="khabar.png"),
            caption=message.html,
            parse_mode=ParseMode.HTML,
            message_thread_id=delivery.thread or None,
            disable_notification=delivery.silent,
            reply_markup=_keyboard(message, plain=False),
        )
        return Sent(sent.message_id)

    async def _edit(self, delivery: Delivery, message: Message, *, plain: bool) -> Outcome:
        target = delivery.target or 0
        await self._bot.edit_message_text(
            chat_id=delivery.chat,
            message_id=target,
            text=_text(message, plain=plain),
            parse_mode=None if plain else ParseMode.HTML,
            link_preview_options=_preview(message, plain=plain),
            reply_markup=_keyboard(message, plain=plain),
        )
        return Sent(target)


def _is_gateway(detail: str) -> bool:
    """Whether a gateway answered in Telegram's place (a 5xx page)."""
    return "bad gateway" in detail.lower() or re.search(r"\(5\d\d\)", detail) is not None


def outcome_of(error: TelegramError) -> Outcome:
    """What an exception of python-telegram-bot says about the request.

    `BadRequest` and `TimedOut` are subclasses of `NetworkError`, so the order matters. A connection that was
    never made was not accepted; anything that broke later may have been. A token that is refused reaches nobody,
    and the chat role, which asks for updates all the time, ends the process for it.
    """
    detail = str(error)
    if isinstance(error, InvalidToken):
        return Unreached("Telegram refuses the bot token")
    if isinstance(error, RetryAfter):
        wait = error.retry_after
        return Throttled(wait if isinstance(wait, timedelta) else timedelta(seconds=int(wait)))
    if isinstance(error, ChatMigrated):
        return Migrated(error.new_chat_id)
    if isinstance(error, BadRequest) and "message is not modified" in detail.lower():
        return NotModified()
    if isinstance(error, BadRequest | Forbidden):
        return Refused(_refusal(detail), detail)
    cause = error.__cause__
    if isinstance(error, TimedOut):
        unsent = (
            isinstance(cause, httpx.ConnectTimeout | httpx.PoolTimeout) or "pool timeout" in detail.lower()
        )
        return Unreached(detail) if unsent else Uncertain(detail)
    if isinstance(error, NetworkError) and isinstance(cause, httpx.ConnectError | httpx.ProxyError):
        return Unreached(detail)
    return Uncertain(detail, gateway=_is_gateway(detail))


def _refusal(detail: str) -> RefusalKind:
    lowered = detail.lower()
    return next((kind for words, kind in _REFUSALS if words in lowered), RefusalKind.OTHER)


def _text(message: Message, *, plain: bool) -> str:
    if not plain:
        return message.html
    # Without tags and buttons an address can only stand as text; Telegram makes it a link by itself.
    urls = [button.url for row in message.buttons for button in row if button.url]
    foot = "".join(f"\n{url}" for url in urls if len(url) <= _LONGEST_URL)
    return clip(plain_text(message.html), MOST_UNITS - utf16(foot)) + foot


def _preview(message: Message, *, plain: bool) -> LinkPreviewOptions:
    if plain or not message.preview:
        return LinkPreviewOptions(is_disabled=True)
    return LinkPreviewOptions(url=message.preview, prefer_small_media=True)


def _keyboard(message: Message, *, plain: bool) -> InlineKeyboardMarkup | None:
    if plain or not message.buttons:
        return None
    return InlineKeyboardMarkup([[_button(button) for button in row] for row in message.buttons])


def _button(button: Button) -> InlineKeyboardButton:
    if button.url:
        return InlineKeyboardButton(button.text, url=button.url)
    return InlineKeyboardButton(button.text, callback_data=button.data)
