"""How alike two articles are: shared features by weight, less what contradicts. Which story wins is `grouping`'s business."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.stories.contradictions import contradictions
from bot.stories.copies import resemblance
from bot.stories.event_types import LASTING
from bot.stories.records import CLASS_MASK, HEADLINE, NAME, NAMES, NUMBERS, PLACE, WORD, Commonness, Record
from bot.stories.weights import Weights

COPY = "copy"


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two articles are: `value` decides, `plain` is what it was before dates and contradictions."""

    value: float
    plain: float
    #: Key numbers that both share, most telling first.
    shared: tuple[int, ...]
    #: What keeps them apart, in words; or that one is a copy.
    contradictions: tuple[str, ...] = ()


class Comparison:
    """One article made ready to be compared with many."""

    def __init__(self, record: Record, commonness: Commonness, weights: Weights) -> None:
        self.record = record
        self._commonness = commonness
        self._weights = weights
        self._mine: Mapping[int, float] = dict(record.pairs())
        self._headline_names = any(
            key & CLASS_MASK in NAMES and weight >= HEADLINE for key, weight in self._mine.items()
        )
        self._worths = {key: commonness.worth(key) for key in record.keys}

    def likeness(self, other: Record) -> Likeness:
        """Compare with another article. Symmetric; 0 to 1."""
        mine, weights = self.record, self._weights
        plain, evidence, shared = self._overlap(other)
        plain *= min(1.0, evidence / weights.enough)
        if (
            mine.sketch is not None
            and other.sketch is not None
            and resemblance(mine.sketch, other.sketch) >= weights.copy
        ):
            return Likeness(1.0, 1.0, shared, (COPY,))
        value = plain * nearness(mine, other, weights)
        said: list[str] = []
        found = list(contradictions(mine, other, weights))
        if self._names_differ(other):
            found.append((weights.names, "other names"))
        if shared and all(key & CLASS_MASK == PLACE for key in shared):
            found.append((weights.countries_alone, "nothing but countries in common"))
        if shared and all(key & CLASS_MASK in NUMBERS for key in shared):
            found.append((weights.numbers_alone, "nothing but a number in common"))
        for factor, reason in found:
            value *= factor
            said.append(reason)
        return Likeness(value, plain, shared, tuple(said))

    def _overlap(self, other: Record) -> tuple[float, float, tuple[int, ...]]:
        """Twice the shared weight over the weight of both (Dice), with words only within a language; the shared weight
        itself, words for less; and what is shared."""
        mine, worths, worth_of = self._mine, self._worths, self._commonness.worth
        same = self.record.lang == other.lang
        hides_names = other.lang == "ar"
        common = common_words = theirs = their_words = 0.0
        shared: list[tuple[float, int]] = []
        for key, weight in other.pairs():
            kind = key & CLASS_MASK
            own = mine.get(key)
            if own is None:
                # Any Arabic word may be a name: only those count that another script confirms.
                if kind == WORD:
                    if same:
                        their_words += worth_of(key) * weight
                elif not (kind == NAME and hides_names):
                    theirs += worth_of(key) * weight
                continue
            worth = worths[key]
            if kind == WORD:
                if not same:
                    continue
                their_words += worth * weight
                common_words += worth * min(weight, own)
            elif kind == NAME and same and hides_names:
                continue
            else:
                theirs += worth * weight
                common += worth * min(weight, own)
            shared.append((worth * min(weight, own), key))
        ours, our_words = self._own_weight(frozenset(key for _, key in shared), same=same)
        value = 2 * common / (ours + theirs) if ours + theirs else 0.0
        if same:
            total = ours + theirs + our_words + their_words
            with_words = 2 * (common + common_words) / total if total else 0.0
            value = min(
                1.0,
                self._weights.lift * ((1 - self._weights.words) * value + self._weights.words * with_words),
            )
        shared.sort(key=lambda pair: (-pair[0], pair[1]))
        return value, common + self._weights.word_evidence * common_words, tuple(key for _, key in shared)

    def _names_differ(self, other: Record) -> bool:
        """Whether both headlines name somebody, and the articles nobody in common. Arabic has no capitals to tell."""
        if not self._headline_names or other.lang == "ar" or self.record.lang == "ar":
            return False
        told = False
        for key, weight in other.pairs():
            if key & CLASS_MASK in NAMES:
                if key in self._mine:
                    return False
                told = told or weight >= HEADLINE
        return told

    def _own_weight(self, shared: frozenset[int], *, same: bool) -> tuple[float, float]:
        """The weight of this article's own features and words that count in a comparison."""
        arabic = self.record.lang == "ar"
        own = words = 0.0
        for key, weight in self._mine.items():
            kind = key & CLASS_MASK
            if kind == WORD:
                words += self._worths[key] * weight
            elif not (arabic and kind == NAME and (same or key not in shared)):
                own += self._worths[key] * weight
        return own, words


def nearness(first: Record, second: Record, weights: Weights) -> float:
    """What is left of a similarity by the time between two articles and by how vaguely it is known."""
    days = first.when.gap(second.when) / 24.0
    per_day = weights.per_day_lasting if _lasts(first, second) else weights.per_day
    vague = {"month": weights.month, "year": weights.year, "none": weights.dateless}
    factor = float(per_day ** (days * days))
    return factor * vague.get(first.when.precision, 1.0) * vague.get(second.when.precision, 1.0)


def _lasts(first: Record, second: Record) -> bool:
    """Whether both tell of an event that goes on for days, or one carries the other on."""
    return first.update or second.update or bool(first.acts.all & second.acts.all & LASTING)
