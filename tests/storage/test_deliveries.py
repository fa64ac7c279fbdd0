"""Deliveries: each message is queued once, taken once and settled once."""

import asyncio

import pytest

from bot.model import Button, ChatKind, ChatState, DeliveryKind, DeliveryState, Message
from bot.storage import Database, chats, deliveries
from bot.storage.deliveries import NewDelivery
from tests.storage.builders import NOW, at, delivery, put_alert, put_articles, put_chat


async def _queue(db: Database, *rows: NewDelivery) -> None:
    async with db.write() as conn:
        await deliveries.add_many(conn, rows, NOW)


async def _due(db: Database, seconds: float = 0, *, terminal: bool = False) -> list[int]:
    """The chats that something may be sent to, in order."""
    async with db.read() as conn:
        return [one.chat for one in await deliveries.due(conn, at(seconds), 100, terminal=terminal)]


async def test_a_key_is_queued_once(db: Database) -> None:
    """A fan-out that is repeated after a crash adds nothing; the first word stands."""
    async with db.write() as conn:
        assert (
            await deliveries.add_many(conn, [delivery("a", silent=True), delivery("b"), delivery("b")], NOW)
            == 2
        )
        assert await deliveries.add_many(conn, [delivery("a"), delivery("c")], at(9)) == 1
        assert await deliveries.add_many(conn, [], NOW) == 0
        due = await deliveries.due(conn, NOW, 10)
    assert [one.silent for one in due] == [True, False, False]


async def test_a_delivery_comes_back_as_it_went_in(db: Database) -> None:
    """The message with its buttons survives, and big ids too."""
    message = Message(
        html="<b>خبر</b>", buttons=((Button("x", data="d"), Button("y", url="https://e.example")),)
    )
    await _queue(db, delivery("a", chat=-1009999999999, thread=5, message=message, target=2**40, silent=True))
    async with db.read() as conn:
        (one,) = await deliveries.due(conn, NOW, 10)
        assert await deliveries.get(conn, one.id) == one
        assert await deliveries.get(conn, 999) is None
    assert (one.message, one.chat, one.thread, one.target) == (message, -1009999999999, 5, 2**40)
    assert (one.state, one.attempts, one.created_at, one.due_at) == (DeliveryState.PENDING, 0, NOW, NOW)


async def test_due_goes_by_priority_then_time_then_order(db: Database) -> None:
    """An answer overtakes ten thousand alerts; what waits longest goes first."""
    rows = [
        delivery("1", chat=1, priority=3),
        delivery("2", chat=2, priority=1),
        delivery("3", chat=3, priority=3, due_at=at(-5)),
        delivery("4", chat=4, priority=3),
        delivery("5", chat=5, priority=0, due_at=at(60)),
    ]
    await _queue(db, *rows)
    assert await _due(db) == [2, 3, 1, 4]
    assert await _due(db, 60) == [5, 2, 3, 1, 4]


async def test_chats_that_do_not_receive_are_left_out(db: Database) -> None:
    """Paused, stopped and held chats and closed topics wait; answers reach a stopped chat; strangers are answered."""
    async with db.write() as conn:
        for chat in range(1, 6):
            await put_chat(conn, chat)
        await chats.pause(conn, 1, "blocked", NOW)
        await chats.stop(conn, 2, NOW)
        await chats.hold(conn, 3, at(30))
        await chats.set_topic(conn, 4, 9, ChatState.PAUSED, "closed")
    rows = [delivery(f"a{chat}", chat=chat) for chat in range(1, 7)]
    rows += [delivery(f"f{chat}", chat=chat, kind=DeliveryKind.FIRST, priority=2) for chat in (1, 2)]
    await _queue(db, *rows, delivery("t", chat=4, thread=9))
    assert await _due(db) == [2, 4, 5, 6]
    assert await _due(db, 30) == [2, 3, 4, 5, 6]
    async with db.read() as conn:
        counts = await deliveries.counts(conn, NOW)
    assert (counts.pending, counts.due, counts.sending, counts.oldest_due_at) == (9, 4, 0, NOW)


