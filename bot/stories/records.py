"""An article as the window keeps it, small, and how common each feature is in the window."""

import math
import zlib
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.stories.archive import EMPTY, Archive
from bot.stories.dates import When, when
from bot.stories.event_types import types_of
from bot.stories.features import Features
from bot.stories.numbers import TOLLS
from bot.stories.weights import CLASSES, DULL, DULLNESS, Weights

#: Weights within an article are kept in bytes, in steps of 1/100.
_STEP = 100
#: The weight of what stands in a headline's main clause.
HEADLINE = 1.5
_CLASS_BITS = 4
CLASS_MASK = (1 << _CLASS_BITS) - 1
WORD, NAME = CLASSES.index("w"), CLASSES.index("s")
#: Names of persons, groups and what no dictionary has.
NAMES = frozenset(map(CLASSES.index, "sna"))
#: Numbers, bare and with what they count.
NUMBERS = frozenset(map(CLASSES.index, "qu"))
PLACE, _CITY, _AMOUNT = CLASSES.index("p"), CLASSES.index("c"), CLASSES.index("u")
_NOTHING: Mapping[str, tuple[float, ...]] = {}


def number_of(key: str) -> int:
    """A feature key as a number: 32 bits of its CRC and its class in the lowest four."""
    return zlib.crc32(key.encode()) << _CLASS_BITS | CLASSES.index(key[0])


class Record:
    """What of an article's features comparing needs: numbered keys with their weights, and what may contradict."""

    __slots__ = (
        "acts", "again", "agents", "amounts", "article", "cities", "countries", "days", "keys", "known", "lang", "lead", "outlet", "phase", "scores", "sketch", "slot",
        "story", "tolls", "update", "weights", "when",
    )  # fmt: skip

    def __init__(self, features: Features, story: str = "") -> None:
        self.article = features.article
        self.outlet = features.outlet
        self.story = story
        self.slot = -1
        self.lang = features.lang
        self.when: When = when(features)
        self.phase = features.phase
        self.update = features.update
        self.tolls: Mapping[str, tuple[float, ...]] = features.tolls or _NOTHING
        self.scores = features.scores
        self.lead = features.lead
        pairs = sorted((number_of(key), weight) for key, weight in features.terms.items())
        self.keys = array("Q", (number for number, _ in pairs))
        self.weights = bytes(min(255, round(weight * _STEP)) for _, weight in pairs)
        earlier = frozenset(map(number_of, features.behind))
        self.countries = _places(pairs, PLACE, earlier)
        self.cities = _places(pairs, _CITY, earlier)
        self.agents = _shared_numbers(tuple(number_of(key) for key in features.agents))
        self.again = features.again
        self.known = features.known
        self.days = features.days
        self.acts = _acts(features.terms, features.behind)
        self.amounts = _amounts(features.terms)
        self.sketch = array("I", features.sketch) if features.sketch else None

    def pairs(self) -> Iterable[tuple[int, float]]:
        """Key numbers with their weights in this article."""
        return zip(self.keys, [weight / _STEP for weight in self.weights], strict=True)


@dataclass(frozen=True, slots=True)
class Places:
    """Key numbers of the countries or cities of an article, and of those in its headline."""

    all: frozenset[int]
    headline: frozenset[int]


@dataclass(frozen=True, slots=True)
class Acts:
    """Types of the events of an article, of those that its headline tells, and of those it tells as what came before."""

    all: frozenset[str]
    headline: frozenset[str]
    behind: frozenset[str]


_NOWHERE = Places(frozenset(), frozenset())


def _places(pairs: Iterable[tuple[int, float]], kind: int, behind: frozenset[int]) -> Places:
    """The places of one kind, without those that the headline tells as what came before."""
    found = [
        (number, weight)
        for number, weight in pairs
        if number & CLASS_MASK == kind and (weight >= HEADLINE or number not in behind)
    ]
    if not found:
        return _NOWHERE
    return _shared_places(
        tuple(number for number, _ in found), tuple(number for number, weight in found if weight >= HEADLINE)
    )


