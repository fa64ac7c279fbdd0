"""What the lab's handlers need from the rest of the bot; a part of every turn, in its transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from bot.model import (
    Author,
    Conflict,
    Discarded,
    Document,
    DocumentKind,
    DocumentSummary,
    DocumentVersion,
    Draft,
    FeedHealth,
    Forbidden,
    NotSeen,
    Published,
    Refused,
    Role,
    Saved,
    TooMuch,
)
from bot.watch import Concept, QueryError
from bot.watch.backtest import Backtest


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who has a role, or may be given one."""

    person: int
    #: As Telegram showed it; empty for who never wrote to the bot.
    name: str
    role: Role | None


@dataclass(frozen=True, slots=True)
class Dialogue:
    """What somebody was asked, and what is known so far."""

    step: str
    state: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """Who did what, to what."""

    at: datetime
    #: A name, a pseudonym where the name is not known, empty for the bot itself.
    actor: str
    action: str
    subject: str
    detail: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Suggested:
    """Something to look for, as a query writes it."""

    term: str
    #: Of a concept, by language; empty for words.
    titles: Mapping[str, str]
    #: Of a concept: how many names it has.
    names: int
    #: Of a concept.
    type: str
    #: How many articles of the last days have it.
    articles: int
    #: Whether it is what was said, and not only something like it.
    meant: bool


