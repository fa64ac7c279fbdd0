"""Reading alerts and stories page by page."""

from datetime import timedelta

from bot.storage import Database, exports, matches, stories
from bot.storage.stories import StoryRow
from tests.storage import builders
from tests.storage.builders import NOW, at


async def _filled(db: Database, number: int) -> None:
    """So many stories of one article each, every third hit; the first has a second article and an alert."""
    async with db.write() as conn:
        await builders.put_articles(conn, *(f"a{n:03}" for n in range(number)))
        for n in range(number):
            story = StoryRow(
                id=f"s{n:03}", first_article=f"a{n:03}", opened_at=at(n // 2), last_at=at(n), at=NOW
            )
            await stories.put(conn, story)
            await stories.join(conn, story.id, f"a{n:03}", NOW)
            if n % 3 == 0:
                await matches.put(conn, f"a{n:03}", [builders.match()], {"w1": 1}, NOW)


async def test_stories_come_in_order_once_each_over_pages(db: Database) -> None:
    """Two of a moment that stand on both sides of a page's end are not lost."""
    number = 9
    await _filled(db, number)
    async with db.read() as conn:
        first = await exports.stories_page(conn, NOW, None, limit=5)
        rest = await exports.stories_page(conn, NOW, (first[-1].opened_at, first[-1].id))
        late = await exports.stories_page(conn, NOW + timedelta(days=1), None)

    assert [row.id for row in (*first, *rest)] == [f"s{n:03}" for n in range(number)]
    assert (first[0].outlets, first[0].watchlists, first[1].watchlists) == (("mada",), ("w1",), ())
    assert (first[0].title, first[0].alert, late) == ("Title a000", None, [])
