"""What the archive taught of how common features are, day by day: bounded, small, and the same for the same articles.

Without an archive the shipped shares of `weights` stand; how they weigh in the window is `records`' business.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

#: Features that are remembered: the most common ones, since of a rare one its class says enough.
MOST_FEATURES = 20_000
#: A feature that so few articles had is rare, however many articles there were.
_FEWEST = 3.0
#: What is left of every count a day later: the news of two months ago count for half.
_KEPT = 0.99


@dataclass(frozen=True, slots=True)
class Archive:
    """Counts of articles by feature, up to and with a day."""

    #: The last day that is counted in; None for an empty archive.
    through: date | None = None
    articles: float = 0.0
    counts: Mapping[int, float] = field(default_factory=dict)

    def fold(self, day: date, articles: Iterable[Iterable[int]]) -> "Archive":
        """The archive with one more day: the feature keys of each of its articles. A day that is counted in changes nothing."""
        if self.through is not None and day <= self.through:
            return self
        days = (day - self.through).days if self.through else 0
        kept = _KEPT**days
        counts = {key: count * kept for key, count in self.counts.items()}
        number = 0
        for keys in articles:
            number += 1
            for key in set(keys):
                counts[key] = counts.get(key, 0.0) + 1.0
        common = [(key, count) for key, count in counts.items() if count >= _FEWEST]
        common.sort(key=lambda pair: (-pair[1], pair[0]))
        return Archive(day, self.articles * kept + number, dict(common[:MOST_FEATURES]))

    def share(self, key: int, usual: float, prior: float) -> float:
        """The share of articles that have a feature: `usual` is its class's, worth `prior` articles."""
        return (self.counts.get(key, 0.0) + usual * prior) / (self.articles + prior)

    def dump(self) -> str:
        """As text for the store."""
        counts = {str(key): round(count, 2) for key, count in sorted(self.counts.items())}
        through = self.through.isoformat() if self.through else None
        return json.dumps({"through": through, "articles": round(self.articles, 2), "counts": counts})

    @classmethod
    def load(cls, text: str | None) -> "Archive":
        """From the store's text; an empty archive where there is none."""
        if not text:
            return cls()
        told = json.loads(text)
        through = date.fromisoformat(told["through"]) if told["through"] else None
        return cls(through, told["articles"], {int(key): count for key, count in told["counts"].items()})


EMPTY = Archive()
