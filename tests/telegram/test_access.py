"""Who may use the bot: modes, requests, one-time links, shutting out; groups go by who added the bot."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.model import AccessMode, ChatState
from bot.storage import schema
from bot.telegram.words import LANGUAGES
from tests.telegram.room import WATCHLIST, Room, room

OWNER = 77


async def an_owner(run: Room, language: str = "en") -> int:
    """The owner, who has started the bot."""
    owner: int = run.emulator.stage.user("Olga", id=OWNER, language_code=language, started=True)
    await run.asked(owner, "/start")
    return owner


async def a_link(run: Room, command: str = "/invite") -> str:
    """A fresh one-time token."""
    (answer,) = await run.asked(OWNER, command)
    found = re.search(r"https://t\.me/khabar_bot\?start=([\w-]+)", answer)
    assert found is not None, answer
    return found[1]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_request_is_approved_by_a_button(tmp_path: Path, language: str) -> None:
    """The owner is asked, the person told and greeted, each in his language; until then nothing is answered."""
    async with room(tmp_path, owners=[OWNER], mode=AccessMode.APPROVAL) as run:
        owner = await an_owner(run, "tr")
        ada = run.emulator.stage.user("Ada <b>\u202e", language_code=language)
        (asked,) = await run.asked(ada, "/start")
        (waits,) = await run.asked(ada, "/latest")
        assert asked != waits
        request = run.menu(owner)
        assert "Ada <b> bu botu kullanmak istiyor." in request.text
        await run.pressed(owner, request, f"allow:{ada}")

        told, greeting = [one.text for one in run.emulator.sent(ada)][-2:]
        assert told != greeting
        assert "1/3" in greeting
        assert (await run.chat(ada)).language == language
        assert await run.state(ada) is ChatState.ACTIVE
        assert "kullanabilir" in run.menu(owner).text


async def test_who_is_denied_gets_one_sentence_and_can_be_let_in_later(tmp_path: Path) -> None:
    """Deny tells the person; every further question gets that sentence; Approve after all takes it back."""
    async with room(tmp_path, owners=[OWNER], mode=AccessMode.APPROVAL) as run:
        owner, ada = await an_owner(run), run.emulator.stage.user()
        await run.asked(ada, "/start")
        await run.pressed(owner, run.menu(owner), f"deny:{ada}")
        (again,) = await run.asked(ada, "/start")
        assert again == "The owners of this bot have closed it to you."
        assert len(await run.asked(owner, "/help")) == 1
        await run.pressed(owner, run.menu(owner), f"allow:{ada}")

        assert "Khabar" in run.emulator.sent(ada)[-1].text


async def test_only_owners_decide(tmp_path: Path) -> None:
    """A forged button of somebody else changes nothing, nor does one about an owner or about nobody."""
    async with room(tmp_path, owners=[OWNER], mode=AccessMode.APPROVAL) as run:
        owner, eve = await an_owner(run), run.emulator.stage.user("Eve")
        await run.asked(eve, "/start")
        menu = run.emulator.sent(eve)[-1]
        assert "request" in await run.pressed(eve, menu, f"allow:{eve}", forged=True)
        request = run.menu(owner)
        for data in (f"deny:{OWNER}", "deny:x", "allow:" + "9" * 40, "allow:-5"):
            assert "nothing to decide" in await run.pressed(owner, request, data, forged=True)

        assert await run.state(eve) is ChatState.STOPPED


async def test_an_invitation_works_once(tmp_path: Path) -> None:
    """It lets in; the second who tries, a forged and an expired one are told so and stay outside."""
    async with room(tmp_path, owners=[OWNER], mode=AccessMode.INVITATION) as run:
        await an_owner(run)
        ada, bob = run.emulator.stage.user("Ada"), run.emulator.stage.user("Bob")
        assert "by invitation" in (await run.asked(ada, "/start"))[0]
        token = await a_link(run)
        assert "Khabar" in (await run.asked(ada, f"/start {token}"))[0]
        used, outside = await run.asked(bob, f"/start {token}")
        assert "used already" in used
        assert "by invitation" in outside
        assert "not one of mine" in (await run.asked(bob, f"/start {token[:-1]}x"))[0]
        late = await a_link(run)
        run.clock.advance(timedelta(days=8))
        assert "expired" in (await run.asked(bob, f"/start {late}"))[0]
        assert len(await run.asked(bob, "/latest")) == 1

        assert await run.state(ada) is ChatState.ACTIVE
        with pytest.raises(AssertionError):
            await run.chat(bob)


async def test_a_link_to_a_watchlist_subscribes(tmp_path: Path) -> None:
    """In any mode, newcomer or not, in private or in a group's topic."""
    async with room(tmp_path, owners=[OWNER]) as run:
        await an_owner(run)
        ada = run.emulator.stage.user()
        forum = run.emulator.stage.supergroup("Newsroom", ada, forum=True)
        topic = run.emulator.stage.topic(forum, "Syria")
        answers = await run.asked(ada, f"/start {await a_link(run, '/invite egyptian')}")
        assert "Subscribed: Egyptian forces in Syria" in answers[-1]
        await run.asked(
            ada, f"/start@khabar_bot {await a_link(run, f'/invite {WATCHLIST}')}", forum, thread=topic
        )

        assert await run.subscribed(ada) == await run.subscribed(forum, topic) == (WATCHLIST,)
        assert "Write one of" in (await run.asked(OWNER, "/invite nothing"))[0]


