"""Articles: each is stored once, whatever a feed does."""

import asyncio

import pytest

from bot.storage import Database, articles, feeds, matches
from bot.storage.words import TextState
from tests.storage.builders import NOW, at, match, new_article, outlet, put_articles


@pytest.fixture(autouse=True)
async def _feed(db: Database) -> None:
    async with db.write() as conn:
        await feeds.sync(conn, [outlet(), outlet("other")], NOW)


async def _add(db: Database, *rows: articles.NewArticle) -> list[str]:
    async with db.write() as conn:
        return await articles.add(conn, rows)


async def test_an_article_comes_back_as_it_went_in(db: Database) -> None:
    """All fields survive, with every script and the microsecond."""
    row = new_article(
        summary="ملخّص",
        text="metin\n\nİkinci",
        lang="ar",
        author="ä",
        published_at=at(-60),
        precision="day",
        quiet=True,
    )
    assert await _add(db, row) == ["a1"]
    async with db.read() as conn:
        stored = (await articles.get(conn, ["a1", "nobody"]))["a1"]
        assert await articles.by_url(conn, row.article.url) == stored
        assert await articles.by_url(conn, "https://mada.example/else") is None
    assert stored.article == row.article
    assert (stored.quiet, stored.feed, stored.text_state) == (True, 1, TextState.NONE)


async def test_only_new_articles_are_returned_in_order(db: Database) -> None:
    """A second poll that shows one new among old ones adds one."""
    assert await _add(db, new_article("b"), new_article("a")) == ["b", "a"]
    assert await _add(db, new_article("b"), new_article("c"), new_article("a")) == ["c"]


async def test_one_known_key_makes_a_known_article_and_teaches_the_others(db: Database) -> None:
    """An article that changes its address is still itself, and so is one that later changes its guid."""
    assert await _add(db, new_article("a", keys=("guid:1", "url:1"))) == ["a"]
    assert await _add(db, new_article("b", keys=("guid:1", "url:2"))) == []
    assert await _add(db, new_article("c", keys=("guid:3", "url:2"))) == []
    async with db.read() as conn:
        known = await articles.known(conn, "mada", ["guid:1", "url:2", "guid:3", "url:9"])
        assert await articles.known(conn, "other", ["guid:1"]) == {}
        assert (await articles.count(conn, NOW), await articles.count(conn, at(1))) == (1, 0)
    assert known == {"guid:1": "a", "url:2": "a", "guid:3": "a"}


async def test_duplicates_within_one_poll_are_one_article(db: Database) -> None:
    """A feed that lists a piece twice under one guid stores it once."""
    rows = [
        new_article("a", keys=("g", "u1")),
        new_article("b", keys=("u2", "g")),
        new_article("c", keys=("u2",)),
    ]
    assert await _add(db, *rows) == ["a"]


async def test_two_outlets_may_use_the_same_key(db: Database) -> None:
    """Guids are unique within an outlet only."""
    rows = [new_article("a", keys=("1",)), new_article("b", keys=("1",), outlet="other")]
    assert await _add(db, *rows) == ["a", "b"]


async def test_the_same_article_from_many_tasks_at_once_is_new_once(db: Database) -> None:
    """Feeds of one outlet that are polled at the same time do not double what both show."""
    rows = [[new_article(f"{n}-{m}", keys=(f"g{m}", f"u{n}-{m}")) for m in range(20)] for n in range(6)]
    for row in rows[1::2]:
        row.reverse()
    added = await asyncio.gather(*(_add(db, *row) for row in rows))
    assert sum(map(len, added)) == 20
    async with db.read() as conn:
        assert await articles.count(conn) == 20
        known = await articles.known(conn, "mada", [f"u{n}-{m}" for n in range(6) for m in range(20)])
    assert len(known) == 120
    assert set(known.values()) == {one for ids in added for one in ids}


async def test_many_articles_at_once(db: Database) -> None:
    """A first poll of an archive of two thousand entries is one call."""
    rows = [new_article(f"a{n}", keys=(f"g{n}", f"u{n}")) for n in range(2000)]
    assert len(await _add(db, *rows)) == 2000
    async with db.read() as conn:
        assert len(await articles.get(conn, [row.article.id for row in rows])) == 2000


async def test_a_text_is_due_until_it_is_settled(db: Database) -> None:
    """The text's way: wanted, tried again later, done."""
    await _add(db, new_article("a", text_state=TextState.DUE, text_due_at=at(5)), new_article("b"))
    async with db.write() as conn:
        assert await articles.want_text(conn, "b", at(3))
        assert not await articles.want_text(conn, "a", at(3))
    async with db.read() as conn:
        assert await articles.due_texts(conn, at(2), 10) == []
        assert [row.article.id for row in await articles.due_texts(conn, at(5), 10)] == ["b", "a"]
    async with db.write() as conn:
        await articles.update_text(conn, "a", TextState.DUE, due_at=at(50))
        await articles.update_text(conn, "b", TextState.DONE, text="the text")
    async with db.read() as conn:
        assert await articles.due_texts(conn, at(5), 10) == []
        rows = await articles.get(conn, ["a", "b"])
    assert (rows["a"].text_attempts, rows["a"].text_due_at, rows["a"].article.text) == (1, at(50), "")
    assert (rows["b"].text_state, rows["b"].article.text) == (TextState.DONE, "the text")


async def test_a_changed_article_keeps_its_id(db: Database) -> None:
    """New words on its page replace the old ones."""
    async with db.write() as conn:
        await put_articles(conn, "a")
        await articles.reread(conn, "a", title="New", text="words")
    async with db.read() as conn:
        row = (await articles.get(conn, ["a"]))["a"]
    assert (row.article.title, row.article.text) == ("New", "words")


async def test_latest_lists_each_matching_article_once_newest_first(db: Database) -> None:
    """An article that two watchlists hit is one line."""
    async with db.write() as conn:
        await put_articles(conn, "a", "b", "c")
        await matches.put(conn, "a", [match("w1")], {"w1": 1}, at(1))
        await matches.put(conn, "b", [match("w1"), match("w2")], {"w1": 1, "w2": 3}, at(2))
        await matches.put(conn, "c", [match("w3")], {"w3": 1}, at(3))
    async with db.read() as conn:
        latest = await articles.latest(conn, {"w1", "w2"}, 5)
        assert [row.article.id for row in latest] == ["b", "a"]
        assert await articles.latest(conn, set(), 5) == []


async def test_matches_keep_proof_version_and_first_moment(db: Database) -> None:
    """A match made again is the same match with new proof; reading an article again can end one."""
    async with db.write() as conn:
        await put_articles(conn, "a")
        await matches.put(conn, "a", [match("w2"), match("w1")], {"w1": 1, "w2": 1}, at(1))
        await matches.put(conn, "a", [match("w1")], {"w1": 2}, at(2))
    async with db.read() as conn:
        stored = (await matches.of(conn, ["a", "b"]))["a"]
        assert [(one.match, one.version, one.at) for one in stored] == [
            (match("w1"), 2, at(1)),
            (match("w2"), 1, at(1)),
        ]
        assert await matches.counts(conn, at(1)) == {"w1": 1, "w2": 1}
    async with db.write() as conn:
        await matches.put(conn, "a", [match("w2")], {"w2": 2}, at(3), replace=True)
        assert [one.match.watchlist for one in (await matches.of(conn, ["a"]))["a"]] == ["w2"]
        await matches.put(conn, "a", [], {}, at(4), replace=True)
        assert await matches.of(conn, ["a"]) == {}
