"""The grouper and the store: rebuilding its window after a start, what it learns each day, and an admin's merges and splits.

Which story an article belongs to is bot.stories' business; what an alert says after a merge is the desk's.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from pydantic import TypeAdapter
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage import audit, developments, events, meta, stories
from bot.storage.events import Event
from bot.storage.stories import StoryRow
from bot.storage.words import EventKind
from bot.stories import Archive, Features, Grouper
from bot.stories.records import number_of
from bot.telegram.trail_ports import RegroupProblem

#: How far back the grouper remembers; its own window slides within it.
WINDOW = timedelta(hours=96)
#: Where the archive's counts stand among the single values.
ARCHIVE = "stories.archive"
_features_json: TypeAdapter[Features] = TypeAdapter(Features)


class RegroupError(Exception):
    """A merge or split that cannot be: why, and what it is about."""

    def __init__(self, problem: RegroupProblem, about: str) -> None:
        super().__init__(f"{problem}: {about}")
        self.problem = problem
        self.about = about


@dataclass(frozen=True, slots=True)
class Moved:
    """What a merge or split changed: articles went from one story to another."""

    articles: tuple[str, ...]
    source: str
    target: str


async def rebuilt(conn: AsyncConnection, now: datetime) -> Grouper:
    """The grouper as it was before a restart: window, archive and an admin's decisions, all from the store."""
    grouper = Grouper(archive=await archive(conn))
    told: set[str] = set()
    for entry in await stories.window(conn, now - WINDOW):
        grouper.add(_features_json.validate_json(entry.features), entry.story)
        told.add(entry.story)
    for pin in await developments.pins(conn, told):
        grouper.pin(pin.article, pin.story, beside=[pin.beside])
    return grouper


async def archive(conn: AsyncConnection) -> Archive:
    """What was learned so far of how common features are."""
    return Archive.load(await meta.get(conn, ARCHIVE))


async def learned(conn: AsyncConnection, known: Archive, now: datetime) -> Archive:
    """The archive with the days that have ended since it was last folded; `known` itself while there is none.

    Days are UTC. Of an empty archive, or after a long rest, only what the window covers is counted in.
    """
    today = now.date()
    first = max(known.through + timedelta(days=1) if known.through else date.min, (now - WINDOW).date())
    found = known
    for offset in range((today - first).days):
        day = first + timedelta(days=offset)
        start = datetime.combine(day, time(), now.tzinfo)
        rows = await stories.features_between(conn, start, start + timedelta(days=1))
        found = found.fold(day, (map(number_of, _features_json.validate_json(row).terms) for row in rows))
    return found


async def remember(conn: AsyncConnection, learned_now: Archive) -> None:
    """Store what was learned; belongs into a transaction of the desk."""
    await meta.set(conn, ARCHIVE, learned_now.dump())


# --- an admin's word -----------------------------------------------------------------------------------


async def merge_stories(conn: AsyncConnection, first: str, second: str, by: str, now: datetime) -> int:
    """Ask the desk to put all articles of `second` into `first`; returns the event's number.

    `by` is the admin's pseudonym. Raises RegroupError where a story does not exist or both are one.
    """
    if first == second:
        raise RegroupError(RegroupProblem.ITSELF, first)
    for story in (first, second):
        if not await stories.articles(conn, story):
            raise RegroupError(RegroupProblem.NO_STORY, story)
    await audit.note(conn, by, "merge", f"story:{first}", now, other=second)
    return await events.add(conn, EventKind.REGROUP, now, payload={"into": first, "from": second})


async def split_story(
    conn: AsyncConnection, story: str, articles: Sequence[str], by: str, now: datetime
) -> int:
    """Ask the desk to take these articles out of a story, into one of their own; returns the event's number.

    `by` is the admin's pseudonym. Raises RegroupError where an article is not in the story, or none would stay.
    """
    held = [item.article.article.id for item in await stories.articles(conn, story)]
    if missing := sorted({*articles} - {*held}):
        raise RegroupError(RegroupProblem.NOT_IN_STORY, ", ".join(missing))
    if not articles or len({*articles}) == len(held):
        raise RegroupError(RegroupProblem.NONE_LEFT, story)
    await audit.note(conn, by, "split", f"story:{story}", now, articles=sorted({*articles}))
    return await events.add(
        conn, EventKind.REGROUP, now, payload={"from": story, "articles": sorted({*articles})}
    )


async def regroup(conn: AsyncConnection, event: Event, now: datetime) -> Moved | None:
    """Carry out a merge or split that was asked for, and ask the desk to look at both stories again.

    Runs in the transaction that marks the event. None where the world has moved on: a story or article is gone.
    """
    source = str(event.payload["from"])
    held = [item.article.article.id for item in await stories.articles(conn, source)]
    if "into" in event.payload:
        target, moving = str(event.payload["into"]), held
    else:
        wanted = {*event.payload["articles"]}
        moving = [article for article in held if article in wanted]
        # A story has its first article's id; the part that leaves takes the id of one of its own.
        target = next((article for article in moving if article != source), f"{source}/2")
    if not moving or (row := await _target(conn, source, target, moving[0], now)) is None:
        return None
    await stories.put(conn, row)
    await developments.pin(conn, moving, target, now, beside=source)
    for article in (moving[0], *[left for left in held if left not in moving][:1]):
        await events.add(conn, EventKind.CHANGED, now, article=article)
    return Moved(tuple(moving), source, target)


async def _target(
    conn: AsyncConnection, source: str, target: str, first: str, now: datetime
) -> StoryRow | None:
    """The row of the story that articles go to; a new one looks like the one they leave."""
    if found := await stories.get(conn, target):
        return found
    old = await stories.get(conn, source)
    if old is None:
        return None
    return replace(
        old,
        id=target,
        first_article=first,
        opened_at=now,
        last_at=now,
        state_revision=0,
        development=None,
        at=now,
    )


def move(grouper: Grouper, moved: Moved) -> None:
    """Tell the grouper of a merge or split that was committed."""
    for article in moved.articles:
        grouper.pin(article, moved.target, beside=[moved.source])
        grouper.transfer(article, moved.target)
