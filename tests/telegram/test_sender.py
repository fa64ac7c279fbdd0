"""What Telegram and the network answer to a request, as an outcome; each row of the table by a real fault."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from telegram import Bot

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
from bot.model import Button, Delivery, DeliveryKind, Message
from bot.telegram.sender import Sender, open_bot
from tests.emulator import Emulator, Kind
from tests.emulator.judges import JUDGED, client, emulated, judged_requests
from tests.sources.loopback import answer, serving

NOW = datetime(2020, 7, 20, 12, 30, tzinfo=UTC)
HELLO = Message(html="<b>Hello</b> &amp; welcome")


def delivery(chat: int, kind: DeliveryKind = DeliveryKind.FIRST, **more: Any) -> Delivery:
    """A delivery that was taken."""
    return Delivery(id=1, kind=kind, chat=chat, created_at=NOW, due_at=NOW, **more)


async def sent(bot: Bot, chat: int, message: Message = HELLO, *, plain: bool = False, **more: Any) -> Outcome:
    """What one delivery comes to."""
    return await Sender(bot).deliver(delivery(chat, **more), message, plain=plain)


@JUDGED
async def test_a_message_arrives_as_it_was_meant() -> None:
    """Markup, sound, buttons and preview; every request is right for an independent judge."""
    message = Message(
        html="<b>Hello</b>",
        buttons=((Button("Read", url="https://a.example/1"), Button("Why?", data="why:1")),),
        preview="https://a.example/1",
    )
    async with emulated() as (emulator, bot):
        ada = emulator.stage.user(started=True)
        outcome = await sent(bot, ada, message, silent=True)
        (one,) = emulator.sent(ada)

        assert outcome == Sent(one.id)
        assert (one.text, one.marked("bold"), one.silent) == ("Hello", ["Hello"], True)
        assert [button["text"] for button in one.keyboard[0]] == ["Read", "Why?"]
        assert one.preview["url"] == "https://a.example/1"
        assert judged_requests(emulator) == 1


async def test_a_topic_gets_its_message() -> None:
    """The thread goes along; a message without one lands in General."""
    async with emulated() as (emulator, bot):
        forum = emulator.stage.supergroup("Newsroom", emulator.stage.user(), forum=True)
        topic = emulator.stage.topic(forum, "Syria")
        await sent(bot, forum, thread=topic)
        await sent(bot, forum)

        assert [one.thread for one in emulator.sent(forum)] == [topic, 0]


async def test_an_update_replies_and_goes_out_alone_where_the_first_message_is_gone() -> None:
    """A deleted alert does not take its denial with it."""
    async with emulated() as (emulator, bot):
        ada = emulator.stage.user(started=True)
        await sent(bot, ada)
        (first,) = emulator.sent(ada)
        await sent(bot, ada, kind=DeliveryKind.UPDATE, target=first.id)
        emulator.stage.delete(ada, first.id)
        outcome = await sent(bot, ada, kind=DeliveryKind.UPDATE, target=first.id)

        assert isinstance(outcome, Sent)
        assert [one.reply_to for one in emulator.sent(ada)] == [first.id, 0]


async def test_an_edit_changes_the_message_and_once_more_changes_nothing() -> None:
    """The same text again is a success of its own kind."""
    async with emulated() as (emulator, bot):
        ada = emulator.stage.user(started=True)
        await sent(bot, ada)
        (first,) = emulator.sent(ada)
        newer = Message(html="Newer")
        outcomes = [await sent(bot, ada, newer, kind=DeliveryKind.EDIT, target=first.id) for _ in range(2)]

        assert outcomes == [Sent(first.id), NotModified()]
        assert [(one.text, one.edits) for one in emulator.sent(ada)] == [("Newer", 1)]


@pytest.mark.parametrize("target", ["deleted", "of somebody else"])
async def test_an_edit_of_what_is_gone_says_so(target: str) -> None:
    """Deleted, or not the bot's own."""
    async with emulated() as (emulator, bot):
        ada = emulator.stage.user(started=True)
        message = emulator.stage.say(ada, "mine")
        if target == "deleted":
            emulator.stage.delete(ada, message)
        outcome = await sent(bot, ada, kind=DeliveryKind.EDIT, target=message)

        assert isinstance(outcome, Refused)
        assert outcome.kind is RefusalKind.TARGET_GONE


