"""A newcomer's way: subscribe, be told once, see the alert grow, and nothing again after a restart."""

from pathlib import Path

from tests.journeys.harness import journey
from tests.journeys.outlets import Outlet
from tests.journeys.telling import (
    SUMMARY,
    TITLE,
    alerts,
    menu_of,
    polls,
    primed,
    small_watchlists,
    subscribed_reader,
)


async def test_a_newcomer_is_alerted_and_a_restart_repeats_nothing(tmp_path: Path) -> None:
    """Subscribe, publish, one alert with sound; after SIGTERM and a new start there is still one."""
    outlet = Outlet("levant-monitor")
    async with journey(tmp_path, outlet, watchlists=small_watchlists()) as run:
        bot = await run.start()
        await run.until_polling()
        ada = await subscribed_reader(run)
        await primed(run)

        assert bot.get("/healthz")[0] == 200

        outlet.publish(TITLE, SUMMARY)
        (alert,) = await run.until(lambda: alerts(run, ada), what="the alert")

        assert TITLE in alert.text
        assert not alert.silent
        assert alert.links()[TITLE] == outlet.pieces[-1].url

        assert await bot.terminate() == 0
        asked = polls(outlet)
        await run.start()
        await run.until(lambda: polls(outlet) > asked + 1, what="polls after the restart")
        outlet.publish("Cyprus celebrates its cheese", "Nothing that anybody watches.")
        seen = polls(outlet)
        await run.until(lambda: polls(outlet) > seen + 2, what="polls after the second article")

        assert len(alerts(run, ada)) == 1


async def test_what_stood_in_a_feed_before_is_not_told_but_can_be_looked_up(tmp_path: Path) -> None:
    """The first poll stores without alerting; /latest and the samples of a new subscriber show it silently."""
    outlet = Outlet("levant-monitor")
    outlet.publish(TITLE, SUMMARY, minutes_ago=30)
    async with journey(tmp_path, outlet, watchlists=small_watchlists()) as run:
        await run.start()
        await run.until_polling()
        await primed(run)
        ada = await subscribed_reader(run)
        (sample,) = await run.until(lambda: alerts(run, ada), what="a sample")

        assert sample.silent

        run.emulator.stage.say(ada, "/latest")
        await run.until(lambda: len(alerts(run, ada)) == 2, what="the answer to /latest")

        assert TITLE in alerts(run, ada)[-1].text


async def test_a_second_outlet_edits_the_alert_and_a_denial_replies_to_it(tmp_path: Path) -> None:
    """One living message: edited silently as outlets join; the denial is a reply with sound."""
    first, second, third = (
        Outlet("levant-monitor"),
        Outlet("south-gazette"),
        Outlet("nile-herald", country="EG"),
    )
    async with journey(tmp_path, first, second, third, watchlists=small_watchlists()) as run:
        await run.start()
        await run.until_polling()
        ada = await subscribed_reader(run)
        await primed(run)
        first.publish(TITLE, SUMMARY)
        await run.until(lambda: alerts(run, ada), what="the alert")
        second.publish("Egypt sends 150 troops to Syria's Idlib, commander says", SUMMARY)
        await run.until(lambda: alerts(run, ada)[0].edits, what="the edit")

        assert "South Gazette" in alerts(run, ada)[0].text
        assert len(alerts(run, ada)) == 1

        third.publish(
            "Egypt denies sending 150 soldiers to Syria's Idlib",
            "A military source called reports of Egyptian troops in Saraqeb baseless.",
        )
        await run.until(lambda: len(alerts(run, ada)) == 2, what="the reply")
        told, reply = alerts(run, ada)

        assert reply.reply_to == told.id
        assert not reply.silent


async def test_stop_ends_alerts_and_start_resumes_them(tmp_path: Path) -> None:
    """After /stop nothing comes but answers; /start brings the kept watchlists back."""
    outlet = Outlet("levant-monitor")
    async with journey(tmp_path, outlet, watchlists=small_watchlists()) as run:
        await run.start()
        await run.until_polling()
        ada = await subscribed_reader(run)
        await primed(run)
        before = len(run.emulator.sent(ada))
        run.emulator.stage.say(ada, "/stop")
        await run.until(lambda: len(run.emulator.sent(ada)) > before, what="the answer to /stop")
        outlet.publish(TITLE, SUMMARY)
        seen = polls(outlet)
        await run.until(lambda: polls(outlet) > seen + 3, what="polls after the article")

        assert not alerts(run, ada)

        run.emulator.stage.say(ada, "/start")
        await run.until(
            lambda: (menu := menu_of(run, ada)) and menu.keyboard[0][0]["text"].startswith("✅"),
            what="the menu",
        )
        outlet.publish("Egyptian army convoy enters Aleppo, Syria", "The soldiers came from Hama.")
        await run.until(lambda: alerts(run, ada), what="an alert after /start")


async def test_the_interface_speaks_the_newcomers_language(tmp_path: Path) -> None:
    """language_code decides the language of menu and alert."""
    outlet = Outlet("levant-monitor")
    async with journey(tmp_path, outlet, watchlists=small_watchlists()) as run:
        await run.start()
        await run.until_polling()
        ada = await subscribed_reader(run, "Ayşe", language="tr")
        menu = menu_of(run, ada)

        assert menu is not None
        assert "Suriye'de Mısır güçleri" in menu.keyboard[0][0]["text"]
