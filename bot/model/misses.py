"""What watchlists have missed, as a report tells it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class MissedArticle:
    """An article as a report names it."""

    id: str
    #: Its name.
    outlet: str
    title: str
    url: str
    lang: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MissedStory:
    """A story that no query of a watchlist hit, with the articles that an edit would have caught."""

    story: str
    articles: tuple[MissedArticle, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Miss:
    """One edit of a watchlist's query, what it would have caught, and what else it would catch."""

    watchlist: str
    title: Mapping[str, str]
    #: Of the watchlist, when it was looked at.
    version: int
    #: What the edit does: reach, order, count, word, apart, exclusion, scope.
    mend: str
    #: The part of the query as it is written, and as it would be.
    before: str
    after: str
    #: Why the nearest article was not hit, in words.
    why: str
    stories: tuple[MissedStory, ...]
    other_articles: int
    other_stories: int
    examples: tuple[MissedArticle, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSpelling:
    """A way of writing a concept's name that the concept does not have."""

    concept: str
    title: Mapping[str, str]
    #: The name that it is like.
    like: str
    text: str
    lang: str
    articles: int
    outlets: int
    examples: tuple[MissedArticle, ...]
    #: The words around it in each example.
    around: tuple[str, ...]
    #: By watchlist, how many of these articles it would hit and does not.
    gained: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class MissReport:
    """What was looked at, and what came of it."""

    at: datetime
    since: datetime
    #: Stories of several outlets, and articles of the archive, that were looked at.
    stories: int
    articles: int
    misses: tuple[Miss, ...] = ()
    spellings: tuple[NewSpelling, ...] = ()