REFUSALS = {
    ("forbidden", "bot was blocked by the user"): RefusalKind.BLOCKED,
    ("forbidden", "bot can't initiate conversation with a user"): RefusalKind.BLOCKED,
    ("forbidden", "user is deactivated"): RefusalKind.DEACTIVATED,
    ("forbidden", "bot was kicked from the supergroup chat"): RefusalKind.KICKED,
    ("forbidden", "bot is not a member of the channel chat"): RefusalKind.KICKED,
    ("forbidden", "the group chat was deleted"): RefusalKind.CHAT_DELETED,
    ("forbidden", "bot can't send messages to the user"): RefusalKind.TRANSIENT,
    ("bad_request", "chat not found"): RefusalKind.CHAT_NOT_FOUND,
    ("bad_request", "PEER_ID_INVALID"): RefusalKind.CHAT_NOT_FOUND,
    ("bad_request", "message thread not found"): RefusalKind.TOPIC_GONE,
    ("bad_request", "TOPIC_CLOSED"): RefusalKind.TOPIC_GONE,
    ("bad_request", "TOPIC_DELETED"): RefusalKind.TOPIC_GONE,
    ("bad_request", "not enough rights to send text messages to the chat"): RefusalKind.NO_RIGHTS,
    ("bad_request", "have no rights to send a message"): RefusalKind.NO_RIGHTS,
    ("bad_request", "need administrator rights in the channel chat"): RefusalKind.NO_RIGHTS,
    ("bad_request", "CHAT_WRITE_FORBIDDEN"): RefusalKind.NO_RIGHTS,
    ("bad_request", "can't parse entities: unclosed start tag"): RefusalKind.BAD_MARKUP,
    ("bad_request", "BUTTON_URL_INVALID"): RefusalKind.BAD_MARKUP,
    ("bad_request", "message is too long"): RefusalKind.BAD_MARKUP,
    ("bad_request", "message to edit not found"): RefusalKind.TARGET_GONE,
    ("bad_request", "MESSAGE_ID_INVALID"): RefusalKind.TARGET_GONE,
    ("bad_request", "message to be replied not found"): RefusalKind.TARGET_GONE,
    ("bad_request", "SOMETHING_NEW"): RefusalKind.OTHER,
}


@pytest.mark.parametrize(("kind", "words"), REFUSALS)
async def test_telegrams_words_are_understood(kind: str, words: str) -> None:
    """Each refusal is known by its words, which come along for the receipt."""
    async with emulated() as (emulator, bot):
        ada = emulator.stage.user(started=True)
        emulator.fault(kind, text=words)
        outcome = await sent(bot, ada)

        assert isinstance(outcome, Refused)
        assert outcome.kind is REFUSALS[kind, words]
        assert words.lower() in outcome.detail.lower()
        assert emulator.sent(ada) == []


async def test_the_emulators_own_refusals_are_understood() -> None:
    """Blocked, deactivated, kicked, muted, a closed and a deleted topic, as they come about."""
    async with emulated() as (emulator, bot):
        stage = emulator.stage
        blocker, leaver, owner = stage.user(started=True), stage.user(started=True), stage.user()
        stage.block(blocker)
        stage.deactivate(leaver)
        kicked = stage.supergroup("Kicked", owner)
        stage.set_bot(kicked, "kicked")
        muted = stage.supergroup("Muted", owner)
        stage.set_bot(muted, "restricted")
        forum = stage.supergroup("Forum", owner, forum=True)
        closed, deleted = stage.topic(forum, "closed"), stage.topic(forum, "deleted")
        stage.close_topic(forum, closed)
        stage.delete_topic(forum, deleted)
        places = [(blocker, 0), (leaver, 0), (kicked, 0), (muted, 0), (forum, closed), (forum, deleted)]
        outcomes = [await sent(bot, chat, thread=thread) for chat, thread in places]

        assert [one.kind for one in outcomes if isinstance(one, Refused)] == [
            RefusalKind.BLOCKED,
            RefusalKind.DEACTIVATED,
            RefusalKind.KICKED,
            RefusalKind.NO_RIGHTS,
            RefusalKind.TOPIC_GONE,
            RefusalKind.TOPIC_GONE,
        ]


async def test_a_group_that_became_a_supergroup_names_its_new_id() -> None:
    """As the emulator's migration and as a planned fault have it."""
    async with emulated() as (emulator, bot):
        group = emulator.stage.group("Newsroom", emulator.stage.user())
        new = emulator.stage.migrate(group)

        assert await sent(bot, group) == Migrated(new)


async def test_a_flood_wait_is_handed_on() -> None:
    """429 with its seconds."""
    async with emulated() as (emulator, bot):
        ada = emulator.stage.user(started=True)
        emulator.fault(Kind.FLOOD, seconds=17)

        assert await sent(bot, ada) == Throttled(timedelta(seconds=17))


