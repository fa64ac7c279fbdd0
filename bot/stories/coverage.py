"""Who carries a story, and who usually tells of the same and is silent. How it is said stands in `bot.alerts.coverage`.

What an article is about is counted by its concepts; who carried which stories about the same comes from the store.
"""

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from bot.model import Field, Outlet
from bot.stories.features import Hit

#: Types of concepts that say what a story is about; acts and roles are too common.
_SUBJECTS = frozenset({"country", "place", "person", "force", "organisation"})
#: Where neither headline nor summary names anything, so much of the body is looked at.
_OPENING = 600
#: One-sided 90 % of a normal distribution, for the lower bound of a share (Wilson 1927).
_Z = 1.2816
#: Fewer earlier stories say nothing about an outlet.
_FEWEST = 4
#: So many others must have carried an earlier story for a silence about it to count.
_OTHERS = 2
#: Before this age of a story many are only slow.
_EARLY = timedelta(hours=6)


class Habit(StrEnum):
    """How surely an outlet tells such stories: by the lower bound of the share that it told."""

    NEARLY_ALWAYS = "nearly always"
    USUALLY = "usually"
    OFTEN = "often"


_LEAST = ((0.8, Habit.NEARLY_ALWAYS), (0.6, Habit.USUALLY), (0.4, Habit.OFTEN))


@dataclass(frozen=True, slots=True)
class Told:
    """An outlet that carried an earlier story about the same, with the moment that story began."""

    story: str
    outlet: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Carrier:
    """An outlet that carries the story."""

    outlet: Outlet
    at: datetime


@dataclass(frozen=True, slots=True)
class Silent:
    """An outlet that does not, though it told `carried` of `of` earlier stories about the same."""

    outlet: Outlet
    carried: int
    of: int
    habit: Habit
    #: None of its feeds can be read at present: its silence may be our blindness.
    unread: bool


@dataclass(frozen=True, slots=True)
class Coverage:
    """Who tells a story and who does not."""

    story: str
    #: What was compared by: ids of concepts.
    subjects: tuple[str, ...]
    #: In order of arrival.
    carriers: tuple[Carrier, ...]
    #: The surest first; those that cannot be read last.
    silent: tuple[Silent, ...]
    #: Earlier stories that were compared with.
    compared: int
    first_seen_at: datetime
    #: The story is so young that silence says little.
    early: bool
    #: Titles by language of the concepts in `subjects` and of camps that are concepts, by id.
    titles: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def subjects(hits: Iterable[Hit]) -> tuple[str, ...]:
    """Ids of the concepts that an article is about: those of its headline and summary, else of its opening; sorted."""
    named = [hit for hit in hits if hit.type in _SUBJECTS]
    ahead = {
        hit.concept for hit in named if any(span.field in (Field.TITLE, Field.SUMMARY) for span in hit.spans)
    }
    opening = {hit.concept for hit in named if any(span.start < _OPENING for span in hit.spans)}
    return tuple(sorted(ahead or opening))


def shared_subjects(articles: Sequence[Collection[str]], *, most: int = 6) -> tuple[str, ...]:
    """What a story is about: the concepts that at least half of its articles name, the commonest first."""
    counted = Counter(concept for article in articles for concept in article)
    least = max(1, math.ceil(len(articles) / 2))
    ranked = sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    return tuple(concept for concept, number in ranked if number >= least)[:most]


def coverage(
    story: str,
    carriers: Sequence[Carrier],
    outlets: Mapping[str, Outlet],
    told: Iterable[Told],
    *,
    about: Sequence[str],
    unread: Collection[str],
    now: datetime,
) -> Coverage:
    """Who carries a story, and who is silent about it.

    Args:
        story: its id.
        carriers: who had an article in it and when; an outlet may stand there more than once.
        outlets: those that are polled, by id; others are not expected to tell anything.
        told: who carried which earlier stories about the same.
        about: the concepts that this was looked up by.
        unread: ids of outlets none of whose feeds can be read at present.
        now: the moment of asking.

    Returns:
        An outlet is silent where the lower bound (Wilson, one-sided 90 %) of its share in the earlier stories that two
        others carried is at least 0.4; an outlet counts from its first such story on, and only with four or more.
    """
    first: dict[str, Carrier] = {}
    for carrier in sorted(carriers, key=lambda carrier: carrier.at):
        first.setdefault(carrier.outlet.id, carrier)
    began = min((carrier.at for carrier in first.values()), default=now)
    by_story: dict[str, set[str]] = {}
    started: dict[str, datetime] = {}
    for each in told:
        by_story.setdefault(each.story, set()).add(each.outlet)
        started[each.story] = min(each.at, started.get(each.story, each.at))
    silent = [
        found
        for id_, outlet in outlets.items()
        if id_ not in first and (found := _silent(outlet, by_story, started, unread=id_ in unread))
    ]
    return Coverage(
        story=story,
        subjects=tuple(about),
        carriers=tuple(first.values()),
        silent=tuple(sorted(silent, key=_surest)),
        compared=sum(len(carried) >= _OTHERS for carried in by_story.values()),
        first_seen_at=began,
        early=now - began < _EARLY,
    )


def _surest(silent: Silent) -> tuple[bool, float, str]:
    return (silent.unread, -lower_bound(silent.carried, silent.of), silent.outlet.id)


def _silent(
    outlet: Outlet, by_story: Mapping[str, set[str]], started: Mapping[str, datetime], *, unread: bool
) -> Silent | None:
    own = [started[story] for story, carriers in by_story.items() if outlet.id in carriers]
    if not own:
        return None
    since = min(own)
    compared = [
        carriers
        for story, carriers in by_story.items()
        if started[story] >= since and len(carriers - {outlet.id}) >= _OTHERS
    ]
    carried = sum(outlet.id in carriers for carriers in compared)
    share = lower_bound(carried, len(compared))
    habit = next((habit for least, habit in _LEAST if share >= least), None)
    if len(compared) < _FEWEST or habit is None:
        return None
    return Silent(outlet, carried, len(compared), habit, unread)


def lower_bound(part: int, whole: int) -> float:
    """The share that an outlet tells at least, as far as so few stories can say: Wilson's lower bound."""
    if not whole:
        return 0.0
    share, slack = part / whole, _Z * _Z / whole
    middle = share + slack / 2
    return (middle - _Z * math.sqrt(share * (1 - share) / whole + slack / (4 * whole))) / (1 + slack)
