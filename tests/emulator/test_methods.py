"""python-telegram-bot works against every method, and the chat sees what was asked for."""

from dataclasses import replace

import httpx
import pytest
from telegram import (
    BotCommand,
    BotCommandScopeChat,
    ChatMemberAdministrator,
    ChatMemberOwner,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
    LinkPreviewOptions,
    Message,
    ReplyParameters,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest, EndPointNotFound, InvalidToken

from tests.emulator.judges import JUDGED, client, emulated, judged, judged_accepted, judged_requests
from tests.emulator.photos import png

KEYBOARD = InlineKeyboardMarkup([[InlineKeyboardButton("Mute", callback_data="m:1")]])


async def test_message_with_everything() -> None:
    """A message keeps entities, keyboard, reply, silence and preview, and python-telegram-bot reads it back."""
    async with emulated() as (emulator, bot):
        ada = emulator.stage.user()
        first = emulator.stage.say(ada, "/latest")
        message = await bot.send_message(
            ada,
            "<b>Benghazi</b>: 5 &lt; 6",
            parse_mode=ParseMode.HTML,
            reply_markup=KEYBOARD,
            reply_parameters=ReplyParameters(first),
            disable_notification=True,
            link_preview_options=LinkPreviewOptions(is_disabled=True),
        )

        (seen,) = emulator.sent(ada)

        assert (message.text, message.message_id) == ("Benghazi: 5 < 6", seen.id)
        assert (seen.text, seen.reply_to, seen.silent, seen.thread) == ("Benghazi: 5 < 6", first, True, 0)
        assert seen.marked("bold") == ["Benghazi"]
        assert seen.button("Mute")["callback_data"] == "m:1"
        assert seen.preview == {"is_disabled": True}


async def test_edits() -> None:
    """An edit replaces text and keyboard, is counted, and must change something."""
    async with emulated() as (emulator, bot):
        ada = emulator.stage.user(started=True)
        message = await bot.send_message(ada, "one", reply_markup=KEYBOARD)
        edited = await bot.edit_message_text("two", ada, message.message_id)
        assert isinstance(edited, Message)
        assert edited.edit_date is not None
        with pytest.raises(BadRequest, match="not modified"):
            await bot.edit_message_text("two", ada, message.message_id)
        await bot.edit_message_reply_markup(ada, message.message_id, reply_markup=KEYBOARD)
        with pytest.raises(BadRequest, match="not modified"):
            await bot.edit_message_reply_markup(ada, message.message_id, reply_markup=KEYBOARD)

        (seen,) = emulator.sent(ada)

        assert (seen.text, seen.edits, len(seen.keyboard)) == ("two", 2, 1)


async def test_deletion() -> None:
    """A deleted message is gone for edits, replies and the chat."""
    async with emulated() as (emulator, bot):
        ada = emulator.stage.user(started=True)
        message = await bot.send_message(ada, "one")
        assert await bot.delete_message(ada, message.message_id)

        assert emulator.sent(ada) == []
        assert [seen.text for seen in emulator.deleted(ada)] == ["one"]
        with pytest.raises(BadRequest, match="Message to edit not found"):
            await bot.edit_message_text("two", ada, message.message_id)
        with pytest.raises(BadRequest, match="Message to delete not found"):
            await bot.delete_message(ada, message.message_id)


async def test_deletion_after_two_days() -> None:
    """A bot can delete its message for 48 hours, and edit it later still."""
    async with emulated() as (emulator, bot):
        ada = emulator.stage.user(started=True)
        message = await bot.send_message(ada, "one")
        emulator.clock.advance(49 * 3600)

        with pytest.raises(BadRequest, match="can't be deleted for everyone"):
            await bot.delete_message(ada, message.message_id)
        assert await bot.edit_message_text("two", ada, message.message_id)


async def test_photo_and_document() -> None:
    """Uploads arrive byte for byte by multipart, with captions; a document can be fetched again."""
    async with emulated() as (emulator, bot):
        ada = emulator.stage.user(started=True)
        content = bytes(range(256)) + b"\r\n--x\r\n"
        picture = png(40, 30)
        photo = await bot.send_photo(
            ada, picture, caption="<i>week</i>", parse_mode="HTML", reply_markup=KEYBOARD
        )
        document = await bot.send_document(ada, content, filename="abonnés.opml")
        assert document.document is not None
        file = await bot.get_file(document.document.file_id)
        again = await bot.send_document(ada, document.document.file_id)

        assert bytes(await file.download_as_bytearray()) == content
        assert photo.photo[-1].file_size == len(picture)
        assert again.document is not None
        kinds = [(seen.kind, seen.text, seen.file_name) for seen in emulator.sent(ada)]
        assert kinds == [
            ("photo", "week", ""),
            ("document", "", "abonnés.opml"),
            ("document", "", "abonnés.opml"),
        ]
        with pytest.raises(BadRequest, match="no text in the message to edit"):
            await bot.edit_message_text("x", ada, photo.message_id)
        with pytest.raises(BadRequest, match="Message caption is too long"):
            await bot.send_photo(ada, picture, caption="x" * 1025)


@pytest.mark.parametrize(
    ("picture", "refusal"),
    [
        (b"no picture", "IMAGE_PROCESS_FAILED"),
        (png(40, 30)[:-8], "IMAGE_PROCESS_FAILED"),
        (png(1, 30), "PHOTO_INVALID_DIMENSIONS"),
        (png(9990, 500), "PHOTO_INVALID_DIMENSIONS"),
        (png(40, 30) + b"\0" * (10 * 1024 * 1024), "file is too big"),
    ],
    ids=["text", "cut", "thin", "wide", "big"],
)
async def test_what_is_no_photo_is_refused(picture: bytes, refusal: str) -> None:
    """Broken, of a wild shape, or too big."""
    async with emulated() as (emulator, bot):
        ada = emulator.stage.user(started=True)
        with pytest.raises(BadRequest, match=f"(?i){refusal}"):
            await bot.send_photo(ada, picture)
        assert emulator.sent(ada) == []


async def test_callback_answers() -> None:
    """A press is answered once; a second answer, an unknown id and a late answer are refused."""
    async with emulated() as (emulator, bot):
        ada = emulator.stage.user(started=True)
        message = await bot.send_message(ada, "alert", reply_markup=KEYBOARD)
        press = emulator.stage.press(ada, ada, message.message_id, "m:1")
        late = emulator.stage.press(ada, ada, message.message_id, "m:1")
        with pytest.raises(BadRequest, match="Message_too_long"):
            await bot.answer_callback_query(press, text="x" * 201)
        assert await bot.answer_callback_query(press, text="muted")

        with pytest.raises(BadRequest, match="Query is too old"):
            await bot.answer_callback_query(press)
        with pytest.raises(BadRequest, match="Query is too old"):
            await bot.answer_callback_query("17")
        emulator.clock.advance(3600)
        with pytest.raises(BadRequest, match="Query is too old"):
            await bot.answer_callback_query(late)
        answered = [(press["answered"], press["text"]) for press in emulator.stage.answers()]
        assert answered == [(True, "muted"), (False, "")]


async def test_commands_by_scope_and_language() -> None:
    """Command lists are kept apart by scope and language."""
    async with emulated() as (emulator, bot):
        ada = emulator.stage.user(started=True)
        english, turkish = [BotCommand("start", "begin")], [BotCommand("start", "başla")]
        assert await bot.set_my_commands(english)
        assert await bot.set_my_commands(turkish, scope=BotCommandScopeChat(ada), language_code="tr")

        assert await bot.get_my_commands() == tuple(english)
        assert await bot.get_my_commands(BotCommandScopeChat(ada), "tr") == tuple(turkish)
        assert await bot.delete_my_commands()
        assert await bot.get_my_commands() == ()
        with pytest.raises(BadRequest, match="Bot_command_invalid"):
            await bot.set_my_commands([BotCommand("Début", "x")])
        with pytest.raises(BadRequest, match="Chat not found"):
            await bot.set_my_commands(english, scope=BotCommandScopeChat(424242))


async def test_descriptions() -> None:
    """Descriptions are kept by language and limited in length."""
    async with emulated() as (_, bot):
        assert await bot.set_my_description("News", language_code="en")
        assert await bot.set_my_short_description("News")

        assert (await bot.get_my_description("en")).description == "News"
        assert (await bot.get_my_short_description("tr")).short_description == "News"
        with pytest.raises(BadRequest):
            await bot.set_my_short_description("x" * 121)


async def test_chat_members_and_administrators() -> None:
    """Members have their statuses; administrators are listed; a stranger has left."""
    async with emulated() as (emulator, bot):
        ada, bob, eve = (emulator.stage.user(name) for name in ("Ada", "Bob", "Eve"))
        group = emulator.stage.supergroup("Desk", ada, bot="administrator", username="desk")
        emulator.stage.set_member(group, bob)

        assert isinstance(await bot.get_chat_member(group, ada), ChatMemberOwner)
        assert isinstance(await bot.get_chat_member(group, emulator.world.bot.id), ChatMemberAdministrator)
        assert (await bot.get_chat_member(group, bob)).status == "member"
        assert (await bot.get_chat_member(group, eve)).status == "left"
        admins = await bot.get_chat_administrators(group)
        assert [admin.user.id for admin in admins] == [ada, emulator.world.bot.id]
        assert (await bot.get_chat("@desk")).id == group
        assert await bot.get_chat_member_count(group) == 3
        with pytest.raises(BadRequest, match="no administrators in the private chat"):
            await bot.get_chat_administrators(ada)
        with pytest.raises(BadRequest, match="Participant_id_invalid"):
            await bot.get_chat_member(group, 424242)


async def test_leaving() -> None:
    """leaveChat takes the bot out and is told by my_chat_member."""
    async with emulated() as (emulator, bot):
        group = emulator.stage.group("Desk", emulator.stage.user())
        assert await bot.leave_chat(group)

        (update,) = emulator.inbox.waiting
        assert update["my_chat_member"]["new_chat_member"]["status"] == "left"


async def test_tokens_and_unknown_methods() -> None:
    """A wrong token is 401, a malformed one and an unknown method 404, in Telegram's words."""
    async with emulated() as (emulator, bot):
        await bot.initialize()
        with pytest.raises(EndPointNotFound):
            await bot.do_api_request("sendPigeon")
        async with client(emulator, token="5000000001:" + "x" * 35) as stranger:
            with pytest.raises(InvalidToken, match="Unauthorized"):
                await stranger.get_me()
        async with client(emulator, token="5000000001:short") as stranger:
            with pytest.raises(InvalidToken, match="Not Found"):
                await stranger.get_me()


async def test_bodies() -> None:
    """Query string, form and JSON say the same; broken JSON is refused; names of methods ignore case."""
    async with emulated() as (emulator, _), httpx.AsyncClient(trust_env=False) as http:
        ada = emulator.stage.user(started=True)
        address = f"{emulator.url}/bot{emulator.token}"
        await http.get(f"{address}/sendMessage", params={"chat_id": ada, "text": "query"})
        await http.post(f"{address}/sendmessage", data={"chat_id": ada, "text": "form"})
        await http.post(f"{address}/SENDMESSAGE", json={"chat_id": ada, "text": "json", "entities": []})
        broken = await http.post(
            f"{address}/sendMessage", content=b"{", headers={"content-type": "application/json"}
        )
        unknown = await http.post(f"{address}/sendPigeon")

        assert [seen.text for seen in emulator.sent(ada)] == ["query", "form", "json"]
        assert (broken.status_code, broken.json()["error_code"]) == (400, 400)
        assert unknown.json() == {
            "ok": False,
            "error_code": 404,
            "description": "Not Found: method not found",
        }


async def test_chat_action() -> None:
    """sendChatAction knows Telegram's actions only."""
    async with emulated() as (emulator, bot):
        ada = emulator.stage.user(started=True)
        assert await bot.send_chat_action(ada, "typing")
        with pytest.raises(BadRequest, match="Wrong parameter action"):
            await bot.send_chat_action(ada, "dancing")


@JUDGED
async def test_inline_queries() -> None:
    """An inline query is answered once, with at most fifty results."""
    async with emulated() as (emulator, bot):
        ada = emulator.stage.user()
        query = emulator.stage.ask_inline(ada, "benghazi")
        results = [InlineQueryResultArticle(str(n), "x", InputTextMessageContent("x")) for n in range(51)]
        (update,) = judged(emulator)
        with pytest.raises(BadRequest, match="Too many inline query results"):
            await bot.answer_inline_query(
                query, results, api_kwargs={"results": [r.to_dict() for r in results]}
            )
        assert await bot.answer_inline_query(query, results[:2])
        with pytest.raises(BadRequest, match="Query is too old"):
            await bot.answer_inline_query(query, results[:2])

        assert update.inline_query is not None
        assert update.inline_query.query == "benghazi"
        assert [result["id"] for result in emulator.stage.inline_results(query)] == ["0", "1"]


@JUDGED
async def test_requests_are_judged() -> None:
    """Recorded requests hold against aiogram's models of the methods; an invented parameter does not."""
    async with emulated() as (emulator, bot):
        ada = emulator.stage.user(started=True)
        message = await bot.send_message(ada, "x", reply_markup=KEYBOARD, disable_notification=True)
        await bot.edit_message_text("y", ada, message.message_id)
        await bot.send_document(ada, b"x", filename="x.opml", caption="c")
        await bot.set_my_commands([BotCommand("start", "begin")], language_code="tr")
        assert judged_requests(emulator) == 4
        await bot.send_message(ada, "x", api_kwargs={"reply_to": 1})
        with pytest.raises(LookupError, match="reply_to"):
            judged_requests(emulator)


@JUDGED
async def test_teremok_refuses_what_telegram_would_refuse() -> None:
    """The second judge is awake: it knows bad markup that an emulator might let pass."""
    from teremok.validation import ApiRuleViolation

    async with emulated() as (emulator, bot):
        ada = emulator.stage.user(started=True)
        await bot.send_message(ada, "<b>right</b>", parse_mode="HTML")
        assert judged_accepted(emulator) == 1
        wrong = replace(
            emulator.log.records[-1], parameters={"chat_id": ada, "text": "<p>", "parse_mode": "HTML"}
        )
        emulator.log.write(wrong)
        with pytest.raises(ApiRuleViolation):
            judged_accepted(emulator)
