"""Every update that the emulator makes is one by aiogram's models, and carries what Telegram's would."""

import base64

from tests.emulator.judges import JUDGED, emulated, judged

pytestmark = JUDGED

ALL_KINDS = '["message","edited_message","channel_post","edited_channel_post","callback_query","my_chat_member","chat_member"]'


async def test_private_message() -> None:
    """A command in a private chat has sender, language and a bot_command entity."""
    async with emulated() as (emulator, _):
        ada = emulator.stage.user("Ada", language_code="tr")
        emulator.stage.say(ada, "/start token_1")

        (update,) = judged(emulator)

        assert update.event_type == "message"
        message = update.message
        assert message is not None
        assert message.from_user is not None
        assert (message.chat.id, message.chat.type, message.from_user.language_code) == (ada, "private", "tr")
        assert message.entities is not None
        assert [(e.type, e.offset, e.length) for e in message.entities] == [("bot_command", 0, 6)]


async def test_forwarded_and_edited_messages() -> None:
    """A forwarded message names its origin; an edit is an edited_message with an edit date."""
    from aiogram.types import MessageOriginHiddenUser

    async with emulated() as (emulator, _):
        ada = emulator.stage.user()
        message_id = emulator.stage.say(ada, "/stop", forwarded_from="Somebody")
        emulator.stage.edit(ada, message_id, "/start")

        forwarded, edited = judged(emulator)

        assert forwarded.message is not None
        assert isinstance(forwarded.message.forward_origin, MessageOriginHiddenUser)
        assert edited.edited_message is not None
        assert edited.edited_message.edit_date is not None
        assert edited.edited_message.text == "/start"


async def test_document() -> None:
    """A document that a user sends has a name and a size."""
    async with emulated() as (emulator, _):
        ada = emulator.stage.user()
        data = base64.b64encode(b"<opml/>").decode()
        emulator.stage.send_file(ada, "feeds.opml", data, caption="/import", mime_type="text/x-opml")

        (update,) = judged(emulator)

        assert update.message is not None
        document = update.message.document
        assert document is not None
        assert (document.file_name, document.file_size) == ("feeds.opml", 7)
        assert update.message.caption == "/import"


async def test_privacy_mode_in_groups() -> None:
    """In a group the bot hears commands, mentions and replies to itself, not the talk; as an administrator, all."""
    async with emulated() as (emulator, bot):
        ada = emulator.stage.user()
        group = emulator.stage.group("Desk", ada)
        sent = await bot.send_message(group, "hello")
        emulator.stage.say(ada, "just talk", group)
        emulator.stage.say(ada, "/status@other_bot", group)
        emulator.stage.say(ada, "/status@khabar_bot", group)
        emulator.stage.say(ada, "thanks", group, reply_to=sent.message_id)
        emulator.stage.set_bot(group, "administrator")
        emulator.stage.say(ada, "more talk", group)

        updates = judged(emulator)

        texts = [update.message.text for update in updates if update.message is not None]
        assert texts == ["/status@khabar_bot", "thanks", "more talk"]


async def test_anonymous_administrator() -> None:
    """An anonymous administrator writes as GroupAnonymousBot in the name of the group."""
    async with emulated() as (emulator, _):
        ada = emulator.stage.user()
        group = emulator.stage.supergroup("Desk", ada)
        emulator.stage.say(ada, "/settings", group, anonymous=True)

        (update,) = judged(emulator)

        message = update.message
        assert message is not None
        assert message.from_user is not None
        assert message.sender_chat is not None
        assert (message.from_user.username, message.sender_chat.id) == ("GroupAnonymousBot", group)


async def test_forum_topics() -> None:
    """Topics are opened, closed and reopened by service messages; a message in one carries its thread."""
    async with emulated() as (emulator, _):
        ada = emulator.stage.user()
        forum = emulator.stage.supergroup("Newsroom", ada, forum=True)
        topic = emulator.stage.topic(forum, "Libya")
        emulator.stage.say(ada, "/watchlists", forum, thread=topic)
        emulator.stage.close_topic(forum, topic)
        emulator.stage.reopen_topic(forum, topic)

        messages = [update.message for update in judged(emulator)]

        opened, said, closed, reopened = messages
        assert opened is not None
        assert opened.forum_topic_created is not None
        assert said is not None
        assert (said.message_thread_id, said.is_topic_message) == (topic, True)
        assert said.chat.is_forum
        assert said.reply_to_message is not None
        assert said.reply_to_message.message_id == topic
        assert closed is not None
        assert closed.forum_topic_closed is not None
        assert reopened is not None
        assert reopened.forum_topic_reopened is not None


