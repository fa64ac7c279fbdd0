"""From an idea to a draft by topic words and buttons, and back at every step; what was begun survives a restart."""

from datetime import timedelta
from pathlib import Path

from bot.runtime.lab.chat import PATIENCE
from bot.telegram.words import LANGUAGES
from bot.watch import load_watchlist
from tests.emulator.judges import judged_accepted
from tests.telegram.lab.talking import OMAR, button, drafted, looked, published, tapped
from tests.telegram.room import room


async def test_from_a_topic_to_a_draft(tmp_path: Path) -> None:
    """Concepts by their names in any language, words that nothing names, one taken out, closeness, a title of one's own."""
    async with room(tmp_path, owners=[OMAR]) as run:
        run.emulator.stage.user("Omar", started=True)
        await run.asked(OMAR, "/watchlist")
        await tapped(run, OMAR, "New watchlist")
        (page,) = await run.asked(OMAR, "مصر soldiers in port sudan -football")
        assert '@armed-forces NEAR/12 "port sudan"\nAND @egypt\nAND NOT title:football' in page
        assert "stand close together: Egypt + " in page
        await tapped(run, OMAR, "3 · port sudan")
        await tapped(run, OMAR, "In the title")
        assert (
            "lead:@egypt\nAND lead:@armed-forces\nAND NOT title:football" in run.emulator.sent(OMAR)[-1].text
        )
        (page,) = await run.asked(OMAR, "Khartoum")
        assert "AND lead:Khartoum" in page
        early = run.menu(OMAR)
        await tapped(run, OMAR, "Continue")
        await tapped(run, OMAR, "Back")
        assert "is over" in await run.pressed(OMAR, early, f"new:t:{1}", forged=True)
        await tapped(run, OMAR, "Continue")
        assert "What shall it be called?" in run.emulator.sent(OMAR)[-1].text
        await run.asked(OMAR, "Egypt: soldiers at Khartoum")

        (body,) = await drafted(run)
        found = load_watchlist(body, "egypt-soldiers-at-khartoum")
        assert found.title["en"] == "Egypt: soldiers at Khartoum"
        assert found.title["ar"].endswith("Khartoum")
        assert found.query == "lead:@egypt\nAND lead:@armed-forces\nAND lead:Khartoum\nAND NOT title:football"
        assert "tried on the archive" in run.emulator.sent(OMAR)[-1].text
        assert "some seconds" in await tapped(run, OMAR, "How far is it?")
        await looked(run)
        assert "It would have caught nothing." in run.emulator.sent(OMAR)[-1].text
        await tapped(run, OMAR, "Publish draft")
        assert await tapped(run, OMAR, "Publish") == "Version 1 is in force."
        assert (await published(run, "egypt-soldiers-at-khartoum"))[1] == body
        assert judged_accepted(run.emulator) >= 7


async def test_in_the_shadow_first(tmp_path: Path) -> None:
    """What was seen of the draft counts for it in the shadow; nobody but the admins gets its alerts."""
    async with room(tmp_path, owners=[OMAR]) as run:
        run.emulator.stage.user("Omar", started=True)
        await run.asked(OMAR, "/watchlist new")
        await run.asked(OMAR, "egypt")
        for label in ("Continue", "Take these"):
            await tapped(run, OMAR, label)
        await looked(run)
        assert await tapped(run, OMAR, "In the shadow first") == "Version 1 is in force."
        assert "mode: shadow" in (await published(run, "egypt"))[1]
        assert await drafted(run) == []


async def test_what_was_begun_survives_a_restart_and_ends_by_itself(tmp_path: Path) -> None:
    """The answer is taken by another process; after two days it is an ordinary message."""
    async with room(tmp_path, owners=[OMAR]) as run:
        run.emulator.stage.user("Omar", started=True)
        await run.asked(OMAR, "/watchlist new")
        run.listener = run.listening(run.app.world.settings.behaviour.access)
        assert "@egypt" in (await run.asked(OMAR, "egypt"))[0]
        run.clock.advance(PATIENCE + timedelta(minutes=1))
        assert "I only understand commands" in (await run.asked(OMAR, "sudan"))[0]
        menu = run.menu(OMAR)
        assert "is over" in await run.pressed(OMAR, menu, button(menu, "Continue"))


async def test_odd_topics_and_forged_buttons(tmp_path: Path) -> None:
    """Nothing to look for, everything unticked, buttons of nobody: each is answered, none makes a draft."""
    async with room(tmp_path, owners=[OMAR]) as run:
        run.emulator.stage.user("Omar", started=True)
        await run.asked(OMAR, "/watchlist new")
        for odd in ("the of and", "🙂🙂", "-", "()", "<b>"):
            answer = (await run.asked(OMAR, odd))[-1]
            assert (
                "nothing to look for" in answer or "Query" in answer or "NEAR" in answer or "lead:" in answer
            )
        await tapped(run, OMAR, "Cancel")
        await run.asked(OMAR, "/watchlist new")
        await run.asked(OMAR, "egypt")
        menu = run.menu(OMAR)
        serial = button(menu, "Continue").rpartition(":")[2]
        for odd in (
            f"new:o.9.9:{serial}",
            f"new:o.x.0:{serial}",
            f"new:c.z:{serial}",
            f"new:y:{serial}",
            "new::",
            "new:o",
        ):
            await run.pressed(OMAR, menu, odd, forged=True)
        await tapped(run, OMAR, "1 · ")
        assert "Choose at least one thing." in run.emulator.sent(OMAR)[-1].text
        assert "at least one" in await run.pressed(OMAR, run.menu(OMAR), f"new:t:{serial}", forged=True)
        assert await drafted(run) == []


async def test_every_step_is_in_the_editors_language(tmp_path: Path) -> None:
    """No line of it is English."""
    editors = {1001 + number: language for number, language in enumerate(LANGUAGES)}
    async with room(tmp_path, owners=editors) as run:
        for person, language in editors.items():
            run.emulator.stage.user(id=person, language_code=language, started=True)
        for said in ("/watchlist new", "egypt soldiers"):
            english, *others = [(await run.asked(person, said))[-1].splitlines() for person in editors]
            for lines in others:
                shared = [line for line in lines if line and line in english]
                assert not [line for line in shared if not line.startswith(("@", "AND", "🧭", "drones"))]
