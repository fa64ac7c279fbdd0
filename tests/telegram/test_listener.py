"""Receiving: what happens once happens once, what fails is not lost, and nobody but admins configures."""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest

from bot.model import ChatKind, ChatState, DeliveryKind
from bot.runtime.actions import turns
from bot.storage import deliveries
from bot.storage.errors import StorageError
from bot.telegram.asking import Defaults
from bot.telegram.listener import Listener, OpenTurn
from bot.telegram.ports import StoreAwayError, Turn
from tests.emulator import Kind
from tests.telegram.room import WATCHLIST, Room, another, room


def listening(run: Room, open_turn: OpenTurn) -> Listener:
    """A listener of the same bot whose turns are opened otherwise."""
    return Listener(run.bot, open_turn, Defaults())


async def test_the_offset_moves_with_the_effects(tmp_path: Path) -> None:
    """After an update its effects and the next offset are stored; before, neither."""
    async with room(tmp_path) as run:
        ada = run.emulator.stage.user()
        run.emulator.stage.say(ada, "/start")
        assert await run.offset() == 0
        await run.listen()

        assert await run.offset() == run.emulator.inbox.waiting[-1]["update_id"] + 1
        assert await run.state(ada) is ChatState.ACTIVE


async def test_an_update_that_comes_again_does_nothing(tmp_path: Path) -> None:
    """A takeover by another process may fetch what was handled: it is left alone, and what follows is not."""
    async with room(tmp_path) as run:
        ada = run.emulator.stage.user()
        run.emulator.stage.say(ada, "/help")
        await run.hear()
        run.emulator.stage.say(ada, "/status")
        await run.listener.receive(0, hold=0)
        await run.app.send.tick()
        assert len(run.emulator.sent(ada)) == 2


async def test_updates_that_are_numbered_anew_are_heard(tmp_path: Path) -> None:
    """After a week of silence Telegram chooses a new number, which may be lower."""
    async with room(tmp_path) as run:
        async with turns(run.app.world)(2_000_000_000):
            pass
        ada = run.emulator.stage.user()
        run.emulator.stage.say(ada, "/help")
        await run.listener.receive(0, hold=0)
        await run.app.send.tick()

        assert len(run.emulator.sent(ada)) == 1
        assert 0 < await run.offset() < 2_000_000_000


async def test_while_the_store_is_away_nothing_is_lost(tmp_path: Path) -> None:
    """The update comes again when the database answers; nothing is confirmed in between."""
    async with room(tmp_path) as run:
        ada = run.emulator.stage.user()
        run.emulator.stage.say(ada, "/start")

        @asynccontextmanager
        async def away(update: int) -> AsyncIterator[Turn]:
            async with turns(run.app.world)(update) as turn:
                yield turn
                raise StorageError("The disk is full.", "Free some space.", temporary=True)

        with pytest.raises(StoreAwayError):
            await listening(run, away).receive(0, hold=0)
        assert await run.offset() == 0
        await run.hear()

        assert len(run.emulator.sent(ada)) == 2


async def test_a_store_error_within_a_turn_is_told_as_one(tmp_path: Path) -> None:
    """What the room of telegram may know of it: the store is away, come again."""
    async with room(tmp_path) as run:
        with pytest.raises(StoreAwayError, match="disk is full"):
            async with turns(run.app.world)(5):
                raise StorageError("The disk is full.", "Free some space.", temporary=True)

        assert await run.offset() == 0


async def test_a_poisonous_update_is_skipped_once(tmp_path: Path) -> None:
    """A bug costs one update its effects: the person is told, and the next one is answered."""
    async with room(tmp_path) as run:
        ada = run.emulator.stage.user(language_code="fr")
        run.emulator.stage.say(ada, "/help")
        run.emulator.stage.say(ada, "/status")
        poison = run.emulator.inbox.waiting[0]["update_id"]
        tries = 0

        def open_turn(update: int) -> AbstractAsyncContextManager[Turn]:
            nonlocal tries
            if update == poison:
                tries += 1
                if tries == 1:
                    raise ZeroDivisionError
            return turns(run.app.world)(update)

        await listening(run, open_turn).receive(0, hold=0)
        await run.app.send.tick()

        texts = [one.text for one in run.emulator.sent(ada)]
        assert "erreur" in texts[0]
        assert "24" in texts[1]
        assert await run.offset() == poison + 2


async def test_an_update_that_cannot_even_be_apologised_for_is_passed(tmp_path: Path) -> None:
    """Two failures in a row on one update: only its mark is stored."""
    async with room(tmp_path) as run:
        ada = run.emulator.stage.user()
        run.emulator.stage.say(ada, "/help")
        tries = 0

        def open_turn(update: int) -> AbstractAsyncContextManager[Turn]:
            nonlocal tries
            tries += 1
            if tries < 3:
                raise ZeroDivisionError
            return turns(run.app.world)(update)

        await listening(run, open_turn).receive(0, hold=0)

        assert await run.offset() == run.emulator.inbox.waiting[0]["update_id"] + 1


