"""The receipt: why something was told, or at which gate it stopped, for a reader and for who runs the bot."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.alerts.gates import Gate
from bot.alerts.receipt import Receipt
from bot.alerts.wishes import Mute, MuteKind, QuietHours, Rhythm, Schedule, Subscription
from bot.alerts.wishes import Place as Wished
from bot.model import Chat, ChatKind, ChatState, Role
from bot.runtime.receipts import Place, Receipts
from bot.storage import chats, feedback, places, roles, subscriptions
from bot.telegram.gate_words import SENTENCES, sentence
from bot.telegram.words import LANGUAGES, Words
from tests.journeys.outlets import Outlet
from tests.journeys.telling import SUMMARY, TITLE, WATCHLIST, small_watchlists
from tests.runtime.talking import button, talking
from tests.runtime.worlds import Desk, desk

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


async def receipt(run: Desk, url: str, place: Place | None = None) -> Receipt:
    """The receipt of an address."""
    world = run.app.world
    catalogue, outlets = await world.catalogue(), await world.outlets()
    async with world.db.write() as conn:
        desk_ = Receipts(conn, catalogue, outlets, world.clock.now(), world.settings.behaviour.max_age)
        return await desk_.of_url(url, place)


def levant() -> Outlet:
    """An outlet that is polled as the cadence says."""
    return Outlet("levant-monitor", every="")


async def test_a_told_article_has_every_step(tmp_path: Path) -> None:
    """Feed, page, match with version, story, decision, delivery with Telegram's answer."""
    outlet = levant()
    async with desk(tmp_path, outlet) as run:
        run.publish(outlet, TITLE, SUMMARY)
        await run.pass_time(30 * MINUTE)
        found = await receipt(run, outlet.pieces[0].url + "?utm_source=x")

        assert (found.gate, found.counts) == (Gate.SERVED, {Gate.TOLD: 1})
        assert found.article is not None
        assert found.article.feed == outlet.feed_url()
        assert found.article.readings[0].origin == "page"
        assert [(hit.watchlist, hit.version) for hit in found.article.matches] == [(WATCHLIST, 1)]
        assert found.story is not None
        assert found.alert is not None
        first = found.alert.revisions[0]
        assert (first.telling, first.reason[:9]) == ("first", "new alert")
        assert [one.message is not None for one in found.deliveries] == [True]
        assert str(run.reader) not in found.deliveries[0].chat
        own = await receipt(run, outlet.pieces[0].url, Place(run.reader))
        assert (own.gate, own.counts) == (Gate.TOLD, {})


async def test_gates_of_an_article(tmp_path: Path) -> None:
    """No outlet, not listed, first poll, no match with the nearest miss, too old."""
    outlet = levant()
    outlet.publish("Rain over the coast", "It was the first rain of the year.")
    async with desk(tmp_path, outlet) as run:
        run.publish(outlet, "Egypt beats Syria in football friendly", "The match ended 2-1.")
        run.publish(outlet, TITLE, SUMMARY, age=timedelta(days=3))
        await run.pass_time(2 * HOUR)
        early, sport, old = outlet.pieces

        assert (await receipt(run, "https://news.example.org/a")).gate is Gate.NO_OUTLET
        unlisted = await receipt(run, f"{outlet.url}/article/99")
        assert (unlisted.gate, unlisted.facts["outlet"]) == (Gate.NOT_LISTED, "Levant Monitor")
        assert (await receipt(run, early.url)).gate is Gate.FIRST_POLL
        miss = await receipt(run, sport.url)
        assert (miss.gate, miss.facts["watchlist"]) == (Gate.NO_MATCH, WATCHLIST)
        assert miss.facts["says"]
        assert (await receipt(run, old.url)).gate is Gate.TOO_OLD


