"""The desk station: one event after another joins its article to a story, reads its claims and decides its alert.

Gather (`_gather`), decide (`desk_plan`, pure), apply (`_apply`): what is decided commits together with the event's mark.
Bringing an alert's revision to the chats is fanout.py's.
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from types import MappingProxyType

from pydantic import TypeAdapter
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.alerts.content import grow
from bot.alerts.plan import Telling, TellingKind, plan
from bot.language import read
from bot.model import AlertContent, Article, Claim, Figure, Outlet, Report, Stance
from bot.runtime.catalogue import Catalogue
from bot.runtime.leases import Post
from bot.runtime.speakers import speaker_titles
from bot.runtime.world import World
from bot.storage import alerts, articles, concepts, events, fanout, matches, stories
from bot.storage.alerts import AlertRow
from bot.storage.articles import StoredArticle
from bot.storage.errors import StorageError
from bot.storage.events import Event
from bot.storage.matches import StoredMatch
from bot.storage.stories import StoryArticle, StoryRow
from bot.stories import (
    Features,
    Grouper,
    Placement,
    claims,
    credit,
    credit_name,
    features,
    figures,
    origin,
    state,
    subjects,
)

log = logging.getLogger(__name__)

BATCH = 50
#: How far back the grouper remembers; its own window slides within it.
WINDOW = timedelta(hours=96)
#: A denial or confirmation this long after an alert still belongs to it; later ones open their own.
DEVELOPMENT = timedelta(hours=48)
_TURNS = frozenset({Stance.DENIES, Stance.CONFIRMS, Stance.RETRACTS})

telling_json: TypeAdapter[Telling] = TypeAdapter(Telling)
_features_json: TypeAdapter[Features] = TypeAdapter(Features)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What reading one article gave."""

    features: Features
    claims: tuple[Claim, ...]
    figures: tuple[Figure, ...]
    credit: str
    #: Ids of what it is about, as `coverage` counts it.
    subjects: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """All that a decision about one article depends on."""

    article: StoredArticle
    reading: Reading
    #: It was in its story before: its text arrived, or it changed.
    known: bool
    #: The story it is in or joins, and why; None for one that it opens.
    story: StoryRow | None
    story_id: str
    reason: str
    #: The story under whose alert this one is told: itself, or the one that it denies or confirms.
    root: str
    #: All articles told under that alert so far, without this one.
    others: Sequence[StoryArticle]
    #: Of this article and the others, by article id.
    matches: Mapping[str, Sequence[StoredMatch]]
    alert: AlertRow | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskPlan:
    """What a decision changes; written in one transaction with the event's mark."""

    story: StoryRow
    content: AlertContent | None = None
    telling: Telling | None = None
    quiet: bool = False


class DeskStation:
    """Takes events in order; there is one desk."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._grouper: Grouper | None = None

    def forget(self) -> None:
        """Read the stories anew: another process was the desk meanwhile."""
        self._grouper = None

    async def tick(self) -> int:
        """Work off the waiting events; returns how many."""
        done = 0
        while True:
            self._world.pulse.beat("desk", self._world.clock.now())
            async with self._world.db.read() as conn:
                waiting = await events.next(conn, BATCH)
            for event in waiting:
                await self._one(event)
                self._world.pulse.beat("desk", self._world.clock.now())
            done += len(waiting)
            if len(waiting) < BATCH:
                return done

    async def _one(self, event: Event) -> None:
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
            reading = read_article(row.article, catalogue, outlets)
            story_id = (await stories.of(conn, [article_id])).get(article_id)
            placement = None if story_id else grouper.place(reading.features)
            story_id = story_id or (placement.story if placement else article_id)
            story = await stories.get(conn, story_id)
            root = story.development if story is not None and story.development else story_id
            if placement is not None and story is None:
                root = await self._root(conn, placement, reading, now) or story_id
            others = [
                item for item in await stories.told_under(conn, root) if item.article.article.id != article_id
            ]
            found = await matches.of(conn, [article_id, *(item.article.article.id for item in others)])
            alert = await alerts.by_story(conn, root)
        if not reading.credit and placement is not None:
            # A near-copy is most alike to what it copies, so one look is enough.
            alike = [
                _features_json.validate_json(one.features)
                for one in others
                if one.article.article.id == placement.like
            ]
            reading = replace(reading, credit=origin(reading.features, alike))
        return Snapshot(
            article=row,
            reading=reading,
            known=placement is None,
            story=story,
            story_id=story_id,
            reason=placement.reason if placement else "",
            root=root,
            others=others,
            matches=found,
            alert=alert,
        )

    async def _root(
        self, conn: AsyncConnection, placement: Placement, reading: Reading, now: datetime
    ) -> str | None:
        """The story whose alert a new story's denial or confirmation belongs to, if there is one that is fresh."""
        turns = bool(reading.claims) and reading.claims[0].stance in _TURNS
        if not turns or placement.nearest is None:
            return None
        related = await stories.get(conn, placement.nearest)
        root = (related.development or related.id) if related is not None else None
        alert = await alerts.by_story(conn, root) if root else None
        return root if alert is not None and now - alert.created_at <= DEVELOPMENT else None

    async def _ready_grouper(self, now: datetime) -> Grouper:
        """The grouper, rebuilt from the store after a start or a failure."""
        if self._grouper is None:
            grouper = Grouper()
            async with self._world.db.read() as conn:
                for entry in await stories.window(conn, now - WINDOW):
                    grouper.add(_features_json.validate_json(entry.features), entry.story)
            self._grouper = grouper
        self._grouper.forget(now - WINDOW)
        return self._grouper

    async def _apply(self, event: Event, snapshot: Snapshot, decided: DeskPlan, now: datetime) -> None:
        article = snapshot.article.article
        reading = snapshot.reading
        async with self._world.leases[Post.DESK].write() as conn:
            if not await events.done(conn, event.seq, now):
                return
            await stories.put(conn, decided.story)
            packed = _features_json.dump_json(reading.features).decode()
            if not snapshot.known:
                await stories.join(
                    conn,
                    snapshot.story_id,
                    article.id,
                    now,
                    reason=snapshot.reason,
                    features=packed,
                    claims=reading.claims,
                    figures=reading.figures,
                    credit=reading.credit,
                )
            else:
                await stories.revise(
                    conn,
                    article.id,
                    features=packed,
                    claims=reading.claims,
                    figures=reading.figures,
                    credit=reading.credit,
                )
            await concepts.note(conn, article.id, reading.subjects)
            alert = await _write_alert(conn, snapshot.alert, decided, now)
        if not snapshot.known and self._grouper is not None:
            self._grouper.add(reading.features, snapshot.story_id)
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