async def test_an_update_of_a_shape_unknown_today_is_skipped(tmp_path: Path) -> None:
    """What the library cannot read stops neither those before nor those behind it."""
    async with room(tmp_path) as run:
        ada = run.emulator.stage.user()
        run.emulator.stage.say(ada, "/help")
        run.emulator.inbox.put("message", {"message_id": 5, "from": {"strange": True}})
        run.emulator.stage.say(ada, "/status")
        await run.hear()

        assert len(run.emulator.sent(ada)) == 2
        assert await run.offset() == run.emulator.inbox.waiting[-1]["update_id"] + 1


@pytest.mark.parametrize("language", ["", "ar", "tr", "fr"])
async def test_telegram_is_told_the_commands_in_every_language(tmp_path: Path, language: str) -> None:
    """The same commands; the descriptions differ by language."""
    async with room(tmp_path) as run:
        await run.listener.introduce()
        listed = run.emulator.lookup.commands["default", language]

        assert [one["command"] for one in listed] == [
            "start",
            "watchlists",
            "latest",
            "status",
            "stop",
            "help",
        ]
        english = run.emulator.lookup.commands["default", ""]
        assert (listed[0]["description"] == english[0]["description"]) is (language == "")


async def test_what_is_no_question_is_not_answered(tmp_path: Path) -> None:
    """Edited messages, chatter and other bots' commands in groups, files without a word."""
    async with room(tmp_path, privacy=False) as run:
        stage = run.emulator.stage
        ada = stage.user()
        group = stage.group("Newsroom", ada)
        written = stage.say(ada, "hello", group)
        stage.edit(group, written, "/status")
        stage.say(ada, "/status@other_bot", group)
        stage.say(ada, "/weather", group)
        stage.say(ada, "/", group)
        stage.say(ada, "/status", group, forwarded_from="Somebody")
        stage.send_file(ada, "list.txt", "aGVsbG8=")
        await run.hear()

        assert run.emulator.sent() == []
        assert run.emulator.history("getChatMember", outcome="") == []


async def test_a_command_by_the_bots_name_is_answered(tmp_path: Path) -> None:
    """In a group with several bots, in any case of letters; an unknown one too, because it is meant for this bot."""
    async with room(tmp_path) as run:
        ada = run.emulator.stage.user()
        group = run.emulator.stage.group("Newsroom", ada)

        assert len(await run.asked(ada, "/STATUS@Khabar_Bot", group)) == 1
        (unknown,) = await run.asked(ada, "/weather@khabar_bot Tripoli", group)
        assert "weather" in unknown


@pytest.mark.parametrize(
    "text", ["hello", "/", "/weather", "/" + "x" * 4000, "/start@other_bot", "🤷 \u202e/pots"]
)
async def test_in_private_everything_gets_an_answer(tmp_path: Path, text: str) -> None:
    """Short, without direction tricks, and with a way to go on."""
    async with room(tmp_path) as run:
        (answer,) = await run.asked(run.emulator.stage.user(), text)

        assert "/help" in answer
        assert len(answer) < 200
        assert "\u202e" not in answer


async def test_a_forwarded_command_is_not_obeyed(tmp_path: Path) -> None:
    """Who forwards somebody's /stop does not say stop."""
    async with room(tmp_path) as run:
        ada = run.emulator.stage.user()
        await run.asked(ada, "/start")
        run.emulator.stage.say(ada, "/stop", forwarded_from="Somebody")
        await run.hear()

        assert await run.state(ada) is ChatState.ACTIVE


async def test_long_arguments_and_odd_names_do_no_harm(tmp_path: Path) -> None:
    """4,000 characters behind a command; emoji, markup and bidi overrides in a person's name."""
    async with room(tmp_path) as run:
        ada = run.emulator.stage.user("\u202eada 👩‍👩‍👧 <b>&amp;</b>")

        assert len(await run.asked(ada, "/start " + "😀" * 2000)) == 2
        assert "<b>" in (await run.chat(ada)).title


# --- groups ---------------------------------------------------------------------------------------------


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
        await run.asked(owner, "/start", group)
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
        await run.asked(admin, "/start", group)

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
            greeting = await run.asked(ada, "/start", forum, thread=topic)
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


# --- membership -----------------------------------------------------------------------------------------


async def test_blocked_and_back(tmp_path: Path) -> None:
    """Who blocks the bot is paused with his subscriptions kept; who unblocks it receives again."""
    async with room(tmp_path) as run:
        ada = run.emulator.stage.user()
        await run.asked(ada, "/start")
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
        await run.asked(ada, "/start", group)
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
        await run.asked(ada, "/start", group)
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


