"""The poll station: due feeds are fetched, parsed, matched and stored, each in one transaction; hosts run side by side.

Gather (fetch, parse, what is known), decide (`poll_plan`, pure), apply (`_apply`). Article pages are texts.py's.
"""

import asyncio
import logging
import random
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.language import read
from bot.model import Article, FeedHealth, FeedRecord, FullText, Match
from bot.runtime import outages
from bot.runtime.catalogue import Catalogue
from bot.runtime.catchup import missed_entries
from bot.runtime.rechecks import HASTENED_EVERY, LOOKS
from bot.runtime.weather import Pace, Weather
from bot.runtime.world import World
from bot.sources import health
from bot.sources.cadence import Answered, Failed, next_poll_at, polled
from bot.sources.entry import Entry, ParsedFeed, ParseFailed, ParseReason
from bot.sources.fetch import Fetched, FetchFailed, NotModified, Request
from bot.sources.identity import article_id, identified
from bot.sources.parse import parse
from bot.sources.rhythm import stored
from bot.storage import articles, events, feeds, matches, rechecks
from bot.storage.articles import NewArticle
from bot.storage.errors import StorageError
from bot.storage.feeds import FeedRow, FeedUpdate
from bot.storage.words import TextState
from bot.stories.edits import same_headline

log = logging.getLogger(__name__)

