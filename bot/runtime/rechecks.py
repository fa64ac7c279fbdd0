"""Pages of matched articles are fetched again after 15 minutes, 1, 6 and 24 hours: what changed becomes an event.

A job of the text station, which keeps one request per host under way; due times and validators stand in the store.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from bot.language import read
from bot.model import Article, Change, ChangeKind
from bot.runtime.world import World
from bot.sources.fetch import Fetched, FetchFailed, NotModified, Request
from bot.sources.text import ArticleText, NoText, article_text
from bot.storage import articles, events, matches, readings, rechecks
from bot.storage.articles import StoredArticle
from bot.storage.readings import Reading, reading_of
from bot.storage.rechecks import Recheck
from bot.storage.words import EventKind, Origin, TextState
from bot.stories.edits import changes

PAGE_ACCEPT = "text/html, application/xhtml+xml;q=0.9, */*;q=0.1"
#: After the article was first seen.
LOOKS = (timedelta(minutes=15), timedelta(hours=1), timedelta(hours=6), timedelta(hours=24))
#: A headline that goes back and forth in the feed is no reason to ask for the page more often than this.
HASTENED_EVERY = timedelta(hours=1)
#: One 404 may be a hiccup: the second in a row is believed. A 410 is believed at once (RFC 9110 section 15.5.11).
_GONE, _NOT_FOUND = 410, 404
_AGAIN = timedelta(minutes=10)
_TRIES = 2


def look_at(seen_at: datetime, round: int, now: datetime) -> datetime | None:  # noqa: A002
    """When look number `round` is due; None after the last. One that was missed is made up for at once."""
    return max(seen_at + LOOKS[round], now) if round < len(LOOKS) else None


def next_look(row: Recheck, seen_at: datetime, now: datetime) -> Recheck | None:
    """The look after this one; rounds whose time has passed meanwhile are one look together, not several.

    One out of turn, because the feed shows another headline, takes no later look away.
    """
    round_ = row.round
    while round_ < len(LOOKS) and seen_at + LOOKS[round_] <= now:
        round_ += 1
    due_at = look_at(seen_at, round_, now)
    return replace(row, round=round_, due_at=due_at, tries=0) if due_at else None


class Rechecker:
    """Looks at one page again, and stores what came of it."""

    def __init__(self, world: World) -> None:
        self._world = world

    async def look(self, row: Recheck, stored: StoredArticle) -> None:
        """Fetch, compare, store: reading, article, matches and event in one transaction with the next look."""
        now = self._world.clock.now()
        if stored.text_state is TextState.DUE:  # its text is still on its way
            await self._settle(replace(row, due_at=now + _AGAIN), None, stored)
            return
        outlet = (await self._world.outlets())[stored.article.outlet]
        answer = await self._world.pages.get(
            Request(
                url=stored.article.url,
                etag=row.etag,
                last_modified=row.last_modified,
                user_agent=outlet.user_agent,
                accept=PAGE_ACCEPT,
            )
        )
        if isinstance(answer, Fetched) and not _is_home(answer.url, stored.article.url):
            await self._compare(row, stored, answer)
            return
        if isinstance(answer, NotModified):
            kept = replace(
                row,
                etag=answer.etag or row.etag,
                last_modified=answer.last_modified or row.last_modified,
                gone=False,
            )
            changed = (Change(ChangeKind.RESTORED),) if row.gone else ()
            await self._settle(kept, stored.article, stored, changed)
            return
        failed = answer if isinstance(answer, FetchFailed) else None
        status = failed.status if failed else _NOT_FOUND
        if status in (_GONE, _NOT_FOUND):
            await self._missing(row, stored, sure=status == _GONE)
            return
        await self._unanswered(row, stored, failed)

    async def give_up(self, row: Recheck, stored: StoredArticle) -> None:
        """After a bug of ours: on to the next look."""
        await self._settle(row, None, stored, outcome="a bug of ours")

    async def _compare(self, row: Recheck, stored: StoredArticle, answer: Fetched) -> None:
        found = await article_text(answer, self._world.pool, language=stored.article.lang)
        if isinstance(found, NoText):
            note = f"no text: {found.reason}"
            await self._settle(row, None, stored, outcome=note)
            return
        article = stored.article
        title = found.title or article.title
        kept = replace(row, title=title, etag=answer.etag, last_modified=answer.last_modified, gone=False)
        if not row.title:  # its page was never read, and what the feed carried cannot be compared with it
            await self._settle(kept, replace(article, text=found.text), stored)
            return
        changed = changes(replace(article, title=row.title), replace(article, title=title, text=found.text))
        if row.gone:
            changed = (Change(ChangeKind.RESTORED), *changed)
        await self._settle(kept, _renewed(article, found, changed), stored, changed)

    async def _missing(self, row: Recheck, stored: StoredArticle, *, sure: bool) -> None:
        """The page is gone; believed at the second time, unless the server is sure."""
        if not row.gone and not sure and row.tries == 0:
            again = replace(row, tries=1, due_at=self._world.clock.now() + _AGAIN)
            await self._settle(again, None, stored)
            return
        changed = () if row.gone else (Change(ChangeKind.DELETED, stored.article.title),)
        await self._settle(replace(row, gone=True), None, stored, changed, outcome="gone")

    async def _unanswered(self, row: Recheck, stored: StoredArticle, failed: FetchFailed | None) -> None:
        if row.tries + 1 < _TRIES:
            wait = max(_AGAIN, (failed.retry_after if failed else None) or _AGAIN)
            again = replace(row, tries=row.tries + 1, due_at=self._world.clock.now() + wait)
            await self._settle(again, None, stored)
            return
        await self._settle(row, None, stored, outcome=f"{failed.reason}: {failed.detail}" if failed else "")

    async def _settle(
        self,
        row: Recheck,
        article: Article | None,
        stored: StoredArticle,
        changed: tuple[Change, ...] = (),
        *,
        outcome: str = "",
    ) -> None:
        """Store a look; one that is to be tried again leaves no reading.

        Args:
            row: the look; with a later `due_at` than now it is to be tried again.
            article: as it is now, where that is known.
            stored: as it was.
            changed: what is to be told.
            outcome: in words, where there was nothing to read.
        """
        now = self._world.clock.now()
        seen_at = stored.article.seen_at or now
        following = row if row.due_at > now else next_look(row, seen_at, now)
        other = article is not None and (article.text, article.title) != (
            stored.article.text,
            stored.article.title,
        )
        catalogue = await self._world.catalogue()
        outlet = (await self._world.outlets()).get(stored.article.outlet)
        hits = catalogue.index.match(read(article), outlet) if article is not None and other else ()
        async with self._world.db.write() as conn:
            if row.due_at <= now:
                await readings.add(conn, [_reading(stored, article, now, changed, outcome)])
            if article is not None and other:
                await articles.reread(conn, article.id, title=article.title, text=article.text)
                await matches.put(conn, article.id, hits, catalogue.versions, now, replace=True)
            if other or changed:
                await events.add(conn, EventKind.CHANGED, now, article=stored.article.id)
            if following is None:
                await rechecks.end(conn, row.article)
            else:
                await rechecks.put(conn, following)
        if changed:
            kinds = ",".join(change.kind for change in changed)
            self._world.tell("changed", id=row.article, what=kinds, _changes=changed, _article=stored.article)
        if other or changed:
            self._world.nudge("desk")


def _reading(
    stored: StoredArticle, article: Article | None, now: datetime, changed: tuple[Change, ...], outcome: str
) -> Reading:
    if article is not None:
        return reading_of(article, now, Origin.AGAIN, "changed" if changed else "unchanged", changed)
    return Reading(
        article=stored.article.id, at=now, origin=Origin.AGAIN, outcome=outcome[:300], changes=changed
    )


def _renewed(article: Article, found: ArticleText, changed: tuple[Change, ...]) -> Article:
    """The article as its page is now; the feed's headline stays where the page's did not change."""
    retitled = any(change.kind is ChangeKind.HEADLINE for change in changed)
    return replace(article, text=found.text, title=found.title if retitled else article.title)


def _is_home(ended: str, asked: str) -> bool:
    """Whether the server sent an article's readers to its front page: a deletion that does not say so."""
    return not urlsplit(ended).path.strip("/") and bool(urlsplit(asked).path.strip("/"))