async def _write_alert(
    conn: AsyncConnection, known: AlertRow | None, decided: DeskPlan, now: datetime
) -> AlertRow | None:
    """Store the new content and ask for its fan-out."""
    content, telling = decided.content, decided.telling
    if content is None or telling is None:
        return known
    reason = "; ".join(telling.reasons)
    if known is None:
        row = await alerts.create(
            conn, content, now, telling=telling.kind, reason=reason, quiet=decided.quiet
        )
        alert_id, revision = row.id, row.revision
    else:
        alert_id = known.id
        revision = await alerts.revise(
            conn, known.id, content, now, telling=telling.kind, reason=reason, quiet=decided.quiet
        )
    if telling.kind is not TellingKind.NOTHING:
        await fanout.open(conn, alert_id, revision, telling_json.dump_json(telling).decode(), now)
    return (await alerts.get(conn, [alert_id]))[alert_id]


def read_article(article: Article, catalogue: Catalogue, outlets: Mapping[str, Outlet]) -> Reading:
    """Concepts, features, claims and credit of one article."""
    document = read(article)
    hits = catalogue.index.concepts(document)
    outlet = outlets.get(article.outlet)
    said = claims(document, hits)
    return Reading(
        features=features(article, document, hits, outlet),
        claims=said,
        figures=figures(document, said),
        credit=credit(article, outlet, outlets.values()),
        subjects=subjects(hits),
    )


def desk_plan(
    snapshot: Snapshot,
    catalogue: Catalogue,
    outlets: Mapping[str, Outlet],
    now: datetime,
    *,
    max_age: timedelta,
) -> DeskPlan:
    """Decide what an article does to its story and to the alert it is told under.

    An article is told only where it, or another of its story, hit a watchlist.
    """
    rows = [*snapshot.others, _as_joined(snapshot, now)]
    reports = [report_of(row, outlets, snapshot.matches) for row in rows]
    found = state(reports, outlets)
    known = snapshot.story
    story = StoryRow(
        id=snapshot.story_id,
        first_article=known.first_article if known else snapshot.article.article.id,
        opened_at=known.opened_at if known else now,
        last_at=known.last_at if known and snapshot.known else now,
        state=found.state,
        state_revision=(known.state_revision + (found.state is not known.state)) if known else 0,
        development=snapshot.root,
        at=now,
    )
    names = catalogue.names(stored.match for of_article in snapshot.matches.values() for stored in of_article)
    previous = snapshot.alert.content if snapshot.alert else None
    if not names and previous is None:
        return DeskPlan(story=story)
    content = grow(
        previous,
        story=snapshot.root,
        reports=reports,
        state=found.state,
        independent=found.independent,
        watchlists=names,
        speakers=speaker_titles(reports, catalogue),
        now=now,
    )
    if content is None:
        return DeskPlan(story=story)
    quiet = all(row.article.quiet for row in rows)
    rules = {name: item.alert for name, item in catalogue.watchlists.items()}
    telling = plan(previous, content, rules=rules, now=now, max_age=max_age, quiet=quiet)
    return DeskPlan(story=story, content=content, telling=telling, quiet=quiet)


def _as_joined(snapshot: Snapshot, now: datetime) -> StoryArticle:
    return StoryArticle(
        story=snapshot.story_id,
        article=snapshot.article,
        joined_at=now,
        reason=snapshot.reason,
        features="",
        claims=snapshot.reading.claims,
        figures=snapshot.reading.figures,
        credit=snapshot.reading.credit,
    )


def report_of(
    row: StoryArticle,
    outlets: Mapping[str, Outlet],
    found: Mapping[str, Sequence[StoredMatch]] = MappingProxyType({}),
) -> Report:
    """An article of a story as alerts list it; `found` are the matches by article, from which its evidence comes."""
    article = row.article.article
    outlet = outlets.get(article.outlet)
    proofs = [
        stored.match.evidence for stored in found.get(article.id, ()) if stored.match.evidence is not None
    ]
    return Report(
        article=article.id,
        outlet=article.outlet,
        outlet_name=outlet.name if outlet else article.outlet,
        lang=article.lang,
        url=article.url,
        title=article.title,
        published_at=article.published_at,
        precision=article.precision,
        seen_at=article.seen_at or row.joined_at,
        claims=_main_claims(row.claims),
        figures=row.figures,
        evidence=max(proofs, key=lambda proof: len(proof.spans), default=None),
        credit=row.credit,
        credit_name=credit_name(row.credit, outlets),
    )


def _main_claims(found: Sequence[Claim]) -> tuple[Claim, ...]:
    """The first claim of each stance: the headline's or the lead's. The others stay with the article."""
    return tuple({claim.stance: claim for claim in reversed(found)}.values())[::-1]
