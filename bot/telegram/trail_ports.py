"""What handlers may do about alerts that were told: receipts, words of readers, corrections. Part of the Turn."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from bot.alerts.receipt import Receipt
from bot.model import Ruling, WatchlistName


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What a reader has said now of an alert's matches."""

    relevant: bool
    #: Of whose hits it was said.
    watchlists: Sequence[WatchlistName]


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedMatch:
    """A match of which readers said something."""

    title: str
    lang: str
    url: str
    outlet: str
    version: int
    #: The terms that caused the hit, as the query writes them.
    terms: Sequence[str]
    relevant: int
    irrelevant: int
    last_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A correction that waits to be confirmed, or was."""

    number: int
    alert: int
    ruling: Ruling
    text: str
    #: Headline of the alert.
    title: str
    #: Chats and topics that were told it.
    places: int


class Unsettled(StrEnum):
    """Why a correction was not carried out."""

    UNKNOWN = "unknown"
    #: Done, left or taken back before.
    OVER = "over"
    #: Nobody confirmed it in time.
    EXPIRED = "expired"


class RegroupProblem(StrEnum):
    """Why stories cannot be merged or split so."""

    ITSELF = "itself"
    NO_STORY = "no story"
    NO_ARTICLE = "no article"
    SEVERAL_STORIES = "several stories"
    NOT_IN_STORY = "not in story"
    NONE_LEFT = "none left"


@dataclass(frozen=True, slots=True)
class NotRegrouped:
    """What is wrong, and what it is about: a story, an address, an article."""

    problem: RegroupProblem
    about: str = ""


class Trail(Protocol):
    """What was told, what was said of it, and what is to be said."""

    async def alert_of(self, chat: int, message: int) -> int | None:
        """The alert that a message of ours tells."""
        ...

    async def receipt(self, asked: str | int, *, chat: int, thread: int, everybody: bool) -> Receipt | None:
        """The receipt of an address or an alert: of all chats, or of this one. None for an unknown alert."""
        ...

    async def judge(
        self, alert: int, person: int, *, chat: int, thread: int, relevant: bool | None, watchlist: str = ""
    ) -> Judgement | None:
        """Note what a person says of the hits of an alert for a chat's watchlists, or of one watchlist alone.

        `relevant` None turns round what this person said before, and says "not relevant" first. None where the alert
        is unknown, or no hit of the chat's is left.
        """
        ...

    async def judged(self, watchlist: str, limit: int) -> Sequence[JudgedMatch] | None:
        """What readers said of a watchlist's hits, newest first; None for an unknown watchlist."""
        ...

    async def propose(self, alert: int, ruling: Ruling, text: str, person: int) -> Proposal | None:
        """Note a correction that waits to be confirmed; None for an unknown alert."""
        ...

    async def apply(self, number: int, person: int) -> Proposal | Unsettled:
        """Carry a correction out, everywhere the alert was told."""
        ...

    async def discard(self, number: int) -> None:
        """Leave a correction that waits."""
        ...

    async def undo(self, number: int, person: int) -> Proposal | Unsettled:
        """Take back a correction that was carried out."""
        ...

    async def merge(self, one: str, other: str, person: int) -> NotRegrouped | None:
        """Make one story of two, each given as an alert's number or a story's id; the younger alert will point to the
        older one. Returns what is wrong; None where it will be done."""
        ...

    async def split(self, urls: Sequence[str], person: int) -> NotRegrouped | None:
        """Take the articles at these addresses out of their story, into one of their own; returns as `merge`."""
        ...
