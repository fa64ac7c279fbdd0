"""Fan-outs: every chat that wants an alert is found once, with what it already got."""

import pytest
from sqlalchemy import update

from bot.model import ChatKind, ChatState, DeliveryKind, DeliveryState
from bot.storage import Database, alerts, chats, deliveries, digests, fanout, schema, subscriptions
from bot.storage.fanout import FirstDelivery, Recipient
from tests.storage.builders import NOW, at, content, delivery, put_alert, put_articles, put_chat


@pytest.fixture
async def alert(db: Database) -> int:
    """An alert of the watchlists w1 and w2."""
    async with db.write() as conn:
        await put_articles(conn, "a1")
        return (await put_alert(conn, "a1", "w1", "w2")).id


def wanted(one: Recipient) -> tuple[str, ...]:
    """The watchlists that a recipient subscribes."""
    return tuple(subscription.watchlist for subscription in one.subscriptions)


async def test_pages_meet_every_place_once_in_order(db: Database, alert: int) -> None:
    """Groups have negative ids, topics are places of their own, and two watchlists in one place are one recipient."""
    async with db.write() as conn:
        await put_chat(conn, -100123456789012, "w1", thread=7, kind=ChatKind.SUPERGROUP)
        await subscriptions.set(conn, -100123456789012, 3, ["w2"], NOW)
        await put_chat(conn, 5, "w1", "w2", "w3")
        await put_chat(conn, 6, "w3")
        await put_chat(conn, 9_000_000_000, "w2")
    async with db.read() as conn:
        seen: list[tuple[int, int]] = []
        while page := await fanout.recipients(conn, alert, NOW, seen[-1] if seen else None, limit=2):
            seen += [(one.chat.id, one.thread) for one in page]
        everybody = await fanout.recipients(conn, alert, NOW)
    assert seen == [(-100123456789012, 3), (-100123456789012, 7), (5, 0), (9_000_000_000, 0)]
    assert [wanted(one) for one in everybody] == [("w2",), ("w1",), ("w1", "w2"), ("w2",)]
    assert all(one.first is None and one.revision == 0 and one.edit is None for one in everybody)


async def test_a_recipient_knows_its_state_and_since_when(db: Database, alert: int) -> None:
    """Chats and topics that do not receive are shown as such; what follows is decided elsewhere."""
    async with db.write() as conn:
        await put_chat(conn, 5, "w1", thread=2, title="Ops", language="tr", timezone="Europe/Istanbul")
        await subscriptions.set(conn, 5, 2, ["w2"], at(60))
        await chats.pause(conn, 5, "bot was blocked by the user", at(1))
        await chats.set_topic(conn, 5, 2, ChatState.PAUSED, "TOPIC_CLOSED")
        (one,) = await fanout.recipients(conn, alert, NOW)
    assert (one.chat.state, one.chat.reason, one.topic) == (
        ChatState.PAUSED,
        "bot was blocked by the user",
        ChatState.PAUSED,
    )
    assert (one.chat.language, one.chat.timezone, one.since) == ("tr", "Europe/Istanbul", NOW)


async def test_a_recipient_knows_what_it_already_got(db: Database, alert: int) -> None:
    """First message, newest revision shown and the edit that waits."""
    async with db.write() as conn:
        await put_chat(conn, 5, "w1")
        first = delivery("f", kind=DeliveryKind.FIRST, chat=5, alert=alert, revision=1)
        edit = delivery("e", kind=DeliveryKind.EDIT, chat=5, alert=alert, revision=3, due_at=at(30))
        elsewhere = delivery("x", kind=DeliveryKind.FIRST, chat=6, alert=alert, revision=1)
        await deliveries.add_many(conn, [first, edit, elsewhere], NOW)
        queued = {(one.chat, one.kind): one.id for one in await deliveries.due(conn, at(30), 10)}
        sent = queued[5, DeliveryKind.FIRST]
        await deliveries.take(conn, sent, at(1))
        await deliveries.settle(conn, sent, DeliveryState.SENT, at(2), message_id=77, revision=2)
        (one,) = await fanout.recipients(conn, alert, NOW)
        assert one.first == await deliveries.first_of(conn, alert, 5)
    assert one.first == FirstDelivery(
        id=sent, state=DeliveryState.SENT, message_id=77, revision=2, silent=False, settled_at=at(2)
    )
    assert (one.revision, one.edit) == (2, queued[5, DeliveryKind.EDIT])


