"""What chat handlers may do about people: access, one-time links, and who brought the bot where."""

import secrets
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import Access, Chat, ChatKind, ChatState, Role
from bot.runtime.lab.links import link_for
from bot.storage import chats, deliveries, people, signins, subscriptions
from bot.telegram.ports import Accepted, LinkProblem, Place

#: Random bytes of a token: 22 characters, of the 64 that a deep link may carry.
_TOKEN = 16
#: Why a chat is stopped that nobody stopped.
_SHUT_OUT = "no access"


class StoredPeople:
    """People over one connection; see telegram/ports.py for what each action does."""

    def __init__(self, conn: AsyncConnection, now: datetime) -> None:
        self._conn = conn
        self._now = now

    async def access(self, user: int) -> Access | None:
        return await people.access_of(self._conn, user)

    async def decide(self, user: int, access: Access) -> None:
        await people.decide(self._conn, user, access, self._now)
        own = await chats.get(self._conn, user)
        if access is Access.DENIED:
            await signins.end_all(self._conn, user)
        if access is not Access.ALLOWED:
            theirs = [item.chat for item in await people.installations(self._conn, user)]
            for chat in [user, *(theirs if access is Access.DENIED else ())]:
                await self._shut(chat)
        elif own is not None and own.reason == _SHUT_OUT:
            await chats.upsert(self._conn, replace(own, state=ChatState.ACTIVE, reason=""), self._now)

    async def _shut(self, chat: int) -> None:
        known = await chats.get(self._conn, chat)
        if known is not None:
            await chats.upsert(
                self._conn, replace(known, state=ChatState.STOPPED, reason=_SHUT_OUT), self._now
            )
            await deliveries.cancel_chat(self._conn, chat, self._now, error=_SHUT_OUT)

    async def invite(self, by: int, watchlist: str, lasts: timedelta) -> str:
        token = secrets.token_urlsafe(_TOKEN)
        await people.invite(self._conn, token, by, self._now, self._now + lasts, watchlist=watchlist)
        return token

    async def accept(self, token: str) -> Accepted | LinkProblem:
        found = await people.invitation(self._conn, token)
        if found is None:
            return LinkProblem.UNKNOWN
        if found.used_at is not None:
            return LinkProblem.USED
        if not await people.use(self._conn, token, self._now):
            return LinkProblem.EXPIRED
        return Accepted(found.watchlist)

    async def page_link(self, user: int, role: Role) -> str:
        return await link_for(self._conn, user, role, self._now)

    async def installer(self, chat: int) -> int | None:
        found = await people.installation(self._conn, chat)
        return found.user if found else None

    async def installed(self, user: int) -> Sequence[Place]:
        found = await people.installations(self._conn, user)
        return [Place(chat=item.chat, title=item.title, kind=item.kind) for item in found]

    async def install(self, chat: Chat, user: int) -> None:
        await people.install(self._conn, chat.id, user, chat.kind, chat.title, self._now)

    async def uninstall(self, chat: int) -> None:
        await people.uninstall(self._conn, chat)

    async def places(self) -> Sequence[Place]:
        decided = await people.decided(self._conn)
        counts = await subscriptions.count_by_chat(self._conn)
        known = [chat for chat in await chats.all(self._conn) if chat.kind is not ChatKind.TERMINAL]
        found = [
            Place(
                chat=chat.id,
                title=chat.title,
                kind=chat.kind,
                state=chat.state,
                access=decided.get(chat.id),
                watchlists=counts.get(chat.id, 0),
            )
            for chat in known
        ]
        strangers = {*decided} - {chat.id for chat in known}
        return found + [
            Place(chat=user, title="", kind=ChatKind.PRIVATE, state=ChatState.STOPPED, access=decided[user])
            for user in sorted(strangers)
        ]
