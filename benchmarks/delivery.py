"""Delivery beside python-telegram-bot's AIORateLimiter, on the same emulator: speed, limits, urgency, order, memory.

    python -m benchmarks.delivery            # about four minutes
    python -m benchmarks.delivery --full     # with 10,000 chats for both: a quarter of an hour
    python -m benchmarks.delivery --quick    # less than a minute; for a look

The emulator counts what Telegram would refuse, and refuses nothing.
"""

import argparse
import asyncio
import gc
import logging
import math
import os
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.pacing import Post, Sending, Telegram, khabar, peer, telegram
from tests.emulator.evidence import Record

Opener = Callable[[Telegram, Path], AbstractAsyncContextManager[Sending]]
SENDERS: dict[str, Opener] = {
    "Khabar": khabar,
    "AIORateLimiter": lambda server, _: peer(server),
}
#: Urgent alerts whose waiting is measured.
URGENT = 20
#: What is still waiting after so many seconds waits longer.
PATIENCE = 40.0


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table."""

    name: str
    unit: str
    values: dict[str, float]
    #: What ours must keep; None where nothing was promised.
    limit: float | None = None


def main(argv: Sequence[str]) -> int:
    """Print the table; 1 where ours broke a limit."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.delivery", description=(__doc__ or "").split("\n")[0]
    )
    parser.add_argument("--quick", action="store_true", help="fewer chats, no group, 2,000 queued")
    parser.add_argument("--full", action="store_true", help="also 10,000 chats to the end")
    options = parser.parse_args(argv)
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
    print(f"{'':<36}{'Khabar':>12}{'AIORateLimiter':>18}{'to keep':>12}")
    broken = 0
    with tempfile.TemporaryDirectory(prefix="khabar-bench-") as name:
        directory = Path(name)
        broken += show(asyncio.run(mixed(directory, 200 if options.quick else 900, group=not options.quick)))
        for queued in (500, 2000) if options.quick else (900, 10_000):
            broken += show(asyncio.run(urgent(directory, queued)))
        broken += show([asyncio.run(memory(directory, 2000 if options.quick else 10_000))])
        if options.full:
            broken += show([asyncio.run(whole(directory, 10_000))])
    return min(broken, 1)


async def mixed(directory: Path, people: int, *, group: bool) -> list[Row]:
    """One message to many, ten to one person, twenty-five to one group, all asked for at once."""
    found: dict[str, list[Record]] = {}
    peaks: dict[str, dict[str, int]] = {}
    violations: dict[str, Counter[str]] = {}
    for name, opener in SENDERS.items():
        with telegram(directory) as server:
            chats = server.people(people)
            posts = [Post(chat, 1) for chat in chats]
            posts += [Post(chats[0], number) for number in range(2, 11)]
            if group:
                newsroom = server.group()
                posts += [Post(newsroom, number) for number in range(1, 26)]
            async with opener(server, directory) as sending:
                await sending.post(posts)
                await arrived(server, len(posts), seconds=200)
            found[name] = server.accepted()
            peaks[name] = server.remote.act("peaks")
            violations[name] = Counter(one["rule"] for one in server.remote.act("violations"))
    # The group's last ones have to wait a minute; the speed is that of the others.
    speeds = {name: _speed([one for one in records if int(one.chat) > 0]) for name, records in found.items()}

    def each(value: Callable[[str], float]) -> dict[str, float]:
        return {name: value(name) for name in SENDERS}

    return [
        Row(f"messages a second, to {people} chats", "/s", speeds),
        Row("most in any second", "", each(lambda name: peaks[name]["overall_per_second"]), 30),
        Row("most in a second to one chat", "", each(lambda name: peaks[name]["chat_per_second"]), 1),
        Row("most in a minute to one group", "", each(lambda name: peaks[name]["group_per_minute"]), 20),
        Row("limits broken", "times", each(lambda name: violations[name].total()), 0),
        Row("out of order in a chat", "", each(lambda name: inversions(found[name])), 0),
    ]


