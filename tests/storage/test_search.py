"""Looking up articles by their words, the same on SQLite and PostgreSQL."""

import pytest
from sqlalchemy import delete

from bot.storage import Database, articles, schema, search
from bot.storage.words import TextState
from bot.watch.searching import read_search
from tests.storage.builders import NOW, at, new_article, put_articles

TITLES = {
    "a1": "Haftar's forces leave Sirte",
    "a2": "القوات السورية تدخل إدلب وسوريا تنفي",
    "a3": "Mısır'ın askerleri Suriye'de",
    "a4": "L’armée égyptienne en Syrie",
    "a5": "Sirte football match postponed",
}


async def put(db: Database) -> None:
    """One article for each title, a minute apart."""
    async with db.write() as conn:
        await put_articles(conn)
        await articles.add(
            conn,
            [
                new_article(name, title=title, lang=lang, seen_at=at(60 * number))
                for number, ((name, title), lang) in enumerate(
                    zip(TITLES.items(), ("en", "ar", "tr", "fr", "en"), strict=True)
                )
            ],
        )


async def found(db: Database, source: str, limit: int = 10, **more: object) -> list[str]:
    """Ids of what a question hits, newest first."""
    async with db.read() as conn:
        hits = await search.find(conn, read_search(source, NOW), limit, **more)  # type: ignore[arg-type]
    return [hit.article for hit in hits]


@pytest.mark.parametrize(
    ("source", "ids"),
    [
        ("sirte", ["a5", "a1"]),
        ("SIRTE -football", ["a1"]),
        ('"forces leave"', ["a1"]),
        ('"leave forces"', []),
        ("haft*", ["a1"]),
        ("haft", []),
        ("سوريا", ["a2"]),
        ("قوات إدلب", ["a2"]),
        ("misir asker*", ["a3"]),
        ("armee egyptienne", ["a4"]),
        ("suriye", ["a3"]),
        ("sirte lang:ar", []),
        ("sirte since:1d", ["a5", "a1"]),
        ("sirte since:2026-01-01", []),
        ("a OR b NEAR(c) 'x' & | !", []),
    ],
)
async def test_words_find_articles(db: Database, source: str, ids: list[str]) -> None:
    """Folded, newest first, in all four languages; odd characters are no operators."""
    await put(db)

    assert await found(db, source) == ids


async def test_limits_and_outlets(db: Database) -> None:
    """The newest so many; only of these outlets, which may be none."""
    await put(db)

    assert await found(db, "sirte", 1) == ["a5"]
    assert await found(db, "sirte", outlets=["mada"]) == ["a5", "a1"]
    assert await found(db, "sirte", outlets=[]) == []


async def test_a_text_that_arrives_and_a_title_that_changes_are_found(db: Database) -> None:
    """And what stood there before is not."""
    await put(db)
    async with db.write() as conn:
        await articles.update_text(conn, "a1", TextState.DONE, text="The convoy reached Jufra.")
        await articles.reread(conn, "a5", title="Benghazi match", text="")

    assert await found(db, "jufra sirte") == ["a1"]
    assert await found(db, "sirte") == ["a1"]
    assert await found(db, "benghazi") == ["a5"]


async def test_a_hit_names_its_story_and_goes_with_its_article(db: Database) -> None:
    """A deleted article is found no more."""
    await put(db)
    async with db.write() as conn:
        await conn.execute(delete(schema.article).where(schema.article.c.id == "a5"))
    async with db.read() as conn:
        (hit,) = await search.find(conn, read_search("sirte", NOW), 10)

    assert (hit.article, hit.story) == ("a1", None)
    assert await found(db, "football") == []
