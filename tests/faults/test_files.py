"""What people write wrongly: refused at the start by place, all at once; while running, what was in force stays."""

import json
from pathlib import Path

from tests.journeys.harness import free_port, journey
from tests.journeys.outlets import Outlet
from tests.journeys.telling import (
    SUMMARY,
    TITLE,
    WATCHLIST,
    alerts,
    primed,
    small_watchlists,
    subscribed_reader,
)


async def test_everything_wrong_is_told_at_once(tmp_path: Path) -> None:
    """Settings, outlets, YAML, a query and an unknown concept: each by name and place, exit 2, no traceback."""
    wrong = {
        "one.yaml": "id: one\ntitle: {en: One}\nquery: (egypt AND\n",
        "two.yaml": "id: two\ntitle: {en: Two}\nquery: '@atlantis'\n",
        "three.yaml": "id: three\ntitle: [\n",
    }
    async with journey(tmp_path, Outlet("levant-monitor"), watchlists=wrong) as run:
        run.outlets_file.write_text("- id: Bad Id\n  name: Bad\n  feeds: []\n", encoding="utf-8")
        bot = await run.start(BOT_OWNERS="@ada", PORT="many", TELEGRAM_BOT_TOKEN="secret-but-no-token")
        code = await bot.ended(30)
        said = bot.output()

        assert code == 2
        for place in (
            "BOT_OWNERS",
            "PORT",
            "TELEGRAM_BOT_TOKEN",
            "outlets.yaml:",
            "one.yaml:3",
            "two.yaml:3",
            "three.yaml:",
        ):
            assert place in said, place
        assert "secret-but-no-token" not in said
        assert "Traceback" not in said


async def test_a_mistake_while_running_leaves_what_was_in_force(tmp_path: Path) -> None:
    """The owner is told the place; the old version goes on hitting; the mended file is taken over."""
    outlet = Outlet("levant-monitor", full_text="never")
    async with journey(tmp_path, outlet, watchlists=small_watchlists()) as run:
        ada = run.emulator.stage.user("Ada")
        await run.start(BOT_OWNERS=str(ada))
        await run.until_polling()
        bob = await subscribed_reader(run, "Bob")
        run.emulator.stage.say(ada, "/help")
        await primed(run)
        run.write_watchlists({f"{WATCHLIST}.yaml": f"id: {WATCHLIST}\ntitle: {{en: X}}\nquery: (egypt AND\n"})
        (told,) = await run.until(
            lambda: [one for one in run.emulator.sent(ada) if "Not imported" in one.text],
            seconds=40,
            what="word to the owner",
        )
        outlet.publish(TITLE, SUMMARY)
        await run.until(lambda: alerts(run, bob), what="the alert by the old version")

        assert f"{WATCHLIST}.yaml:3" in told.text


async def test_once_without_a_network_says_so_for_each_outlet(tmp_path: Path) -> None:
    """Preview, no token: one round, a sentence per outlet that could not be reached, exit 1."""
    async with journey(tmp_path, watchlists=small_watchlists()) as run:
        entries = [
            {
                "id": f"gone-{number}",
                "name": f"Gone {number}",
                "country": "GB",
                "owner": "Nobody",
                "kind": "independent",
                "language": "en",
                "feeds": [{"url": f"http://127.0.0.1:{free_port()}/news.xml", "language": "en"}],
            }
            for number in range(3)
        ]
        run.outlets_file.write_text(json.dumps(entries), encoding="utf-8")
        bot = await run.start("--once", TELEGRAM_BOT_TOKEN="")
        code = await bot.ended(60)

        assert code == 1
        for number in range(3):
            assert any(f"Gone {number}: " in line for line in bot.output().splitlines())
        assert "No feed could be reached" in bot.output()
        assert "Traceback" not in bot.output()
