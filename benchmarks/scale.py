"""How much one machine carries: real workers, real loopback outlets in a process of their own, limits as ratios.

    python -m benchmarks.scale                      # all
    python -m benchmarks.scale one --feeds 500 --watchlists 50 --seconds 120
    python -m benchmarks.scale one --feeds 6000
    python -m benchmarks.scale many --workers 3 --feeds 1500 --seconds 60

one: a worker on SQLite whose feeds are polled every ten minutes: CPU as a share of a core, memory.
many: workers that only poll, on a PostgreSQL that syncs to disk, asked for more than they can do: polls a second, a
fifth of them with something new; requests to one host that overlapped; then one desk works off what they stored.
CPU is counted for the process and all it started. `others` is what the rest of the machine used meanwhile.
"""

import argparse
import asyncio
import json
import os
import random
import sqlite3
import sys
import tempfile
import time
import urllib.request
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from benchmarks.bench import descendants
from benchmarks.scaleload import outlets, write_watchlists
from tests.databases import create_postgres, drop_postgres, postgres_server
from tests.journeys.harness import PROJECT, BotProcess, Journey, journey

#: The project's own limits.
SHARE, MEGABYTES, MANY_MEGABYTES, POLLS = 0.05, 150.0, 250.0, 120.0
TEN_MINUTES = 600


@dataclass(frozen=True, slots=True)
class Used:
    """CPU seconds and seconds on the wall."""

    ours: float
    all: float
    wall: float

    def __sub__(self, other: "Used") -> "Used":
        return Used(self.ours - other.ours, self.all - other.all, self.wall - other.wall)

    @property
    def share(self) -> float:
        """Of one core."""
        return self.ours / self.wall

    @property
    def others(self) -> float:
        """Cores that the rest of the machine used."""
        return max(0.0, (self.all - self.ours) / self.wall)


