"""Outages: spells in which no feed at all answered, because the bot was down or the network was."""

from datetime import UTC, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.alerts.backlog import Outage
from bot.storage import feeds, meta
from bot.storage.feeds import FeedRow

_KEY = "outage"


class Watch:
    """Notices, at the first answer after a long silence, that there was an outage."""

    def __init__(self, longest: timedelta) -> None:
        self._longest = longest
        self._last_ok_at: datetime | None = None

    async def answered(self, conn: AsyncConnection, feed: FeedRow, now: datetime) -> None:
        """A feed answered; belongs into the transaction that stores what it said, before its moment is written.

        That nobody asked because nothing was due is no outage: the feed must have failed before, or be overdue.
        """
        missed = feed.failures > 0 or now - feed.next_poll_at > self._longest / 2
        if missed and (self._last_ok_at is None or now - self._last_ok_at > self._longest):
            # Another process may have seen an answer meanwhile.
            last = await feeds.last_ok_at(conn)
            if last is not None and now - last > self._longest:
                await meta.set(conn, _KEY, f"{last.timestamp():.0f} {now.timestamp():.0f}")
        self._last_ok_at = now


async def last_outage(conn: AsyncConnection) -> Outage | None:
    """The newest one; None where there never was one."""
    found = await meta.get(conn, _KEY)
    if not found:
        return None
    began, ended = (datetime.fromtimestamp(int(part), UTC) for part in found.split())
    return Outage(began, ended)
