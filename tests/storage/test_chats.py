"""Chats and subscriptions: who receives, who moved, who is forgotten."""

from bot.model import ChatKind, ChatState, DeliveryKind, DeliveryState
from bot.storage import Database, chats, deliveries, subscriptions
from tests.storage.builders import NOW, at, delivery, put_alert, put_articles, put_chat


async def test_a_chat_is_written_and_changed(db: Database) -> None:
    """A later word about a chat replaces the earlier one and keeps when it came."""
    async with db.write() as conn:
        assert await chats.get(conn, 5) is None
        await put_chat(conn, 5, title="مجموعة")
        changed = await put_chat(conn, 5, title="Group", language="ar", state=ChatState.STOPPED)
        row = await chats.row_of(conn, 5)
        await chats.upsert(conn, changed, at(50))
        again = await chats.row_of(conn, 5)
    assert row is not None
    assert row == again
    assert (row.chat, row.created_at, row.state_since) == (changed, NOW, NOW)


async def test_state_since_moves_with_the_state(db: Database) -> None:
    """An upsert that changes the state notes when."""
    async with db.write() as conn:
        chat = await put_chat(conn, 5)
        await chats.pause(conn, 5, "kicked", at(3))
        await chats.upsert(conn, chat, at(9))
        row = await chats.row_of(conn, 5)
    assert row is not None
    assert (row.chat.state, row.state_since) == (ChatState.ACTIVE, at(9))


async def test_a_paused_chat_is_restored_with_its_topics(db: Database) -> None:
    """Blocked and back: nothing was lost; a chat that said stop is not paused but stays stopped."""
    async with db.write() as conn:
        await put_chat(conn, 5, "w1")
        await chats.set_topic(conn, 5, 3, ChatState.PAUSED, "TOPIC_CLOSED")
        assert await chats.pause(conn, 5, "Forbidden: bot was blocked by the user", at(1))
        assert not await chats.pause(conn, 5, "again", at(2))
        chat = await chats.get(conn, 5)
        assert chat is not None
        assert (chat.state, chat.reason) == (ChatState.PAUSED, "Forbidden: bot was blocked by the user")
        assert await chats.counts(conn) == {ChatState.PAUSED: 1}
        assert await chats.restore(conn, 5, at(3))
        assert not await chats.restore(conn, 5, at(4))
        assert await chats.stop(conn, 5, at(5))
        assert not await chats.pause(conn, 5, "blocked", at(6))
        assert await chats.counts(conn) == {ChatState.STOPPED: 1}
        assert await subscriptions.of(conn, 5) == ("w1",)


async def test_subscribing_twice_is_subscribing_once(db: Database) -> None:
    """Two taps on a button give one subscription; topics have their own."""
    async with db.write() as conn:
        await put_chat(conn, 5)
        assert await subscriptions.set(conn, 5, 0, ["w1", "w2"], NOW) == 2
        assert await subscriptions.set(conn, 5, 0, ["w1"], at(9)) == 0
        assert await subscriptions.set(conn, 5, 4, ["w1"], at(9)) == 1
        assert await subscriptions.of(conn, 5) == ("w1", "w2")
        assert await subscriptions.count(conn) == {"w1": 2, "w2": 1}
        assert await subscriptions.remove(conn, 5, 0, ["w1", "w7"]) == 1
        assert await subscriptions.remove(conn, 5, 4) == 1
        assert await subscriptions.set(conn, 5, 0, [], NOW) == 0
        assert await subscriptions.count(conn) == {"w2": 1}


async def test_a_group_that_became_a_supergroup_takes_everything_along(db: Database) -> None:
    """Subscriptions and queued messages follow; messages of the old chat cannot be edited any more."""
    old, new = -77, -1001234567890
    async with db.write() as conn:
        await put_articles(conn, "a1")
        alert = (await put_alert(conn)).id
        await put_chat(conn, old, "w1", "w2", kind=ChatKind.GROUP, language="tr")
        await subscriptions.set(conn, old, 3, ["w1"], at(1))
        rows = [
            delivery("sent", kind=DeliveryKind.FIRST, chat=old, alert=alert, revision=1),
            delivery("edit", kind=DeliveryKind.EDIT, chat=old, alert=alert, revision=2, target=9),
            delivery("update", kind=DeliveryKind.UPDATE, chat=old, alert=alert, revision=2, target=9),
        ]
        await deliveries.add_many(conn, rows, NOW)
        (first,) = [one for one in await deliveries.due(conn, NOW, 9) if one.kind is DeliveryKind.FIRST]
        await deliveries.settle(conn, first.id, DeliveryState.SENT, NOW, message_id=9)
    for _ in range(2):
        async with db.write() as conn:
            await chats.migrate(conn, old, new, at(5))
    async with db.read() as conn:
        chat = await chats.get(conn, new)
        assert await chats.get(conn, old) is None
        assert await subscriptions.of(conn, new) == ("w1", "w2")
        assert await subscriptions.of(conn, new, 3) == ("w1",)
        waiting = await deliveries.due(conn, at(5), 9)
        moved = await deliveries.first_of(conn, alert, new)
        states = await deliveries.states(conn, ["sent", "edit", "update"])
    assert chat is not None
    assert (chat.kind, chat.language) == (ChatKind.SUPERGROUP, "tr")
    assert [(one.kind, one.chat, one.target) for one in waiting] == [(DeliveryKind.UPDATE, new, None)]
    assert moved is not None
    assert (moved.state, moved.message_id) == (DeliveryState.SENT, None)
    assert states["edit"] is DeliveryState.CANCELLED


async def test_a_move_to_a_chat_that_is_known_already_loses_neither(db: Database) -> None:
    """Telegram may tell about the new chat before it tells about the move."""
    async with db.write() as conn:
        await put_chat(conn, -77, "w1", "w2", kind=ChatKind.GROUP, title="old")
        await put_chat(conn, -100, "w2", "w3", kind=ChatKind.SUPERGROUP, title="new")
        await chats.migrate(conn, -77, -100, at(5))
        chat = await chats.get(conn, -100)
        assert await subscriptions.of(conn, -100) == ("w1", "w2", "w3")
        assert await subscriptions.count(conn) == {"w1": 1, "w2": 1, "w3": 1}
    assert chat is not None
    assert chat.title == "new"


async def test_a_forgotten_chat_leaves_nothing(db: Database) -> None:
    """No row of any table names the chat afterwards, and its neighbour keeps all."""
    async with db.write() as conn:
        for chat in (5, 6):
            await put_chat(conn, chat, "w1")
            await chats.set_topic(conn, chat, 3, ChatState.PAUSED)
            await deliveries.add_many(conn, [delivery(f"d{chat}", chat=chat)], NOW)
        await chats.forget(conn, 5)
        left = await conn.exec_driver_sql(
            "SELECT id FROM chat UNION ALL SELECT chat_id FROM topic"
            " UNION ALL SELECT chat_id FROM subscription UNION ALL SELECT chat_id FROM delivery"
        )
        assert list(left.scalars()) == [6, 6, 6, 6]
