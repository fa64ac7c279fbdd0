"""A newcomer's steps: language, time zone, watchlists and a sample, in one message edited in place."""

from pathlib import Path

import pytest

from bot.model import ChatState
from bot.telegram.words import LANGUAGES
from tests.telegram.room import WATCHLIST, room


@pytest.mark.parametrize("language", LANGUAGES)
async def test_three_steps_in_one_message(tmp_path: Path, language: str) -> None:
    """Language, zone and watchlists, each in the newcomer's language, edited in place; then subscribed."""
    async with room(tmp_path) as run:
        ada = run.emulator.stage.user(language_code=language)
        await run.asked(ada, "/start")
        menu = run.menu(ada)
        shown = [menu.text]
        for data in ("step:zone", "tz:near/page/0", "tz:Asia/Damascus"):
            await run.pressed(ada, run.menu(ada), data)
            shown.append(run.menu(ada).text)
        await run.pressed(ada, run.menu(ada), f"sub:{WATCHLIST}")

        assert [one.id for one in run.emulator.sent(ada)] == [menu.id]
        assert len(set(shown)) == 4
        chat = await run.chat(ada)
        assert (chat.language, chat.timezone, chat.state) == (language, "Asia/Damascus", ChatState.ACTIVE)
        assert await run.subscribed(ada) == (WATCHLIST,)


async def test_another_language_is_spoken_at_once_and_brings_its_likely_zone(tmp_path: Path) -> None:
    """The client is English, the reader is not; a zone that was chosen by hand stays."""
    async with room(tmp_path) as run:
        ada = run.emulator.stage.user(language_code="en")
        await run.asked(ada, "/start")
        await run.pressed(ada, run.menu(ada), "العربية")
        assert "لغة" in run.menu(ada).text
        assert (await run.chat(ada)).timezone == "Africa/Cairo"
        await run.pressed(ada, run.menu(ada), "step:zone")
        await run.pressed(ada, run.menu(ada), "tz:Asia/Baghdad")
        await run.pressed(ada, run.menu(ada), "lang:tr", forged=True)

        chat = await run.chat(ada)
        assert (chat.language, chat.timezone) == ("tr", "Asia/Baghdad")


async def test_steps_can_be_taken_back_and_an_unknown_one_begins_anew(tmp_path: Path) -> None:
    """Back from the zones; a forged language, step or zone shows a menu and changes nothing."""
    async with room(tmp_path) as run:
        ada = run.emulator.stage.user()
        await run.asked(ada, "/start")
        greeting = run.menu(ada).text
        await run.pressed(ada, run.menu(ada), "step:zone")
        await run.pressed(ada, run.menu(ada), "step:language")
        assert run.menu(ada).text == greeting
        for data in ("lang:xx", "step:nowhere", "tz:Mars/Olympus"):
            await run.pressed(ada, run.menu(ada), data, forged=True)

        chat = await run.chat(ada)
        assert (chat.language, chat.timezone) == ("en", "UTC")


async def test_who_is_known_is_not_asked_again(tmp_path: Path) -> None:
    """/start shows the watchlists, and language and zone stay."""
    async with room(tmp_path) as run:
        ada = run.emulator.stage.user(language_code="fr")
        await run.begun(ada)
        answers = await run.asked(ada, "/start")

        assert len(answers) == 2
        assert run.menu(ada).button(f"sub:{WATCHLIST}")


async def test_choosing_a_step_does_not_wake_a_stopped_chat(tmp_path: Path) -> None:
    """An old menu after /stop: the language changes, nothing is sent."""
    async with room(tmp_path) as run:
        ada = run.emulator.stage.user()
        await run.asked(ada, "/start")
        menu = run.menu(ada)
        await run.asked(ada, "/stop")
        await run.pressed(ada, menu, "lang:fr")

        chat = await run.chat(ada)
        assert (chat.language, chat.state) == ("fr", ChatState.STOPPED)
