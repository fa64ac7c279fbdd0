"""The report of misses: the archive read through twice in small steps, in threads, and what came of it as plain values.

What makes a miss or a spelling worth telling is decided in bot/stories/misses.py and bot/watch/spellings.py.
"""

import asyncio
import os
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.language import read
from bot.model import Article, Miss, MissedArticle, MissedStory, MissReport, Mode, NewSpelling, Outlet
from bot.runtime.catalogue import Catalogue, Sheets, compiled
from bot.storage import articles, feeds, matches, stories
from bot.storage.articles import StoredArticle
from bot.storage.database import Database
from bot.storage.stories import Membership
from bot.stories import misses as search
from bot.stories.misses import Piece, Proposal, Search, Trial, usual_company
from bot.stories.skeletons import skeleton
from bot.watch import Index, Library, Query
from bot.watch.spellings import Spelling, Spellings, with_spellings

#: What missed stories are looked for in, and what their edits are tried on.
WEEK, ARCHIVE = timedelta(days=7), timedelta(days=30)
#: Articles of one step; between two the rest of the bot has its turn.
_STEP = 200
#: Articles of the archive that are looked at: of more the newest.
_MOST = 100_000
#: Of a report: a longer one is not read.
_MOST_MISSES, _MOST_SPELLINGS = 12, 12
_EXAMPLES = 3

Progress = Callable[[int, int], None]


def _silent(done: int, of: int) -> None:
    del done, of


@dataclass(frozen=True, slots=True)
class _Lists:
    """The watchlists that are looked at, and what they are written in."""

    queries: Mapping[str, Query]
    library: Library


async def miss_report(
    db: Database,
    catalogue: Catalogue,
    outlets: Mapping[str, Outlet],
    now: datetime,
    *,
    week: timedelta = WEEK,
    progress: Progress = _silent,
) -> MissReport:
    """Read the archive and say what watchlists have missed.

    Args:
        db: what is read.
        catalogue: what is in force.
        outlets: all that are known.
        now: the moment.
        week: stories that began so long ago are looked at.
        progress: told how many articles of how many were read, counting both times.
    """
    queries = {
        id_: one.tree for id_, one in catalogue.watchlists.items() if one.alert.mode is not Mode.RETIRED
    }
    reading = _Reading(db, outlets, now, progress)
    await reading.begin()
    company = _Counting(_Lists(queries, catalogue.library))
    async for pieces in reading.archive():
        await asyncio.to_thread(company.read, pieces)
    looker = await asyncio.to_thread(company.looker)
    proposals: list[Proposal] = []
    looked = 0
    async for told in reading.stories(now - week):
        looked += len(told)
        proposals += await asyncio.to_thread(looker.proposals, told)
    trial = await asyncio.to_thread(Trial, proposals, catalogue.library)
    async for pieces in reading.archive():
        if proposals:
            await asyncio.to_thread(_try, trial, pieces)
    spellings = (await asyncio.to_thread(company.hunt.found))[:_MOST_SPELLINGS]
    gained = await _gained(reading, spellings, queries, catalogue.library)
    found = trial.verdict(_EXAMPLES)[:_MOST_MISSES]
    known = await reading.addresses(
        [
            *(piece.id for miss in found for one in miss.missed for piece in one.caught),
            *(id_ for miss in found for id_, _ in miss.examples),
            *(seen.article for one in spellings for seen in one.examples),
        ]
    )
    return MissReport(
        at=now,
        since=now - week,
        stories=looked,
        articles=reading.number,
        misses=tuple(_miss(one, catalogue, known) for one in found),
        spellings=tuple(_spelling(one, catalogue, known, gained) for one in spellings),
    )


def report_apart(url: str, sheets: Sheets, generation: int, now: datetime) -> MissReport:
    """The report, made in a process of its own and with patience; raises StorageError."""
    os.nice(10)
    return asyncio.run(_report_at(url, sheets, generation, now))


async def _report_at(url: str, sheets: Sheets, generation: int, now: datetime) -> MissReport:
    db = await Database.open(url)
    try:
        async with db.read() as conn:
            outlets = await feeds.outlets(conn)
        return await miss_report(db, compiled(sheets, generation=generation), outlets, now)
    finally:
        await db.close()


