"""What a feed is after a poll, answered or failed: its health, its validators, and when it is polled next. Pure."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.model import FeedHealth
from bot.runtime.weather import Pace
from bot.sources import health
from bot.sources.cadence import Answered, Failed, next_poll_at, polled
from bot.sources.entry import ParsedFeed, ParseReason
from bot.sources.fetch import Fetched, NotModified
from bot.sources.rhythm import stored
from bot.storage import feeds
from bot.storage.articles import NewArticle
from bot.storage.feeds import FeedRow, FeedUpdate

#: A feed that asked to be left alone (410) is not polled again.
NEVER = timedelta(days=3650)


def after_answer(
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


def after_failure(
    feed: FeedRow,
    failed: Failed,
    detail: str,
    now: datetime,
    pace: Pace,
    no_feed: ParseReason | None = None,
) -> FeedUpdate:
    """The feed backs off; its validators stay, for nothing new was stored."""
    state = polled(pace.state, failed, now)
    said = f"{failed.reason}: {detail}" if failed.reason else detail
    judged = health.after_failure(_before(feed, pace), failed.reason or no_feed, state.failures, said)
    at = next_poll_at(state, failed, now, pace.jitter, pace.climate)
    if at is None and judged.health is not FeedHealth.GONE:  # an adopted address is gone, the feed may not be
        at = now
    return FeedUpdate(
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


def _before(feed: FeedRow, pace: Pace) -> health.Before:
    return health.Before(
        url=feed.url,
        address=feed.address,
        health=feed.state,
        record=feed.record,
        last_ok_at=feed.last_ok_at,
        rate=pace.state.rhythm.rate if pace.state.rhythm else None,
    )
