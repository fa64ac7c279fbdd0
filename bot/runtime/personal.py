"""What chat handlers may do with all that is stored about one chat: show it, delete it, write it to a file, take one over."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.alerts.portable import Portable
from bot.alerts.schedule import next_digest_at
from bot.model import Access, Chat
from bot.storage import chats, people, places, subscriptions


class StoredPersonal:
    """Personal over one connection; see telegram/ports.py for what each action does."""

    def __init__(self, conn: AsyncConnection, now: datetime) -> None:
        self._conn = conn
        self._now = now

    async def held(self, chat: int) -> Mapping[str, int]:
        return await chats.held(self._conn, chat)

    async def forget(self, chat: int) -> None:
        access = await people.access_of(self._conn, chat)
        await chats.forget(self._conn, chat)
        if access is Access.DENIED:
            # Else shutting somebody out would end with his next message.
            await people.decide(self._conn, chat, access, self._now)

    async def exported(self, chat: Chat, thread: int) -> Portable:
        place = await places.get(self._conn, chat.id, thread)
        return Portable(
            exported_at=self._now.replace(microsecond=0),
            language=chat.language,
            timezone=chat.timezone,
            subscriptions=await subscriptions.all_of(self._conn, chat.id, thread),
            quiet=place.quiet,
            schedule=place.schedule,
            mutes=await places.mutes(self._conn, chat.id, thread, self._now),
        )

    async def imported(self, chat: Chat, thread: int, found: Portable, known: Sequence[str]) -> int:
        await chats.upsert(
            self._conn, replace(chat, language=found.language, timezone=found.timezone), self._now
        )
        wanted = [one for one in found.subscriptions if one.watchlist in known]
        await subscriptions.set(self._conn, chat.id, thread, [one.watchlist for one in wanted], self._now)
        zone = ZoneInfo(found.timezone)
        for one in wanted:
            due = next_digest_at(one.schedule, self._now, zone)
            await subscriptions.tune(self._conn, chat.id, thread, one, due)
        place = await places.get(self._conn, chat.id, thread)
        await places.save(self._conn, replace(place, quiet=found.quiet, schedule=found.schedule))
        for mute in found.mutes:
            if mute.until is None or mute.until > self._now:
                await places.mute(self._conn, chat.id, thread, mute, self._now)
        return len(wanted)
