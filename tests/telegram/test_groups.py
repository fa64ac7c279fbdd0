"""Groups and topics: who may configure them, and what happens when they lose, mute or move the bot."""

from pathlib import Path

import pytest

from bot.model import ChatKind, ChatState, DeliveryKind
from bot.runtime.actions import turns
from bot.storage import deliveries
from tests.emulator import Kind
from tests.telegram.room import WATCHLIST, room


@pytest.mark.parametrize("command", ["/start", "/stop"])
async def test_only_a_groups_admins_configure(tmp_path: Path, command: str) -> None:
    """A member is told so and nothing is stored; the creator is obeyed."""
    async with room(tmp_path) as run:
        owner, member = run.emulator.stage.user("Owner"), run.emulator.stage.user("Member")
        group = run.emulator.stage.supergroup("Newsroom", owner)
        run.emulator.stage.set_member(group, member)
        (refused,) = await run.asked(member, command, group)
        assert "Only admins" in refused
        with pytest.raises(AssertionError):
            await run.chat(group)
        await run.asked(owner, command, group)

        assert await run.state(group) is (ChatState.ACTIVE if command == "/start" else ChatState.STOPPED)


async def test_a_member_cannot_press_the_admins_buttons(tmp_path: Path) -> None:
    """The button is answered with the reason; the menu stays."""
    async with room(tmp_path) as run:
        owner, member = run.emulator.stage.user("Owner"), run.emulator.stage.user("Member")
        group = run.emulator.stage.supergroup("Newsroom", owner)
        run.emulator.stage.set_member(group, member)
        await run.begun(owner, group)
        menu = run.menu(group)

        assert "Only admins" in await run.pressed(member, menu, f"sub:{WATCHLIST}")
        assert await run.subscribed(group) == ()
        assert "Subscribed" in await run.pressed(owner, menu, f"sub:{WATCHLIST}")
        assert await run.subscribed(group) == (WATCHLIST,)


async def test_an_anonymous_admin_is_one(tmp_path: Path) -> None:
    """He speaks as the group itself; the buttons he presses under his own name."""
    async with room(tmp_path) as run:
        owner, admin = run.emulator.stage.user("Owner"), run.emulator.stage.user("Admin")
        group = run.emulator.stage.supergroup("Newsroom", owner)
        run.emulator.stage.set_member(group, admin, "administrator", anonymous=True)
        await run.begun(admin, group)

        assert await run.state(group) is ChatState.ACTIVE
        assert "Subscribed" in await run.pressed(admin, run.menu(group), f"sub:{WATCHLIST}")


@pytest.mark.parametrize("fault", [Kind.BAD_GATEWAY, Kind.FLOOD, Kind.DROP_BEFORE])
async def test_where_telegram_does_not_name_the_admins_nobody_waits(tmp_path: Path, fault: Kind) -> None:
    """The person is asked to try again; nothing is changed, and the others are answered."""
    async with room(tmp_path) as run:
        ada = run.emulator.stage.user()
        group = run.emulator.stage.supergroup("Newsroom", ada)
        run.emulator.fault(fault, method="getChatMember", seconds=9999)
        (answer,) = await run.asked(ada, "/start", group)

        assert "try again" in answer
        assert len(await run.asked(ada, "/help")) == 1


@pytest.mark.parametrize("fate", ["kicked", "migrated"])
async def test_a_group_that_is_gone_when_its_command_is_read_stops_nobody(tmp_path: Path, fate: str) -> None:
    """/start, then the bot is thrown out or the group moves before it looks."""
    async with room(tmp_path) as run:
        ada = run.emulator.stage.user()
        group = run.emulator.stage.group("Newsroom", ada)
        run.emulator.stage.say(ada, "/start", group)
        if fate == "kicked":
            run.emulator.stage.set_bot(group, "kicked")
        else:
            run.emulator.stage.migrate(group)

        assert len(await run.asked(ada, "/help")) == 1