def _try(trial: Trial, pieces: Sequence[Piece]) -> None:
    for piece in pieces:
        trial.read(piece)


class _Looker:
    """Proposals for stories, a page of them at a time."""

    def __init__(self, search: Search) -> None:
        self._search = search

    def proposals(self, told: Sequence[Sequence[Piece]]) -> list[Proposal]:
        return [proposal for pieces in told for proposal in self._search.proposals(pieces)]


class _Counting:
    """What the archive names: how names are spelt, and what keeps company with each watchlist's hits."""

    def __init__(self, lists: _Lists) -> None:
        self._lists = lists
        self.hunt = Spellings(lists.library, skeleton, Index(lists.library).concepts)
        self._named: dict[str, Counter[str]] = {}
        self._hits: Counter[str] = Counter()
        self._everywhere: Counter[str] = Counter()
        self._articles = 0

    def read(self, pieces: Sequence[Piece]) -> None:
        for piece in pieces:
            outlet = piece.outlet.id if piece.outlet else piece.source
            named = self.hunt.read(piece.id, piece.story, outlet, piece.title, piece.document)
            self._articles += 1
            self._everywhere.update(named)
            self._hits.update(piece.hits)
            for watchlist in piece.hits:
                self._named.setdefault(watchlist, Counter()).update(named)

    def looker(self) -> _Looker:
        company = usual_company(self._named, self._hits, self._everywhere, self._articles)
        return _Looker(Search(self._lists.queries, self._lists.library, company))


