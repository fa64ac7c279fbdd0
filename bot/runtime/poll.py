"""The poll station: due feeds are fetched, parsed, matched and stored, each in one transaction.

Gather (fetch, parse, what is known), decide (`poll_plan`, pure), apply (`_apply`). Article pages are texts.py's.
"""

import asyncio
import logging
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.language import read
from bot.model import Article, FeedRecord, FullText, Match
from bot.runtime import outages
from bot.runtime.catalogue import Catalogue
from bot.runtime.catchup import missed_entries
from bot.runtime.polled import after_answer, after_failure
from bot.runtime.rechecks import HASTENED_EVERY, LOOKS
from bot.runtime.turns import Turn, Turns
from bot.runtime.weather import Pace, Weather
from bot.runtime.world import World
from bot.sources.cadence import Failed
from bot.sources.entry import Entry, ParsedFeed, ParseFailed
from bot.sources.fetch import Fetched, FetchFailed, NotModified, Request
from bot.sources.identity import article_id, identified
from bot.sources.parse import parse
from bot.storage import articles, events, feeds, matches, rechecks
from bot.storage.articles import NewArticle
from bot.storage.errors import StorageError
from bot.storage.feeds import FeedRow, FeedUpdate
from bot.storage.turns import TurnLostError
from bot.storage.words import TextState
from bot.stories.edits import same_headline

log = logging.getLogger(__name__)

#: Feeds of one host looked at in one turn.
BATCH = 100
#: Seconds after which a turn ends, so that a host with many feeds leaves room for others.
LONGEST = 10.0


