"""Backtests: what a query would have caught in the archive, against the version in force.

Stretch by stretch, in processes of their own where there is much to read; sifting.py does one stretch.
"""

import asyncio
import os
import time
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from types import TracebackType
from typing import Self

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.alerts.estimate import alerts, per_week
from bot.model import Outlet, Report
from bot.runtime.catalogue import Sheets
from bot.runtime.lab.sifting import Stretch, sift, sift_apart
from bot.runtime.lab.trial import Asked, Trial, compiled, failed_cases
from bot.runtime.ticker import cancelled
from bot.sources.pool import WorkerPool
from bot.storage import archive, feeds
from bot.storage.archive import Extent, Member
from bot.storage.database import Database
from bot.stories import independent
from bot.watch.backtest import (
    Backtest,
    Difference,
    Hit,
    Part,
    Progress,
    Tally,
    days,
    joined,
    shares,
    tally,
)
from bot.watch.sieve import Unsieved

Told = Callable[[Progress], Awaitable[None]]

#: Fewer articles are read in a thread of this process: another one takes a second to begin.
_FEW = 4_000
#: Articles of one stretch, and how long one may take.
_STRETCH = 5_000
_PATIENCE = 600


class Bench:
    """Processes for backtests, begun when first needed; close it at the end."""

    def __init__(self, workers: int | None = None) -> None:
        self._pool = WorkerPool(workers=workers or min(4, os.cpu_count() or 1))
        self._width = workers or min(4, os.cpu_count() or 1)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """End the processes."""
        await self._pool.close()

    async def parts(
        self, url: str, asked: Asked, sheets: Sheets, stretches: Sequence[Stretch], told: Told
    ) -> list[Part]:
        """Every stretch; tells after each."""
        few = sum(one.last - one.first + 1 for one in stretches) <= _FEW
        total, done, found = sum(one.last - one.first + 1 for one in stretches), 0, 0
        turns = asyncio.Semaphore(1 if few else self._width)

        async def one(stretch: Stretch) -> Part:
            nonlocal done, found
            async with turns:
                if few:
                    part = await asyncio.to_thread(sift, url, asked, sheets, stretch)
                else:
                    part = await self._pool.run(sift_apart, url, asked, sheets, stretch, timeout=_PATIENCE)
            done += stretch.last - stretch.first + 1
            found += sum(hit.by_query for hit in part.hits)
            await told(Progress(done, total, found))
            return part

        tasks = [asyncio.ensure_future(one(stretch)) for stretch in stretches]
        try:
            return list(await asyncio.gather(*tasks))
        finally:
            await cancelled(tasks)


async def backtest(
    db: Database,
    url: str,
    asked: Asked,
    sheets: Sheets,
    now: datetime,
    *,
    max_age: timedelta,
    bench: Bench,
    told: Told,
) -> Backtest:
    """What is asked, tried over the archive.

    Args:
        db: the archive, for the small questions.
        url: the same, for processes of their own.
        asked: what to try.
        sheets: the watchlists and concepts in force.
        now: the end of the time looked at.
        max_age: articles that were older when they were found tell nothing.
        bench: where it is worked out.
        told: is told how far it has come.

    Raises:
        SheetsError: what is asked cannot be tried.
        StorageError: the archive cannot be read.
    """
    begun = time.monotonic()
    trial = await asyncio.to_thread(compiled, asked, sheets)
    since = now - asked.since
    async with db.read() as conn:
        extent = await archive.extent(conn, since)
        outlets = await feeds.outlets(conn)
        chats = await archive.receivers(conn, asked.watchlist) if asked.watchlist else 0
    stretches = [
        Stretch(first=first, last=min(first + _STRETCH - 1, extent.last), since=since, max_age=max_age)
        for first in range(extent.first, extent.last + 1, _STRETCH)
    ]
    found = joined(await bench.parts(url, asked, _needed(asked, sheets, trial), stretches, told))
    failing = await asyncio.to_thread(failed_cases, trial)
    hits = [hit for hit in found.hits if hit.by_query]
    async with db.read() as conn:
        rate = await _rate(conn, hits, trial.min_sources, extent, outlets, now)
        difference = await _difference(conn, trial, found, extent, outlets, now)
    cases = trial.watchlist.cases if trial.watchlist else None
    return Backtest(
        watchlist=asked.watchlist or (trial.watchlist.id if trial.watchlist else ""),
        query=trial.query,
        body_hash=trial.body_hash,
        since=since,
        until=now,
        archive=extent.articles,
        looked_at=found.looked_at,
        unsieved=trial.sieve.reason if isinstance(trial.sieve, Unsieved) else "",
        found=tally(hits),
        days=days(hits, since, now),
        outlets=shares(hits, "outlet", {id_: outlet.name for id_, outlet in outlets.items()}),
        languages=shares(hits, "lang", {}),
        best=found.best,
        doubtful=found.doubtful,
        alerts_per_week=rate,
        chats=chats,
        against=difference,
        failed_cases=failing,
        cases=len(cases.hit) + len(cases.miss) if cases else 0,
        took=round(time.monotonic() - begun, 2),
    )


def _needed(asked: Asked, sheets: Sheets, trial: Trial) -> Sheets:
    """The sheets that the trial rests on: other processes need no more."""
    known = set(trial.index.library.ids)
    return Sheets(
        concepts=[one for one in sheets.concepts if one.id in known],
        watchlists=[one for one in sheets.watchlists if one.id == asked.watchlist],
    )


async def _difference(
    conn: AsyncConnection,
    trial: Trial,
    found: Part,
    extent: Extent,
    outlets: dict[str, Outlet],
    now: datetime,
) -> Difference | None:
    if trial.published is None:
        return None
    before = [hit for hit in found.hits if hit.by_published]
    after = [hit for hit in found.hits if hit.by_query]
    return Difference(
        version=trial.version,
        published=tally(before),
        gained=_beyond(after, before),
        lost=_beyond(before, after),
        gained_shown=found.gained,
        lost_shown=found.lost,
        alerts_per_week=await _rate(conn, before, trial.published.alert.min_sources, extent, outlets, now),
    )


def _beyond(these: Sequence[Hit], those: Sequence[Hit]) -> Tally:
    """Articles, and stories, of the first that the others do not have."""
    articles = {hit.article for hit in these} - {hit.article for hit in those}
    stories = {hit.story for hit in these} - {hit.story for hit in those}
    return Tally(len(articles), len(stories))


async def _rate(
    conn: AsyncConnection,
    hits: Sequence[Hit],
    min_sources: int,
    extent: Extent,
    outlets: dict[str, Outlet],
    now: datetime,
) -> float:
    """Alerts in a week."""
    sources: dict[str, int] = {}
    if min_sources > 1:
        reports: dict[str, list[Report]] = {}
        for one in await archive.members(conn, {hit.story for hit in hits if hit.tells}):
            reports.setdefault(one.story, []).append(_report(one))
        sources = {story: len(independent(rows, outlets)) for story, rows in reports.items()}
    return round(per_week(alerts(hits, sources, min_sources), extent.oldest, now), 1)


def _report(member: Member) -> Report:
    """As much of an article as its independence needs."""
    return Report(
        article=member.article,
        outlet=member.outlet,
        outlet_name=member.outlet,
        lang="",
        url="",
        title="",
        published_at=member.published_at,
        seen_at=member.seen_at,
        credit=member.credit,
    )
