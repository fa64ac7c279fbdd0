"""The poll station's second job: article pages that somebody wants are fetched, read and matched again.

It never holds up what the feed itself showed: those articles went to the desk before their pages are fetched.
"""

import asyncio
import logging
from dataclasses import replace
from datetime import timedelta
from urllib.parse import urlsplit

from bot.language import read
from bot.runtime.world import World
from bot.sources.fetch import Fetched, FetchFailed, NotModified, Request
from bot.sources.text import ArticleText, NoText, NoTextReason, article_text
from bot.storage import articles, events, matches
from bot.storage.articles import StoredArticle
from bot.storage.errors import StorageError
from bot.storage.words import EventKind, TextState

log = logging.getLogger(__name__)

PAGES = 12
ATTEMPTS = 3
RETRY_AFTER = timedelta(minutes=10)
_ACCEPT = "text/html, application/xhtml+xml;q=0.9, */*;q=0.1"
#: What a second try could mend.
_PASSING = frozenset({NoTextReason.TIMEOUT, NoTextReason.FAILED})


class TextStation:
    """Takes articles whose text is due."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._busy: dict[str, asyncio.Task[None]] = {}

    async def tick(self) -> int:
        """Start fetching pages, one per host at a time; returns how many."""
        now = self._world.clock.now()
        async with self._world.db.read() as conn:
            due = await articles.due_texts(conn, now, PAGES * 4)
        started = 0
        for row in due:
            host = urlsplit(row.article.url).netloc
            if host in self._busy or len(self._busy) >= PAGES:
                continue
            task = asyncio.create_task(self._page(row), name=f"page {row.article.url}")
            self._busy[host] = task
            task.add_done_callback(lambda _, host=host: self._end(host))  # type: ignore[misc]
            started += 1
        return started

    def _end(self, host: str) -> None:
        self._busy.pop(host, None)
        self._world.nudge("texts")

    async def settle(self) -> None:
        """Wait for the pages under way."""
        while self._busy:
            await asyncio.wait(self._busy.values())

    async def stop(self) -> None:
        """Give up the pages under way; they are due again."""
        for task in self._busy.values():
            task.cancel()
        await asyncio.gather(*self._busy.values(), return_exceptions=True)

    async def _page(self, row: StoredArticle) -> None:
        try:
            try:
                await self._read(row)
            except StorageError:
                raise
            except Exception:
                log.exception("page of %s", row.article.url)
                async with self._world.db.write() as conn:
                    await articles.update_text(conn, row.article.id, TextState.FAILED)
        except StorageError as error:
            log.error("page of %s: %s", row.article.url, error)
            await self._world.clock.sleep(timedelta(seconds=5))

    async def _read(self, row: StoredArticle) -> None:
        outlet = (await self._world.outlets())[row.article.outlet]
        answer = await self._world.fetcher.get(
            Request(url=row.article.url, accept=_ACCEPT, user_agent=outlet.user_agent)
        )
        found: ArticleText | NoText | FetchFailed | NotModified
        if isinstance(answer, Fetched):
            found = await article_text(answer, self._world.pool, language=row.article.lang)
        else:
            found = answer
        if isinstance(found, ArticleText):
            await self._store(row, found)
        else:
            await self._without(row, found)

    async def _store(self, row: StoredArticle, found: ArticleText) -> None:
        """The text, its matches and the event, in one transaction."""
        now = self._world.clock.now()
        article = replace(row.article, text=found.text, author=row.article.author or found.author)
        catalogue = await self._world.catalogue()
        outlet = (await self._world.outlets()).get(article.outlet)
        hits = catalogue.index.match(read(article), outlet)
        async with self._world.db.write() as conn:
            await articles.update_text(conn, article.id, TextState.DONE, text=found.text)
            await matches.put(conn, article.id, hits, catalogue.versions, now, replace=True)
            await events.add(conn, EventKind.TEXT, now, article=article.id)
        names = ",".join(match.watchlist for match in hits) or "-"
        self._world.tell(
            "text", id=article.id, length=len(found.text), hits=names, _article=article, _matches=hits
        )
        self._world.nudge("desk")

    async def _without(self, row: StoredArticle, why: NoText | FetchFailed | NotModified) -> None:
        """The summary has to do; a passing fault is tried again."""
        now = self._world.clock.now()
        passing = isinstance(why, FetchFailed) or (isinstance(why, NoText) and why.reason in _PASSING)
        again = passing and row.text_attempts + 1 < ATTEMPTS
        async with self._world.db.write() as conn:
            if again:
                due_at = now + RETRY_AFTER * 2**row.text_attempts
                await articles.update_text(conn, row.article.id, TextState.DUE, due_at=due_at)
            else:
                await articles.update_text(conn, row.article.id, TextState.FAILED)
        reason = f"{why.reason}: {why.detail}" if isinstance(why, NoText | FetchFailed) else "not modified"
        self._world.tell("no-text", id=row.article.id, again=again, reason=repr(reason))
