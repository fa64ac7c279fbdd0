"""What people ask of a running bot: look something up, take their settings along, be forgotten."""

import base64
from pathlib import Path

from tests.journeys.harness import journey
from tests.journeys.outlets import Outlet
from tests.journeys.telling import (
    SUMMARY,
    TITLE,
    alerts,
    primed,
    small_watchlists,
    subscribed_reader,
)


async def test_looked_up_taken_along_forgotten_and_back(tmp_path: Path) -> None:
    """/search and /story find what was alerted; after /forgetme nothing comes; the exported file brings all back."""
    outlet = Outlet("levant-monitor")
    async with journey(tmp_path, outlet, watchlists=small_watchlists()) as run:
        await run.start()
        await run.until_polling()
        stage = run.emulator.stage
        ada = await subscribed_reader(run)
        await primed(run)
        outlet.publish(TITLE, SUMMARY)
        (alert,) = await run.until(lambda: alerts(run, ada), what="the alert")

        stage.say(ada, "/search saraqeb lang:en")
        stage.say(ada, "/story", reply_to=alert.id)
        stage.say(ada, "/export")
        await run.until(
            lambda: [one for one in run.emulator.sent(ada) if one.kind == "document"],
            what="the exported file",
        )
        found = [one.text for one in run.emulator.sent(ada) if TITLE in one.text]
        assert [text.split("\n")[0] for text in found[1:]] == [
            "🔎 saraqeb lang:en",
            "One source · Egyptian forces in Syria",
        ]
        file = list(run.emulator.sending.files.values())[-1]

        stage.say(ada, "/forgetme")
        asked = await run.until(
            lambda: [one for one in run.emulator.sent(ada) if one.keyboard and "🗑" in str(one.keyboard)],
            what="the question",
        )
        stage.press(ada, ada, asked[-1].id, "forget:yes")
        await run.until(lambda: "deleted" in str(stage.answers()[-1]["text"]), what="the goodbye")

        stage.send_file(ada, file.name, base64.b64encode(file.data).decode())
        await run.until(
            lambda: [one for one in run.emulator.sent(ada) if "Taken over: 1 watchlist." in one.text],
            what="the settings, taken over from the file",
        )