async def test_a_topic_has_its_own_watchlists_and_its_own_stop(tmp_path: Path) -> None:
    """What is said in a topic is answered and holds there alone."""
    async with room(tmp_path) as run:
        ada = run.emulator.stage.user()
        forum = run.emulator.stage.supergroup("Newsroom", ada, forum=True)
        syria, libya = run.emulator.stage.topic(forum, "Syria"), run.emulator.stage.topic(forum, "Libya")
        for topic in (syria, libya):
            greeting = await run.begun(ada, forum, thread=topic)
            assert "in this topic" in greeting[0]
            await run.pressed(ada, run.menu(forum), f"sub:{WATCHLIST}")
        (stopped,) = await run.asked(ada, "/stop", forum, thread=syria)
        assert "in this topic" in stopped

        assert {one.thread for one in run.emulator.sent(forum)} == {syria, libya}
        assert await run.subscribed(forum, syria) == await run.subscribed(forum, libya) == (WATCHLIST,)
        assert await run.subscribed(forum) == ()
        assert await run.state(forum) is ChatState.ACTIVE
        for topic in (syria, libya):
            await run.post(forum, f"news of {topic}", thread=topic, kind=DeliveryKind.FIRST)
        await run.app.send.tick()
        assert [one.thread for one in run.emulator.sent(forum) if "news of" in one.text] == [libya]

        resumed = await run.asked(ada, "/start", forum, thread=syria)
        assert any("on again" in text for text in resumed)
        await run.app.send.tick()
        await run.post(forum, "more", thread=syria, kind=DeliveryKind.FIRST)
        await run.app.send.tick()
        assert run.emulator.sent(forum)[-1].thread == syria


async def test_general_is_no_topic_of_its_own(tmp_path: Path) -> None:
    """/start in General says how to choose a topic."""
    async with room(tmp_path) as run:
        ada = run.emulator.stage.user()
        forum = run.emulator.stage.supergroup("Newsroom", ada, forum=True)
        greeting = await run.asked(ada, "/start", forum)

        assert "/start inside it" in greeting[0]


async def test_a_topic_that_is_open_again_receives_again(tmp_path: Path) -> None:
    """Closed: paused by the sender. Reopened: Telegram says so, and nobody has to send /start."""
    async with room(tmp_path) as run:
        ada = run.emulator.stage.user()
        forum = run.emulator.stage.supergroup("Newsroom", ada, forum=True)
        topic = run.emulator.stage.topic(forum, "Syria")
        await run.asked(ada, "/start", forum, thread=topic)
        run.emulator.stage.close_topic(forum, topic)
        await run.post(forum, "lost", thread=topic, kind=DeliveryKind.FIRST)
        for _ in range(2):
            await run.app.send.tick()
            run.clock.advance(10 * run.clock.now().resolution * 60_000_000)
        await run.app.send.tick()
        async with turns(run.app.world)(1) as turn:
            assert await turn.topic(forum, topic) is ChatState.PAUSED
        run.emulator.stage.reopen_topic(forum, topic)
        await run.hear()
        await run.post(forum, "told", thread=topic, kind=DeliveryKind.FIRST)
        await run.app.send.tick()

        assert [one.text for one in run.emulator.sent(forum)][-1] == "told"
        assert all(one.thread == topic for one in run.emulator.sent(forum))


async def test_blocked_and_back(tmp_path: Path) -> None:
    """Who blocks the bot is paused with his subscriptions kept; who unblocks it receives again."""
    async with room(tmp_path) as run:
        ada = run.emulator.stage.user()
        await run.begun(ada)
        await run.pressed(ada, run.menu(ada), f"sub:{WATCHLIST}")
        run.emulator.stage.block(ada)
        await run.hear()
        paused = await run.chat(ada)
        assert (paused.state, paused.reason) == (ChatState.PAUSED, "the bot is kicked")
        run.emulator.stage.unblock(ada)
        await run.hear()

        assert await run.state(ada) is ChatState.ACTIVE
        assert await run.subscribed(ada) == (WATCHLIST,)


async def test_who_said_stop_stays_stopped(tmp_path: Path) -> None:
    """Blocking and unblocking, or throwing the bot out and letting it in again, is no /start."""
    async with room(tmp_path) as run:
        ada = run.emulator.stage.user()
        await run.asked(ada, "/stop")
        run.emulator.stage.block(ada)
        run.emulator.stage.unblock(ada)
        await run.hear()

        assert await run.state(ada) is ChatState.STOPPED


@pytest.mark.parametrize(("status", "rights"), [("kicked", None), ("left", None), ("restricted", [])])
async def test_a_group_that_silences_the_bot_is_paused_until_it_may_write(
    tmp_path: Path, status: str, rights: list[str] | None
) -> None:
    """Kicked, removed or muted; a member again, it receives again."""
    async with room(tmp_path) as run:
        ada = run.emulator.stage.user()
        group = run.emulator.stage.supergroup("Newsroom", ada)
        await run.asked(ada, "/start", group)
        run.emulator.stage.set_bot(group, status, rights=rights)
        await run.hear()
        assert await run.state(group) is ChatState.PAUSED
        run.emulator.stage.set_bot(group, "member")
        await run.hear()

        assert await run.state(group) is ChatState.ACTIVE


