"""What fell out of a feed before it was read is looked for in the news sitemaps that its site's robots.txt names."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.model import FeedRecord
from bot.runtime.world import World
from bot.sources.entry import Entry, ParsedFeed
from bot.sources.fetch import Fetched, Request
from bot.sources.identity import identified
from bot.sources.parse import parse
from bot.storage import articles
from bot.storage.feeds import FeedRow

#: Sitemaps read for one gap; an index counts, and so does each that it names.
_MOST = 3


async def missed_entries(
    world: World, feed: FeedRow, record: FeedRecord | None, now: datetime
) -> tuple[Sequence[tuple[Entry, tuple[str, ...]]], Mapping[str, str]] | None:
    """The articles of the missing time, as news sitemaps list them, with the keys that identify them, and which keys
    are known; None where nothing was missed by this poll (whose record it is), or there is no news sitemap.
    """
    span = record.missed if record is not None else None
    if span is None or span == feed.record.missed:
        return None
    robots = await world.pages.robots(feed.address or feed.url, feed.outlet.user_agent)
    waiting = [url for url in (robots.sitemaps if robots else ()) if "news" in url.lower()]
    if not waiting:
        return None
    found: list[Entry] = []
    for _ in range(_MOST):
        if not waiting:
            break
        answer = await world.fetcher.get(Request(url=waiting.pop(0), user_agent=feed.outlet.user_agent))
        if not isinstance(answer, Fetched):
            continue
        read = await parse(answer, world.pool, language=feed.language, now=now)
        if isinstance(read, ParsedFeed):
            found += read.entries
            waiting += [url for url in read.hints.sitemaps if "news" in url.lower()]
    within = [one for one in found if one.dated and span.began_at < one.published_at < span.ended_at]
    listed = identified(feed.outlet.id, tuple(within))
    async with world.db.read() as conn:
        keys = [key for _, keys in listed for key in keys]
        return listed, await articles.known(conn, feed.outlet.id, keys)
