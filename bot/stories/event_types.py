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
    attack: attack bomb airstrike shoot clash assassinate poison
    seizure: capture push surrender
    retaliation: retaliate
    responsibility: responsibility
    abduction: kidnap
    admission: admit
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
    release: release hand-over swap
    breach: breach
    enactment: enact
    celebration: celebrate
    ending: call-off end
    return: return
    escape: escape
    vote: vote approve reject extend
    election: election
    inauguration: inaugurate
    resignation: resign dismiss-post
    appointment: appoint
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
    #: Both name one event, and one of them tells what came of it.
    CARRIED_ON = "carried on"
    #: One follows from the other.
    SEQUEL = "sequel"
    OTHER = "other"


def _pairs(table: str) -> frozenset[frozenset[str]]:
    found: set[frozenset[str]] = set()
    for line in table.strip().splitlines():
        first, others = line.split(":")
        found |= {frozenset((first.strip(), other)) for other in others.split()}
    return frozenset(found)


def _ordered(table: str) -> frozenset[tuple[str, str]]:
    rows = (line.split(":") for line in table.strip().splitlines())
    return frozenset((first.strip(), then) for first, others in rows for then in others.split())


#: Two words for one event.
_TOLD_AS = _pairs(
    """
    attack: seizure storm fire accident
    coup: seizure resignation attack
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
    accord: enactment
    aid: accord
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
    election: appointment
    resignation: appointment
    inquiry: arrest
    theft: arrest
    """
)
#: What first comes, and what comes of it.
_FOLLOWS = _ordered(
    """
    attack: retaliation truce arrest charge trial verdict imprisonment inquiry funeral protest talks accord visit release ultimatum vote rescue return
    seizure: movement release return truce talks retaliation aid
    abduction: release return rescue truce
    coup: ultimatum return release talks election trial verdict vote visit funeral
    truce: release return attack movement aid visit vote breach ending
    accord: release return vote attack movement protest breach ending
    talks: attack retaliation vote
    visit: attack vote protest
    theft: charge trial verdict release discovery inquiry
    arrest: charge trial verdict release imprisonment appeal escape return
    charge: arrest verdict imprisonment appeal release
    trial: arrest release appeal imprisonment
    verdict: arrest release appeal return escape inquiry
    imprisonment: release appeal charge
    vote: protest resignation visit inauguration talks enactment appeal
    election: inauguration appeal protest verdict arrest
    resignation: appointment protest verdict arrest
    appointment: protest inauguration
    quake: rescue aid funeral inquiry visit protest outbreak
    flood: rescue aid funeral inquiry visit protest outbreak arrest verdict resignation
    storm: aid inquiry visit
    fire: arrest inquiry funeral protest verdict
    accident: inquiry funeral rescue arrest verdict protest discovery charge
    walkout: accord vote talks ending
    protest: ban release ending resignation
    layoff: protest walkout
    contest: attack protest resignation arrest celebration
    outage: inquiry arrest
    outbreak: ban ending
    evacuation: asylum
    escape: asylum arrest
    space: inquiry
    corruption: arrest verdict appeal release
    """
)
#: Whoever says that an attack was theirs says it of one that is known; on another day that is news of its own.
RESPONSIBILITY = "responsibility"
#: An attack that answers another.
RETALIATION = "retaliation"
#: Events that go on for days: a report of the third day may still be of the same one.
LASTING = frozenset(
    {"flood", "fire", "storm", "drought", "outbreak", "walkout", "protest", "rescue", "evacuation", "election", "trial"}
)  # fmt: skip
#: Deeds that come at the end of something, or are its answer: a headline that tells one and shares only the occasion with
#: another day's headline tells of what came next.
CLOSING = frozenset(
    {
        "resignation", "appointment", "inauguration", "verdict", "arrest", "charge", "imprisonment", "release", "appeal", "accord",
        "truce", "vote", "enactment", "funeral", "celebration", "ending", "return", "retaliation", "inquiry", "responsibility",
        "visit", "admission", "breach", "ban", "ultimatum", "asylum",
    }
)  # fmt: skip
#: Who does it to whom matters: the same two the other way round are another event.
VIOLENT = frozenset({"attack", "retaliation"})


@lru_cache(maxsize=65_536)
def relation(first: frozenset[str], second: frozenset[str]) -> Relation:
    """How the types that two headlines tell stand to each other. Neither may be empty."""
    if first & second:
        return (
            Relation.CARRIED_ON if _carries_on(first, second) or _carries_on(second, first) else Relation.SAME
        )
    pairs = {(one, other) for one in first for other in second}
    unordered = {frozenset(pair) for pair in pairs}
    if unordered & _TOLD_AS:
        return Relation.SAME
    if pairs & _FOLLOWS or {(other, one) for one, other in pairs} & _FOLLOWS:
        return Relation.SEQUEL
    return Relation.SAME_DAY if unordered & _ONE_OCCASION else Relation.OTHER


def _carries_on(first: frozenset[str], second: frozenset[str]) -> bool:
    """Whether the second names the first's event only to tell what came of it ("abducted pupils freed")."""
    return any((before, after) in _FOLLOWS for before in first for after in second - first)


def types_of(acts: Iterable[str]) -> frozenset[str]:
    """The types of dictionary acts, given by their feature keys."""
    return frozenset(TYPES[act] for act in acts if act in TYPES)