async def test_tokens_are_not_stored(tmp_path: Path) -> None:
    """Who reads the database cannot use a link."""
    async with room(tmp_path, owners=[OWNER]) as run:
        await an_owner(run)
        token = await a_link(run)
        async with run.app.world.db.read() as conn:
            rows = (await conn.exec_driver_sql("SELECT * FROM invitation")).all()

        assert len(rows) == 1
        assert token not in str(rows)


async def test_others_cannot_invite_nor_see_who_is_here(tmp_path: Path) -> None:
    """The owners' commands are unknown to everybody else, and to owners in a group."""
    async with room(tmp_path, owners=[OWNER]) as run:
        owner, eve = await an_owner(run), run.emulator.stage.user("Eve")
        group = run.emulator.stage.group("Newsroom", owner)
        for command in ("/invite", "/subscribers"):
            assert "do not know" in (await run.asked(eve, command))[0]
            assert "do not know" in (await run.asked(owner, command, group))[0]


async def test_owners_shut_people_out_with_their_groups(tmp_path: Path) -> None:
    """Also in open mode: nothing more to them nor to the groups they brought the bot to; others are not concerned."""
    async with room(tmp_path, owners=[OWNER]) as run:
        owner, eve, ada = await an_owner(run), run.emulator.stage.user("Eve"), run.emulator.stage.user("Ada")
        group = run.emulator.stage.supergroup("Eve's group", eve, bot="left")
        run.emulator.stage.set_bot(group, "member", by=eve)
        await run.begun(eve)
        await run.begun(eve, group)
        await run.begun(ada)
        await run.asked(owner, "/subscribers")
        assert "4 chats" in run.menu(owner).text
        await run.pressed(owner, run.menu(owner), f"deny:{eve}:0")

        assert "shut out" in run.menu(owner).text
        states = [await run.state(chat) for chat in (eve, group, ada)]
        assert states == [ChatState.STOPPED, ChatState.STOPPED, ChatState.ACTIVE]
        assert "closed it to you" in (await run.asked(eve, "/start", group))[0]
        await run.pressed(owner, run.menu(owner), f"allow:{eve}:0")
        assert await run.state(eve) is ChatState.ACTIVE


async def test_a_group_goes_by_who_added_the_bot(tmp_path: Path) -> None:
    """A stranger's group is refused; somebody who was let in brings it in, also where he is an anonymous admin."""
    async with room(tmp_path, owners=[OWNER], mode=AccessMode.INVITATION) as run:
        await an_owner(run)
        ada, eve = run.emulator.stage.user("Ada"), run.emulator.stage.user("Eve")
        await run.asked(ada, f"/start {await a_link(run)}")
        hers, theirs = (
            run.emulator.stage.supergroup(title, user, bot="left")
            for title, user in (("Hers", ada), ("Theirs", eve))
        )
        for group, user in ((hers, ada), (theirs, eve)):
            run.emulator.stage.set_bot(group, "member", by=user)
            run.emulator.stage.set_member(group, user, "administrator", anonymous=True)
        await run.hear()
        assert "needs access first" in (await run.asked(eve, "/start", theirs))[0]
        assert "Khabar" in (await run.asked(ada, "/start", hers))[0]
        assert await run.state(hers) is ChatState.ACTIVE
        run.emulator.stage.set_member(theirs, ada, "administrator")
        assert "Khabar" in (await run.asked(ada, "/start", theirs))[0]


async def test_who_was_here_before_the_mode_was_tightened_stays(tmp_path: Path) -> None:
    """A subscriber of the open days needs no invitation."""
    async with room(tmp_path, owners=[OWNER]) as run:
        await an_owner(run)
        ada = run.emulator.stage.user()
        await run.begun(ada)
        run.listener = run.listening(AccessMode.INVITATION)

        assert "invitation" not in (await run.asked(ada, "/latest"))[0]
        assert "by invitation" in (await run.asked(run.emulator.stage.user("Bob"), "/latest"))[0]


async def test_haste_is_told_once_and_then_ignored(tmp_path: Path) -> None:
    """Thirty questions at once are answered, one more is warned about, the rest gets nothing; others are not held up."""
    async with room(tmp_path) as run:
        ada, bob = run.emulator.stage.user("Ada"), run.emulator.stage.user("Bob")
        for _ in range(40):
            run.emulator.stage.say(ada, "/nonsense")
        run.emulator.stage.say(bob, "/help")
        await run.hear()

        answers = [one.text for one in run.emulator.sent(ada)]
        assert len(answers) == 31
        assert "wait a minute" in answers[-1]
        assert len(run.emulator.sent(bob)) == 1
        run.clock.advance(timedelta(minutes=1))
        assert len(await run.asked(ada, "/help")) == 1


async def test_a_link_into_the_page_is_for_those_who_run_the_bot(tmp_path: Path) -> None:
    """Others do not know the command; without a public address it says why there is no link. No preview goes with one."""
    async with room(tmp_path, owners=[OWNER]) as run:
        assert "PUBLIC_URL" in (await run.asked(await an_owner(run), "/page"))[0]

    async with room(tmp_path / "public", owners=[OWNER], page="https://khabar.example") as run:
        owner, eve = await an_owner(run), run.emulator.stage.user("Eve")
        assert "do not know" in (await run.asked(eve, "/page"))[0]
        (said,) = await run.asked(owner, "/page")
        link = re.search(r"https://khabar\.example/sign-in/([\w-]{43})$", said, re.MULTILINE)
        assert link is not None
        assert link[1].encode() not in await stored_links(run)


async def stored_links(run: Room) -> bytes:
    """The table of links, as it stands in the database."""
    async with run.app.world.db.read() as conn:
        rows = await conn.execute(select(schema.page_link))
        return str([tuple(row) for row in rows]).encode()
