"""Two whole workers on one PostgreSQL: one works, one stands by, and what happens when the first freezes or ends."""

import random
import re
import time
from pathlib import Path

from tests.databases import POSTGRESQL, fresh_address
from tests.emulator.judges import JUDGED, judged_accepted
from tests.faults.load import WATCHLISTS, in_flight, ledger, outlets, publish, settled, subscribe
from tests.journeys.harness import BotProcess, Journey, journey
from tests.journeys.telling import primed

STANDS_BY = "send: another process has taken over"


def _stored(run: Journey) -> bool:
    return settled(run) and not ledger(run, {}).lost_articles


def _conflicts(*bots: BotProcess) -> int:
    """How often Telegram said that somebody else asks for the same updates."""
    return sum(len(re.findall("another process asks Telegram", bot.output())) for bot in bots)


@JUDGED
async def test_a_frozen_worker_is_followed_and_wakes_to_stand_by(tmp_path: Path) -> None:
    """Takeover within 30 s; nothing lost; doubled at most what was in flight; 409 does not last."""
    chance = random.Random(7)
    async with (
        fresh_address(POSTGRESQL, tmp_path) as address,
        journey(tmp_path, *outlets(), watchlists=WATCHLISTS, environment={"DATABASE_URL": address}) as run,
    ):
        first = await run.start()
        await run.until_polling()
        chats = await subscribe(run, 8)
        await primed(run)
        second = await run.start()
        await run.until(lambda: second.output().count("stands by") == 3, what="the second worker standing by")
        publish(run.outlets, 16, chance)
        await run.until(lambda: any(one.links() for one in run.emulator.sent()), what="the first alert")
        first.pause()
        frozen_at, before = time.monotonic(), len(run.emulator.sent())
        flying = in_flight(run)
        publish(run.outlets, 8, chance)
        await run.until(lambda: len(run.emulator.sent()) > before + 16, seconds=40, what="the takeover")

        assert time.monotonic() - frozen_at < 30
        await run.until(lambda: _stored(run), seconds=60, what="all settled")
        first.resume()
        await run.until(lambda: STANDS_BY in first.output(), what="the first one standing by")
        publish(run.outlets, 8, chance)
        await run.until(lambda: _stored(run), seconds=60, what="all settled again")
        found = ledger(run, chats)

        assert (found.lost_articles, found.lost_alerts) == ([], [])
        assert set(found.doubled) <= flying
        assert all(times == 1 for times in found.doubled.values())

        assert await second.terminate() == 0
        given_back_at = time.monotonic()
        ada = next(iter(chats))
        asked = len(run.emulator.sent(ada))
        run.emulator.stage.say(ada, "/help")
        await run.until(lambda: len(run.emulator.sent(ada)) > asked, what="an answer of the first one")

        assert time.monotonic() - given_back_at < 5
        assert _conflicts(first, second) <= 2
        assert run.emulator.limits.violations == []
        assert judged_accepted(run.emulator) > 40
        assert "Traceback" not in first.output() + second.output()
