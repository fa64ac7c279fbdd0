"""From an idea to a published, backtested watchlist in chat, and its first alert: a newcomer's path, counted and timed."""

import time
from pathlib import Path

from tests.emulator.evidence import Sent
from tests.journeys.harness import Journey, journey
from tests.journeys.outlets import Outlet
from tests.journeys.telling import SUMMARY, TITLE, alerts, primed, small_watchlists

OMAR = 1001
#: Messages and taps; what the bot needs of them together, of the five minutes that a person may take.
STEPS, SECONDS = 8, 30.0


def shown(run: Journey, label: str) -> Sent | None:
    """The newest message with a button that ends in this label."""
    for one in reversed(run.emulator.sent(OMAR)):
        if any(button["text"].endswith(label) for row in one.keyboard for button in row):
            return one
    return None


async def tap(run: Journey, label: str) -> None:
    """Press a button as soon as it is there."""
    message = await run.until(lambda: shown(run, label), what=f"the button {label}")
    assert message is not None
    data = next(
        button["callback_data"]
        for row in message.keyboard
        for button in row
        if button["text"].endswith(label)
    )
    run.emulator.stage.press(OMAR, OMAR, message.id, data)


async def test_from_an_idea_to_its_first_alert(tmp_path: Path) -> None:
    """Topic words, a backtest, published, subscribed: eight steps; what is published next is told."""
    outlet = Outlet("levant-monitor")
    environment = {"BOT_OWNERS": str(OMAR)}
    async with journey(tmp_path, outlet, watchlists=small_watchlists(), environment=environment) as run:
        await run.start()
        await run.until_polling()
        run.emulator.stage.user("Omar", started=True)
        await primed(run)
        begun = time.monotonic()

        run.emulator.stage.say(OMAR, "/watchlist new")
        await run.until(lambda: run.emulator.sent(OMAR), what="the question for a topic")
        run.emulator.stage.say(OMAR, "soldiers saraqeb")
        for label in ("Continue ›", "Take these", " Publish draft", " Publish"):
            await tap(run, label)
        await run.until(lambda: "in force" in run.emulator.sent(OMAR)[-1].text, what="the new version")
        run.emulator.stage.say(OMAR, "/watchlists")
        await tap(run, "Armed forces · Syria")
        await run.until(lambda: shown(run, "✅ Armed forces · Syria"), what="the tick")
        took = time.monotonic() - begun

        outlet.publish(TITLE, SUMMARY)
        (alert,) = await run.until(lambda: alerts(run, OMAR), what="the alert")
        assert "Armed forces · Syria" in alert.text
        steps = len(run.emulator.stage.answers()) + 3
        assert (steps, took < SECONDS) == (STEPS, True), took
