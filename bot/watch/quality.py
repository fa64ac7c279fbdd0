"""How right a watchlist is, version by version: on articles of which somebody said whether they belong to it.

Precision is the share of such articles that a version hits and that are relevant; recall the share of the relevant ones that
it hits. Both come with the interval in which the true share lies with 95 % (Wilson, 1927), wide where little is known.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import sqrt

from bot.language import Document
from bot.model import Outlet
from bot.watch.concepts import Library
from bot.watch.index import Index
from bot.watch.tree import Query, QueryError

#: Of the normal distribution, for 95 %.
_Z = 1.96
#: Below so many articles a share says little, and is told so.
FEW = 20


@dataclass(frozen=True, slots=True)
class Rate:
    """So many of so many."""

    good: int
    of: int

    @property
    def share(self) -> float | None:
        """0 to 1; None of nothing."""
        return self.good / self.of if self.of else None

    @property
    def interval(self) -> tuple[float, float]:
        """Where the true share lies with 95 % (Wilson's score interval); 0 to 1 of nothing."""
        if not self.of:
            return 0.0, 1.0
        share, square = self.good / self.of, _Z * _Z / self.of
        middle = (share + square / 2) / (1 + square)
        half = _Z / (1 + square) * sqrt(share * (1 - share) / self.of + square / (4 * self.of))
        return max(0.0, middle - half), min(1.0, middle + half)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """An article of which it is known whether it belongs to the watchlist."""

    document: Document
    relevant: bool
    outlet: Outlet | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionText:
    """A version as it is stored; `tree` None where its text cannot be read any more."""

    version: int
    at: datetime
    tree: Query | None


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionQuality:
    """How right one version is, on what is known today."""

    version: int
    at: datetime
    precision: Rate
    recall: Rate
    #: What readers said of hits that were made with this version, relevant of all.
    said: Rate


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """How right a watchlist is, oldest version first, and what the figures are made of."""

    watchlist: str
    versions: tuple[VersionQuality, ...]
    #: Articles that readers found relevant, or not; and those of which they said both as often.
    relevant: int
    irrelevant: int
    disputed: int
    #: Cases of the version in force.
    hit_cases: int
    miss_cases: int


def rated(
    versions: Sequence[VersionText],
    known: Collection[Known],
    said: Mapping[int, Rate],
    library: Library,
) -> tuple[VersionQuality, ...]:
    """Every version that can still be read, on all that is known; with the concepts of today.

    Args:
        versions: oldest first.
        known: articles.
        said: by version, what readers said of its hits.
        library: of concepts; a version that names one which is gone is left out.
    """
    index = Index(library)
    able: list[VersionText] = []
    for one in versions:
        try:
            if one.tree is not None:
                index.put(f"{one.version}", one.tree)
                able.append(one)
        except QueryError:
            continue
    good: dict[str, int] = {}
    bad: dict[str, int] = {}
    for each in known:
        for id_ in index.hits(each.document, each.outlet):
            counts = good if each.relevant else bad
            counts[id_] = counts.get(id_, 0) + 1
    relevant = sum(each.relevant for each in known)
    return tuple(
        VersionQuality(
            version=one.version,
            at=one.at,
            precision=Rate(hit := good.get(f"{one.version}", 0), hit + bad.get(f"{one.version}", 0)),
            recall=Rate(hit, relevant),
            said=said.get(one.version, Rate(0, 0)),
        )
        for one in able
    )
