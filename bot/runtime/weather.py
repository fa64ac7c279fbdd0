"""What all feeds are polled by: the price of a poll from the request budget, and stories that break.

The poll station asks here; the rules are `bot.sources.rhythm` and `bot.sources.cadence`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.runtime.world import World
from bot.sources.cadence import FeedState, climate_at, load_of, sooner
from bot.sources.rhythm import Climate, follows, price, restored
from bot.storage import alerts, feeds, stories, subscriptions
from bot.storage.feeds import FeedRow

#: How often the price, the followers and who receives what are looked up, and how often new stories are.
_SELDOM, _OFTEN = timedelta(minutes=10), timedelta(seconds=30)
#: A story is taken up by others within hours, and what outlets carried counts for a month.
_BREAKING, _CARRIED = timedelta(hours=6), timedelta(days=30)
#: Where no budget is set: polls an hour for each feed.
_POLLS_PER_FEED = 6
#: Feeds asked sooner when a story breaks: those whose outlet carries one in ten.
_FOLLOWERS = 0.1
#: A clock that goes back by more was set.
_SET_BACK = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Pace:
    """From what it follows when a feed is polled next."""

    state: FeedState
    climate: Climate
    #: Watchlists that somebody receives; None where each counts.
    received: frozenset[str] | None = None
    jitter: float = 0.5

    def counts(self, watchlist: str) -> bool:
        """Whether a hit of this watchlist is waited for."""
        return self.received is None or watchlist in self.received


@dataclass(slots=True)
class Weather:
    """Kept by one poll station; asking is cheap, looking up is done now and then."""

    _world: World
    _price: float = 0.05
    _broke: tuple[datetime, ...] = ()
    _follows: Mapping[str, float] = field(default_factory=dict)
    _unknown: float = 0.0
    #: Watchlists that somebody receives; None where nobody receives anything, so that each counts.
    _received: frozenset[str] | None = None
    _looked_at: datetime | None = None
    _seldom_at: datetime | None = None
    _often_at: datetime | None = None

    def climate(self, now: datetime) -> Climate:
        """What holds at a moment."""
        return climate_at(self._price, self._broke, now)

    def pace(self, feed: FeedRow, now: datetime, jitter: float) -> Pace:
        """What the plan of one poll needs of all this; `jitter` is chance, in 0 to 1."""
        return Pace(self.state(feed), self.climate(now), self._received, jitter)

    def state(self, feed: FeedRow) -> FeedState:
        """What the cadence knows of a feed."""
        return FeedState(
            url=feed.url,
            every=feed.every,
            rhythm=restored(feed.cadence),
            follows=self._follows.get(feed.outlet.id, self._unknown),
            failures=feed.failures,
            polled_at=feed.last_poll_at,
        )

    async def look(self, now: datetime) -> None:
        """Look up what is due to be looked up; feeds that may carry what has just broken are polled sooner."""
        if self._looked_at is None or now < self._looked_at - _SET_BACK:
            # Else every feed would rest until the clock shows again what it showed at its last poll.
            self._seldom_at = self._often_at = None
            async with self._world.db.write() as conn:
                await feeds.ask_again(conn, now, now + _SET_BACK)
        self._looked_at = now
        if self._seldom_at is None or now - self._seldom_at >= _SELDOM:
            self._seldom_at = now
            await self._settle(now)
        if self._often_at is None or now - self._often_at >= _OFTEN:
            self._often_at = now
            await self._watch(now)

    async def _settle(self, now: datetime) -> None:
        async with self._world.db.read() as conn:
            told, carried = await stories.carried(conn, now - _CARRIED)
            received = frozenset(await subscriptions.watchlists(conn))
            rows = await feeds.all(conn)
        self._unknown = follows(0, told)
        self._follows = {outlet: follows(count, told) for outlet, count in carried.items()}
        self._received = received or None
        budget = self._world.settings.behaviour.polls_per_hour or _POLLS_PER_FEED * max(len(rows), 1)
        self._price = price([load_of(self.state(row)) for row in rows], budget)

    async def _watch(self, now: datetime) -> None:
        async with self._world.db.read() as conn:
            broke = await alerts.told_since(conn, now - _BREAKING)
            fresh = set(broke) - set(self._broke)
            self._broke = tuple(broke)
            rows = await feeds.all(conn) if fresh else []
        climate = self.climate(now)
        earlier = {}
        for row in rows:
            state = self.state(row)
            if state.follows >= _FOLLOWERS and (at := sooner(state, climate, now, row.next_poll_at)):
                earlier[row.id] = at
        if earlier:
            async with self._world.db.write() as conn:
                await feeds.hasten(conn, earlier)
