"""Files that change under a running worker: what is wrong stays out, and the owners are told where."""

from dataclasses import replace
from pathlib import Path

from bot.model import DocumentKind
from bot.runtime.importing import Importer
from bot.storage import documents
from tests.journeys.outlets import Outlet
from tests.journeys.telling import WATCHLIST
from tests.runtime.worlds import Desk, desk

OWNER = 7


def _owned(desk: Desk) -> Desk:
    """The same application, with an owner to tell."""
    settings = desk.app.world.settings
    environment = settings.environment.model_copy(update={"bot_owners": frozenset({OWNER})})
    desk.app.world.settings = replace(settings, environment=environment)
    return desk


async def _told(desk: Desk) -> list[str]:
    """What was queued for the owner."""
    async with desk.app.world.db.read() as conn:
        found = await conn.exec_driver_sql(f"SELECT message FROM delivery WHERE chat_id = {OWNER}")
        return [str(row[0]) for row in found]


async def _body(desk: Desk) -> str:
    async with desk.app.world.db.read() as conn:
        found = await documents.get(conn, DocumentKind.WATCHLIST, WATCHLIST)
    assert found is not None
    return found.body


async def test_a_change_whose_cases_fail_is_not_taken_over(tmp_path: Path) -> None:
    """The next start would refuse it: the version in force stays, the owner is told once, and the mended file goes in."""
    async with desk(tmp_path, Outlet("levant-monitor")) as started:
        running = _owned(started)
        importer = Importer(running.app.world)
        await importer.tick()
        path = tmp_path / "watchlists" / f"{WATCHLIST}.yaml"
        right = path.read_text(encoding="utf-8")
        path.write_text(
            right.replace("Egypt and Syria play a friendly match", "Egyptian soldiers reach Syria"),
            encoding="utf-8",
        )
        assert await importer.tick() == 0
        assert await importer.tick() == 0

        (word,) = await _told(running)
        assert "must miss" in word
        assert await _body(running) == right

        mended = right + "# mended\n"
        path.write_text(mended, encoding="utf-8")
        assert await importer.tick() == 1
        assert await _body(running) == mended


async def test_a_watchlist_whose_file_is_gone_stays_and_the_owner_is_told_how_to_end_it(
    tmp_path: Path,
) -> None:
    """A file that is missing by accident ends nobody's alerts; one that was retired is not missed."""
    async with desk(tmp_path, Outlet("levant-monitor")) as started:
        running = _owned(started)
        importer = Importer(running.app.world)
        path = tmp_path / "watchlists" / f"{WATCHLIST}.yaml"
        right = path.read_text(encoding="utf-8")
        path.unlink()
        await importer.tick()

        (word,) = await _told(running)
        assert f"{WATCHLIST}.yaml" in word
        assert "mode: retired" in word
        assert await _body(running) == right

        path.write_text(right.replace("alert:", "alert:\n  mode: retired", 1), encoding="utf-8")
        await importer.tick()
        path.unlink()
        await importer.tick()
        assert len(await _told(running)) == 1