async def _chat(run: Desk, number: int, *, state: ChatState = ChatState.ACTIVE, **wishes: object) -> None:
    async with run.app.world.db.write() as conn:
        now = run.clock.now()
        await chats.upsert(conn, Chat(id=number, kind=ChatKind.PRIVATE, state=state), now)
        if wishes.get("subscribed", True):
            await subscriptions.set(conn, number, 0, [WATCHLIST], now)
        if kind := wishes.get("muted"):
            subject = {MuteKind.OUTLET: "levant-monitor"}.get(kind, WATCHLIST)  # type: ignore[call-overload]
            mute = Mute(kind=MuteKind(str(kind)), subject=subject, title="x")
            await places.mute(conn, number, 0, mute, now)


async def test_gates_of_a_chat(tmp_path: Path) -> None:
    """Each chat that wanted it and did not get it knows why; the admin sees how many."""
    outlet = levant()
    async with desk(tmp_path, outlet) as run:
        await _chat(run, 11, state=ChatState.STOPPED)
        await _chat(run, 12, state=ChatState.PAUSED)
        await _chat(run, 13, muted=MuteKind.OUTLET)
        await _chat(run, 14, muted=MuteKind.WATCHLIST)
        await _chat(run, 15, subscribed=False)
        run.publish(outlet, TITLE, SUMMARY)
        await run.pass_time(30 * MINUTE)
        url = outlet.pieces[0].url
        gates = {chat: (await receipt(run, url, Place(chat))).gate for chat in range(11, 17)}

        assert gates == {
            11: Gate.CHAT_STOPPED,
            12: Gate.CHAT_PAUSED,
            13: Gate.MUTED_OUTLET,
            14: Gate.MUTED_WATCHLIST,
            15: Gate.NOT_SUBSCRIBED,
            16: Gate.STRANGER,
        }
        everybody = await receipt(run, url)
        assert everybody.counts == {
            Gate.TOLD: 1,
            Gate.CHAT_STOPPED: 1,
            Gate.CHAT_PAUSED: 1,
            Gate.MUTED_OUTLET: 1,
            Gate.MUTED_WATCHLIST: 1,
        }


async def test_gates_of_what_a_chat_has_asked_for(tmp_path: Path) -> None:
    """Languages, independent outlets, the quiet hours, the next digest; and what Telegram answered where it refused."""
    outlet = levant()
    async with desk(tmp_path, outlet) as run:
        for number in range(21, 26):
            await _chat(run, number)
        async with run.app.world.db.write() as conn:
            now = run.clock.now()
            minute = now.hour * 60 + now.minute
            wishes = {
                21: Subscription(watchlist=WATCHLIST, languages=frozenset({"fr"})),
                22: Subscription(watchlist=WATCHLIST, min_outlets=2),
                23: Subscription(watchlist=WATCHLIST, schedule=Schedule(rhythm=Rhythm.HOURLY)),
            }
            for number, wish in wishes.items():
                await subscriptions.tune(conn, number, 0, wish, now + 3 * HOUR)
            around = QuietHours((minute - 60) % 1440, (minute + 240) % 1440)
            await places.save(conn, Wished(chat=24, quiet=around))
        run.publish(outlet, TITLE, SUMMARY)
        await run.pass_time(30 * MINUTE)
        url = outlet.pieces[0].url

        assert {chat: (await receipt(run, url, Place(chat))).gate for chat in range(21, 26)} == {
            21: Gate.LANGUAGE,
            22: Gate.MIN_OUTLETS,
            23: Gate.DIGEST,
            24: Gate.QUIET_HOURS,
            25: Gate.REFUSED,
        }
        assert "chat not found" in (await receipt(run, url, Place(25))).facts["answer"].lower()


