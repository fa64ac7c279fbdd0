"""What is published later meets what is stored: fresh articles alert, older ones are only matched."""

from datetime import timedelta
from pathlib import Path

from bot.runtime.rematching import STEP
from bot.storage import articles, matches, subscriptions
from tests.journeys.outlets import Outlet
from tests.runtime.worlds import Desk, desk

HOUR = timedelta(hours=1)
QUERY = "id: dams\ntitle: {{en: Dams}}\nabout: a test\nquery: {}\n"


async def _publish(run: Desk, directory: Path, query: str) -> None:
    """Write the watchlist's file and let it be imported."""
    (directory / "watchlists" / "dams.yaml").write_text(QUERY.format(query), encoding="utf-8")
    await run.app.importer.tick()
    for _ in range(6):
        await run.app.work_off()


async def _matched(run: Desk) -> dict[str, int]:
    """Titles that the watchlist hit, with its version."""
    async with run.app.world.db.read() as conn:
        rows = await articles.seen_after(conn, run.clock.now() - timedelta(days=30), "", 500)
        found = await matches.of(conn, [row.article.id for row in rows])
        titles = {row.article.id: row.article.title for row in rows}
    return {
        titles[id_]: one.version
        for id_, listed in found.items()
        for one in listed
        if one.match.watchlist == "dams"
    }


async def test_a_watchlist_published_later_alerts_what_is_fresh(tmp_path: Path) -> None:
    """An article of this morning is told, one of last week is matched and not told; an edit takes back what was wrong."""
    outlet = Outlet("levant-monitor", every="")
    async with desk(tmp_path, outlet) as run:
        run.publish(outlet, "Old dam cracks in the north", "Engineers are on their way.")
        await run.pass_time(72 * HOUR, step=6 * HOUR)
        run.publish(outlet, "New dam opens in the south", "The minister came for the day.")
        for first in (0, STEP // 2):
            for number in range(first, first + STEP // 2):
                run.publish(outlet, f"Bakers of town {number} win a prize", "The bread was good.")
            await run.pass_time(2 * HOUR, step=HOUR)
        async with run.app.world.db.write() as conn:
            await subscriptions.set(conn, run.reader, 0, ["dams"], run.clock.now())
        await _publish(run, tmp_path, "dam")
        await run.pass_time(timedelta(minutes=2), step=timedelta(minutes=1))

        assert await _matched(run) == {"Old dam cracks in the north": 1, "New dam opens in the south": 1}
        told = [one.text for one in run.told()]
        assert len(told) == 1
        assert "New dam opens in the south" in told[0]

        await _publish(run, tmp_path, "dam AND cracks")
        assert await _matched(run) == {"Old dam cracks in the north": 2}
        assert len(run.told()) == 1
