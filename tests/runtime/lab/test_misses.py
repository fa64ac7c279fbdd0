"""The report of misses over a stored archive, and what a tap on a spelling does."""

from collections.abc import Mapping

from bot.model import Article, Miss, MissReport, Origin, Outlet, Published, Refused, Saved
from bot.runtime.catalogue import compiled
from bot.runtime.lab.misses import miss_report
from bot.runtime.lab.proving import body_hash
from bot.runtime.lab.reporting import spelling_of, take_spelling
from bot.runtime.world import published_sheets
from bot.storage import Database, articles, documents, feeds, stories
from bot.storage.articles import NewArticle
from bot.storage.stories import StoryRow
from bot.telegram.misses import handle_of
from tests.runtime.lab import laboratory as lab
from tests.runtime.lab.laboratory import ADA, EVA, C
from tests.storage import builders
from tests.storage.builders import NOW, at

_NEAR = lab.FORCES.replace("@egypt AND @syria", "@egypt NEAR/3 @syria").replace(
    "Egypt sends soldiers to Syria", "Egypt in Syria"
)
_OUTLETS = {name: builders.outlet(name) for name in ("mada", "levant", "nile")}

_FAR = {
    "mada": "Egypt flies sixty more soldiers into Syria",
    "levant": "Egypt says its planes will stay in Syria",
    "nile": "Syrya thanks a friend",
}


async def _archive(db: Database, *told: Mapping[str, str]) -> None:
    """Stories, each as what outlets say of it."""
    async with db.write() as conn:
        await feeds.sync(conn, list(_OUTLETS.values()), NOW)
        feed = (await feeds.all(conn))[0].id
        for number, titles in enumerate(told):
            rows = [
                NewArticle(
                    article=Article(
                        id=f"{number}-{outlet}",
                        outlet=outlet,
                        url=f"https://{outlet}.example/{number}",
                        title=title,
                        lang="en",
                        seen_at=at(number),
                    ),
                    feed=feed,
                    keys=(f"{number}-{outlet}",),
                )
                for outlet, title in titles.items()
            ]
            await articles.add(conn, rows)
            story = StoryRow(
                id=f"s{number}",
                first_article=rows[0].article.id,
                opened_at=at(number),
                last_at=at(number),
                at=NOW,
            )
            await stories.put(conn, story)
            for row in rows:
                await stories.join(conn, story.id, row.article.id, at(number))


async def _report(db: Database, outlets: Mapping[str, Outlet] = _OUTLETS) -> MissReport:
    async with db.read() as conn:
        catalogue = compiled(await published_sheets(conn))
    return await miss_report(db, catalogue, outlets, at(3600))


async def _filled(db: Database) -> None:
    await lab.fill(db)
    async with db.write() as conn:
        await documents.publish(
            conn, lab.W, "forces", _NEAR, body_hash(_NEAR), NOW, author="", origin=Origin.FILE
        )


async def test_the_report_tells_edits_and_spellings_with_what_they_would_catch(db: Database) -> None:
    """The widening that two outlets need, one other article, and a spelling that two outlets of a story share."""
    await _filled(db)
    other = {"nile": "Egypt is proud of its aid to Syria"}
    syrya = {
        "mada": "Syria opens a road",
        "levant": "Syrya opens a road",
        "nile": "A road for Syrya and Egypt",
    }
    await _archive(db, _FAR, other, syrya)

    found = await _report(db)

    (miss,) = found.misses
    assert (miss.watchlist, miss.mend, miss.before, miss.after) == (
        "forces",
        "reach",
        "@egypt NEAR/3 @syria",
        "@egypt NEAR/6 @syria",
    )
    assert {one.outlet for one in miss.stories[0].articles} == {"Mada", "Levant"}
    assert (miss.other_articles, [one.title for one in miss.examples]) == (1, [other["nile"]])
    (spelling,) = found.spellings
    assert (spelling.concept, spelling.text, spelling.like, spelling.outlets) == (
        "syria",
        "Syrya",
        "Syria",
        2,
    )
    assert spelling.gained == {"forces": 1}
    assert (found.stories, found.articles) == (2, 7)


async def test_outlets_of_one_owner_and_copies_are_one_source(db: Database) -> None:
    """Then nobody else tells the story."""
    await _filled(db)
    await _archive(db, {name: _FAR[name] for name in ("mada", "levant")})
    owned = {name: builders.outlet(name, owner="One") for name in _OUTLETS}

    assert (await _report(db, owned)).misses == ()
    assert [type(one) for one in (await _report(db)).misses] == [Miss]


async def test_a_tap_writes_the_spelling_into_its_concept(db: Database) -> None:
    """An admin's tap publishes it, an editor's leaves a draft; done twice it is refused; a stale button does nothing."""
    await _filled(db)
    await _archive(
        db, {"mada": "Syria opens a road", "levant": "Syrya opens a road", "nile": "Road for Syrya"}
    )
    report = await _report(db)
    handle = handle_of(report.spellings[0])
    spelling = spelling_of(report, 0, handle)
    assert spelling is not None
    assert spelling_of(report, 0, "0123456789") is None
    assert spelling_of(None, 0, handle) is None
    assert spelling_of(report, 1, handle) is None

    async with lab.lab(db) as room:
        assert isinstance(await take_spelling(room, spelling, EVA), Saved)
    assert await lab.body(db, C, "syria") == lab.SYRIA
    async with lab.lab(db) as room:
        assert isinstance(await take_spelling(room, spelling, ADA), Published)
    async with lab.lab(db) as room:
        assert isinstance(await take_spelling(room, spelling, ADA), Refused)

    assert await lab.body(db, C, "syria") == lab.SYRIA.replace("[Syria]", "[Syria, Syrya]")
    assert (await _report(db)).spellings == ()
