"""The torture of many workers: on PostgreSQL each of seven processes is killed and frozen in turn, then the server dies.

A row of torture.py. Outlets answer after 50 ms and count the requests that are under way together.
"""

import argparse
import asyncio
import os
import random
import signal
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import psycopg

from tests.databases import POSTGRESQL, fresh_address
from tests.faults.load import (
    WATCHLISTS,
    Ledger,
    database,
    in_flight,
    ledger,
    publish,
    settled,
    subscribe,
    wave_through,
)
from tests.journeys.harness import BotProcess, Journey, journey
from tests.journeys.outlets import Outlet
from tests.journeys.telling import primed

#: Seconds in which another process must have taken over.
TAKEOVER = 30.0
CHATS = 8
#: Seconds between two articles.
PACE = 0.5


@dataclass(slots=True)
class Fleet:
    """The processes by name, and what was in flight at each blow."""

    run: Journey
    bots: dict[str, tuple[BotProcess, str]] = field(default_factory=dict)
    flying: Counter[tuple[int, int]] = field(default_factory=Counter)

    async def start(self, name: str, roles: str) -> None:
        """Start a process, or start it again."""
        self.bots[name] = (await self.run.start("--roles", roles), roles)

    def holder(self, post: str) -> str:
        """The name of the process that has a post; empty where none of ours has."""
        with database(self.run) as store:
            found = store.execute("SELECT holder FROM lease WHERE role = %s", (post,)).fetchone()
        pid = found[0].rpartition(":")[2] if found else ""
        return next((name for name, (bot, _) in self.bots.items() if str(bot.process.pid) == pid), "")


async def workers(directory: Path, options: argparse.Namespace) -> list[str]:
    """Every process killed and frozen; then PostgreSQL loses all its connections at once, as when it crashes."""
    papers = [Outlet(f"gazette-{number + 1}", full_text="never", delay=0.05) for number in range(6)]
    complaints: list[str] = []
    async with (
        fresh_address(POSTGRESQL, directory) as address,
        journey(directory, *papers, watchlists=WATCHLISTS, environment={"DATABASE_URL": address}) as run,
    ):
        fleet = Fleet(run)
        for name, roles in (("desk-1", "desk"), ("send-1", "send,chat")):
            await fleet.start(name, roles)
        for number in range(3):
            await fleet.start(f"poll-{number + 1}", "poll")
        await run.until_polling(120)
        chats = await subscribe(run, CHATS)
        await primed(run)
        wave_through(run)
        for name, roles in (("desk-2", "desk"), ("send-2", "send,chat")):
            await fleet.start(name, roles)
        publishing = asyncio.create_task(_publish(papers, random.Random(options.seed)))
        await run.until(lambda: any(one.links() for one in run.emulator.sent()), seconds=60, what="an alert")
        print(
            f"{'who':>9}{'what':>10}{'in flight':>11}{'taken over s':>15}{'news in chats s':>18}", flush=True
        )
        for post in ("poll-1", "poll-2", "poll-3", "desk", "send"):
            for blow in ("killed", "frozen"):
                complaints += await _blow(fleet, papers, post, blow)
        complaints += await _server_crash(fleet, address)
        publishing.cancel()
        await run.until(lambda: settled(run), seconds=300, what="all settled")
        found = ledger(run, chats)
        with database(run) as store:
            (turns,) = store.execute("SELECT count(*) FROM host_turn").fetchone()
        tracebacks = sum(bot.output().count("Traceback") for bot in run.bots)
    return complaints + _judged(found, fleet, papers, turns, tracebacks)


async def _publish(papers: Sequence[Outlet], chance: random.Random) -> None:
    number = 0
    while True:
        number += 1
        publish([papers[number % len(papers)]], 1, chance)
        await asyncio.sleep(PACE)


