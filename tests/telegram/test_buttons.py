"""Buttons: old, forged, pressed fifty times, in menus that are gone; every press is answered."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.emulator import Kind
from tests.telegram.room import WATCHLIST, another, room


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
    """Each is answered at once; the menu is edited to its last state, not fifty times; so much haste is told once."""
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
        assert [press["text"].startswith("That was a lot") for press in run.emulator.stage.answers()].count(
            True
        ) == 1
        ticked = run.menu(ada).keyboard[0][0]["text"].startswith("✅")
        assert ticked is (await run.subscribed(ada) == (WATCHLIST,))
        run.clock.advance(timedelta(minutes=2))
        assert "ubscribed" in await run.pressed(ada, run.menu(ada), f"sub:{WATCHLIST}", forged=True)


async def test_a_menu_that_was_deleted_comes_anew(tmp_path: Path) -> None:
    """There is nothing to edit: a new message shows the tick."""
    async with room(tmp_path) as run:
        ada = run.emulator.stage.user()
        await run.begun(ada)
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
        await run.begun(ada, forum, thread=topic)
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
