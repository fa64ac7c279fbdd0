"""Roles: given and taken in chat, with the commands that Telegram shows; and what is done stands in /audit."""

from pathlib import Path

from bot.model import Role
from bot.storage import roles
from bot.telegram.words import LANGUAGES
from tests.emulator.judges import judged_accepted
from tests.telegram.lab.talking import OMAR
from tests.telegram.room import WATCHLIST, Room, room


async def given(run: Room) -> dict[int, Role]:
    """Who has which role, owners apart."""
    async with run.app.world.db.read() as conn:
        return await roles.all(conn)


async def test_an_owner_gives_and_takes_a_role_by_buttons(tmp_path: Path) -> None:
    """The person is told, the menu of commands follows, and what an editor may not do stays unknown to him."""
    async with room(tmp_path, owners=[OMAR]) as run:
        run.emulator.stage.user("Omar")
        eve = run.emulator.stage.user("Eve")
        for person in (OMAR, eve):
            await run.asked(person, "/start")
        assert (await run.asked(eve, "/watchlist"))[0].startswith("I do not know")
        await run.asked(OMAR, "/role")
        await run.pressed(OMAR, run.menu(OMAR), "role:p:0")
        await run.pressed(OMAR, run.menu(OMAR), f"role:o:{eve}")
        assert await run.pressed(OMAR, run.menu(OMAR), f"role:g:{eve}:e") == "editor (drafts only)"

        assert await given(run) == {eve: Role.EDITOR}
        assert "You are now: editor" in run.emulator.sent(eve)[-1].text
        commands = run.emulator.lookup.commands
        own = next(listed for place, listed in commands.items() if str(eve) in str(place) and place[-1] == "")
        assert "watchlist" in str(own)
        assert "'role'" not in str(own)
        assert "Which watchlist?" in (await run.asked(eve, "/watchlist"))[0]
        assert (await run.asked(eve, "/role"))[0].startswith("I do not know")

        await run.asked(OMAR, f"/role {eve} none")
        assert await given(run) == {}
        assert not [place for place in run.emulator.lookup.commands if str(eve) in str(place)]
        assert (await run.asked(eve, "/watchlist"))[0].startswith("I do not know")
        audit = (await run.asked(OMAR, "/audit"))[0]
        assert "Omar set the role of Eve" in audit
        assert judged_accepted(run.emulator) >= 8


async def test_nobody_else_gives_roles(tmp_path: Path) -> None:
    """Not an editor by a forged button, not an admin to an owner, nobody an owner's role."""
    async with room(tmp_path, owners=[OMAR]) as run:
        run.emulator.stage.user("Omar", started=True)
        adam, eve = (
            run.emulator.stage.user("Adam", started=True),
            run.emulator.stage.user("Eve", started=True),
        )
        await run.asked(OMAR, f"/role {adam} admin")
        await run.asked(OMAR, f"/role {eve} editor")
        await run.asked(adam, "/role")
        assert "owners" in await run.pressed(adam, run.menu(adam), f"role:g:{OMAR}:v", forged=True)
        assert "owners" in await run.pressed(adam, run.menu(adam), f"role:g:{eve}:a", forged=True)
        await run.asked(eve, "/watchlist")
        assert "owners" in await run.pressed(eve, run.menu(eve), f"role:g:{eve}:a", forged=True)
        for odd in ("role:g:x:a", "role:o:99999999999999999999", "role:", "role:g::"):
            await run.pressed(OMAR, run.menu(OMAR), odd, forged=True)
        assert (await run.asked(OMAR, "/role 12 king"))[0].startswith("Write /role 123456789 editor")

        assert await given(run) == {adam: Role.ADMIN, eve: Role.EDITOR}


async def test_the_pages_are_in_the_readers_language(tmp_path: Path) -> None:
    """None is the English one."""
    readers = {1001 + number: language for number, language in enumerate(LANGUAGES)}
    async with room(tmp_path, owners=readers) as run:
        for person, language in readers.items():
            run.emulator.stage.user(id=person, language_code=language, started=True)
        for command in ("role", "audit", "watchlist", f"watchlist {WATCHLIST}", "role 5 king", "outlet"):
            said = {(await run.asked(person, f"/{command}"))[-1] for person in readers}
            assert len(said) == len(LANGUAGES), command
