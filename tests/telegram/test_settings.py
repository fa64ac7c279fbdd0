"""/settings, /quiet, /digest, /mute, /timezone: typed in four languages, tapped in menus, each topic for itself."""

from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.alerts.schedule import next_digest_at
from bot.alerts.wishes import MuteKind, QuietHours, Rhythm, Schedule, Subscription
from bot.storage import alerts, deliveries, digests, feeds, places, subscriptions
from bot.telegram.words import LANGUAGES
from tests.emulator import Kind
from tests.storage.builders import content, outlet, put_alert, put_articles
from tests.telegram.room import WATCHLIST, Room, another, room

NIGHT = QuietHours(22 * 60, 7 * 60)
HOUR = timedelta(hours=1)


async def wish(run: Room, chat: int, thread: int = 0) -> Subscription:
    """How the chat wants the small watchlist."""
    async with run.app.world.db.read() as conn:
        found = await subscriptions.all_of(conn, chat, thread)
    return next(one for one in found if one.watchlist == WATCHLIST)


async def quiet_of(run: Room, chat: int, thread: int = 0) -> QuietHours | None:
    """Its quiet hours."""
    async with run.app.world.db.read() as conn:
        return (await places.get(conn, chat, thread)).quiet


async def subscriber(run: Room, language_code: str = "en") -> int:
    """Somebody who wants the small watchlist."""
    ada: int = run.emulator.stage.user(language_code=language_code)
    await run.asked(ada, "/watchlists")
    await run.pressed(ada, run.menu(ada), f"sub:{WATCHLIST}")
    return ada


@pytest.mark.parametrize("language", LANGUAGES)
async def test_quiet_hours_by_a_line(tmp_path: Path, language: str) -> None:
    """One answer in the chat's language; a wrong line changes nothing and shows a right one."""
    async with room(tmp_path) as run:
        ada = await subscriber(run, language_code=language)
        for typed, wanted, is_wrong in (
            ("nonsense", None, True),
            ("22:00-07:00", NIGHT, False),
            ("22:00-22:00", NIGHT, True),
            ("off", None, False),
            ("٢٢:٠٠-٠٧:٠٠", NIGHT, False),
        ):
            (said,) = await run.asked(ada, f"/quiet {typed}")

            assert await quiet_of(run, ada) == wanted
            assert ("/quiet 22:00-07:00" in said) is is_wrong
            if language == "en" and typed == "22:00-22:00":
                assert "cannot end when they begin" in said


@pytest.mark.parametrize(
    ("language", "typed", "said"),
    [
        ("en", "daily 08:00", "From now on: a daily digest at 08:00."),
        ("ar", "يوميا ٨:٠٠", "من الآن"),
        ("tr", "günlük 08:00", "Bundan sonra"),
        ("fr", "quotidien 8h", "Désormais"),
    ],
)
async def test_a_digest_by_a_line(tmp_path: Path, language: str, typed: str, said: str) -> None:
    """For all that is subscribed, and for what comes later."""
    async with room(tmp_path, watchlists={"list-01.yaml": another(1)}) as run:
        ada = await subscriber(run, language_code=language)
        (answer,) = await run.asked(ada, f"/digest {typed}")
        assert said in answer
        assert (await wish(run, ada)).schedule == Schedule(Rhythm.DAILY, 480)
        await run.asked(ada, "/watchlists")
        await run.pressed(ada, run.menu(ada), "sub:list-01")
        async with run.app.world.db.read() as conn:
            found = await subscriptions.all_of(conn, ada)
            due = await digests.due(conn, run.clock.now() + timedelta(days=1, minutes=1), 10)

        assert {one.schedule for one in found} == {Schedule(Rhythm.DAILY, 480)}
        assert due == [(ada, 0)]


