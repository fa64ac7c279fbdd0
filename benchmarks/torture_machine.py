"""The torture of disks and networks around one worker: a full disk, damaged pages, feeds that hang, names that do not
resolve. Rows of torture.py; a disk that is read-only from the start is a test (tests/faults/test_storage.py).
"""

import argparse
import asyncio
import json
import os
import random
import resource
import sqlite3
import time
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

from tests.faults.load import (
    WATCHLISTS,
    integrity,
    ledger,
    outlets,
    publish,
    settled,
    subscribe,
    wave_through,
)
from tests.journeys.harness import BotProcess, Journey, journey
from tests.journeys.outlets import Outlet, Trouble
from tests.journeys.telling import primed

CHATS = 8
#: Hosts polled at the same time, of which more than all hang.
HANGING = 40


async def disk(directory: Path, options: argparse.Namespace) -> list[str]:
    """No file may grow for twenty seconds of publishing; then pages of the database are overwritten and it restarts."""
    chance, complaints = random.Random(options.seed), list[str]()
    print(
        f"{'what':>14}{'published':>11}{'lost':>6}{'alerts lost':>13}{'doubled':>9}{'well after s':>14}  said"
    )
    async with journey(directory, *outlets(), watchlists=WATCHLISTS) as run:
        bot = await run.start()
        await run.until_polling(60)
        chats = await subscribe(run, CHATS)
        await primed(run)
        wave_through(run)
        _, hard = resource.prlimit(bot.process.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(bot.process.pid, resource.RLIMIT_FSIZE, (32 * 1024, hard))
        for _ in range(10):
            publish(run.outlets, 2, chance)
            await asyncio.sleep(2)
        resource.prlimit(bot.process.pid, resource.RLIMIT_FSIZE, (hard, hard))
        complaints += await _settled(run, bot, chats, "full disk", "the disk")
        await bot.terminate()
        file = run.data / "khabar.sqlite"
        saving = await run.command("db", "backup")
        await saving.ended(60)
        bot = await run.start()
        publish(run.outlets, 10, chance)
        await run.until(lambda: settled(run), seconds=120, what="what comes after the backup")
        await bot.kill()
        with file.open("r+b") as pages:
            for page in range(4, file.stat().st_size // 4096, 3):
                pages.seek(page * 4096)
                pages.write(chance.randbytes(64))
        bot = await run.start()
        publish(run.outlets, 4, chance)
        complaints += await _settled(run, bot, chats, "damaged pages", "damaged", doubled=10)
        complaints += ["the database is damaged still"] * (integrity(file) != "ok")
    return complaints


async def _settled(
    run: Journey, bot: BotProcess, chats: dict[int, str], what: str, words: str, *, doubled: int = 0
) -> list[str]:
    """Wait until all is well again, and print what came of it; `doubled` alerts may come twice."""
    began = time.monotonic()
    await run.until(lambda: _calm(run), seconds=180, what=f"all settled after {what}")
    found, took = ledger(run, chats), time.monotonic() - began
    said = next((line for line in bot.output().splitlines() if words in line), "nothing")
    shown = sum(len(outlet.pieces) for outlet in run.outlets)
    print(
        f"{what:>14}{shown:>11}{len(found.lost_articles):>6}{len(found.lost_alerts):>13}{found.doubled.total():>9}"
        f"{took:>14.1f}  {_event(said)[:90]}",
        flush=True,
    )
    complaints = [f"{what}: {len(found.lost_articles)} articles lost"] * bool(found.lost_articles)
    complaints += [f"{what}: {len(found.lost_alerts)} alerts never arrived"] * bool(found.lost_alerts)
    complaints += [f"{what}: {found.doubled.total()} doubled"] * (found.doubled.total() > doubled)
    complaints += [f"{what}: nothing was said of it"] * (said == "nothing")
    return complaints + [f"{what}: a traceback"] * ("Traceback" in bot.output())


def _calm(run: Journey) -> bool:
    try:
        return settled(run)
    except sqlite3.DatabaseError:  # not restored yet
        return False


def _event(line: str) -> str:
    try:
        return str(json.loads(line)["event"])
    except (ValueError, KeyError, TypeError):
        return line


async def hanging(directory: Path, options: argparse.Namespace) -> list[str]:
    """Forty outlets do not answer, five have names that nobody knows, five lie at private addresses; three are well."""
    good = outlets()
    bad = [Outlet(f"silent-{number + 1}", full_text="never") for number in range(HANGING)]
    for outlet in bad:
        outlet.trouble(Trouble.HANG, seconds=3_600)
    async with journey(directory, *good, *bad, watchlists=WATCHLISTS) as run:
        listed: list[dict[str, Any]] = json.loads(run.outlets_file.read_text(encoding="utf-8"))
        for number in range(5):
            listed.append(_elsewhere(f"unknown-{number}", f"http://no-such-outlet-{number}.invalid/feed"))
            listed.append(_elsewhere(f"inside-{number}", f"http://10.0.0.{number + 1}/feed"))
        run.outlets_file.write_text(json.dumps(listed), encoding="utf-8")
        bot = await run.start()
        await run.until_polling(60)
        began = time.monotonic()
        await run.until(lambda: all(outlet.requests for outlet in good), seconds=90, what="the good outlets")
        first = time.monotonic() - began
        chats = await subscribe(run, CHATS)
        wave_through(run)
        began, at = time.monotonic(), datetime.now(UTC)
        while time.monotonic() - began < options.seconds * 3:
            publish(good, 1, random.Random(time.monotonic_ns()))
            await asyncio.sleep(5)
        gaps = [_longest(outlet, at) for outlet in good]
        run.outlets[:] = good
        await run.until(lambda: settled(run), seconds=120, what="all of the good outlets settled")
        found = ledger(run, chats)
        asked = sum(len(outlet.requests) for outlet in bad)
        handles = len(os.listdir(f"/proc/{bot.process.pid}/fd"))
        tracebacks = bot.output().count("Traceback")
    print(
        f"in {options.seconds * 3:.0f} s: first poll of the good ones after {first:.0f} s, then longest gap between "
        f"polls of one {max(gaps):.1f} s, alerts "
        f"{found.alerts}, lost {len(found.lost_alerts)}, doubled {found.doubled.total()}; answers that silent ones "
        f"were waited for {asked}; file handles {handles}, tracebacks {tracebacks}"
    )
    complaints = [f"{len(found.lost_alerts)} alerts never arrived"] * bool(found.lost_alerts)
    complaints += [f"the good ones waited for {first:.0f} s"] * (first > 30)
    complaints += [f"a good outlet was not polled for {max(gaps):.0f} s"] * (max(gaps) > 60)
    return complaints + [f"{tracebacks} tracebacks"] * bool(tracebacks)


def _elsewhere(id_: str, url: str) -> dict[str, Any]:
    return {
        "id": id_,
        "name": id_,
        "country": "GB",
        "kind": "independent",
        "language": "en",
        "feeds": [{"url": url}],
    }


def _longest(outlet: Outlet, at: datetime) -> float:
    moments = [at, *(seen.at for seen in outlet.requests if seen.at > at)]
    return max(((b - a).total_seconds() for a, b in pairwise(moments)), default=9_999.0)
