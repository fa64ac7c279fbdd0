"""How a feed is, from what its polls brought, and when that is worth a word. PURE: the moment is an argument.

A person should understand each state, and each has a remedy. What is remembered between polls is a `FeedRecord`; who is
told, and in which words, stands elsewhere.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import pairwise
from urllib.parse import urlsplit

from bot.model import FeedHealth, FeedRecord, MissedSpan
from bot.sources.entry import ParseReason
from bot.sources.fetched import FailureReason

#: Silence counts from so many times the longest pause that a feed has ever made, and from so long at least.
SILENT_PAUSES = 3
SILENT_LEAST = timedelta(days=3)
#: Of a feed that has shown one article only.
SILENT_UNKNOWN = timedelta(days=30)
#: An answer that takes so many seconds is slow, until answers take half of it.
SLOW = 10.0
_SMOOTHING = 0.3
#: A permanent redirect is believed when it has held for so long and been seen so often. RFC 9110 lets a client change
#: the address at once (15.4.2), but a server's mistake must not move a feed.
MOVE_HOLDS = timedelta(days=3)
MOVE_ANSWERS = 5
#: An adopted address that fails so often in a row is given up for the one in the outlets file.
MOVE_GIVEN_UP = 5
#: After a feed lost articles between two polls in its rhythm, it is said to have a short window for so long.
SHORT_FOR = timedelta(hours=24)
#: What was not read for longer than this lost articles by an outage, not by a short window.
OUTAGE = timedelta(hours=2)
#: A window of fewer entries says nothing about what fell out of it.
_LEAST_WINDOW = 3
#: Pauses fade by half in some six weeks of articles: a long one of last year is no rhythm.
_PAUSE_FADES = timedelta(days=60)

#: How long a state holds before it is worth a word.
PATIENCE = {
    FeedHealth.FAILING: timedelta(hours=2),
    FeedHealth.THROTTLED: timedelta(hours=6),
    FeedHealth.BLOCKED: timedelta(hours=1),
    FeedHealth.SLOW: timedelta(hours=24),
    FeedHealth.SILENT: timedelta(hours=6),
    FeedHealth.GONE: timedelta(),
    FeedHealth.MOVED: timedelta(),
    FeedHealth.SHORT: timedelta(),
}
#: Once there is something to tell, what would be told within this time is told with it.
GATHERED = timedelta(minutes=10)
#: States in which everything that an outlet publishes is read.
READ = frozenset({FeedHealth.WELL, FeedHealth.SLOW, FeedHealth.MOVED, FeedHealth.SHORT})
#: States in which there is nothing to mend before the outlets file is next edited.
FINE = frozenset({FeedHealth.WELL, FeedHealth.MOVED})

_OF_REASON = {
    FailureReason.GONE: FeedHealth.GONE,
    FailureReason.BLOCKED: FeedHealth.BLOCKED,
    FailureReason.THROTTLED: FeedHealth.THROTTLED,
    ParseReason.CHALLENGE: FeedHealth.BLOCKED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """A feed as it was before a poll."""

    #: As the outlets file says, and where it has moved, else "".
    url: str
    address: str
    health: FeedHealth
    record: FeedRecord
    last_ok_at: datetime | None
    #: Articles per hour, learned; None before the first answer.
    rate: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What an answer showed; a body that was not read, because it is the one we know, shows nothing new."""

    #: Times of the entries that have one; None where the body was not read.
    published_at: Sequence[datetime] | None = None
    entries: int = 0
    #: Entries that were not known before.
    fresh: int = 0
    seconds: float = 0.0
    #: Where permanent redirects led.
    permanent: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A feed after a poll."""

    health: FeedHealth
    reason: str
    record: FeedRecord
    #: Where it is polled from now on, if not where the outlets file says.
    address: str


def after_answer(before: Before, shown: Shown, now: datetime) -> Judged:
    """How a feed is after an answer, with a body or with 304."""
    record = replace(before.record, seconds=_smoothed(before.record.seconds, shown.seconds))
    record = _moved(before, record, shown.permanent, now)
    if shown.published_at is not None:
        record = _published(before, record, shown, shown.published_at, now)
    address = before.address
    if _is_believed(record, now):
        address = record.moved_to
        record = replace(record, moved_to="", moved_since=None, moved_answers=0)
    health, reason = _state(before, record, address, now)
    return Judged(health=health, reason=reason, record=record, address=address)


def after_failure(
    before: Before, reason: FailureReason | ParseReason | None, failures: int, detail: str
) -> Judged:
    """How a feed is after a poll without a feed; `failures` counts it in.

    An adopted address that fails is given up: the one in the outlets file is asked again.
    """
    health = _OF_REASON.get(reason, FeedHealth.FAILING) if reason is not None else FeedHealth.FAILING
    address = before.address
    if address and (health is FeedHealth.GONE or failures >= MOVE_GIVEN_UP):
        address = ""
        health = FeedHealth.FAILING
    return Judged(health=health, reason=detail[:500], record=before.record, address=address)


def is_silent_from(record: FeedRecord) -> datetime | None:
    """From when a feed that publishes nothing more counts as silent."""
    if record.published_at is None:
        return None
    pause = record.longest_pause
    if pause is None:
        return record.published_at + SILENT_UNKNOWN
    return record.published_at + max(pause * SILENT_PAUSES, SILENT_LEAST)


def told_at(health: FeedHealth, since: datetime, told: FeedHealth) -> datetime | None:
    """When the change from what was told last is worth a word; None where it is none."""
    if health is told or health is FeedHealth.NEW:
        return None
    if health is FeedHealth.WELL:
        return since if told is not FeedHealth.NEW else None
    return since + PATIENCE[health]


def _state(before: Before, record: FeedRecord, address: str, now: datetime) -> tuple[FeedHealth, str]:
    """The first that holds: what costs articles goes before what costs time."""
    if record.empty_since is not None:
        return FeedHealth.SILENT, "lists no articles"
    silent_from = is_silent_from(record)
    if silent_from is not None and now >= silent_from and record.published_at is not None:
        return FeedHealth.SILENT, f"nothing new since {record.published_at:%Y-%m-%d}"
    if record.slid_at is not None and now - record.slid_at < SHORT_FOR and record.missed is not None:
        return FeedHealth.SHORT, f"about {record.missed.missed} articles fell out before they were read"
    was_slow = before.health is FeedHealth.SLOW
    if record.seconds >= (SLOW / 2 if was_slow else SLOW):
        return FeedHealth.SLOW, f"answers take {record.seconds:.0f} s"
    if address:
        return FeedHealth.MOVED, f"moved for good to {address}"
    return FeedHealth.WELL, ""


def _smoothed(before: float, seconds: float) -> float:
    return round(before + _SMOOTHING * (seconds - before), 2) if before else round(seconds, 2)


def _moved(before: Before, record: FeedRecord, permanent: str, now: datetime) -> FeedRecord:
    """Counts the answers that came by the same permanent redirect; one without it forgets them."""
    asked = before.address or before.url
    # From https to http nobody moves on purpose.
    downgraded = urlsplit(asked).scheme == "https" and urlsplit(permanent).scheme != "https"
    if not permanent or permanent == asked or downgraded:
        return replace(record, moved_to="", moved_since=None, moved_answers=0)
    if permanent != record.moved_to:
        return replace(record, moved_to=permanent, moved_since=now, moved_answers=1)
    return replace(record, moved_answers=record.moved_answers + 1)


def _is_believed(record: FeedRecord, now: datetime) -> bool:
    return (
        record.moved_since is not None
        and now - record.moved_since >= MOVE_HOLDS
        and record.moved_answers >= MOVE_ANSWERS
    )


def _published(
    before: Before, record: FeedRecord, shown: Shown, times: Sequence[datetime], now: datetime
) -> FeedRecord:
    """What a body that was read says of the feed's rhythm, and of what fell out of its window."""
    if not shown.entries:
        return replace(record, empty_since=record.empty_since or now) if record.published_at else record
    # A feed without dates publishes when something new is seen.
    newest = max(times) if times else (now if shown.fresh else record.published_at)
    known = record.published_at
    if newest is None or (known is not None and newest < known):
        newest = known
    missed = _missed(before, shown, times)
    slid = missed is not None and before.last_ok_at is not None and now - before.last_ok_at < OUTAGE
    return replace(
        record,
        empty_since=None,
        published_at=newest,
        longest_pause=_longest_pause(record, times, newest),
        missed=missed or record.missed,
        slid_at=now if slid else record.slid_at,
    )


