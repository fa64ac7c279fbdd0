"""/privacy, /forgetme, /export and the way back: what is stored is shown, goes, and can be taken along."""

import base64
import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.alerts.portable import Portable, written
from bot.alerts.wishes import Mute, MuteKind, Place, QuietHours, Rhythm, Schedule, Subscription
from bot.model import AccessMode, ChatState
from bot.storage import chats, places, pseudonyms, schema, subscriptions
from bot.telegram.personal import LABELS
from bot.telegram.words import LANGUAGES
from tests.emulator import Kind
from tests.telegram.room import WATCHLIST, Room, room

WISH = Subscription(
    watchlist=WATCHLIST,
    schedule=Schedule(Rhythm.DAILY, 7 * 60),
    min_outlets=2,
    languages=frozenset({"ar", "tr"}),
    urgent=False,
)
QUIET = QuietHours(22 * 60, 7 * 60)


async def settled(run: Room, language: str = "en") -> int:
    """Somebody with a bit of everything."""
    ada: int = run.emulator.stage.user("Ada", language_code=language)
    await run.begun(ada)
    await run.pressed(ada, run.menu(ada), f"sub:{WATCHLIST}")
    async with run.app.world.db.write() as conn:
        now = run.clock.now()
        await subscriptions.tune(conn, ada, 0, WISH, now + timedelta(hours=1))
        await places.save(conn, Place(chat=ada, quiet=QUIET))
        mute = Mute(kind=MuteKind.OUTLET, subject="mada", title="Mada", until=now + timedelta(days=3))
        await places.mute(conn, ada, 0, mute, now)
        await pseudonyms.of(conn, [ada])
    return ada


def sent_file(
    run: Room,
    user: int,
    text: str | bytes,
    name: str = "khabar-settings.json",
    chat: int = 0,
    caption: str = "",
) -> None:
    """A file that somebody sends."""
    data = base64.b64encode(text.encode() if isinstance(text, str) else text).decode()
    run.emulator.stage.send_file(user, name, data, chat, caption=caption)


async def answered_file(run: Room, user: int, text: str | bytes, name: str = "khabar-settings.json") -> str:
    """What is said of it."""
    sent_file(run, user, text, name)
    await run.hear()
    return run.emulator.sent(user)[-1].text


async def exported(run: Room, user: int) -> str:
    """The text of the file that /export sends."""
    await run.asked(user, "/export")
    assert run.emulator.sent(user)[-1].kind == "document"
    return list(run.emulator.sending.files.values())[-1].data.decode()


@pytest.mark.parametrize("language", LANGUAGES)
async def test_all_that_is_stored_is_named(tmp_path: Path, language: str) -> None:
    """In the person's language; nobody else's."""
    async with room(tmp_path) as run:
        ada, bob = await settled(run, language), run.emulator.stage.user("Bob", language_code=language)
        (mine,), (nothing,) = await run.asked(ada, "/privacy"), await run.asked(bob, "/privacy")

        assert mine.count("•") == 9
        assert str(ada) in mine
        assert "•" not in nothing
        assert mine != nothing


def test_every_table_about_people_has_a_name_for_them() -> None:
    """A new table with a chat or a person in it is named, or it would be told as other records."""
    about = {table.name for table, _ in chats.about()} - {"chat"}

    assert about <= set(LABELS)


async def test_forgetting_leaves_nothing(tmp_path: Path) -> None:
    """Asked once, then gone from every table; said above the chat only, because a message would be stored again."""
    async with room(tmp_path) as run:
        ada, bob = await settled(run), run.emulator.stage.user("Bob")
        await run.begun(bob)
        await run.asked(ada, "/forgetme")
        said = await run.pressed(ada, run.menu(ada), "forget:yes")

        assert "is deleted" in said
        async with run.app.world.db.read() as conn:
            assert await chats.held(conn, ada) == {}
            assert "chat" in await chats.held(conn, bob)
            for table in schema.metadata.sorted_tables:
                for row in await conn.execute(table.select()):
                    assert ada not in tuple(row), table.name
        assert "Khabar" in (await run.asked(ada, "/start"))[0]


async def test_forgetting_can_be_declined_and_needs_an_admin_in_a_group(tmp_path: Path) -> None:
    """Nothing was deleted."""
    async with room(tmp_path) as run:
        ada = await settled(run)
        await run.asked(ada, "/forgetme")
        await run.pressed(ada, run.menu(ada), "forget:no")
        assert await run.subscribed(ada) == (WATCHLIST,)
        group = run.emulator.stage.supergroup("Newsroom", ada)
        eve = run.emulator.stage.user("Eve")
        run.emulator.stage.set_member(group, eve)
        await run.begun(ada, group)
        assert "Only admins" in (await run.asked(eve, "/forgetme", group))[0]
        await run.asked(ada, "/forgetme", group)
        assert "Only admins" in await run.pressed(eve, run.menu(group), "forget:yes")
        await run.pressed(ada, run.menu(group), "forget:yes")
        with pytest.raises(AssertionError):
            await run.chat(group)


