"""What of outlets needs the network and takes long: finding the feeds of a site, and asking an outlet's feeds anew."""

from datetime import datetime

from pydantic import TypeAdapter
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import Author, DocumentKind, Refused, Saved
from bot.runtime.lab.shelf import outlets_in_force
from bot.runtime.lab.versions import Lab
from bot.runtime.world import World
from bot.sources.discovery import Discovery, FoundFeed, discover, read_feed
from bot.sources.newcomers import feeds_of, home, newcomer
from bot.sources.outletedits import extended, outlet_text
from bot.storage import documents
from bot.telegram.lab.finds import Found, SeenFeed

found_json: TypeAdapter[Found] = TypeAdapter(Found)
tested_json: TypeAdapter[tuple[SeenFeed, ...]] = TypeAdapter(tuple[SeenFeed, ...])

_SAMPLES, _FEEDS = 3, 12
_KIND = DocumentKind.OUTLET


async def discovered(world: World, url: str) -> Discovery:
    """The feeds of a site, asked as polite as every poll."""
    return await discover(world.fetcher, world.pages, world.pool, url, world.clock.now())


async def drafted(
    conn: AsyncConnection, world: World, url: str, found: Discovery, author: Author, now: datetime
) -> Found:
    """The author's draft of what was found: of a new outlet, or of the one whose site it is.

    Args:
        conn: of a write transaction.
        world: knows what is in force.
        url: of the site.
        found: what was found there.
        author: who asked.
        now: the moment.
    """
    outlets = await outlets_in_force(conn)
    listed = {feed.url: one.id for one in outlets.values() for feed in one.feeds}
    seen = tuple(_seen(one, known=one.url in listed) for one in found.feeds)
    fresh = feeds_of(found.feeds, listed)
    if not fresh:
        return Found(url=url, feeds=seen, tried=found.tried)
    there = home(outlets.values(), url)
    published = await documents.get(conn, _KIND, there.id) if there is not None else None
    if there is not None and published is not None:
        id_, body, base = there.id, extended(published.body, there.id, fresh), published.version
    else:
        outlet = newcomer(found.feeds, fresh, url, [*outlets])
        gone = await documents.get(conn, _KIND, outlet.id)
        id_, body, base = outlet.id, outlet_text(outlet), gone.version if gone else 0
    lab = Lab(conn, await world.catalogue(), now)
    saved = await lab.save_draft(_KIND, id_, body, author, base, f"found at {url}")
    if not isinstance(saved, Saved):
        why = saved.problems if isinstance(saved, Refused) else (f"{id_}: somebody else is editing it",)
        return Found(url=url, feeds=seen, tried=found.tried, outlet=id_, refused=tuple(why))
    return Found(
        url=url,
        feeds=seen,
        tried=found.tried,
        outlet=id_,
        body_hash=saved.draft.body_hash,
        joins=there is not None,
    )


async def tested(world: World, outlet: str) -> tuple[SeenFeed, ...]:
    """How each feed of an outlet answers now."""
    async with world.db.read() as conn:
        one = (await outlets_in_force(conn)).get(outlet)
    answers: list[SeenFeed] = []
    for feed in one.feeds[:_FEEDS] if one is not None else ():
        agent = one.user_agent if one is not None else None
        read = await read_feed(world.fetcher, world.pool, feed.url, world.clock.now(), agent)
        answers.append(
            SeenFeed(url=feed.url, error=read) if isinstance(read, str) else _seen(read, known=False)
        )
    return tuple(answers)


def _seen(found: FoundFeed, *, known: bool) -> SeenFeed:
    newest = sorted(found.feed.entries, key=lambda one: one.published_at, reverse=True)
    return SeenFeed(
        url=found.url,
        title=found.feed.title,
        language=found.feed.language,
        articles=len(newest),
        samples=tuple((one.published_at if one.dated else None, one.title) for one in newest[:_SAMPLES]),
        odd=found.feed.problems,
        known=known,
    )