def _longest_pause(
    record: FeedRecord, times: Sequence[datetime], newest: datetime | None
) -> timedelta | None:
    known = record.published_at
    ordered = sorted({*times} | ({known} if known is not None else set()))
    # What lies before the last known article may have fallen out of the window: that pause is not the feed's.
    pauses = [after - one for one, after in pairwise(ordered)]
    if record.longest_pause is not None and known is not None and newest is not None:
        pauses.append(record.longest_pause * math.exp(-((newest - known) / _PAUSE_FADES)))
    return max(pauses, default=None)


def _missed(before: Before, shown: Shown, times: Sequence[datetime]) -> MissedSpan | None:
    """The time between what was known and what is listed, where nothing of the list was known.

    A feed whose entries all got new ids lists old times as well, and has lost nothing.
    """
    known = before.record.published_at
    if known is None or shown.fresh < shown.entries or len(times) < max(_LEAST_WINDOW, shown.entries / 2):
        return None
    oldest, newest = min(times), max(times)
    if oldest <= known:
        return None
    window = max((newest - oldest) / timedelta(hours=1), 0.1)
    dense = (len(times) - 1) / window
    # The learned rate is of many days, the window's of this hour: what happened between was likely between.
    rate = math.sqrt(dense * before.rate) if before.rate else dense
    about = round(rate * ((oldest - known) / timedelta(hours=1)))
    return MissedSpan(began_at=known, ended_at=oldest, missed=about) if about >= 1 else None
