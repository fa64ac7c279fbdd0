"""python -m bot why and watchlists feedback: what the store knows about an article, an alert, a watchlist's hits."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

from pydantic import TypeAdapter

from bot.alerts.markup import plain_text
from bot.alerts.receipt import Receipt
from bot.cli.problems import FAILED, WRONG, settings_or_none, tell
from bot.runtime.catalogue import compiled
from bot.runtime.clock import SystemClock
from bot.runtime.trail import StoredTrail
from bot.runtime.world import published_sheets
from bot.settings import Settings
from bot.storage import feeds
from bot.storage.database import Database
from bot.storage.errors import StorageError
from bot.telegram.correcting import feedback_page
from bot.telegram.receipt_pages import receipt_lines
from bot.telegram.trail_ports import JudgedMatch
from bot.telegram.words import Words

_NUMBER = re.compile(r"#?(\d{1,18})")
_JUDGED = 50
_T = TypeVar("_T")


def why(asked: str, *, as_json: bool) -> int:
    """The receipt of an alert or address; returns the exit code."""
    number = _NUMBER.fullmatch(asked)
    if number is None and not asked.startswith(("http://", "https://")):
        tell([f"{asked}: give an article's address (https://...) or an alert's number (12)"])
        return WRONG
    what: str | int = int(number[1]) if number else asked
    return _asked(
        lambda trail: _receipt(trail, what), lambda found, words: _show(found, words, as_json=as_json)
    )


async def _receipt(trail: StoredTrail, what: str | int) -> Receipt | None:
    return await trail.receipt(what, chat=0, thread=0, everybody=True)


def _show(found: Receipt | None, words: Words, *, as_json: bool) -> int:
    if found is None:
        tell(["There is no such alert."])
        return FAILED
    if as_json:
        print(TypeAdapter(Receipt).dump_json(found).decode())
    else:
        print("\n".join(receipt_lines(words, found, found.at)))
    return 0


def feedback(watchlist: str) -> int:
    """What readers said of a watchlist's hits, and the cases that follow; returns the exit code."""
    return _asked(
        lambda trail: trail.judged(watchlist, _JUDGED), lambda found, words: _judged(found, words, watchlist)
    )


def _judged(found: Sequence[JudgedMatch] | None, words: Words, watchlist: str) -> int:
    if found is None:
        tell([f"There is no watchlist {watchlist}."])
        return FAILED
    print(
        plain_text(feedback_page(words, found))
        if found
        else words("Nobody has said anything of its hits yet.")
    )
    return 0


def _asked(ask: Callable[[StoredTrail], Awaitable[_T]], show: Callable[[_T, Words], int]) -> int:
    """Ask the store, and show what it says in the language of config/bot.yaml."""
    settings = settings_or_none()
    if settings is None:
        return WRONG
    if (
        settings.environment.database_url is None
        and not (settings.environment.data_dir / "khabar.sqlite").exists()
    ):
        tell([f"There is no database in {settings.environment.data_dir} yet; ./dev run makes it."])
        return FAILED
    try:
        found = asyncio.run(_answered(settings, ask))
    except StorageError as error:
        tell([str(error)])
        return FAILED
    return show(found, Words(settings.behaviour.default_language, settings.behaviour.default_timezone))


async def _answered(settings: Settings, ask: Callable[[StoredTrail], Awaitable[_T]]) -> _T:
    db = await Database.open(settings.database_url)
    try:
        async with db.read() as conn:
            catalogue = await asyncio.to_thread(compiled, await published_sheets(conn))
            outlets = await feeds.outlets(conn)
        # A chat that is named for the first time gets its pseudonym, so this writes.
        async with db.write() as conn:
            now = SystemClock().now()
            return await ask(StoredTrail(conn, catalogue, outlets, now, settings.behaviour.max_age))
    finally:
        await db.close()
