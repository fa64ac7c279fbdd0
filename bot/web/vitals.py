"""How the bot is, as the health pages tell it: the port that runtime/ fills. Nothing is measured here."""

from collections.abc import Awaitable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Queue:
    """What waits for one station."""

    length: int
    #: How long the oldest has waited past its time, in seconds.
    age: float


@dataclass(frozen=True, slots=True)
class Quantiles:
    """One outlet's delays of the last day, in seconds; outlet "*" stands for all together."""

    outlet: str
    p50: float
    p95: float
    number: int


@dataclass(frozen=True, slots=True)
class LeaseView:
    """A role that only one process has."""

    role: str
    #: How often it changed hands.
    epoch: int
    #: Machine and process; empty where nobody has it.
    holder: str
    #: Whether it is this process.
    here: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """What stands in the database, the same from whichever process it is asked."""

    feeds: Mapping[str, int] = field(default_factory=dict)
    queues: Mapping[str, Queue] = field(default_factory=dict)
    deliveries: Mapping[str, int] = field(default_factory=dict)
    chats: Mapping[str, int] = field(default_factory=dict)
    #: Watchlists whose alerts are held back or waved through, by state.
    guards: Mapping[str, int] = field(default_factory=dict)
    paused: bool = False
    leases: Sequence[LeaseView] = ()
    published_to_seen: Sequence[Quantiles] = ()
    seen_to_sent: Sequence[Quantiles] = ()
    #: Size of the database, in bytes.
    size: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Vitals:
    """One look at the bot."""

    version: str
    database: str
    #: None where the database does not answer.
    stored: Stored | None
    #: Seconds since each station of this process came round.
    silences: Mapping[str, float]
    #: What this process counted since its start: name of the metric, then its labels.
    tally: Mapping[tuple[str, ...], int]
    #: Free bytes of the disk with the data directory.
    disk_free: int | None = None
    #: Seconds since the newest good backup; None where there is none.
    backup_age: float | None = None


class Health(Protocol):
    """What the pages ask for anew with each request."""

    def stalled(self) -> Mapping[str, str]:
        """A sentence for each station that has stopped coming round; empty while all is well."""
        ...

    def unready(self) -> Awaitable[Mapping[str, str]]:
        """A sentence for each reason why this process cannot do its part now."""
        ...

    def vitals(self) -> Awaitable[Vitals]:
        """All figures."""
        ...
