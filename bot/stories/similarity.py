"""How alike two articles are: shared features by weight, less what contradicts. Which story wins is `grouping`'s business."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.stories.copies import resemblance
from bot.stories.dates import When, when
from bot.stories.features import Features
from bot.stories.numbers import TOLLS

#: Feature classes: p place (country), c city or region, a party, e act, t thing, s name (its consonants), n short name,
#: q number, u number with what it counts, w word of the article's own language.
_CLASSES = {
    "p": 1.0,
    "c": 1.3,
    "a": 1.2,
    "e": 1.1,
    "t": 0.7,
    "s": 1.1,
    "n": 0.8,
    "q": 0.9,
    "u": 0.9,
    "w": 0.6,
}
#: How common a feature of the class is before anything was seen: the share of articles that has it.
_COMMON = {
    "p": 0.05,
    "c": 0.01,
    "a": 0.02,
    "e": 0.05,
    "t": 0.06,
    "s": 0.003,
    "n": 0.005,
    "q": 0.006,
    "u": 0.003,
    "w": 0.01,
}
#: Acts and things that every other article has.
_DULL = frozenset(
    {
        "e:announce", "e:call", "e:begin", "e:end", "e:rise", "e:fall", "e:open", "e:close", "e:claim", "e:land", "e:raise",
        "e:cut", "e:forecast", "t:report", "t:party", "t:company", "t:government", "t:president", "t:minister", "t:team",
        "t:salary-month", "t:video", "e:visit", "e:record", "e:launch", "e:release", "t:house", "t:media", "e:pay", "e:lift",
        "e:discover", "e:born", "e:talks", "t:expert", "t:target", "t:law",
    }
)  # fmt: skip
_DULLNESS = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What the comparison weighs. The shipped figures were chosen on the project's own cases, see docs/stories.md."""

    classes: Mapping[str, float] = field(default_factory=lambda: dict(_CLASSES))
    common: Mapping[str, float] = field(default_factory=lambda: dict(_COMMON))
    #: Articles that the shares in `common` count for, beside those really seen.
    prior: float = 400.0
    #: A story is joined from this similarity on, a development linked from that.
    join: float = 0.40
    link: float = 0.24
    #: Within a language words count too: their share in the comparison, and what makes its result comparable with
    #: one across languages (the same event told in other words shares fewer features than one told in other languages,
    #: where only ids are compared).
    words: float = 0.4
    lift: float = 1.4
    #: Weight of the best against the mean similarity to a story's articles.
    best: float = 0.5
    #: A copy by MinHash joins whatever its headline says.
    copy: float = 0.6
    #: What is left of a similarity per day between two articles, and where a date is vague or missing.
    per_day: float = 0.93
    month: float = 0.93
    year: float = 0.7
    dateless: float = 0.85
    #: What is left where something contradicts.
    phase: float = 0.6
    toll: float = 0.5
    result: float = 0.4
    country: float = 0.5
    city: float = 0.65
    amount: float = 0.8
    #: Hours without news after which a story is over, and a development forgotten.
    window_hours: float = 72.0
    link_hours: float = 240.0


SHIPPED = Weights()


class Keys:
    """Numbers for feature keys, how many articles of the window have each, and so how much each one tells."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        self._numbers: dict[str, int] = {}
        self.names: list[str] = []
        self.counts: list[int] = []
        self._class: list[float] = []
        self._prior: list[float] = []
        self.articles = 0

    def number(self, key: str) -> int:
        """The number of a key, given out when first asked for."""
        number = self._numbers.get(key)
        if number is None:
            number = self._numbers[key] = len(self.names)
            letter = key[0]
            self.names.append(key)
            self.counts.append(0)
            self._class.append(self._weights.classes[letter] * (_DULLNESS if key in _DULL else 1.0))
            self._prior.append(self._weights.common[letter] * self._weights.prior)
        return number

    def worth(self, number: int) -> float:
        """Class weight times inverse document frequency, smoothed by what is usual for the class."""
        total = self._weights.prior + self.articles
        return self._class[number] * math.log(total / (self._prior[number] + self.counts[number]))


class Record:
    """An article as the window keeps it: interned keys with their weights, and what may contradict."""

    __slots__ = (
        "article",
        "keys",
        "lang",
        "lead",
        "phase",
        "scores",
        "sketch",
        "story",
        "tolls",
        "update",
        "weights",
        "when",
    )

    def __init__(self, features: Features, keys: Keys, story: str = "") -> None:
        self.article = features.article
        self.story = story
        self.lang = features.lang
        self.when: When = when(features)
        self.phase = features.phase
        self.update = features.update
        self.tolls = features.tolls
        self.scores = features.scores
        self.lead = features.lead
        pairs = sorted((keys.number(key), weight) for key, weight in features.terms.items())
        self.keys = tuple(number for number, _ in pairs)
        self.weights = tuple(weight for _, weight in pairs)
        self.sketch = features.sketch


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two articles are: `value` decides, `plain` is what it was before dates and contradictions."""

    value: float
    plain: float
    #: Key numbers that both share, most telling first.
    shared: tuple[int, ...]
    #: What keeps them apart, in words; or "copy".
    contradictions: tuple[str, ...] = ()