class _Reading:
    """The articles of the archive as pieces, a step at a time; each step is a short transaction."""

    def __init__(
        self, db: Database, outlets: Mapping[str, Outlet], now: datetime, progress: Progress
    ) -> None:
        self._db = db
        self._outlets = outlets
        self._now = now
        self._progress = progress
        self._since = now - ARCHIVE
        self._done = 0
        self.number = 0

    async def begin(self) -> None:
        """Count; of an archive that is too large the newest part is taken."""
        async with self._db.read() as conn:
            self.number = await articles.count(conn, self._since)
            if self.number > _MOST and (since := await articles.newest_since(conn, _MOST)):
                self._since, self.number = since, _MOST

    async def archive(self) -> AsyncIterator[list[Piece]]:
        """Every article, in order."""
        at, last = self._since, ""
        while True:
            async with self._db.read() as conn:
                rows = await articles.seen_after(conn, at, last, _STEP, until=self._now)
                ids = [row.article.id for row in rows]
                joined = await stories.memberships(conn, ids)
                found = await matches.of(conn, ids)
            if not rows:
                return
            hits = {id_: frozenset(one.match.watchlist for one in listed) for id_, listed in found.items()}
            yield await asyncio.to_thread(self._pieces, rows, joined, hits)
            self._done += len(rows)
            self._progress(self._done, 2 * self.number)
            newest = rows[-1].article
            if len(rows) < _STEP or newest.seen_at is None:
                return
            at, last = newest.seen_at, newest.id

    async def stories(self, since: datetime) -> AsyncIterator[list[list[Piece]]]:
        """Stories of several outlets that began since then."""
        async with self._db.read() as conn:
            ids = await stories.of_several(conn, since)
        for first in range(0, len(ids), _STEP // 4):
            page = ids[first : first + _STEP // 4]
            async with self._db.read() as conn:
                told = await stories.article_ids(conn, page)
                listed = [article for articles_ in told.values() for article in articles_]
                rows = await articles.get(conn, listed)
                joined = await stories.memberships(conn, listed)
                found = await matches.of(conn, listed)
            hits = {id_: frozenset(one.match.watchlist for one in each) for id_, each in found.items()}
            pieces = await asyncio.to_thread(self._pieces, list(rows.values()), joined, hits)
            by_id = {piece.id: piece for piece in pieces}
            yield [[by_id[id_] for id_ in articles_ if id_ in by_id] for articles_ in told.values()]

    async def these(self, ids: Iterable[str]) -> list[Piece]:
        """Articles by id."""
        async with self._db.read() as conn:
            rows = await articles.get(conn, ids)
            joined = await stories.memberships(conn, list(rows))
            found = await matches.of(conn, list(rows))
        hits = {id_: frozenset(one.match.watchlist for one in each) for id_, each in found.items()}
        return await asyncio.to_thread(self._pieces, list(rows.values()), joined, hits)

    async def addresses(self, ids: Iterable[str]) -> Mapping[str, MissedArticle]:
        """Articles as a report names them."""
        async with self._db.read() as conn:
            rows = await articles.get(conn, ids)
        return {id_: self._told(row.article) for id_, row in rows.items()}

    def _told(self, article: Article) -> MissedArticle:
        outlet = self._outlets.get(article.outlet)
        return MissedArticle(
            id=article.id,
            outlet=outlet.name if outlet else article.outlet,
            title=article.title,
            url=article.url,
            lang=article.lang,
        )

    def _pieces(
        self,
        rows: Sequence[StoredArticle],
        joined: Mapping[str, Membership],
        hits: Mapping[str, frozenset[str]],
    ) -> list[Piece]:
        made = []
        for row in rows:
            article = row.article
            mine = joined.get(article.id)
            made.append(
                Piece(
                    id=article.id,
                    story=mine.story if mine else article.id,
                    source=self._source(article.outlet, mine.credit if mine else ""),
                    title=article.title,
                    document=read(article),
                    outlet=self._outlets.get(article.outlet),
                    hits=hits.get(article.id, frozenset()),
                )
            )
        return made

    def _source(self, outlet: str, credit: str) -> str:
        """Whom an article counts as: whose text it is, and of outlets of one owner the owner."""
        known = self._outlets.get(credit or outlet)
        return f"owner {known.owner}" if known and known.owner else credit or outlet


async def _gained(
    reading: _Reading, spellings: Sequence[Spelling], queries: Mapping[str, Query], library: Library
) -> Mapping[str, Counter[str]]:
    """By spelling, how many of the articles that write it each watchlist would hit and does not."""
    if not spellings:
        return {}
    pieces = {
        piece.id: piece for piece in await reading.these({id_ for one in spellings for id_ in one.seen_in})
    }

    def count() -> Mapping[str, Counter[str]]:
        taken: dict[str, list[Spelling]] = {}
        for one in spellings:
            taken.setdefault(one.concept, []).append(one)
        # One index for all: an article with two of them counts for both.
        index = Index(with_spellings(library, taken))
        for id_, query in queries.items():
            index.put(id_, query)
        hits = {
            id_: {*index.hits(piece.document, piece.outlet)} - piece.hits for id_, piece in pieces.items()
        }
        return {
            one.text: Counter(watchlist for id_ in one.seen_in for watchlist in hits.get(id_, ()))
            for one in spellings
        }

    return await asyncio.to_thread(count)


def _miss(one: search.Miss, catalogue: Catalogue, known: Mapping[str, MissedArticle]) -> Miss:
    return Miss(
        watchlist=one.watchlist,
        title=dict(catalogue.watchlists[one.watchlist].title),
        version=catalogue.versions.get(one.watchlist, 0),
        mend=one.repair.mend,
        before=one.repair.before,
        after=one.repair.after,
        why=one.missed[0].why.text,
        stories=tuple(
            MissedStory(
                story=each.story,
                articles=tuple(known[piece.id] for piece in each.caught if piece.id in known),
            )
            for each in one.missed
        ),
        other_articles=one.other_articles,
        other_stories=one.other_stories,
        examples=tuple(known[id_] for id_, _ in one.examples if id_ in known),
    )


def _spelling(
    one: Spelling,
    catalogue: Catalogue,
    known: Mapping[str, MissedArticle],
    gained: Mapping[str, Counter[str]],
) -> NewSpelling:
    concept = catalogue.library.get(one.concept)
    return NewSpelling(
        concept=one.concept,
        title=dict(concept.title) if concept else {},
        like=one.like,
        text=one.text,
        lang=one.lang,
        articles=one.articles,
        outlets=one.outlets,
        examples=tuple(known[seen.article] for seen in one.examples if seen.article in known),
        around=tuple(seen.around for seen in one.examples),
        gained=dict(gained.get(one.text, {})),
    )
