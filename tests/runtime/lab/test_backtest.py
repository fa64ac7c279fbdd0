"""What a query would have caught: counts, proof, order, the difference to what is in force, alerts in a week."""

import json
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from pydantic import TypeAdapter
from sqlalchemy import update

from bot.runtime.catalogue import SheetsError
from bot.runtime.lab.trial import Asked
from bot.storage import Database, schema
from bot.watch.backtest import Backtest, Progress, Tally
from bot.watch.doubt import Reason
from tests.databases import SQLITE, fresh_address
from tests.runtime.lab.archive import archive, tried
from tests.runtime.lab.laboratory import FORCES

ROWS = {
    "near": {"title": "Egypt sends soldiers to Syria", "hours": 30, "story": "near"},
    "same": {"title": "Cairo's troops in Syria", "hours": 29, "story": "near", "outlet": "sana"},
    "copy": {
        "title": "Egypt in Syria: agency",
        "hours": 28,
        "story": "near",
        "outlet": "aawsat",
        "credit": "mada",
    },
    "alone": {"title": "Syria and Egypt talk", "hours": 20},
    "apart": {
        "title": "The world this week",
        "text": "It rains. Egypt played football. It snowed in Oslo. Nobody slept. Syria has a new stamp.",
        "hours": 10,
    },
    "libya": {"title": "Haftar in Cairo", "hours": 9},
    "quiet": {"title": "Egypt and Syria, once", "hours": 8, "quiet": True},
    "nothing": {"title": "Football tonight", "hours": 7},
    "old": {"title": "Egypt and Syria, long ago", "hours": 24 * 40},
}


@pytest.fixture
async def address(tmp_path: Path) -> AsyncIterator[str]:
    """Where the archive is."""
    async with fresh_address(SQLITE, tmp_path) as address:
        yield address


@pytest.fixture
async def db(address: str) -> AsyncIterator[Database]:
    """The archive."""
    database = await Database.open(address)
    await archive(database, ROWS)
    yield database
    await database.close()


async def test_what_is_in_force_is_counted_by_day_outlet_and_language(db: Database, address: str) -> None:
    """Articles and stories; what is older than asked is no part of it; alerts are stories that may be told."""
    told: list[Progress] = []
    found = await tried(db, address, Asked(watchlist="forces"), told)

    assert found.found == Tally(articles=6, stories=4)
    assert found.archive == 8
    assert [(day.articles, day.stories) for day in found.days if day.articles] == [(4, 2), (2, 2)]
    assert [(share.id, share.articles, share.stories) for share in found.outlets] == [
        ("mada", 4, 4),
        ("aawsat", 1, 1),
        ("sana", 1, 1),
    ]
    assert [(share.id, share.articles) for share in found.languages] == [("en", 6)]
    assert found.chats == 2
    # near, alone and apart in the 30 hours that the archive reaches back; quiet tells nothing.
    assert found.alerts_per_week == pytest.approx(3 * 7 * 24 / 30, abs=0.1)
    assert found.against is not None
    assert (found.against.gained, found.against.lost) == (Tally(), Tally())
    assert told[-1] == Progress(8, 8, 6)
    assert (found.cases, found.failed_cases) == (3, ())


async def test_the_best_come_first_and_the_doubtful_with_what_speaks_against_them(
    db: Database, address: str
) -> None:
    """Each with the spans that prove it."""
    found = await tried(db, address, Asked(watchlist="forces"))

    assert found.best[0].article == "quiet"  # of equal ones the newest
    assert found.best[0].reasons == (Reason.TITLE, Reason.TOGETHER)
    assert [(span.text, span.term) for span in found.best[0].spans] == [
        ("Egypt", "@egypt"),
        ("Syria", "@syria"),
    ]
    assert [catch.article for catch in found.doubtful] == ["apart"]
    assert {Reason.BODY_ONLY, Reason.FAR_APART, Reason.ONCE} <= {*found.doubtful[0].reasons}
    assert found.doubtful[0].score < 0 < found.best[0].score


