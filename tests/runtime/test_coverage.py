"""The coverage of a story, gathered from the store, on both databases."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import FeedHealth
from bot.runtime.coverage import coverage_of, silent_outlets
from bot.storage import Database, articles, concepts, feeds, stories
from bot.storage.concepts import Carried
from bot.storage.feeds import FeedUpdate
from bot.storage.stories import StoryRow
from bot.stories.coverage import Habit
from bot.watch.concepts import Concept, ConceptType, Library
from tests.databases import POSTGRESQL, SQLITE, fresh_address
from tests.storage.builders import NOW, new_article, outlet

LIBRARY = Library([Concept(id="egypt", title={"en": "Egypt"}, type=ConceptType.COUNTRY)])
OUTLETS = {name: outlet(name) for name in ("anadolu", "bbc", "sana", "rfi")}


@pytest.fixture(params=[SQLITE, POSTGRESQL])
async def db(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Database]:
    """An open database with four polled outlets."""
    async with fresh_address(str(request.param), tmp_path) as address:
        database = await Database.open(address)
        async with database.write() as conn:
            await feeds.sync(conn, list(OUTLETS.values()), NOW)
        yield database
        await database.close()


async def told(conn: AsyncConnection, story: str, days: float, *names: str, about: str) -> None:
    """A story so many days before NOW, with an article of each of these outlets about these concepts."""
    moment = NOW - timedelta(days=days)
    ids = {row.outlet.id: row.id for row in await feeds.all(conn)}
    await stories.put(
        conn, StoryRow(id=story, first_article=story, opened_at=moment, last_at=moment, at=moment)
    )
    for name in names:
        article = f"{story}-{name}"
        row = new_article(article, feed=ids[name], outlet=name, seen_at=moment)
        await articles.add(conn, [row])
        await stories.join(conn, story, article, moment)
        await concepts.note(conn, article, about.split())


async def test_who_is_silent(db: Database) -> None:
    """An outlet that told six stories on the same, and not the seventh."""
    async with db.write() as conn:
        for day in range(2, 8):
            await told(conn, f"s{day}", day, "anadolu", "bbc", "sana", about="egypt syria cairo")
        await told(conn, "derby", 3, "rfi", "bbc", "anadolu", about="egypt")
        await told(conn, "now", 0, "anadolu", "bbc", about="egypt syria")
    async with db.read() as conn:
        found = await coverage_of(conn, "now", LIBRARY, NOW + timedelta(hours=9))
        assert await coverage_of(conn, "unknown", LIBRARY, NOW) is None

    assert found is not None
    assert {carrier.outlet.name for carrier in found.carriers} == {"Anadolu", "Bbc"}
    assert [(one.outlet.id, one.carried, one.of, one.habit) for one in found.silent] == [
        ("sana", 6, 6, Habit.USUALLY)
    ]
    assert found.titles == {"egypt": {"en": "Egypt"}}
    assert (found.compared, found.subjects, found.early) == (6, ("egypt", "syria"), False)


async def test_a_digest_names_who_can_be_read_and_is_surely_silent(db: Database) -> None:
    """The same silence for a digest: by name, after some hours, and not of an outlet that we cannot read."""
    async with db.write() as conn:
        for day in range(2, 8):
            await told(conn, f"s{day}", day, "anadolu", "bbc", "sana", about="egypt syria cairo")
        await told(conn, "now", 0, "anadolu", "bbc", about="egypt syria")
    async with db.read() as conn:
        assert await silent_outlets(conn, "now", LIBRARY, NOW + timedelta(minutes=10)) == ()
        assert await silent_outlets(conn, "now", LIBRARY, NOW + timedelta(hours=9)) == ("Sana",)
    async with db.write() as conn:
        (sana,) = [row for row in await feeds.all(conn) if row.outlet.id == "sana"]
        lost = FeedUpdate(
            id=sana.id,
            polled_at=NOW,
            next_poll_at=NOW,
            ok=False,
            state=FeedHealth.BLOCKED,
            failures=9,
        )
        await feeds.settle(conn, lost)
        assert await silent_outlets(conn, "now", LIBRARY, NOW + timedelta(hours=9)) == ()


async def test_an_article_read_again_names_what_it_names_now(db: Database) -> None:
    """What it named before is forgotten; a story counts once for each outlet."""
    async with db.write() as conn:
        await told(conn, "s1", 2, "bbc", about="egypt libya")
        await concepts.note(conn, "s1-bbc", ["syria"])
        assert await concepts.concepts_of(conn, ["s1-bbc", "other"]) == {"s1-bbc": frozenset({"syria"})}
        since, until = NOW - timedelta(days=9), NOW
        asked: dict[str, Any] = {"shared": 1, "since": since, "until": until}
        assert await concepts.carried(conn, ["egypt"], **asked) == []
        began = NOW - timedelta(days=2)
        assert await concepts.carried(conn, ["syria"], **asked) == [Carried("s1", "bbc", began)]
