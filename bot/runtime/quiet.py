"""Articles of which nobody is told: the desk settles a whole run of them in one transaction.

No watchlist hits them, nor anything that is told together with them, so there is no alert to decide. A feed's first
poll brings thousands. What they say and which story they join is decided as for any article (decision.py).
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import Outlet
from bot.runtime.catalogue import Catalogue
from bot.runtime.decision import (
    Findings,
    Snapshot,
    credited,
    desk_plan,
    features_text,
    read_article,
    turns,
)
from bot.runtime.leases import Post
from bot.runtime.world import World
from bot.storage import alerts, articles, concepts, developments, events, matches, stories
from bot.storage.articles import StoredArticle
from bot.storage.events import Event
from bot.storage.stories import StoryArticle, StoryRow
from bot.storage.words import EventKind
from bot.stories import Grouper, Placement


class OvertakenError(Exception):
    """Another process has worked off one of these events; nothing was stored."""


@dataclass(slots=True)
class _Board:
    """What the run is decided by, and stories as it leaves them, before it is stored."""

    world: World
    grouper: Grouper
    catalogue: Catalogue
    outlets: Mapping[str, Outlet]
    stories: dict[str, StoryRow]
    #: What is told with a story, by its root; None where somebody is told of it.
    told: dict[str, list[StoryArticle] | None] = field(default_factory=dict)

    async def story(self, placement: Placement) -> StoryRow | None:
        """The story that an article joins, if there is one already."""
        if placement.opened or placement.story in self.stories:
            return self.stories.get(placement.story)
        async with self.world.db.read() as conn:
            found = await stories.get(conn, placement.story)
        if found is not None:
            self.stories[placement.story] = found
        return found

    async def others(self, root: str) -> list[StoryArticle] | None:
        """All articles told under a root; None where a watchlist hits one of them, or an alert was told."""
        if root not in self.told:
            async with self.world.db.read() as conn:
                found = await stories.told_under(conn, root)
                heard = await alerts.chapters(conn, root) or await matches.of(
                    conn, [one.article.article.id for one in found]
                )
            self.told[root] = None if heard else found
        return self.told[root]


@dataclass(slots=True)
class _Run:
    """What is stored together."""

    seqs: list[int] = field(default_factory=list)
    stories: dict[str, StoryRow] = field(default_factory=dict)
    joined: list[StoryArticle] = field(default_factory=list)
    subjects: dict[str, tuple[str, ...]] = field(default_factory=dict)


async def candidates(conn: AsyncConnection, waiting: Sequence[Event]) -> dict[int, StoredArticle]:
    """By event: new articles that no watchlist hits, of which maybe nobody is told."""
    first: dict[str, int] = {}
    for event in waiting:
        if event.article:
            first.setdefault(event.article, event.seq)
    rows, hit, placed = (
        await articles.get(conn, first),
        await matches.of(conn, first),
        await stories.of(conn, first),
    )
    return {
        event.seq: rows[event.article]
        for event in waiting
        if event.kind is EventKind.ARTICLE
        and event.article in rows
        and first[event.article] == event.seq
        and event.article not in hit
        and event.article not in placed
    }


async def settle(
    world: World, grouper: Grouper, waiting: Sequence[Event], rows: Mapping[int, StoredArticle]
) -> int:
    """Settle events as long as they are articles of which nobody is told; returns how many of the first ones that were.

    The grouper is ahead of the store where this raises.

    Args:
        world: of the desk.
        grouper: knows all that was settled before.
        waiting: events in order.
        rows: their candidates.

    Raises:
        OvertakenError: another process was quicker.
    """
    run = _Run()
    leading = list(takewhile(lambda event: event.seq in rows, waiting))
    async with world.db.read() as conn:
        known = await stories.get_all(conn, [rows[event.seq].article.id for event in leading])
    board = _Board(world, grouper, await world.catalogue(), await world.outlets(), known)
    for event in leading:
        if not await _decided(board, run, rows[event.seq]):
            break
        run.seqs.append(event.seq)
        await asyncio.sleep(0)  # reading an article takes a millisecond, and others want their turn
    if run.seqs:
        async with world.leases[Post.DESK].write() as conn:
            await _store(conn, world, run)
    return len(run.seqs)


async def _decided(board: _Board, run: _Run, row: StoredArticle) -> bool:
    """Take an article into the run; False where it is not one of these."""
    now = board.world.clock.now()
    findings = read_article(row.article, board.catalogue, board.outlets)
    placement = board.grouper.place(findings.features)
    story = await board.story(placement)
    if story is None and placement.nearest and turns(findings):
        return False  # it may belong under the alert of what it answers
    root = (story.development or story.id) if story else placement.story
    others = await board.others(root) if story else []
    if others is None:
        return False
    findings = credited(findings, placement, others)
    snapshot = _snapshot(row, findings, placement, story, root, others)
    max_age = board.world.settings.behaviour.max_age
    decided = desk_plan(snapshot, board.catalogue, board.outlets, now, max_age=max_age)
    if decided.content is not None:
        return False
    joined = StoryArticle(
        story=placement.story,
        article=row,
        joined_at=now,
        reason=placement.reason,
        features=features_text(findings.features),
        claims=findings.claims,
        figures=findings.figures,
        credit=findings.credit,
        nearest=placement.nearest or "",
        rejected=placement.rejected,
    )
    board.stories[placement.story] = run.stories[placement.story] = decided.story
    board.told[root] = [*others, joined]
    run.joined.append(joined)
    run.subjects[row.article.id] = findings.subjects
    board.grouper.add(findings.features, placement.story)
    return True


def _snapshot(
    row: StoredArticle,
    findings: Findings,
    placement: Placement,
    story: StoryRow | None,
    root: str,
    others: Sequence[StoryArticle],
) -> Snapshot:
    return Snapshot(
        article=row,
        findings=findings,
        own=None,
        story=story,
        story_id=placement.story,
        reason=placement.reason,
        nearest=placement.nearest or "",
        rejected=placement.rejected,
        root=root,
        others=others,
        matches={},
        readings={},
        chapters=(),
    )


async def _store(conn: AsyncConnection, world: World, run: _Run) -> None:
    now = world.clock.now()
    if not await events.done_all(conn, run.seqs, now):
        raise OvertakenError
    await stories.put(conn, *run.stories.values())
    await stories.join_all(conn, run.joined)
    for joined in run.joined:
        if joined.nearest:
            await developments.link(
                conn, joined.story, joined.nearest, joined.joined_at, reason=joined.rejected
            )
    await concepts.note_all(conn, run.subjects)
