"""The poll station's second job: article pages that somebody wants are fetched, read and matched again.

It never holds up what the feed itself showed: those articles went to the desk before their pages are fetched. Pages
that are looked at again, to see whether they changed, go the same way; what is done with them stands in rechecks.py.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial

from bot.language import read
from bot.model import Article
from bot.runtime.rechecks import PAGE_ACCEPT, Rechecker, look_at
from bot.runtime.turns import Turns
from bot.runtime.world import World
from bot.sources.fetch import FailureReason, Fetched, FetchFailed, NotModified, Request
from bot.sources.text import ArticleText, NoText, NoTextReason, article_text
from bot.storage import articles, events, matches, readings, rechecks
from bot.storage.articles import StoredArticle
from bot.storage.errors import StorageError
from bot.storage.feeds import host_of
from bot.storage.readings import reading_of
from bot.storage.rechecks import Recheck
from bot.storage.words import EventKind, Origin, TextState

log = logging.getLogger(__name__)

PAGES = 12
ATTEMPTS = 3
RETRY_AFTER = timedelta(minutes=10)
#: What a second try could mend.
_PASSING = frozenset({NoTextReason.TIMEOUT, NoTextReason.FAILED})


@dataclass(frozen=True, slots=True)
class _Job:
    """What is done with a page, and what after a bug of ours."""

    work: Callable[..., Awaitable[None]]
    give_up: Callable[..., Awaitable[None]]
    about: tuple[object, ...]
    #: Whether it still has to be done: another worker may have been quicker.
    due: Callable[[], Awaitable[bool]]


class TextStation:
    """Takes articles whose text is due."""

    def __init__(self, world: World, turns: Turns) -> None:
        self._world = world
        self._turns = turns
        self._rechecker = Rechecker(world)
        self._busy: dict[str, asyncio.Task[bool]] = {}

    async def tick(self) -> int:
        """Start fetching pages, one per host at a time; returns how many."""
        now = self._world.clock.now()
        if not self._busy:
            self._world.pulse.beat("pages under way")
        async with self._world.db.read() as conn:
            due = await articles.due_texts(conn, now, PAGES * 4)
            looks = await rechecks.due(conn, now, PAGES * 4)
            known = await articles.get(conn, [look.article for look in looks])
        started = 0
        for row in due:
            job = _Job(self._read, self._give_up, (row,), partial(self._wanted, row))
            started += self._start(row.article.url, job)
        for look in looks:
            row = known[look.article]
            about = (look, row)
            job = _Job(self._rechecker.look, self._rechecker.give_up, about, partial(self._looked_for, look))
            started += self._start(row.article.url, job)
        return started

    async def _wanted(self, row: StoredArticle) -> bool:
        async with self._world.db.read() as conn:
            now = (await articles.get(conn, [row.article.id])).get(row.article.id)
        return now is not None and (now.text_state, now.text_due_at) == (row.text_state, row.text_due_at)

    async def _looked_for(self, look: Recheck) -> bool:
        async with self._world.db.read() as conn:
            now = (await rechecks.of(conn, [look.article])).get(look.article)
        return now is not None and now.due_at == look.due_at

    def _start(self, url: str, job: "_Job") -> bool:
        """Begin with a page, unless its host is busy or there is no room."""
        host = host_of(url)
        if host in self._busy or len(self._busy) >= PAGES:
            return False
        task = asyncio.create_task(self._at(host, url, job), name=f"page {url}")
        self._busy[host] = task
        task.add_done_callback(partial(self._end, host))
        return True

    def _end(self, host: str, task: asyncio.Task[bool]) -> None:
        self._busy.pop(host, None)
        self._world.pulse.beat("pages under way")
        if not task.cancelled() and task.result():
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

    async def _at(self, host: str, url: str, job: "_Job") -> bool:
        """A page; False where another worker asks its host now, so that it has to wait for a later tick."""
        try:
            async with self._turns.at(host) as turn:
                if turn is None:
                    return False
                if await job.due():
                    await self._page(url, job)
        except StorageError as error:
            log.error("page of %s: %s", url, error)
            await self._world.clock.sleep(timedelta(seconds=5))
        return True

    async def _page(self, url: str, job: "_Job") -> None:
        try:
            await job.work(*job.about)
        except StorageError:
            raise
        except Exception:
            log.exception("page of %s", url)
            await job.give_up(*job.about)

    async def _give_up(self, row: StoredArticle) -> None:
        async with self._world.db.write() as conn:
            await articles.update_text(conn, row.article.id, TextState.FAILED)

    async def _read(self, row: StoredArticle) -> None:
        outlet = (await self._world.outlets())[row.article.outlet]
        answer = await self._world.pages.get(
            Request(url=row.article.url, accept=PAGE_ACCEPT, user_agent=outlet.user_agent)
        )
        found: ArticleText | NoText | FetchFailed | NotModified
        if isinstance(answer, Fetched):
            found = await article_text(answer, self._world.pool, language=row.article.lang)
        else:
            found = answer
        if isinstance(answer, Fetched) and isinstance(found, ArticleText):
            await self._store(row, found, answer)
        elif not isinstance(found, ArticleText):
            await self._without(row, found)

    async def _store(self, row: StoredArticle, found: ArticleText, answer: Fetched) -> None:
        """The text, its matches and the event, in one transaction."""
        now = self._world.clock.now()
        article = replace(row.article, text=found.text, author=row.article.author or found.author)
        catalogue = await self._world.catalogue()
        outlet = (await self._world.outlets()).get(article.outlet)
        hits = catalogue.index.match(read(article), outlet)
        async with self._world.db.write() as conn:
            await articles.update_text(conn, article.id, TextState.DONE, text=found.text)
            await matches.put(conn, article.id, hits, catalogue.versions, now, replace=True)
            await readings.add(conn, [reading_of(article, now, Origin.PAGE, "text")])
            if hits and not row.quiet:
                await rechecks.put(conn, _first_look(article, found, answer, now))
            await events.add(conn, EventKind.TEXT, now, article=article.id)
        names = ",".join(match.watchlist for match in hits) or "-"
        self._world.tell(
            "text", id=article.id, length=len(found.text), hits=names, _article=article, _matches=hits
        )
        self._world.nudge("desk")

    async def _without(self, row: StoredArticle, why: NoText | FetchFailed | NotModified) -> None:
        """The summary has to do; a passing fault is tried again."""
        now = self._world.clock.now()
        if isinstance(why, FetchFailed):
            # A robots.txt that forbids the page says so for good; one that cannot be had says when to ask again.
            passing = why.reason is not FailureReason.ROBOTS or why.retry_after is not None
        else:
            passing = isinstance(why, NoText) and why.reason in _PASSING
        again = passing and row.text_attempts + 1 < ATTEMPTS
        reason = f"{why.reason}: {why.detail}" if isinstance(why, NoText | FetchFailed) else "not modified"
        async with self._world.db.write() as conn:
            await readings.add(conn, [reading_of(row.article, now, Origin.PAGE, reason[:300])])
            if again:
                asked = why.retry_after if isinstance(why, FetchFailed) else None
                due_at = now + max(RETRY_AFTER * 2**row.text_attempts, asked or timedelta())
                await articles.update_text(conn, row.article.id, TextState.DUE, due_at=due_at)
            else:
                await articles.update_text(conn, row.article.id, TextState.FAILED)
        self._world.tell("no-text", id=row.article.id, again=again, reason=repr(reason))


def _first_look(article: Article, found: ArticleText, answer: Fetched, now: datetime) -> Recheck:
    """When a page that was just read is looked at again, and what it said."""
    return Recheck(
        article=article.id,
        due_at=look_at(article.seen_at or now, 0, now) or now,
        title=found.title or article.title,
        etag=answer.etag,
        last_modified=answer.last_modified,
    )
