"""What the desk decides about one article: its story's state, the alert it is told under, and what that asks for. Pure.

Reading the snapshot and writing the plan is desk.py's.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from types import MappingProxyType

from pydantic import TypeAdapter

from bot.alerts.content import grow
from bot.alerts.plan import Telling, plan
from bot.language import read
from bot.model import AlertContent, Article, Claim, Earlier, Edit, Figure, Outlet, Report, Stance, State
from bot.runtime.catalogue import Catalogue
from bot.runtime.speakers import speaker_titles
from bot.storage.alerts import AlertRow
from bot.storage.articles import StoredArticle
from bot.storage.matches import StoredMatch
from bot.storage.readings import Reading
from bot.storage.stories import StoryArticle, StoryRow
from bot.stories import (
    Features,
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

#: A denial or confirmation this long after an alert still belongs to it, and whatever else goes on; what comes later
#: gets an alert of its own, which names the one before.
DEVELOPMENT = timedelta(hours=48)
#: Changes that an alert lists.
_MOST_EDITS = 6
#: Claims by which an article may belong to the story that it answers.
_TURNS = frozenset({Stance.DENIES, Stance.CONFIRMS, Stance.RETRACTS})

_features_json: TypeAdapter[Features] = TypeAdapter(Features)


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
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
    findings: Findings
    #: As it is in its story, where it was there before: its text arrived, or it changed.
    own: StoryArticle | None
    #: The story it is in or joins, and why; None for one that it opens.
    story: StoryRow | None
    story_id: str
    reason: str
    #: The story that was nearest without being the same event, and why it is another.
    nearest: str
    rejected: str
    #: The story under whose alert this one is told: itself, or the one that it denies or confirms.
    root: str
    #: All articles told under that alert so far, without this one.
    others: Sequence[StoryArticle]
    #: Of this article and the others, by article id.
    matches: Mapping[str, Sequence[StoredMatch]]
    #: Of them too: what was found when their pages were read again.
    readings: Mapping[str, Sequence[Reading]]
    #: The alerts of the root, oldest first.
    chapters: Sequence[AlertRow]
    #: An alert that a new one goes on from, where that is another story's.
    earlier: AlertRow | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskPlan:
    """What a decision changes; written in one transaction with the event's mark."""

    story: StoryRow
    #: The alert whose content changes; None for a new one.
    alert: AlertRow | None = None
    #: Of the story, for a new alert.
    chapter: int = 1
    content: AlertContent | None = None
    telling: Telling | None = None
    quiet: bool = False


def read_article(article: Article, catalogue: Catalogue, outlets: Mapping[str, Outlet]) -> Findings:
    """Concepts, features, claims and credit of one article."""
    document = read(article)
    hits = catalogue.index.concepts(document)
    outlet = outlets.get(article.outlet)
    said = claims(document, hits)
    return Findings(
        features=features(article, document, hits, outlet),
        claims=said,
        figures=figures(document, said),
        credit=credit(article, outlet, outlets.values()),
        subjects=subjects(hits),
    )


def turns(findings: Findings) -> bool:
    """Whether an article first of all denies, confirms or retracts something."""
    return bool(findings.claims) and findings.claims[0].stance in _TURNS


def credited(findings: Findings, placement: Placement, others: Sequence[StoryArticle]) -> Findings:
    """The findings with whose text it is, where the article does not say so and copies another of its story.

    A near-copy is most alike to what it copies, so one look is enough.
    """
    if findings.credit:
        return findings
    alike = [
        _features_json.validate_json(one.features)
        for one in others
        if one.article.article.id == placement.like
    ]
    return replace(findings, credit=origin(findings.features, alike))


def features_text(found: Features) -> str:
    """Features as they are stored."""
    return _features_json.dump_json(found).decode()


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
    own = _as_joined(snapshot, now)
    rows = [*snapshot.others, own]
    reports = {row.article.article.id: report_of(row, outlets, snapshot.matches) for row in rows}
    found = state(list(reports.values()), outlets)
    story = _story(snapshot, found.state, now)
    chapter = _chapter(snapshot, own, reports[own.article.article.id], now)
    mine = [row for row in rows if chapter.holds(row.joined_at)]
    told = [reports[row.article.article.id] for row in mine]
    names = catalogue.names(
        stored.match for report in told for stored in snapshot.matches.get(report.article, ())
    )
    previous = chapter.alert.content if chapter.alert else None
    if not names and previous is None:
        return DeskPlan(story=story)
    content = grow(
        previous,
        story=snapshot.root,
        reports=told,
        state=found.state,
        independent=found.independent if len(told) == len(rows) else state(told, outlets).independent,
        watchlists=names,
        speakers=speaker_titles(told, catalogue),
        edits=_edits(told, snapshot.readings),
        earlier=_earlier(chapter, snapshot),
        now=now,
    )
    if content is None:
        return DeskPlan(story=story)
    quiet = all(row.article.quiet for row in mine)
    rules = {name: item.alert for name, item in catalogue.watchlists.items()}
    telling = plan(previous, content, rules=rules, now=now, max_age=max_age, quiet=quiet)
    return DeskPlan(
        story=story,
        alert=chapter.alert,
        chapter=chapter.number,
        content=content,
        telling=telling,
        quiet=quiet,
    )