#: Hosts polled at the same time.
HOSTS = 24
#: Due feeds looked at in one tick.
BATCH = 400
#: A feed that asked to be left alone (410) is not polled again.
NEVER = timedelta(days=3650)


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
    """Takes feeds that are due."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._hosts: dict[str, asyncio.Task[None]] = {}
        self._room = asyncio.Semaphore(HOSTS)
        self._weather = Weather(world)
        self._outages = outages.Watch(world.settings.behaviour.offline_after)

    async def tick(self) -> int:
        """Start polling every host that has due feeds and is not being polled; returns how many feeds."""
        now = self._world.clock.now()
        if not self._hosts:
            self._world.pulse.beat("polls under way")
        await self._weather.look(now)
        async with self._world.db.read() as conn:
            due = await feeds.due(conn, now, BATCH)
        by_host: dict[str, list[FeedRow]] = defaultdict(list)
        for feed in due:
            if feed.host not in self._hosts:
                by_host[feed.host].append(feed)
        for host, rows in by_host.items():
            task = asyncio.create_task(self._host(rows), name=f"poll {host}")
            self._hosts[host] = task
            task.add_done_callback(lambda _, host=host: self._hosts.pop(host, None))  # type: ignore[misc]
        return sum(len(rows) for rows in by_host.values())

    async def settle(self) -> None:
        """Wait for the polls under way."""
        while self._hosts:
            await asyncio.wait(self._hosts.values())

    async def stop(self) -> None:
        """Give up the polls under way; what they had stored stays, the rest is polled again."""
        for task in self._hosts.values():
            task.cancel()
        await asyncio.gather(*self._hosts.values(), return_exceptions=True)

    async def _host(self, rows: Sequence[FeedRow]) -> None:
        async with self._room:
            for feed in rows:  # one after another; the fetcher keeps the rest between two requests
                await self._feed(feed)
                self._world.pulse.beat("polls under way")

    async def _feed(self, feed: FeedRow) -> None:
        """One feed; a bug or a full disk ends this poll alone, and the feed backs off."""
        try:
            try:
                await self.poll(feed)
            except StorageError:
                raise
            except Exception as error:
                log.exception("poll of %s", feed.url)
                now = self._world.clock.now()
                why = f"a bug of ours: {type(error).__name__}"
                plan = _failure(feed, Failed(), why, now, self._weather.pace(feed, now, 0.5))
                async with self._world.db.write() as conn:
                    await feeds.settle(conn, plan.update)
        except StorageError as error:
            log.error("poll of %s: %s", feed.url, error)
            await self._world.clock.sleep(timedelta(seconds=5))

    async def poll(self, feed: FeedRow) -> PollPlan:
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
        await self._apply(feed, plan, catalogue, now)
        return plan

    async def _apply(self, feed: FeedRow, plan: PollPlan, catalogue: Catalogue, now: datetime) -> None:
        async with self._world.db.write() as conn:
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
        return _failure(
            feed, Failed(reason=answer.reason, retry_after=answer.retry_after), answer.detail, now, pace
        )
    if isinstance(parsed, ParseFailed):
        return _failure(feed, Failed(), f"no feed: {parsed.detail}", now, pace, parsed.reason)
    fresh = _fresh(feed, listed, known, now)
    hits = {row.article.id: _matches(row.article, feed, catalogue) for row in fresh}
    waited_for = sum(any(pace.counts(match.watchlist) for match in found) for found in hits.values())
    update = _success(feed, answer, parsed, fresh, waited_for, now, pace)
    wanted = [_with_text_wish(row, feed, hits[row.article.id], catalogue, now) for row in fresh]
    return PollPlan(
        update,
        wanted,
        {id_: found for id_, found in hits.items() if found},
        looks=frozenset(row.article.id for row in fresh if hits[row.article.id] and _may_look(row, feed)),
        retitled=_retitled(listed, known, watched),
    )


def _success(
    feed: FeedRow,
    answer: Fetched | NotModified,
    parsed: ParsedFeed | None,
    fresh: Sequence[NewArticle],
    hits: int,
    now: datetime,
    pace: Pace,
) -> FeedUpdate:
    """The feed is well: its validators, and when to come again."""
    dated = [entry.published_at for entry in parsed.entries if entry.dated] if parsed else []
    outcome = Answered(
        new=[row.article.published_at or now for row in fresh] if feed.primed else dated,
        hits=hits,
        max_age=answer.cache.max_age,
        ttl=parsed.hints.ttl if parsed else None,
        skip_hours=parsed.hints.skip_hours if parsed else frozenset(),
        skip_days=parsed.hints.skip_days if parsed else frozenset(),
    )
    state = polled(pace.state, outcome, now)
    shown = health.Shown(
        published_at=dated if parsed else None,
        entries=len(parsed.entries) if parsed else 0,
        fresh=len(fresh),
        seconds=answer.seconds,
        permanent=answer.permanent or "",
    )
    judged = health.after_answer(_before(feed, pace), shown, now)
    return FeedUpdate(
        id=feed.id,
        polled_at=now,
        next_poll_at=next_poll_at(state, outcome, now, pace.jitter, pace.climate) or now + NEVER,
        ok=True,
        state=judged.health,
        reason=judged.reason,
        record=judged.record,
        address=judged.address,
        host=feeds.host_of(judged.address or feed.url),
        etag=answer.etag or (feed.etag if isinstance(answer, NotModified) else ""),
        last_modified=answer.last_modified or (feed.last_modified if isinstance(answer, NotModified) else ""),
        body_hash=answer.digest if isinstance(answer, Fetched) else None,
        primed=True if parsed is not None else None,
        cadence=stored(state.rhythm) if state.rhythm else None,
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


def _matches(article: Article, feed: FeedRow, catalogue: Catalogue) -> tuple[Match, ...]:
    return catalogue.index.match(read(article), feed.outlet)


def _with_text_wish(
    row: NewArticle, feed: FeedRow, hits: Sequence[Match], catalogue: Catalogue, now: datetime
) -> NewArticle:
    """Ask for the article's page where it could make a difference.

    `auto` asks for what hit already (proof and claims stand in the body) and for what a watchlist might still hit.
    """
    policy = feed.outlet.full_text
    if not _may_look(row, feed) or row.article.text:
        return row
    if policy is FullText.ALWAYS or hits or catalogue.index.might(read(row.article)):
        return replace(row, text_state=TextState.DUE, text_due_at=now)
    return row


def _before(feed: FeedRow, pace: Pace) -> health.Before:
    return health.Before(
        url=feed.url,
        address=feed.address,
        health=feed.state,
        record=feed.record,
        last_ok_at=feed.last_ok_at,
        rate=pace.state.rhythm.rate if pace.state.rhythm else None,
    )


def _failure(
    feed: FeedRow,
    failed: Failed,
    detail: str,
    now: datetime,
    pace: Pace,
    no_feed: ParseReason | None = None,
) -> PollPlan:
    """The feed backs off; its validators stay, for nothing new was stored."""
    state = polled(pace.state, failed, now)
    said = f"{failed.reason}: {detail}" if failed.reason else detail
    judged = health.after_failure(_before(feed, pace), failed.reason or no_feed, state.failures, said)
    at = next_poll_at(state, failed, now, pace.jitter, pace.climate)
    if at is None and judged.health is not FeedHealth.GONE:  # an adopted address is gone, the feed may not be
        at = now
    update = FeedUpdate(
        id=feed.id,
        polled_at=now,
        next_poll_at=at or now + NEVER,
        ok=False,
        state=judged.health,
        failures=state.failures,
        reason=judged.reason,
        address=judged.address,
        host=feeds.host_of(judged.address or feed.url),
    )
    return PollPlan(update)
