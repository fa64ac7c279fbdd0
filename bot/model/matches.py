"""What of an article a watchlist hit, and how watchlists run."""

from dataclasses import dataclass
from enum import StrEnum


class Field(StrEnum):
    """Where in an article a word stands."""

    TITLE = "title"
    SUMMARY = "summary"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of one field that proves a term: `text` is `field[start:end]`, `term` as the author wrote it."""

    field: Field
    start: int
    end: int
    text: str
    term: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """The sentence that proves most of a query, in the article's own words; spans are relative to `text`."""

    field: Field
    start: int
    text: str
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """A watchlist that holds for an article, with the spans that prove it."""

    watchlist: str
    spans: tuple[Span, ...]
    evidence: Evidence | None = None


class Mode(StrEnum):
    """Of a watchlist: alerts to everybody, to admins only, or no more."""

    LIVE = "live"
    SHADOW = "shadow"
    RETIRED = "retired"
