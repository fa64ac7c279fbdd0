"""Long fault runs against the real worker; each prints its figures and fails where a guarantee is broken.

    python -m benchmarks.torture                      # all, with their usual length
    python -m benchmarks.torture delivery --kills 100
    python -m benchmarks.torture feeds --rounds 40
    python -m benchmarks.torture outage --seconds 30
    python -m benchmarks.torture timeout

delivery: kill -9 at random moments under load. feeds: outlets that answer with something else at every poll.
outage: a Telegram that answers 502 for a while. timeout: answers that come after the bot has stopped waiting.
workers: seven processes on PostgreSQL, each killed and frozen in turn, then the server (torture_workers.py).
disk, hanging: a full disk, damaged pages, outlets that do not answer (torture_machine.py).
soak: an accelerated week with 2,000 feeds, 200 watchlists and 2,000 chats (torture_soak.py).
network, telegram, clock, night: long hours on a moved clock (torture_worlds.py).
"""

import argparse
import asyncio
import logging
import random
import sys
import tempfile
import time
from collections.abc import Callable, Coroutine, Mapping, Sequence
from pathlib import Path

from benchmarks.torture_machine import disk, hanging
from benchmarks.torture_soak import soak
from benchmarks.torture_workers import workers
from benchmarks.torture_worlds import clock, network, night, telegram
from tests.emulator import Kind
from tests.faults.load import (
    IN_FLIGHT,
    WATCHLISTS,
    Ledger,
    in_flight,
    integrity,
    ledger,
    outlets,
    publish,
    settled,
    subscribe,
    wave_through,
)
from tests.journeys.harness import Journey, journey
from tests.journeys.outlets import Outlet, Trouble
from tests.journeys.telling import polls, primed

CHATS = 10
#: Articles published between two kills.
BURST = 6


