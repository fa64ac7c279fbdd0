"""The first poll of a big feed: how long until everything is stored, and until the desk has worked it all off.

    python -m benchmarks.firstpoll [--entries 3000] [--alone 300] [--json]

One feed on loopback in four languages, the shipped watchlists, SQLite, one process. The desk settles articles of which
nobody is told many in one transaction; beside it, `--alone` further articles are settled one by one, as those are that
hit a watchlist. Every word is new to the bot, which is the hardest case; CPU seconds are told beside those of the clock,
for machines that have other work.
"""

import argparse
import asyncio
import json
import random
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from ipaddress import ip_network
from itertools import count
from pathlib import Path
from typing import Any

from benchmarks.watchload import SHARES, vocabulary
from bot.alerts.outbox import Outcome, Sent
from bot.runtime.app import App, Role
from bot.settings import Behaviour, Environment, Settings
from bot.storage import events
from tests.journeys.harness import PROJECT
from tests.journeys.outlets import Outlet


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds of the clock and of the CPU; of the desk, articles a CPU second and a second."""

    entries: int
    poll: tuple[float, float]
    desk: tuple[float, float]
    together: tuple[float, float]
    alone: tuple[float, float]
    #: The longest that the event loop was held up, in ms.
    longest: float


class _Nobody:
    """A messenger that nobody uses."""

    async def deliver(self, *_: Any, **__: Any) -> Outcome:
        return Sent(1)

    async def administrators(self, *_: Any) -> frozenset[int]:
        return frozenset()


def main(argv: Sequence[str]) -> int:
    """Run, print, and return 0."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.firstpoll", description=(__doc__ or "").split("\n")[0]
    )
    parser.add_argument("--entries", type=int, default=3000)
    parser.add_argument("--alone", type=int, default=300)
    parser.add_argument("--json", action="store_true", help="one JSON line")
    options = parser.parse_args(argv)
    with tempfile.TemporaryDirectory(prefix="khabar-first-") as directory:
        found = asyncio.run(_run(Path(directory), options.entries, options.alone))
    if options.json:
        print(json.dumps(asdict(found)))
        return 0
    print(f"{found.entries} entries{'':19}{'seconds':>9}{'of CPU':>9}")
    for title, (seconds, cpu) in (("fetched, parsed, matched, stored", found.poll), ("the desk", found.desk)):
        print(f"{title:32}{seconds:>9.1f}{cpu:>9.1f}")
    print(f"{'longest hold of the event loop':32}{found.longest / 1000:>9.3f}")
    print(f"\n{'the desk, articles a':24}{'together':>10}{'one by one':>12}{'ratio':>8}")
    for number, title in enumerate(("second", "CPU second")):
        one, other = found.together[number], found.alone[number]
        print(f"{title:24}{one:>10.0f}{other:>12.0f}{one / other:>8.1f}")
    return 0


async def _run(directory: Path, entries: int, alone: int) -> Measured:
    outlet = Outlet("big", language="en", kept=entries + alone)
    texts = _texts()
    for number in range(entries):
        outlet.publish(*next(texts), minutes_ago=60 + number)
    async with outlet:
        outlets = directory / "outlets.yaml"
        outlets.write_text(json.dumps([outlet.entry()]), encoding="utf-8")
        environment = Environment.model_construct(
            data_dir=directory,
            outlets_file=outlets,
            watchlists_dir=PROJECT / "watchlists",
            allow_private_networks=(ip_network("127.0.0.0/8"),),
        )
        roles = frozenset({Role.POLL, Role.DESK})
        app = await App.open(Settings(environment, Behaviour()), _Nobody(), roles=roles)
        try:
            await app.start()
            return await _measured(app, outlet, texts, entries, alone)
        finally:
            await app.close()


async def _measured(
    app: App, outlet: Outlet, texts: Iterator[tuple[str, str]], entries: int, alone: int
) -> Measured:
    watching = asyncio.create_task(_watch(held := [0.0]))
    poll = await _poll(app)
    polled = _now()
    settled = 0
    while pending := await app.desk.tick():
        settled += pending
    desk = _since(polled)
    watching.cancel()
    if settled < entries:
        raise AssertionError(f"{settled} of {entries} articles came to the desk; {dict(app.world.tally)}")
    for number in range(alone):
        outlet.publish(*next(texts), minutes_ago=number / 60)
    await _poll(app)
    return Measured(
        entries=entries,
        poll=poll,
        desk=desk,
        together=(settled / desk[0], settled / desk[1]),
        alone=await _alone(app),
        longest=1000 * held[0],
    )


def _now() -> tuple[float, float]:
    return time.perf_counter(), time.process_time()


def _since(began: tuple[float, float]) -> tuple[float, float]:
    return time.perf_counter() - began[0], time.process_time() - began[1]


async def _poll(app: App) -> tuple[float, float]:
    """Poll the feed as soon as it is due; how long that takes."""
    for _ in range(1000):
        began = _now()
        if await app.poll.tick():
            await app.poll.settle()
            return _since(began)
        await asyncio.sleep(0.1)
    raise AssertionError("the feed is never due")


async def _alone(app: App) -> tuple[float, float]:
    """The same, each article in a transaction of its own."""
    async with app.world.db.read() as conn:
        waiting = await events.next(conn, 10_000)
    began = _now()
    for event in waiting:
        await app.desk.one(event)
    seconds, cpu = _since(began)
    return len(waiting) / seconds, len(waiting) / cpu


async def _watch(held: list[float]) -> None:
    """Note the longest time between two turns of the event loop."""
    while True:
        before = time.perf_counter()
        await asyncio.sleep(0)
        held[0] = max(held[0], time.perf_counter() - before)
        await asyncio.sleep(0.001)


def _texts() -> Iterator[tuple[str, str]]:
    """Headlines and summaries in one language after the other; every sixth is told again in other words."""
    chance = random.Random(1)
    told: list[list[str]] = []
    for number in count():
        if number % 6 == 5:
            words = chance.sample(chance.choice(told[-100:]), 34)
        else:
            words = chance.choices(vocabulary(tuple(SHARES)[number % len(SHARES)])[150:], k=36)
            told.append(words)
        yield " ".join(words[:9]).capitalize(), " ".join(words[9:]).capitalize() + "."


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