async def test_the_terminal_is_another_world(db: Database) -> None:
    """The preview never sends to Telegram, and Telegram never to the terminal."""
    async with db.write() as conn:
        await put_chat(conn, 1, kind=ChatKind.TERMINAL)
        await put_chat(conn, 2)
    await _queue(db, delivery("a", chat=1), delivery("b", chat=2), delivery("c", chat=3))
    assert await _due(db, terminal=True) == [1]
    assert await _due(db) == [2, 3]


async def test_next_due_tells_when_to_look_again(db: Database) -> None:
    """The sender sleeps until then: held chats count from the end of the hold, paused ones not at all."""
    async with db.write() as conn:
        assert await deliveries.next_due_at(conn, NOW) is None
        for chat in (1, 2):
            await put_chat(conn, chat)
        await deliveries.add_many(
            conn, [delivery("a", chat=1, due_at=at(5)), delivery("b", chat=2, due_at=at(40))], NOW
        )
        assert await deliveries.next_due_at(conn, NOW) == at(5)
        await chats.hold(conn, 1, at(20))
        assert await deliveries.next_due_at(conn, at(10)) == at(20)
        await chats.pause(conn, 1, "blocked", NOW)
        assert await deliveries.next_due_at(conn, at(20)) == at(40)
        assert await deliveries.next_due_at(conn, NOW, terminal=True) is None


async def test_taking_marks_before_sending_and_only_once(db: Database) -> None:
    """Of many who take the same delivery at once, one has it."""
    await _queue(db, delivery("a"))

    async def take() -> bool:
        async with db.write() as conn:
            return await deliveries.take(conn, 1, at(1))

    assert sorted(await asyncio.gather(*(take() for _ in range(8)))) == [False] * 7 + [True]
    async with db.read() as conn:
        (one,) = await deliveries.in_flight(conn)
        assert await deliveries.due(conn, at(9), 10) == []
    assert (one.state, one.attempts) == (DeliveryState.SENDING, 1)


async def test_a_retry_waits_and_counts(db: Database) -> None:
    """Throttled: pending again, later, with its attempts remembered."""
    await _queue(db, delivery("a"))
    async with db.write() as conn:
        await deliveries.take(conn, 1, at(1))
        assert await deliveries.settle(conn, 1, DeliveryState.PENDING, at(2), due_at=at(30), error="429")
        assert await deliveries.due(conn, at(29), 10) == []
        (one,) = await deliveries.due(conn, at(30), 10)
        assert (one.attempts, one.due_at) == (1, at(30))
        assert await deliveries.in_flight(conn) == []


async def test_an_attempt_that_was_none_is_given_back(db: Database) -> None:
    """What the pacing put off was never tried."""
    await _queue(db, delivery("a"))
    async with db.write() as conn:
        await deliveries.take(conn, 1, at(1))
        await deliveries.settle(conn, 1, DeliveryState.PENDING, at(2), due_at=at(3), attempts=0)
        (one,) = await deliveries.due(conn, at(3), 10)
    assert one.attempts == 0


@pytest.mark.parametrize(
    "end", [DeliveryState.SENT, DeliveryState.FAILED, DeliveryState.CANCELLED, DeliveryState.EXPIRED]
)
async def test_what_has_ended_does_not_change(db: Database, end: DeliveryState) -> None:
    """A late outcome from a process that was thought dead changes nothing."""
    await _queue(db, delivery("a"))
    async with db.write() as conn:
        assert await deliveries.settle(conn, 1, end, at(2))
        assert not await deliveries.settle(conn, 1, DeliveryState.PENDING, at(3), due_at=at(9))
        assert not await deliveries.take(conn, 1, at(4))
        assert await deliveries.states(conn, ["a", "z"]) == {"a": end}


