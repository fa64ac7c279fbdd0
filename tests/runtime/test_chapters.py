"""Stories that go on for days: after 48 hours a development opens an alert that names, and answers, the one before."""

from datetime import timedelta
from pathlib import Path

from tests.journeys.outlets import Outlet
from tests.journeys.telling import SUMMARY, TITLE
from tests.runtime.worlds import desk

HOUR = timedelta(hours=1)


async def test_a_late_development_opens_an_alert_that_answers_the_old_one(tmp_path: Path) -> None:
    """Within two days the story's message is edited; a report of its own after them is a message of its own."""
    levant, nile = Outlet("levant-monitor", every=""), Outlet("nile-herald", every="")
    tigris = Outlet("tigris-post", every="")
    async with desk(tmp_path, levant, nile, tigris) as run:
        run.publish(levant, TITLE, SUMMARY)
        await run.pass_time(30 * HOUR, step=HOUR)
        run.publish(nile, "Egypt sends 150 soldiers to Idlib in Syria", SUMMARY)
        await run.pass_time(25 * HOUR, step=HOUR)
        first, *replies = run.told()
        assert [reply.reply_to for reply in replies] in ([], [first.id])
        run.publish(tigris, "Egypt sends 150 soldiers to Syria's Idlib, residents say", SUMMARY)
        await run.pass_time(3 * HOUR, step=HOUR)

        late = run.told()[-1]
        assert late.reply_to == first.id
        assert "Earlier" in late.text
        assert "Tigris Post" in late.text
        assert late.keyboard
        assert not late.silent


async def test_a_late_denial_links_to_what_it_denies(tmp_path: Path) -> None:
    """It is another story, told in an alert of its own, which answers the old message."""
    levant, nile = Outlet("levant-monitor", every=""), Outlet("nile-herald", every="", country="EG")
    async with desk(tmp_path, levant, nile) as run:
        run.publish(levant, TITLE, SUMMARY)
        await run.pass_time(55 * HOUR, step=HOUR)
        run.publish(
            nile,
            "Egypt denies sending 150 soldiers to Syria's Idlib",
            "A military source called reports of Egyptian troops in Saraqeb baseless.",
        )
        await run.pass_time(3 * HOUR, step=HOUR)

        first, late = run.told()
        assert late.reply_to == first.id
        assert TITLE in late.text


async def test_where_the_first_message_is_gone_a_turn_stands_for_itself(tmp_path: Path) -> None:
    """The reader deleted the alert: the denial rings as a message of its own, and the alert is there again."""
    levant, nile = Outlet("levant-monitor", every=""), Outlet("nile-herald", every="", country="EG")
    async with desk(tmp_path, levant, nile) as run:
        run.publish(levant, TITLE, SUMMARY)
        await run.pass_time(HOUR, step=timedelta(minutes=30))
        run.emulator.stage.delete(run.reader, run.told()[0].id)
        run.publish(
            nile,
            "Egypt denies sending 150 soldiers to Syria's Idlib",
            "A military source called reports of Egyptian troops in Saraqeb baseless.",
        )
        await run.pass_time(2 * HOUR, step=timedelta(minutes=10))

        first, *later = run.told()
        there = [one for one in (first, *later) if not one.deleted]
        assert sorted(one.silent for one in there) == [False, True]
        assert all("Nile Herald" in one.text for one in there)
        assert [one.reply_to for one in there] == [0, 0]
