"""Links between stories, and an admin's word on who belongs together."""

import pytest

from bot.storage import Database, developments, stories
from bot.storage.developments import Link, Pin
from bot.storage.stories import StoryRow
from tests.storage.builders import NOW, at, put_articles


@pytest.fixture(autouse=True)
async def _stories(db: Database) -> None:
    async with db.write() as conn:
        await put_articles(conn, "a1", "a2", "a3")
        for name in ("a1", "a2"):
            row = StoryRow(id=name, first_article=name, opened_at=NOW, last_at=NOW, at=NOW)
            await stories.put(conn, row)
            await stories.join(conn, name, name, NOW, reason="new", nearest="a1", rejected="other acts")
        await stories.join(conn, "a1", "a3", NOW)


async def test_links_are_found_from_either_side_and_noted_once(db: Database) -> None:
    """Whoever asks a story for its development gets the other one; a story that is gone is linked with nothing."""
    async with db.write() as conn:
        await developments.link(conn, "a2", "a1", NOW, reason="told / denied")
        await developments.link(conn, "a2", "a1", at(9), reason="later")
        await developments.link(conn, "a2", "a2", NOW, reason="itself")
        await developments.link(conn, "a2", "gone", NOW, reason="gone")
    async with db.read() as conn:
        assert await developments.links(conn, "a1") == [Link("a1", "a2", "told / denied", NOW)]
        assert await developments.links(conn, "a2") == [Link("a2", "a1", "told / denied", NOW)]


async def test_a_pin_moves_an_article_for_good(db: Database) -> None:
    """The article is in the new story, and both stories know of the pin; a later decision replaces it."""
    async with db.write() as conn:
        await developments.pin(conn, ["a3"], "a2", NOW, beside="a1")
    async with db.read() as conn:
        assert (await stories.of(conn, ["a3"])) == {"a3": "a2"}
        assert await developments.pins(conn, ["a1"]) == [Pin("a3", "a2", "a1")]
        assert await developments.pins(conn, ["a2", "other"]) == [Pin("a3", "a2", "a1")]
        assert await developments.pin_of(conn, "a1") is None
    async with db.write() as conn:
        await developments.pin(conn, ["a3"], "a1", at(5), beside="a2")
        assert await developments.pin_of(conn, "a3") == Pin("a3", "a1", "a2")


async def test_a_placement_keeps_why_and_what_was_near(db: Database) -> None:
    """The reason of the join, the nearest other story, and why it is another."""
    async with db.read() as conn:
        (first, *_) = await stories.articles(conn, "a2")
        (_, last) = await stories.articles(conn, "a1")

    assert (first.reason, first.nearest, first.rejected) == ("new", "a1", "other acts")
    assert (last.nearest, last.rejected) == ("", "")


async def test_features_of_a_day(db: Database) -> None:
    """What the archive learns from: articles that joined within the span, its end excluded."""
    async with db.write() as conn:
        await stories.join(conn, "a1", "a3", at(60), features="{}")
    async with db.read() as conn:
        assert await stories.features_between(conn, at(1), at(61)) == ["{}"]
        assert await stories.features_between(conn, at(1), at(60)) == []
