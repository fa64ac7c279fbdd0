"""Where parts meet that know little of each other: what is held, muted, quiet, told together, corrected or ended, all at once."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.alerts.schedule import next_digest_at
from bot.alerts.wishes import Mute, MuteKind, Place, QuietHours, Rhythm, Schedule, Subscription
from bot.runtime import breakers
from bot.runtime.actions import turns
from bot.runtime.leases import Post
from bot.storage import guards, places, subscriptions
from bot.telegram.ports import Turn
from tests.journeys.outlets import Outlet
from tests.runtime.talking import button, talking
from tests.runtime.test_backlog import EVENTS, FILES, LOT, OWNER, gazette, tell
from tests.runtime.worlds import Desk, desk

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
#: An ordinary Monday noon.
MONDAY = datetime(2026, 11, 16, 12, 0, tzinfo=UTC)
NIGHT = QuietHours(22 * 60, 7 * 60)


async def turn(run: Desk, act: Callable[[Turn], Awaitable[object]], update: int = 10_000) -> None:
    """What somebody does in the chat, in a transaction as the listener has it."""
    async with turns(run.app.world)(update) as opened:
        await act(opened)


async def pause(run: Desk) -> None:
    """An owner pauses everything."""
    async with run.app.world.leases[Post.DESK].write() as conn:
        await breakers.pause_all(conn, "owner", run.clock.now())


async def resume(run: Desk) -> None:
    """An owner lets it go on."""
    async with run.app.world.leases[Post.DESK].write() as conn:
        await breakers.resume(conn, guards.EVERYTHING, run.clock.now())


async def stories(run: Desk) -> list[str]:
    """The stories that were alerted, in order."""
    async with run.app.world.db.read() as conn:
        return [
            str(one)
            for one in (await conn.exec_driver_sql("SELECT story_id FROM alert ORDER BY id")).scalars()
        ]


async def open_deliveries(run: Desk) -> int:
    """What is still on its way, or held."""
    async with run.app.world.db.read() as conn:
        sql = "SELECT count(*) FROM delivery WHERE state IN ('pending', 'held', 'sending')"
        return int((await conn.exec_driver_sql(sql)).scalar() or 0)


async def test_a_summary_waits_for_the_end_of_quiet_hours(tmp_path: Path) -> None:
    """All was paused and goes on in the middle of a reader's night: the summary comes in the morning."""
    async with desk(tmp_path, gazette(), watchlists=FILES, wanted=LOT, begin=MONDAY) as run:
        async with run.app.world.db.write() as conn:
            await places.save(conn, Place(chat=run.reader, quiet=NIGHT))
        await pause(run)
        tell(run, EVENTS[:3])
        await run.pass_time(11 * HOUR, step=2 * HOUR)
        await resume(run)
        await run.pass_time(7 * HOUR + 50 * MINUTE, step=4 * HOUR)
        assert run.told() == []
        await run.pass_time(HOUR, step=20 * MINUTE)

        [message] = run.told()
        assert "3 stories" in message.text
        assert await open_deliveries(run) == 0


async def test_a_summary_tells_no_muted_story(tmp_path: Path) -> None:
    """Muted while it was held."""
    async with desk(tmp_path, gazette(), watchlists=FILES, wanted=LOT, begin=MONDAY) as run:
        await pause(run)
        tell(run, EVENTS[:3])
        await run.pass_time(HOUR, step=20 * MINUTE)
        first = (await stories(run))[0]
        await turn(
            run, lambda it: it.tuning.mute(run.reader, 0, Mute(kind=MuteKind.STORY, subject=first, title=""))
        )
        await resume(run)
        await run.pass_time(10 * MINUTE, step=5 * MINUTE)

        [message] = run.told()
        assert "2 stories" in message.text
        assert await open_deliveries(run) == 0


