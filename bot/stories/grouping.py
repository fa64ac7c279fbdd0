"""Which story an article belongs to: online, in one pass, by the likeness of articles within a sliding window.

How alike two articles are is `similarity`'s business; what of an article counts is `features`'.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from heapq import nlargest

from bot.stories.archive import EMPTY, Archive
from bot.stories.dates import When, hours
from bot.stories.features import Features
from bot.stories.records import Commonness, Record, number_of
from bot.stories.similarity import COPY, Comparison, Likeness
from bot.stories.weights import SHIPPED, Weights

#: Articles looked at for one article, and of those that share one common feature the newest.
_BUDGET = 2500
_NEWEST = 400
#: Candidates by shared features, stories compared in full, and articles compared of each.
_CANDIDATES = 40
_STORIES = 7
_MEMBERS = 4
#: What a candidate must share, against the best one.
_LEAST_SHARED = 0.25
_COPY_BONUS = 100.0
_NAMED_IN_REASON = 5


@dataclass(frozen=True, slots=True)
class Placement:
    """Where an article goes, and why. `nearest` is the story of the same development that is another event."""

    story: str
    opened: bool
    reason: str
    nearest: str | None = None
    similarity: float = 0.0
    #: The article of the story that is most alike; empty where a story is opened.
    like: str = ""
    #: Why `nearest` is another event, in words; empty where nothing was near.
    rejected: str = ""


@dataclass(slots=True)
class _Story:
    """The articles of a story in the window, in order of arrival."""

    members: list[Record]

    def compared(self) -> list[Record]:
        """The first article and the newest."""
        return (
            self.members
            if len(self.members) <= _MEMBERS
            else [self.members[0], *self.members[1 - _MEMBERS :]]
        )

    def gap(self, moment: When) -> float:
        """Hours from the nearest exactly dated article; from the vague ones where there is no other."""
        exact = [record.when for record in self.members if record.when.precision in ("time", "day")]
        return min(known.gap(moment) for known in exact or [record.when for record in self.members])


@dataclass(frozen=True, slots=True)
class _Judged:
    story: str
    value: float
    plain: float
    best: Likeness
    record: Record
    hours: float


class Grouper:
    """The window of recent articles with the story of each. `place` decides and changes nothing; `add` remembers."""

    def __init__(self, weights: Weights = SHIPPED, archive: Archive = EMPTY) -> None:
        self.weights = weights
        self._commonness = Commonness(weights, archive)
        #: Articles that an admin put into a story, and the stories that were made so.
        self._pins: dict[str, str] = {}
        self._by_hand: set[str] = set()
        self._by_article: dict[str, Record] = {}
        self._by_slot: dict[int, Record] = {}
        self._next_slot = 0
        self._stories: dict[str, _Story] = {}
        #: First words of the body to slots, by which copies find each other under other headlines.
        self._leads: dict[int, list[int]] = {}

    def __len__(self) -> int:
        return len(self._by_article)

    @property
    def archive(self) -> Archive:
        """What the archive taught; `learn` replaces it."""
        return self._commonness.archive

    def learn(self, archive: Archive) -> None:
        """Weigh by a newer archive from now on."""
        self._commonness.archive = archive

    def pin(self, article: str, story: str, *, beside: Iterable[str] = ()) -> None:
        """An admin's word: the article belongs to that story, whatever the grouper thinks, also where it comes again.

        Within stories made or parted by hand (this one and those `beside` it) the most alike article decides, not the
        average, so that what follows goes to the part that it follows.
        """
        self._pins[article] = story
        self._by_hand |= {story, *beside}

    def story_of(self, article: str) -> str | None:
        """The story of an article of the window."""
        record = self._by_article.get(article)
        return record.story if record else None

    def place(self, features: Features) -> Placement:
        """Decide: join the story that is most alike, or open one with the article's own id."""
        own = features.article
        if known := self._by_article.get(own):
            return Placement(known.story, opened=False, reason="already placed", similarity=1.0, like=own)
        if by_admin := self._pins.get(own):
            opened = by_admin not in self._stories
            return Placement(by_admin, opened=opened, reason="put there by an admin", similarity=1.0)
        if features.is_roundup:
            return Placement(own, opened=True, reason="a live page or round-up tells of many events")
        names = {number_of(key): _shown(key, features.names) for key in features.terms}
        judged = sorted(self._judged(Record(features)), key=lambda each: (-each.value, each.story))
        limit = self.weights.window_hours
        taken = next(
            (each for each in judged if each.hours <= limit and each.value >= self.weights.join), None
        )
        near = self._nearest(judged, taken.story if taken else own)
        nearest = near.story if near else None
        rejected = self._why_other(near, names) if near else ""
        if taken is None:
            reason = rejected or "nothing alike in the window"
            return Placement(own, opened=True, reason=reason, nearest=nearest, rejected=rejected)
        return Placement(
            taken.story,
            opened=False,
            reason=_why_same(taken, names),
            nearest=nearest,
            similarity=round(taken.value, 2),
            like=taken.record.article,
            rejected=rejected,
        )

    def add(self, features: Features, story: str) -> None:
        """Remember an article in its story. Doing it again moves the article; an admin's merge or split is that."""
        self.drop(features.article)
        record = Record(features, story)
        record.slot = self._next_slot
        self._next_slot += 1
        self._by_article[record.article] = record
        self._by_slot[record.slot] = record
        self._stories.setdefault(story, _Story([])).members.append(record)
        # A round-up is kept, so that it is known, but nothing can find it.
        if not features.is_roundup:
            self._commonness.put(record.keys, record.slot)
            if record.lead:
                self._leads.setdefault(record.lead, []).append(record.slot)
        else:
            record.keys = record.keys[:0]
            record.weights = b""

    def transfer(self, article: str, story: str) -> None:
        """Move an article of the window into another story; one that left the window is passed over."""
        if record := self._by_article.get(article):
            members = self._stories[record.story].members
            members.remove(record)
            if not members:
                del self._stories[record.story]
            record.story = story
            self._stories.setdefault(story, _Story([])).members.append(record)

    def drop(self, article: str) -> None:
        """Forget one article, if it is known."""
        if record := self._by_article.get(article):
            self._remove([record])

    def forget(self, before: datetime) -> None:
        """Forget stories of which nothing was told since `before`."""
        limit = hours(before)
        over = [
            story
            for story in self._stories.values()
            if all(record.when.end < limit for record in story.members)
        ]
        self._remove([record for story in over for record in story.members])

    def _remove(self, records: Sequence[Record]) -> None:
        for record in records:
            del self._by_article[record.article]
            del self._by_slot[record.slot]
            story = self._stories[record.story]
            story.members.remove(record)
            if not story.members:
                del self._stories[record.story]
            if record.lead and record.lead in self._leads:
                left = [slot for slot in self._leads[record.lead] if slot != record.slot]
                self._leads[record.lead] = left
                if not left:
                    del self._leads[record.lead]
        self._commonness.take({record.slot: record.keys for record in records if len(record.keys)})

    def _judged(self, record: Record) -> Iterator[_Judged]:
        comparison = Comparison(record, self._commonness, self.weights)
        for name in self._candidates(record):
            story = self._stories[name]
            gap = story.gap(record.when)
            if gap <= self.weights.link_hours:
                yield self._judge(comparison, name, story, gap)

    def _judge(self, comparison: Comparison, name: str, story: _Story, gap: float) -> _Judged:
        found = [(comparison.likeness(member), member) for member in story.compared()]
        best, like = max(found, key=lambda pair: (pair[0].value, pair[1].article))
        mean = sum(pair[0].value for pair in found) / len(found)
        alone = COPY in best.contradictions or name in self._by_hand
        share = 1.0 if alone else self.weights.best
        plain = max(pair[0].plain for pair in found)
        return _Judged(name, share * best.value + (1 - share) * mean, plain, best, like, gap)

    def _candidates(self, record: Record) -> list[str]:
        """Stories with the articles that share the most telling features, best first.

        Rare features are followed to all their articles, common ones to the newest.
        """
        points: dict[int, float] = {}
        left = _BUDGET
        worths = ((self._commonness.worth(key) * weight, key) for key, weight in record.pairs())
        for value, key in sorted(worths, reverse=True):
            slots = self._commonness.having(key)
            for slot in slots if len(slots) <= _NEWEST else slots[-_NEWEST:]:
                points[slot] = points.get(slot, 0.0) + value
            left -= min(len(slots), _NEWEST)
            if left <= 0:
                break
        for slot in self._leads.get(record.lead, ())[-_MEMBERS:] if record.lead else ():
            points[slot] = points.get(slot, 0.0) + _COPY_BONUS
        floor = _LEAST_SHARED * max(points.values(), default=0.0)
        likely = ((value, slot) for slot, value in points.items() if value >= floor)
        best = nlargest(_CANDIDATES, likely)
        return list(dict.fromkeys(self._by_slot[slot].story for _, slot in best))[:_STORIES]

    def _nearest(self, judged: Iterable[_Judged], own: str) -> _Judged | None:
        others = [each for each in judged if each.story != own and each.plain >= self.weights.link]
        return max(others, key=lambda each: (each.plain, each.story), default=None)

    def _why_other(self, near: _Judged, names: Mapping[int, str]) -> str:
        if near.hours > self.weights.window_hours:
            why = f"{near.hours / 24:.0f} days apart"
        else:
            why = "; ".join((*near.best.contradictions, f"similarity {near.value:.2f}"))
        return f"another event than {near.record.article} ({_named(near.best, names)}): {why}"


def _why_same(taken: _Judged, names: Mapping[int, str]) -> str:
    if COPY in taken.best.contradictions:
        return f"copy of {taken.record.article}"
    return f"same event as {taken.record.article}: {_named(taken.best, names)}; similarity {taken.value:.2f}"


def _shown(key: str, names: Mapping[str, str]) -> str:
    """A feature key as people read it."""
    letter, _, name = key.partition(":")
    if key in names:
        return names[key]
    return name.replace(":", " ") if letter in "qu" else name.replace("-", " ")


def _named(found: Likeness, names: Mapping[int, str]) -> str:
    """What two articles share, in words."""
    shown: list[str] = []
    for number in found.shared:
        text = names[number]
        if text not in shown and not any(text in other.split() for other in shown):
            shown.append(text)
    return ", ".join(shown[:_NAMED_IN_REASON]) or "the same words"
