"""Which story an article belongs to: online, in one pass, by the likeness of articles within a sliding window.

How alike two articles are is `similarity`'s business; what of an article counts is `features`'.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.stories.dates import When, hours
from bot.stories.features import Features
from bot.stories.similarity import SHIPPED, Keys, Likeness, Record, Weights, likeness

#: Postings looked at for one article, newest first within a common feature.
_BUDGET = 4000
_LONGEST_LIST = 700
#: Stories compared in full, and articles compared of each.
_STORIES = 8
_MEMBERS = 5
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


@dataclass(slots=True)
class _Story:
    """The articles of a story in the window, and when it was last told of."""

    members: list[Record]
    roundup: bool = False

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

    def __init__(self, weights: Weights = SHIPPED) -> None:
        self.weights = weights
        self._keys = Keys(weights)
        self._records: dict[str, Record] = {}
        self._stories: dict[str, _Story] = {}
        self._postings: dict[int, list[Record]] = {}
        self._leads: dict[int, list[Record]] = {}

    def __len__(self) -> int:
        return len(self._records)

    def story_of(self, article: str) -> str | None:
        """The story of an article of the window."""
        record = self._records.get(article)
        return record.story if record else None

    def place(self, features: Features) -> Placement:
        """Decide: join the story that is most alike, or open one with the article's own id."""
        own = features.article
        if known := self._records.get(own):
            return Placement(known.story, opened=False, reason="already placed", similarity=1.0, like=own)
        if features.is_roundup:
            return Placement(own, opened=True, reason="a live page or round-up tells of many events")
        record = Record(features, self._keys)
        judged = sorted(self._judged(record), key=lambda each: (-each.value, each.story))
        joins = [
            each
            for each in judged
            if each.hours <= self.weights.window_hours and each.value >= self.weights.join
        ]
        taken = joins[0] if joins else None
        nearest = self._nearest(judged, taken.story if taken else own)
        if taken is None:
            return Placement(
                own,
                opened=True,
                reason=self._why_new(judged, nearest),
                nearest=nearest.story if nearest else None,
            )
        return Placement(
            taken.story,
            opened=False,
            reason=self._why_same(taken),
            nearest=nearest.story if nearest else None,
            similarity=round(taken.value, 2),
            like=taken.record.article,
        )

    def add(self, features: Features, story: str) -> None:
        """Remember an article in its story. Doing it again moves the article; an admin's merge or split is that."""
        if features.article in self._records:
            self.drop(features.article)
        record = Record(features, self._keys, story)
        self._records[record.article] = record
        kept = self._stories.setdefault(story, _Story([]))
        kept.members.append(record)
        kept.roundup = kept.roundup or features.is_roundup
        self._keys.articles += 1
        for key in record.keys:
            self._keys.counts[key] += 1
        if features.is_roundup:
            return
        for key in record.keys:
            self._postings.setdefault(key, []).append(record)
        if record.lead:
            self._leads.setdefault(record.lead, []).append(record)

    def drop(self, article: str) -> None:
        """Forget one article."""
        record = self._records.get(article)
        if record is not None:
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
        gone = {id(record) for record in records}
        for record in records:
            del self._records[record.article]
            story = self._stories[record.story]
            story.members.remove(record)
            if not story.members:
                del self._stories[record.story]
            for key in record.keys:
                self._keys.counts[key] -= 1
        self._keys.articles -= len(records)
        for key in {key for record in records for key in record.keys}:
            _prune(self._postings, key, gone)
        for lead in {record.lead for record in records if record.lead}:
            _prune(self._leads, lead, gone)

    def _judged(self, record: Record) -> Iterator[_Judged]:
        for name in self._candidates(record):
            story = self._stories[name]
            gap = story.gap(record.when)
            if gap <= self.weights.link_hours:
                yield self._judge(record, name, story, gap)

    def _judge(self, record: Record, name: str, story: _Story, gap: float) -> _Judged:
        members = (
            story.members
            if len(story.members) <= _MEMBERS
            else [story.members[0], *story.members[1 - _MEMBERS :]]
        )
        found = [(likeness(record, member, self._keys, self.weights), member) for member in members]
        best, like = max(found, key=lambda pair: (pair[0].value, pair[1].article))
        mean = sum(pair[0].value for pair in found) / len(found)
        share = 1.0 if "copy" in best.contradictions else self.weights.best
        plain = max(pair[0].plain for pair in found)
        return _Judged(name, share * best.value + (1 - share) * mean, plain, best, like, gap)

    def _candidates(self, record: Record) -> list[str]:
        """Stories that share the most telling features, best first."""
        points: dict[str, float] = {}
        per_record: dict[int, float] = {}
        owners: dict[int, Record] = {}
        left = _BUDGET
        worth = sorted(
            (
                (self._keys.worth(key) * weight, key)
                for key, weight in zip(record.keys, record.weights, strict=True)
            ),
            reverse=True,
        )
        for value, key in worth:
            if left <= 0:
                break
            for other in self._postings.get(key, ())[-_LONGEST_LIST:]:
                number = id(other)
                per_record[number] = per_record.get(number, 0.0) + value
                owners[number] = other
                left -= 1
        for other in self._leads.get(record.lead, ())[-_MEMBERS:] if record.lead else ():
            per_record[id(other)] = per_record.get(id(other), 0.0) + 100.0
            owners[id(other)] = other
        for number, value in per_record.items():
            story = owners[number].story
            points[story] = max(points.get(story, 0.0), value)
        return sorted(points, key=lambda story: (-points[story], story))[:_STORIES]

    def _nearest(self, judged: Iterable[_Judged], own: str) -> _Judged | None:
        others = [each for each in judged if each.story != own and each.plain >= self.weights.link]
        return max(others, key=lambda each: (each.plain, each.story), default=None)

    def _why_same(self, taken: _Judged) -> str:
        if "copy" in taken.best.contradictions:
            return f"copy of {taken.record.article}"
        return (
            f"same event as {taken.record.article}: {self._named(taken.best)}; similarity {taken.value:.2f}"
        )

    def _why_new(self, judged: Sequence[_Judged], nearest: _Judged | None) -> str:
        if nearest is None:
            return "nothing alike in the window"
        if nearest.hours > self.weights.window_hours:
            why = f"{nearest.hours / 24:.0f} days apart"
        elif nearest.best.contradictions:
            why = "; ".join(nearest.best.contradictions)
        else:
            why = f"similarity {nearest.value:.2f}"
        return f"another event than {nearest.record.article} ({self._named(nearest.best)}): {why}"

    def _named(self, found: Likeness) -> str:
        names: list[str] = []
        for key in found.shared:
            letter, _, name = self._keys.names[key].partition(":")
            shown = name.replace(":", " ").replace("-", " ") if letter != "q" else name
            if shown not in names and not (letter == "q" and any(shown in other.split() for other in names)):
                names.append(shown)
        return ", ".join(names[:_NAMED_IN_REASON]) or "the same words"


def _prune(postings: dict[int, list[Record]], key: int, gone: set[int]) -> None:
    kept = [record for record in postings.get(key, ()) if id(record) not in gone]
    if kept:
        postings[key] = kept
    else:
        postings.pop(key, None)