async def test_a_held_alert_of_a_muted_outlet_is_not_told(tmp_path: Path) -> None:
    """Alone it would go out as it is; but its only outlet was muted meanwhile."""
    async with desk(tmp_path, gazette(), watchlists=FILES, wanted=LOT, begin=MONDAY) as run:
        await pause(run)
        tell(run, EVENTS[:1])
        await run.pass_time(HOUR, step=20 * MINUTE)
        mute = Mute(kind=MuteKind.OUTLET, subject="gazette", title="Gazette")
        await turn(run, lambda it: it.tuning.mute(run.reader, 0, mute))
        await resume(run)
        await run.pass_time(10 * MINUTE, step=5 * MINUTE)

        assert run.told() == []
        assert await open_deliveries(run) == 0


async def test_a_story_of_a_summary_is_told_once_and_its_retraction_too(tmp_path: Path) -> None:
    """Another outlet has it an hour later: no message of its own. An owner retracts it: who read it is told so."""
    other = Outlet("courier", full_text="never")
    async with desk(
        tmp_path, gazette(), other, watchlists=FILES, wanted=LOT, begin=MONDAY, owners=(OWNER,)
    ) as run:
        await pause(run)
        tell(run, EVENTS[:2])
        await run.pass_time(HOUR, step=20 * MINUTE)
        await resume(run)
        await run.pass_time(10 * MINUTE, step=5 * MINUTE)
        assert len(run.told()) == 1
        run.publish(other, *EVENTS[0])
        await run.pass_time(HOUR, step=20 * MINUTE)
        assert len(run.told()) == 1

        async with talking(run, owners=[run.reader]) as talk:
            question = await talk.said(run.reader, "/retract 1 Not true")
            assert "1 chat" in question.text
            await talk.pressed(run.reader, question, button(question, "Do it"))
            await run.pass_time(5 * MINUTE)
        assert len([one for one in run.told() if one.text.startswith("⚫ Now retracted")]) == 1


async def test_what_was_retracted_before_it_was_told_is_told_in_no_summary(tmp_path: Path) -> None:
    """Neither in one after a pause nor in a digest."""
    for number, how in enumerate(("pause", "digest")):
        async with desk(
            tmp_path / how, gazette(), watchlists=FILES, wanted=LOT, begin=MONDAY, owners=(OWNER,)
        ) as run:
            if how == "pause":
                await pause(run)
            else:
                await daily(run)
            tell(run, EVENTS[:3])
            await run.pass_time(HOUR, step=20 * MINUTE)
            async with talking(run, owners=[run.reader]) as talk:
                question = await talk.said(run.reader, "/retract 1 Not true")
                await talk.pressed(run.reader, question, button(question, "Do it"))
            seen = len(run.told())
            if how == "pause":
                await resume(run)
            await run.pass_time(24 * HOUR, step=8 * HOUR)

            summary = run.told()[seen]
            assert "2 stories" in summary.text, how
            assert len(run.told()) == seen + 1, number


async def daily(run: Desk) -> None:
    """The reader wants a digest at eight."""
    schedule = Schedule(Rhythm.DAILY, 8 * 60)
    async with run.app.world.db.write() as conn:
        await places.save(conn, Place(chat=run.reader, schedule=schedule))
        wanted = Subscription(watchlist=LOT, schedule=schedule)
        await subscriptions.tune(
            conn, run.reader, 0, wanted, next_digest_at(schedule, run.clock.now(), ZoneInfo("UTC"))
        )


async def test_a_digest_takes_in_no_other_message(tmp_path: Path) -> None:
    """Telegram is away while a watchlist ends and all goes on after a pause; then a digest is due: all three arrive."""
    files = FILES | {"coral.yaml": FILES["amber.yaml"].replace("amber", "coral").replace("Amber", "Coral")}
    async with desk(tmp_path, gazette(), watchlists=files, wanted=LOT, begin=MONDAY) as run:
        async with run.app.world.db.write() as conn:
            await subscriptions.set(conn, run.reader, 0, ["coral"], run.clock.now())
        await pause(run)
        tell(run, EVENTS[:2])
        await run.pass_time(HOUR, step=20 * MINUTE)
        await daily(run)
        await run.emulator.go_down()
        await resume(run)
        source = files["coral.yaml"].replace("notify: [first]", "notify: [first], mode: retired")
        (tmp_path / "watchlists" / "coral.yaml").write_text(source, encoding="utf-8")
        await run.app.importer.tick()
        await run.pass_time(2 * HOUR, step=20 * MINUTE)
        tell(run, EVENTS[2:3])
        await run.pass_time(20 * HOUR, step=5 * HOUR)
        await run.emulator.come_up()
        await run.pass_time(HOUR, step=20 * MINUTE)

        texts = "\n".join(one.text for one in run.told())
        assert "While alerts were paused" in texts
        assert "has ended" in texts
        assert EVENTS[2][0] in texts
        assert await open_deliveries(run) == 0


