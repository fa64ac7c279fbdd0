"""What is published takes effect in a worker that runs, whoever published it."""

from datetime import timedelta
from pathlib import Path

from bot.model import Author, DocumentKind, Origin, Published, Role
from bot.runtime.lab.versions import Lab
from bot.storage import Database, documents
from tests.journeys.outlets import Outlet
from tests.journeys.telling import WATCHLIST
from tests.runtime.lab.laboratory import over
from tests.runtime.worlds import desk

HALF = timedelta(minutes=30)
TYPED = Author(None, Role.OWNER, Origin.COMMAND_LINE)


async def _publish(lab: Lab, kind: DocumentKind, id_: str, text: str, base: int) -> None:
    await lab.save_draft(kind, id_, text, TYPED, base)
    draft = await lab.draft(kind, id_, TYPED)
    assert draft is not None
    await lab.note_seen(kind, id_, TYPED, draft.body_hash)
    assert isinstance(await lab.publish(kind, id_, TYPED, base), Published)


async def test_another_process_publishes_and_the_worker_alerts_by_it(tmp_path: Path) -> None:
    """A query that hits what came an hour ago, and an outlet that is polled from then on."""
    outlet, added = Outlet("levant-monitor", every=""), Outlet("nile-post", every="")
    async with desk(tmp_path, outlet) as run, added:
        run.publish(outlet, "Flood in Khartoum", "The Nile has risen over its banks.")
        await run.pass_time(HALF, step=HALF)
        assert not run.told()

        other = await Database.open(tmp_path / "data" / "khabar.sqlite")
        async with other.write() as conn:
            lab = await over(conn)
            now = await documents.get(conn, DocumentKind.WATCHLIST, WATCHLIST)
            assert now is not None
            wider = now.body.replace("AND @syria", "AND @syria OR flood NEAR/6 Khartoum")
            await _publish(lab, DocumentKind.WATCHLIST, WATCHLIST, wider, 1)
            entry = {key: value for key, value in added.entry().items() if key != "every"}
            await _publish(lab, DocumentKind.OUTLET, "nile-post", f"- {entry}\n", 0)
        await other.close()

        await run.pass_time(HALF, step=HALF)
        (told,) = run.told()
        assert "Flood in Khartoum" in told.text
        run.publish(added, "Flood reaches Omdurman and Khartoum", "The Nile has risen further.")
        await run.pass_time(2 * HALF, step=HALF)
        assert any("Nile Post" in one.text or "nile-post" in one.text for one in run.told())
