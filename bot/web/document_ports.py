"""What the page needs for documents: seeing, checking, trying, drafting and publishing them. Filled in
runtime/lab/page_documents.py."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.alerts.foreign import Pieces
from bot.model import (
    Conflict,
    Discarded,
    Document,
    DocumentKind,
    DocumentSummary,
    DocumentVersion,
    Draft,
    Forbidden,
    NotSeen,
    Published,
    Refused,
    Saved,
    TooMuch,
)
from bot.watch import Watchlist
from bot.watch.backtest import Backtest
from bot.watch.changes import Difference


@dataclass(frozen=True, slots=True)
class Mark:
    """Something at a place of the text."""

    #: From 1, in code points.
    line: int
    column: int
    message: str
    #: `wrong` cannot be published, `odd` deserves a second look.
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """A watchlist tried on one article."""

    holds: bool
    #: Why, in words.
    says: str
    #: How much of the query the article has, 0 to 1.
    nearness: float
    #: Title, summary and text, cut into what is a hit and what is not; empty ones are left out.
    texts: Sequence[tuple[str, Pieces]]
    #: What was found for each term.
    terms: Sequence[str]
    outlet_name: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A text as it is."""

    marks: Sequence[Mark]
    #: How many cases there are.
    cases: int = 0
    #: Those that fail, in words.
    failing: Sequence[str] = ()
    #: Other watchlists whose matches would change.
    affects: Sequence[str] = ()
    #: None where nothing was chosen to try it on, or the text cannot be used.
    proof: Proof | None = None
    #: Of the text.
    body_hash: str = ""

    @property
    def is_right(self) -> bool:
        """Whether it could be published, but for what it would catch."""
        return not self.failing and all(mark.kind != "wrong" for mark in self.marks)


@dataclass(frozen=True, slots=True)
class Sample:
    """An article to try a watchlist on."""

    url: str
    title: str
    outlet_name: str


@dataclass(frozen=True, slots=True)
class Completion:
    """A concept that a name may mean."""

    id: str
    titles: Mapping[str, str]
    type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """Something to look for, as a query writes it."""

    term: str
    #: Of a concept, by language, with how many names it has and what it is.
    titles: Mapping[str, str]
    names: int
    type: str
    #: Articles of the last 30 days that have it.
    articles: int
    #: Whether it is what was said, and not only something like it.
    meant: bool


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that a topic names, and the ways to look for it."""

    said: str
    offers: Sequence[Offer]
    #: It must not be there.
    excluded: bool

    def is_chosen(self, number: int) -> bool:
        """Whether an offer is ticked from the beginning: what is meant, or where nothing surely is, the first."""
        return self.offers[number].meant if any(one.meant for one in self.offers) else number == 0


@dataclass(frozen=True, slots=True)
class VersionView:
    """A version and what it changed."""

    version: DocumentVersion
    differences: Sequence[Difference]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentView:
    """A document with its history."""

    document: Document
    #: That of who asks.
    own: Draft | None
    #: The newest first.
    history: Sequence[VersionView]
    #: What each waiting draft would change.
    drafted: Sequence[tuple[Draft, Sequence[Difference]]]
    #: Of a watchlist in force.
    watchlist: Watchlist | None = None
    subscribers: int = 0
    #: Articles of the last seven days.
    hits_week: int = 0
    #: Of a concept: watchlists and concepts that rest on it.
    used_by: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentList:
    """Some documents of a kind."""

    shown: Sequence[DocumentSummary]
    page: int
    more: bool
    number: int
    #: Articles of the last seven days, by watchlist.
    hits_week: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class BacktestView:
    """A backtest that was asked for."""

    id: int
    #: waiting, running, done, failed or cancelled.
    state: str
    #: Articles read, of how many, and caught so far.
    done: int
    total: int
    found: int
    #: Why it failed.
    error: str
    #: None before its end.
    result: Backtest | None

    @property
    def is_over(self) -> bool:
        """Whether nothing more comes of it."""
        return self.state not in ("waiting", "running")


class Documents(Protocol):
    """What one person may do about documents."""

    async def listed(self, kind: DocumentKind, query: str, page: int) -> DocumentList:
        """Those whose id or title has these letters."""
        ...

    async def one(self, kind: DocumentKind, id_: str) -> DocumentView | None:
        """A document; None where nothing is known under this id."""
        ...

    async def check(self, kind: DocumentKind, id_: str, body: str, sample: str) -> Checked:
        """What is wrong or odd with a text, its cases, and the proof on an article: its address, or its words."""
        ...

    async def samples(self, watchlist: str) -> Sequence[Sample]:
        """Articles to try a watchlist on, the newest that it hit first."""
        ...

    async def ask_backtest(self, watchlist: str, body: str) -> int:
        """Ask what a text would have caught; what the person asked of this watchlist before, and has not got, is
        cancelled. Returns its number."""
        ...

    async def backtest(self, number: int) -> BacktestView | None:
        """A backtest that the person asked for."""
        ...

    async def newest_backtest(self, watchlist: str) -> BacktestView | None:
        """What the person asked last of a watchlist."""
        ...

    async def complete(self, text: str) -> Sequence[Completion]:
        """Concepts whose id or name begins so, or is so."""
        ...

    async def suggest(self, topic: str) -> Sequence[Part]:
        """What a topic names in the library."""
        ...

    async def begin(self, title: str, about: str, query: str, titles: Mapping[str, str]) -> Draft | str:
        """A draft of a new watchlist; or why there can be none, in words."""
        ...

    async def save(
        self, kind: DocumentKind, id_: str, body: str, base: int, why: str, over: str
    ) -> Saved | Refused | Conflict | Forbidden:
        """Keep a text as the person's draft."""
        ...

    async def publish(
        self, kind: DocumentKind, id_: str, body: str, base: int, why: str, over: str, *, on_purpose: bool
    ) -> Published | Refused | Conflict | NotSeen | Forbidden | TooMuch:
        """Put a text in force, for everybody."""
        ...

    async def publish_draft(
        self, kind: DocumentKind, id_: str, author: str, base: int, why: str
    ) -> Published | Refused | Conflict | NotSeen | Forbidden | TooMuch:
        """Put somebody else's draft in force."""
        ...

    async def discard(
        self, kind: DocumentKind, id_: str, author: str | None
    ) -> Discarded | Refused | Forbidden:
        """Throw a draft away: the person's own, or as an admin that of a pseudonym."""
        ...

    async def roll_back(
        self, kind: DocumentKind, id_: str, version: int, why: str
    ) -> Published | Refused | Forbidden:
        """Put an earlier version in force again."""
        ...
