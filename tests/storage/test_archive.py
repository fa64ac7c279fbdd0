"""The archive as backtests read it, on both databases."""

from bot.storage import Database, archive
from tests.runtime.lab.archive import archive as filled
from tests.storage.builders import at

ROWS = {
    "a": {"title": "Egypt sends soldiers to Syria", "hours": 3},
    "b": {"title": "Cairo's troops in Syria", "hours": 2, "story": "a", "outlet": "sana", "credit": "mada"},
    "c": {"title": "Football tonight", "hours": 1, "quiet": True},
}


async def test_articles_come_newest_first_with_their_stories(db: Database) -> None:
    """Those of the numbers and the time asked for; the archive says how many there are and since when."""
    await filled(db, ROWS)
    since = at(-2.5 * 3600)
    async with db.read() as conn:
        extent = await archive.extent(conn, since)
        everything = await archive.extent(conn, at(-86400))
        nothing = await archive.extent(conn, at(10))
        rows = [row for batch in [one async for one in archive.rows(conn, {1, 2, 3}, since)] for row in batch]

    assert (extent.articles, extent.first, extent.last) == (2, 2, 3)
    assert extent.oldest == at(-2 * 3600)
    assert everything.articles == 3
    assert (nothing.articles, nothing.first, nothing.last, nothing.oldest) == (0, 0, -1, None)
    assert [(row.article.id, row.story, row.quiet) for row in rows] == [("c", "c", True), ("b", "a", False)]
    assert rows[1].article.title == "Cairo's troops in Syria"


async def test_members_of_stories_and_receivers_of_watchlists(db: Database) -> None:
    """With whose text they are; chats that stopped receive nothing."""
    await filled(db, ROWS)
    async with db.read() as conn:
        members = await archive.members(conn, ["a", "unknown"])

        assert {(one.story, one.article, one.outlet, one.credit) for one in members} == {
            ("a", "a", "mada", ""),
            ("a", "b", "sana", "mada"),
        }
        assert await archive.receivers(conn, "forces") == 2
        assert await archive.receivers(conn, "nobody") == 0