def _story(snapshot: Snapshot, found: State, now: datetime) -> StoryRow:
    known = snapshot.story
    return StoryRow(
        id=snapshot.story_id,
        first_article=known.first_article if known else snapshot.article.article.id,
        opened_at=known.opened_at if known else now,
        last_at=known.last_at if known and snapshot.own else now,
        state=found,
        state_revision=(known.state_revision + (found is not known.state)) if known else 0,
        development=snapshot.root,
        at=now,
    )


@dataclass(frozen=True, slots=True)
class _Chapter:
    """The part of a story that one alert tells."""

    number: int
    alert: AlertRow | None
    #: The alert before it.
    before: AlertRow | None
    #: Articles that joined in this span, the end not included, are told in it; None is without bound.
    since: datetime | None
    until: datetime | None

    def holds(self, joined_at: datetime) -> bool:
        """Whether an article that joined then belongs to it."""
        return (self.since is None or self.since <= joined_at) and (
            self.until is None or joined_at < self.until
        )


def _chapter(snapshot: Snapshot, own: StoryArticle, report: Report, now: datetime) -> _Chapter:
    """The chapter an article is told in; a new one where it is a development long after the newest alert."""
    chapters = snapshot.chapters
    if not chapters:
        return _Chapter(1, None, None, None, None)
    at = next((n for n in reversed(range(len(chapters))) if chapters[n].created_at <= own.joined_at), 0)
    alert = chapters[at]
    following = chapters[at + 1] if at + 1 < len(chapters) else None
    if following is None and _is_development(snapshot, alert, report, now):
        return _Chapter(alert.chapter + 1, None, alert, now, None)
    return _Chapter(
        alert.chapter,
        alert,
        chapters[at - 1] if at else None,
        alert.created_at if at else None,
        following.created_at if following else None,
    )


def _is_development(snapshot: Snapshot, alert: AlertRow, report: Report, now: datetime) -> bool:
    """Whether a new article is news of its own so long after an alert that people should get a message of its own.

    A copy of an agency's text is none, nor is what was published while the alert was fresh, or hit no watchlist.
    """
    if snapshot.own is not None or snapshot.article.quiet or alert.quiet or report.credit:
        return False
    moment = report.published_at or now
    return (
        now - alert.created_at > DEVELOPMENT
        and moment - alert.created_at > DEVELOPMENT
        and bool(snapshot.matches.get(report.article))
    )


def _earlier(chapter: _Chapter, snapshot: Snapshot) -> Earlier | None:
    row = chapter.before or snapshot.earlier
    if row is None:
        return None
    content = row.content
    return Earlier(alert=row.id, title=content.reports[0].title, first_seen_at=content.first_seen_at)


def _edits(told: Sequence[Report], found: Mapping[str, Sequence[Reading]]) -> tuple[Edit, ...]:
    """What outlets changed in these reports, in order of time."""
    edits = [
        Edit(
            article=report.article,
            outlet_name=report.outlet_name,
            url=report.url,
            at=reading.at,
            change=change,
        )
        for report in told
        for reading in found.get(report.article, ())
        for change in reading.changes
    ]
    return tuple(sorted(edits, key=lambda edit: edit.at)[-_MOST_EDITS:])


def _as_joined(snapshot: Snapshot, now: datetime) -> StoryArticle:
    own = snapshot.own
    return StoryArticle(
        story=snapshot.story_id,
        article=snapshot.article,
        joined_at=own.joined_at if own else now,
        reason=own.reason if own else snapshot.reason,
        features="",
        claims=snapshot.findings.claims,
        figures=snapshot.findings.figures,
        credit=snapshot.findings.credit,
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
    """The first claim of each stance, or the first that names its speaker, in the order of the stances; the main one stays
    first. The others stay with the article."""
    kept: dict[Stance, Claim] = {}
    for claim in found:
        known = kept.get(claim.stance)
        if known is None or (claim.source and not known.source):
            kept[claim.stance] = claim
    return tuple(kept.values())