async def test_who_was_shut_out_can_forget_but_not_come_back(tmp_path: Path) -> None:
    """Nobody may be kept from deleting what is stored about him."""
    async with room(tmp_path, owners=[77], mode=AccessMode.APPROVAL) as run:
        owner, eve = run.emulator.stage.user(id=77), run.emulator.stage.user("Eve")
        await run.asked(owner, "/start")
        await run.asked(eve, "/start")
        await run.pressed(owner, run.menu(owner), f"deny:{eve}")
        assert "access" in (await run.asked(eve, "/privacy"))[0]
        await run.asked(eve, "/forgetme")
        assert "is deleted" in await run.pressed(eve, run.menu(eve), "forget:yes")

        assert "closed it to you" in (await run.asked(eve, "/start"))[0]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_settings_go_along_to_another_bot(tmp_path: Path, language: str) -> None:
    """Exported here, sent to a bot with another token and an empty store: the same watchlists, hours and mutes."""
    async with room(tmp_path / "old") as old, room(tmp_path / "new") as new:
        ada = await settled(old, language)
        text = await exported(old, ada)
        moved = new.emulator.stage.user("Ada", language_code="en")
        answer = await answered_file(new, moved, text)

        assert "✅" in answer
        async with new.app.world.db.read() as conn:
            assert await subscriptions.all_of(conn, moved) == (WISH,)
            assert (await places.get(conn, moved)).quiet == QUIET
            assert [mute.subject for mute in await places.mutes(conn, moved, 0, new.clock.now())] == ["mada"]
        assert (await new.chat(moved)).language == language
        assert await new.state(moved) is ChatState.ACTIVE


async def test_a_file_names_what_is_not_known_here(tmp_path: Path) -> None:
    """A watchlist that this bot does not have is left out, and said."""
    async with room(tmp_path) as run:
        ada = await settled(run)
        found = json.loads(await exported(run, ada))
        found["subscriptions"].append({"watchlist": "<b>elsewhere"})

        assert "Not known here: <b>elsewhere" in await answered_file(run, ada, json.dumps(found))


def _spoilt(**more: object) -> str:
    plain = written(
        Portable(exported_at=datetime.fromisoformat("2026-01-01T00:00:00Z"), language="en", timezone="UTC")
    )
    return json.dumps(json.loads(plain) | more)


FOREIGN = (
    ("hello", "list.txt", "only read files"),
    ("{}", "photo.json.exe", "only read files"),
    ("not json", "x.json", "only read files"),
    ("[1, 2]", "x.json", "only read files"),
    ('{"khabar": "1"}', "x.json", "only read files"),
    (b"\xff\xfe\x00", "x.json", "only read files"),
    ("[" * 50_000, "x.json", "only read files"),
    (" " * 70_000, "x.json", "too large"),
    ('{"khabar": 2}', "x.json", "another version"),
    ('{"khabar": 1}', "x.json", "was changed"),
    (_spoilt(timezone="Mars/Olympus"), "x.json", "was changed"),
    (_spoilt(language="xx"), "x.json", "was changed"),
    (_spoilt(quiet={"start": 60, "end": 60}), "x.json", "was changed"),
    (_spoilt(schedule={"rhythm": "daily", "minute": 99999}), "x.json", "was changed"),
    (_spoilt(subscriptions=[{"watchlist": "w"}] * 501), "x.json", "was changed"),
    (_spoilt(subscriptions=[{"watchlist": "w", "min_outlets": 10**9}]), "x.json", "was changed"),
    (_spoilt(mutes=[{"kind": "outlet", "subject": "", "title": ""}]), "x.json", "was changed"),
)


async def test_a_file_that_is_none_of_ours_is_answered_with_a_sentence(tmp_path: Path) -> None:
    """Of the wrong kind, too large, forged: nothing is taken over."""
    async with room(tmp_path) as run:
        ada = run.emulator.stage.user()
        for text, name, said in FOREIGN:
            assert said in await answered_file(run, ada, text, name), text[:80]
        assert await run.subscribed(ada) == ()


async def test_a_file_that_telegram_does_not_give_is_asked_for_again(tmp_path: Path) -> None:
    """And the next one is taken."""
    async with room(tmp_path) as run:
        ada = await settled(run)
        text = await exported(run, ada)
        run.emulator.fault(Kind.BAD_GATEWAY, method="getFile")

        assert "again in a minute" in await answered_file(run, ada, text)
        assert "Taken over: 1 watchlist" in await answered_file(run, ada, text)


async def test_in_a_group_a_file_is_taken_under_import_by_an_admin(tmp_path: Path) -> None:
    """Other files are nobody's business."""
    async with room(tmp_path) as run:
        ada, eve = await settled(run), run.emulator.stage.user("Eve")
        text = await exported(run, ada)
        group = run.emulator.stage.supergroup("Newsroom", ada)
        run.emulator.stage.set_member(group, eve)
        sent_file(run, eve, text, chat=group, caption="/import")
        sent_file(run, eve, text, chat=group)
        await run.hear()
        assert ["Only admins" in one.text for one in run.emulator.sent(group)] == [True]
        sent_file(run, ada, text, chat=group, caption="/import@khabar_bot")
        await run.hear()

        assert await run.subscribed(group) == (WATCHLIST,)
