"""What a concept's new text would newly hit in the archive, and what it would not hit any more: its changed names are
looked up, and the watchlists that rest on it are tried on what has them."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.language import read
from bot.model import Outlet
from bot.runtime.catalogue import Catalogue
from bot.runtime.lab import proving
from bot.storage import articles, feeds, search
from bot.storage.articles import StoredArticle
from bot.telegram.lab.ports import NameEffect, NamesEffect
from bot.watch import Concept, DocumentError, Index, Library, load_concept
from bot.watch.searching import SearchError, read_search

SINCE = timedelta(days=30)
#: Names that are looked up, and articles of each: enough to see what they do.
_NAMES, _ARTICLES = 8, 60
_EXAMPLES = 3


async def names_effect(
    conn: AsyncConnection, catalogue: Catalogue, id_: str, old: str, new: str, now: datetime
) -> NamesEffect | None:
    """What a concept's text changes in the archive; None for a text that cannot be used.

    Args:
        conn: a connection.
        catalogue: what is in force.
        id_: of the concept.
        old: its text in force; empty where there is none.
        new: its new text.
        now: the end of the days that are looked at.
    """
    try:
        before, after = (load_concept(old, id_) if old else None), load_concept(new, id_)
        library = Library([*(one for one in catalogue.library if one.id != id_), after])
    except DocumentError:
        return None
    changed = sorted(_names(before) ^ _names(after))
    found: dict[str, StoredArticle] = {}
    for name in changed[:_NAMES]:
        found |= await articles.get(conn, await _having(conn, name, now))
    watchlists, _ = proving.users(id_, catalogue)
    outlets = await feeds.outlets(conn)
    effects = await asyncio.to_thread(_tried, catalogue, library, watchlists, [*found.values()], outlets)
    return NamesEffect(names=changed, articles=len(found), watchlists=effects)


def _names(concept: Concept | None) -> set[str]:
    return {entry.text for entry in concept.entries} if concept is not None else set()


async def _having(conn: AsyncConnection, name: str, now: datetime) -> Sequence[str]:
    try:
        wanted = read_search(f'"{name}" since:{SINCE.days}d', now)
    except SearchError:
        return ()
    return [one.article for one in await search.find(conn, wanted, _ARTICLES)]


def _tried(
    catalogue: Catalogue,
    library: Library,
    watchlists: Sequence[str],
    found: Sequence[StoredArticle],
    outlets: Mapping[str, Outlet],
) -> Sequence[NameEffect]:
    """Each watchlist with what it gains and loses."""
    before, after = Index(catalogue.library), Index(library)
    for id_ in watchlists:
        before.put(id_, catalogue.watchlists[id_].tree)
        after.put(id_, catalogue.watchlists[id_].tree)
    gained: dict[str, list[str]] = {}
    lost: dict[str, list[str]] = {}
    for one in found:
        document, outlet = read(one.article), outlets.get(one.article.outlet)
        old, new = {*before.hits(document, outlet)}, {*after.hits(document, outlet)}
        for id_ in new - old:
            gained.setdefault(id_, []).append(one.article.title)
        for id_ in old - new:
            lost.setdefault(id_, []).append(one.article.title)
    return [
        NameEffect(
            watchlist=id_,
            gained=len(gained.get(id_, ())),
            lost=len(lost.get(id_, ())),
            examples=(*gained.get(id_, ())[:_EXAMPLES], *lost.get(id_, ())[:_EXAMPLES]),
        )
        for id_ in sorted({*gained, *lost})
    ]
