"""python -m bot quality: precision and recall of watchlists, by version."""

import asyncio
from collections.abc import Sequence

from pydantic import TypeAdapter

from bot.cli.problems import FAILED, WRONG, settings_or_none, tell
from bot.runtime.catalogue import Catalogue, compiled
from bot.runtime.lab.quality import quality_of
from bot.runtime.world import published_sheets
from bot.settings import Settings
from bot.storage import feeds
from bot.storage.database import Database
from bot.storage.errors import StorageError
from bot.telegram.quality import quality_lines
from bot.telegram.words import Words
from bot.watch.quality import Quality


def quality(watchlist: str | None, *, as_json: bool) -> int:
    """Print the figures of a watchlist, or of all; returns the exit code."""
    settings = settings_or_none()
    if settings is None:
        return WRONG
    try:
        catalogue, found = asyncio.run(_found(settings, watchlist))
    except StorageError as error:
        tell([str(error)])
        return FAILED
    if watchlist and not found:
        tell([f"There is no watchlist {watchlist} in force."])
        return WRONG
    if as_json:
        for one in found:
            print(TypeAdapter(Quality).dump_json(one).decode())
        return 0
    words = Words(settings.behaviour.default_language, settings.behaviour.default_timezone)
    titles = {id_: one.title for id_, one in catalogue.watchlists.items()}
    pages = [
        quality_lines(words, one, titles[one.watchlist].get(words.language) or one.watchlist) for one in found
    ]
    print("\n\n".join(pages))
    return 0


async def _found(settings: Settings, watchlist: str | None) -> tuple[Catalogue, Sequence[Quality]]:
    db = await Database.open(settings.database_url)
    try:
        async with db.read() as conn:
            catalogue = await asyncio.to_thread(compiled, await published_sheets(conn))
            outlets = await feeds.outlets(conn)
            asked = [watchlist] if watchlist else sorted(catalogue.watchlists)
            found = [await quality_of(conn, catalogue, outlets, id_) for id_ in asked]
        return catalogue, [one for one in found if one is not None]
    finally:
        await db.close()