async def test_gates_of_a_watchlist_and_of_an_address_known_by_another(tmp_path: Path) -> None:
    """It waits for a second source; the same article under another address of the outlet is known already."""
    outlet = levant()
    small = small_watchlists()[f"{WATCHLIST}.yaml"]
    patient = small.replace("alert:\n", "alert:\n  min_sources: 2\n")
    async with desk(tmp_path, outlet, watchlists={f"{WATCHLIST}.yaml": patient}) as run:
        run.publish(outlet, TITLE, SUMMARY)
        await run.pass_time(30 * MINUTE)
        url = outlet.pieces[0].url
        found = await receipt(run, f"{url}#latest")

        assert (found.gate, found.facts["wanted"], found.facts["sources"]) == (Gate.MIN_SOURCES, "2", "1")
        assert (await receipt(run, url, Place(run.reader))).gate is Gate.MIN_SOURCES
        again = await receipt(run, url.replace("https://", "http://") + "?utm_medium=feed")
        assert again.article is not None
        assert again.article.url == url


async def test_why_is_answered_by_command_and_button_and_readers_judge(tmp_path: Path) -> None:
    """Three lines and the steps; taps are stored with version and pseudonym, one for each person, and listed as cases."""
    outlet = levant()
    async with desk(tmp_path, outlet) as run:
        run.publish(outlet, TITLE, SUMMARY)
        await run.pass_time(30 * MINUTE)
        alert = next(one for one in run.told() if TITLE in one.text)
        async with run.app.world.db.write() as conn:
            await roles.give(conn, run.reader, Role.ADMIN, run.clock.now())
        async with talking(run, owners=[run.reader]) as talk:
            answer = await talk.said(run.reader, "/why", reply_to=alert.id)
            assert "It was told." in answer.text
            assert "accepted" not in answer.text.splitlines()[0]
            await talk.pressed(run.reader, alert, button(alert, "Why"))
            assert "Egyptian forces in Syria" in run.told()[-1].text
            assert "nothing like it" not in (await talk.said(run.reader, "/why 999")).text
            assert "no such alert" in run.told()[-1].text

            assert "not relevant" in await talk.pressed(run.reader, alert, button(alert, "Not relevant"))
            said = await talk.said(run.reader, f"/watchlist {WATCHLIST} feedback")
            assert "👎 1" in said.text
            assert "miss:" in said.text
            assert "Noted: relevant" in await talk.pressed(run.reader, alert, button(alert, "Not relevant"))
            assert "older version" in await talk.pressed(run.reader, alert, "9!why:1", forged=True)
        async with run.app.world.db.read() as conn:
            (judged,) = await feedback.judged(conn, WATCHLIST, 5)
        assert (judged.relevant, judged.irrelevant, judged.version) == (1, 0, 1)


async def test_in_a_channel_why_is_told_to_who_tapped_alone(tmp_path: Path) -> None:
    """A reader's tap posts nothing; what he finds not relevant is noted for him."""
    outlet = levant()
    async with desk(tmp_path, outlet) as run:
        reader = run.emulator.stage.user()
        channel = run.emulator.stage.channel("News", run.reader)
        async with run.app.world.db.write() as conn:
            await chats.upsert(conn, Chat(id=channel, kind=ChatKind.CHANNEL), run.clock.now())
            await subscriptions.set(conn, channel, 0, [WATCHLIST], run.clock.now())
        run.publish(outlet, TITLE, SUMMARY)
        await run.pass_time(30 * MINUTE)
        (post,) = run.emulator.sent(channel)
        async with talking(run) as talk:
            said = await talk.pressed(reader, post, button(post, "Why"))
            assert said.startswith("✅ It was told here.")
            assert "not relevant" in await talk.pressed(reader, post, button(post, "Not relevant"))

        assert len(run.emulator.sent(channel)) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_gate_has_its_words(language: str) -> None:
    """One table for all languages."""
    assert {*SENTENCES} == {*Gate}
    facts = {"watchlist": "w", "outlet": "o", "host": "h", "answer": "a", "says": "s"}
    said = [sentence(Words(language), gate, facts) for gate in Gate]
    assert all(said)
    assert len({*said}) == len(said)
