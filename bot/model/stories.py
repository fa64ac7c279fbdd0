"""What stories are made of: claims, figures, states, and what changed after it was told."""

from dataclasses import dataclass
from enum import StrEnum


class Stance(StrEnum):
    """What a sentence does with what it tells."""

    REPORTS = "reports"
    CLAIMS = "claims"
    CONFIRMS = "confirms"
    DENIES = "denies"
    RETRACTS = "retracts"


@dataclass(frozen=True, slots=True)
class Claim:
    """Who says what about a story, with the sentence quoted."""

    stance: Stance
    #: The speaker as the sentence names it; empty where the source is unclear.
    source: str
    sentence: str
    #: The words that gave the stance away; empty for a plain report.
    cue: str = ""


class Counted(StrEnum):
    """What a figure of the news counts."""

    KILLED = "killed"
    WOUNDED = "wounded"
    MISSING = "missing"
    ARRESTED = "arrested"
    #: Hostages and prisoners of war.
    CAPTURED = "captured"
    DISPLACED = "displaced"
    TROOPS = "troops"
    #: Militants, rebels, mercenaries.
    FIGHTERS = "fighters"
    VEHICLES = "vehicles"
    VEHICLES_LOST = "vehicles lost"
    AIRCRAFT = "aircraft"
    AIRCRAFT_LOST = "aircraft lost"
    DRONES = "drones"
    #: Shot down or otherwise destroyed.
    DRONES_LOST = "drones lost"
    MISSILES = "missiles"
    MISSILES_LOST = "missiles lost"


class Bound(StrEnum):
    """How a figure is meant."""

    EXACT = "exact"
    AT_LEAST = "at least"
    MORE_THAN = "more than"
    AT_MOST = "at most"
    ABOUT = "about"
    #: "Dozens", "hundreds": a size without a number.
    ORDER = "order"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of things or people as an article tells it."""

    counted: Counted
    #: The number; of an ORDER 10 for dozens, then 100, 1000 and so on.
    value: int
    bound: Bound = Bound.EXACT
    #: The upper end of a range, else None.
    upper: int | None = None
    #: Who says so, as the sentence names it; empty where the outlet tells it as its own.
    source: str = ""
    #: As printed.
    text: str = ""


class State(StrEnum):
    """Of a story."""

    SINGLE = "single"
    CORROBORATED = "corroborated"
    CONTESTED = "contested"
    CONFIRMED = "confirmed"
    RETRACTED = "retracted"


class ChangeKind(StrEnum):
    """What an outlet changed in an article after publishing it."""

    HEADLINE = "headline"
    NUMBER = "number"
    #: Who says it, or whether it is claimed, confirmed or denied.
    ATTRIBUTION = "attribution"
    #: The page is gone (HTTP 404 or 410).
    DELETED = "deleted"
    #: A page that was gone is back.
    RESTORED = "restored"


@dataclass(frozen=True, slots=True)
class Change:
    """One change, as the sentence (or headline) before and after; one of them may be empty."""

    kind: ChangeKind
    before: str = ""
    after: str = ""


class Ruling(StrEnum):
    """What an admin decided about an alert that was told."""

    NONE = ""
    CORRECTED = "corrected"
    RETRACTED = "retracted"
    #: The correction or retraction itself was taken back.
    REINSTATED = "reinstated"
