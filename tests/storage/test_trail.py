"""What happened and who said so: readings, rechecks, corrections, feedback, audit, what was withheld."""

from bot.model import Change, ChangeKind, Ruling
from bot.storage import (
    Database,
    alerts,
    audit,
    chats,
    corrections,
    feedback,
    pseudonyms,
    readings,
    rechecks,
    withheld,
)
from bot.storage.feedback import Judged, Word
from bot.storage.readings import Reading, reading_of
from bot.storage.rechecks import Recheck
from bot.storage.words import CorrectionState, Origin
from tests.storage.builders import NOW, at, content, new_article, put_alert, put_articles, put_chat


async def test_readings_are_kept_in_order(db: Database) -> None:
    """Each look at an article, with what it found changed."""
    change = Change(ChangeKind.NUMBER, "150 soldiers", "15 soldiers")
    first = reading_of(new_article().article, NOW, Origin.PAGE, "text")
    second = Reading(article="a1", at=at(1), origin=Origin.AGAIN, outcome="changed", changes=(change,))
    async with db.write() as conn:
        await put_articles(conn, "a1", "a2")
        await readings.add(conn, [first, second])
    async with db.read() as conn:
        assert await readings.of(conn, ["a1", "a2"]) == {"a1": (first, second)}


async def test_a_planned_look_stays_and_a_written_one_replaces(db: Database) -> None:
    """Planning twice changes nothing; the next round takes the place of the last."""
    row = Recheck(article="a1", round=1, due_at=at(60), title="Title", etag='"x"')
    async with db.write() as conn:
        await put_articles(conn, "a1", "a2")
        await rechecks.plan(conn, ["a1", "a2"], NOW)
        await rechecks.plan(conn, ["a1"], at(500))
        assert [one.article for one in await rechecks.due(conn, NOW, 5)] == ["a1", "a2"]
        await rechecks.put(conn, row)
        await rechecks.end(conn, "a2")
    async with db.read() as conn:
        assert await rechecks.due(conn, NOW, 5) == []
        assert await rechecks.next_at(conn) == at(60)
        assert await rechecks.of(conn, ["a1", "a2"]) == {"a1": row}


async def test_a_correction_moves_on_once(db: Database) -> None:
    """Two taps on the same button do it once."""
    async with db.write() as conn:
        await put_articles(conn, "a1")
        row = await put_alert(conn)
        number = await corrections.propose(conn, row.id, Ruling.RETRACTED, "wrong", "p1", NOW)
        moves = [
            await corrections.settle(conn, number, CorrectionState.PROPOSED, CorrectionState.APPLIED, at(1))
            for _ in range(2)
        ]
        assert moves == [True, False]
        (found,) = await corrections.of(conn, row.id)
        assert found == await corrections.get(conn, number)
        assert (found.state, found.settled_at) == (CorrectionState.APPLIED, at(1))


async def test_one_person_has_one_word_for_a_match(db: Database) -> None:
    """The last word counts; others' words are counted beside it."""
    async with db.write() as conn:
        await put_articles(conn, "a1")
        for person, relevant in (("p1", False), ("p1", True), ("p2", False)):
            await feedback.say(
                conn,
                Word(article="a1", watchlist="w1", version=3, person=person, relevant=relevant, at=NOW),
            )
        assert await feedback.said(conn, ["a1"], ["w1"], "p1") == {("a1", "w1"): True}
        assert await feedback.judged(conn, "w1", 5) == [
            Judged(article="a1", watchlist="w1", version=3, relevant=1, irrelevant=1, last_at=NOW)
        ]
        assert await feedback.judged(conn, "w2", 5) == []


async def test_a_name_that_says_nothing_is_steady_until_it_is_forgotten(db: Database) -> None:
    """Afterwards the same person is somebody new."""
    async with db.write() as conn:
        await put_chat(conn, 5)
        names = await pseudonyms.of(conn, [5, -7])
        assert await pseudonyms.of(conn, [5, -7]) == names
        assert len({*names.values()}) == 2
        await chats.forget(conn, 5)
        assert await pseudonyms.known(conn, [5, -7]) == {-7: names[-7]}
        assert (await pseudonyms.of(conn, [5]))[5] != names[5]


async def test_deeds_are_listed_newest_first(db: Database) -> None:
    """All of them, or those done to one subject."""
    async with db.write() as conn:
        await audit.note(conn, "p1", "retract", "alert:1", NOW, chats=3)
        await audit.note(conn, "p1", "undo", "alert:1", at(1))
        await audit.note(conn, "p2", "correct", "alert:2", at(2))
        assert [deed.action for deed in await audit.latest(conn, 2)] == ["correct", "undo"]
        assert [deed.detail for deed in await audit.latest(conn, 9, subject="alert:1")] == [{}, {"chats": 3}]


async def test_each_reason_for_silence_is_noted_once(db: Database) -> None:
    """With its first moment."""
    async with db.write() as conn:
        await put_articles(conn, "a1")
        row = await put_alert(conn)
        await withheld.note(conn, row.id, [(5, 0, "muted"), (6, 0, "muted")], NOW)
        await withheld.note(conn, row.id, [(5, 0, "muted"), (5, 0, "paused")], at(9))
        assert await withheld.all_of(conn, row.id) == [
            (5, 0, "muted", NOW),
            (6, 0, "muted", NOW),
            (5, 0, "paused", at(9)),
        ]


async def test_a_story_has_an_alert_for_each_chapter(db: Database) -> None:
    """The newest is the one that goes on."""
    async with db.write() as conn:
        await put_articles(conn, "a1")
        first = await put_alert(conn)
        second = await alerts.create(conn, content("a1"), at(9), telling="first", chapter=2)
        assert [row.id for row in await alerts.chapters(conn, "a1")] == [first.id, second.id]
        newest = await alerts.by_story(conn, "a1")
        assert newest is not None
        assert newest.chapter == 2
