"""What chat handlers may do about alerts that were told, in the transaction of their turn: see telegram/trail_ports.py."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.alerts.receipt import Receipt
from bot.model import Outlet, Ruling
from bot.runtime import grouping
from bot.runtime.catalogue import Catalogue
from bot.runtime.receipts import Place, Receipts
from bot.storage import (
    alerts,
    articles,
    audit,
    corrections,
    events,
    fanout,
    feedback,
    matches,
    pseudonyms,
    stories,
    subscriptions,
)
from bot.storage.corrections import Correction
from bot.storage.feedback import Word
from bot.storage.matches import StoredMatch
from bot.storage.words import CorrectionState, EventKind
from bot.telegram.menus import handle_of
from bot.telegram.trail_ports import JudgedMatch, Judgement, NotRegrouped, Proposal, RegroupProblem, Unsettled

#: A correction that nobody confirmed in this time is not carried out any more.
CONFIRM_WITHIN = timedelta(hours=1)


class StoredTrail:
    """A Trail over one connection."""

    def __init__(
        self,
        conn: AsyncConnection,
        catalogue: Catalogue,
        outlets: Mapping[str, Outlet],
        now: datetime,
        max_age: timedelta,
    ) -> None:
        self._conn = conn
        self._catalogue = catalogue
        self._outlets = outlets
        self._now = now
        self._max_age = max_age

    async def alert_of(self, chat: int, message: int) -> int | None:
        return await alerts.told_by(self._conn, chat, message)

    async def receipt(self, asked: str | int, *, chat: int, thread: int, everybody: bool) -> Receipt | None:
        desk = Receipts(self._conn, self._catalogue, self._outlets, self._now, self._max_age)
        place = None if everybody else Place(chat, thread)
        if isinstance(asked, int):
            return await desk.of_alert(asked, place)
        return await desk.of_url(asked, place)

    # --- words of readers -------------------------------------------------------------------------------

    async def judge(
        self, alert: int, person: int, *, chat: int, thread: int, relevant: bool | None, watchlist: str = ""
    ) -> Judgement | None:
        hits = await self._hits(alert, chat, thread, watchlist)
        if not hits:
            return None
        name = (await pseudonyms.of(self._conn, [person]))[person]
        before = await feedback.said(
            self._conn, (hit.article for hit in hits), (hit.match.watchlist for hit in hits), name
        )
        if relevant is None:
            said = before.get((hits[0].article, hits[0].match.watchlist))
            relevant = said is False
        for hit in hits:
            word = Word(
                article=hit.article,
                watchlist=hit.match.watchlist,
                version=hit.version,
                person=name,
                relevant=relevant,
                at=self._now,
            )
            await feedback.say(self._conn, word)
        return Judgement(relevant=relevant, watchlists=self._catalogue.names(hit.match for hit in hits))

    async def _hits(self, alert: int, chat: int, thread: int, handle: str) -> list[StoredMatch]:
        """Of each watchlist through which a chat hears of an alert the first article that hit."""
        row = (await alerts.get(self._conn, [alert])).get(alert)
        if row is None:
            return []
        mine = {*await subscriptions.of(self._conn, chat, thread)}
        named = {name.id for name in row.content.watchlists}
        wanted = {one for one in named & (mine or named) if not handle or handle_of(one) == handle}
        found = await matches.of(self._conn, (report.article for report in row.content.reports))
        first: dict[str, StoredMatch] = {}
        for report in row.content.reports:
            for hit in found.get(report.article, ()):
                if hit.match.watchlist in wanted:
                    first.setdefault(hit.match.watchlist, hit)
        return [first[one] for one in sorted(first)]

    async def judged(self, watchlist: str, limit: int) -> Sequence[JudgedMatch] | None:
        if watchlist not in self._catalogue.watchlists:
            return None
        rows = await feedback.judged(self._conn, watchlist, limit)
        known = await articles.get(self._conn, (row.article for row in rows))
        proofs = await matches.of(self._conn, (row.article for row in rows))
        found: list[JudgedMatch] = []
        for row in rows:
            article = known[row.article].article
            outlet = self._outlets.get(article.outlet)
            spans = [
                span
                for proof in proofs.get(row.article, ())
                if proof.match.watchlist == watchlist
                for span in proof.match.spans
            ]
            found.append(
                JudgedMatch(
                    title=article.title,
                    lang=article.lang,
                    url=article.url,
                    outlet=outlet.name if outlet else article.outlet,
                    version=row.version,
                    terms=tuple(dict.fromkeys(f"{span.term}: {span.text}" for span in spans)),
                    relevant=row.relevant,
                    irrelevant=row.irrelevant,
                    last_at=row.last_at,
                )
            )
        return found

    # --- corrections ------------------------------------------------------------------------------------

    async def propose(self, alert: int, ruling: Ruling, text: str, person: int) -> Proposal | None:
        if not await alerts.get(self._conn, [alert]):
            return None
        author = (await pseudonyms.of(self._conn, [person]))[person]
        number = await corrections.propose(self._conn, alert, ruling, text, author, self._now)
        row = await corrections.get(self._conn, number)
        return await self._proposal(row) if row else None

    async def apply(self, number: int, person: int) -> Proposal | Unsettled:
        row = await corrections.get(self._conn, number)
        if row is None:
            return Unsettled.UNKNOWN
        if row.state is CorrectionState.PROPOSED and self._now - row.at > CONFIRM_WITHIN:
            return Unsettled.EXPIRED
        return await self._move(row, CorrectionState.PROPOSED, CorrectionState.APPLIED, person)

    async def discard(self, number: int) -> None:
        await corrections.settle(
            self._conn, number, CorrectionState.PROPOSED, CorrectionState.UNDONE, self._now
        )

    async def undo(self, number: int, person: int) -> Proposal | Unsettled:
        row = await corrections.get(self._conn, number)
        if row is None:
            return Unsettled.UNKNOWN
        return await self._move(row, CorrectionState.APPLIED, CorrectionState.UNDONE, person)

    # --- stories ----------------------------------------------------------------------------------------

    async def merge(self, one: str, other: str, person: int) -> NotRegrouped | None:
        told = [await self._story(name) for name in (one, other)]
        # The older alert goes on; a story that was never told goes into one that was.
        told.sort(key=lambda story: story[1])
        actor = (await pseudonyms.of(self._conn, [person]))[person]
        try:
            await grouping.merge_stories(self._conn, told[0][0], told[1][0], actor, self._now)
        except grouping.RegroupError as error:
            return NotRegrouped(error.problem, error.about)
        return None

    async def _story(self, name: str) -> tuple[str, datetime]:
        """A story's id, and when it was told."""
        number = name.removeprefix("#")
        row = None
        if number.isdecimal() and len(number) < 12:
            row = (await alerts.get(self._conn, [int(number)])).get(int(number))
        story = await stories.named(self._conn, name) or name
        row = row or await alerts.by_story(self._conn, story)
        return (row.story, row.created_at) if row else (story, self._now)

    async def split(self, urls: Sequence[str], person: int) -> NotRegrouped | None:
        found = [await articles.by_url(self._conn, url) for url in urls]
        if missing := [url for url, row in zip(urls, found, strict=True) if row is None]:
            return NotRegrouped(RegroupProblem.NO_ARTICLE, ", ".join(missing))
        ids = [row.article.id for row in found if row is not None]
        of = {*(await stories.of(self._conn, ids)).values()}
        if len(of) != 1:
            return NotRegrouped(RegroupProblem.SEVERAL_STORIES)
        actor = (await pseudonyms.of(self._conn, [person]))[person]
        try:
            await grouping.split_story(self._conn, of.pop(), ids, actor, self._now)
        except grouping.RegroupError as error:
            return NotRegrouped(error.problem, error.about)
        return None

    async def _move(
        self, row: Correction, before: CorrectionState, after: CorrectionState, person: int
    ) -> Proposal | Unsettled:
        """Settle it, note who did so, and ask the desk to carry it out: all or nothing."""
        if not await corrections.settle(self._conn, row.id, before, after, self._now):
            return Unsettled.OVER
        proposal = await self._proposal(row)
        actor = (await pseudonyms.of(self._conn, [person]))[person]
        action = row.ruling.value if after is CorrectionState.APPLIED else "undo"
        await audit.note(
            self._conn,
            actor,
            action,
            f"alert:{row.alert}",
            self._now,
            correction=row.id,
            text=row.text,
            places=proposal.places,
        )
        await events.add(self._conn, EventKind.RULING, self._now, payload={"alert": row.alert})
        return proposal

    async def _proposal(self, row: Correction) -> Proposal:
        alert = (await alerts.get(self._conn, [row.alert]))[row.alert]
        return Proposal(
            number=row.id,
            alert=row.alert,
            ruling=row.ruling,
            text=row.text,
            title=alert.content.reports[0].title,
            places=await fanout.holders_count(self._conn, row.alert),
        )
