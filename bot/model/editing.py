"""What editors write and who they are: documents in versions and drafts, roles, and what becomes of an edit."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.model.matches import Mode


class DocumentKind(StrEnum):
    """What editors write."""

    WATCHLIST = "watchlist"
    CONCEPT = "concept"
    #: An entry of the outlets file: a list of one.
    OUTLET = "outlet"


class Role(StrEnum):
    """What a person may do about documents; who has none sees nothing of them."""

    #: Named in BOT_OWNERS.
    OWNER = "owner"
    ADMIN = "admin"
    #: Writes drafts and publishes nothing.
    EDITOR = "editor"
    #: Sees everything and changes nothing.
    VIEWER = "viewer"


class Origin(StrEnum):
    """Where a version was written."""

    FILE = "file"
    CHAT = "chat"
    PAGE = "page"
    COMMAND_LINE = "command line"


@dataclass(frozen=True, slots=True)
class Author:
    """Who edits, and from where."""

    #: Telegram's id; None for whoever sits at the machine itself.
    person: int | None
    role: Role
    origin: Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentVersion:
    """One published version of a document."""

    kind: DocumentKind
    id: str
    #: The first is 1.
    version: int
    #: YAML; empty where this version took the document away.
    body: str
    #: Of the body.
    body_hash: str
    at: datetime
    #: A pseudonym; empty for a file and for the command line.
    author: str
    #: An Origin.
    origin: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What somebody has written and nobody has published."""

    kind: DocumentKind
    id: str
    #: YAML.
    body: str
    #: Of the body.
    body_hash: str
    #: The version it was written upon; 0 where there was none.
    base: int
    at: datetime
    #: A pseudonym; empty for the command line.
    author: str
    origin: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentSummary:
    """One document in a list."""

    kind: DocumentKind
    id: str
    #: By language; of an outlet its name, under "".
    title: Mapping[str, str]
    #: 0 where there are only drafts.
    version: int
    at: datetime
    author: str
    origin: str
    #: Of a watchlist.
    mode: Mode | None = None
    #: Of whom there are drafts.
    drafts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document as it is, with what is being made of it."""

    kind: DocumentKind
    id: str
    #: None where it was never published; with an empty body where it was taken away.
    published: DocumentVersion | None
    drafts: tuple[Draft, ...] = ()


# --- what becomes of an edit --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Saved:
    """The draft is stored."""

    draft: Draft
    #: Whether what others published meanwhile was joined into it.
    merged: bool = False
    #: Cases that would fail, its own and other watchlists', in words: they would block publishing.
    failing: tuple[str, ...] = ()
    #: Watchlists whose matches it would change, by id.
    affects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Published:
    """It is in force, in every process within moments."""

    #: The number of the new version.
    version: int
    #: Watchlists whose matches it changes, by id.
    affects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Discarded:
    """The draft is gone."""


@dataclass(frozen=True, slots=True)
class Refused:
    """It cannot be used as it is; nothing was stored. Each problem has its place and remedy."""

    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Somebody else changed the same places; nothing was stored."""

    #: What is published now: whoever insists saves `merged` upon it.
    version: int
    theirs: str
    #: Both edits joined, with the author's own text at the places of conflict.
    merged: str
    #: What both have changed, as `query` or `alert.mode`.
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NotSeen:
    """Its author was not shown yet what this very text would have caught."""

    draft: Draft
    #: Whether what others published meanwhile was joined into it just now.
    merged: bool = False


@dataclass(frozen=True, slots=True)
class Forbidden:
    """The author's role does not allow it."""

    role: Role
    #: The least that would.
    needs: Role


@dataclass(frozen=True, slots=True)
class TooMuch:
    """It would hit nearly everything."""

    #: Alerts, by the archive.
    per_week: float
