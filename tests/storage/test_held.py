"""What is held back, and the guards that hold it."""

from datetime import timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.alerts.backlog import Hold
from bot.model import DeliveryKind, DeliveryState
from bot.storage import Database, chats, deliveries, guards, held
from bot.storage.deliveries import NewDelivery
from bot.storage.guards import EVERYTHING, Guard
from bot.storage.words import GuardState
from tests.storage.builders import NOW, at, delivery, put_alert, put_chat

FIRST, EDIT = DeliveryKind.FIRST, DeliveryKind.EDIT


def first(key: str, alert: int, chat: int, **more: Any) -> NewDelivery:
    """The first message of an alert."""
    return delivery(key, kind=FIRST, alert=alert, chat=chat, priority=2, **more)


async def state_of(conn: AsyncConnection, *keys: str) -> list[DeliveryState]:
    """What became of deliveries, by key."""
    found = await deliveries.states(conn, keys)
    return [found[key] for key in keys]


async def prepared(conn: AsyncConnection) -> tuple[int, int]:
    """Two alerts, the second for two watchlists; chat 5 wants the first of them, chat 6 both."""
    one = (await put_alert(conn, "s1", "w1")).id
    both = (await put_alert(conn, "s2", "w1", "w2")).id
    await put_chat(conn, 5, "w1")
    await put_chat(conn, 6, "w1", "w2")
    return one, both


async def test_what_is_old_is_held_and_told_together(db: Database) -> None:
    """Once let go it is not held again for its age; edits and answers are not held at all."""
    async with db.write() as conn:
        one, both = await prepared(conn)
        rows = [
            first("old", one, 5),
            delivery("edit", kind=EDIT, alert=both, chat=5),
            delivery("answer", chat=5),
        ]
        await deliveries.add_many(conn, rows, NOW)
        await deliveries.add_many(conn, [first("new", both, 6)], at(9000))
        assert await held.hold_older(conn, at(60), at(9000)) == 1
        assert await state_of(conn, "old", "new") == [DeliveryState.HELD, DeliveryState.PENDING]
        assert await held.due_places(conn, at(9000), 10) == [(5, 0)]
        [waiting] = await held.of_place(conn, 5, 0, at(9000))
        assert (waiting.alert, waiting.held_for) == (one, Hold.OFFLINE)

        await held.settle(conn, [waiting.id], DeliveryState.PENDING, at(9001))
        assert await held.hold_older(conn, at(60), at(9002)) == 0
        assert await state_of(conn, "old") == [DeliveryState.PENDING]


async def test_a_watchlist_is_held_where_nothing_else_wants_the_alert(db: Database) -> None:
    """Chat 6 wants the second alert for its other watchlist, too."""
    async with db.write() as conn:
        one, both = await prepared(conn)
        rows = [first("a", one, 5), first("b", both, 5), first("c", one, 6), first("d", both, 6)]
        await deliveries.add_many(conn, rows, NOW)
        assert await held.hold_watchlist(conn, "w1", at(-60), "breaker:w1", at(3600)) == 3
        assert await state_of(conn, "d") == [DeliveryState.PENDING]
        assert await held.counts(conn) == {"breaker:w1": 3}
        assert await held.due_places(conn, at(60), 10) == []

        assert await held.let_go(conn, "breaker:w1", at(60)) == 3
        assert await held.due_places(conn, at(60), 10) == [(5, 0), (6, 0)]
        assert await held.cancel(conn, "breaker:w1", at(61), "no news") == 3


async def test_a_watchlist_that_ends_drops_what_waits_for_it_alone(db: Database) -> None:
    """Edits of what was told go out; chats that are spared keep theirs."""
    async with db.write() as conn:
        one, both = await prepared(conn)
        rows = [
            first("a", one, 5),
            first("b", both, 6),
            first("spared", one, 6),
            delivery("edit", kind=EDIT, alert=one, chat=5),
        ]
        await deliveries.add_many(conn, rows, NOW)
        assert await held.drop_watchlist(conn, "w1", ["w2"], at(1), error="ended", spared=[6]) == 1
        assert await state_of(conn, "a", "b", "spared", "edit") == [
            DeliveryState.CANCELLED,
            DeliveryState.PENDING,
            DeliveryState.PENDING,
            DeliveryState.PENDING,
        ]


async def test_while_all_is_paused_only_answers_are_due(db: Database) -> None:
    """Not even edits."""
    async with db.write() as conn:
        one, _ = await prepared(conn)
        rows = [
            first("a", one, 5),
            delivery("edit", kind=EDIT, alert=one, chat=5),
            delivery("answer", chat=5),
        ]
        await deliveries.add_many(conn, rows, NOW)
        await guards.put(conn, Guard(subject=EVERYTHING, state=GuardState.PAUSED, since=NOW))
        assert await guards.is_paused(conn)
        assert [one.kind for one in await deliveries.due(conn, at(1), 10)] == [DeliveryKind.ANSWER]
        assert await guards.remove(conn, EVERYTHING)
        assert not await guards.remove(conn, EVERYTHING)
        assert len(await deliveries.due(conn, at(1), 10)) == 3


async def test_guards_end_by_themselves(db: Database) -> None:
    """A later one takes the place of an earlier one."""
    async with db.write() as conn:
        await guards.put(conn, Guard(subject="w1", state=GuardState.HELD, since=NOW, hits=9, usual=3))
        waved = Guard(subject="w1", state=GuardState.WAVED, since=NOW, until=at(60), author="7")
        await guards.put(conn, waved)
        assert await guards.all(conn, at(59)) == {"w1": waved}
        assert await guards.all(conn, at(60)) == {}


async def test_hits_are_the_newest_alerts_of_a_watchlist(db: Database) -> None:
    """Quiet ones do not count, nor those before."""
    async with db.write() as conn:
        await prepared(conn)
        await put_alert(conn, "s3", "w1", quiet=True)
        assert await guards.hits(conn, "w1", NOW - timedelta(hours=1), 10) == [NOW, NOW]
        assert await guards.hits(conn, "w1", NOW, 1) == [NOW]
        assert await guards.hits(conn, "w2", at(1), 10) == []


async def test_what_was_sent_in_the_last_minute_is_known(db: Database) -> None:
    """By its answer, or where there was none by its start."""
    async with db.write() as conn:
        await deliveries.add_many(conn, [delivery("a", chat=5), delivery("b", chat=6)], NOW)
        first_, second = await deliveries.due(conn, NOW, 10)
        await deliveries.take(conn, first_.id, at(1))
        await deliveries.settle(conn, first_.id, DeliveryState.SENT, at(3), message_id=1)
        await deliveries.take(conn, second.id, at(2))
        assert await deliveries.requested_since(conn, at(1)) == [(5, at(3)), (6, at(2))]
        assert await deliveries.requested_since(conn, at(2)) == [(6, at(2))]


async def test_flood_waits(db: Database) -> None:
    """Chats that Telegram asked to leave alone."""
    async with db.write() as conn:
        await put_chat(conn, 5)
        await chats.hold(conn, 5, at(60))
        assert await held.flood_waits(conn, at(59)) == [(5, at(60))]
        assert await held.flood_waits(conn, at(60)) == []