@dataclass(frozen=True, slots=True)
class SuggestedPart:
    """One thing that a topic names, and the ways to look for it."""

    said: str
    offers: Sequence[Suggested]
    #: It must not be there.
    excluded: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What came of a backtest, or how far it is."""

    #: None before its end.
    found: Backtest | None
    #: Why it failed.
    error: str = ""
    done: int = 0
    total: int = 0
    caught: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class NameEffect:
    """What a concept's new names do to one watchlist."""

    watchlist: str
    gained: int
    lost: int
    #: Headlines of what is gained, then of what is lost.
    examples: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class NamesEffect:
    """What a concept's new text does in the archive of the last days."""

    #: Those that come or go.
    names: Sequence[str]
    #: How many articles have one of them.
    articles: int
    watchlists: Sequence[NameEffect]


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """Something that a watchlist should, or should not, hit."""

    title: str
    text: str = ""
    #: ISO 639-1; empty where nobody knows.
    lang: str = ""
    #: Of the archive; empty for what was forwarded.
    article: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a watchlist says of a headline, and why."""

    holds: bool
    #: In the words of the query language.
    why: str
    #: The whole query with the smallest edit by which it would hold, and the part that the edit changes.
    edit: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedState:
    """A feed and how it is."""

    url: str
    state: FeedHealth
    reason: str
    since: datetime | None
    paused: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletState:
    """An outlet in force, and how its feeds are."""

    id: str
    name: str
    feeds: Sequence[FeedState]
    articles_day: int


class Lab(Protocol):
    """What editors may see and do. Roles are checked there once more."""

    # --- people ---------------------------------------------------------------------------------------

    async def role(self, person: int) -> Role | None:
        """What somebody may do; None for a reader."""
        ...

    async def members(self) -> Sequence[Member]:
        """Everybody who has a role, owners first."""
        ...

    async def acquaintances(self) -> Sequence[Member]:
        """Everybody who writes to the bot in private and has no role, by name."""
        ...

    async def give(self, person: int, role: Role | None, author: Author) -> Forbidden | None:
        """Give somebody a role, or take it; owners alone may, and never from an owner."""
        ...

    async def names(self, pseudonyms: Sequence[str]) -> Mapping[str, str]:
        """Who stands behind these names, where that is known."""
        ...

    async def deeds(self, subject: str, limit: int, offset: int) -> Sequence[Deed]:
        """What was done, newest first; to one subject (`watchlist:id`) or to all."""
        ...

    # --- what is asked --------------------------------------------------------------------------------

    async def asked(self, person: int) -> Dialogue | None:
        """What a person's next message answers."""
        ...

    async def ask(self, person: int, step: str, state: Mapping[str, Any]) -> None:
        """From now on the person's next message answers this."""
        ...

    async def end(self, person: int) -> None:
        """It answers nothing any more."""
        ...

    # --- documents ------------------------------------------------------------------------------------

    async def documents(self, kind: DocumentKind) -> Sequence[DocumentSummary]:
        """Every document of a kind, by id."""
        ...

    async def document(self, kind: DocumentKind, id_: str) -> Document | None:
        """One, with its drafts."""
        ...

    async def draft(self, kind: DocumentKind, id_: str, author: Author) -> Draft | None:
        """The author's own draft."""
        ...

    async def history(self, kind: DocumentKind, id_: str) -> Sequence[DocumentVersion]:
        """All versions, oldest first."""
        ...

    async def save(
        self, kind: DocumentKind, id_: str, body: str, author: Author, base: int, why: str = ""
    ) -> Saved | Refused | Conflict | Forbidden:
        """Write the author's draft."""
        ...

    async def publish(
        self, draft: Draft, author: Author, *, cases_changed_on_purpose: bool = False
    ) -> Published | Refused | Conflict | NotSeen | Forbidden | TooMuch:
        """Put a draft in force."""
        ...

    async def dropped_cases(self, draft: Draft) -> Sequence[str]:
        """Cases that it has taken out and would fail: it is published only on purpose."""
        ...

    async def discard(
        self, kind: DocumentKind, id_: str, author: Author, *, draft_by: str
    ) -> Discarded | Refused | Forbidden:
        """Throw a draft away."""
        ...

    async def roll_back(
        self, kind: DocumentKind, id_: str, version: int, author: Author
    ) -> Published | Refused | Forbidden:
        """Put an earlier version in force again."""
        ...

    async def remove(self, kind: DocumentKind, id_: str, author: Author) -> Published | Refused | Forbidden:
        """Take a concept or an outlet away."""
        ...

    def diff(self, kind: DocumentKind, old: str, new: str) -> Sequence[str]:
        """What changed between two texts, in lines to read."""
        ...

    async def subscribers(self, watchlist: str) -> int:
        """How many chats and topics subscribe it."""
        ...

    # --- queries and concepts ---------------------------------------------------------------------------

    def problem(self, query: str) -> QueryError | None:
        """What is wrong with a query, its concepts included."""
        ...

    def concepts(self, name: str) -> Sequence[Concept]:
        """The concept with this id, or those of this name."""
        ...

    def near(self, name: str) -> Sequence[Concept]:
        """Concepts with a name that is spelt or sounds like this one."""
        ...

    def users(self, concept: str) -> tuple[Sequence[str], Sequence[str]]:
        """The watchlists that rest on a concept, and the concepts that name it."""
        ...

    async def suggest(self, topic: str, lang: str) -> Sequence[SuggestedPart]:
        """What the words of a topic may mean, by the library and the archive; `lang` is a guess."""
        ...

    # --- looking before publishing --------------------------------------------------------------------

    async def look(self, id_: str, body: str, author: Author) -> int:
        """Have a watchlist's text tried on the archive; the author gets a message when that is done. Returns the
        number of the task."""
        ...

    async def looked(self, number: int) -> Look | None:
        """What came of that; None where it is not known any more."""
        ...

    async def publish_shadowed(
        self, draft: Draft, author: Author
    ) -> Published | Refused | Conflict | NotSeen | Forbidden | TooMuch:
        """Put a draft in force in the shadow; what its author saw of it counts for that too."""
        ...

    async def names_effect(self, draft: Draft) -> NamesEffect | None:
        """What a concept's draft changes in the archive; None for one that cannot be used."""
        ...

    # --- headlines --------------------------------------------------------------------------------------

    async def headline_of_story(self, story: str) -> Headline | None:
        """The first article of a story."""
        ...

    async def headline_of_alert(self, alert: int) -> Headline | None:
        """The first article of an alert."""
        ...

    async def verdict(self, watchlist: str, headline: Headline, author: Author) -> Verdict | None:
        """What a watchlist says of it, in the author's draft where he has one; None for an unknown watchlist."""
        ...

    # --- outlets --------------------------------------------------------------------------------------

    async def outlets(self) -> Sequence[OutletState]:
        """Every outlet in force, by id."""
        ...

    async def discover(self, url: str, author: Author) -> None:
        """Have the feeds of a site looked for; the author gets a message with a draft."""
        ...

    async def test_outlet(self, id_: str, author: Author) -> None:
        """Have an outlet's feeds asked anew; the author gets a message."""
        ...

    def paused_outlet(self, id_: str, body: str, *, pause: bool) -> str:
        """An outlet's text with all its feeds paused, or not any more."""
        ...
