"""Outlets in chat: how they are, paused and resumed, taken away and brought back."""

from datetime import timedelta
from pathlib import Path

from bot.model import DocumentKind
from bot.storage import documents, feeds
from tests.journeys.outlets import Outlet
from tests.runtime.talking import Talk, button, talking
from tests.runtime.worlds import Desk, desk
from tests.telegram.lab.talking import OMAR

KIND = DocumentKind.OUTLET


async def polled(run: Desk) -> list[str]:
    """The outlets whose feeds are asked."""
    await run.app.importer.tick()
    async with run.app.world.db.read() as conn:
        return sorted({row.outlet.id for row in await feeds.all(conn)})


async def tapped(run: Desk, talk: Talk, label: str) -> str:
    """Press the button with this label under the owner's newest message with any."""
    menu = [one for one in run.emulator.sent(OMAR) if one.keyboard][-1]
    return await talk.pressed(OMAR, menu, button(menu, label))


async def test_an_outlet_is_paused_removed_and_back(tmp_path: Path) -> None:
    """Each after a question; polling follows; History brings back what was taken away."""
    mada, sana = Outlet("mada"), Outlet("sana")
    async with desk(tmp_path, mada, sana, owners=[OMAR]) as run, talking(run, owners=[OMAR]) as talk:
        run.emulator.stage.user("Omar", id=OMAR)
        run.clock.advance(timedelta(minutes=1))
        assert "2 outlets" in (await talk.said(OMAR, "/outlet")).text
        page = await talk.said(OMAR, "/outlet mada")
        assert "🟢" in page.text
        await tapped(run, talk, "Pause")
        assert "None of its feeds is read" in run.emulator.sent(OMAR)[-1].text
        assert await tapped(run, talk, "Do it") == "Version 2 is in force."
        assert await polled(run) == ["sana"]
        assert "⏸" in (await talk.said(OMAR, "/outlet mada")).text
        await tapped(run, talk, "Resume")
        await tapped(run, talk, "Do it")
        assert await polled(run) == ["mada", "sana"]

        await tapped(run, talk, "Remove")
        await tapped(run, talk, "Remove")
        assert await polled(run) == ["sana"]
        for label in ("History", "3", "Back to version 3", "Do it"):
            await tapped(run, talk, label)
        assert await polled(run) == ["mada", "sana"]
        async with run.app.world.db.read() as conn:
            assert len(await documents.versions(conn, KIND, "mada")) == 5
        assert "No outlet here is called nobody" in (await talk.said(OMAR, "/outlet nobody")).text


async def test_an_outlet_is_found_and_added(tmp_path: Path) -> None:
    """Nothing is read before it is published; the same address a second time has nothing new; nobody is asked in vain."""
    mada, fresh = Outlet("mada"), Outlet("fresh-news")
    async with fresh, desk(tmp_path, mada, owners=[OMAR]) as run, talking(run, owners=[OMAR]) as talk:
        run.emulator.stage.user("Omar", id=OMAR)
        fresh.publish("Bakers win a prize", "Bread.")
        run.clock.advance(timedelta(minutes=1))
        assert "/outlet add example.org" in (await talk.said(OMAR, "/outlet add")).text
        await talk.said(OMAR, f"/outlet add {fresh.feed_url()}")
        found = run.emulator.sent(OMAR)[-1]
        assert "1 feed at" in found.text
        assert "Bakers win a prize" in found.text
        assert "become a draft of the new outlet" in found.text
        assert await polled(run) == ["mada"]
        await tapped(run, talk, "Add it")
        assert await tapped(run, talk, "Publish") == "Version 1 is in force."
        assert len(await polled(run)) == 2

        await talk.said(OMAR, f"/outlet add {fresh.feed_url()}")
        assert "All of them are read already." in run.emulator.sent(OMAR)[-1].text
        await talk.said(OMAR, f"/outlet add {fresh.url}/nothing")
        assert "No feed was found at" in run.emulator.sent(OMAR)[-1].text
        await talk.said(OMAR, "/outlet mada")
        assert "Its feeds are asked" in await tapped(run, talk, "Test")
        assert "mada, asked just now:" in run.emulator.sent(OMAR)[-1].text
