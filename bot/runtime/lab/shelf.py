"""Documents as they are, with their versions and drafts. What changes them stands in versions.py."""

import logging
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import (
    Author,
    Document,
    DocumentKind,
    DocumentSummary,
    DocumentVersion,
    Draft,
    Outlet,
)
from bot.runtime.catalogue import Catalogue
from bot.runtime.lab import proving
from bot.runtime.lab.proving import BodyError
from bot.storage import documents, drafts, pseudonyms

log = logging.getLogger(__name__)


class Shelf:
    """What there is to see, over one connection."""

    def __init__(self, conn: AsyncConnection, catalogue: Catalogue, now: datetime) -> None:
        """
        Args:
            conn: a connection; reading is enough.
            catalogue: what is in force, for titles.
            now: the moment.
        """
        self._conn = conn
        self._catalogue = catalogue
        self._now = now

    async def documents(self, kind: DocumentKind) -> Sequence[DocumentSummary]:
        """Every document of a kind that is in force or has a draft, by id."""
        published = {one.id: one for one in await documents.published(self._conn, kind)}
        waiting: dict[str, list[Draft]] = {}
        for draft in await drafts.of(self._conn, kind):
            waiting.setdefault(draft.id, []).append(draft)
        return [
            self._summary(kind, id_, published.get(id_), waiting.get(id_, ()))
            for id_ in sorted({*published, *waiting})
        ]

    async def document(self, kind: DocumentKind, id_: str) -> Document | None:
        """A document with its drafts, the newest first; None where nothing is known under this id."""
        published = await documents.get(self._conn, kind, id_)
        waiting = await drafts.of(self._conn, kind, id_)
        if published is None and not waiting:
            return None
        return Document(kind=kind, id=id_, published=published, drafts=tuple(waiting))

    async def draft(self, kind: DocumentKind, id_: str, author: Author) -> Draft | None:
        """The author's own draft."""
        if author.person is None:
            return await drafts.get(self._conn, kind, id_, "")
        name = (await pseudonyms.known(self._conn, [author.person])).get(author.person)
        return None if name is None else await drafts.get(self._conn, kind, id_, name)

    def concepts_of(self, watchlist: str) -> tuple[str, ...]:
        """The concepts on which a watchlist in force rests, by id."""
        return proving.rests_on(watchlist, self._catalogue)

    async def history(self, kind: DocumentKind, id_: str) -> Sequence[DocumentVersion]:
        """All versions, oldest first."""
        return await documents.versions(self._conn, kind, id_)

    def _summary(
        self, kind: DocumentKind, id_: str, published: DocumentVersion | None, waiting: Sequence[Draft]
    ) -> DocumentSummary:
        newest = published or waiting[0]
        title: Mapping[str, str] = {}
        mode = None
        if kind is DocumentKind.WATCHLIST and (watchlist := self._catalogue.watchlists.get(id_)):
            title, mode = watchlist.title, watchlist.alert.mode
        elif kind is DocumentKind.CONCEPT and (concept := self._catalogue.library.get(id_)):
            title = concept.title
        else:
            title = _title(kind, id_, newest.body)
        return DocumentSummary(
            kind=kind,
            id=id_,
            title=dict(title),
            version=published.version if published else 0,
            at=newest.at,
            author=newest.author,
            origin=newest.origin,
            mode=mode,
            drafts=tuple(draft.author for draft in waiting),
        )


def _title(kind: DocumentKind, id_: str, body: str) -> Mapping[str, str]:
    try:
        found = proving.understood(kind, id_, body)
    except BodyError:
        return {}
    return {"": found.name} if isinstance(found, Outlet) else found.title


async def outlets_in_force(conn: AsyncConnection) -> Mapping[str, Outlet]:
    """Every outlet that is published, by id, with its feeds."""
    found: dict[str, Outlet] = {}
    for one in await documents.published(conn, DocumentKind.OUTLET):
        try:
            said = proving.understood(one.kind, one.id, one.body)
        except (
            BodyError
        ) as error:  # what was right when it was published may be too little for a newer version
            log.error("left out: %s", error)
            continue
        if isinstance(said, Outlet):
            found[one.id] = said
    return found
