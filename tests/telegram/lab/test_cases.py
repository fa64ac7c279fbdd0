"""Headlines as cases: forwarded, under a story, after "Not relevant"; with why not, and the smallest edit that would."""

from pathlib import Path

from bot.model import DocumentKind
from bot.storage import alerts as alert_rows
from bot.storage import drafts
from bot.watch import load_watchlist
from tests.emulator.judges import judged_accepted
from tests.journeys.outlets import Outlet
from tests.journeys.telling import SUMMARY, TITLE
from tests.runtime.talking import button as button_of
from tests.runtime.talking import talking
from tests.runtime.worlds import desk
from tests.telegram.lab.talking import OMAR, drafted, tapped
from tests.telegram.room import WATCHLIST, room

MISSED = "Egyptian officers and, later, some advisers and a few soldiers seen in Syria"

MISR = "Misr has soldiers in Syria, a commander said"


async def test_a_forwarded_headline_that_should_have_matched(tmp_path: Path) -> None:
    """Why it does not, what would catch it, and both in one draft; a second forward that must not match."""
    async with room(tmp_path, owners=[OMAR]) as run:
        run.emulator.stage.user("Omar", started=True)
        await run.asked(OMAR, "/help")
        run.emulator.stage.say(OMAR, f"{MISSED}\nAn observer said so.", forwarded_from="Somebody")
        await run.hear()
        assert "What shall a watchlist do with this?" in run.emulator.sent(OMAR)[-1].text
        await tapped(run, OMAR, "should have matched")
        await tapped(run, OMAR, "Egyptian forces in Syria")
        told = run.emulator.sent(OMAR)[-1].text
        assert "It does not hit it." in told
        assert "- @egypt NEAR/6 @armed-forces\n+ @egypt NEAR/8 @armed-forces" in told
        await tapped(run, OMAR, "Make this edit")
        (body,) = await drafted(run)
        found = load_watchlist(body, "x")
        assert found.query == "(@egypt NEAR/8 @armed-forces) AND @syria"
        assert (found.cases.hit[-1].title, found.cases.hit[-1].text) == (MISSED, "An observer said so.")

        run.emulator.stage.say(
            OMAR, "Egyptian army chief praises Syria's football fans", forwarded_from="Somebody"
        )
        await run.hear()
        await tapped(run, OMAR, "must not match")
        await tapped(run, OMAR, "Egyptian forces in Syria")
        assert "It hits it." in run.emulator.sent(OMAR)[-1].text
        await tapped(run, OMAR, "Add as a case")
        (body,) = await drafted(run)
        assert len(load_watchlist(body, "x").cases.miss) == 2
        assert "1 case fails and blocks publishing" in run.emulator.sent(OMAR)[-1].text
        assert judged_accepted(run.emulator) >= 8


async def test_readers_forwards_and_forged_buttons_do_nothing(tmp_path: Path) -> None:
    """What is forwarded by a reader is no command; an editor's old buttons are over."""
    async with room(tmp_path, owners=[OMAR]) as run:
        run.emulator.stage.user("Omar", started=True)
        ada = run.emulator.stage.user("Ada", started=True)
        await run.asked(ada, "/watchlists")
        run.emulator.stage.say(ada, MISSED, forwarded_from="Somebody")
        await run.hear()
        assert "I only understand commands" in run.emulator.sent(ada)[-1].text
        assert "Only editors" in await run.pressed(ada, run.menu(ada), "case:h:1", forged=True)
        await run.asked(OMAR, "/watchlist")
        for odd in ("case:h:1", "case:w.x:1", "case:story:nope", "case:alert:x.y", "case:alert:9.y", "case:"):
            assert await run.pressed(OMAR, run.menu(OMAR), odd, forged=True)
        assert await drafted(run) == []


async def test_what_the_archive_shows(tmp_path: Path) -> None:
    """Cases from what /search finds and from an alert that is not relevant; what a concept's new name would newly hit."""
    outlet = Outlet("mada")
    async with desk(tmp_path, outlet, owners=[OMAR]) as run, talking(run, owners=[OMAR]) as talk:
        run.emulator.stage.user("Omar", id=OMAR)
        await talk.said(OMAR, "/start")
        run.publish(outlet, TITLE, SUMMARY)
        run.clock.advance(run.app.world.settings.behaviour.max_age / 200)
        await run.app.round()
        found = await talk.said(OMAR, "/search saraqeb")
        await talk.pressed(OMAR, found, button_of(found, "🎯"))
        asked = run.emulator.sent(OMAR)[-1]
        assert "Which watchlist should have hit it?" in asked.text
        await talk.pressed(OMAR, asked, button_of(asked, "Egyptian forces"))
        verdict = run.emulator.sent(OMAR)[-1]
        assert TITLE in verdict.text
        assert "It hits it." in verdict.text

        async with run.app.world.db.read() as conn:
            (alert, *_) = await alert_rows.latest(conn, [WATCHLIST], 1)
        await talk.pressed(OMAR, verdict, f"1!no:{alert.id}", forged=True)
        offered = run.emulator.sent(OMAR)[-1]
        assert "must not match" in offered.text
        await talk.pressed(OMAR, offered, button_of(offered, "Add as a case"))
        shown = run.emulator.sent(OMAR)[-1]
        await talk.pressed(OMAR, shown, button_of(shown, "Add as a case"))
        async with run.app.world.db.read() as conn:
            (draft,) = await drafts.of(conn, DocumentKind.WATCHLIST)
        assert load_watchlist(draft.body, "x").cases.miss[-1].title == TITLE

        run.publish(outlet, MISR, "Its army has arrived in Idlib, Syria.")
        run.clock.advance(run.app.world.settings.behaviour.max_age / 200)
        await run.app.round()
        page = await talk.said(OMAR, "/concept egypt")
        for label in ("Add a name", "English", "a name, written"):
            await talk.pressed(OMAR, page, button_of(run.emulator.sent(OMAR)[-1], label))
        page = await talk.said(OMAR, "Misr")
        await talk.pressed(OMAR, page, button_of(page, "Publish draft"))
        question = run.emulator.sent(OMAR)[-1].text
        assert "In the last 30 days 1 article has: Misr" in question
        assert f"{WATCHLIST} · 1 article gained" in question
        assert MISR in question
