"""Backtests over an archive of 100,000 articles: how long until the result, and what the sieve saves.

    ./dev bench backtest [--articles 100000] [--json] [--keep DIRECTORY]

Articles have the words of `watchload.py` and come as an archive has them: title and summary always, the whole text of
every fifth (pages are fetched only where something could hit). Each query is tried against the watchlist in force, as an
admin does it: processes begun, both queries compiled, the difference worked out. Brute force reads every article with
the same matcher in the same run; over a part of the archive both must find the same.
"""

import argparse
import asyncio
import json
import os
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path

from benchmarks.watchload import SHARES, VOCABULARY, vocabulary
from bot.model import Article, DocumentKind, Origin
from bot.runtime.catalogue import Sheets, read_sheets
from bot.runtime.lab.backtest import Bench, backtest
from bot.runtime.lab.sifting import Sifting, Stretch
from bot.runtime.lab.trial import Asked, compiled
from bot.runtime.outlets import read_outlets
from bot.runtime.world import published_sheets
from bot.storage import archive, articles, documents, feeds
from bot.storage.articles import NewArticle
from bot.storage.database import Database
from bot.watch.backtest import Backtest, Progress
from bot.watch.sieve import Unsieved

#: Seconds for 100,000 articles.
LIMIT = 5.0
#: The watchlist that is edited.
EDITED = "red-sea-shipping"
MAX_AGE = timedelta(hours=48)
_BATCH = 1_000
#: Articles over which the sieve is compared with brute force.
_COMPARED = 1_000

QUERIES = {
    "rare": '@houthis NEAR/6 "oil tanker"',
    "in force": "",
    "large concepts": "(@egypt NEAR/8 @armed-forces) AND (@syria OR @libya OR @sudan)",
    "prefix": "haft* OR tripol*",
    "frequent": "@israel AND @egypt",
    "very frequent": "@syria",
    "NOT only": "NOT football",
}


@dataclass(frozen=True, slots=True)
class Run:
    """One query's run."""

    name: str
    seconds: float
    #: Of all processes: what it takes on two cores that nothing else uses is about half of it.
    cpu: float
    looked_at: int
    found: int
    #: Seconds of CPU for a query that reads everything.
    brute: float


def made(count: int, seed: int = 1) -> Iterator[tuple[str, str, str, str]]:
    """Language, title, summary and text of each article."""
    rng = random.Random(f"archive {seed}")
    weights = list(accumulate(1 / (rank + 3) for rank in range(VOCABULARY)))
    for _ in range(count):
        lang = rng.choices(list(SHARES), list(SHARES.values()))[0]
        length = max(120, round(rng.gauss(600, 180))) if rng.random() < 0.2 else 0
        words = rng.choices(vocabulary(lang), cum_weights=weights, k=12 + 30 + length)
        lines = [" ".join(words[at : at + 20]) + "." for at in range(42, len(words), 20)]
        text = "\n".join(" ".join(lines[at : at + 3]) for at in range(0, len(lines), 3))
        yield lang, " ".join(words[:12]), " ".join(words[12:42]) + ".", text


async def fill(db: Database, count: int, now: datetime) -> None:
    """The shipped watchlists in force, and an archive of thirty days."""
    sheets = read_sheets(Path("watchlists"))
    async with db.write() as conn:
        await feeds.sync(conn, read_outlets(Path("config/outlets.yaml")), now)
        for kind, listed in (
            (DocumentKind.CONCEPT, sheets.concepts),
            (DocumentKind.WATCHLIST, sheets.watchlists),
        ):
            for one in listed:
                await documents.publish(
                    conn, kind, one.id, one.source, one.hash, now, author="", origin=Origin.FILE
                )
        known = await feeds.all(conn)
    rng = random.Random("outlets")
    batch: list[NewArticle] = []
    for number, (lang, title, summary, text) in enumerate(made(count)):
        feed = rng.choice(known)
        seen_at = now - timedelta(days=29.9) * (1 - number / count)
        article = Article(
            id=f"d{number}",
            outlet=feed.outlet.id,
            url=f"https://example.org/{number}",
            title=title,
            summary=summary,
            text=text,
            lang=lang,
            published_at=seen_at,
            seen_at=seen_at,
        )
        batch.append(NewArticle(article=article, feed=feed.id, keys=(article.id,)))
        if len(batch) == _BATCH or number == count - 1:
            async with db.write() as conn:
                await articles.add(conn, batch)
            batch = []


