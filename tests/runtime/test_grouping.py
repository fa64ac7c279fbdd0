"""An admin's merges and splits, and what the grouper knows after a restart: on the real store."""

from collections.abc import AsyncIterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from pydantic import TypeAdapter
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.runtime import grouping
from bot.runtime.grouping import Moved, RegroupError, merge_stories, rebuilt, regroup, split_story
from bot.storage import Database, audit, events, stories
from bot.storage.stories import StoryRow
from bot.storage.words import EventKind
from bot.stories import Features
from tests.databases import SQLITE, fresh_address
from tests.storage.builders import NOW, put_articles
from tests.stories.build import seen

QUAKE = "Earthquake kills 14 in Talca, Chile"
TRAM = "Lisbon mayor opens tram line"
_json: TypeAdapter[Features] = TypeAdapter(Features)


@pytest.fixture
async def db(tmp_path: Path) -> AsyncIterator[Database]:
    async with fresh_address(SQLITE, tmp_path) as address:
        database = await Database.open(address)
        yield database
        await database.close()


def _now(article: str, title: str) -> Features:
    return seen(article, lang="en", title=title, published_at=NOW)


async def _join(conn: AsyncConnection, story: str, article: str, title: str, at: datetime = NOW) -> None:
    await put_articles(conn, article)
    if await stories.get(conn, story) is None:
        row = StoryRow(id=story, first_article=article, opened_at=at, last_at=at, at=at)
        await stories.put(conn, row)
    features = seen(article, lang="en", title=title, published_at=at)
    await stories.join(conn, story, article, at, features=_json.dump_json(features).decode())


async def _carried_out(conn: AsyncConnection) -> Moved | None:
    (event,) = [each for each in await events.next(conn, 10) if each.kind is EventKind.REGROUP]
    assert await events.done(conn, event.seq, NOW)
    return await regroup(conn, event, NOW)


async def _held(db: Database, story: str) -> Sequence[str]:
    async with db.read() as conn:
        return [item.article.article.id for item in await stories.articles(conn, story)]


async def test_a_merge_moves_all_articles_and_stays_after_a_restart(db: Database) -> None:
    """The grouper that is rebuilt from the store puts what follows into the merged story."""
    async with db.write() as conn:
        await _join(conn, "a", "a", QUAKE)
        await _join(conn, "b", "b", TRAM)
        await merge_stories(conn, "a", "b", "p1", NOW)
        assert await _carried_out(conn) == Moved(("b",), "b", "a")
        grouper = await rebuilt(conn, NOW)

    assert await _held(db, "a") == ["a", "b"]
    assert await _held(db, "b") == []
    assert grouper.place(_now("c", "Mayor of Lisbon opens a tram line")).story == "a"
    assert grouper.place(_now("d", "Fourteen die as earthquake hits Chile's Talca")).story == "a"


async def test_a_split_parts_for_good(db: Database) -> None:
    """The articles get a story of their own, what follows each part goes to it, and a removed one returns to its part."""
    async with db.write() as conn:
        for name, title in (("a", QUAKE), ("b", TRAM), ("c", "Mayor of Lisbon opens tram line")):
            await _join(conn, "a", name, title)
        await split_story(conn, "a", ["b", "c"], "p1", NOW)
        assert await _carried_out(conn) == Moved(("b", "c"), "a", "b")
        grouper = await rebuilt(conn, NOW)

    assert (await _held(db, "a"), await _held(db, "b")) == (["a"], ["b", "c"])
    assert grouper.place(_now("d", "Lisbon's mayor opens the tram line")).story == "b"
    again = _now("c", QUAKE)
    grouper.drop("c")
    placement = grouper.place(again)
    assert (placement.story, placement.reason) == ("b", "put there by an admin")


async def test_splitting_off_the_first_article_keeps_the_story(db: Database) -> None:
    """The story's id stays with what stays; the part that leaves gets another."""
    async with db.write() as conn:
        for name in ("a", "b"):
            await _join(conn, "a", name, QUAKE)
        await split_story(conn, "a", ["a"], "p1", NOW)
        assert await _carried_out(conn) == Moved(("a",), "a", "a/2")

    assert (await _held(db, "a"), await _held(db, "a/2")) == (["b"], ["a"])


async def test_the_desk_looks_at_both_stories_again_and_the_deed_is_noted(db: Database) -> None:
    """One event for each story that changed, and an entry in the audit."""
    async with db.write() as conn:
        for name in ("a", "b", "c"):
            await _join(conn, "a", name, QUAKE)
        await split_story(conn, "a", ["b"], "p1", NOW)
        await _carried_out(conn)
        asked = [(each.kind, each.article) for each in await events.next(conn, 10)]
        (deed,) = await audit.latest(conn, 5, subject="story:a")

    assert asked == [(EventKind.CHANGED, "b"), (EventKind.CHANGED, "a")]
    assert (deed.actor, deed.action, deed.detail) == ("p1", "split", {"articles": ["b"]})


async def test_what_cannot_be_is_refused(db: Database) -> None:
    """Unknown stories, strangers, all or nothing: nothing is asked of the desk."""
    async with db.write() as conn:
        await _join(conn, "a", "a", QUAKE)
        for wrong, told in (
            (merge_stories(conn, "a", "a", "p1", NOW), "itself: a"),
            (merge_stories(conn, "a", "nowhere", "p1", NOW), "no story: nowhere"),
            (split_story(conn, "a", ["z"], "p1", NOW), "not in story: z"),
            (split_story(conn, "a", ["a"], "p1", NOW), "none left: a"),
            (split_story(conn, "a", [], "p1", NOW), "none left: a"),
        ):
            with pytest.raises(RegroupError, match=told):
                await wrong
        assert await events.pending_count(conn) == 0


async def test_a_wish_for_what_is_gone_changes_nothing(db: Database) -> None:
    """Merged meanwhile: the second wish finds no articles."""
    async with db.write() as conn:
        await _join(conn, "a", "a", QUAKE)
        await _join(conn, "b", "b", TRAM)
        await merge_stories(conn, "a", "b", "p1", NOW)
        await _carried_out(conn)
        await events.add(conn, EventKind.REGROUP, NOW, payload={"into": "a", "from": "b"})
        assert await _carried_out(conn) is None


async def test_days_that_ended_are_learned_once_and_survive(db: Database) -> None:
    """Only whole days count, each once; a restart finds what was learned."""
    day = timedelta(days=1)
    async with db.write() as conn:
        for n in range(4):
            await _join(conn, f"s{n}", f"s{n}", QUAKE, at=NOW - day)
        await _join(conn, "today", "today", QUAKE)
        known = await grouping.archive(conn)
        found = await grouping.learned(conn, known, NOW)
        await grouping.remember(conn, found)
    async with db.read() as conn:
        grouper = await rebuilt(conn, NOW)
        assert grouper.archive == found
        assert await grouping.learned(conn, found, NOW) is found

    assert (found.through, found.articles) == ((NOW - day).date(), 4.0)
