"""Quality of a watchlist from what is stored: taps and cases, by version."""

from bot.model import Origin
from bot.runtime.catalogue import compiled
from bot.runtime.lab.proving import body_hash
from bot.runtime.lab.quality import quality_of
from bot.runtime.world import published_sheets
from bot.storage import Database, articles, documents, feedback, feeds
from bot.storage.feedback import Word
from bot.watch.quality import Quality, Rate
from tests.runtime.lab import laboratory as lab
from tests.storage import builders
from tests.storage.builders import NOW

_WIDE = lab.FORCES.replace("@egypt AND @syria", "@egypt")
_TITLES = {
    "a1": "Egypt and Syria talk",
    "a2": "Egypt bakes bread",
    "a3": "Cairo hosts Syria",
    "a4": "Egypt sleeps",
}


async def _quality(db: Database, watchlist: str = "forces") -> Quality | None:
    async with db.read() as conn:
        catalogue = compiled(await published_sheets(conn))
        return await quality_of(conn, catalogue, {}, watchlist)


async def _say(db: Database, article: str, person: str, *, relevant: bool, version: int) -> None:
    word = Word(
        article=article, watchlist="forces", version=version, person=person, relevant=relevant, at=NOW
    )
    async with db.write() as conn:
        await feedback.say(conn, word)


async def test_taps_and_cases_rate_every_version(db: Database) -> None:
    """A narrower version is more right on what readers said of the wider one; who is of two minds is not counted."""
    async with db.write() as conn:
        await documents.publish(
            conn, lab.W, "forces", _WIDE, body_hash(_WIDE), NOW, author="", origin=Origin.FILE
        )
    await lab.fill(db)
    async with db.write() as conn:
        await feeds.sync(conn, [builders.outlet()], NOW)
        feed = (await feeds.all(conn))[0].id
        await articles.add(
            conn,
            [builders.new_article(id_, title=title, lang="en", feed=feed) for id_, title in _TITLES.items()],
        )
    for article, person, relevant in (
        ("a1", "p1", True),
        ("a1", "p2", True),
        ("a2", "p1", False),
        ("a3", "p1", True),
        ("a4", "p1", True),
        ("a4", "p2", False),
    ):
        await _say(db, article, person, relevant=relevant, version=1)

    found = await _quality(db)

    assert found is not None
    assert (found.relevant, found.irrelevant, found.disputed) == (2, 1, 1)
    assert (found.hit_cases, found.miss_cases) == (2, 1)
    wide, narrow = found.versions
    # Known: two relevant articles and two cases to hit; one that is not, and one case to miss.
    assert (wide.precision, wide.recall, wide.said) == (Rate(4, 6), Rate(4, 4), Rate(4, 6))
    assert (narrow.precision, narrow.recall, narrow.said) == (Rate(4, 4), Rate(4, 4), Rate(0, 0))
    assert await _quality(db, "unknown") is None
