"""What takes days: age limits, back-off, an outage of Telegram, a denial on the next day."""

from datetime import timedelta
from pathlib import Path

from bot.model import DeliveryState
from bot.storage import alerts, deliveries
from tests.journeys.outlets import Outlet, Trouble
from tests.journeys.telling import SUMMARY, TITLE, WATCHLIST, polls
from tests.runtime.worlds import desk

HOUR = timedelta(hours=1)


async def test_an_old_article_is_stored_but_not_told(tmp_path: Path) -> None:
    """A feed that suddenly shows last week's piece alerts nobody; it can be looked up."""
    outlet = Outlet("levant-monitor", every="")
    async with desk(tmp_path, outlet) as run:
        run.publish(outlet, TITLE, SUMMARY, age=timedelta(days=3))
        await run.pass_time(2 * HOUR)

        assert run.told() == []
        async with run.app.world.db.read() as conn:
            (found,) = await alerts.latest(conn, [WATCHLIST], 5)
        assert found.content.reports[0].title == TITLE


async def test_a_fresh_article_is_told_with_the_moved_clock(tmp_path: Path) -> None:
    """The same outlet, the same words, published now: one message."""
    outlet = Outlet("levant-monitor", every="")
    async with desk(tmp_path, outlet) as run:
        await run.pass_time(30 * HOUR, step=HOUR)
        run.publish(outlet, TITLE, SUMMARY)
        await run.pass_time(2 * HOUR)

        assert [TITLE in message.text for message in run.told()] == [True]


async def test_a_broken_feed_backs_off_and_comes_back(tmp_path: Path) -> None:
    """In a day of errors it is asked a few times only, others go on; mended, it tells again."""
    broken, well = Outlet("broken-times", every=""), Outlet("levant-monitor", every="")
    async with desk(tmp_path, broken, well) as run:
        broken.trouble(Trouble.SERVER_ERROR)
        before = polls(broken), polls(well)
        await run.pass_time(24 * HOUR, step=timedelta(minutes=15))

        assert polls(broken) - before[0] <= 14
        assert polls(well) - before[1] >= 20
        status = await run.app.status()
        assert [trouble.outlet for trouble in status.troubles] == ["Broken Times"]

        broken.mend()
        await run.pass_time(8 * HOUR, step=timedelta(minutes=15))
        run.publish(broken, TITLE, SUMMARY)
        await run.pass_time(3 * HOUR, step=timedelta(minutes=15))

        assert len(run.told()) == 1


async def test_an_alert_waits_for_telegram_until_it_is_too_old(tmp_path: Path) -> None:
    """An outage of hours delays it; after max_age it expires instead of arriving as stale news."""
    outlet = Outlet("levant-monitor", every="")
    async with desk(tmp_path, outlet) as run:
        await run.emulator.go_down()
        run.publish(outlet, TITLE, SUMMARY)
        await run.pass_time(6 * HOUR, step=timedelta(minutes=30))
        await run.emulator.come_up()
        await run.pass_time(HOUR)

        assert len(run.told()) == 1

        await run.pass_time(timedelta(days=5), step=6 * HOUR)
        await run.emulator.go_down()
        run.publish(outlet, "Egyptian army convoy enters Aleppo, Syria", "Soldiers came from Hama airport.")
        await run.pass_time(timedelta(hours=50), step=2 * HOUR)
        await run.emulator.come_up()
        await run.pass_time(HOUR)

        assert len(run.told()) == 1
        async with run.app.world.db.read() as conn:
            states = await deliveries.states(conn, [f"alert:2/chat:{run.reader}/0/first:0"])
        assert list(states.values()) == [DeliveryState.EXPIRED]


async def test_a_denial_on_the_next_day_answers_the_alert(tmp_path: Path) -> None:
    """Another day, another event, the same development: a reply with sound, no second alert."""
    levant, nile = Outlet("levant-monitor", every=""), Outlet("nile-herald", every="", country="EG")
    async with desk(tmp_path, levant, nile) as run:
        run.publish(levant, TITLE, SUMMARY)
        await run.pass_time(20 * HOUR, step=timedelta(minutes=30))
        run.publish(
            nile,
            "Egypt denies sending 150 soldiers to Syria's Idlib",
            "A military source called reports of Egyptian troops in Saraqeb baseless.",
        )
        await run.pass_time(2 * HOUR)
        first, reply = run.told()

        assert reply.reply_to == first.id
        assert not reply.silent


async def test_nothing_is_told_twice_when_everything_is_polled_for_days(tmp_path: Path) -> None:
    """The feed still lists the article at every poll; restarts of the application change nothing."""
    outlet = Outlet("levant-monitor", every="")
    async with desk(tmp_path, outlet) as run:
        run.publish(outlet, TITLE, SUMMARY)
        await run.pass_time(72 * HOUR, step=HOUR)

        assert len(run.told()) == 1
        assert run.told()[0].edits == 0
