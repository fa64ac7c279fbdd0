"""A part of the archive under trial: which articles could hit, and which do, by the real matcher. Runs in any process."""

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.language import read
from bot.language.tokens import remember
from bot.model import Outlet
from bot.runtime.catalogue import Sheets
from bot.runtime.lab.trial import PUBLISHED, QUERY, REMEMBERED, Asked, Trial, compiled
from bot.storage import archive, feeds, search
from bot.storage.archive import ArchiveRow
from bot.storage.database import Database
from bot.watch.backtest import Catch, Hit, Part, Shown
from bot.watch.doubt import score
from bot.watch.sieve import COMPLETE, Sifter, Unsieved, size

#: A sieve with more beginnings goes over the indexed words in one pass; fewer are looked up in the full-text index.
_LOOKED_UP = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Rows of the search index from one number to another, both included."""

    first: int
    last: int
    since: datetime
    max_age: timedelta


class Sifting:
    """A trial over stretches of one archive."""

    def __init__(self, trial: Trial) -> None:
        self.trial = trial
        self._sifter = None if isinstance(trial.sieve, Unsieved) else Sifter(trial.sieve)
        self._complete = COMPLETE + search.rules()
        self._outlets: dict[str, Outlet] = {}

    async def part(self, conn: AsyncConnection, stretch: Stretch) -> Part:
        """What the trial finds there."""
        self._outlets = self._outlets or await feeds.outlets(conn)
        numbers = await self._candidates(conn, stretch.first, stretch.last)
        shown, hits, looked_at = Shown(), [], 0
        async for batch in archive.rows(conn, numbers, stretch.since):  # the newest first
            looked_at += len(batch)
            for row in batch:
                hit = self._judged(row, stretch, shown)
                if hit is not None:
                    hits.append(hit)
        return shown.part(looked_at, hits)

    async def _candidates(self, conn: AsyncConnection, first: int, last: int) -> set[int]:
        wanted = self.trial.sieve
        if isinstance(wanted, Unsieved) or self._sifter is None:
            return set(range(first, last + 1))
        if size(wanted) > _LOOKED_UP:
            sifter = self._sifter
            return {
                number
                for number, words in await search.words(conn, first, last)
                if self._complete not in words or sifter.passes(words)
            }
        incomplete = {*range(first, last + 1)} - await search.complete(conn, first, last)
        return incomplete | await search.sifted(conn, wanted, first, last)

    def _judged(self, row: ArchiveRow, stretch: Stretch, shown: Shown) -> Hit | None:
        article, index = row.article, self.trial.index
        outlet = self._outlets.get(article.outlet)
        document = read(article)
        held = index.hits(document, outlet)
        if not held:
            return None
        by_query, by_published = QUERY in held, PUBLISHED in held
        seen_at = article.seen_at or stretch.since
        reasons = index.doubts(QUERY, document, outlet) if by_query else ()

        def catch() -> Catch:
            proof = index.proven(QUERY if by_query else PUBLISHED, document, outlet)
            return Catch(
                article=article.id,
                story=row.story,
                outlet=article.outlet,
                outlet_name=outlet.name if outlet else article.outlet,
                lang=document.lang,
                title=article.title,
                url=article.url,
                seen_at=seen_at,
                spans=proof.spans,
                evidence=proof.evidence,
                reasons=reasons,
                score=score(reasons),
            )

        if by_query:
            shown.caught(reasons, seen_at, article.id, catch)
        if self.trial.published is not None and by_query != by_published:
            (shown.gained if by_query else shown.lost)(seen_at, article.id, catch)
        return Hit(
            article=article.id,
            story=row.story,
            outlet=article.outlet,
            lang=document.lang,
            seen_at=seen_at,
            tells=not row.quiet and seen_at - (article.published_at or seen_at) <= stretch.max_age,
            by_query=by_query,
            by_published=by_published,
        )


#: The last trial of this process: a pool's process gets one stretch after the other.
_last: tuple[object, Sifting] | None = None


def sift_apart(url: str, asked: Asked, sheets: Sheets, stretch: Stretch) -> Part:
    """One stretch in a process that does nothing else."""
    remember(REMEMBERED)
    return sift(url, asked, sheets, stretch)


def sift(url: str, asked: Asked, sheets: Sheets, stretch: Stretch) -> Part:
    """One stretch, in any thread; raises StorageError."""
    global _last  # noqa: PLW0603  # what a process keeps between two tasks of a pool
    key = (url, asked, tuple(sheets.concepts), tuple(sheets.watchlists))
    if _last is None or _last[0] != key:
        _last = (key, Sifting(compiled(asked, sheets)))
    return asyncio.run(_sifted(url, _last[1], stretch))


async def _sifted(url: str, sifting: Sifting, stretch: Stretch) -> Part:
    db = await Database.open(url)
    try:
        async with db.read() as conn:
            return await sifting.part(conn, stretch)
    finally:
        await db.close()
