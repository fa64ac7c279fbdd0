"""After something was published, stored articles are matched again: what is fresh may alert, what is older is only stored.

The desk does it in small steps while nothing else waits; how far it has come stands in the store.
"""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from pydantic import TypeAdapter
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.language import read
from bot.model import FullText, Match
from bot.runtime.catalogue import Catalogue
from bot.runtime.leases import Post
from bot.runtime.rechecks import LOOKS
from bot.runtime.world import World
from bot.storage import articles, events, matches, meta, rechecks
from bot.storage.articles import StoredArticle
from bot.storage.matches import StoredMatch
from bot.storage.words import EventKind

log = logging.getLogger(__name__)

_KEY = "matching.progress"
#: Articles matched in one step: some tenths of a second.
STEP = 40
#: A poll that began with the old watchlists may have stored its articles so much later.
_OVERLAP = timedelta(minutes=5)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far the articles have been matched with one generation of watchlists and concepts."""

    generation: int
    #: 0: what may still alert; 1: the archive; 2: what came meanwhile; 3: done.
    stage: int = 3
    started_at: datetime = _EPOCH
    #: The last article that was looked at in this stage.
    after_at: datetime = _EPOCH
    after_id: str = ""


_json: TypeAdapter[Progress] = TypeAdapter(Progress)


class Rematcher:
    """Keeps stored matches in step with what is published."""

    def __init__(self, world: World) -> None:
        self._world = world

    async def step(self) -> bool:
        """Match some articles again; whether more are left."""
        catalogue = await self._world.catalogue()
        now = self._world.clock.now()
        async with self._world.db.read() as conn:
            progress = await _progress(conn, catalogue.generation)
            if progress is not None and progress.stage == 3:
                return False
            max_age = self._world.settings.behaviour.max_age
            if progress is None:
                progress = Progress(
                    generation=catalogue.generation, stage=0, started_at=now, after_at=now - max_age
                )
            until = progress.started_at - max_age if progress.stage == 1 else None
            rows = await articles.seen_after(conn, progress.after_at, progress.after_id, STEP, until=until)
            stored = await matches.of(conn, [row.article.id for row in rows])
        found = [(row, await self._matched(row, catalogue)) for row in rows]
        following = _following(progress, rows)
        async with self._world.leases[Post.DESK].write() as conn:
            told = 0
            for row, hits in found:
                told += await self._store(conn, row, hits, stored.get(row.article.id, ()), catalogue, now)
            await meta.set(conn, _KEY, _json.dump_json(following).decode())
        if told:
            log.info("%s articles hit what was published since they came", told)
        return following.stage < 3

    async def _matched(self, row: StoredArticle, catalogue: Catalogue) -> tuple[Match, ...]:
        outlet = (await self._world.outlets()).get(row.article.outlet)
        await asyncio.sleep(0)  # others have their turn between two articles
        return catalogue.index.match(read(row.article), outlet)

    async def _store(
        self,
        conn: AsyncConnection,
        row: StoredArticle,
        hits: Sequence[Match],
        stored: Sequence[StoredMatch],
        catalogue: Catalogue,
        now: datetime,
    ) -> bool:
        """Write what differs; whether the desk is to look at the article."""
        article = row.article
        before = {one.match.watchlist: one.version for one in stored}
        holds = {hit.watchlist for hit in hits}
        # Matches of a watchlist that has ended are history, not stale.
        gone = [one for one in before if one not in holds and one in catalogue.index]
        await matches.drop(conn, article.id, gone)
        stale = [hit for hit in hits if before.get(hit.watchlist) != catalogue.versions[hit.watchlist]]
        await matches.put(conn, article.id, stale, catalogue.versions, now)
        fresh = (
            now - (article.published_at or article.seen_at or now) <= self._world.settings.behaviour.max_age
        )
        if row.quiet or not fresh or not holds - before.keys():
            return False
        await events.add(conn, EventKind.MATCHED, now, article=article.id)
        outlet = (await self._world.outlets()).get(article.outlet)
        if article.url and outlet is not None and outlet.full_text is not FullText.NEVER:
            await articles.want_text(conn, article.id, now)
            await rechecks.plan(conn, [article.id], now + LOOKS[0])
        return True


async def _progress(conn: AsyncConnection, generation: int) -> Progress | None:
    """How far it has come with this generation; None where it has not begun."""
    text = await meta.get(conn, _KEY)
    progress = _json.validate_json(text) if text else None
    return progress if progress is not None and progress.generation == generation else None


def _following(progress: Progress, rows: Sequence[StoredArticle]) -> Progress:
    """Where the next step begins."""
    if len(rows) == STEP:
        last = rows[-1].article
        return replace(progress, after_at=last.seen_at or progress.after_at, after_id=last.id)
    stage = progress.stage + 1
    after_at = progress.started_at - _OVERLAP if stage == 2 else _EPOCH
    return replace(progress, stage=stage, after_at=after_at, after_id="")
