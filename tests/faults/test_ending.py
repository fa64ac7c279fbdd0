"""The end of a worker, and what it leaves in its log."""

import random
from pathlib import Path

from tests.emulator import Kind
from tests.faults.load import WATCHLISTS, in_flight, outlets, publish, subscribe
from tests.journeys.harness import journey
from tests.journeys.telling import primed


async def test_sigterm_under_load_ends_in_order_and_no_secret_was_logged(tmp_path: Path) -> None:
    """Within ten seconds, exit 0, nothing left in flight; at LOG_LEVEL=DEBUG with failing requests no token appears."""
    async with journey(tmp_path, *outlets(), watchlists=WATCHLISTS) as run:
        bot = await run.start(LOG_LEVEL="DEBUG")
        await run.until_polling()
        await subscribe(run, 5)
        await primed(run)
        run.emulator.fault(Kind.BAD_GATEWAY, method="sendMessage", times=2)
        run.emulator.fault(Kind.DROP_BEFORE, method="getUpdates", times=1)
        publish(run.outlets, 20, random.Random(3))
        await run.until(lambda: any(one.links() for one in run.emulator.sent()), what="the first alert")

        assert await bot.terminate(10) == 0
        assert in_flight(run) == set()
        assert not [line for line in bot.output().splitlines() if "Traceback" in line]
        assert run.emulator.token not in bot.output()
        assert run.emulator.token.split(":")[1] not in bot.output()


async def test_sigterm_during_a_start(tmp_path: Path) -> None:
    """As soon as the data directory is taken: exit 0 all the same."""
    async with journey(tmp_path, *outlets(), watchlists=WATCHLISTS) as run:
        bot = await run.start()
        await run.until((run.data / "khabar.lock").exists, what="the lock")

        assert await bot.terminate(10) == 0
        assert "Traceback" not in bot.output()