Listed = Sequence[tuple[Entry, tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class PollPlan:
    """What one poll changes; written in one transaction."""

    update: FeedUpdate
    articles: Sequence[NewArticle] = ()
    #: By article id.
    matches: Mapping[str, Sequence[Match]] = field(default_factory=dict)
    #: Matched articles whose pages are looked at again later.
    looks: frozenset[str] = frozenset()
    #: Such articles that the feed shows under another headline now: looked at at once.
    retitled: frozenset[str] = frozenset()


class PollStation:
    """Polls hosts. When, and which process does it, is decided in dispatch.py."""

    def __init__(self, world: World, turns: Turns) -> None:
        self._world = world
        self._turns = turns
        self._hosts: set[str] = set()
        self._weather = Weather(world)
        self._outages = outages.Watch(world.settings.behaviour.offline_after)

    async def look(self) -> None:
        """Look up now and then what all feeds are polled by."""
        if not self._hosts:
            self._world.pulse.beat("polls under way")
        await self._weather.look(self._world.clock.now())

    async def host(self, host: str) -> None:
        """Poll the feeds of a host that are due, one after another, unless somebody is at it."""
        if host in self._hosts:
            return
        self._hosts.add(host)
        try:
            async with self._turns.at(host) as turn:
                if turn is not None:
                    await self._due(host, turn)
        except StorageError as error:
            log.error("polls of %s: %s", host, error)
            await self._world.clock.sleep(timedelta(seconds=5))
        finally:
            self._hosts.discard(host)

    async def _due(self, host: str, turn: Turn) -> None:
        loop = asyncio.get_running_loop()
        ends_at = loop.time() + LONGEST
        async with self._world.db.read() as conn:
            rows = await feeds.due(conn, self._world.clock.now(), BATCH, host=host)
        for feed in rows:  # the fetcher keeps the rest between two requests
            if not turn.sure() or (loop.time() > ends_at and feed is not rows[0]):
                break
            await self._feed(feed, turn)
            self._world.pulse.beat("polls under way")

    async def _feed(self, feed: FeedRow, turn: Turn) -> None:
        """One feed; a bug or a full disk ends this poll alone, and the feed backs off."""
        try:
            try:
                await self.poll(feed, turn)
            except StorageError:
                raise
            except Exception as error:
                log.exception("poll of %s", feed.url)
                now = self._world.clock.now()
                why = f"a bug of ours: {type(error).__name__}"
                update = after_failure(feed, Failed(), why, now, self._weather.pace(feed, now, 0.5))
                async with self._world.db.write() as conn:
                    await turn.check(conn)
                    await feeds.settle(conn, update)
        except TurnLostError:
            log.info("poll of %s: another worker is at it by now", feed.url)
        except StorageError as error:
            log.error("poll of %s: %s", feed.url, error)
            await self._world.clock.sleep(timedelta(seconds=5))

    async def poll(self, feed: FeedRow, turn: Turn) -> PollPlan:
        """Fetch, decide, store."""
        world = self._world
        request = Request(
            url=feed.address or feed.url,
            etag=feed.etag,
            last_modified=feed.last_modified,
            user_agent=feed.outlet.user_agent,
        )
        answer = await world.fetcher.get(request)
        now = world.clock.now()
        parsed: ParsedFeed | ParseFailed | None = None
        if isinstance(answer, Fetched) and answer.digest != feed.body_hash:
            parsed = await parse(answer, world.pool, language=feed.language, now=now)
        listed: Listed = ()
        known: Mapping[str, str] = {}
        watched: Mapping[str, str] = {}
        if isinstance(parsed, ParsedFeed):
            listed = identified(feed.outlet.id, parsed.entries)
            async with world.db.read() as conn:
                known = await articles.known(
                    conn, feed.outlet.id, [key for _, keys in listed for key in keys]
                )
                watched = await rechecks.headlines(conn, known.values())
        catalogue = await world.catalogue()
        pace = self._weather.pace(feed, now, random.random())
        plan = poll_plan(feed, answer, parsed, listed, known, watched, catalogue, now, pace)
        if (missed := await missed_entries(world, feed, plan.update.record, now)) is not None:
            more = poll_plan(feed, answer, None, *missed, {}, catalogue, now, pace)
            plan = _with_missed(plan, more)
        await self._apply(feed, plan, catalogue, now, turn)
        return plan

    async def _apply(
        self, feed: FeedRow, plan: PollPlan, catalogue: Catalogue, now: datetime, turn: Turn
    ) -> None:
        async with self._world.db.write() as conn:
            await turn.check(conn)
            new = set(await articles.add(conn, plan.articles))
            for id_ in new & plan.matches.keys():
                await matches.put(conn, id_, plan.matches[id_], catalogue.versions, now)
            if plan.looks:
                await rechecks.plan(conn, new & plan.looks, now + LOOKS[0])
            if plan.retitled:
                await rechecks.hasten(conn, plan.retitled, now, unless_since=now - HASTENED_EVERY)
            await events.add_articles(
                conn, [row.article.id for row in plan.articles if row.article.id in new], now
            )
            if plan.update.ok:
                await self._outages.answered(conn, feed, now)
            await feeds.settle(conn, plan.update)
        self._world.tally["polls", "answered" if plan.update.ok else plan.update.state] += 1
        self._world.tally["articles", feed.outlet.id] += len(new)
        for row in plan.articles:
            if row.article.id in new:
                hit = [match.watchlist for match in plan.matches.get(row.article.id, ())]
                self._world.tell(
                    "article",
                    id=row.article.id,
                    outlet=feed.outlet.id,
                    quiet=row.quiet,
                    hits=",".join(hit) or "-",
                    title=repr(row.article.title[:120]),
                    _article=row.article,
                    _outlet=feed.outlet,
                    _matches=plan.matches.get(row.article.id, ()),
                )
        if plan.update.state != feed.state:
            self._world.tell("feed", url=feed.url, state=plan.update.state, reason=repr(plan.update.reason))
        if new:
            self._world.nudge("desk")


def poll_plan(
    feed: FeedRow,
    answer: Fetched | NotModified | FetchFailed,
    parsed: ParsedFeed | ParseFailed | None,
    listed: Listed,
    known: Mapping[str, str],
    watched: Mapping[str, str],
    catalogue: Catalogue,
    now: datetime,
    pace: Pace,
) -> PollPlan:
    """Decide what a poll changes.

    Args:
        feed: as it was before.
        answer: what the server said.
        parsed: what the body contains; None where it was not read, because it is the one we know.
        listed: its entries with the keys that identify them.
        known: keys of the outlet's articles that are stored, with their ids.
        watched: headlines, by id, of those whose pages are looked at again anyway.
        catalogue: the watchlists in force.
        now: the moment of the answer.
        pace: from what it follows when the feed is polled next.
    """
    if isinstance(answer, FetchFailed):
        failed = Failed(reason=answer.reason, retry_after=answer.retry_after)
        return PollPlan(after_failure(feed, failed, answer.detail, now, pace))
    if isinstance(parsed, ParseFailed):
        detail = f"no feed: {parsed.detail}"
        return PollPlan(after_failure(feed, Failed(), detail, now, pace, parsed.reason))
    fresh = _fresh(feed, listed, known, now)
    matched = [_matched(row, feed, catalogue, now) for row in fresh]
    hits = {row.article.id: found for row, found in matched}
    waited_for = sum(any(pace.counts(match.watchlist) for match in found) for found in hits.values())
    update = after_answer(feed, answer, parsed, fresh, waited_for, now, pace)
    return PollPlan(
        update,
        [row for row, _ in matched],
        {id_: found for id_, found in hits.items() if found},
        looks=frozenset(row.article.id for row in fresh if hits[row.article.id] and _may_look(row, feed)),
        retitled=_retitled(listed, known, watched),
    )


def _with_missed(plan: PollPlan, more: PollPlan) -> PollPlan:
    """The plan with the articles that only a news sitemap had, and how many they are."""
    there, record = {row.article.id for row in plan.articles}, plan.update.record or FeedRecord()
    fresh = [row for row in more.articles if row.article.id not in there]
    span = replace(record.missed, found=len(fresh)) if record.missed else None
    return replace(
        plan,
        update=replace(plan.update, record=replace(record, missed=span)),
        articles=[*fresh, *plan.articles],
        matches={**more.matches, **plan.matches},
        looks=plan.looks | more.looks,
    )


def _may_look(row: NewArticle, feed: FeedRow) -> bool:
    """Whether an article's page may be fetched at all."""
    return bool(row.article.url) and not row.quiet and feed.outlet.full_text is not FullText.NEVER


def _retitled(listed: Listed, known: Mapping[str, str], watched: Mapping[str, str]) -> frozenset[str]:
    """Watched articles that the feed shows under another headline."""
    if not watched:
        return frozenset()
    shown = ((entry, known.get(keys[0], "")) for entry, keys in listed)
    return frozenset(
        id_
        for entry, id_ in shown
        if id_ in watched and entry.title and not same_headline(watched[id_], entry.title)
    )


def _fresh(feed: FeedRow, listed: Listed, known: Mapping[str, str], now: datetime) -> list[NewArticle]:
    """New articles, oldest first."""
    found: list[NewArticle] = []
    for entry, keys in sorted(listed, key=lambda item: item[0].published_at):
        if any(key in known for key in keys) or not (entry.title or entry.summary):
            continue
        article = Article(
            id=article_id(feed.outlet.id, keys),
            outlet=feed.outlet.id,
            url=entry.url,
            title=entry.title or entry.summary[:200],
            summary=entry.summary,
            text=entry.content if len(entry.content) > len(entry.summary) else "",
            lang=entry.language or feed.language,
            author=entry.author,
            published_at=entry.published_at,
            precision=entry.precision,
            seen_at=now,
        )
        found.append(
            NewArticle(
                article=article, feed=feed.id, keys=keys, quiet=not feed.primed, updated_at=entry.updated_at
            )
        )
    return found


def _matched(
    row: NewArticle, feed: FeedRow, catalogue: Catalogue, now: datetime
) -> tuple[NewArticle, tuple[Match, ...]]:
    """What the article hits; and its page is asked for where that could make a difference.

    `auto` asks for what hit already (proof and claims stand in the body) and for what a watchlist might still hit.
    """
    document = read(row.article)
    hits = catalogue.index.match(document, feed.outlet)
    if not _may_look(row, feed) or row.article.text:
        return row, hits
    if feed.outlet.full_text is FullText.ALWAYS or hits or catalogue.index.might(document):
        return replace(row, text_state=TextState.DUE, text_due_at=now), hits
    return row, hits
