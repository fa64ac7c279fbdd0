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

#: Acts that are told of one another: an attack is a bombing is a strike. What comes of an event (its dead, its rescued)
#: says nothing on which event it is.
FAMILIES = {
    "e:attack": "violence", "e:bomb": "violence", "e:airstrike": "violence", "e:shoot": "violence", "e:clash": "violence",
    "e:assassinate": "violence", "e:intercept": "violence", "e:launch": "violence", "e:capture": "violence",
    "e:mutiny": "violence", "e:deploy": "movement", "e:transfer-player": "movement", "e:withdraw": "movement",
    "e:arrest": "law", "e:trial": "law", "e:convict": "law", "e:acquit": "law", "e:release": "law",
    "e:vote": "vote", "e:approve": "vote", "e:reject": "vote", "e:extend": "vote", "e:election": "vote", "e:win": "win",
    "e:lose": "win", "e:draw": "win", "e:score": "win", "e:qualify": "win", "e:hold-rate": "rate", "e:interest-rate": "rate",
    "e:inflation": "rate", "e:raise": "rate", "e:cut": "rate", "e:earn": "results", "e:loss-money": "results",
    "e:forecast": "results", "e:rise": "results", "e:fall": "results", "e:resign": "posts", "e:appoint": "posts",
    "e:sack": "posts", "e:dead": "", "e:wounded": "", "e:missing": "", "e:rescue": "", "e:evacuate": "", "e:claim": "",
    "e:confirm": "", "e:deny": "", "e:announce": "", "e:call": "", "e:begin": "", "e:end": "", "e:warn": "", "e:react": "",
    "e:condemn": "", "e:welcome": "", "e:emergency": "", "e:record": "", "e:born": "", "e:open": "", "e:close": "",
    "e:discover": "", "e:land": "", "e:pay": "", "e:lift": "", "e:test": "", "e:agree": "talks", "e:talks": "talks",
    "e:visit": "talks", "e:ceasefire": "ceasefire", "e:crash": "accident", "e:sink": "accident", "e:collapse": "accident",
    "e:fire": "fire", "e:outage": "outage", "e:hack": "outage", "e:halt": "", "e:resume": "",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """Shares, factors and thresholds between 0 and 1, save where said."""

    classes: Mapping[str, float] = field(default_factory=lambda: dict(_WEIGHTS))
    common: Mapping[str, float] = field(default_factory=lambda: dict(_COMMON))
    #: Number of articles that the shares in `common` count for, beside those really seen.
    prior: float = 400.0
    #: A story is joined from this similarity on, a development linked from that.
    join: float = 0.43
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
    year: float = 0.65
    dateless: float = 0.85
    #: What is left where something contradicts. Phases: denied against told, planned against decided, and any others;
    #: planned against merely told is the weakest sign.
    denied: float = 0.4
    decided: float = 0.4
    phase: float = 0.5
    planned: float = 0.8
    toll: float = 0.4
    result: float = 0.4
    #: Places: in both headlines, or only further down.
    country: float = 0.4
    country_lead: float = 0.65
    city: float = 0.4
    city_lead: float = 0.75
    amount: float = 0.8
    #: Headlines tell of other kinds of acts, or name other people, and neither article mentions the other's.
    act: float = 0.7
    names: float = 0.65
    #: Hours without news after which a story is over, and a development forgotten.
    window_hours: float = 72.0
    link_hours: float = 240.0


SHIPPED = Weights()
