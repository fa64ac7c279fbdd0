"""Receiving: what happens once happens once, and what fails is not lost."""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest

from bot.model import ChatState, Role
from bot.runtime.actions import turns
from bot.storage.errors import StorageError
from bot.telegram.asker import Defaults
from bot.telegram.commands import COMMANDS, Audience
from bot.telegram.listener import Listener, OpenTurn
from bot.telegram.ports import StoreAwayError, Turn
from tests.telegram.room import Room, room


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

        assert len(run.emulator.sent(ada)) == 1


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


def listed(run: Room, scope: str, language: str = "") -> dict[str, str]:
    """Descriptions by command, as Telegram shows them."""
    return {one["command"]: one["description"] for one in run.emulator.lookup.commands[scope, language]}


@pytest.mark.parametrize("language", ["", "ar", "tr", "fr"])
async def test_telegram_is_told_the_commands_in_every_language_and_role(
    tmp_path: Path, language: str
) -> None:
    """Members of a group see what they may use, its admins more, people in private more, owners all."""
    async with room(tmp_path, owners=[77]) as run:
        run.emulator.stage.user("Owner", id=77, started=True)
        await run.listener.introduce({}, {77: Role.OWNER})
        names = {
            scope: list(listed(run, scope, language))
            for scope in ("all_group_chats", "all_chat_administrators", "all_private_chats", "chat:77")
        }

        assert names["chat:77"] == list(COMMANDS)
        assert {*COMMANDS} - {*names["all_private_chats"]} == {
            name
            for name, command in COMMANDS.items()
            if command.audience in (Audience.OWNER, Audience.LAB, Audience.STAFF)
        }
        assert {*names["all_chat_administrators"]} - {*names["all_group_chats"]} >= {"start", "stop"}
        assert "channels" not in names["all_chat_administrators"]
        english = listed(run, "all_private_chats")
        assert (listed(run, "all_private_chats", language) == english) is (language == "")


async def test_the_commands_are_told_once(tmp_path: Path) -> None:
    """Nothing where nothing changed; an owner who starts the bot later gets his list then."""
    async with room(tmp_path, owners=[77]) as run:
        told = await run.listener.introduce({}, {77: Role.OWNER})
        asked = len(run.emulator.history("setMyCommands", outcome=""))
        assert await run.listener.introduce(told, {77: Role.OWNER}) == told
        assert len(run.emulator.history("setMyCommands", outcome="")) == asked + 1  # the owner is tried again
        assert ("chat:77", "") not in run.emulator.lookup.commands
        await run.asked(run.emulator.stage.user("Owner", id=77), "/start")

        assert list(listed(run, "chat:77")) == list(COMMANDS)
        assert await run.listener.introduce(told | {"private": "old"}, {77: Role.OWNER}) != told


async def test_what_is_no_question_is_not_answered(tmp_path: Path) -> None:
    """Edited messages, chatter and other bots' commands in groups, files in groups."""
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
        stage.send_file(ada, "list.txt", "aGVsbG8=", group)
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

        assert len(await run.asked(ada, "/start " + "😀" * 2000)) == 1
        assert "<b>" in (await run.chat(ada)).title
