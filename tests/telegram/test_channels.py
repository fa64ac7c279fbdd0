"""Channels: added by an admin, set up from his private chat, proved by a test post."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.model import ChatState, DeliveryKind
from bot.telegram.answers import meant_chat
from bot.telegram.answers import remote_data as meant
from bot.telegram.words import LANGUAGES
from tests.telegram.room import WATCHLIST, Room, room


async def brought(run: Room, language: str = "en", rights: list[str] | None = None) -> tuple[int, int]:
    """An admin who has started the bot and adds it to his channel."""
    ada = run.emulator.stage.user(language_code=language)
    await run.asked(ada, "/start")
    channel = run.emulator.stage.channel("Headlines <b>", ada, bot="left")
    run.emulator.stage.set_bot(channel, "administrator", by=ada, rights=rights)
    await run.hear()
    return ada, channel


@pytest.mark.parametrize("language", LANGUAGES)
async def test_an_admin_sets_a_channel_up_from_his_private_chat(tmp_path: Path, language: str) -> None:
    """Told when the bot was added; watchlists and zone by the menus of every chat; the test post proves the right."""
    async with room(tmp_path) as run:
        ada, channel = await brought(run, language)
        menu = run.menu(ada)
        assert "Headlines <b>" in menu.text
        await run.pressed(ada, menu, meant("chan:home", channel))
        await run.pressed(ada, menu, meant("chan:test", channel))
        await run.pressed(ada, menu, meant("chan:home", channel))
        assert "✅" in run.emulator.sent(ada)[-1].text
        assert len(run.emulator.sent(channel)) == 1
        for data in (
            "page:0",
            f"sub:{WATCHLIST}",
            "chan:home",
            "set:main",
            "set:lang",
            "sla:tr",
            "set:zone",
            "stz:near/page/0",
        ):
            await run.pressed(ada, menu, meant(f"{data}", channel))
        await run.pressed(ada, menu, meant("stz:Europe/Istanbul", channel))

        chat = await run.chat(channel)
        assert (chat.language, chat.timezone, chat.state) == ("tr", "Europe/Istanbul", ChatState.ACTIVE)
        assert await run.subscribed(channel) == (WATCHLIST,)
        assert await run.subscribed(ada) == ()
        assert (await run.chat(ada)).language == language


async def test_a_channel_where_the_bot_may_not_post_is_told_with_the_reason(tmp_path: Path) -> None:
    """Refused: what is missing; with the right the test passes."""
    async with room(tmp_path) as run:
        ada, channel = await brought(run, rights=["can_edit_messages"])
        menu = run.menu(ada)
        await run.pressed(ada, menu, meant("chan:home", channel))
        await run.pressed(ada, menu, meant("chan:test", channel))
        await run.pressed(ada, menu, meant("chan:home", channel))
        assert "⛔" in run.menu(ada).text
        assert "right to post" in run.menu(ada).text
        run.emulator.stage.set_bot(channel, "administrator", by=ada)
        await run.pressed(ada, menu, meant("chan:test", channel))
        await run.pressed(ada, menu, meant("chan:home", channel))

        assert "✅" in run.menu(ada).text


async def test_only_its_admins_set_a_channel_up(tmp_path: Path) -> None:
    """Not a forger, not an admin of old, not from within a group; a channel that nobody brought is not known."""
    async with room(tmp_path) as run:
        ada, channel = await brought(run)
        eve = run.emulator.stage.user("Eve")
        await run.asked(eve, "/start")
        group = run.emulator.stage.group("Newsroom", eve)
        await run.asked(eve, "/start", group)
        sub = meant(f"sub:{WATCHLIST}", channel)
        await run.pressed(eve, run.menu(eve), sub, forged=True)
        await run.pressed(eve, run.menu(group), sub, forged=True)
        await run.pressed(ada, run.menu(ada), meant(f"sub:{WATCHLIST}", -1000000000999), forged=True)
        run.emulator.stage.set_member(channel, ada, "member", by=ada)
        assert "Only admins of this channel" in await run.pressed(ada, run.menu(ada), sub, forged=True)

        assert await run.subscribed(channel) == ()


async def test_channels_are_listed_stopped_and_left(tmp_path: Path) -> None:
    """/channels names them; Stop and Resume; one that removed the bot is gone from the list."""
    async with room(tmp_path) as run:
        ada, channel = await brought(run)
        (none,) = await run.asked(run.emulator.stage.user("Bob"), "/channels")
        assert "Add me to your channel" in none
        await run.asked(ada, "/channels")
        menu = run.menu(ada)
        await run.pressed(ada, menu, meant("chan:home", channel))
        await run.pressed(ada, menu, meant(f"sub:{WATCHLIST}", channel), forged=True)
        await run.pressed(ada, menu, meant("chan:home", channel))
        await run.pressed(ada, menu, meant("chan:stop", channel))
        assert await run.state(channel) is ChatState.STOPPED
        await run.pressed(ada, menu, meant("chan:resume", channel))
        assert await run.state(channel) is ChatState.ACTIVE
        run.emulator.stage.set_bot(channel, "kicked")
        assert "Add me to your channel" in (await run.asked(ada, "/channels"))[0]
        assert await run.state(channel) is ChatState.PAUSED


async def test_posts_to_a_channel_keep_to_the_groups_pace(tmp_path: Path) -> None:
    """Twenty a minute."""
    async with room(tmp_path) as run:
        _, channel = await brought(run)
        for number in range(25):
            await run.post(channel, f"news {number}", kind=DeliveryKind.FIRST)
        start = run.clock.now()
        while run.clock.now() < start + timedelta(seconds=45):
            await run.app.send.tick()
            run.clock.advance(timedelta(seconds=1))

        assert len(run.emulator.sent(channel)) == 20


@pytest.mark.parametrize("chat", [-1000000000001, -1001234567890, -1_997_852_516_352])
def test_a_channels_id_is_read_back_from_its_buttons(chat: int) -> None:
    """In ten bytes at most, so that the longest button of a private chat still fits."""
    data = meant("x" * 54, chat)

    assert len(data.encode()) <= 64
    assert meant_chat(data) == (chat, "x" * 54)


@pytest.mark.parametrize(
    "data", ["", "@", "@:", "@1:", "@-1:x", "@\u0661:x", "@" + "z" * 10 + ":x", "sub:@1:x"]
)
def test_forged_channels_are_none(data: str) -> None:
    """What is no channel's button is meant for the chat it stands in."""
    assert meant_chat(data) == (None, data)