async def test_channel_posts() -> None:
    """A post in a channel where the bot is administrator is a channel_post of the channel, editable."""
    async with emulated() as (emulator, _):
        ada = emulator.stage.user()
        channel = emulator.stage.channel("Wire", ada)
        post = emulator.stage.say(ada, "/start", channel)
        emulator.stage.edit(channel, post, "/stop")

        said, edited = judged(emulator)

        assert said.channel_post is not None
        assert said.channel_post.from_user is None
        assert said.channel_post.sender_chat is not None
        assert edited.edited_channel_post is not None


async def test_button_press() -> None:
    """A press carries the message with its keyboard and the button's data; a button that is not there is an error."""
    from aiogram.types import Message

    async with emulated() as (emulator, bot):
        ada = emulator.stage.user(started=True)
        markup = {"inline_keyboard": [[{"text": "Mute", "callback_data": "m:1"}]]}
        message = await bot.send_message(ada, "alert", api_kwargs={"reply_markup": markup})
        query_id = emulator.stage.press(ada, ada, message.message_id, "Mute")
        emulator.stage.press(ada, ada, message.message_id, "old:1", forged=True)

        pressed, forged = judged(emulator)

        assert pressed.callback_query is not None
        assert forged.callback_query is not None
        assert (pressed.callback_query.id, pressed.callback_query.data) == (query_id, "m:1")
        assert forged.callback_query.data == "old:1"
        shown = pressed.callback_query.message
        assert isinstance(shown, Message)
        assert shown.reply_markup is not None
        assert shown.reply_markup.inline_keyboard[0][0].text == "Mute"


async def test_membership_of_the_bot() -> None:
    """Blocking, adding, promoting, restricting and kicking arrive as my_chat_member with both statuses."""
    async with emulated() as (emulator, _):
        stage = emulator.stage
        ada = stage.user()
        group = stage.supergroup("Desk", ada, bot="left")
        stage.block(ada)
        stage.unblock(ada)
        stage.set_bot(group, "member")
        stage.set_bot(group, "administrator", rights=["can_delete_messages"])
        stage.set_bot(group, "restricted", rights=["can_send_messages"])
        stage.set_bot(group, "kicked")

        updates = judged(emulator)

        changes = [update.my_chat_member for update in updates if update.my_chat_member is not None]
        after = [change.new_chat_member.status for change in changes]
        assert after == ["kicked", "member", "member", "administrator", "restricted", "kicked"]
        assert changes[-1].old_chat_member.status == "restricted"
        added = [u.message for u in updates if u.message is not None]
        assert added[0].new_chat_members is not None
        assert added[0].new_chat_members[0].id == emulator.world.bot.id


async def test_members_only_on_request() -> None:
    """chat_member comes only to an administrator who listed it in allowed_updates."""
    from aiogram.types import ChatMemberAdministrator

    async with emulated() as (emulator, bot):
        ada, bob = emulator.stage.user("Ada"), emulator.stage.user("Bob")
        group = emulator.stage.supergroup("Desk", ada, bot="administrator")
        emulator.stage.set_member(group, bob)
        await bot.get_updates(timeout=0, api_kwargs={"allowed_updates": ALL_KINDS})
        emulator.stage.set_member(group, bob, "administrator")

        (update,) = judged(emulator)

        assert update.chat_member is not None
        assert isinstance(update.chat_member.new_chat_member, ChatMemberAdministrator)


async def test_migration() -> None:
    """A group that becomes a supergroup says so in the old chat and in the new one."""
    async with emulated() as (emulator, _):
        ada = emulator.stage.user()
        group = emulator.stage.group("Desk", ada)
        supergroup = emulator.stage.migrate(group)

        gone, came = [update.message for update in judged(emulator)]

        assert gone is not None
        assert came is not None
        assert (gone.chat.id, gone.migrate_to_chat_id) == (group, supergroup)
        assert (came.chat.id, came.migrate_from_chat_id) == (supergroup, group)
