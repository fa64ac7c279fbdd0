"""What waits for a digest: once per place and alert, until it is shown; taken back where nobody saw it."""

import pytest

from bot.model import DeliveryKind, DeliveryState
from bot.storage import Database, deliveries, digests
from bot.storage.deliveries import NewDelivery
from tests.storage.builders import NOW, at, delivery, put_alert, put_articles, put_chat


@pytest.fixture
async def alert(db: Database) -> int:
    """An alert of w1, and a chat that wants it."""
    async with db.write() as conn:
        await put_articles(conn, "a1")
        await put_chat(conn, 5, "w1")
        return (await put_alert(conn)).id


def part(number: int, slot: int = 10) -> NewDelivery:
    """One message of the digest made for so many seconds after NOW."""
    return delivery(
        digests.digest_key(5, 0, at(slot), number), kind=DeliveryKind.DIGEST, chat=5, due_at=at(slot)
    )


async def test_an_alert_waits_once(db: Database, alert: int) -> None:
    """However often it is held; once asleep it is due at the end of the quiet hours."""
    async with db.write() as conn:
        await digests.hold(conn, [(5, 0)], alert, NOW, asleep=False, turned=False)
        await digests.hold(conn, [(5, 0)], alert, at(9), asleep=True, turned=True)
        await digests.hold(conn, [(5, 0)], alert, at(10), asleep=False, turned=False)
        await digests.hold(conn, [], alert, at(10), asleep=False, turned=False)
        (item,) = await digests.waiting(conn, 5, 0)
    assert (item.alert, item.since, item.asleep, item.turned) == (alert, NOW, True, False)


async def test_what_was_shown_waits_again_only_when_it_is_held_again(db: Database, alert: int) -> None:
    """The revision that was shown is remembered; what comes after is a turn."""
    async with db.write() as conn:
        assert await digests.shown_revisions(conn, alert, [5]) == {}
        await digests.hold(conn, [(5, 0)], alert, NOW, asleep=False, turned=False)
        await digests.shown(conn, 5, 0, [(alert, 3)], at(10))
        assert await digests.waiting(conn, 5, 0) == []
        assert await digests.shown_revisions(conn, alert, [5, 6]) == {(5, 0): 3}
        await digests.hold(conn, [(5, 0)], alert, at(20), asleep=False, turned=True)
        (item,) = await digests.waiting(conn, 5, 0)
        assert (item.turned, item.since, item.shown_revision) == (True, at(20), 3)
        await digests.drop(conn, 5, 0, [alert])
        assert await digests.waiting(conn, 5, 0) == []
        assert await digests.shown_revisions(conn, alert, [5]) == {(5, 0): 3}


async def test_what_is_dropped_was_never_there(db: Database, alert: int) -> None:
    """An alert that no digest showed leaves no row."""
    async with db.write() as conn:
        await digests.hold(conn, [(5, 0)], alert, NOW, asleep=False, turned=False)
        await digests.drop(conn, 5, 0, [alert])
        assert (await conn.exec_driver_sql("SELECT count(*) FROM digest_item")).scalar() == 0


async def test_waking_makes_what_waits_for_a_watchlist_due(db: Database, alert: int) -> None:
    """When a daily digest becomes an instant one, nothing that waited is lost."""
    async with db.write() as conn:
        await digests.hold(conn, [(5, 0)], alert, NOW, asleep=False, turned=False)
        assert await digests.wake(conn, 5, 0, ["w2"]) == 0
        assert await digests.wake(conn, 5, 0, ["w1"]) == 1
        assert (await digests.waiting(conn, 5, 0))[0].asleep


async def test_a_digest_nobody_saw_is_taken_back(db: Database, alert: int) -> None:
    """Telegram was away for days: the next digest takes in what the last one was to show."""
    async with db.write() as conn:
        await digests.hold(conn, [(5, 0)], alert, NOW, asleep=False, turned=False)
        await digests.shown(conn, 5, 0, [(alert, 3)], at(10))
        await deliveries.add_many(conn, [part(0), part(1)], NOW)
        assert await digests.recall(conn, 5, 0, at(99)) == 1
        (item,) = await digests.waiting(conn, 5, 0)
        assert (item.alert, item.shown_revision) == (alert, 0)
        states = await deliveries.states(conn, [part(0).key, part(1).key])
        assert set(states.values()) == {DeliveryState.CANCELLED}
        assert await digests.recall(conn, 5, 0, at(99)) == 0


@pytest.mark.parametrize("state", [DeliveryState.SENT, DeliveryState.SENDING, DeliveryState.UNCERTAIN])
async def test_a_digest_that_may_have_been_seen_stays(db: Database, alert: int, state: DeliveryState) -> None:
    """Its second part still waits, the first is on its way or has arrived."""
    async with db.write() as conn:
        await digests.hold(conn, [(5, 0)], alert, NOW, asleep=False, turned=False)
        await digests.shown(conn, 5, 0, [(alert, 3)], at(10))
        await deliveries.add_many(conn, [part(0), part(1)], NOW)
        first = min(one.id for one in await deliveries.due(conn, at(10), 9))
        await deliveries.take(conn, first, at(11))
        if state is not DeliveryState.SENDING:
            await deliveries.settle(conn, first, state, at(12))
        assert await digests.recall(conn, 5, 0, at(99)) == 0
        assert await digests.waiting(conn, 5, 0) == []
