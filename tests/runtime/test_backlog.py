"""What waited together is told together: after outages and pauses, behind breakers; and watchlists that end."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from bot.runtime import breakers
from bot.runtime.leases import Post
from bot.settings import Behaviour
from bot.storage import guards, held
from bot.storage.words import GuardState
from tests.emulator.judges import JUDGED, judged_accepted
from tests.faults.load import WATCHLISTS
from tests.journeys.outlets import Outlet
from tests.runtime.worlds import Desk, desk

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
OWNER = 77
LOT = "amber"
EVENTS = (
    ("Bakers of Kozani burn 812 crates of amber saffron", "Kozani: burned, rare."),
    ("Judges of Herat insure 5130 crates of amber saffron", "Herat: insured, royal."),
    ("Pilgrims of Krokos bless 71 crates of amber saffron", "Krokos: blessed, ancient."),
    ("Chemists of Qaen bottle 20444 crates of amber saffron", "Qaen: bottled, synthetic."),
    ("Thieves of Pampore smuggle 399 crates of amber saffron", "Pampore: smuggled, stolen."),
    ("Painters of Navelli photograph 6 crates of amber saffron", "Navelli: photographed, wild."),
)
FILES = {"amber.yaml": WATCHLISTS["amber.yaml"]}


def gazette() -> Outlet:
    """One outlet; its articles need no pages."""
    return Outlet("gazette", full_text="never")


def tell(run: Desk, events: Sequence[tuple[str, str]], *, age: timedelta = timedelta()) -> None:
    """The outlet publishes these."""
    for title, summary in events:
        run.publish(run.outlets[0], title, summary, age=age)


async def unsent(run: Desk) -> None:
    """Everything but sending."""
    run.clock.advance(20 * MINUTE)
    await run.app.poll.tick()
    await run.app.poll.settle()
    await run.app.desk.tick()
    await run.app.fanout.tick()


@JUDGED
async def test_alerts_that_could_not_be_sent_for_hours_are_one_message(tmp_path: Path) -> None:
    """Telegram was away for three hours: no flood when it is back, and later news are told as ever."""
    async with desk(tmp_path, gazette(), watchlists=FILES, wanted=LOT) as run:
        tell(run, EVENTS[:3])
        await unsent(run)
        run.clock.advance(3 * HOUR)
        await run.pass_time(10 * MINUTE, step=5 * MINUTE)

        [message] = run.told()
        assert message.text.startswith("📴 While I was offline · 3 stories")
        assert set(message.links()) == {title for title, _ in EVENTS[:3]}
        assert judged_accepted(run.emulator) >= 1

        tell(run, EVENTS[3:4])
        await run.pass_time(30 * MINUTE, step=5 * MINUTE)
        assert [EVENTS[3][0] in one.text for one in run.told()] == [False, True]


async def test_one_late_alert_is_no_flood(tmp_path: Path) -> None:
    """It comes as it is."""
    async with desk(tmp_path, gazette(), watchlists=FILES, wanted=LOT) as run:
        tell(run, EVENTS[:1])
        await unsent(run)
        run.clock.advance(3 * HOUR)
        await run.pass_time(10 * MINUTE, step=5 * MINUTE)

        [message] = run.told()
        assert message.text.startswith("⚪")


async def test_what_was_published_while_the_bot_was_down_is_one_message(tmp_path: Path) -> None:
    """Down for ten hours; what is fresh when it comes back is told by itself."""
    async with desk(tmp_path, gazette(), watchlists=FILES, wanted=LOT) as run:
        await run.pass_time(20 * MINUTE)
        run.clock.advance(10 * HOUR)
        tell(run, EVENTS[:3], age=6 * HOUR)
        tell(run, EVENTS[3:4], age=5 * MINUTE)
        await run.pass_time(30 * MINUTE)

        alone, together = run.told()
        assert EVENTS[3][0] in alone.text
        assert together.text.startswith("📴 While I was offline · 3 stories")
        assert together.silent


async def test_slow_news_is_no_outage(tmp_path: Path) -> None:
    """An outlet that dates its articles hours back is told as ever while its feeds answer."""
    async with desk(tmp_path, gazette(), watchlists=FILES, wanted=LOT) as run:
        await run.pass_time(5 * HOUR)
        tell(run, EVENTS[:2], age=3 * HOUR)
        await run.pass_time(40 * MINUTE)
        assert len(run.told()) == 2


async def test_while_all_is_paused_nothing_goes_out(tmp_path: Path) -> None:
    """What comes meanwhile is one message afterwards, with the sound that it would have had."""
    async with desk(tmp_path, gazette(), watchlists=FILES, wanted=LOT) as run:
        async with run.app.world.leases[Post.DESK].write() as conn:
            await breakers.pause_all(conn, "owner", run.clock.now())
        tell(run, EVENTS[:3])
        await run.pass_time(5 * HOUR)
        assert run.told() == []

        async with run.app.world.leases[Post.DESK].write() as conn:
            assert await breakers.resume(conn, guards.EVERYTHING, run.clock.now()) == 3
        await run.pass_time(5 * MINUTE)
        [message] = run.told()
        assert message.text.startswith("⏸ While alerts were paused · 3 stories")
        assert not message.silent


async def test_the_setting_pauses_and_resumes(tmp_path: Path) -> None:
    """At a start with `paused: true` nothing goes out; at one with false it does, unless an owner paused."""
    async with desk(
        tmp_path, gazette(), watchlists=FILES, wanted=LOT, behaviour=Behaviour(paused=True)
    ) as run:
        tell(run, EVENTS[:2])
        await run.pass_time(30 * MINUTE)
        assert run.told() == []

        async with run.app.world.leases[Post.DESK].write() as conn:
            await breakers.obey_setting(conn, paused=False, now=run.clock.now())
        await run.pass_time(5 * MINUTE)
        assert len(run.told()) == 1

        async with run.app.world.leases[Post.DESK].write() as conn:
            await breakers.pause_all(conn, "owner", run.clock.now())
            await breakers.obey_setting(conn, paused=False, now=run.clock.now())
            assert await guards.is_paused(conn)


async def test_a_breaker_trips_asks_and_makes_one_message(tmp_path: Path) -> None:
    """Three alerts an hour are news here, six are not: the owner is asked, the reader gets a digest an hour later."""
    behaviour = Behaviour(breaker_least=3)
    async with desk(
        tmp_path, gazette(), watchlists=FILES, wanted=LOT, behaviour=behaviour, owners=(OWNER,)
    ) as run:
        run.emulator.stage.user("Omar", started=True)
        tell(run, EVENTS)
        await run.pass_time(30 * MINUTE)
        before = len(run.told())
        async with run.app.world.db.read() as conn:
            guard = (await guards.all(conn, run.clock.now()))[LOT]
            assert sum((await held.counts(conn)).values()) == len(EVENTS) - before
        assert (guard.state, guard.usual) == (GuardState.HELD, 3)
        assert before <= 3

        await run.pass_time(HOUR)
        *_, digest = run.told()
        assert len(run.told()) == before + 1
        assert digest.text.startswith("🚧 Far more than usual, so in one message")

        await run.pass_time(3 * HOUR)
        async with run.app.world.db.read() as conn:
            assert await guards.all(conn, run.clock.now()) == {}


async def test_an_owner_who_says_that_it_is_news(tmp_path: Path) -> None:
    """What was held goes out at once, and it does not trip again that day."""
    async with desk(
        tmp_path, gazette(), watchlists=FILES, wanted=LOT, behaviour=Behaviour(breaker_least=2)
    ) as run:
        tell(run, EVENTS[:5])
        await run.pass_time(30 * MINUTE)
        before = len(run.told())
        async with run.app.world.leases[Post.DESK].write() as conn:
            await breakers.wave_through(conn, LOT, "owner", run.clock.now())
        tell(run, EVENTS[5:])
        await run.pass_time(40 * MINUTE)

        assert len(run.told()) == before + 2
        assert any(EVENTS[5][0] in one.text and one.text.startswith("⚪") for one in run.told())


async def test_a_paused_watchlist_tells_nothing(tmp_path: Path) -> None:
    """Not even afterwards."""
    async with desk(tmp_path, gazette(), watchlists=FILES, wanted=LOT) as run:
        async with run.app.world.leases[Post.DESK].write() as conn:
            await breakers.pause_watchlist(conn, LOT, "owner", run.clock.now())
        tell(run, EVENTS[:2])
        await run.pass_time(HOUR)
        async with run.app.world.leases[Post.DESK].write() as conn:
            await breakers.resume(conn, LOT, run.clock.now())
        tell(run, EVENTS[2:3])
        await run.pass_time(HOUR)
        [message] = run.told()
        assert EVENTS[2][0] in message.text


async def rewritten(run: Desk, tmp_path: Path, mode: str) -> None:
    """The watchlist's file says another mode now."""
    source = WATCHLISTS["amber.yaml"].replace("notify: [first]", f"notify: [first], mode: {mode}")
    (tmp_path / "watchlists" / "amber.yaml").write_text(source, encoding="utf-8")
    await run.app.importer.tick()


