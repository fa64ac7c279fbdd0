"""A digest in the real process: held by quiet hours, made at their end, and sent once whatever is killed in between."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.emulator import Kind
from tests.emulator.evidence import Sent
from tests.journeys.harness import Journey, journey
from tests.journeys.outlets import Outlet
from tests.journeys.telling import (
    SUMMARY,
    TITLE,
    alerts,
    polls,
    primed,
    small_watchlists,
    subscribed_reader,
)


def digests(run: Journey, chat: int) -> list[Sent]:
    """The digests of a chat."""
    return [one for one in alerts(run, chat) if "While it was quiet" in one.text]


async def told(run: Journey, chat: int, text: str) -> str:
    """What the bot answers to a line."""
    before = len(run.emulator.sent(chat))
    run.emulator.stage.say(chat, text)
    found = await run.until(lambda: run.emulator.sent(chat)[before:], what=f"the answer to {text}")
    return found[0].text


async def test_what_quiet_hours_hold_arrives_once_after_a_kill(tmp_path: Path) -> None:
    """Quiet now; an article comes, the bot is killed; when the quiet hours end it is told, once, though the answer is lost."""
    outlet = Outlet("levant-monitor")
    async with journey(tmp_path, outlet, watchlists=small_watchlists()) as run:
        bot = await run.start()
        await run.until_polling()
        ada = await subscribed_reader(run)
        await told(run, ada, "/timezone UTC")
        now = datetime.now(UTC)
        night = f"{now - timedelta(hours=1):%H:%M}-{now + timedelta(hours=3):%H:%M}"
        assert "Quiet from" in await told(run, ada, f"/quiet {night}")
        await primed(run)
        outlet.publish(TITLE, SUMMARY)
        seen = polls(outlet)
        await run.until(lambda: polls(outlet) > seen + 2, what="polls after the article")
        assert alerts(run, ada) == []

        await bot.kill()
        await run.start()
        await run.until_polling()
        run.emulator.fault(Kind.DROP_AFTER, method="sendMessage", chat=ada, after=1)
        assert "No quiet hours" in await told(run, ada, "/quiet off")
        (digest,) = await run.until(lambda: digests(run, ada), what="the digest")
        assert TITLE in digest.text
        assert "1 of 1 feeds healthy" in digest.text

        await run.bots[-1].kill()
        await run.start()
        seen = polls(outlet)
        await run.until(lambda: polls(outlet) > seen + 2, what="polls after the second kill")

        assert len(digests(run, ada)) == 1