async def urgent(directory: Path, queued: int) -> list[Row]:
    """How long urgent alerts wait that come while so many others are queued."""
    waits: dict[str, list[float]] = {}
    for name, opener in SENDERS.items():
        with telegram(directory) as server:
            chats = server.people(min(queued, 1000))
            fresh = server.people(URGENT)
            async with opener(server, directory) as sending:
                await sending.post([Post(chats[n % len(chats)], 1 + n // len(chats)) for n in range(queued)])
                await arrived(server, 20, seconds=60)
                asked: dict[int, float] = {}
                for chat in fresh:
                    asked[chat] = time.time()
                    await sending.post([Post(chat, 1, urgent=True)])
                    await asyncio.sleep(0.25)
                deadline = time.monotonic() + (PATIENCE if name != "Khabar" else 10)
                while len(_seen(server, asked)) < len(asked) and time.monotonic() < deadline:  # noqa: ASYNC110
                    await asyncio.sleep(0.5)
                seen = _seen(server, asked)
            waits[name] = sorted(seen.get(chat, math.inf) - at for chat, at in asked.items())
    return [
        Row(f"urgent behind {queued}, median", "s", {k: quantile(v, 0.5) for k, v in waits.items()}, 0.1),
        Row(f"urgent behind {queued}, p99", "s", {k: quantile(v, 0.99) for k, v in waits.items()}, 0.5),
    ]


async def whole(directory: Path, people: int) -> Row:
    """How long it takes to tell everybody once."""
    took: dict[str, float] = {}
    for name, opener in SENDERS.items():
        with telegram(directory) as server:
            chats = server.people(people)
            async with opener(server, directory) as sending:
                began = time.monotonic()
                await sending.post([Post(chat, 0) for chat in chats])
                await arrived(server, people, seconds=900)
                took[name] = time.monotonic() - began
    return Row(f"{people} chats", "s", took, 360)


async def memory(directory: Path, queued: int) -> Row:
    """What our sender holds on to while so many wait; the queue itself is on disk."""
    with telegram(directory) as server:
        chats = server.people(1000)
        async with khabar(server, directory) as sending:
            await sending.post([Post(chats[0], 0)])
            await arrived(server, 1, seconds=20)
            before = _resident()
            await sending.post([Post(chats[n % 1000], 1 + n // 1000) for n in range(queued)])
            await asyncio.sleep(5)
            held = _resident() - before
    return Row(f"memory of {queued} queued", "MB", {"Khabar": held, "AIORateLimiter": math.nan}, 5)


def _resident() -> float:
    """Resident memory of this process in MB, after the collector's round."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


# --- figures ------------------------------------------------------------------------------------------------


async def arrived(server: Telegram, count: int, *, seconds: float) -> None:
    """Wait until so many messages have arrived, or give up."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        lines = server.log.read_bytes().count(b'"method": "sendmessage"')
        if lines >= count:
            return
        await asyncio.sleep(0.2)
    print(f"given up after {seconds:g} s", file=sys.stderr)


def _seen(server: Telegram, asked: dict[int, float]) -> dict[int, float]:
    return {int(one.chat): one.at for one in server.accepted() if int(one.chat) in asked}


def _speed(records: Sequence[Record]) -> float:
    # The ten to one person take ten seconds whoever sends them; the many are what counts.
    times = sorted({one.chat: one.at for one in reversed(records)}.values())
    return (len(times) - 1) / (times[-1] - times[0])


def inversions(records: Sequence[Record]) -> int:
    """How often a message arrived in a chat after one that was asked for later."""
    last: dict[str, int] = defaultdict(int)
    found = 0
    for one in records:
        number = int(str(one.parameters["text"]).rpartition("#")[2].rstrip("!") or 0)
        found += number < last[one.chat]
        last[one.chat] = max(last[one.chat], number)
    return found


def quantile(values: Sequence[float], share: float) -> float:
    """The value below which this share of them lies (nearest rank)."""
    return values[max(math.ceil(share * len(values)), 1) - 1]


def show(rows: Sequence[Row]) -> int:
    """Print these lines of the table; how many limits ours broke."""
    broken = 0
    for row in rows:
        shown = [_shown(row.values[name], row.unit) for name in SENDERS]
        limit = "" if row.limit is None else f"≤ {row.limit:g} {row.unit}".strip()
        held = row.limit is None or row.values["Khabar"] <= row.limit
        broken += not held
        print(
            f"{row.name:<36}{shown[0]:>12}{shown[1]:>18}{limit:>12}{'' if held else '  BROKEN'}", flush=True
        )
    return broken


def _shown(value: float, unit: str) -> str:
    if math.isnan(value):
        return "not measured"
    if math.isinf(value):
        return f"> {PATIENCE:g} {unit}"
    return f"{value:.2f} {unit}" if value != int(value) or unit in ("s", "MB") else f"{int(value)}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
