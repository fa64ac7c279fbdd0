"""The settings part of a turn over the store: what is set is stored, and the clocks that depend on it are set anew."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.alerts.localtime import zone_of
from bot.alerts.schedule import next_digest_at, quiet_until
from bot.alerts.wishes import Mute, MuteKind, Place, QuietHours, Rhythm, Schedule, Subscription
from bot.model import AlertContent, Chart
from bot.runtime.catalogue import Catalogue
from bot.runtime.statistics import Statistics
from bot.storage import alerts, chats, deliveries, digests, feeds, places, subscriptions
from bot.telegram.words import Words


class StoredTuning:
    """A Tuning over the write transaction of a turn; see telegram/tuning.py for what each action does."""

    def __init__(self, conn: AsyncConnection, catalogue: Catalogue, now: datetime) -> None:
        self._conn = conn
        self._catalogue = catalogue
        self._now = now

    async def place(self, chat: int, thread: int) -> Place:
        return await places.get(self._conn, chat, thread)

    async def set_quiet(self, chat: int, thread: int, quiet: QuietHours | None) -> None:
        place = await places.get(self._conn, chat, thread)
        await places.save(self._conn, replace(place, quiet=quiet))
        await reclock(self._conn, chat, thread, self._now)

    async def set_schedule(self, chat: int, thread: int, schedule: Schedule) -> None:
        place = await places.get(self._conn, chat, thread)
        await places.save(self._conn, replace(place, schedule=schedule))
        for one in await subscriptions.all_of(self._conn, chat, thread):
            await self.tune(chat, thread, replace(one, schedule=schedule))

    async def wishes(self, chat: int, thread: int) -> Sequence[Subscription]:
        return await subscriptions.all_of(self._conn, chat, thread)

    async def tune(self, chat: int, thread: int, wanted: Subscription) -> bool:
        if not await subscriptions.tune(self._conn, chat, thread, wanted, None):
            return False
        if wanted.schedule.rhythm is Rhythm.INSTANT:
            # What waited for its digest is not lost: it comes at once, or when the quiet hours end.
            await digests.wake(self._conn, chat, thread, [wanted.watchlist])
        await reclock(self._conn, chat, thread, self._now)
        return True

    async def urgent(self) -> frozenset[str]:
        return frozenset(id_ for id_, item in self._catalogue.watchlists.items() if item.alert.urgent)

    async def mutes(self, chat: int, thread: int) -> Sequence[Mute]:
        return await places.mutes(self._conn, chat, thread, self._now)

    async def mute(self, chat: int, thread: int, wanted: Mute) -> None:
        await places.mute(self._conn, chat, thread, wanted, self._now)
        if wanted.kind is MuteKind.STORY:
            await deliveries.cancel_story(self._conn, wanted.subject, chat, thread, self._now)

    async def unmute(self, chat: int, thread: int, kind: MuteKind, subject: str) -> bool:
        return await places.unmute(self._conn, chat, thread, kind, subject)

    async def alert(self, alert: int) -> AlertContent | None:
        found = (await alerts.get(self._conn, [alert])).get(alert)
        return found.content if found else None

    async def outlets(self) -> Sequence[tuple[str, str]]:
        rows = await feeds.all(self._conn)
        return sorted({(row.outlet.id, row.outlet.name) for row in rows}, key=lambda pair: pair[1].casefold())

    async def chart(self, chat: int, watchlists: Sequence[str], language: str) -> Chart:
        known = await chats.get(self._conn, chat)
        words = Words(language, known.timezone if known else "UTC")
        names = [self._catalogue.name(id_) for id_ in watchlists if id_ in self._catalogue.watchlists]
        return await Statistics().chart(self._conn, words, names, self._now)


async def begin_subscriptions(
    conn: AsyncConnection, chat: int, thread: int, watchlists: Sequence[str], now: datetime
) -> int:
    """Subscribe a known chat to what it has not yet, on the schedule that it has set; returns how many are new."""
    known = {one.watchlist for one in await subscriptions.all_of(conn, chat, thread)}
    new = [watchlist for watchlist in watchlists if watchlist not in known]
    await subscriptions.set(conn, chat, thread, new, now)
    place = await places.get(conn, chat, thread)
    if place.schedule.rhythm is not Rhythm.INSTANT:
        for watchlist in new:
            wanted = Subscription(watchlist=watchlist, schedule=place.schedule)
            await subscriptions.tune(conn, chat, thread, wanted, None)
        await reclock(conn, chat, thread, now)
    return len(new)


async def end_subscriptions(conn: AsyncConnection, chat: int, thread: int, watchlists: Sequence[str]) -> int:
    """Unsubscribe; what waited for nobody else's digest there waits no more. Returns how many there were."""
    ended = await subscriptions.remove(conn, chat, thread, watchlists)
    await digests.prune(conn, chat, thread, await subscriptions.of(conn, chat, thread))
    return ended


async def reclock(conn: AsyncConnection, chat: int, thread: int, now: datetime) -> None:
    """Set the clocks of a place anew, after its schedules, its quiet hours or its time zone have changed."""
    known = await chats.get(conn, chat)
    zone = zone_of(known.timezone if known else "UTC")
    due = await digests.due_in(conn, chat, thread, now)
    for one in await subscriptions.all_of(conn, chat, thread):
        # What is due this minute comes before it goes by the new clock.
        if due is None or one.watchlist not in due.watchlists:
            following = next_digest_at(one.schedule, now, zone)
            await subscriptions.set_next(conn, chat, thread, one.watchlist, following)
    if any(item.asleep for item in await digests.waiting(conn, chat, thread)):
        place = await places.get(conn, chat, thread)
        await places.save(conn, place)
        await places.hold(conn, chat, thread, quiet_until(place.quiet, now, zone) or now)


async def reclock_chat(conn: AsyncConnection, chat: int, now: datetime) -> None:
    """The same for all topics of a chat."""
    for thread in await subscriptions.threads(conn, chat):
        await reclock(conn, chat, thread, now)
