"""The soak: an accelerated week of a worker with 2,000 feeds, 200 watchlists and 2,000 chats. A row of torture.py.

The whole application runs in this process on a clock that is moved half an hour at a time; outlets and Telegram are
processes of their own, so that what grows here is the worker's. A feed has three entries and is asked every eight hours: all there is to a
week but the number of polls.
"""

import argparse
import asyncio
import gc
import json
import os
import random
import sys
import time
import urllib.request
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from ipaddress import ip_network
from pathlib import Path

from pydantic import SecretStr

from benchmarks.scaleload import outlets, write_watchlists
from bot.model import Chat, ChatKind
from bot.runtime.app import App, Role
from bot.settings import Behaviour, Environment, Settings
from bot.storage import chats, feeds, queues, subscriptions
from bot.telegram.sender import Sender, open_bot
from tests.journeys.harness import PROJECT
from tests.runtime.worlds import MovedClock

STEP, DAY = timedelta(minutes=30), timedelta(days=1)
#: Memory may grow so much after the days of warming up, in which the windows of stories and weights fill.
GROWTH, WARM_DAYS = 0.05, 3
#: Of polls that find something new.
SHARE = 0.05


@dataclass(frozen=True, slots=True)
class Sample:
    """The worker at the end of a day."""

    megabytes: float
    handles: int
    tasks: int
    waiting: Mapping[str, int]


async def soak(directory: Path, options: argparse.Namespace) -> list[str]:
    """A week, day by day: memory, file handles, tasks, and what waits."""
    samples: list[Sample] = []
    print(
        f"{'day':>4}{'MB':>8}{'handles':>9}{'tasks':>7}{'waiting':>9}{'polls':>9}{'articles':>10}{'sent':>8}{'wall s':>8}"
    )
    async with _application(directory, options) as (app, clock, port):
        for day in range(1, options.days + 1):
            began = time.monotonic()
            for _ in range(DAY // STEP):
                clock.advance(STEP)
                await asyncio.to_thread(_tell_time, port, clock)
                await app.importer.tick()
                await app.upkeep.tick()
                await app.work_off()
            samples.append(await _sample(app, clock))
            _print(day, samples[-1], app, time.monotonic() - began)
    return _judged(samples)


@asynccontextmanager
async def _application(
    directory: Path, options: argparse.Namespace
) -> AsyncIterator[tuple[App, MovedClock, int]]:
    async with AsyncExitStack() as stack:
        load = await _process(
            stack, "benchmarks.scaleload", "--share", str(SHARE), "--delay", "0", "--entries", "3"
        )
        telegram = json.loads(await _process(stack, "tests.emulator", "--no-limits"))
        port = int(load)
        listed = outlets(port, options.feeds, per_host=2, every="8h", full_text="never")
        (directory / "outlets.yaml").write_text(json.dumps(listed), encoding="utf-8")
        write_watchlists(directory / "watchlists", options.watchlists)
        bot = open_bot(telegram["token"], telegram["url"])
        await bot.initialize()
        stack.push_async_callback(bot.shutdown)
        clock = MovedClock()
        environment = Environment.model_construct(
            telegram_bot_token=SecretStr(telegram["token"]),
            telegram_api_url=telegram["url"],
            data_dir=directory / "data",
            outlets_file=directory / "outlets.yaml",
            watchlists_dir=directory / "watchlists",
            allow_private_networks=(ip_network("127.0.0.0/8"),),
            bot_owners=frozenset(),
        )
        roles = frozenset({Role.POLL, Role.DESK, Role.SEND, Role.CHAT})
        app = await App.open(Settings(environment, Behaviour()), Sender(bot), roles=roles, clock=clock)
        stack.push_async_callback(app.close)
        await app.start()
        await _settle_in(app, clock, options)
        yield app, clock, port


async def _process(stack: AsyncExitStack, module: str, *arguments: str) -> str:
    """Start one; what it says first."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", module, *arguments, stdout=asyncio.subprocess.PIPE, cwd=PROJECT
    )
    stack.push_async_callback(process.wait)
    stack.callback(process.kill)
    assert process.stdout is not None
    return (await process.stdout.readline()).decode()


async def _settle_in(app: App, clock: MovedClock, options: argparse.Namespace) -> None:
    """The first poll of every feed, then every chat with three watchlists of its own choice."""
    await app.round()
    chance = random.Random(options.seed)
    ids = [name.id for name in (await app.world.catalogue()).live]
    async with app.world.db.write() as conn:
        for number in range(1, options.chats + 1):
            await chats.upsert(
                conn, Chat(id=number, kind=ChatKind.PRIVATE, title=f"Reader {number}"), clock.now()
            )
            await subscriptions.set(conn, number, 0, chance.sample(ids, min(3, len(ids))), clock.now())
        rows = await feeds.all(conn)
        await feeds.hasten(conn, {row.id: clock.now() + chance.random() * timedelta(hours=8) for row in rows})


def _tell_time(port: int, clock: MovedClock) -> None:
    with urllib.request.urlopen(
        f"http://127.0.0.1:{port}/clock/{int(clock.now().timestamp())}", timeout=30
    ) as answer:
        answer.read()


async def _sample(app: App, clock: MovedClock) -> Sample:
    gc.collect()
    async with app.world.db.read() as conn:
        waiting = {name: one.number for name, one in (await queues.waiting(conn, clock.now())).items()}
    return Sample(
        megabytes=_resident(),
        handles=len(os.listdir("/proc/self/fd")),
        tasks=len(asyncio.all_tasks()),
        waiting=waiting,
    )


def _resident() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def _print(day: int, sample: Sample, app: App, seconds: float) -> None:
    tally = app.world.tally
    polls = sum(number for key, number in tally.items() if key[0] == "polls")
    found = sum(number for key, number in tally.items() if key[0] == "articles")
    sent = sum(number for key, number in tally.items() if key[0] == "telegram_requests" and key[-1] == "sent")
    print(
        f"{day:>4}{sample.megabytes:>8.1f}{sample.handles:>9}{sample.tasks:>7}{sum(sample.waiting.values()):>9}"
        f"{polls:>9}{found:>10}{sent:>8}{seconds:>8.0f}",
        flush=True,
    )


def _judged(samples: list[Sample]) -> list[str]:
    warm, last = samples[min(WARM_DAYS, len(samples)) - 1], samples[-1]
    growth = last.megabytes / warm.megabytes - 1
    print(
        f"memory {growth:+.1%} since day {min(WARM_DAYS, len(samples))}, waiting at the end {dict(last.waiting)}"
    )
    complaints = [f"memory grew by {growth:.1%}"] * (growth > GROWTH)
    complaints += [f"{last.handles - warm.handles} more file handles"] * (last.handles > warm.handles + 5)
    complaints += [f"{last.tasks - warm.tasks} more tasks"] * (last.tasks > warm.tasks + 5)
    return complaints + [
        f"the queue of {name} grew from {warm.waiting.get(name, 0)} to {number}"
        for name, number in last.waiting.items()
        if number > 2 * warm.waiting.get(name, 0) + 50
    ]