def main(argv: Sequence[str]) -> int:
    """Run one by name, or all; 1 where a guarantee was broken."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.torture", description=(__doc__ or "").split("\n")[0]
    )
    parser.add_argument("name", nargs="?", choices=sorted(RUNS), help="by default all of them")
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=40, help="polls of every outlet in `feeds`")
    parser.add_argument("--seconds", type=float, default=30, help="of 502 in `outage`, a third of `hanging`")
    parser.add_argument("--days", type=int, default=7, help="of `soak`")
    parser.add_argument("--feeds", type=int, default=2_000, help="of `soak`")
    parser.add_argument("--watchlists", type=int, default=200, help="of `soak`")
    parser.add_argument("--chats", type=int, default=2_000, help="of `soak`")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(argv)
    # Worlds within this process log as a worker would; what matters is printed here.
    logging.disable(logging.CRITICAL)
    broken = 0
    for name in [options.name] if options.name else sorted(RUNS):
        began = time.monotonic()
        print(f"== {name}", flush=True)
        with tempfile.TemporaryDirectory(prefix="khabar-torture-") as directory:
            complaints = asyncio.run(RUNS[name](Path(directory), options))
        for complaint in complaints:
            print(f"BROKEN: {complaint}")
        print(f"{'broken' if complaints else 'held'}, {time.monotonic() - began:.0f} s\n", flush=True)
        broken += bool(complaints)
    return min(broken, 1)


async def delivery(directory: Path, options: argparse.Namespace) -> list[str]:
    """Kills at random moments: nothing lost, and doubles only of what was in flight at a kill."""
    chance = random.Random(options.seed)
    complaints: list[str] = []
    flying: dict[tuple[int, int], int] = {}
    most = 0
    print(f"{'kill':>5}{'after s':>9}{'in flight':>11}{'published':>11}{'messages':>10}{'doubled':>9}")
    async with journey(directory, *outlets(), watchlists=WATCHLISTS) as run:
        bot = await run.start()
        await run.until_polling()
        chats = await subscribe(run, CHATS)
        await primed(run)
        wave_through(run)
        for kill in range(1, options.kills + 1):
            publish(run.outlets, BURST, chance)
            wait = chance.uniform(0.0, 6.0)
            await asyncio.sleep(wait)
            await bot.kill()
            now = in_flight(run)
            for pair in now:
                flying[pair] = flying.get(pair, 0) + 1
            most = max(most, len(now))
            if (verdict := integrity(run.data / "khabar.sqlite")) != "ok":
                complaints.append(f"kill {kill}: the database is damaged: {verdict}")
            found = ledger(run, chats)
            shown = sum(len(outlet.pieces) for outlet in run.outlets)
            print(
                f"{kill:>5}{wait:>9.2f}{len(now):>11}{shown:>11}{found.messages:>10}{found.doubled.total():>9}",
                flush=True,
            )
            bot = await run.start()
            # What a feed does not show any more was not shown while the bot was running.
            await run.until(lambda: _all_stored(run), seconds=120, what="the articles stored")
        await run.until(lambda: settled(run), seconds=600, what="all settled")
        found = ledger(run, chats)
    complaints += _losses(found)
    for pair, times in found.doubled.items():
        if times > flying.get(pair, 0):
            complaints.append(
                f"chat {pair[0]}, alert {pair[1]}: {times} too many, in flight at {flying.get(pair, 0)} kills"
            )
    if most > IN_FLIGHT:
        complaints.append(f"{most} rows in flight at one kill; at most {IN_FLIGHT} are allowed")
    _print(found)
    print(
        f"kills {options.kills}, most in flight at a kill {most}, in flight over all kills {sum(flying.values())}"
    )
    return complaints


async def feeds(directory: Path, options: argparse.Namespace) -> list[str]:
    """Outlets that change their trouble at every poll, beside good ones that must be told as ever."""
    chance = random.Random(options.seed)
    good = outlets()
    bad = [Outlet(f"bad-{number + 1}") for number in range(6)]
    troubles = [trouble for trouble in Trouble if trouble is not Trouble.GONE]
    async with journey(directory, *good, *bad, watchlists=WATCHLISTS) as run:
        bot = await run.start()
        await run.until_polling()
        chats = await subscribe(run, CHATS)
        await run.until(lambda: all(polls(outlet) >= 2 for outlet in good), what="two polls of the good ones")
        for round_ in range(options.rounds):
            for outlet in bad:
                outlet.mend()
                outlet.trouble(
                    chance.choice(troubles), seconds=chance.choice((1, 5)), to=f"{outlet.url}/moved.xml"
                )
            publish(good, 2, chance)
            seen = min(polls(outlet) for outlet in good)
            await run.until(
                lambda seen=seen: min(polls(outlet) for outlet in good) > seen,  # type: ignore[misc]
                seconds=60,
                what=f"polls of the good outlets in round {round_ + 1}",
            )
        await run.until(lambda: _good_settled(run, good), seconds=300, what="all of the good outlets settled")
        found = ledger(run, chats)
        asked = sum(len(outlet.requests) for outlet in bad)
        said = bot.output()
        code = await bot.terminate()
    shown = {piece.url for outlet in good for piece in outlet.pieces}
    found.lost_articles = [url for url in found.lost_articles if url in shown]
    _print(found)
    print(f"requests to broken outlets {asked}")
    complaints = _losses(found) + [f"{found.doubled.total()} doubled"] * bool(found.doubled)
    complaints += ["a traceback in the log"] * ("Traceback" in said) + [f"exit code {code}"] * (code != 0)
    return complaints


async def outage(directory: Path, options: argparse.Namespace) -> list[str]:
    """502 to every sendMessage for a while: afterwards everybody has every alert, once."""
    async with journey(directory, *outlets(), watchlists=WATCHLISTS) as run:
        await run.start()
        await run.until_polling()
        chats = await subscribe(run, CHATS)
        await primed(run)
        plan = run.emulator.fault(Kind.BAD_GATEWAY, method="sendMessage", times=None)
        publish(run.outlets, 10, random.Random(options.seed))
        await asyncio.sleep(options.seconds)
        run.emulator.faults.clear(plan)
        await run.until(lambda: settled(run), seconds=300, what="all settled")
        found = ledger(run, chats)
    _print(found)
    return _losses(found) + [f"{found.doubled.total()} doubled"] * bool(found.doubled)


async def timeout(directory: Path, options: argparse.Namespace) -> list[str]:
    """Answers later than the bot waits: each alert arrives, at most twice, and never a third time."""
    async with journey(directory, *outlets(), watchlists=WATCHLISTS) as run:
        await run.start()
        await run.until_polling()
        chats = await subscribe(run, 5)
        await primed(run)
        run.emulator.fault(Kind.HOLD, method="sendMessage", times=3, seconds=40)
        publish(run.outlets, 5, random.Random(options.seed))
        await run.until(lambda: _stored(run) and settled(run), seconds=300, what="all settled")
        found = ledger(run, chats)
    _print(found)
    complaints = _losses(found)
    if found.doubled.total() > 3 or any(times > 1 for times in found.doubled.values()):
        complaints.append(f"{found.doubled.total()} doubled by three lost answers")
    return complaints


def _stored(run: Journey) -> bool:
    return any(one.links() for one in run.emulator.sent())


def _all_stored(run: Journey) -> bool:
    return not ledger(run, {}).lost_articles


def _good_settled(run: Journey, good: Sequence[Outlet]) -> bool:
    shown = {piece.url for outlet in good for piece in outlet.pieces}
    return settled(run) and shown.isdisjoint(ledger(run, {}).lost_articles)


def _losses(found: Ledger) -> list[str]:
    complaints = [f"{len(found.lost_articles)} articles lost"] * bool(found.lost_articles)
    return complaints + [f"{len(found.lost_alerts)} alerts never arrived"] * bool(found.lost_alerts)


def _print(found: Ledger) -> None:
    print(
        f"articles lost {len(found.lost_articles)}, alerts {found.alerts}, messages {found.messages}, "
        f"alerts lost {len(found.lost_alerts)}, doubled {found.doubled.total()}"
    )


RUNS: Mapping[str, Callable[[Path, argparse.Namespace], Coroutine[None, None, list[str]]]] = {
    "clock": clock,
    "delivery": delivery,
    "disk": disk,
    "feeds": feeds,
    "hanging": hanging,
    "network": network,
    "night": night,
    "outage": outage,
    "soak": soak,
    "telegram": telegram,
    "timeout": timeout,
    "workers": workers,
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
