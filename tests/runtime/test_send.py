"""The send station where things go wrong on our side: a bug, a store that does not answer, a text that is stale."""

import asyncio
import sqlite3
from datetime import timedelta
from pathlib import Path

from bot.alerts.outbox import Outcome, Sent
from bot.model import Delivery, DeliveryKind, DeliveryState, Message
from bot.storage import deliveries
from bot.storage.database import Database
from tests.telegram.room import Room, room

SECOND = timedelta(seconds=1)


async def state_of(run: Room, delivery: int = 1) -> DeliveryState:
    """What became of a delivery."""
    async with run.app.world.db.read() as conn:
        found = await deliveries.get(conn, delivery)
    assert found is not None
    return found.state


class Buggy:
    """A messenger that fails in a way that nobody foresaw."""

    def __init__(self) -> None:
        self.asked = 0

    async def administrators(self, chat: int) -> frozenset[int]:
        return frozenset()

    async def deliver(self, delivery: Delivery, message: Message, *, plain: bool = False) -> Outcome:
        self.asked += 1
        raise ZeroDivisionError


async def test_after_a_bug_a_message_is_uncertain_and_not_stuck(tmp_path: Path) -> None:
    """Nobody knows whether it was accepted: an alert is tried once more, and then left."""
    async with room(tmp_path) as run:
        buggy = Buggy()
        run.app.world.messenger = buggy
        await run.post(7, "news", kind=DeliveryKind.FIRST)
        for _ in range(5):
            await run.app.send.tick()
            run.clock.advance(10 * SECOND)

        assert (buggy.asked, await state_of(run)) == (2, DeliveryState.UNCERTAIN)


class Locking:
    """A messenger during whose request another program locks the database for a while."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self.asked = 0

    async def administrators(self, chat: int) -> frozenset[int]:
        return frozenset()

    async def deliver(self, delivery: Delivery, message: Message, *, plain: bool = False) -> Outcome:
        self.asked += 1
        other = sqlite3.connect(self._file, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        asyncio.get_running_loop().call_later(0.3, other.close)
        return Sent(99)


async def test_what_was_sent_is_settled_when_the_store_answers_again(tmp_path: Path) -> None:
    """The message is not sent again, and not left in doubt."""
    async with room(tmp_path) as run:
        world = run.app.world
        patient, world.db = world.db, await Database.open(world.settings.database_url, busy_timeout=0.05)
        world.messenger = locking = Locking(tmp_path / "data" / "khabar.sqlite")
        await run.post(7, "news", kind=DeliveryKind.FIRST)
        await run.app.send.tick()

        assert (locking.asked, await state_of(run)) == (1, DeliveryState.SENT)
        await world.db.close()
        world.db = patient


async def test_what_was_cancelled_while_it_waited_is_not_sent(tmp_path: Path) -> None:
    """The store has the last word, not the sender's queue."""
    async with room(tmp_path) as run:
        ada = run.emulator.stage.user(started=True)
        run.emulator.fault("flood", chat=ada, seconds=5)
        for text in ("one", "two"):
            await run.post(ada, text, kind=DeliveryKind.FIRST)
        await run.app.send.tick()
        async with run.app.world.db.write() as conn:
            await deliveries.cancel_chat(conn, ada, run.clock.now())
        for _ in range(10):
            run.clock.advance(SECOND)
            await run.app.send.tick()

        assert run.emulator.sent(ada) == []