# --- buttons --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data", ["", "sub", "sub:", "drop:all", "why:1", "x" * 64, "unsub:\u202e", "page:99999999999"]
)
async def test_old_and_forged_buttons_are_answered(tmp_path: Path, data: str) -> None:
    """Whatever the data: an answer, no change, and the bot goes on."""
    async with room(tmp_path) as run:
        ada = run.emulator.stage.user()
        await run.asked(ada, "/start")
        await run.pressed(ada, run.menu(ada), data or "?", forged=True)

        assert run.emulator.stage.answers()[-1]["answered"]
        assert await run.subscribed(ada) == ()


async def test_a_button_of_a_watchlist_that_is_gone_brings_a_fresh_menu(tmp_path: Path) -> None:
    """It is said, and the menu shows what there is."""
    async with room(tmp_path) as run:
        ada = run.emulator.stage.user()
        await run.asked(ada, "/start")

        assert "does not exist" in await run.pressed(ada, run.menu(ada), "sub:gone", forged=True)
        assert run.menu(ada).keyboard[0][0]["callback_data"] == f"sub:{WATCHLIST}"


async def test_fifty_presses_are_one_edit(tmp_path: Path) -> None:
    """Each is answered at once; the menu is edited to its last state, not fifty times."""
    async with room(tmp_path) as run:
        ada = run.emulator.stage.user()
        await run.asked(ada, "/start")
        menu = run.menu(ada)
        for number in range(50):
            data = f"{'unsub' if number % 2 else 'sub'}:{WATCHLIST}"
            run.emulator.stage.press(ada, ada, menu.id, data, forged=True)
        await run.hear()

        assert all(press["answered"] for press in run.emulator.stage.answers())
        assert len(run.emulator.history("editMessageText", outcome="")) <= 1
        assert run.menu(ada).keyboard[0][0]["text"].startswith("▫️")


async def test_a_menu_that_was_deleted_comes_anew(tmp_path: Path) -> None:
    """There is nothing to edit: a new message shows the tick."""
    async with room(tmp_path) as run:
        ada = run.emulator.stage.user()
        await run.asked(ada, "/start")
        menu = run.menu(ada)
        run.emulator.stage.press(ada, ada, menu.id, f"sub:{WATCHLIST}")
        run.emulator.stage.delete(ada, menu.id)
        await run.hear()

        assert run.menu(ada).id != menu.id
        assert run.menu(ada).keyboard[0][0]["text"].startswith("✅")


async def test_a_button_too_old_to_tell_its_topic_changes_nothing(tmp_path: Path) -> None:
    """Telegram then sends the message without its topic: the tap could land in General."""
    async with room(tmp_path) as run:
        ada = run.emulator.stage.user()
        forum = run.emulator.stage.supergroup("Newsroom", ada, forum=True)
        topic = run.emulator.stage.topic(forum, "Syria")
        await run.asked(ada, "/start", forum, thread=topic)
        menu = run.menu(forum)
        run.emulator.stage.press(ada, forum, menu.id, f"sub:{WATCHLIST}")
        message = run.emulator.inbox.waiting[-1]["callback_query"]["message"]
        kept = {name: message[name] for name in ("chat", "message_id")} | {"date": 0}
        message.clear()
        message.update(kept)
        await run.hear()

        assert "fresh menu" in str(run.emulator.stage.answers()[-1]["text"])
        assert await run.subscribed(forum) == await run.subscribed(forum, topic) == ()


async def test_a_button_that_cannot_be_answered_has_done_its_work(tmp_path: Path) -> None:
    """Too late for Telegram, or the network broke: subscribed all the same, and once."""
    async with room(tmp_path) as run:
        ada = run.emulator.stage.user()
        await run.asked(ada, "/start")
        menu = run.menu(ada)
        for fault in (Kind.BAD_REQUEST, Kind.BAD_GATEWAY, Kind.FLOOD):
            run.emulator.fault(fault, method="answerCallbackQuery", text="query is too old", seconds=999)
            run.emulator.stage.press(ada, ada, menu.id, f"sub:{WATCHLIST}", forged=True)
        await run.hear()

        assert await run.subscribed(ada) == (WATCHLIST,)
        assert await run.offset() == run.emulator.inbox.waiting[-1]["update_id"] + 1


async def test_a_long_list_has_pages(tmp_path: Path) -> None:
    """Twenty watchlists: eight on a page, turning around at the ends, and a tap stays on its page."""
    many = {f"list-{number:02}.yaml": another(number) for number in range(19)}
    async with room(tmp_path, watchlists=many) as run:
        ada = run.emulator.stage.user()
        await run.asked(ada, "/watchlists")
        first = run.menu(ada)
        assert [button["text"] for button in first.keyboard[-1]] == ["‹", "1 / 3", "›"]
        assert len(first.keyboard) == 9
        await run.pressed(ada, first, "‹")
        last = run.menu(ada)
        assert (len(last.keyboard), last.keyboard[-1][1]["text"]) == (5, "3 / 3")
        await run.pressed(ada, last, "sub:list-18")

        assert run.menu(ada).keyboard[-2][0]["text"] == "✅ List 18"
        assert len([one for one in run.emulator.sent(ada) if one.keyboard]) == 1
