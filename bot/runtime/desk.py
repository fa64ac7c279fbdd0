"""The desk station: one event after another joins its article to a story, reads its claims and decides its alert.

Gather (`_gather`), decide (decision.py, pure), apply (`_apply`): what is decided commits together with the event's mark.
Bringing an alert's revision to the chats is fanout.py's.
"""

import logging
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.alerts.plan import TellingKind
from bot.runtime import grouping, quiet, rulings
from bot.runtime.decision import (
    DEVELOPMENT,
    DeskPlan,
    Snapshot,
    credited,
    desk_plan,
    features_text,
    read_article,
    turns,
)
from bot.runtime.leases import Post
from bot.runtime.rematching import Rematcher
from bot.runtime.tellings import packed
from bot.runtime.world import World
from bot.storage import alerts, articles, concepts, developments, events, fanout, matches, readings, stories
from bot.storage.alerts import AlertRow
from bot.storage.articles import StoredArticle
from bot.storage.errors import StorageError
from bot.storage.events import Event
from bot.storage.words import EventKind
from bot.stories import Grouper, Placement

log = logging.getLogger(__name__)

#: Events read at once; as many that nobody is told of commit together.
BATCH = 200


class DeskStation:
    """Takes events in order; there is one desk."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._rematcher = Rematcher(world)
        self._grouper: Grouper | None = None

    def forget(self) -> None:
        """Read the stories anew: another process was the desk meanwhile."""
        self._grouper = None

    async def tick(self) -> int:
        """Work off the waiting events; returns how many."""
        done = 0
        while True:
            self._world.pulse.beat("desk")
            async with self._world.db.read() as conn:
                waiting = await events.next(conn, BATCH)
            await self._work_off(waiting)
            done += len(waiting)
            if len(waiting) < BATCH:
                # What was published since is matched with the archive while nothing else waits.
                if await self._rematcher.step():
                    self._world.nudge("desk")
                return done

    async def _work_off(self, waiting: Sequence[Event]) -> None:
        """These events in order; runs of articles of which nobody is told together, the others one by one."""
        async with self._world.db.read() as conn:
            rows = await quiet.candidates(conn, waiting)
        at = 0
        while at < len(waiting):
            together = await self._together(waiting[at:], rows) if waiting[at].seq in rows else 0
            if together is None:
                rows = {}
            elif not together:
                await self.one(waiting[at])
                at += 1
            else:
                at += together
            self._world.pulse.beat("desk")

    async def _together(self, waiting: Sequence[Event], rows: Mapping[int, StoredArticle]) -> int | None:
        """How many of the first events were settled in one transaction; None where that failed for a reason of our own."""
        try:
            grouper = await self._ready_grouper(self._world.clock.now())
            return await quiet.settle(self._world, grouper, waiting, rows)
        except StorageError:
            self._grouper = None  # it may be ahead of what was stored
            raise
        except Exception:
            log.exception("events from %s on failed together and are taken one by one", waiting[0].seq)
            self._grouper = None
            return None

    async def one(self, event: Event) -> None:
        """One event. A bug costs this event alone; a full disk makes the desk wait."""
        try:
            await self._handle(event)
        except StorageError:
            self._grouper = None  # it may be ahead of what was stored
            raise
        except Exception:
            log.exception(
                "event %s (%s, article %s) failed and is passed over", event.seq, event.kind, event.article
            )
            self._grouper = None
            async with self._world.leases[Post.DESK].write() as conn:
                await events.done(conn, event.seq, self._world.clock.now())

    async def _handle(self, event: Event) -> None:
        now = self._world.clock.now()
        if event.kind is EventKind.REGROUP:
            await self._regroup(event, now)
            return
        if event.kind is EventKind.RULING:
            await rulings.carry_out(self._world, event, now)
            return
        snapshot = await self._gather(event, now) if event.article else None
        if snapshot is None:
            async with self._world.leases[Post.DESK].write() as conn:
                await events.done(conn, event.seq, now)
            return
        catalogue = await self._world.catalogue()
        outlets = await self._world.outlets()
        decided = desk_plan(snapshot, catalogue, outlets, now, max_age=self._world.settings.behaviour.max_age)
        await self._apply(event, snapshot, decided, now)

    async def _gather(self, event: Event, now: datetime) -> Snapshot | None:
        grouper = await self._ready_grouper(now)
        catalogue = await self._world.catalogue()
        outlets = await self._world.outlets()
        article_id = event.article or ""
        async with self._world.db.read() as conn:
            row = (await articles.get(conn, [article_id])).get(article_id)
            if row is None:
                return None
            findings = read_article(row.article, catalogue, outlets)
            story_id = (await stories.of(conn, [article_id])).get(article_id)
            placement = None if story_id else grouper.place(findings.features)
            story_id = story_id or (placement.story if placement else article_id)
            story = await stories.get(conn, story_id)
            root, earlier = (story.development if story else None) or story_id, None
            if placement is not None and story is None:
                related = await self._related(conn, placement)
                if related is not None and turns(findings) and now - related.created_at <= DEVELOPMENT:
                    root = related.story
                else:
                    earlier = related
            told = await stories.told_under(conn, root)
            others = [item for item in told if item.article.article.id != article_id]
            own = next((item for item in told if item.article.article.id == article_id), None)
            everybody = [article_id, *(item.article.article.id for item in others)]
            found = await matches.of(conn, everybody)
            looks = await readings.of(conn, everybody)
            chapters = await alerts.chapters(conn, root)
        if placement is not None:
            findings = credited(findings, placement, others)
        return Snapshot(
            article=row,
            findings=findings,
            own=own,
            story=story,
            story_id=story_id,
            reason=placement.reason if placement else "",
            nearest=(placement.nearest or "") if placement else "",
            rejected=placement.rejected if placement else "",
            root=root,
            others=others,
            matches=found,
            readings=looks,
            chapters=chapters,
            earlier=earlier,
        )

    async def _related(self, conn: AsyncConnection, placement: Placement) -> AlertRow | None:
        """The alert of the story of one development that a new story goes on from, if that was told: its newest chapter."""
        related = await stories.get(conn, placement.nearest) if placement.nearest else None
        root = (related.development or related.id) if related is not None else None
        return await alerts.by_story(conn, root) if root else None

    async def _ready_grouper(self, now: datetime) -> Grouper:
        """The grouper, rebuilt from the store after a start or a failure."""
        if self._grouper is None:
            async with self._world.db.read() as conn:
                self._grouper = await grouping.rebuilt(conn, now)
        grouper = self._grouper
        grouper.forget(now - grouping.WINDOW)
        if grouper.archive.through != (now - timedelta(days=1)).date():
            async with self._world.db.read() as conn:
                newer = await grouping.learned(conn, grouper.archive, now)
            async with self._world.leases[Post.DESK].write() as conn:
                await grouping.remember(conn, newer)
            grouper.learn(newer)
        return grouper

    async def _regroup(self, event: Event, now: datetime) -> None:
        """An admin's merge or split."""
        async with self._world.leases[Post.DESK].write() as conn:
            moved = (
                await grouping.regroup(conn, event, now) if await events.done(conn, event.seq, now) else None
            )
            if moved is not None and "into" in event.payload:
                await rulings.point_to_elder(conn, moved.source, moved.target, now)
        if moved is not None and self._grouper is not None:
            grouping.move(self._grouper, moved)

    async def _apply(self, event: Event, snapshot: Snapshot, decided: DeskPlan, now: datetime) -> None:
        article = snapshot.article.article
        findings = snapshot.findings
        async with self._world.leases[Post.DESK].write() as conn:
            if not await events.done(conn, event.seq, now):
                return
            await stories.put(conn, decided.story)
            written = features_text(findings.features)
            if snapshot.own is None:
                await stories.join(
                    conn,
                    snapshot.story_id,
                    article.id,
                    now,
                    reason=snapshot.reason,
                    nearest=snapshot.nearest,
                    rejected=snapshot.rejected,
                    features=written,
                    claims=findings.claims,
                    figures=findings.figures,
                    credit=findings.credit,
                )
                if snapshot.nearest:
                    await developments.link(
                        conn, snapshot.story_id, snapshot.nearest, now, reason=snapshot.rejected
                    )
            else:
                await stories.revise(
                    conn,
                    article.id,
                    features=written,
                    claims=findings.claims,
                    figures=findings.figures,
                    credit=findings.credit,
                )
            await concepts.note(conn, article.id, findings.subjects)
            alert = await _write_alert(conn, decided, now)
        if snapshot.own is None and self._grouper is not None:
            self._grouper.add(findings.features, snapshot.story_id)
        self._report(snapshot, decided, alert)

    def _report(self, snapshot: Snapshot, decided: DeskPlan, alert: AlertRow | None) -> None:
        if alert is None or decided.content is None or decided.telling is None:
            return
        self._world.tell(
            "alert",
            id=alert.id,
            revision=alert.revision,
            telling=decided.telling.kind,
            state=decided.content.state,
            article=snapshot.article.article.id,
            story=snapshot.story_id,
            why=repr("; ".join(decided.telling.reasons)),
            joined=repr(snapshot.reason),
            _content=decided.content,
            _telling=decided.telling,
        )
        if decided.telling.kind is not TellingKind.NOTHING:
            self._world.nudge("fanout")


async def _write_alert(conn: AsyncConnection, decided: DeskPlan, now: datetime) -> AlertRow | None:
    """Store the new content and ask for its fan-out."""
    known, content, telling = decided.alert, decided.content, decided.telling
    if content is None or telling is None:
        return known
    reason = "; ".join(telling.reasons)
    if known is None:
        row = await alerts.create(
            conn,
            content,
            now,
            telling=telling.kind,
            reason=reason,
            quiet=decided.quiet,
            chapter=decided.chapter,
        )
        alert_id, revision = row.id, row.revision
    else:
        alert_id = known.id
        revision = await alerts.revise(
            conn, known.id, content, now, telling=telling.kind, reason=reason, quiet=decided.quiet
        )
    if telling.kind is not TellingKind.NOTHING:
        await fanout.open(conn, alert_id, revision, packed(telling), now)
    return (await alerts.get(conn, [alert_id]))[alert_id]
