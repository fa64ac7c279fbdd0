"""Looking up articles by their words, the same on SQLite and PostgreSQL."""

import pytest
from sqlalchemy import delete, update

from bot.storage import Database, articles, schema, search
from bot.storage.words import TextState
from bot.watch import Library, parse
from bot.watch.searching import read_search
from bot.watch.sieve import Sifter, Unsieved, sieve
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


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("haftar", {1}),
        ('"haftar force"', {1}),
        ("haft*", {1}),
        ("=Sirte", {1, 5}),
        ("leave", {1}),
        ("go", set()),
        ("سوريا", {2}),
        ("جيش OR إدلب", {2}),
        ("Mısır", {3}),
        ("asker", {3}),
        ("armée", {4}),
        ("Égypte AND Syrie", {4}),
        ("(sirte OR syrie) AND NOT football", {1, 4, 5}),
        ("sirte NEAR/3 match", {5}),
        ("ATLEAST/2 title:sirte", {1, 5}),
    ],
)
async def test_the_index_finds_what_a_sieve_lets_through(db: Database, query: str, numbers: set[int]) -> None:
    """By the full-text index and by going over its words: the same, in dictionary forms."""
    await put(db)
    wanted = sieve(parse(query), Library())
    assert not isinstance(wanted, Unsieved)
    sifter = Sifter(wanted)

    async with db.read() as conn:
        looked_up = await search.sifted(conn, wanted, 1, 5)
        gone_over = {number for number, said in await search.words(conn, 1, 5) if sifter.passes(said)}
        elsewhere = await search.sifted(conn, wanted, 6, 9)

    assert looked_up == gone_over == numbers
    assert elsewhere == set()


async def test_what_other_rules_indexed_is_known_and_indexed_anew(db: Database) -> None:
    """In steps, from where the last one ended; nothing else of it changes."""
    await put(db)
    async with db.write() as conn:
        before = await search.words(conn, 1, 5)
        await conn.execute(update(schema.article_search).values(words="sirte"))
        assert await search.complete(conn, 1, 5) == set()
        place = await search.refresh(conn, 0, 2)
        assert place == 2
        assert await search.complete(conn, 1, 5) == {1, 2}
        assert await search.refresh(conn, 2, 9) is None
        assert {*await search.words(conn, 1, 5)} == {*before}
