"""What a query would have caught in the archive: the result, its parts as they are found, and how parts become one.

Pure: the archive is read, and the parts are made, in runtime/lab. How many alerts it means is alerts/estimate.py's.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from heapq import heappush, heapreplace, nlargest
from typing import TypeAlias

from bot.model import Evidence, Span
from bot.watch.doubt import WORTH, Reason, score

#: Articles shown of each sort.
SHOWN = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Catch:
    """An article that a backtest shows, with its proof."""

    article: str
    story: str
    outlet: str
    outlet_name: str
    lang: str
    title: str
    url: str
    seen_at: datetime
    spans: tuple[Span, ...] = ()
    evidence: Evidence | None = None
    #: What speaks for it and against it, and the sum of what these are worth.
    reasons: tuple[Reason, ...] = ()
    score: int = 0


@dataclass(frozen=True, slots=True)
class Tally:
    """How many articles, and stories of them."""

    articles: int = 0
    stories: int = 0


@dataclass(frozen=True, slots=True)
class Day:
    """A day, in UTC."""

    day: date
    articles: int
    stories: int


@dataclass(frozen=True, slots=True)
class Share:
    """What one outlet or one language had."""

    #: An outlet's id, or ISO 639-1 (empty: nobody knows).
    id: str
    #: An outlet's name; of a language its code.
    name: str
    articles: int
    stories: int


@dataclass(frozen=True, slots=True)
class FailedCase:
    """A case of the watchlist that does not come out as it says."""

    title: str
    #: Whether the watchlist must hit it.
    expected: bool
    #: In words.
    says: str
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What would change against the version in force."""

    version: int
    published: Tally
    gained: Tally
    lost: Tally
    #: The newest of them.
    gained_shown: tuple[Catch, ...] = ()
    lost_shown: tuple[Catch, ...] = ()
    #: Alerts in a week with the version in force.
    alerts_per_week: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Backtest:
    """What a watchlist or query would have caught."""

    #: Empty for a query alone.
    watchlist: str
    query: str
    #: SHA-256 of the watchlist's text; empty for a query.
    body_hash: str = ""
    since: datetime
    until: datetime
    #: Articles in the archive in that time, and those that were looked at closely.
    archive: int
    looked_at: int
    #: Why every article had to be looked at; empty where the index narrowed it.
    unsieved: str = ""
    found: Tally
    days: tuple[Day, ...] = ()
    #: The busiest first.
    outlets: tuple[Share, ...] = ()
    languages: tuple[Share, ...] = ()
    best: tuple[Catch, ...] = ()
    doubtful: tuple[Catch, ...] = ()
    #: Alerts in a week: stories that would be told, after grouping and min_sources.
    alerts_per_week: float = 0.0
    #: Chats that receive the watchlist.
    chats: int = 0
    #: None where nothing is published under this id.
    against: Difference | None = None
    failed_cases: tuple[FailedCase, ...] = ()
    cases: int = 0
    #: Seconds.
    took: float = 0.0


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a backtest has come."""

    done: int
    of: int
    #: Articles caught so far.
    found: int


Made: TypeAlias = Callable[[], Catch]
_Key: TypeAlias = tuple[int, datetime, str]

# --- parts ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that the query, the version in force, or both hit."""

    article: str
    #: Under which its alert would be told: the first story of its development.
    story: str
    outlet: str
    lang: str
    seen_at: datetime
    #: New enough, and not of a feed's first poll.
    tells: bool
    by_query: bool
    by_published: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What a part of the archive gave."""

    looked_at: int = 0
    hits: tuple[Hit, ...] = ()
    #: Candidates for what is shown: enough of each sort, whatever the other parts hold.
    best: tuple[Catch, ...] = ()
    doubtful: tuple[Catch, ...] = ()
    gained: tuple[Catch, ...] = ()
    lost: tuple[Catch, ...] = ()


class Shown:
    """Gathers what is worth showing of one part; the proof of an article is made only where it will be shown."""

    def __init__(self) -> None:
        self._best = _Top()
        self._doubtful = _Top()
        self._gained = _Top()
        self._lost = _Top()

    def caught(self, reasons: Sequence[Reason], seen_at: datetime, article: str, make: Made) -> None:
        """An article that the query hits."""
        worth = score(reasons)
        self._best.offer((worth, seen_at, article), make)
        if any(WORTH[reason] < 0 for reason in reasons):
            self._doubtful.offer((-worth, seen_at, article), make)

    def gained(self, seen_at: datetime, article: str, make: Made) -> None:
        """One that the version in force does not hit."""
        self._gained.offer((0, seen_at, article), make)

    def lost(self, seen_at: datetime, article: str, make: Made) -> None:
        """One that only the version in force hits."""
        self._lost.offer((0, seen_at, article), make)

    def part(self, looked_at: int, hits: Sequence[Hit]) -> Part:
        """The part."""
        return Part(
            looked_at=looked_at,
            hits=tuple(hits),
            best=self._best.catches,
            doubtful=self._doubtful.catches,
            gained=self._gained.catches,
            lost=self._lost.catches,
        )


class _Top:
    """The highest few."""

    def __init__(self) -> None:
        self._heap: list[tuple[_Key, Catch]] = []

    @property
    def catches(self) -> tuple[Catch, ...]:
        return tuple(catch for _, catch in sorted(self._heap, key=lambda pair: pair[0], reverse=True))

    def offer(self, key: _Key, make: Made) -> None:
        if len(self._heap) < SHOWN:
            heappush(self._heap, (key, make()))
        elif key > self._heap[0][0]:
            heapreplace(self._heap, (key, make()))


def joined(parts: Iterable[Part]) -> Part:
    """Several parts as one."""
    listed = list(parts)
    caught = {catch.article: catch for part in listed for catch in (*part.best, *part.doubtful)}
    best = _best(caught.values())
    return Part(
        looked_at=sum(part.looked_at for part in listed),
        hits=tuple(sorted((hit for part in listed for hit in part.hits), key=_when)),
        best=best,
        doubtful=_doubtful(caught.values(), best),
        gained=_newest(catch for part in listed for catch in part.gained),
        lost=_newest(catch for part in listed for catch in part.lost),
    )


def _when(hit: Hit) -> tuple[datetime, str]:
    return hit.seen_at, hit.article


def _best(caught: Iterable[Catch]) -> tuple[Catch, ...]:
    """The highest scores, of equal ones the newest."""
    return tuple(nlargest(SHOWN, caught, key=lambda catch: (catch.score, catch.seen_at, catch.article)))


def _doubtful(caught: Iterable[Catch], best: Sequence[Catch]) -> tuple[Catch, ...]:
    """The lowest scores of those that something speaks against."""
    shown = {catch.article for catch in best}
    doubted = (catch for catch in caught if any(WORTH[reason] < 0 for reason in catch.reasons))
    left = (catch for catch in doubted if catch.article not in shown or catch.score < 0)
    return tuple(nlargest(SHOWN, left, key=lambda catch: (-catch.score, catch.seen_at, catch.article)))


def _newest(caught: Iterable[Catch]) -> tuple[Catch, ...]:
    return tuple(nlargest(SHOWN, caught, key=lambda catch: (catch.seen_at, catch.article)))


# --- counting ------------------------------------------------------------------------------------------


def tally(hits: Iterable[Hit]) -> Tally:
    """How many articles and stories."""
    listed = list(hits)
    return Tally(len(listed), len({hit.story for hit in listed}))


def days(hits: Sequence[Hit], since: datetime, until: datetime) -> tuple[Day, ...]:
    """Every day of the time, also those on which nothing was caught; a story counts on each of its days."""
    first, last = since.astimezone(UTC).date(), until.astimezone(UTC).date()
    articles: Counter[date] = Counter(hit.seen_at.astimezone(UTC).date() for hit in hits)
    stories = Counter(day for day, _ in {(hit.seen_at.astimezone(UTC).date(), hit.story) for hit in hits})
    every = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return tuple(Day(day, articles[day], stories[day]) for day in every)


def shares(hits: Sequence[Hit], key: str, names: Mapping[str, str]) -> tuple[Share, ...]:
    """By `outlet` or `lang`, the busiest first."""
    articles = Counter(getattr(hit, key) for hit in hits)
    stories = Counter(id_ for id_, _ in {(getattr(hit, key), hit.story) for hit in hits})
    return tuple(
        Share(id_, names.get(id_, id_), number, stories[id_])
        for id_, number in sorted(articles.items(), key=lambda item: (-item[1], item[0]))
    )


def sparkline(numbers: Sequence[int]) -> str:
    """One bar for each number, the highest full; nothing there is a dot."""
    highest = max(numbers, default=0)
    return "".join(_BARS[(number * len(_BARS) - 1) // highest] if number else "·" for number in numbers)


_BARS = "▁▂▃▄▅▆▇█"
