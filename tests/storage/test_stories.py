"""Events, stories and alerts: what the desk takes, decides and leaves behind."""

from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from bot.model import Claim, Stance, State
from bot.storage import Database, alerts, events, stories
from bot.storage.stories import StoryRow, WindowEntry
from bot.storage.words import EventKind
from tests.storage.builders import NOW, at, content, put_alert, put_articles


@pytest.fixture(autouse=True)
async def _articles(db: Database) -> None:
    async with db.write() as conn:
        await put_articles(conn, "a1", "a2", "a3")


def _story(story_id: str = "a1", **more: Any) -> StoryRow:
    said: dict[str, Any] = {
        "id": story_id,
        "first_article": story_id,
        "opened_at": NOW,
        "last_at": NOW,
        "at": NOW,
    }
    return StoryRow(**said | more)


async def test_events_come_in_order_and_are_done_once(db: Database) -> None:
    """The desk sees every event once, oldest first."""
    async with db.write() as conn:
        await events.add_articles(conn, ["a2", "a1"], at(1))
        seq = await events.add(conn, EventKind.TIMER, at(2), payload={"digest": [1, "x"]})
    async with db.read() as conn:
        waiting = await events.next(conn, 10)
        assert [event.article for event in waiting] == ["a2", "a1", None]
        assert (waiting[2].seq, waiting[2].kind, waiting[2].payload) == (
            seq,
            EventKind.TIMER,
            {"digest": [1, "x"]},
        )
        assert await events.pending_count(conn) == 3
    async with db.write() as conn:
        assert await events.done(conn, waiting[0].seq, at(3))
        assert not await events.done(conn, waiting[0].seq, at(4))
        assert [event.article for event in await events.next(conn, 1)] == ["a1"]
        assert await events.pending_count(conn) == 2


async def test_a_desk_that_fails_leaves_its_event(db: Database) -> None:
    """Decision and mark are one transaction."""
    async with db.write() as conn:
        seq = await events.add(conn, EventKind.ARTICLE, NOW, article="a1")

    async def decide() -> None:
        async with db.write() as conn:
            await stories.put(conn, _story())
            await events.done(conn, seq, NOW)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await decide()
    async with db.read() as conn:
        assert await events.pending_count(conn) == 1
        assert await stories.get(conn, "a1") is None


async def test_a_story_keeps_its_articles_with_claims_and_features(db: Database) -> None:
    """What grouping and claims need after a restart comes back as it was."""
    claims = (Claim(Stance.DENIES, "Cairo", "Cairo denied it.", "denied"),)
    async with db.write() as conn:
        await stories.put(conn, _story())
        await stories.join(
            conn, "a1", "a2", at(2), reason="same places", features='{"x": "é"}', claims=claims
        )
        await stories.join(conn, "a1", "a1", at(1), features="{}", credit="AFP")
    async with db.read() as conn:
        joined = await stories.articles(conn, "a1")
        assert await stories.of(conn, ["a1", "a2", "a3"]) == {"a1": "a1", "a2": "a1"}
        assert await stories.window(conn, at(2)) == [WindowEntry("a1", "a2", '{"x": "é"}')]
    assert [one.article.article.id for one in joined] == ["a1", "a2"]
    assert (joined[1].claims, joined[1].reason, joined[0].credit) == (claims, "same places", "AFP")


async def test_an_article_can_be_moved_and_read_again(db: Database) -> None:
    """An admin's split moves an article; its text brings new claims and leaves the rest."""
    async with db.write() as conn:
        await stories.put(conn, _story("a1"))
        await stories.put(conn, _story("a3"))
        await stories.join(conn, "a1", "a2", at(1), features="f", credit="AFP")
        await stories.join(conn, "a3", "a2", at(2), features="f", credit="AFP")
        await stories.revise(conn, "a2", claims=(Claim(Stance.REPORTS, "", "It was so."),))
        await stories.revise(conn, "a2")
        (only,) = await stories.articles(conn, "a3")
        assert await stories.articles(conn, "a1") == []
    assert (only.features, only.credit, len(only.claims)) == ("f", "AFP", 1)


