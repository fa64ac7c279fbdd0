"""Health of a whole application: what stalls, what waits, what is counted, and when the dead-man address is asked."""

from datetime import timedelta
from pathlib import Path

from bot.runtime.deadman import DeadMan
from bot.runtime.health import STALLED_AFTER, Health
from bot.runtime.ticker import Ticker
from bot.runtime.world import Pulse
from bot.settings import Behaviour
from bot.storage import leases
from tests.emulator.waiting import until
from tests.emulator.wire import Answer, HttpServer, Request
from tests.journeys.outlets import Outlet
from tests.journeys.telling import SUMMARY, TITLE
from tests.runtime.worlds import desk

MINUTE = timedelta(minutes=1)


async def test_a_station_that_stands_still_is_a_stall(tmp_path: Path) -> None:
    """One whose round never ends, while all others come round; not one that fails each time."""
    async with desk(tmp_path, Outlet("wire")) as run:
        world, seconds = run.app.world, [1000.0]
        world.pulse = Pulse(lambda: seconds[0])
        for station in ("poll", "desk", "send"):
            world.pulse.beat(station)
        seconds[0] += STALLED_AFTER - 1
        well = run.app.health.stalled()
        world.pulse.beat("poll")
        seconds[0] += 2
        ill = run.app.health.stalled()

        assert well == {}
        assert set(ill) == {"desk", "send"}
        assert set(await run.app.health.unready()) == {"desk", "send"}


async def test_every_station_beats_under_the_ticker(tmp_path: Path) -> None:
    """None can stand still unseen, and a wall clock that is set does not look like a stall."""
    async with desk(tmp_path, Outlet("wire")) as run:
        run.app.world.pulse = Pulse()
        ticker = Ticker(run.app)
        ticker.start()
        stations = {name for name, _, _ in run.app.ticks()}
        await until(lambda: stations <= set(run.app.world.pulse.beats), what="a round of each")
        ticker.stop()
        run.clock.advance(timedelta(days=1))

        assert run.app.health.stalled() == {}


async def test_vitals_tell_what_happened(tmp_path: Path) -> None:
    """From the feed's poll to the sent alert: counts, delays by outlet, leases, memory of nothing else."""
    wire = Outlet("wire", full_text="never")
    async with desk(tmp_path, wire) as run:
        run.publish(wire, TITLE, SUMMARY, age=2 * MINUTE)
        await run.pass_time(20 * MINUTE)
        vitals = await Health(run.app.world).vitals()
        stored = vitals.stored

        assert stored is not None
        assert stored.feeds == {"well": 1}
        assert {queue: one.length for queue, one in stored.queues.items()} == {
            "polls": 0, "texts": 0, "events": 0, "fanouts": 0, "deliveries": 0,
        }  # fmt: skip
        assert [one.outlet for one in stored.published_to_seen] == ["*", "wire"]
        assert stored.published_to_seen[0].p50 >= 120
        assert [(one.outlet, one.number) for one in stored.seen_to_sent] == [("*", 1), ("wire", 1)]
        assert {one.role: one.here for one in stored.leases} == {"chat": True, "desk": True, "send": True}
        assert vitals.tally["telegram_requests", "first", "sent"] == 1
        assert vitals.tally["articles", "wire"] == 1
        assert vitals.tally["polls", "answered"] >= 2
        assert vitals.disk_free is not None


async def test_the_dead_man_address_is_asked_only_while_news_gets_through(tmp_path: Path) -> None:
    """Not while something waits for a quarter of an hour or a role is nobody's; it is no secret in the log."""
    wire = Outlet("wire", full_text="never")
    asked: list[str] = []

    async def answer(request: Request) -> Answer:
        asked.append(request.path)
        return Answer(200, b"OK")

    watchdog = HttpServer(answer)
    await watchdog.start()
    address = f"{watchdog.url}/ping"
    async with desk(tmp_path, wire, behaviour=Behaviour(dead_man=address)) as run:
        world = run.app.world
        assert "dead man" in {name for name, _, _ in run.app.ticks()}
        dead_man = DeadMan(world, Health(world))
        assert await dead_man.tick() == 1
        run.clock.advance(16 * MINUTE)  # the feed is due, and nobody asks it
        assert await dead_man.tick() == 0
        await run.app.work_off()
        assert await dead_man.tick() == 1
        async with world.db.write() as conn:
            row = await leases.get(conn, "send")
            assert row is not None
            await leases.release(conn, "send", row.epoch)
        assert await dead_man.tick() == 0

        assert asked == ["/ping", "/ping"]
        assert world.tally["dead_man_pings", "answered"] == 2
        assert address in world.settings.secrets
    await watchdog.stop()
