"""What owners steer in chat: the pause, and the question of a breaker."""

from datetime import timedelta
from pathlib import Path

from bot.model import Role
from bot.runtime.leases import Post
from bot.runtime.owners import tell_people
from bot.storage import chats, guards
from bot.storage.guards import Guard
from bot.storage.words import GuardState
from bot.telegram.steering import breaker_question
from tests.emulator.judges import JUDGED, judged_accepted
from tests.telegram.room import WATCHLIST, Room, room

OMAR = 1001


async def guarded(run: Room) -> dict[str, GuardState]:
    """What stands in the way, by subject."""
    async with run.app.world.db.read() as conn:
        return {id_: guard.state for id_, guard in (await guards.all(conn, run.clock.now())).items()}


async def test_an_owner_pauses_everything_and_resumes(tmp_path: Path) -> None:
    """Answers go out all the same."""
    async with room(tmp_path, owners=[OMAR]) as run:
        assert run.emulator.stage.user("Omar", started=True) == OMAR
        # The room's empty list of outlets is told first.
        assert (await run.asked(OMAR, "/pause"))[-1].startswith("⏸ Everything is paused")
        assert await guarded(run) == {"*": GuardState.PAUSED}

        assert (await run.asked(OMAR, "/resume"))[0].startswith("▶️ Alerts go out again.")
        assert await guarded(run) == {}
        assert await run.asked(OMAR, "/resume") == ["Nothing was paused."]


async def test_an_owner_pauses_one_watchlist(tmp_path: Path) -> None:
    """By its id; an unknown one is told as such and pauses nothing."""
    async with room(tmp_path, owners=[OMAR]) as run:
        run.emulator.stage.user("Omar", started=True)
        assert (await run.asked(OMAR, "/pause nonsense <b>"))[-1] == (
            f"There is no watchlist nonsense <b>. There are: {WATCHLIST}"
        )
        assert await guarded(run) == {}
        await run.asked(OMAR, f"/pause {WATCHLIST.upper()}")
        assert await guarded(run) == {WATCHLIST: GuardState.PAUSED}
        await run.asked(OMAR, f"/resume {WATCHLIST}")
        assert await guarded(run) == {}


async def test_wrong_names_are_answered_with_what_there_is(tmp_path: Path) -> None:
    """A watchlist or an alert that does not exist is named, with where to find one that does."""
    async with room(tmp_path, owners=[OMAR]) as run:
        run.emulator.stage.user("Omar", started=True)
        asked = await run.asked(OMAR, "/watchlist nonsense feedback")
        assert asked[-1] == f"There is no watchlist nonsense. There are: {WATCHLIST}"
        asked = await run.asked(OMAR, "/retract 999 wrong")
        assert asked[-1].startswith("There is no alert 999.")


async def test_help_sets_the_commands_of_owners_apart(tmp_path: Path) -> None:
    """Everybody else does not see the heading."""
    async with room(tmp_path, owners=[OMAR]) as run:
        run.emulator.stage.user("Omar", started=True)
        ada = run.emulator.stage.user("Ada", started=True)
        common, _, owners = (await run.asked(OMAR, "/help"))[-1].partition("For owners of this bot:")
        assert "/help" in common
        assert "/pause" not in common
        assert "/pause" in owners
        assert "owners" not in (await run.asked(ada, "/help"))[-1]


async def test_nobody_else_pauses_anything(tmp_path: Path) -> None:
    """The command is unknown to them, and not in Telegram's menu."""
    async with room(tmp_path, owners=[OMAR]) as run:
        run.emulator.stage.user("Omar", started=True)
        ada = run.emulator.stage.user("Ada", started=True)
        assert (await run.asked(ada, "/pause"))[0].startswith("I do not know ")
        assert await guarded(run) == {}
        await run.listener.introduce({}, {OMAR: Role.OWNER})
        listed = run.emulator.lookup.commands["all_private_chats", ""]
        assert "pause" not in str(listed)


async def asked_of_the_owner(run: Room) -> None:
    """A breaker has tripped."""
    now = run.clock.now()
    guard = Guard(subject=WATCHLIST, state=GuardState.HELD, since=now, hits=64, usual=21)
    catalogue = await run.app.world.catalogue()
    async with run.app.world.leases[Post.DESK].write() as conn:
        await guards.put(conn, guard)
        await tell_people(
            conn,
            run.app.world,
            [OMAR],
            "breaker",
            now,
            lambda words: breaker_question(words, catalogue.name(WATCHLIST), guard),
        )
    await run.app.send.tick()


@JUDGED
async def test_the_question_of_a_breaker_and_its_buttons(tmp_path: Path) -> None:
    """Held until decided: go on, keep holding, or pause."""
    async with room(tmp_path, owners=[OMAR]) as run:
        run.emulator.stage.user("Omar", started=True)
        await asked_of_the_owner(run)
        menu = run.menu(OMAR)
        assert "64 alerts within an hour; up to 21 would be news" in menu.text

        for label, wanted in (
            ("Keep holding", GuardState.HELD),
            ("Pause watchlist", GuardState.PAUSED),
            ("Go on", GuardState.WAVED),
        ):
            said = await run.pressed(OMAR, menu, menu.button(label)["callback_data"])
            assert said.startswith("Egyptian forces in Syria: ")
            assert await guarded(run) == {WATCHLIST: wanted}
        assert judged_accepted(run.emulator) >= 5


async def test_somebody_else_presses_it(tmp_path: Path) -> None:
    """A forwarded or forged button decides nothing."""
    async with room(tmp_path, owners=[OMAR]) as run:
        run.emulator.stage.user("Omar", started=True)
        eve = run.emulator.stage.user("Eve", started=True)
        await run.asked(eve, "/watchlists")
        said = await run.pressed(eve, run.menu(eve), f"brk:pause:{WATCHLIST}", forged=True)
        assert said == "Only the bot's owners can decide that."
        assert await guarded(run) == {}


async def test_status_tells_owners_what_does_not_go_out_and_who_works(tmp_path: Path) -> None:
    """Paused, held back, left alone by Telegram's wish; and the holder of each role."""
    async with room(tmp_path, owners=[OMAR]) as run:
        run.emulator.stage.user("Omar", started=True)
        ada = run.emulator.stage.user("Ada", started=True)
        await run.asked(ada, "/start")
        await run.asked(OMAR, "/pause")
        async with run.app.world.db.write() as conn:
            await chats.hold(conn, ada, run.clock.now() + timedelta(minutes=5))
            await guards.put(
                conn, Guard(subject=WATCHLIST, state=GuardState.HELD, since=run.clock.now(), hits=9, usual=3)
            )
        said = (await run.asked(OMAR, "/status"))[-1]

        assert "⏸ Everything is paused" in said
        assert f"🚧 Held back or paused: {WATCHLIST}" in said
        assert "🐢 Telegram wants 1 chat left alone" in said
        assert [line.split(":")[0] for line in said.split("\n") if "🔑" in line] == [
            "🔑 chat",
            "🔑 desk",
            "🔑 send",
        ]
