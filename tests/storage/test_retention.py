"""What is forgotten when: texts first, then what nobody was told of, proofs last."""

from datetime import timedelta

from sqlalchemy import func, select

from bot.model import DeliveryKind, DeliveryState
from bot.storage import (
    Database,
    alerts,
    articles,
    deliveries,
    events,
    feeds,
    matches,
    retention,
    schema,
    stories,
)
from bot.storage.stories import StoryRow
from bot.storage.words import EventKind
from tests.storage.builders import NOW, at, content, delivery, match, new_article, outlet, put_chat

LATER = NOW + timedelta(days=1)


async def _archive(db: Database) -> None:
    """Three old articles: one that was told, one that hit nothing, one that hit nothing and has no date; a new one."""
    async with db.write() as conn:
        await feeds.sync(conn, [outlet()], NOW)
        feed = (await feeds.all(conn))[0].id
        dates = {"told": at(-60), "silent": at(-60), "undated": NOW, "fresh": at(-60)}
        await articles.add(
            conn,
            [
                new_article(
                    name, feed=feed, text=f"text of {name}", published_at=date,
                    seen_at=LATER if name == "fresh" else NOW,
                )
                for name, date in dates.items()
            ],
        )  # fmt: skip
        for name in ("told", "silent"):
            await stories.put(conn, StoryRow(id=name, first_article=name, opened_at=NOW, last_at=NOW, at=NOW))
            await stories.join(conn, name, name, NOW)
        await matches.put(conn, "told", [match()], {"w1": 1}, NOW)
        alert = await alerts.create(conn, content("told"), NOW, telling="first")
        await put_chat(conn, 7)
        await deliveries.add_many(
            conn,
            [
                delivery("alert", kind=DeliveryKind.FIRST, alert=alert.id, revision=1),
                delivery("answer"),
                delivery("waiting"),
            ],
            NOW,
        )
        for queued in await deliveries.due(conn, NOW, 2):
            await deliveries.settle(conn, queued.id, DeliveryState.SENT, NOW, message_id=queued.id)
        done = await events.add(conn, EventKind.ARTICLE, NOW, article="told")
        await events.done(conn, done, NOW)
        await events.add(conn, EventKind.ARTICLE, NOW, article="silent")


async def _left(db: Database, column: object) -> set[object]:
    async with db.read() as conn:
        return set((await conn.scalars(select(column))).all())  # type: ignore[call-overload]


async def test_texts_go_first_and_proofs_stay(db: Database) -> None:
    """Batch by batch; titles stay searchable, words of the text are not found any more."""
    await _archive(db)
    dropped, after = 0, None
    for _ in range(10):
        async with db.write() as conn:
            number, after = await retention.drop_texts(conn, at(1), 2, after)
        dropped += number
        if after is None:
            break
    async with db.read() as conn:
        found = await articles.get(conn, ["told", "fresh"])
        proofs = int(await conn.scalar(select(func.count()).select_from(schema.match)) or 0)

    assert dropped == 3
    assert (found["told"].article.text, found["told"].article.title) == ("", "Title told")
    assert found["fresh"].article.text == "text of fresh"
    assert proofs == 1


async def test_articles_nobody_was_told_of_go_next(db: Database) -> None:
    """With their stories; one without a date stays, because its feed could show it again as new."""
    await _archive(db)
    async with db.write() as conn:
        assert await retention.drop_articles(conn, at(1), 100) == 1
        assert await retention.drop_stories(conn, at(1), 100) == 1
        assert await retention.drop_articles(conn, at(1), 100) == 0

    assert await _left(db, schema.article.c.id) == {"told", "undated", "fresh"}
    assert await _left(db, schema.story.c.id) == {"told"}


async def test_alerts_go_last_with_all_that_hangs_on_them(db: Database) -> None:
    """Deliveries and proofs too; what was told of nobody's alert is not touched."""
    await _archive(db)
    async with db.write() as conn:
        assert await retention.drop_alerts(conn, at(1), 100) == 1
        assert await retention.drop_articles(conn, at(1), 100) == 2

    assert await _left(db, schema.alert.c.id) == set()
    assert await _left(db, schema.match.c.article_id) == set()
    assert await _left(db, schema.delivery.c.key) == {"answer", "waiting"}
    assert await _left(db, schema.article.c.id) == {"undated", "fresh"}


async def test_what_is_done_goes_and_what_waits_stays(db: Database) -> None:
    """Events and answers; an alert's deliveries belong to the alert."""
    await _archive(db)
    async with db.write() as conn:
        await retention.drop_done(conn, at(1), 100)

    waiting = await _left(db, schema.delivery.c.key)
    assert "alert" in waiting
    assert len(waiting) == 2
    assert await _left(db, schema.event.c.article_id) == {"silent"}