async def test_the_difference_says_what_is_gained_and_lost(db: Database, address: str) -> None:
    """In articles, in stories, and in alerts a week."""
    found = await tried(db, address, Asked(watchlist="forces", query="@egypt AND (haftar OR troops)"))

    assert found.found == Tally(2, 2)
    assert found.against is not None
    assert found.against.version == 1
    assert (found.against.gained, found.against.lost) == (Tally(1, 1), Tally(5, 3))
    assert [catch.article for catch in found.against.gained_shown] == ["libya"]
    assert [catch.article for catch in found.against.lost_shown] == [
        "quiet",
        "apart",
        "alone",
        "copy",
        "near",
    ]
    assert found.against.lost_shown[0].spans[0].term == "@egypt"
    assert found.alerts_per_week < found.against.alerts_per_week


async def test_alerts_wait_for_independent_sources(db: Database, address: str) -> None:
    """A copy is none, and a story that one outlet tells is not told."""
    body = FORCES + "alert: {min_sources: 2}\n"
    two = await tried(db, address, Asked(watchlist="forces", body=body))
    three = await tried(db, address, Asked(watchlist="forces", body=body.replace(": 2", ": 3")))

    assert two.alerts_per_week == pytest.approx(1 * 7 * 24 / 30, abs=0.1)
    assert three.alerts_per_week == 0
    assert two.against is not None
    assert two.against.alerts_per_week == pytest.approx(3 * 7 * 24 / 30, abs=0.1)


async def test_what_the_index_does_not_hold_wholly_is_read(db: Database, address: str) -> None:
    """An article indexed by other rules, or before there were any, is never lost."""
    async with db.write() as conn:
        words = schema.article_search.c.words
        await conn.execute(update(schema.article_search).values(words="sirte").where(words.like("%haftar%")))

    found = await tried(db, address, Asked(query="haftar"))

    assert found.found == Tally(1, 1)
    assert found.looked_at == 1


async def test_a_query_that_asks_for_no_word_reads_everything(db: Database, address: str) -> None:
    """And says why."""
    found = await tried(db, address, Asked(query="NOT football", since=timedelta(days=2)))

    assert (found.looked_at, found.found.articles) == (8, 6)
    assert "asks for no word" in found.unsieved
    assert found.against is None


async def test_cases_that_fail_are_part_of_the_result(db: Database, address: str) -> None:
    """With the line of the file and why."""
    found = await tried(db, address, Asked(watchlist="forces", body=FORCES.replace("@syria", "haftar")))

    assert [(case.title, case.expected) for case in found.failed_cases] == [
        ("Egypt sends soldiers to Syria", True),
        ("Cairo and Syria agree", True),
    ]
    assert "haftar" in found.failed_cases[0].says
    assert found.failed_cases[0].line == 8


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        (Asked(watchlist="nobody"), "there is no such watchlist. There are: forces"),
        (Asked(watchlist="forces", body="id: forces\n"), "forces.yaml:1:1"),
        (Asked(watchlist="forces", body=FORCES.replace("@syria", "@siria"), path="a.yaml"), "a.yaml:5:14"),
        (Asked(watchlist="forces", body=FORCES.replace("@syria", "@siria")), "Did you mean @syria?"),
        (Asked(query="egypt AND"), "query: line 1, column 10"),
        (Asked(), "--query or --file"),
        (Asked(watchlist="egypt", body=FORCES), "the id is 'forces', and 'egypt' was asked for"),
    ],
)
async def test_what_is_wrong_is_said_with_its_place(
    db: Database, address: str, asked: Asked, says: str
) -> None:
    """And what to do."""
    with pytest.raises(SheetsError) as caught:
        await tried(db, address, asked)

    assert says in str(caught.value)


async def test_a_backtest_is_the_same_after_a_journey_through_json(db: Database, address: str) -> None:
    """It is stored, and shown by others."""
    found = await tried(db, address, Asked(watchlist="forces"))
    adapter = TypeAdapter(Backtest)

    assert adapter.validate_json(adapter.dump_json(found)) == found
    assert json.loads(adapter.dump_json(found))["found"] == {"articles": 6, "stories": 4}