async def test_a_first_that_came_through_counts_before_one_that_failed(db: Database, alert: int) -> None:
    """A chat that was tried twice has the message that arrived."""
    async with db.write() as conn:
        await put_chat(conn, 5, "w1")
        rows = [delivery(key, kind=DeliveryKind.FIRST, chat=5, alert=alert, revision=1) for key in "abc"]
        await deliveries.add_many(conn, rows, NOW)
        a, b, c = sorted(one.id for one in await deliveries.due(conn, NOW, 10))
        await deliveries.settle(conn, a, DeliveryState.FAILED, at(1))
        await deliveries.settle(conn, b, DeliveryState.SENT, at(2), message_id=8)
        await deliveries.settle(conn, c, DeliveryState.EXPIRED, at(3))
        first = await deliveries.first_of(conn, alert, 5)
    assert first is not None
    assert first.id == b


async def test_a_fanout_goes_on_where_it_was(db: Database, alert: int) -> None:
    """The cursor survives a restart; a finished fan-out is gone."""
    async with db.write() as conn:
        one = await fanout.open(conn, alert, 1, "first", at(1))
        two = await fanout.open(conn, alert, 2, "edit", at(2))
    async with db.write() as conn:
        found = await fanout.next(conn)
        assert found is not None
        assert (found.id, found.after, found.telling, found.revision) == (one, None, "first", 1)
        await fanout.advance(conn, one, (-100123456789012, 7), done=False)
    async with db.write() as conn:
        found = await fanout.next(conn)
        assert found is not None
        assert (found.id, found.after) == (one, (-100123456789012, 7))
        await fanout.advance(conn, one, None, done=True)
        found = await fanout.next(conn)
        assert found is not None
        assert found.id == two
        assert await fanout.pending_count(conn) == 1
        await fanout.advance(conn, two, None, done=True)
        assert await fanout.next(conn) is None


async def test_a_watchlist_that_joins_later_brings_its_chats(db: Database, alert: int) -> None:
    """When an article of another watchlist joins the story, that watchlist's chats are recipients too."""
    async with db.write() as conn:
        await put_chat(conn, 5, "w9")
        assert await fanout.recipients(conn, alert, NOW) == []
        await alerts.revise(conn, alert, content("a1", "w9"), at(1), telling="edit")
        assert [wanted(one) for one in await fanout.recipients(conn, alert, NOW)] == [("w9",)]


async def test_twelve_hundred_chats_are_three_pages(db: Database, alert: int) -> None:
    """The cursor neither skips nor repeats at a page's edge."""
    async with db.write() as conn:
        for chat in range(1200):
            await put_chat(conn, chat - 600, "w1")
    pages: list[list[int]] = []
    after = None
    async with db.read() as conn:
        while page := await fanout.recipients(conn, alert, NOW, after):
            pages.append([one.chat.id for one in page])
            after = (page[-1].chat.id, page[-1].thread)
    assert list(map(len, pages)) == [500, 500, 200]
    assert [chat for page in pages for chat in page] == list(range(-600, 600))


async def test_holders_are_all_who_were_told(db: Database) -> None:
    """By a message, a sample or a digest, page by page, whatever they subscribe now; others are not."""
    async with db.write() as conn:
        await put_articles(conn, "a1")
        row = await put_alert(conn)
        for chat in (5, 6, 7, 8, 9):
            await put_chat(conn, chat, *(["w1"] if chat == 8 else []))
        rows = [
            delivery(f"k{chat}", kind=kind, chat=chat, alert=row.id, revision=1)
            for chat, kind in ((5, DeliveryKind.FIRST), (6, DeliveryKind.SAMPLE), (9, DeliveryKind.FIRST))
        ]
        await deliveries.add_many(conn, rows, NOW)
        await deliveries.cancel_chat(conn, 9, NOW)
        await digests.hold(conn, [(7, 0)], row.id, NOW, asleep=False, turned=False)
        await conn.execute(update(schema.digest_item).values(shown_revision=1))
    found = []
    async with db.read() as conn:
        assert await fanout.holders_count(conn, row.id) == 3
        after = None
        while page := await fanout.holders(conn, row.id, NOW, after, 2):
            found += [(one.chat.id, one.first is not None, one.digested) for one in page]
            after = (page[-1].chat.id, page[-1].thread)
    assert found == [(5, True, 0), (6, True, 0), (7, False, 1)]