@pytest.mark.parametrize(
    ("fault", "arrives"),
    [
        (Kind.DROP_BEFORE, False),
        (Kind.DROP_AFTER, True),
        (Kind.CUT, True),
        (Kind.BAD_GATEWAY, False),
        (Kind.BAD_GATEWAY_AFTER, True),
        (Kind.SERVER_ERROR, False),
    ],
)
async def test_what_breaks_on_the_way_is_uncertain(fault: Kind, arrives: bool) -> None:
    """The same answer whether the message arrived or not: nobody can tell."""
    async with emulated() as (emulator, bot):
        ada = emulator.stage.user(started=True)
        emulator.fault(fault)
        outcome = await sent(bot, ada)

        assert isinstance(outcome, Uncertain), outcome
        assert bool(emulator.sent(ada)) is arrives


async def test_an_answer_that_comes_too_late_is_uncertain() -> None:
    """Accepted, but read too late."""
    async with emulated(read_timeout=0.2) as (emulator, bot):
        ada = emulator.stage.user(started=True)
        emulator.fault(Kind.HOLD, seconds=0.6)
        outcome = await sent(bot, ada)

        assert isinstance(outcome, Uncertain)
        assert len(emulator.sent(ada)) == 1


async def test_a_connection_that_is_refused_reached_nobody() -> None:
    """Nothing was accepted, so nothing is in doubt."""
    async with emulated() as (emulator, bot):
        ada = emulator.stage.user(started=True)
        await emulator.go_down()
        outcome = await sent(bot, ada)
        await emulator.come_up()

        assert isinstance(outcome, Unreached)


async def test_a_refused_token_reaches_nobody_and_is_not_told() -> None:
    """The delivery keeps waiting; the outcome does not contain the token."""
    async with Emulator() as emulator:
        token = "123456789:" + "x" * 35
        async with client(emulator, token=token) as bot:
            outcome = await sent(bot, 7)

        assert isinstance(outcome, Unreached)
        assert token not in outcome.detail


async def test_plain_text_keeps_the_words_and_the_addresses() -> None:
    """Without tags, entities, buttons and preview; what a button opened stands below."""
    message = Message(
        html='<a href="https://a.example/1">Egypt &amp; Syria</a> <b>now</b>',
        buttons=((Button("Read", url="https://a.example/1"), Button("Mute", data="mute:1")),),
        preview="https://a.example/1",
    )
    async with emulated() as (emulator, bot):
        ada = emulator.stage.user(started=True)
        await sent(bot, ada, message, plain=True)
        (one,) = emulator.sent(ada)

        assert one.text == "Egypt & Syria now\nhttps://a.example/1"
        assert one.keyboard == []


@pytest.mark.parametrize(
    "message",
    [
        Message(html="<b>unclosed"),
        Message(html="well", buttons=((Button("Read", url="http://no host/"),),)),
        Message(html="well", buttons=((Button("Mute", data="x" * 65),),)),
        Message(html="😀" * 4000),
    ],
    ids=["markup", "address", "data", "length"],
)
async def test_whatever_telegram_cannot_take_goes_out_plain(message: Message) -> None:
    """An alert is not lost to an odd address or a bug in its markup."""
    async with emulated() as (emulator, bot):
        ada = emulator.stage.user(started=True)
        first = await sent(bot, ada, message)
        second = await sent(bot, ada, message, plain=True)

        assert isinstance(first, Refused)
        assert first.kind is RefusalKind.BAD_MARKUP, first.detail
        assert isinstance(second, Sent), second


async def test_an_opened_bot_talks_to_the_given_server() -> None:
    """TELEGRAM_API_URL decides where requests go."""
    async with Emulator() as emulator, open_bot(emulator.token, emulator.url) as bot:
        assert bot.username == "khabar_bot"


async def test_an_opened_bot_goes_through_the_proxy() -> None:
    """PROXY_URL is for Telegram as it is for feeds: the proxy is asked for the address, nobody else."""
    me = b'{"ok":true,"result":{"id":1,"is_bot":true,"first_name":"Khabar","username":"proxied_bot"}}'
    async with serving(answer(body=me, Content_Type="application/json")) as proxy:
        async with open_bot("1:abcdefghijk", "http://telegram.example", proxy.url("")) as bot:
            assert bot.username == "proxied_bot"
        assert proxy.seen[0].path == "http://telegram.example/bot1:abcdefghijk/getMe"
