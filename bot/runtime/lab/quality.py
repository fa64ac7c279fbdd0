"""What is known of a watchlist's hits, read from the store and rated: taps of readers, and the cases of its file."""

import asyncio
from collections.abc import Mapping, Sequence

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.language import read
from bot.model import DocumentKind, DocumentVersion, Outlet
from bot.runtime.catalogue import Catalogue
from bot.storage import articles, documents, feedback
from bot.watch import DocumentError, Watchlist, load_watchlist
from bot.watch.cases import document
from bot.watch.quality import Known, Quality, Rate, VersionText, rated

#: Judged articles that are looked at, the newest; and versions, the newest.
_JUDGED, _VERSIONS = 300, 12


async def quality_of(
    conn: AsyncConnection, catalogue: Catalogue, outlets: Mapping[str, Outlet], watchlist: str
) -> Quality | None:
    """How right a watchlist is, version by version; None for one that is not in force."""
    published = catalogue.watchlists.get(watchlist)
    if published is None:
        return None
    judged = await feedback.judged(conn, watchlist, _JUDGED)
    rows = await articles.get(conn, [row.article for row in judged])
    stored = await documents.versions(conn, DocumentKind.WATCHLIST, watchlist)
    said = {
        version: Rate(relevant, number)
        for version, (relevant, number) in (await feedback.by_version(conn, watchlist)).items()
    }
    votes = {row.article: row.relevant - row.irrelevant for row in judged if row.article in rows}
    told = [(rows[id_].article, vote > 0) for id_, vote in votes.items() if vote]

    def rate() -> Quality:
        known = [
            Known(document=read(article), relevant=relevant, outlet=outlets.get(article.outlet))
            for article, relevant in told
        ]
        known += _cases(published)
        return Quality(
            watchlist=watchlist,
            versions=rated(_texts(stored[-_VERSIONS:]), known, said, catalogue.library),
            relevant=sum(relevant for _, relevant in told),
            irrelevant=sum(not relevant for _, relevant in told),
            disputed=len(votes) - len(told),
            hit_cases=len(published.cases.hit),
            miss_cases=len(published.cases.miss),
        )

    return await asyncio.to_thread(rate)


def _cases(watchlist: Watchlist) -> list[Known]:
    return [
        Known(document=document(case), relevant=relevant)
        for cases, relevant in ((watchlist.cases.hit, True), (watchlist.cases.miss, False))
        for case in cases
    ]


def _texts(stored: Sequence[DocumentVersion]) -> list[VersionText]:
    found = []
    for one in stored:
        try:
            tree = load_watchlist(one.body, one.id).tree if one.body else None
        except DocumentError:
            tree = None
        found.append(VersionText(version=one.version, at=one.at, tree=tree))
    return found
