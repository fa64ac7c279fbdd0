"""What the bot may not do is refused in Telegram's words, as the exceptions that python-telegram-bot makes of them."""

from collections.abc import Callable

import pytest
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, ReplyParameters
from telegram.error import BadRequest, ChatMigrated, Forbidden

from tests.emulator import Emulator
from tests.emulator.judges import emulated


def _blocked(emulator: Emulator) -> int:
    ada = emulator.stage.user(started=True)
    emulator.stage.block(ada)
    return ada


def _deactivated(emulator: Emulator) -> int:
    ada = emulator.stage.user(started=True)
    emulator.stage.deactivate(ada)
    return ada


def _kicked(emulator: Emulator) -> int:
    group = emulator.stage.group("Desk", emulator.stage.user())
    emulator.stage.set_bot(group, "kicked")
    return group


def _kicked_from_supergroup(emulator: Emulator) -> int:
    group = emulator.stage.supergroup("Desk", emulator.stage.user())
    emulator.stage.set_bot(group, "kicked")
    return group


def _deleted_group(emulator: Emulator) -> int:
    group = emulator.stage.group("Desk", emulator.stage.user())
    emulator.stage.delete_group(group)
    return group


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (_blocked, "bot was blocked by the user"),
        (_deactivated, "user is deactivated"),
        (_kicked, "bot was kicked from the group chat"),
        (_kicked_from_supergroup, "bot was kicked from the supergroup chat"),
        (_deleted_group, "the group chat was deleted"),
        (lambda e: e.stage.user(), "bot can't initiate conversation with a user"),
        (
            lambda e: e.stage.channel("Wire", e.stage.user(), bot="left"),
            "bot is not a member of the channel chat",
        ),
    ],
)
async def test_forbidden(place: Callable[[Emulator], int], words: str) -> None:
    """Where the bot cannot write, 403 says why."""
    async with emulated() as (emulator, bot):
        chat = place(emulator)
        with pytest.raises(Forbidden, match=f"^Forbidden: {words}$"):
            await bot.send_message(chat, "x")
        assert emulator.sent() == []


async def test_start_restores_a_blocked_chat() -> None:
    """Who writes again unblocks the bot, and it hears of it before the message."""
    async with emulated() as (emulator, bot):
        ada = _blocked(emulator)
        emulator.stage.say(ada, "/start")

        kinds = [next(kind for kind in update if kind != "update_id") for update in emulator.inbox.waiting]
        assert kinds == ["my_chat_member", "my_chat_member", "message"]
        assert await bot.send_message(ada, "welcome back")


async def test_unknown_chat() -> None:
    """A chat that nobody knows is not found, by number or by name."""
    async with emulated() as (_, bot):
        for chat in (424242, "@nowhere", "nonsense"):
            with pytest.raises(BadRequest, match="Chat not found"):
                await bot.send_message(chat, "x")


async def test_migrated_group() -> None:
    """The old id of a group that became a supergroup is answered with the new one."""
    async with emulated() as (emulator, bot):
        group = emulator.stage.group("Desk", emulator.stage.user())
        supergroup = emulator.stage.migrate(group)

        with pytest.raises(ChatMigrated) as caught:
            await bot.send_message(group, "x")
        assert caught.value.new_chat_id == supergroup
        assert await bot.send_message(supergroup, "x")


async def test_rights_in_channels_and_groups() -> None:
    """Posting in a channel needs the right to; a restricted bot is refused by what it sends."""
    async with emulated() as (emulator, bot):
        ada = emulator.stage.user()
        channel = emulator.stage.channel("Wire", ada)
        group = emulator.stage.supergroup("Desk", ada)
        post = await bot.send_message(channel, "x")
        emulator.stage.set_bot(channel, "administrator", rights=["can_invite_users"])
        emulator.stage.set_bot(group, "restricted", rights=["can_send_messages"])

        assert post.sender_chat is not None
        with pytest.raises(BadRequest, match="Need administrator rights in the channel chat"):
            await bot.send_message(channel, "x")
        assert await bot.send_message(group, "x")
        with pytest.raises(BadRequest, match="Not enough rights to send photos to the chat"):
            await bot.send_photo(group, b"x")


