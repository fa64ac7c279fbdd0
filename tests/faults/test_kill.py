"""Kill -9 under load: nothing is lost, and what arrives twice was in flight."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults.load import (
    IN_FLIGHT,
    WATCHLISTS,
    in_flight,
    integrity,
    ledger,
    outlets,
    publish,
    settled,
    subscribe,
)
from tests.journeys.harness import Journey, journey
from tests.journeys.telling import primed

ARTICLES = 20


def _asked(run: Journey) -> bool:
    """The outlets' new feeds were fetched, maybe not stored."""
    # The first 200 was the feed without these articles; a slow machine may see later 304s already.
    return all(sum(asked.status == 200 for asked in outlet.requests) >= 2 for outlet in run.outlets)


def _first_message(run: Journey) -> bool:
    return _alerts_sent(run) >= 1


def _in_the_middle(run: Journey) -> bool:
    return _alerts_sent(run) >= ARTICLES


def _alerts_sent(run: Journey) -> int:
    return sum(bool(one.links()) for one in run.emulator.sent())


@pytest.mark.parametrize("moment", [_asked, _first_message, _in_the_middle])
async def test_kill_loses_nothing_and_doubles_only_what_was_in_flight(
    tmp_path: Path, moment: Callable[[Journey], bool]
) -> None:
    """20 articles, 3 outlets, 8 chats; killed at a moment of an alert's way, started again."""
    async with journey(tmp_path, *outlets(), watchlists=WATCHLISTS) as run:
        bot = await run.start()
        await run.until_polling()
        chats = await subscribe(run, 8)
        await primed(run)
        publish(run.outlets, ARTICLES, random.Random(5))
        await run.until(lambda: moment(run), what="the moment of the kill")
        await bot.kill()
        flying = in_flight(run)

        assert integrity(run.data / "khabar.sqlite") == "ok"
        assert len(flying) <= IN_FLIGHT

        await run.start()
        await run.until(lambda: settled(run), seconds=60, what="all settled")
        found = ledger(run, chats)

        assert found.lost_articles == []
        assert found.lost_alerts == []
        assert found.alerts >= 1
        assert set(found.doubled) <= flying
        assert all(times == 1 for times in found.doubled.values())


async def test_killed_again_and_again_while_starting(tmp_path: Path) -> None:
    """Three kills at moments of a start with work waiting; the fourth start settles it all."""
    chance = random.Random(11)
    async with journey(tmp_path, *outlets(), watchlists=WATCHLISTS) as run:
        bot = await run.start()
        await run.until_polling()
        chats = await subscribe(run, 8)
        await primed(run)
        publish(run.outlets, ARTICLES, chance)
        flying: set[tuple[int, int]] = set()
        for number in range(3):
            accepted = len(run.emulator.history())
            await run.until(
                lambda accepted=accepted, number=number: len(run.emulator.history()) >= accepted + number,  # type: ignore[misc]
                what="a few requests",
            )
            await bot.kill()
            flying |= in_flight(run)
            bot = await run.start()
        await run.until(lambda: settled(run), seconds=60, what="all settled")
        found = ledger(run, chats)

        assert found.lost_articles == []
        assert found.lost_alerts == []
        assert set(found.doubled) <= flying
        assert integrity(run.data / "khabar.sqlite") == "ok"
