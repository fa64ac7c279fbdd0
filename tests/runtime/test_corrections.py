"""An admin corrects or retracts what was told: everywhere, with a reply, and back again."""

from datetime import timedelta
from pathlib import Path

from bot.model import Chat, ChatKind
from bot.storage import audit, chats, subscriptions
from tests.journeys.outlets import Outlet
from tests.journeys.telling import SUMMARY, TITLE, WATCHLIST
from tests.runtime.talking import button, talking
from tests.runtime.worlds import Desk, desk

MINUTE = timedelta(minutes=1)


async def _readers(run: Desk, number: int) -> list[int]:
    """So many more chats that subscribe the watchlist and have started the bot."""
    found: list[int] = []
    async with run.app.world.db.write() as conn:
        for _ in range(number):
            reader: int = run.emulator.stage.user(started=True)
            await chats.upsert(conn, Chat(id=reader, kind=ChatKind.PRIVATE), run.clock.now())
            await subscriptions.set(conn, reader, 0, [WATCHLIST], run.clock.now())
            found.append(reader)
    return found


async def test_a_retraction_edits_and_answers_everywhere_and_can_be_taken_back(tmp_path: Path) -> None:
    """After a button that says how many chats; also where the watchlist was given up since; audited."""
    outlet = Outlet("levant-monitor", every="")
    async with desk(tmp_path, outlet) as run:
        others = await _readers(run, 2)
        run.publish(outlet, TITLE, SUMMARY)
        await run.pass_time(30 * MINUTE)
        async with run.app.world.db.write() as conn:
            await subscriptions.remove(conn, run.reader, 0)
        async with talking(run, owners=[run.reader]) as talk:
            alert = run.told()[0]
            question = await talk.said(run.reader, "/retract The video is from 2018", reply_to=alert.id)
            assert "3 chats" in question.text
            assert not any("Retracted" in one.text for one in run.told())
            await talk.pressed(run.reader, question, button(question, "Do it"))
            await run.pass_time(MINUTE, step=timedelta(seconds=10))

            for reader in (run.reader, *others):
                first, *rest = run.emulator.sent(reader)
                assert "Retracted" in first.text, reader
                assert "The video is from 2018" in first.text
                assert first.edits == 1
                assert [one.reply_to for one in rest if one.reply_to == first.id] == [first.id]
            done = next(one for one in run.told() if "Done" in one.text)
            await talk.pressed(run.reader, done, button(done, "Take it back"))
            await run.pass_time(MINUTE, step=timedelta(seconds=10))

            back = run.emulator.sent(run.reader)[0]
            assert "The video is from 2018" not in back.text
            assert any("withdrawn" in one.text for one in run.told())
        async with run.app.world.db.read() as conn:
            assert [deed.action for deed in await audit.latest(conn, 5)] == ["undo", "retracted"]


async def test_a_correction_goes_out_once_and_survives_growth(tmp_path: Path) -> None:
    """A second tap on the button, and one that somebody else forges, do nothing."""
    levant, nile = Outlet("levant-monitor", every=""), Outlet("nile-herald", every="")
    async with desk(tmp_path, levant, nile) as run:
        run.publish(levant, TITLE, SUMMARY)
        await run.pass_time(30 * MINUTE)
        stranger = run.emulator.stage.user(started=True)
        async with talking(run, owners=[run.reader]) as talk:
            question = await talk.said(run.reader, "/correct It is 15, not 150", reply_to=run.told()[0].id)
            data = button(question, "Do it")
            other = await talk.said(stranger, "/start")
            assert "owner" in await talk.pressed(stranger, other, data, forged=True)
            assert await talk.pressed(run.reader, question, data)
            assert "before" in await talk.pressed(run.reader, question, data, forged=True)
            run.publish(nile, "Egypt sends 150 soldiers to Idlib in Syria", SUMMARY)
            await run.pass_time(30 * MINUTE)

            first = run.told()[0]
            assert "Correction: It is 15, not 150" in first.text
            assert "Nile Herald" in first.text
            replies = [one for one in run.told() if one.reply_to == first.id and "editors" in one.text]
            assert len(replies) == 1


async def test_what_an_admin_took_back_is_told_to_nobody_new(tmp_path: Path) -> None:
    """A further outlet edits where it was told, and opens nothing elsewhere."""
    levant, nile = Outlet("levant-monitor", every=""), Outlet("nile-herald", every="")
    async with desk(tmp_path, levant, nile) as run:
        run.publish(levant, TITLE, SUMMARY)
        await run.pass_time(30 * MINUTE)
        async with talking(run, owners=[run.reader]) as talk:
            question = await talk.said(run.reader, "/retract Not true", reply_to=run.told()[0].id)
            await talk.pressed(run.reader, question, button(question, "Do it"))
        (newcomer,) = await _readers(run, 1)
        run.publish(nile, "Egypt sends 150 soldiers to Idlib in Syria", SUMMARY)
        await run.pass_time(30 * MINUTE)

        assert "Nile Herald" in run.told()[0].text
        assert run.emulator.sent(newcomer) == []


async def test_an_admin_parts_a_story_and_puts_it_together_again(tmp_path: Path) -> None:
    """A split gives an article an alert of its own; after a merge the younger alert says, silently, where it goes on."""
    levant, nile = Outlet("levant-monitor", every=""), Outlet("nile-herald", every="")
    async with desk(tmp_path, levant, nile) as run:
        run.publish(levant, TITLE, SUMMARY)
        await run.pass_time(30 * MINUTE)
        run.publish(nile, "Egypt sends 150 soldiers to Idlib in Syria", SUMMARY)
        await run.pass_time(60 * MINUTE)
        assert "Nile Herald" in run.told()[0].text
        async with talking(run, owners=[run.reader]) as talk:
            await talk.said(run.reader, f"/split {nile.pieces[0].url}")
            await run.pass_time(MINUTE, step=timedelta(seconds=10))

            assert "Nile Herald" not in run.told()[0].text
            younger = next(one for one in run.told()[1:] if "Nile Herald" in one.text)
            done = await talk.said(run.reader, "/merge 2 1")
            assert "no story" not in done.text
            await run.pass_time(MINUTE, step=timedelta(seconds=10))

            assert "Nile Herald" in run.told()[0].text
            pointing = next(one for one in run.told() if one.id == younger.id)
            assert "Now told together with" in pointing.text
            assert TITLE in pointing.text
            await talk.said(run.reader, "/merge 1 99")
            assert any("no story 99" in one.text for one in run.told())
