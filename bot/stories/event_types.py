"""What kind of event an act of the dictionary is, and how two kinds stand to each other: one event, or one after the other.

The idea of typed triggers is ACE's (Doddington and others 2004), cut to what keeps stories of one development apart.
"""

from collections.abc import Iterable, Mapping
from enum import Enum
from functools import lru_cache


def _by_act(table: str) -> dict[str, str]:
    rows = (line.split(":") for line in table.strip().splitlines())
    return {f"e:{act}": name.strip() for name, acts in rows for act in acts.split()}


#: Acts of the dictionary by the type of event that they tell. What comes of an event (its dead, its missing), what is said
#: of it and words for any change say nothing on which event it is, and stand in no row.
TYPES: Mapping[str, str] = _by_act(
    """
    attack: attack bomb airstrike shoot clash assassinate intercept poison
    seizure: capture push surrender
    retaliation: retaliate
    responsibility: responsibility
    abduction: kidnap
    coup: coup
    ultimatum: ultimatum sanction
    movement: deploy withdraw
    truce: ceasefire
    talks: talks
    accord: agree
    visit: visit
    recognition: recognise
    arrest: arrest
    charge: charge
    trial: trial
    verdict: convict acquit fine
    imprisonment: imprison
    appeal: appeal
    release: release hand-over
    return: return
    escape: escape
    vote: vote approve reject extend
    election: election
    inauguration: inaugurate
    post: resign appoint dismiss-post
    quake: quake
    flood: flood
    storm: storm
    fire: fire
    landslide: landslide
    drought: drought
    accident: crash sink collapse
    outbreak: outbreak
    outage: outage hack halt
    discovery: discover
    rescue: rescue
    evacuation: evacuate
    asylum: asylum
    aid: humiliate-aid
    inquiry: investigate
    funeral: bury
    protest: protest
    walkout: walkout
    contest: win lose draw score qualify
    transfer: transfer-player
    rate: hold-rate interest-rate inflation
    results: earn loss-money
    merger: merge
    layoff: layoff
    bankruptcy: bankrupt
    award: award
    ban: ban
    space: orbit
    smuggling: smuggle
    theft: steal
    corruption: corrupt
    tax: tax
    wedding: marry
    """
)


class Relation(Enum):
    """How the types of two headlines stand to each other."""

    #: One type in common, or types that are told of one event.
    SAME = "same"
    #: Told of one event on one day, of two on different days.
    SAME_DAY = "same day"
    #: One follows from the other.
    SEQUEL = "sequel"
    OTHER = "other"


def _pairs(table: str) -> frozenset[frozenset[str]]:
    found: set[frozenset[str]] = set()
    for line in table.strip().splitlines():
        first, others = line.split(":")
        found |= {frozenset((first.strip(), other)) for other in others.split()}
    return frozenset(found)


#: Two words for one event.
_TOLD_AS = _pairs(
    """
    attack: seizure storm fire accident
    coup: seizure post attack
    arrest: seizure imprisonment
    verdict: imprisonment trial corruption
    charge: trial corruption
    vote: election
    election: contest
    truce: accord
    flood: storm landslide accident evacuation
    storm: accident evacuation outage
    quake: accident landslide
    fire: accident evacuation
    rate: results
    layoff: results
    inquiry: corruption
    protest: walkout attack
    award: contest
    rescue: evacuation aid
    accident: outage
    tax: ultimatum
    """
)
#: One occasion: a guest arrives, talks and signs.
_ONE_OCCASION = _pairs(
    """
    visit: talks accord inauguration
    talks: accord truce
    abduction: arrest
    protest: arrest
    attack: arrest responsibility
    election: post
    inquiry: arrest
    theft: arrest
    """
)
#: What first comes, and what comes of it.
_FOLLOWS = _pairs(
    """
    attack: retaliation truce arrest charge trial verdict imprisonment inquiry funeral protest talks accord visit release ultimatum vote rescue return
    seizure: movement release return truce talks retaliation aid
    abduction: release return rescue truce
    coup: ultimatum return release talks election trial verdict vote visit funeral
    truce: release return attack movement aid visit vote
    accord: release return vote attack movement protest
    talks: attack retaliation vote
    visit: attack vote protest
    theft: charge trial verdict release discovery inquiry
    arrest: charge trial verdict release imprisonment appeal escape return
    charge: arrest verdict imprisonment appeal release
    trial: arrest release appeal imprisonment
    verdict: arrest release appeal return escape inquiry
    imprisonment: release appeal charge
    vote: protest post visit inauguration talks
    election: inauguration appeal protest verdict arrest
    post: protest verdict arrest
    quake: rescue aid funeral inquiry visit protest outbreak
    flood: rescue aid funeral inquiry visit protest outbreak arrest verdict post
    storm: aid inquiry visit
    fire: arrest inquiry funeral protest verdict
    accident: inquiry funeral rescue arrest verdict protest discovery charge
    walkout: accord vote talks
    protest: ban release
    layoff: protest walkout
    contest: attack protest post transfer arrest
    outage: inquiry arrest
    outbreak: ban
    evacuation: asylum
    escape: asylum arrest
    space: inquiry
    corruption: arrest verdict appeal release
    """
)
#: Whoever says that an attack was theirs says it of one that is known; on another day that is news of its own.
RESPONSIBILITY = "responsibility"
#: Events that go on for days: a report of the third day may still be of the same one.
LASTING = frozenset(
    {"flood", "fire", "storm", "drought", "outbreak", "walkout", "protest", "rescue", "evacuation", "election", "trial"}
)  # fmt: skip
#: Who does it to whom matters: the same two the other way round are another event.
VIOLENT = frozenset({"attack", "retaliation"})


@lru_cache(maxsize=65_536)
def relation(first: frozenset[str], second: frozenset[str]) -> Relation:
    """How the types that two headlines tell stand to each other. Neither may be empty."""
    if first & second:
        return Relation.SAME
    pairs = {frozenset((one, other)) for one in first for other in second}
    if pairs & _TOLD_AS:
        return Relation.SAME
    if pairs & _FOLLOWS:
        return Relation.SEQUEL
    return Relation.SAME_DAY if pairs & _ONE_OCCASION else Relation.OTHER


def types_of(acts: Iterable[str]) -> frozenset[str]:
    """The types of dictionary acts, given by their feature keys."""
    return frozenset(TYPES[act] for act in acts if act in TYPES)