async def test_a_development_is_told_under_its_first_story(db: Database) -> None:
    """A later story about the same development stands with the first one; a stranger does not."""
    async with db.write() as conn:
        for row in (_story("a1"), _story("a2", development="a1"), _story("a3")):
            await stories.put(conn, row)
        for seconds, article in enumerate(("a2", "a1", "a3")):
            await stories.join(conn, article, article, at(seconds))
        assert [one.article.article.id for one in await stories.told_under(conn, "a1")] == ["a2", "a1"]
        assert [one.article.article.id for one in await stories.told_under(conn, "a3")] == ["a3"]


async def test_a_story_changes_its_state(db: Database) -> None:
    """The newest write of a story is what is read."""
    changed = _story(state=State.CONTESTED, state_revision=2, last_at=at(9), development="d", at=at(9))
    async with db.write() as conn:
        await stories.put(conn, _story())
        await stories.put(conn, changed)
        assert await stories.get(conn, "a1") == changed
        assert (await stories.count(conn), await stories.count(conn, at(1))) == (1, 0)


async def test_an_alert_keeps_every_revision(db: Database) -> None:
    """What was told when can be shown later, word for word."""
    async with db.write() as conn:
        alert = await put_alert(conn, "a1", "w1", reason="new")
        later = content("a1", "w2", state=State.CONTESTED, correction="çürütüldü")
        assert await alerts.revise(conn, alert.id, later, at(5), telling="update", reason="denied") == 2
        assert await alerts.by_story(conn, "a2") is None
        now = await alerts.by_story(conn, "a1")
        told = await alerts.revisions(conn, alert.id)
        assert await alerts.watchlists(conn, alert.id) == {"w1": 1, "w2": 2}
        assert await alerts.get(conn, [alert.id, 999]) == {alert.id: now}
    assert now is not None
    assert (alert.revision, now.revision, now.content, now.updated_at) == (1, 2, later, at(5))
    assert [(one.telling, one.reason, one.content) for one in told] == [
        ("first", "new", alert.content),
        ("update", "denied", later),
    ]


async def test_a_story_has_one_alert(db: Database) -> None:
    """A second alert for a story is refused by the database itself."""
    async with db.write() as conn:
        await put_alert(conn)
    with pytest.raises(IntegrityError):
        async with db.write() as conn:
            await put_alert(conn)


async def test_latest_alerts_hold_the_quiet_ones_too(db: Database) -> None:
    """What a first poll found was told to nobody, but it is the archive that a newcomer is shown."""
    async with db.write() as conn:
        first = await put_alert(conn, "a1", "w1", "w2")
        second = await put_alert(conn, "a2", "w1", quiet=True)
        third = await put_alert(conn, "a3", "w2")
        assert [row.id for row in await alerts.latest(conn, {"w1", "w2"}, 2)] == [third.id, second.id]
        assert [row.id for row in await alerts.latest(conn, {"w1"}, 5)] == [second.id, first.id]
        assert await alerts.count(conn) == 3


async def test_a_story_is_found_by_the_beginning_of_its_id(db: Database) -> None:
    """The whole id first, else the newest that begins so."""
    async with db.write() as conn:
        for number, id_ in enumerate(("3fa91c02aa000000", "3fa91c02bb000000", "3fa91c02")):
            await stories.put(
                conn, StoryRow(id=id_, first_article=id_, opened_at=at(number % 2), last_at=NOW, at=NOW)
            )

        assert await stories.named(conn, "3fa91c02") == "3fa91c02"
        assert await stories.named(conn, "3fa91c02a") == "3fa91c02aa000000"
        assert await stories.named(conn, "3fa") == "3fa91c02bb000000"
        assert await stories.named(conn, "4") is None
