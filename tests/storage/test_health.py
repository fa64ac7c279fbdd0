"""What health asks of the store: queues, delays, size."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import DeliveryKind, DeliveryState
from bot.storage import Database, alerts, articles, deliveries, events, feeds, queues, stories
from bot.storage.delays import ALL, Delay, published_to_seen, seen_to_sent
from bot.storage.queues import Waiting
from bot.storage.stories import StoryRow
from bot.storage.words import EventKind, TextState
from tests.storage.builders import NOW, at, content, delivery, new_article, outlet, put_chat

HOUR = timedelta(hours=1)


async def test_queues_count_what_is_due_by_now(db: Database) -> None:
    """Each station's queue with its oldest; what is due later does not wait yet."""
    async with db.write() as conn:
        await feeds.sync(conn, [outlet("mada", "https://a.example/1", "https://a.example/2")], NOW)
        first, second = [row.id for row in await feeds.all(conn)]
        await feeds.postpone(conn, [first], at(10))
        await feeds.postpone(conn, [second], at(1000))
        await articles.add(
            conn, [new_article("a1", feed=first, text_state=TextState.DUE, text_due_at=at(20))]
        )
        await events.add(conn, EventKind.ARTICLE, at(30), article="a1")
        await put_chat(conn, 7)
        await deliveries.add_many(
            conn, [delivery("one", due_at=at(40)), delivery("two", due_at=at(900))], NOW
        )

    async with db.read() as conn:
        found = await queues.waiting(conn, at(100))
        open_ = await deliveries.open_counts(conn)

    assert found == {
        "polls": Waiting(1, at(10)),
        "texts": Waiting(1, at(20)),
        "events": Waiting(1, at(30)),
        "fanouts": Waiting(0, None),
        "deliveries": Waiting(1, at(40)),
    }
    assert (open_[DeliveryState.PENDING], open_[DeliveryState.UNCERTAIN]) == (2, 0)
    assert await db.size() > 100_000


def _rounded(found: list[Delay]) -> dict[str, Delay]:
    """By outlet, without what floating point adds."""
    return {one.outlet: replace(one, p50=round(one.p50, 3), p95=round(one.p95, 3)) for one in found}


async def test_published_to_seen_by_outlet(db: Database) -> None:
    """Nearest-rank quantiles; a first poll, a date without an hour, an undated and a very old article do not count."""
    async with db.write() as conn:
        await feeds.sync(conn, [outlet("mada"), outlet("spa")], NOW)
        of = {row.outlet.id: row.id for row in await feeds.all(conn)}
        rows = [
            new_article(f"m{number}", feed=of["mada"], published_at=at(-number)) for number in range(1, 101)
        ]
        rows += [new_article("s1", feed=of["spa"], outlet="spa", published_at=at(-500))]
        rows += [
            new_article("first", feed=of["mada"], published_at=at(-9000), quiet=True),
            new_article("day", feed=of["mada"], published_at=at(-9000), precision="day"),
            new_article("undated", feed=of["mada"], published_at=NOW),
            new_article("old", feed=of["mada"], published_at=at(-90_000)),
            new_article("before", feed=of["mada"], published_at=at(-90_000), seen_at=at(-89_000)),
        ]
        await articles.add(conn, rows)

    async with db.read() as conn:
        found = _rounded(await published_to_seen(conn, NOW - HOUR, 24 * HOUR))

    assert found["mada"] == Delay("mada", 50, 95, 100)
    assert found["spa"] == Delay("spa", 500, 500, 1)
    assert found[ALL] == Delay(ALL, 51, 96, 101)


async def _joined(conn: AsyncConnection, article: str, seconds: float) -> None:
    await stories.join(conn, "a0", article, at(seconds))


async def test_seen_to_sent_counts_from_the_article_that_made_the_alert(db: Database) -> None:
    """Not from the story's first, which hit nothing, and not from one that joined later; the first chat counts."""
    async with db.write() as conn:
        await feeds.sync(conn, [outlet("mada"), outlet("spa")], NOW)
        of = {row.outlet.id: row.id for row in await feeds.all(conn)}
        for number, (name, seen) in enumerate([("mada", -600), ("spa", 0), ("mada", 50)]):
            id_ = f"a{number}"
            await articles.add(conn, [new_article(id_, feed=of[name], outlet=name, seen_at=at(seen))])
        await stories.put(
            conn, StoryRow(id="a0", first_article="a0", opened_at=at(-600), last_at=NOW, at=NOW)
        )
        await _joined(conn, "a0", -600)
        await _joined(conn, "a1", 1)
        alert = await alerts.create(conn, content("a0"), at(1), telling="first")
        await _joined(conn, "a2", 51)
        for chat, sent in [(7, 12), (8, 3)]:
            await put_chat(conn, chat)
            row = delivery(
                f"k{chat}", kind=DeliveryKind.FIRST, chat=chat, alert=alert.id, revision=1, due_at=at(1)
            )
            await deliveries.add_many(conn, [row], at(1))
            (queued,) = await deliveries.due(conn, at(2), 10)
            assert await deliveries.take(conn, queued.id, at(2))
            await deliveries.settle(conn, queued.id, DeliveryState.SENT, at(sent), message_id=1)

    async with db.read() as conn:
        found = _rounded(await seen_to_sent(conn, NOW - HOUR))

    assert found == {name: Delay(name, 3, 3, 1) for name in ("spa", ALL)}
