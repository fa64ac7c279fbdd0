"""What grouping weighs, in one place. How the figures were chosen, and what moving them does, stands in docs/stories.md."""

from collections.abc import Mapping
from dataclasses import dataclass, field

#: Feature classes: p place (country), c city or region, a party, e act, t thing, s name (its consonants), n short name,
#: q number, u number with what it counts, w word of the article's own language.
CLASSES = "pcaetsnquw"
_WEIGHTS = {
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
    "p": 0.05, "c": 0.01, "a": 0.02, "e": 0.05, "t": 0.06, "s": 0.003, "n": 0.005, "q": 0.006, "u": 0.003, "w": 0.01,
}  # fmt: skip
#: Acts and things that every other article has; they count half.
DULL = frozenset(
    {
        "e:announce", "e:call", "e:begin", "e:end", "e:rise", "e:fall", "e:open", "e:close", "e:claim", "e:land", "e:raise",
        "e:cut", "e:forecast", "t:report", "t:party", "t:company", "t:government", "t:president", "t:minister", "t:team",
        "t:month", "t:video", "e:visit", "e:record", "e:launch", "e:release", "t:house", "t:media", "e:pay", "e:lift",
        "e:discover", "e:born", "e:talks", "t:expert", "t:target", "t:law",
    }
)  # fmt: skip
DULLNESS = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """Shares, factors and thresholds between 0 and 1, save where said."""

    classes: Mapping[str, float] = field(default_factory=lambda: dict(_WEIGHTS))
    common: Mapping[str, float] = field(default_factory=lambda: dict(_COMMON))
    #: Number of articles that the shares in `common` count for, beside those really seen.
    prior: float = 400.0
    #: A story is joined from this similarity on, a development linked from that.
    join: float = 0.31
    link: float = 0.24
    #: Within a language words count too: their share in the comparison, and what makes its result comparable with
    #: one across languages (the same event told in other words shares fewer features than one told in other languages,
    #: where only ids are compared).
    words: float = 0.4
    lift: float = 1.4
    #: The shared weight that is enough to believe a similarity (a country and an act are not), and the share of words in it.
    enough: float = 12.0
    word_evidence: float = 0.3
    #: Weight of the best against the mean similarity to a story's articles.
    best: float = 0.4
    #: A copy by its sketch joins whatever its headline says.
    copy: float = 0.6
    #: What is left of a similarity where two articles are a day apart; it falls with the square of the days (a Gaussian,
    #: as Miranda and others 2018 have it), slower for events that last and for counts that are carried on.
    per_day: float = 0.82
    per_day_lasting: float = 0.97
    #: Where a date is vague or missing.
    month: float = 0.93
    year: float = 0.5
    dateless: float = 0.85
    #: What is left where something contradicts. Phases: denied against told, planned against decided, and any others;
    #: planned against merely told is the weakest sign.
    denied: float = 0.28
    decided: float = 0.3
    phase: float = 0.5
    planned: float = 0.8
    toll: float = 0.3
    #: A toll that has grown fast, but within hours; one that is close, but of another day.
    toll_growing: float = 0.9
    toll_later: float = 0.85
    #: A toll that is lower on a later day: the dead do not grow fewer.
    toll_fallen: float = 0.6
    result: float = 0.28
    #: Places: in both headlines, or only further down.
    country: float = 0.28
    country_lead: float = 0.65
    city: float = 0.3
    city_lead: float = 0.75
    amount: float = 0.8
    #: Headlines tell of other types of events: one that follows from the other, one occasion on different days, or any
    #: other; and what is left of that where one article mentions the other's.
    sequel: float = 0.42
    occasion: float = 0.6
    act: float = 0.7
    mentioned: float = 0.7
    #: One headline names the other's event to tell what came of it, on another day or the same; only one names an event.
    carried_on: float = 0.4
    carried_on_early: float = 0.85
    untold: float = 0.75
    #: One headline tells the other's event as what came before.
    behind: float = 0.55
    #: The one who attacks is the one attacked; the event is placed on other days; one says of itself that it is one more.
    turned: float = 0.42
    day: float = 0.75
    again: float = 0.6
    #: A later day's headline speaks of the event as known.
    known: float = 0.6
    #: Two articles share countries and nothing else, not even a word.
    countries_alone: float = 0.7
    #: They share a number and nothing else.
    numbers_alone: float = 0.5
    #: Headlines name other people, and the articles nobody in common.
    names: float = 0.75
    #: Hours without news after which a story is over, and a development forgotten.
    window_hours: float = 72.0
    link_hours: float = 240.0


SHIPPED = Weights()