async def test_the_menu_is_one_message_edited_in_place(tmp_path: Path) -> None:
    """Through all its pages and back; every press is answered."""
    async with room(tmp_path) as run:
        ada = await subscriber(run)
        await run.asked(ada, "/settings")
        menu = run.menu(ada)
        for data in (
            *("set:digest", "rhy:d480-0", "rhy:w480-0", "rhy:w540-0", "rhy:w540-4", "set:main"),
            *(
                "set:quiet",
                "quiet:1320-420",
                "quiet:1260-420",
                "set:main",
                "set:mutes",
                "set:mw",
                "set:mutes",
                "set:main",
            ),
            *("set:zone", "stz:europe/page/0", "set:main", "set:lang", "sla:tr"),
            *(
                "set:lists",
                f"one:{WATCHLIST}",
                f"t:{WATCHLIST}:n3",
                f"t:{WATCHLIST}:lar",
                "set:lists",
                "set:main",
            ),
        ):
            await run.pressed(ada, menu, data)
            assert run.menu(ada).id == menu.id

        assert all(one["answered"] for one in run.emulator.stage.answers())
        assert await wish(run, ada) == Subscription(
            watchlist=WATCHLIST,
            schedule=Schedule(Rhythm.WEEKLY, 540, 4),
            min_outlets=3,
            languages=frozenset({"ar"}),
        )
        assert await quiet_of(run, ada) == QuietHours(21 * 60, 7 * 60)
        shown = run.menu(ada)
        assert "Ayarlar" in shown.text
        await run.pressed(ada, shown, "set:close")
        assert run.emulator.sent(ada)[-1].keyboard == []


STALE = (
    "set:nowhere",
    "set:mo/99999",
    "quiet:1-1",
    "quiet:99999-3",
    "rhy:x",
    "rhy:d99999-9",
    "stz:Mars/Olympus",
    f"t:{WATCHLIST}:n9",
    f"t:{WATCHLIST}:lxx",
    "t:gone:n2",
    "one:gone",
    "mch:s:77",
    "mch:x:1",
    "mun:0000",
    "mdo:s:1:9",
    "mdo:o:gone:8",
    "1!mute:77",
    "mute:x",
    "2!mute:1",
    "sla:xx",
)


async def test_stale_and_forged_buttons_bring_a_fresh_menu_and_change_nothing(tmp_path: Path) -> None:
    """Whatever the data: answered, and the settings are as they were."""
    async with room(tmp_path) as run:
        ada = await subscriber(run)
        await run.asked(ada, "/settings")
        for data in STALE:
            await run.pressed(ada, run.menu(ada), data, forged=True)

        assert len(run.emulator.stage.answers()) == len(STALE) + 1
        assert all(one["answered"] for one in run.emulator.stage.answers())
        assert await wish(run, ada) == Subscription(watchlist=WATCHLIST)
        assert await quiet_of(run, ada) is None
        assert (await run.chat(ada)).timezone == "UTC"
        assert (await run.chat(ada)).language == "en"


async def test_in_a_group_only_admins_set_and_topics_keep_their_own(tmp_path: Path) -> None:
    """A member is refused, by command and by button; two topics differ."""
    async with room(tmp_path) as run:
        stage = run.emulator.stage
        admin, member = stage.user("Admin"), stage.user("Member")
        forum = stage.supergroup("Newsroom", admin, forum=True)
        stage.set_member(forum, member)
        syria, libya = stage.topic(forum, "Syria"), stage.topic(forum, "Libya")
        for thread in (syria, libya):
            await run.asked(admin, "/quiet 22:00-07:00", forum, thread=thread)
        await run.asked(admin, "/quiet off", forum, thread=libya)
        (refused,) = await run.asked(member, "/quiet off", forum, thread=syria)
        assert "Only admins" in refused
        await run.asked(admin, "/settings", forum, thread=syria)
        assert "Settings of this topic" in run.menu(forum).text
        assert "Only admins" in await run.pressed(member, run.menu(forum), "quiet:off", forged=True)

        assert await quiet_of(run, forum, syria) == NIGHT
        assert await quiet_of(run, forum, libya) is None


async def test_a_time_zone_by_name(tmp_path: Path) -> None:
    """A city in any of the languages, or the IANA name; what nobody knows changes nothing."""
    async with room(tmp_path) as run:
        ada = await subscriber(run)
        await run.asked(ada, "/digest daily 08:00")
        for typed, zone in (
            ("Atlantis", "UTC"),
            ("Istanbul", "Europe/Istanbul"),
            ("القاهرة", "Africa/Cairo"),
            ("إسطنبول", "Europe/Istanbul"),
            ("europe/paris", "Europe/Paris"),
            ("Le Caire", "Africa/Cairo"),
        ):
            (said,) = await run.asked(ada, f"/timezone {typed}")
            assert (await run.chat(ada)).timezone == zone
            assert ("/timezone Istanbul" in said) is (zone == "UTC")
        async with run.app.world.db.read() as conn:
            due = await digests.due(conn, next_at(run, "Africa/Cairo"), 10)
        assert due == [(ada, 0)]