def main(argv: Sequence[str]) -> int:
    """Run what is asked for; 1 where a limit is broken."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scale", description=__doc__.split("\n")[0])
    parser.add_argument("name", nargs="?", choices=("one", "many"))
    parser.add_argument(
        "--feeds", type=int, default=0, help="by default 500 and 6,000 for one, 1,500 for many"
    )
    parser.add_argument("--watchlists", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--workers", type=int, default=3)
    options = parser.parse_args(argv)
    broken = 0
    for feeds in ([options.feeds] if options.feeds else [500, 6_000]) if options.name != "many" else []:
        broken += _run(one, feeds, options)
    if options.name != "one":
        broken += _run(many, options.feeds or 1_500, options)
    return min(broken, 1)


def _run(what: Any, feeds: int, options: argparse.Namespace) -> int:
    with tempfile.TemporaryDirectory(prefix="khabar-scale-") as directory:
        found: int = asyncio.run(what(Path(directory), feeds, options))
    return found


async def one(directory: Path, feeds: int, options: argparse.Namespace) -> int:
    """A worker in its usual life: started once to know its feeds, then again, its polls spread over ten minutes."""
    async with _world(directory, feeds, options.watchlists, "10m") as (run, port):
        began = time.monotonic()
        bot = await run.start()
        await _known(run, bot, feeds)
        first = time.monotonic() - began
        await bot.terminate(30)
        _spread(run.data / "khabar.sqlite")
        bot = await run.start()
        await run.until_polling(60)
        await asyncio.sleep(15)  # the watchlists are read, weights are learned
        asked, before = _counts(port), _used(bot.process.pid)
        peak = 0.0
        ends_at = time.monotonic() + options.seconds
        while time.monotonic() < ends_at:
            await asyncio.sleep(1)
            peak = max(peak, _resident(bot.process.pid))
        used = _used(bot.process.pid) - before
        now = _counts(port)
        workers = [_resident(pid) for pid in descendants(bot.process.pid)]
        size = (run.data / "khabar.sqlite").stat().st_size / 1e6
        await bot.terminate(30)
    polls = now["polls"] - asked["polls"]
    print(f"\n== {feeds} feeds, {options.watchlists} watchlists, one worker, SQLite, {used.wall:.0f} s")
    print(f"first round {first:.0f} s; database {size:.0f} MB")
    print(
        f"{polls / used.wall:.2f} polls/s, {now['changed'] - asked['changed']} of {polls} changed, "
        f"{now['pages'] - asked['pages']} pages; CPU per poll {used.ours / max(polls, 1) * 1000:.1f} ms"
    )
    limit = MEGABYTES if feeds <= 500 else MANY_MEGABYTES
    return (
        _line("CPU, share of a core", used.share, SHARE if feeds <= 500 else None, "")
        + _line("memory of the worker, MB", peak, limit, "")
        + _line("memory of the pool, MB", sum(workers), None, f"{len(workers)} processes")
        + _line("requests to one host that overlapped", now.get("overlaps", 0), 0, "")
        + _line("others, cores", used.others, None, f"load {os.getloadavg()[0]:.1f}")
    )


async def many(directory: Path, feeds: int, options: argparse.Namespace) -> int:
    """Workers that only poll, and more to do than they can; then a desk alone."""
    with _durable_server() as (address, postmaster):
        async with _world(directory, feeds, options.watchlists, "1s", DATABASE_URL=address) as (run, port):
            desk = await run.start("--roles", "desk,send")
            await run.until(
                lambda: _number(address, "SELECT count(*) FROM feed") == feeds, seconds=300, what="the feeds"
            )
            await desk.terminate(30)
            bots = [await run.start("--roles", "poll") for _ in range(options.workers)]
            pids = [bot.process.pid for bot in bots]
            await run.until(
                lambda: _number(address, "SELECT count(*) FROM feed WHERE NOT primed") == 0,
                seconds=1800,
                what="the first round",
            )
            await asyncio.sleep(5)
            asked, before, server = _counts(port), _used(*pids), _used(postmaster)
            await asyncio.sleep(options.seconds)
            now, used, served = _counts(port), _used(*pids) - before, _used(postmaster) - server
            memory = [_resident(pid) for pid in pids]
            for bot in bots:
                await bot.terminate(30)
            left = _number(address, "SELECT count(*) FROM host_turn")
            waiting = _number(address, "SELECT count(*) FROM event WHERE done_at IS NULL")
            rate = await _desk_rate(run, address, options.seconds / 2)
    polls = now["polls"] - asked["polls"]
    changed = now["changed"] - asked["changed"]
    cores = used.share + served.share
    print(f"\n== {options.workers} workers that poll, PostgreSQL, {feeds} feeds, {used.wall:.0f} s")
    print(
        f"{changed / max(polls, 1):.0%} of {polls} polls changed, {(now['pages'] - asked['pages']) / used.wall:.1f} "
        f"pages/s; CPU per poll: workers {used.ours / max(polls, 1) * 1000:.1f} ms, PostgreSQL "
        f"{served.ours / max(polls, 1) * 1000:.1f} ms"
    )
    return (
        _line("polls a second", polls / used.wall, POLLS, "at least", least=True)
        + _line(
            "polls a second and core used", polls / used.wall / max(cores, 0.01), None, f"{cores:.2f} cores"
        )
        + _line("requests to one host that overlapped", now.get("overlaps", 0), 0, "")
        + _line("turns left behind", left, 0, "")
        + _line("memory of a worker, MB", max(memory), MEGABYTES, "")
        + _line("one desk, articles a second", rate, None, f"{waiting} waited")
        + _line("others, cores", max(0.0, used.others - served.share), None, f"load {os.getloadavg()[0]:.1f}")
    )


async def _desk_rate(run: Journey, address: str, seconds: float) -> float:
    """How many events one desk does in a second."""
    desk = await run.start("--roles", "desk,send")
    done = "SELECT count(*) FROM event WHERE done_at IS NOT NULL"
    first = _number(address, done)
    await run.until(lambda: _number(address, done) > first, seconds=120, what="the desk at its work")
    began, first = time.monotonic(), _number(address, done)
    while time.monotonic() - began < seconds and _number(  # noqa: ASYNC110
        address, "SELECT count(*) FROM event WHERE done_at IS NULL"
    ):
        await asyncio.sleep(0.5)
    rate = (_number(address, done) - first) / (time.monotonic() - began)
    await desk.terminate(30)
    return rate


@asynccontextmanager
async def _world(
    directory: Path, feeds: int, watchlists: int, every: str, **settings: str
) -> AsyncIterator[tuple[Journey, int]]:
    async with AsyncExitStack() as stack:
        server = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "benchmarks.scaleload", stdout=asyncio.subprocess.PIPE, cwd=PROJECT
        )
        stack.push_async_callback(server.wait)
        stack.callback(server.kill)
        assert server.stdout is not None
        port = int(await server.stdout.readline())
        run = await stack.enter_async_context(
            journey(directory, environment={"LOG_LEVEL": "WARNING", **settings})
        )
        # Half of the hosts of real outlets have two feeds or more.
        run.outlets_file.write_text(
            json.dumps(outlets(port, feeds, per_host=2, every=every)), encoding="utf-8"
        )
        write_watchlists(run.watchlists, watchlists)
        yield run, port


async def _known(run: Journey, bot: BotProcess, feeds: int) -> None:
    """Wait until every feed was polled once and all that they had was worked off."""
    file = run.data / "khabar.sqlite"

    def done() -> bool:
        if not file.exists():
            return False
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True, timeout=10)) as store:
            try:
                (primed,) = store.execute("SELECT count(*) FROM feed WHERE primed").fetchone()
                (events,) = store.execute("SELECT count(*) FROM event WHERE done_at IS NULL").fetchone()
                (texts,) = store.execute("SELECT count(*) FROM article WHERE text_state = 'due'").fetchone()
            except sqlite3.OperationalError:
                return False
        return primed == feeds and not events and not texts

    deadline = time.monotonic() + 3_600
    while not done():
        if not bot.is_running or time.monotonic() > deadline:
            raise AssertionError(f"the first round did not end\n{bot.tail()}")
        await asyncio.sleep(1)


def _spread(file: Path) -> None:
    """As if the worker had run for long: each feed has its place within the ten minutes."""
    chance = random.Random(1)
    with closing(sqlite3.connect(file)) as store, store:
        now = time.time_ns() // 1000
        rows = [
            (now + round(chance.uniform(0, TEN_MINUTES) * 1e6), id_)
            for (id_,) in store.execute("SELECT id FROM feed")
        ]
        store.executemany("UPDATE feed SET next_poll_at = ? WHERE id = ?", rows)


@contextmanager
def _durable_server() -> Iterator[tuple[str, int]]:
    """A database on a server that syncs to disk as it comes; with the process id of its first process."""
    with psycopg.connect(postgres_server(), autocommit=True) as admin:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            admin.execute(f"ALTER SYSTEM RESET {setting}")
        admin.execute("SELECT pg_reload_conf()")
        (pid,) = admin.execute("SELECT pg_backend_pid()").fetchone() or (0,)
        postmaster = int(Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[1])
    address = create_postgres()
    try:
        yield address, postmaster
    finally:
        drop_postgres(address)


def _number(address: str, query: str) -> int:
    with psycopg.connect(address, autocommit=True) as store:
        try:
            (found,) = store.execute(query).fetchone() or (0,)
        except psycopg.errors.UndefinedTable:
            return -1
    return int(found)


def _counts(port: int) -> dict[str, int]:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/count", timeout=30) as answer:
        found: dict[str, int] = {"polls": 0, "changed": 0, "pages": 0} | json.load(answer)
    return found


def _used(*pids: int) -> Used:
    """CPU of these processes and all they started, ended ones included where they were waited for."""
    tick = os.sysconf("SC_CLK_TCK")
    ours = 0
    for pid in {pid for one in pids for pid in (one, *descendants(one))}:
        try:
            fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        except OSError:
            continue
        ours += sum(map(int, fields[11:15]))
    user, nice, system, _, _, irq, softirq, *_ = map(
        int, Path("/proc/stat").read_text(encoding="ascii").split("\n", 1)[0].split()[1:]
    )
    return Used(ours / tick, (user + nice + system + irq + softirq) / tick, time.monotonic())


def _resident(pid: int) -> float:
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    except (OSError, IndexError):
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def _line(title: str, value: float, limit: float | None, note: str, *, least: bool = False) -> int:
    """Print a figure beside its limit; 1 where it is broken."""
    broken = limit is not None and (value < limit if least else value > limit)
    ratio = f"{value / limit:.2f}" if limit else ""
    shown = "" if limit is None else f"{limit:g}"
    print(f"{title:40}{value:>10.3g}{shown:>8}{ratio:>7}  {'BROKEN ' if broken else ''}{note}", flush=True)
    return int(broken)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
