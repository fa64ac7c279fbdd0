"""Owners are told how feeds are: once when it changes, several at once in one message, never the subscribers.

When a change is worth a word is decided in sources/health.py.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import FeedHealth
from bot.runtime.leases import Post
from bot.runtime.outages import last_outage
from bot.runtime.owners import tell_owners
from bot.runtime.world import World
from bot.sources.health import GATHERED, told_at
from bot.storage import feeds
from bot.storage.feeds import FeedRow
from bot.telegram.feeds import FeedChange, feeds_changed

#: While no feed at all has answered for so long, it is our network, and says nothing of any feed.
NOBODY_ANSWERS = timedelta(minutes=30)


class FeedHealthStation:
    """Looks at all feeds once in a while."""

    def __init__(self, world: World) -> None:
        self._world = world

    async def tick(self) -> int:
        """Tell what is worth a word; returns of how many feeds."""
        now = self._world.clock.now()
        async with self._world.db.read() as conn:
            changed = await _changed(conn, now)
        if not changed:
            return 0
        changes = [change for row in changed for change in _changes(row, now)]
        async with self._world.leases[Post.DESK].write() as conn:
            await tell_owners(
                conn,
                self._world,
                f"feeds:{now.isoformat()}",
                now,
                lambda words: feeds_changed(words, changes, now),
            )
            await feeds.note_told(conn, changed)
        for row in changed:
            self._world.tell("feed-told", url=row.url, state=row.state)
        self._world.nudge("send")
        return len(changed)


async def _changed(conn: AsyncConnection, now: datetime) -> Sequence[FeedRow]:
    """The feeds that are worth a word; none before one of them is due."""
    rows = await feeds.all(conn)
    last_ok_at = max((row.last_ok_at for row in rows if row.last_ok_at is not None), default=None)
    if last_ok_at is None or now - last_ok_at > NOBODY_ANSWERS:
        return []
    outage = await last_outage(conn)
    if outage is not None:  # what was not asked since may be well
        rows = [row for row in rows if row.last_poll_at is not None and row.last_poll_at >= outage.ended_at]
    if not any(_changes(row, now) for row in rows):
        return []
    return [row for row in rows if _changes(row, now + GATHERED)]


def _changes(row: FeedRow, now: datetime) -> list[FeedChange]:
    found = []
    at = told_at(row.state, row.state_since, row.told)
    if at is not None and at <= now:
        silent_since = row.record.published_at if row.state is FeedHealth.SILENT else None
        found.append(
            FeedChange(
                outlet=row.outlet.name,
                url=row.url,
                state=row.state,
                since=silent_since or row.state_since,
                reason=row.reason,
            )
        )
    span = row.record.missed
    if span is not None and (row.told_gap_at is None or span.ended_at > row.told_gap_at):
        found.append(
            FeedChange(outlet=row.outlet.name, url=row.url, state=None, since=span.began_at, missed=span)
        )
    return found