async def test_an_uncertain_delivery_can_still_be_settled(db: Database) -> None:
    """Uncertain is not the end: it is sent again or given up."""
    await _queue(db, delivery("a"))
    async with db.write() as conn:
        await deliveries.take(conn, 1, at(1))
        await deliveries.settle(conn, 1, DeliveryState.UNCERTAIN, at(2), error="read timeout")
        assert (await deliveries.counts(conn, NOW)).uncertain == 1
        assert await deliveries.settle(conn, 1, DeliveryState.PENDING, at(3), due_at=at(3))


async def test_a_chat_that_is_gone_loses_what_waits_but_not_its_answers(db: Database) -> None:
    """Alerts for a chat that left are dropped; the answer to its own question is not."""
    first = {"kind": DeliveryKind.FIRST, "chat": 1}
    await _queue(
        db, delivery("a", **first), delivery("b", **first, thread=4), delivery("c", chat=1), delivery("d")
    )
    async with db.write() as conn:
        assert await deliveries.cancel_chat(conn, 1, at(1), thread=4) == 1
        assert await deliveries.cancel_chat(conn, 1, at(1), error="left") == 1
    assert await _due(db) == [1, 7]


async def test_an_answer_that_waits_takes_a_newer_text(db: Database) -> None:
    """Fifty presses on a menu are one edit of it; one that is on its way keeps its text."""
    old, new = Message(html="old"), Message(html="new")
    async with db.write() as conn:
        await deliveries.add_many(conn, [delivery("a", message=old, target=9)], NOW)
        assert not await deliveries.replace_answer(conn, 7, 8, new)
        assert await deliveries.replace_answer(conn, 7, 9, new)
        waiting = await deliveries.get(conn, 1)
        await deliveries.take(conn, 1, at(1))
        assert not await deliveries.replace_answer(conn, 7, 9, old)
        await deliveries.drop_target(conn, 1)
        loose = await deliveries.get(conn, 1)
    assert waiting is not None
    assert loose is not None
    assert (waiting.message, waiting.target) == (new, 9)
    assert (loose.message, loose.target) == (new, None)


async def test_a_stopped_topic_gets_answers_and_nothing_else(db: Database) -> None:
    """/stop within a topic is answered there; the other topics go on."""
    async with db.write() as conn:
        await put_chat(conn, 7)
        await chats.set_topic(conn, 7, 3, ChatState.STOPPED, "/stop")
        rows = [
            delivery("answer", thread=3),
            delivery("alert", thread=3, kind=DeliveryKind.FIRST),
            delivery("elsewhere", thread=4, kind=DeliveryKind.FIRST),
        ]
        await deliveries.add_many(conn, rows, NOW)
        assert [one.id for one in await deliveries.due(conn, at(1), 9)] == [1, 3]
        await chats.pause(conn, 7, "kicked", at(2))
        await chats.restore(conn, 7, at(3))
        assert await chats.topic_state(conn, 7, 3) is ChatState.STOPPED
        assert await chats.topic_state(conn, 7, 4) is ChatState.ACTIVE


async def test_a_muted_story_loses_all_that_waits_of_any_of_its_alerts(db: Database) -> None:
    """Also what is held; answers and other chats keep theirs."""
    async with db.write() as conn:
        await put_articles(conn, "a1")
        first = await put_alert(conn)
        second = await put_alert(conn, chapter=2)
        rows = [
            delivery("old", alert=first.id, kind=DeliveryKind.FIRST),
            delivery("new", alert=second.id, kind=DeliveryKind.FIRST, held_for="pause"),
            delivery("other", alert=second.id, kind=DeliveryKind.FIRST, chat=8),
            delivery("answer"),
        ]
        await deliveries.add_many(conn, rows, NOW)
        assert await deliveries.cancel_story(conn, "a1", 7, 0, at(1)) == 2
        assert [one.id for one in await deliveries.due(conn, at(1), 9)] == [3, 4]
