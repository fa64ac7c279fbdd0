"""What is told about a story."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.model.matches import Evidence
from bot.model.outlets import Precision
from bot.model.stories import Change, Claim, Figure, Ruling, State


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """A change as an alert lists it."""

    article: str
    outlet_name: str
    url: str
    at: datetime
    change: Change


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """The alert that another one goes on from."""

    alert: int
    title: str
    first_seen_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One article as an alert lists it."""

    article: str
    outlet: str
    outlet_name: str
    lang: str
    url: str
    title: str
    published_at: datetime | None
    seen_at: datetime
    #: How exactly `published_at` is known; a delay is shown only where it is a time.
    precision: Precision = "time"
    claims: tuple[Claim, ...] = ()
    #: At most one of each thing counted.
    figures: tuple[Figure, ...] = ()
    evidence: Evidence | None = None
    #: Id of the agency or outlet it copies from, where it is not a source of its own.
    credit: str = ""
    #: How that one is called.
    credit_name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchlistName:
    """A watchlist as an alert names it."""

    id: str
    version: int
    #: Title by interface language.
    title: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertContent:
    """All that an alert tells, independent of chat and language; what is stored per revision and rendered late."""

    story: str
    state: State
    #: Grows by one with each change of state; keys the reply that announces it.
    state_revision: int
    watchlists: tuple[WatchlistName, ...]
    #: In order of arrival; the first one is the first reporter.
    reports: tuple[Report, ...]
    #: Names of the independent sources, in order of arrival.
    independent: tuple[str, ...]
    #: Titles by language of the speakers that are concepts, by how a claim or figure names them.
    speakers: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    first_seen_at: datetime
    updated_at: datetime
    #: The words of an admin's correction or retraction.
    correction: str = ""
    ruling: Ruling = Ruling.NONE
    #: What outlets changed in their articles after they were told, in order.
    edits: tuple[Edit, ...] = ()
    #: Set where this alert goes on from one that is closed.
    earlier: Earlier | None = None
    #: Set where an admin merged its story into that of an older alert, which goes on instead.
    merged: Earlier | None = None