async def test_topics() -> None:
    """A topic must exist and be open; General is named by no id at all; nothing spills over."""
    async with emulated() as (emulator, bot):
        forum = emulator.stage.supergroup("Newsroom", emulator.stage.user(), forum=True)
        libya, syria = emulator.stage.topic(forum, "Libya"), emulator.stage.topic(forum, "Syria")
        sent = await bot.send_message(forum, "in", message_thread_id=libya)
        general = await bot.send_message(forum, "general")
        reply = await bot.send_message(forum, "too", reply_parameters=ReplyParameters(sent.message_id))
        assert (sent.message_thread_id, general.message_thread_id, reply.message_thread_id) == (
            libya,
            None,
            libya,
        )

        emulator.stage.close_topic(forum, libya)
        emulator.stage.delete_topic(forum, syria)
        with pytest.raises(BadRequest, match="Topic_closed"):
            await bot.send_message(forum, "x", message_thread_id=libya)
        for thread in (syria, 1, 424242):
            with pytest.raises(BadRequest, match="Message thread not found"):
                await bot.send_message(forum, "x", message_thread_id=thread)
        emulator.stage.set_bot(forum, "administrator")
        assert await bot.send_message(forum, "as admin", message_thread_id=libya)
        assert [(seen.text, seen.thread) for seen in emulator.sent(forum)] == [
            ("in", libya),
            ("general", 0),
            ("too", libya),
            ("as admin", libya),
        ]


async def test_replies() -> None:
    """A reply needs its message, unless it may go without."""
    async with emulated() as (emulator, bot):
        ada = emulator.stage.user(started=True)
        with pytest.raises(BadRequest, match="Message to be replied not found"):
            await bot.send_message(ada, "x", reply_parameters=ReplyParameters(77))
        await bot.send_message(
            ada, "x", reply_parameters=ReplyParameters(77, allow_sending_without_reply=True)
        )

        assert [seen.reply_to for seen in emulator.sent(ada)] == [0]


async def test_other_peoples_messages() -> None:
    """The bot edits only its own messages, and deletes others' in a group only with the right to."""
    async with emulated() as (emulator, bot):
        ada = emulator.stage.user()
        group = emulator.stage.supergroup("Desk", ada)
        message = emulator.stage.say(ada, "talk", group)
        with pytest.raises(BadRequest, match="Message can't be edited"):
            await bot.edit_message_text("x", group, message)
        with pytest.raises(BadRequest, match="Message can't be deleted"):
            await bot.delete_message(group, message)
        emulator.stage.set_bot(group, "administrator", rights=["can_delete_messages"])
        assert await bot.delete_message(group, message)


@pytest.mark.parametrize(
    ("button", "words"),
    [
        ({"text": "x", "callback_data": "é" * 33}, "Button_data_invalid"),
        ({"text": "x", "callback_data": ""}, "text buttons are unallowed in the inline keyboard"),
        ({"text": "", "callback_data": "d"}, "Inline keyboard button text must be non-empty"),
        ({"text": "x", "url": "not a link"}, "url 'not a link' is invalid: wrong http url"),
        ({"text": "x", "url": "http://localhost/a"}, "is invalid: wrong http url"),
        ({"text": "x", "callback_data": "d", "style": "pink"}, "invalid button style"),
    ],
)
async def test_buttons(button: dict[str, str], words: str) -> None:
    """Buttons with wrong data, text, address or style are refused."""
    async with emulated() as (emulator, bot):
        ada = emulator.stage.user(started=True)
        with pytest.raises(BadRequest, match=f"(?i){words}"):
            await bot.send_message(ada, "x", api_kwargs={"reply_markup": {"inline_keyboard": [[button]]}})


async def test_too_many_buttons() -> None:
    """More than a hundred buttons are too long a markup; data of 64 bytes is not."""
    async with emulated() as (emulator, bot):
        ada = emulator.stage.user(started=True)
        row = [InlineKeyboardButton("x", callback_data="é" * 32)]
        assert await bot.send_message(ada, "x", reply_markup=InlineKeyboardMarkup([row] * 100))
        with pytest.raises(BadRequest, match="Reply markup is too long"):
            await bot.send_message(ada, "x", reply_markup=InlineKeyboardMarkup([row] * 101))
