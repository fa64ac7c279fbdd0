"""Digests and quiet hours over days, on a moved clock: each story once, in its state at that hour, whatever happens."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.alerts.localtime import moment_of
from bot.alerts.schedule import next_digest_at, quiet_until
from bot.alerts.wishes import Mute, MuteKind, Place, QuietHours, Rhythm, Schedule, Subscription
from bot.model import Chat, ChatKind, ChatState, DeliveryKind, DeliveryState
from bot.storage import chats, deliveries, places, subscriptions
from tests.emulator import Kind
from tests.emulator.evidence import Sent
from tests.journeys.outlets import Outlet, Trouble
from tests.journeys.telling import SUMMARY, TITLE, WATCHLIST
from tests.runtime.worlds import Desk, desk

HOUR = timedelta(hours=1)
PARIS = "Europe/Paris"
#: An ordinary Monday noon.
MONDAY = datetime(2026, 11, 16, 11, 0, tzinfo=UTC)
#: Another event, in words that have little in common with the first.
SECOND = (
    "Syria buys rifles from Egypt's army in rare arms deal",
    "The contract is worth 40 million dollars and was signed in Cairo on Sunday.",
)
DENIAL = (
    "Egypt denies sending 150 soldiers to Syria's Idlib",
    "A military source called reports of Egyptian troops in Saraqeb baseless.",
)


async def set_up(
    run: Desk,
    schedule: Schedule = Schedule(),  # noqa: B008
    quiet: QuietHours | None = None,
    zone: str = PARIS,
    **wishes: object,
) -> None:
    """How the reader wants the watchlist."""
    now = run.clock.now()
    wanted = Subscription(watchlist=WATCHLIST, schedule=schedule, **wishes)  # type: ignore[arg-type]
    async with run.app.world.db.write() as conn:
        chat = Chat(id=run.reader, kind=ChatKind.PRIVATE, title="Ada", timezone=zone)
        await chats.upsert(conn, chat, now)
        await places.save(conn, Place(chat=run.reader, quiet=quiet, schedule=schedule))
        following = next_digest_at(schedule, now, ZoneInfo(zone))
        await subscriptions.tune(conn, run.reader, 0, wanted, following)


async def until(run: Desk, moment: datetime, *, step: timedelta = HOUR) -> None:
    """Let time pass until then."""
    await run.pass_time(moment - run.clock.now(), step=step)


def digests(told: Sequence[Sent]) -> list[str]:
    """The texts of the digests."""
    return [one.text for one in told if one.text.startswith(("🗞", "📌"))]


async def test_a_daily_digest_shows_each_story_once_in_its_state_at_that_hour(tmp_path: Path) -> None:
    """Two outlets tell one event, another event follows: one message at eight, with the state of then."""
    levant, nile = Outlet("levant-monitor", every=""), Outlet("nile-herald", every="", country="EG")
    async with desk(tmp_path, levant, nile, begin=MONDAY) as run:
        await set_up(run, Schedule(Rhythm.DAILY, 8 * 60))
        run.publish(levant, TITLE, SUMMARY)
        await until(run, MONDAY + 3 * HOUR)
        run.publish(nile, TITLE, SUMMARY)
        run.publish(levant, *SECOND)
        await until(run, datetime(2026, 11, 17, 6, 59, tzinfo=UTC))
        assert run.told() == []
        await until(run, datetime(2026, 11, 17, 7, 30, tzinfo=UTC))

        (one,) = run.told()
        assert one.text.count(TITLE) == 1
        assert one.text.count(SECOND[0]) == 1
        assert "2 stories" in one.text
        assert "Corroborated · 2 independent" in one.text
        assert "Egyptian forces in Syria" in one.text
        assert one.text.endswith("📡 2 of 2 feeds healthy")
        assert not one.silent


async def test_a_day_without_news_says_so_and_what_is_wrong(tmp_path: Path) -> None:
    """Silently: nothing matched, and since when a feed is blocked. What was told yesterday is not told again."""
    levant, nile = Outlet("levant-monitor", every=""), Outlet("nile-herald", every="")
    async with desk(tmp_path, levant, nile, begin=MONDAY) as run:
        await set_up(run, Schedule(Rhythm.DAILY, 8 * 60))
        run.publish(levant, TITLE, SUMMARY)
        nile.trouble(Trouble.FORBIDDEN)
        await until(run, MONDAY + 24 * HOUR)
        await until(run, MONDAY + 48 * HOUR, step=HOUR)

        first, second = run.told()
        assert TITLE in first.text
        assert "Nothing matched." in second.text
        assert "1 of 2 feeds healthy, Nile Herald blocked since Monday" in second.text
        assert second.silent


async def test_a_denial_of_what_a_digest_showed_comes_with_the_next(tmp_path: Path) -> None:
    """Growth is not repeated; that it is denied is."""
    levant, nile = Outlet("levant-monitor", every=""), Outlet("nile-herald", every="", country="EG")
    async with desk(tmp_path, levant, nile, begin=MONDAY) as run:
        await set_up(run, Schedule(Rhythm.HOURLY))
        run.publish(levant, TITLE, SUMMARY)
        await until(run, MONDAY + 3 * HOUR)
        run.publish(nile, *DENIAL)
        await until(run, MONDAY + 6 * HOUR)

        first, second = digests(run.told())
        assert "One source" in first
        assert "Now denied" in second


async def test_hourly_digests_are_silent_about_nothing(tmp_path: Path) -> None:
    """An hour without news brings no message."""
    outlet = Outlet("levant-monitor", every="")
    async with desk(tmp_path, outlet, begin=MONDAY) as run:
        await set_up(run, Schedule(Rhythm.HOURLY))
        await until(run, MONDAY + 5 * HOUR)
        run.publish(outlet, TITLE, SUMMARY)
        await until(run, MONDAY + 10 * HOUR)

        assert len(run.told()) == 1


async def test_quiet_hours_hold_everything_until_their_end(tmp_path: Path) -> None:
    """A first message and a denial of an earlier alert: one digest in the morning; the silent edit goes on."""
    levant, nile = Outlet("levant-monitor", every=""), Outlet("nile-herald", every="", country="EG")
    async with desk(tmp_path, levant, nile, begin=MONDAY) as run:
        await set_up(run, quiet=QuietHours(22 * 60, 7 * 60))
        run.publish(levant, TITLE, SUMMARY)
        await until(run, MONDAY + 9 * HOUR)
        assert len(run.told()) == 1
        await until(run, datetime(2026, 11, 16, 21, 30, tzinfo=UTC))
        run.publish(nile, *DENIAL)
        run.publish(levant, *SECOND)
        await until(run, datetime(2026, 11, 17, 5, 55, tzinfo=UTC))
        assert len(run.told()) == 1
        assert run.told()[0].edits == 1
        await until(run, datetime(2026, 11, 17, 6, 30, tzinfo=UTC))

        _, morning = run.told()
        assert morning.text.startswith("🗞 While it was quiet · 2 stories")
        assert "Now denied" in morning.text
        assert SECOND[0] in morning.text


async def test_nights_of_23_and_25_hours(tmp_path: Path) -> None:
    """What comes in the last quiet minute waits, what comes after the end does not, whatever the clocks do."""
    for day, end in ((date(2026, 3, 29), 5), (date(2026, 10, 25), 6)):
        outlet = Outlet("levant-monitor", every="10s")
        evening = moment_of(day - timedelta(days=1), 21 * 60, ZoneInfo(PARIS))
        directory = tmp_path / str(day)
        async with desk(directory, outlet, begin=evening) as run:
            await set_up(run, quiet=QuietHours(22 * 60, 7 * 60))
            morning = datetime(day.year, day.month, day.day, end, tzinfo=UTC)
            assert quiet_until(QuietHours(1320, 420), evening + 2 * HOUR, ZoneInfo(PARIS)) == morning
            await until(run, morning - timedelta(minutes=10), step=2 * HOUR)
            run.publish(outlet, TITLE, SUMMARY)
            await until(run, morning - timedelta(minutes=1), step=timedelta(minutes=9))
            assert run.told() == []
            await until(run, morning + timedelta(minutes=1), step=timedelta(minutes=2))
            assert len(digests(run.told())) == 1
            run.publish(outlet, *SECOND)
            await until(run, morning + timedelta(minutes=21), step=timedelta(minutes=10))

            assert len(run.told()) == 2
            assert SECOND[0] in run.told()[1].text


async def test_after_an_outage_one_digest_comes_and_not_each_missed(tmp_path: Path) -> None:
    """The bot was off for three days; and Telegram was away for two."""
    outlet = Outlet("levant-monitor", every="")
    async with desk(tmp_path, outlet, begin=MONDAY) as run:
        await set_up(run, Schedule(Rhythm.DAILY, 8 * 60))
        run.publish(outlet, TITLE, SUMMARY)
        await until(run, MONDAY + 2 * HOUR)
        run.clock.advance(timedelta(days=3))
        await run.pass_time(HOUR)
        assert len(run.told()) == 1

        await run.emulator.go_down()
        run.publish(outlet, *SECOND)
        await run.pass_time(timedelta(hours=44), step=2 * HOUR)
        await run.emulator.come_up()
        await run.pass_time(2 * HOUR)

        late = run.told()[1:]
        assert [SECOND[0] in one.text for one in late] == [True]


async def test_an_uncertain_digest_is_not_sent_again(tmp_path: Path) -> None:
    """The connection breaks after Telegram accepted it: once is enough."""
    outlet = Outlet("levant-monitor", every="")
    async with desk(tmp_path, outlet, begin=MONDAY) as run:
        await set_up(run, Schedule(Rhythm.HOURLY))
        run.publish(outlet, TITLE, SUMMARY)
        run.emulator.fault(Kind.DROP_AFTER, method="sendMessage")
        await until(run, MONDAY + 5 * HOUR)

        assert len(run.told()) == 1
        async with run.app.world.db.read() as conn:
            assert (await deliveries.counts(conn, run.clock.now())).uncertain == 1


async def test_a_story_is_told_when_enough_outlets_have_it(tmp_path: Path) -> None:
    """One is not enough; the second brings the alert, at once."""
    levant, nile = Outlet("levant-monitor", every=""), Outlet("nile-herald", every="", country="EG")
    async with desk(tmp_path, levant, nile, begin=MONDAY) as run:
        await set_up(run, min_outlets=2)
        run.publish(levant, TITLE, SUMMARY)
        await until(run, MONDAY + 3 * HOUR)
        assert run.told() == []
        run.publish(nile, TITLE, SUMMARY)
        await until(run, MONDAY + 6 * HOUR)

        assert len(run.told()) == 1


async def test_mutes_hold_in_a_digest_too(tmp_path: Path) -> None:
    """A story that waits and is then muted is not shown; the other one is."""
    outlet = Outlet("levant-monitor", every="")
    async with desk(tmp_path, outlet, begin=MONDAY) as run:
        await set_up(run, Schedule(Rhythm.DAILY, 20 * 60))
        run.publish(outlet, TITLE, SUMMARY)
        run.publish(outlet, *SECOND)
        await until(run, MONDAY + 3 * HOUR)
        async with run.app.world.db.write() as conn:
            found = await conn.exec_driver_sql("SELECT story_id FROM alert ORDER BY id")
            story = str(found.scalars().first())
            mute = Mute(kind=MuteKind.STORY, subject=story, title="")
            await places.mute(conn, run.reader, 0, mute, run.clock.now())
        await until(run, MONDAY + 10 * HOUR)

        (one,) = digests(run.told())
        assert "1 story" in one
        assert (TITLE in one) is not (SECOND[0] in one)


async def test_a_stopped_chat_gets_no_digest_and_no_pile_afterwards(tmp_path: Path) -> None:
    """What came together while nobody wanted it is gone; the clock goes on."""
    outlet = Outlet("levant-monitor", every="")
    async with desk(tmp_path, outlet, begin=MONDAY) as run:
        await set_up(run, Schedule(Rhythm.DAILY, 20 * 60))
        run.publish(outlet, TITLE, SUMMARY)
        await until(run, MONDAY + 3 * HOUR)
        chat = Chat(id=run.reader, kind=ChatKind.PRIVATE, timezone=PARIS, state=ChatState.STOPPED)
        async with run.app.world.db.write() as conn:
            await chats.upsert(conn, chat, run.clock.now())
        await until(run, MONDAY + 10 * HOUR)
        async with run.app.world.db.write() as conn:
            await chats.restore(conn, run.reader, run.clock.now())
        await until(run, MONDAY + 33 * HOUR, step=HOUR)

        assert ["Nothing matched." in one for one in digests(run.told())] == [True]


async def test_deliveries_and_what_they_show_are_stored_together(tmp_path: Path) -> None:
    """Making a digest twice makes it once: a tick after a crash finds nothing due."""
    outlet = Outlet("levant-monitor", every="")
    async with desk(tmp_path, outlet, begin=MONDAY) as run:
        await set_up(run, Schedule(Rhythm.HOURLY))
        run.publish(outlet, TITLE, SUMMARY)
        await until(run, MONDAY + timedelta(minutes=50), step=timedelta(minutes=10))
        run.clock.advance(timedelta(minutes=15))
        assert [await run.app.digests.tick() for _ in range(3)] == [1, 0, 0]
        async with run.app.world.db.read() as conn:
            waiting = await deliveries.due(conn, run.clock.now(), 9)
        assert [(one.kind, one.state) for one in waiting] == [(DeliveryKind.DIGEST, DeliveryState.PENDING)]


async def test_a_weekly_digest_brings_a_picture(tmp_path: Path) -> None:
    """A photo with the head as its caption, then the stories; the next week, without any, is one photo."""
    outlet = Outlet("levant-monitor", every="")
    async with desk(tmp_path, outlet, begin=MONDAY) as run:
        await set_up(run, Schedule(Rhythm.WEEKLY, 14 * 60, 0))
        run.publish(outlet, TITLE, SUMMARY)
        await until(run, MONDAY + 3 * HOUR)

        photo, stories = run.told()
        assert (photo.kind, photo.text) == ("photo", "🗞 Weekly digest · 1 story")
        assert TITLE in stories.text
        assert not photo.silent
        assert stories.silent

        run.clock.advance(timedelta(days=6, hours=12))
        await run.pass_time(timedelta(hours=12), step=4 * HOUR)
        last = run.told()[-1]
        assert len(run.told()) == 3
        assert (last.kind, last.silent) == ("photo", True)
        assert "Nothing matched." in last.text


async def test_an_alert_that_comes_late_does_not_ring_at_night(tmp_path: Path) -> None:
    """Telegram was away from the evening into the quiet hours: it waits for their end."""
    outlet = Outlet("levant-monitor", every="")
    async with desk(tmp_path, outlet, begin=datetime(2026, 11, 16, 19, 0, tzinfo=UTC)) as run:
        await set_up(run, quiet=QuietHours(22 * 60, 7 * 60))
        await run.emulator.go_down()
        run.publish(outlet, TITLE, SUMMARY)
        await until(run, datetime(2026, 11, 16, 21, 10, tzinfo=UTC), step=HOUR / 2)
        await run.emulator.come_up()
        await until(run, datetime(2026, 11, 17, 5, 30, tzinfo=UTC), step=2 * HOUR)
        assert run.told() == []
        await until(run, datetime(2026, 11, 17, 6, 30, tzinfo=UTC))

        (one,) = run.told()
        assert one.text.startswith("🗞 While it was quiet · 1 story")
