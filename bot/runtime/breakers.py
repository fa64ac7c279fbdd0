"""Breakers: watchlists that hit far more than they ever did are held back, and their owners are asked; and the pause
of everything. When one trips is decided in alerts/breaker.py, what is held in storage/held.py."""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.alerts.backlog import NEVER, Hold, breaker_hold, next_digest
from bot.alerts.breaker import HISTORY, WINDOW, Limits, busiest_hour, most
from bot.model import WatchlistName
from bot.runtime.owners import tell_people
from bot.runtime.world import World
from bot.settings import Behaviour
from bot.storage import guards, held
from bot.storage.guards import EVERYTHING, Guard
from bot.storage.words import GuardState
from bot.telegram import steering

log = logging.getLogger(__name__)

#: Alerts of one watchlist that are counted for its history.
_COUNTED = 20_000
#: A watchlist that somebody waved through does not trip for so long.
WAVED_FOR = timedelta(hours=24)
#: Who paused everything by config/bot.yaml.
BY_SETTING = "setting"


def limits_of(behaviour: Behaviour) -> Limits:
    """What the settings call too much."""
    return Limits(times=behaviour.breaker_times, least=behaviour.breaker_least)


async def tripped(
    conn: AsyncConnection, world: World, names: Sequence[WatchlistName], now: datetime
) -> dict[str, Guard]:
    """Hold back those of these watchlists that hit too much, in the caller's transaction; returns their guards."""
    limits = limits_of(world.settings.behaviour)
    found: dict[str, Guard] = {}
    for name in names:
        recent = await guards.hits(conn, name.id, now - WINDOW, limits.least + 1)
        if len(recent) <= limits.least:
            continue
        usual = await _usual(conn, name.id, now)
        counted = await guards.hits(conn, name.id, now - WINDOW, _COUNTED)
        if len(counted) <= most(usual, limits):
            continue
        guard = Guard(
            subject=name.id, state=GuardState.HELD, since=now, hits=len(counted), usual=most(usual, limits)
        )
        await guards.put(conn, guard)
        due_at = next_digest(now, world.settings.behaviour.breaker_digest, now)
        waiting = await held.hold_watchlist(conn, name.id, now - WINDOW, breaker_hold(name.id), due_at)
        await _ask(conn, world, name, guard, now)
        log.warning(
            "watchlist %s is held back: %s alerts in an hour, %s wait", name.id, len(counted), waiting
        )
        found[name.id] = guard
    return found


async def _usual(conn: AsyncConnection, watchlist: str, now: datetime) -> int:
    """The busiest hour of its history; what made it trip is not history."""
    hits = await guards.hits(conn, watchlist, now - HISTORY, _COUNTED)
    return busiest_hour([moment.timestamp() for moment in reversed(hits) if moment < now - WINDOW])


async def _ask(conn: AsyncConnection, world: World, name: WatchlistName, guard: Guard, now: datetime) -> None:
    await tell_people(
        conn,
        world,
        world.settings.environment.bot_owners,
        f"breaker:{name.id}/{now.isoformat()}",
        now,
        lambda words: steering.breaker_question(words, name, guard),
    )


async def calm(conn: AsyncConnection, now: datetime) -> list[str]:
    """Let go the watchlists that have come back to what is usual; returns them."""
    found = []
    for guard in (await guards.all(conn, now)).values():
        if guard.state is not GuardState.HELD or guard.since > now - WINDOW:
            continue
        recent = await guards.hits(conn, guard.subject, now - WINDOW, guard.usual + 1)
        if len(recent) <= guard.usual // 2:
            await guards.remove(conn, guard.subject)
            await held.let_go(conn, breaker_hold(guard.subject), now)
            log.info("watchlist %s is calm again", guard.subject)
            found.append(guard.subject)
    return found


# --- what owners decide -------------------------------------------------------------------------------


async def wave_through(conn: AsyncConnection, watchlist: str, author: str, now: datetime) -> int:
    """It is news: tell what is held, and all that comes; returns how many deliveries were held."""
    known = (await guards.all(conn, now)).get(watchlist)
    await guards.put(
        conn,
        Guard(
            subject=watchlist,
            state=GuardState.WAVED,
            since=now,
            until=now + WAVED_FOR,
            hits=known.hits if known else 0,
            usual=known.usual if known else 0,
            author=author,
        ),
    )
    return await held.let_go(conn, breaker_hold(watchlist), now)


async def pause_watchlist(conn: AsyncConnection, watchlist: str, author: str, now: datetime) -> int:
    """Tell nothing of a watchlist until somebody resumes it; what is held is dropped. Returns how much that was."""
    await guards.put(conn, Guard(subject=watchlist, state=GuardState.PAUSED, since=now, author=author))
    await held.hold_watchlist(conn, watchlist, now - HISTORY, breaker_hold(watchlist), now + NEVER)
    return await held.cancel(conn, breaker_hold(watchlist), now, "the watchlist was paused")


async def pause_all(conn: AsyncConnection, author: str, now: datetime) -> int:
    """Nothing but answers goes out from now on; returns how many alerts wait already."""
    await guards.put(conn, Guard(subject=EVERYTHING, state=GuardState.PAUSED, since=now, author=author))
    return await held.hold_all(conn, Hold.PAUSE, now + NEVER)


async def resume(conn: AsyncConnection, subject: str, now: datetime) -> int | None:
    """Take a pause back; what was held is told at once, in one message a place. None where nothing was paused."""
    known = (await guards.all(conn, now)).get(subject)
    if known is not None and known.state is GuardState.HELD:
        # Or it would trip again at once.
        return await wave_through(conn, subject, known.author, now)
    if not await guards.remove(conn, subject):
        return None
    return await held.let_go(conn, Hold.PAUSE if subject == EVERYTHING else breaker_hold(subject), now)


async def obey_setting(conn: AsyncConnection, *, paused: bool, now: datetime) -> None:
    """Pause everything where config/bot.yaml says so, and resume where it no longer does."""
    known = (await guards.all(conn, now)).get(EVERYTHING)
    if paused and known is None:
        await pause_all(conn, BY_SETTING, now)
    elif not paused and known is not None and known.author == BY_SETTING:
        await resume(conn, EVERYTHING, now)