def cpu_seconds() -> float:
    """Of this process and of those that it has ended."""
    return sum(
        used.ru_utime + used.ru_stime
        for used in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )


async def tried(db: Database, url: str, sheets: Sheets, query: str, now: datetime) -> tuple[Backtest, float]:
    """One backtest as the command line does it, and its seconds of CPU."""
    begun = cpu_seconds()

    async def told(progress: Progress) -> None:
        print(f"\r  {progress.done:,} of {progress.of:,}, {progress.found:,} found", end="", file=sys.stderr)

    async with Bench() as bench:
        found = await backtest(
            db,
            url,
            Asked(watchlist=EDITED, query=query),
            sheets,
            now,
            max_age=MAX_AGE,
            bench=bench,
            told=told,
        )
    return found, cpu_seconds() - begun


async def compared(db: Database, sheets: Sheets, query: str, now: datetime) -> bool:
    """Whether the sieve loses nothing of the newest articles."""
    trial = compiled(Asked(watchlist=EDITED, query=query), sheets)
    since = now - timedelta(days=30)
    async with db.read() as conn:
        extent = await archive.extent(conn, since)
        first = max(extent.first, extent.last - _COMPARED + 1)
        stretch = Stretch(first=first, last=extent.last, since=since, max_age=MAX_AGE)
        sieved = await Sifting(trial).part(conn, stretch)
        everything = await Sifting(replace(trial, sieve=Unsieved("brute force"))).part(conn, stretch)
    return sieved.hits == everything.hits


async def measured(directory: Path, count: int) -> list[Run]:
    """Every query."""
    now = datetime.now(UTC)
    url = f"sqlite:///{directory / 'archive.sqlite'}"
    is_new = not (directory / "archive.sqlite").exists()
    db = await Database.open(url)
    try:
        await db.upgrade()
        if is_new:
            begun = time.perf_counter()
            await fill(db, count, now)
            print(f"  {count:,} articles stored in {time.perf_counter() - begun:.0f} s", file=sys.stderr)
        async with db.read() as conn:
            sheets = await published_sheets(conn)
        results = {}
        for name, query in QUERIES.items():
            if not await compared(db, sheets, query, now):
                raise SystemExit(f"{name}: the sieve loses articles")
            results[name] = await tried(db, url, sheets, query, now)
            print(f"\r  {name}: {results[name][0].took:.2f} s" + " " * 40, file=sys.stderr)
    finally:
        await db.close()
    brute = results["NOT only"][1]
    return [
        Run(name, found.took, cpu, found.looked_at, found.found.articles, brute)
        for name, (found, cpu) in results.items()
    ]


def main(argv: Sequence[str]) -> int:
    """Print a table; fails where a query that can be narrowed misses the limit."""
    parser = argparse.ArgumentParser(prog="bench backtest")
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--json", action="store_true")
    parser.add_argument(
        "--keep", type=Path, help="keep the archive there, and take it where it is there already"
    )
    options = parser.parse_args(argv)
    limit = LIMIT * options.articles / 100_000
    with tempfile.TemporaryDirectory(prefix="khabar-bench-") as temporary:
        runs = asyncio.run(measured(options.keep or Path(temporary), options.articles))
    if options.json:
        print(json.dumps([{slot: getattr(run, slot) for slot in Run.__slots__} for run in runs]))
    else:
        load = os.getloadavg()[0]
        print(f"{options.articles:,} articles, {os.cpu_count()} cores, load {load:.1f}, limit {limit:.1f} s")
        print(
            f"{'query':<16}{'seconds':>9}{'of limit':>10}{'CPU s':>8}{'read':>9}{'found':>8}{'brute force':>13}"
        )
        for run in runs:
            print(
                f"{run.name:<16}{run.seconds:>9.2f}{run.seconds / limit:>10.2f}{run.cpu:>8.1f}{run.looked_at:>9,}{run.found:>8,}"
                f"{run.brute / run.cpu:>12.1f}x"
            )
    return int(any(run.seconds > limit for run in runs if run.name != "NOT only"))