def next_at(run: Room, zone: str) -> datetime:
    """When the next eight o'clock is there."""
    found = next_digest_at(Schedule(Rhythm.DAILY, 480), run.clock.now(), ZoneInfo(zone))
    assert found is not None
    return found


async def alert_with_button(run: Room, ada: int) -> int:
    """An alert in the chat of its reader; returns its number."""
    now = run.clock.now()
    async with run.app.world.db.write() as conn:
        await put_articles(conn, "a1")
        row = await put_alert(conn, "a1", WATCHLIST)
        found = content("a1", WATCHLIST, first_seen_at=now, updated_at=now)
        await alerts.revise(conn, row.id, found, now, telling="first")
    await run.tell(ada, row.id)
    return row.id


async def test_the_button_under_an_alert_mutes_the_story(tmp_path: Path) -> None:
    """One tap; then shorter, or the outlet too; all is listed and can be undone."""
    async with room(tmp_path) as run:
        ada = await subscriber(run)
        number = await alert_with_button(run, ada)
        alert = next(one for one in run.emulator.sent(ada) if "Title a1" in one.text)
        button = alert.button("Mute story")["callback_data"]
        assert "Muted: Title a1" in await run.pressed(ada, alert, button)
        menu = run.menu(ada)
        assert "Muted for good: Title a1" in menu.text
        await run.pressed(ada, menu, f"mdo:s:{number}:8", forged=True)
        await run.pressed(ada, menu, "mch:o:mada", forged=True)
        await run.pressed(ada, run.menu(ada), "24 h")
        await run.pressed(ada, menu, f"mdo:w:{WATCHLIST}:0", forged=True)
        async with run.app.world.db.read() as conn:
            found = await places.mutes(conn, ada, 0, run.clock.now())
        assert {(one.kind, one.until and round((one.until - run.clock.now()) / HOUR)) for one in found} == {
            (MuteKind.STORY, 8),
            (MuteKind.OUTLET, 24),
            (MuteKind.WATCHLIST, None),
        }
        (listed,) = await run.asked(ada, "/mute")
        assert all(title in listed for title in ("Title a1", "Mada", "Egyptian forces in Syria", "for good"))
        for _ in range(3):
            undo = next(row[0] for row in run.menu(ada).keyboard if "Undo" in row[0]["text"])
            await run.pressed(ada, run.menu(ada), undo["callback_data"])
        assert "Nothing is muted here." in run.menu(ada).text


async def test_muting_from_the_list(tmp_path: Path) -> None:
    """An outlet from the pages of outlets, a watchlist from those that are subscribed."""
    async with room(tmp_path) as run:
        ada = await subscriber(run)
        async with run.app.world.db.write() as conn:
            await feeds.sync(conn, [outlet(f"outlet-{n:02}") for n in range(23)], run.clock.now())
        await run.asked(ada, "/mute")
        menu = run.menu(ada)
        await run.pressed(ada, menu, "Mute an outlet ›")
        assert [button["text"] for button in run.menu(ada).keyboard[-2]] == ["‹", "1 / 3", "›"]
        await run.pressed(ada, menu, "‹")
        await run.pressed(ada, menu, "Outlet-22")
        assert "Muted: Outlet-22" in await run.pressed(ada, menu, "8 h")
        assert "until" in run.menu(ada).text


async def test_a_week_as_a_picture(tmp_path: Path) -> None:
    """/stats sends one photo; where a group forbids photos the words come alone, and the chat stays."""
    async with room(tmp_path) as run:
        ada = await subscriber(run)
        await alert_with_button(run, ada)
        await run.asked(ada, "/stats")
        picture = run.emulator.sent(ada)[-1]
        assert picture.kind == "photo"
        assert "The last seven days" in picture.text

        run.emulator.fault(
            Kind.BAD_REQUEST, method="sendPhoto", text="not enough rights to send photos to the chat"
        )
        await run.asked(ada, "/stats")
        await run.app.send.tick()
        assert run.emulator.sent(ada)[-1].kind == "text"
        assert (await run.chat(ada)).state == "active"
        async with run.app.world.db.read() as conn:
            assert (await deliveries.counts(conn, run.clock.now())).pending == 0