async def test_a_group_that_removes_the_bot_in_mid_send_is_paused(tmp_path: Path) -> None:
    """What is queued for it goes nowhere, and stops nobody."""
    async with room(tmp_path) as run:
        ada = run.emulator.stage.user(started=True)
        group = run.emulator.stage.supergroup("Newsroom", ada)
        await run.asked(ada, "/start", group)
        for number in range(5):
            await run.post(group, f"news {number}", kind=DeliveryKind.FIRST)
        run.emulator.stage.set_bot(group, "kicked")  # its update is not read yet
        await run.post(ada, "hello")
        await run.app.send.tick()

        assert await run.state(group) is ChatState.PAUSED
        assert [one.text for one in run.emulator.sent(ada)] == ["hello"]
        async with run.app.world.db.read() as conn:
            assert (await deliveries.counts(conn, run.clock.now())).pending == 0


async def test_somebody_who_talks_to_us_is_not_lost(tmp_path: Path) -> None:
    """A chat that was paused for a refusal is answered, and receives again."""
    async with room(tmp_path) as run:
        ada = run.emulator.stage.user()
        await run.asked(ada, "/start")
        run.emulator.fault(Kind.FORBIDDEN, text="bot was blocked by the user", chat=ada)
        await run.post(ada, "refused")
        await run.app.send.tick()
        assert await run.state(ada) is ChatState.PAUSED

        assert len(await run.asked(ada, "/status")) == 1
        assert await run.state(ada) is ChatState.ACTIVE


async def test_a_migration_carries_everything_over(tmp_path: Path) -> None:
    """Subscriptions, state and what is queued; told by both service messages, it happens once."""
    async with room(tmp_path) as run:
        ada = run.emulator.stage.user()
        group = run.emulator.stage.group("Newsroom", ada)
        await run.begun(ada, group)
        await run.pressed(ada, run.menu(group), f"sub:{WATCHLIST}")
        await run.post(group, "on its way", kind=DeliveryKind.FIRST)
        new = run.emulator.stage.migrate(group)
        await run.hear()

        moved = await run.chat(new)
        assert (moved.kind, moved.state) == (ChatKind.SUPERGROUP, ChatState.ACTIVE)
        assert await run.subscribed(new) == (WATCHLIST,)
        assert [one.text for one in run.emulator.sent(new)] == ["on its way"]
        with pytest.raises(AssertionError):
            await run.chat(group)


async def test_a_delivery_that_was_queued_before_a_migration_is_not_lost(tmp_path: Path) -> None:
    """The sender holds it for the old group; the store says where it belongs now."""
    async with room(tmp_path) as run:
        ada = run.emulator.stage.user()
        group = run.emulator.stage.group("Newsroom", ada)
        await run.asked(ada, "/start", group)
        for number in range(3):
            await run.post(group, f"news {number}", kind=DeliveryKind.FIRST)
        run.emulator.fault(Kind.FLOOD, chat=group, seconds=30)
        await run.app.send.tick()  # taken into the sender's queue, which has to wait
        new = run.emulator.stage.migrate(group)
        await run.listen()
        for _ in range(60):
            run.clock.advance(run.clock.now().resolution * 1_000_000)
            await run.app.send.tick()

        assert [one.text for one in run.emulator.sent(new)] == ["news 0", "news 1", "news 2"]


async def test_a_migration_that_only_the_sender_learns_of_loses_nothing(tmp_path: Path) -> None:
    """Telegram's refusal names the new chat; the same deliveries go there, and the news of it changes nothing more."""
    async with room(tmp_path) as run:
        ada = run.emulator.stage.user()
        group = run.emulator.stage.group("Newsroom", ada)
        await run.begun(ada, group)
        await run.pressed(ada, run.menu(group), f"sub:{WATCHLIST}")
        new = run.emulator.stage.migrate(group)
        for number in range(3):
            await run.post(group, f"news {number}", kind=DeliveryKind.FIRST)
        for _ in range(3):
            await run.app.send.tick()
        await run.hear()

        assert sorted(one.text for one in run.emulator.sent(new)) == ["news 0", "news 1", "news 2"]
        assert await run.subscribed(new) == (WATCHLIST,)


async def test_channels_and_strangers_leave_no_trace(tmp_path: Path) -> None:
    """Posts in a channel are not read; a membership of a chat that never asked is not stored."""
    async with room(tmp_path) as run:
        ada = run.emulator.stage.user()
        channel = run.emulator.stage.channel("Headlines", ada)
        run.emulator.stage.say(ada, "/start", channel)
        run.emulator.stage.set_bot(channel, "kicked")
        await run.hear()

        assert run.emulator.sent() == []
        with pytest.raises(AssertionError):
            await run.chat(channel)