def likeness(first: Record, second: Record, keys: Keys, weights: Weights) -> Likeness:
    """Compare two articles. Symmetric; 0 to 1."""
    plain, shared = _overlap(first, second, keys, weights)
    if first.sketch and second.sketch and resemblance(first.sketch, second.sketch) >= weights.copy:
        return Likeness(1.0, 1.0, shared, ("copy",))
    value = plain * _nearness(first.when, second.when, weights)
    said: list[str] = []
    for factor, reason in _contradictions(first, second, keys, weights):
        value *= factor
        said.append(reason)
    return Likeness(value, plain, shared, tuple(said))


def _overlap(first: Record, second: Record, keys: Keys, weights: Weights) -> tuple[float, tuple[int, ...]]:
    """Twice the shared weight over the weight of both (Dice), with words only within a language."""
    same = first.lang == second.lang
    common, words, own = 0.0, 0.0, [0.0, 0.0, 0.0, 0.0]
    mine = dict(zip(first.keys, first.weights, strict=True))
    theirs = dict(zip(second.keys, second.weights, strict=True))
    shared: list[tuple[float, int]] = []
    for side, (record, other) in enumerate(((mine, theirs), (theirs, mine))):
        arabic = (first, second)[side].lang == "ar"
        for key, weight in record.items():
            letter = keys.names[key][0]
            worth = keys.worth(key) * weight
            match = other.get(key)
            if letter == "w":
                if same:
                    own[2 + side] += worth
                    if match is not None and not side:
                        words += worth / weight * min(weight, match)
                        shared.append((worth, key))
                continue
            if arabic and letter == "s" and (same or match is None):
                # Without capitals any Arabic word may be a name: only those count that another script confirms.
                continue
            own[side] += worth
            if match is not None and not side:
                common += worth / weight * min(weight, match)
                shared.append((worth, key))
            elif match is not None and letter == "s" and arabic:
                continue
    total = own[0] + own[1]
    value = 2 * common / total if total else 0.0
    if same:
        with_words = total + own[2] + own[3]
        both = 2 * (common + words) / with_words if with_words else 0.0
        value = min(1.0, weights.lift * ((1 - weights.words) * value + weights.words * both))
    shared.sort(key=lambda pair: (-pair[0], pair[1]))
    return value, tuple(key for _, key in shared)


def _nearness(first: When, second: When, weights: Weights) -> float:
    """What is left of a similarity by the time between two articles and by how vaguely it is known."""
    factor = float(weights.per_day ** (first.gap(second) / 24.0))
    for each in (first, second):
        if each.precision == "month":
            factor *= weights.month
        elif each.precision == "year":
            factor *= weights.year
        elif each.precision == "none":
            factor *= weights.dateless
    return factor


_TITLE = 1.5


def _contradictions(first: Record, second: Record, keys: Keys, weights: Weights) -> list[tuple[float, str]]:
    found: list[tuple[float, str]] = []
    if first.phase is not second.phase:
        found.append((weights.phase, f"{first.phase or 'done'} / {second.phase or 'done'}"))
    if first.scores and second.scores and not set(first.scores) & set(second.scores):
        found.append((weights.result, f"{first.scores[0]} / {second.scores[0]}"))
    if reason := _tolls_differ(first, second):
        found.append((weights.toll, reason))
    mine, theirs = _places(first, keys), _places(second, keys)
    for letter, factor in (("p", weights.country), ("c", weights.city)):
        ours, others = mine[letter], theirs[letter]
        if ours and others and not ours & others:
            found.append((factor, f"{min(ours)} / {min(others)}"))
            break
    if _amounts_differ(mine["u"], theirs["u"]):
        found.append((weights.amount, f"{min(mine['u'])} / {min(theirs['u'])}"))
    return found


def _places(record: Record, keys: Keys) -> dict[str, set[str]]:
    """Countries and cities of headline and lead, and counted things of the headline, by class letter."""
    found: dict[str, set[str]] = {"p": set(), "c": set(), "u": set()}
    for key, weight in zip(record.keys, record.weights, strict=True):
        name = keys.names[key]
        if name[0] in found and (name[0] != "u" or weight >= _TITLE):
            found[name[0]].add(name[2:])
    return found


def _amounts_differ(first: set[str], second: set[str]) -> bool:
    """Whether both headlines count the same kind of thing (but no victims, see tolls) and come to different results."""
    ours, others = _by_unit(first), _by_unit(second)
    return any(not ours[unit] & others[unit] for unit in ours.keys() & others.keys())


def _by_unit(amounts: set[str]) -> dict[str, set[str]]:
    made: dict[str, set[str]] = {}
    for amount in amounts:
        value, _, unit = amount.partition(":")
        if unit not in TOLLS:
            made.setdefault(unit, set()).add(value)
    return made


_GROWTH = 1.5
_FEW = 3


def _tolls_differ(first: Record, second: Record) -> str:
    """Different tolls are different events, unless one is close to the other or says that it carries it on."""
    early, late = (first, second) if first.when.start <= second.when.start else (second, first)
    for unit in sorted(first.tolls.keys() & second.tolls.keys()):
        before, after = early.tolls[unit], late.tolls[unit]
        if set(before) & set(after):
            continue
        low, high = sorted((max(before), max(after)))
        if high <= low * _GROWTH or high - low <= _FEW or (late.update and max(after) > max(before)):
            continue
        return f"{max(before):g} / {max(after):g} {unit}"
    return ""