async def _blow(fleet: Fleet, papers: Sequence[Outlet], post: str, blow: str) -> list[str]:
    """One process is hit; how long until its work goes on; then it comes back."""
    run = fleet.run
    name = post if post in fleet.bots else fleet.holder(post)
    if not name:
        return [f"nobody had the post {post}"]
    bot, roles = fleet.bots[name]
    began, flying = time.monotonic(), in_flight(run)
    at = datetime.now(UTC)
    if blow == "killed":
        await bot.kill()
    else:
        bot.pause()
    fleet.flying.update(flying)
    if post.startswith("poll"):
        await run.until(
            lambda: all(any(seen.at > at for seen in paper.requests) for paper in papers),
            seconds=90,
            what=f"a poll of every host after {name} was {blow}",
        )
        # A host that the dead one was asking shows by a gap: look for as long as it may take.
        await asyncio.sleep(max(0.0, 28 - (time.monotonic() - began)))
        took = _longest_gap(papers, at)
        told = took
    else:
        await run.until(lambda: fleet.holder(post) not in ("", name), seconds=90, what=f"an heir of {name}")
        took = time.monotonic() - began
        await run.until(lambda: _told_since(run, at), seconds=90, what=f"an alert after {name} was {blow}")
        told = time.monotonic() - began
    print(f"{name:>9}{blow:>10}{len(flying):>11}{took:>15.1f}{told:>18.1f}", flush=True)
    if blow == "killed":
        await fleet.start(name, roles)
    else:
        bot.resume()
    await asyncio.sleep(8)
    return [f"{name} {blow}: taken over after {took:.0f} s"] * (took > TAKEOVER)


def _longest_gap(papers: Sequence[Outlet], at: datetime) -> float:
    """Seconds that any host was not asked, since a moment; each is due every second."""
    longest = 0.0
    for paper in papers:
        moments = [at, *(seen.at for seen in paper.requests if seen.at > at), datetime.now(UTC)]
        gaps = [(b - a).total_seconds() for a, b in pairwise(moments)]
        longest = max(longest, *gaps)
    return longest


def _told_since(run: Journey, at: datetime) -> bool:
    """Whether something that was published after this moment has arrived in a chat."""
    new = {
        piece.url
        for paper in run.outlets
        for piece in paper.pieces
        if piece.published_at and piece.published_at > at
    }
    return any(not new.isdisjoint(one.links().values()) for one in run.emulator.sent()[-200:])


async def _server_crash(fleet: Fleet, address: str) -> list[str]:
    """One of the server's processes is killed: it ends all connections and recovers, as after a crash."""
    run = fleet.run
    flying, began = in_flight(run), time.monotonic()
    with psycopg.connect(address, autocommit=True) as store:
        (pid,) = store.execute(
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() LIMIT 1"
        ).fetchone() or (0,)
    at = datetime.now(UTC)
    os.kill(pid, signal.SIGKILL)
    fleet.flying.update(flying)
    await run.until(lambda: _calmly(run, at), seconds=120, what="an alert after the server's crash")
    took = time.monotonic() - began
    print(f"{'server':>9}{'crashed':>10}{len(flying):>11}{'':>15}{took:>18.1f}", flush=True)
    await asyncio.sleep(5)
    ended = [name for name, (bot, _) in fleet.bots.items() if not bot.is_running]
    return [f"the server crashed: work went on after {took:.0f} s"] * (took > TAKEOVER) + [
        f"{name} did not outlive the server's crash" for name in ended
    ]


def _calmly(run: Journey, at: datetime) -> bool:
    try:
        return _told_since(run, at)
    except psycopg.Error:
        return False


def _judged(found: Ledger, fleet: Fleet, papers: Sequence[Outlet], turns: int, tracebacks: int) -> list[str]:
    overlaps = sum(paper.most_at_once > 1 for paper in papers)
    polls = sum(len(paper.requests) for paper in papers)
    print(
        f"articles lost {len(found.lost_articles)}, alerts {found.alerts}, messages {found.messages}, alerts lost "
        f"{len(found.lost_alerts)}, doubled {found.doubled.total()} of {fleet.flying.total()} in flight at blows, "
        f"polls {polls}, hosts asked twice at once {overlaps}, turns left {turns}, tracebacks {tracebacks}"
    )
    complaints = [f"{len(found.lost_articles)} articles lost"] * bool(found.lost_articles)
    complaints += [f"{len(found.lost_alerts)} alerts never arrived"] * bool(found.lost_alerts)
    complaints += [f"{overlaps} hosts were asked twice at once"] * bool(overlaps)
    complaints += [f"{tracebacks} tracebacks"] * bool(tracebacks)
    return complaints + [
        f"chat {pair[0]}, alert {pair[1]}: {times} too many, in flight at {fleet.flying[pair]} blows"
        for pair, times in found.doubled.items()
        if times > fleet.flying[pair]
    ]