async def test_a_correction_makes_no_sound_at_night(tmp_path: Path) -> None:
    """It is told at once, as it is everywhere, but silently where it is quiet."""
    async with desk(tmp_path, gazette(), watchlists=FILES, wanted=LOT, begin=MONDAY) as run:
        tell(run, EVENTS[:1])
        await run.pass_time(HOUR, step=20 * MINUTE)
        async with run.app.world.db.write() as conn:
            await places.save(conn, Place(chat=run.reader, quiet=NIGHT))
        await run.pass_time(11 * HOUR, step=5 * HOUR)
        async with talking(run, owners=[run.reader]) as talk:
            question = await talk.said(run.reader, "/retract 1 Not true")
            await talk.pressed(run.reader, question, button(question, "Do it"))
        await run.pass_time(5 * MINUTE)
        [reply] = [one for one in run.told() if one.reply_to == run.told()[0].id]
        assert reply.silent


async def test_a_correction_reaches_who_read_it_in_the_morning_digest(tmp_path: Path) -> None:
    """The first message was late, the night came, a digest showed it: then it is retracted."""
    async with desk(tmp_path, gazette(), watchlists=FILES, wanted=LOT, begin=MONDAY + 9 * HOUR) as run:
        async with run.app.world.db.write() as conn:
            await places.save(conn, Place(chat=run.reader, quiet=NIGHT))
        tell(run, EVENTS[:1])
        await run.emulator.go_down()
        await run.pass_time(50 * MINUTE)
        run.clock.advance(20 * MINUTE)
        await run.emulator.come_up()
        await run.pass_time(10 * HOUR, step=2 * HOUR)
        assert len(run.told()) == 1
        async with talking(run, owners=[run.reader]) as talk:
            question = await talk.said(run.reader, "/retract 1 Not true")
            assert "1 chat" in question.text
            await talk.pressed(run.reader, question, button(question, "Do it"))
        await run.pass_time(5 * MINUTE)
        assert len([one for one in run.told() if one.text.startswith("⚫ Now retracted")]) == 1


async def test_merged_while_both_were_held_they_are_told_as_one(tmp_path: Path) -> None:
    """By a summary, or by a digest."""
    for how in ("pause", "digest"):
        async with desk(tmp_path / how, gazette(), watchlists=FILES, wanted=LOT, begin=MONDAY) as run:
            if how == "pause":
                await pause(run)
            else:
                await daily(run)
            tell(run, EVENTS[:3])
            await run.pass_time(HOUR, step=20 * MINUTE)
            async with talking(run, owners=[run.reader]) as talk:
                await talk.said(run.reader, "/merge 1 2")
            await run.pass_time(5 * MINUTE)
            seen = len(run.told())
            if how == "pause":
                await resume(run)
            await run.pass_time(24 * HOUR, step=8 * HOUR)
            assert "2 stories" in run.told()[seen].text, how
            assert len(run.told()) == seen + 1


async def test_a_clock_that_is_set_back_stops_no_feed(tmp_path: Path) -> None:
    """By a day: what is published in the next hour is told in that hour."""
    async with desk(tmp_path, gazette(), watchlists=FILES, wanted=LOT, begin=MONDAY) as run:
        await run.pass_time(HOUR, step=20 * MINUTE)
        run.clock.advance(-24 * HOUR)
        tell(run, EVENTS[:1])
        await run.pass_time(HOUR, step=20 * MINUTE)
        assert len(run.told()) == 1
