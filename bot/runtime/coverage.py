"""Who carries a story and who is silent about it, gathered from the store; what follows from it is decided in stories."""

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import FeedHealth, Outlet
from bot.sources.health import READ
from bot.storage import concepts, feeds, stories
from bot.stories.coverage import Carrier, Coverage, Habit, Told, coverage, shared_subjects
from bot.watch.concepts import Library

#: How far back an outlet's habits are counted.
HABITS = timedelta(days=30)
#: Stories are alike where their articles name so many of the same concepts together.
_SHARED = 2


async def silent_outlets(
    conn: AsyncConnection, story: str, library: Library, now: datetime
) -> tuple[str, ...]:
    """The names of outlets that usually tell such stories, can be read, and do not tell this one; surest first.

    Nothing of a story that is young: silence says something only where there was time to speak.
    """
    covered = await coverage_of(conn, story, library, now)
    if covered is None or covered.early:
        return ()
    sure = (Habit.NEARLY_ALWAYS, Habit.USUALLY)
    return tuple(
        one.outlet.name or one.outlet.id for one in covered.silent if one.habit in sure and not one.unread
    )


async def coverage_of(conn: AsyncConnection, story: str, library: Library, now: datetime) -> Coverage | None:
    """The coverage of a story and of what is told under its alert.

    Args:
        conn: a connection.
        story: its id, or that of one told under the same alert.
        library: the concepts, for their titles.
        now: the moment of asking.

    Returns:
        None where there is no such story.
    """
    found = await stories.get(conn, story)
    if found is None:
        return None
    root = found.development or found.id
    outlets = await feeds.outlets(conn)
    rows = [(item.article.article, item.joined_at) for item in await stories.told_under(conn, root)]
    named = await concepts.concepts_of(conn, [article.id for article, _ in rows])
    about = shared_subjects(list(named.values()))
    told = (
        await concepts.carried(
            conn, about, shared=min(_SHARED, len(about)), since=now - HABITS, until=found.opened_at
        )
        if about
        else []
    )
    polled = [row for row in await feeds.all(conn) if row.active]
    readable = {row.outlet.id for row in polled if row.state in READ or row.state is FeedHealth.NEW}
    expected = {row.outlet.id: row.outlet for row in polled}
    covered = coverage(
        root,
        [
            Carrier(
                outlets.get(article.outlet) or Outlet(id=article.outlet, name=article.outlet),
                article.seen_at or joined,
            )
            for article, joined in rows
        ],
        expected,
        [Told(each.story, each.outlet, each.at) for each in told],
        about=about,
        unread=expected.keys() - readable,
        now=now,
    )
    camps = {carrier.outlet.camp for carrier in covered.carriers}
    wanted = [library.get(id_) for id_ in (*covered.subjects, *sorted(camps))]
    return replace(covered, titles={one.id: dict(one.title) for one in wanted if one is not None})