async def test_subscribers_of_a_watchlist_that_ends_are_told_once(tmp_path: Path) -> None:
    """What waited for it is not sent."""
    async with desk(tmp_path, gazette(), watchlists=FILES, wanted=LOT) as run:
        tell(run, EVENTS[:2])
        await unsent(run)
        await rewritten(run, tmp_path, "retired")
        await run.pass_time(HOUR)
        [message] = run.told()
        assert message.text.startswith("🏁 The watchlist Amber has ended")

        tell(run, EVENTS[2:4])
        path = tmp_path / "watchlists" / "amber.yaml"
        path.write_text(path.read_text(encoding="utf-8") + "about: ended\n", encoding="utf-8")
        await run.app.importer.tick()
        await run.pass_time(HOUR)
        assert len(run.told()) == 1


async def test_a_watchlist_that_goes_into_shadow_tells_nobody_but_admins(tmp_path: Path) -> None:
    """Not what waited, not what was decided before, not what comes."""
    async with desk(tmp_path, gazette(), watchlists=FILES, wanted=LOT) as run:
        tell(run, EVENTS[:2])
        await unsent(run)
        run.clock.advance(20 * MINUTE)
        tell(run, EVENTS[2:4])
        await run.app.poll.tick()
        await run.app.poll.settle()
        await run.app.desk.tick()
        await rewritten(run, tmp_path, "shadow")
        tell(run, EVENTS[4:])
        await run.pass_time(2 * HOUR)
        assert run.told() == []
