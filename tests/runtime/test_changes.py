"""Pages that are looked at again: what outlets change, what they delete, and how politely it is found out."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import text

from bot.storage import readings, rechecks
from tests.journeys.outlets import Outlet, Trouble
from tests.journeys.telling import SUMMARY, TITLE
from tests.runtime.worlds import Desk, desk

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
TEXT = (
    "Some 150 Egyptian soldiers have arrived near Saraqeb in Syria's Idlib province, a rebel commander said. "
    "The convoy crossed the front line at dawn and took up positions beside two other brigades.\n\n"
    "Residents filmed the vehicles from their balconies. No government has said anything about it yet."
)


def levant(*, every: str = "", full_text: str = "auto") -> Outlet:
    """An outlet that is polled as the cadence says."""
    return Outlet("levant-monitor", every=every, full_text=full_text)


async def told(run: Desk, outlet: Outlet) -> str:
    """Publish, and let it be told; returns the address of the article's page."""
    piece = outlet.publish(TITLE, SUMMARY, text=TEXT, minutes_ago=_ago(run))
    while not run.told():
        await run.pass_time(MINUTE, step=MINUTE)
    return piece.path


def _ago(run: Desk) -> float:
    return (datetime.now(UTC) - run.clock.now()) / MINUTE


async def test_a_number_that_an_outlet_changes_edits_the_alert(tmp_path: Path) -> None:
    """Silently, with the difference; nothing is sent anew, and the next looks tell nothing more."""
    outlet = levant()
    async with desk(tmp_path, outlet) as run:
        await told(run, outlet)
        outlet.change(outlet.pieces[-1], text=TEXT.replace("150", "15"))
        await run.pass_time(25 * HOUR, step=15 * MINUTE)

        (message,) = run.told()
        assert message.edits == 1
        assert "Changed" in message.text
        assert "150 15 Egyptian soldiers" in message.text


async def test_a_headline_that_changes_is_found_as_soon_as_the_feed_shows_it(tmp_path: Path) -> None:
    """The feed's new headline brings the look forward; the alert shows both."""
    outlet = levant(every="1m")
    async with desk(tmp_path, outlet) as run:
        await told(run, outlet)
        outlet.change(outlet.pieces[-1], title="Egypt said to send soldiers to Syria's Idlib")
        await run.pass_time(6 * MINUTE, step=MINUTE)

        (message,) = run.told()
        assert "Egypt sends 150 said to send soldiers" in message.text


async def test_a_headline_that_goes_back_and_forth_takes_no_look_away(tmp_path: Path) -> None:
    """It brings no more than one look an hour forward; what changes the next night is still found."""
    outlet = levant(every="10m")
    async with desk(tmp_path, outlet) as run:
        path = await told(run, outlet)
        before = len(outlet.asked(path))
        for turn in range(18):
            title = TITLE if turn % 2 else "Egypt said to send soldiers to Syria's Idlib"
            outlet.change(outlet.pieces[-1], title=title)
            await run.pass_time(10 * MINUTE, step=10 * MINUTE)
        assert 3 <= len(outlet.asked(path)) - before <= 6
        outlet.change(outlet.pieces[-1], text=TEXT.replace("150", "15"), title=TITLE)
        await run.pass_time(22 * HOUR, step=HOUR)
        assert "150 15 Egyptian soldiers" in run.told()[0].text


async def test_a_deleted_article_is_told_after_the_second_look(tmp_path: Path) -> None:
    """One 404 may be a hiccup; the page that stays away was deleted, and one that comes back is told too."""
    outlet = levant()
    async with desk(tmp_path, outlet) as run:
        path = await told(run, outlet)
        outlet.trouble(Trouble.NOT_FOUND, path)
        await run.pass_time(16 * MINUTE, step=4 * MINUTE)
        assert "Deleted" not in run.told()[0].text
        await run.pass_time(20 * MINUTE, step=4 * MINUTE)
        assert "Deleted" in run.told()[0].text
        outlet.mend()
        await run.pass_time(HOUR, step=15 * MINUTE)

        assert "Back online" in run.told()[0].text
        assert len(run.told()) == 1


async def test_trivial_changes_and_faults_tell_nothing(tmp_path: Path) -> None:
    """A counter, an update line, a server that is down for a while: four looks, no edit, and then it ends."""
    outlet = levant()
    async with desk(tmp_path, outlet) as run:
        path = await told(run, outlet)
        before = len(outlet.asked(path))
        outlet.change(outlet.pieces[-1], text=f"{TEXT}\n\nLast updated 14:05\n\n1,204 views")
        await run.pass_time(2 * HOUR, step=15 * MINUTE)
        outlet.trouble(Trouble.SERVER_ERROR, path)
        await run.pass_time(28 * HOUR, step=15 * MINUTE)

        assert run.told()[0].edits == 0
        assert len(outlet.asked(path)) - before <= 6
        async with run.app.world.db.read() as conn:
            assert await rechecks.next_at(conn) is None
            article = (await readings.of(conn, [await _only_article(run)])).popitem()[1]
        assert [reading.outcome for reading in article][:3] == ["text", "unchanged", "unchanged"]


async def test_looks_that_were_missed_are_one_look(tmp_path: Path) -> None:
    """After a night without the bot a page is fetched once, not once for each look that was missed."""
    outlet = levant()
    async with desk(tmp_path, outlet) as run:
        path = await told(run, outlet)
        outlet.change(outlet.pieces[-1], text=TEXT.replace("150", "15"))
        run.clock.advance(10 * HOUR)
        before = len(outlet.asked(path))
        await run.pass_time(HOUR, step=15 * MINUTE)

        assert len(outlet.asked(path)) - before == 1
        assert "Changed" in run.told()[0].text


async def test_an_outlet_whose_pages_are_not_to_be_fetched_is_left_alone(tmp_path: Path) -> None:
    """full_text: never holds for second looks too."""
    outlet = levant(full_text="never")
    async with desk(tmp_path, outlet) as run:
        path = await told(run, outlet)
        await run.pass_time(2 * HOUR, step=15 * MINUTE)

        assert outlet.asked(path) == []


async def _only_article(run: Desk) -> str:
    async with run.app.world.db.read() as conn:
        return str(await conn.scalar(text("SELECT id FROM article")))