@lru_cache(maxsize=4096)
def _shared_places(everywhere: tuple[int, ...], headline: tuple[int, ...]) -> Places:
    """The same few places fill the news: articles share one object for them."""
    return Places(frozenset(everywhere), frozenset(headline))


@lru_cache(maxsize=4096)
def _shared_numbers(numbers: tuple[int, ...]) -> frozenset[int]:
    return frozenset(numbers)


def _acts(terms: Mapping[str, float], behind: Sequence[str]) -> Acts:
    acts = {key: weight for key, weight in terms.items() if key[0] == "e"}
    earlier = frozenset(behind)
    headline = types_of(key for key, weight in acts.items() if weight >= HEADLINE and key not in earlier)
    everywhere, earlier = types_of(acts), types_of(earlier)
    return _shared_acts(tuple(sorted(everywhere)), tuple(sorted(headline)), tuple(sorted(earlier)))


@lru_cache(maxsize=4096)
def _shared_acts(everywhere: tuple[str, ...], headline: tuple[str, ...], behind: tuple[str, ...]) -> Acts:
    return Acts(frozenset(everywhere), frozenset(headline), frozenset(behind))


def _amounts(terms: Mapping[str, float]) -> tuple[tuple[str, str], ...]:
    """What the headline counts, as (unit, value), without victims: those are tolls."""
    keys = (key.split(":") for key, weight in terms.items() if key[0] == "u" and weight >= HEADLINE)
    return tuple(sorted((unit, value) for _, value, unit in keys if unit not in TOLLS))


class Commonness:
    """Which articles of the window have a feature, and so how much it tells: inverse document frequency."""

    def __init__(self, weights: Weights, archive: Archive = EMPTY) -> None:
        self._weights = weights
        #: May be replaced by a newer one at any time.
        self.archive = archive
        self._shares = [weights.common[letter] for letter in CLASSES]
        self._classes = [weights.classes[letter] for letter in CLASSES]
        self._priors = [weights.common[letter] * weights.prior for letter in CLASSES]
        self._dull = frozenset(number_of(key) for key in DULL)
        #: Slots of the articles that have a key, in order of arrival. A single one is kept bare: most keys are rare.
        self._slots: dict[int, array[int] | int] = {}
        self.articles = 0

    def put(self, keys: Iterable[int], slot: int) -> None:
        """Count an article in."""
        self.articles += 1
        slots = self._slots
        for key in keys:
            held = slots.get(key)
            if held is None:
                slots[key] = slot
            elif isinstance(held, int):
                slots[key] = array("I", (held, slot))
            else:
                held.append(slot)

    def take(self, gone: Mapping[int, Iterable[int]]) -> None:
        """Count articles out: their keys by slot."""
        self.articles -= len(gone)
        for key in {key for keys in gone.values() for key in keys}:
            left = [slot for slot in self.having(key) if slot not in gone]
            if not left:
                self._slots.pop(key, None)
            else:
                self._slots[key] = left[0] if len(left) == 1 else array("I", left)

    def having(self, key: int) -> Sequence[int]:
        """Slots of the articles that have a key, oldest first."""
        held = self._slots.get(key)
        if held is None:
            return ()
        return (held,) if isinstance(held, int) else held

    def worth(self, key: int) -> float:
        """Class weight times inverse document frequency, smoothed by what is usual for the class."""
        held = self._slots.get(key)
        count = 0 if held is None else 1 if isinstance(held, int) else len(held)
        kind = key & CLASS_MASK
        prior, archive = self._weights.prior, self.archive
        usual = self._priors[kind]
        if archive.articles:
            # A feature that the archive never saw is rare, but no rarer than a quarter of what its class is.
            usual = prior * max(archive.share(key, self._shares[kind], prior), self._shares[kind] / 4)
        worth = self._classes[kind] * math.log((prior + self.articles) / (usual + count))
        return worth * DULLNESS if key in self._dull else worth
