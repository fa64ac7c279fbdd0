"""Signing in to the admin page: links and sessions over the store, and which role somebody has now."""

import secrets
from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import Role
from bot.runtime.lab.answering import reading, writing
from bot.runtime.lab.links import MACHINE, TOKEN
from bot.runtime.lab.roles import Roles
from bot.runtime.world import World
from bot.storage import audit, chats, pseudonyms, signins
from bot.web.ports import LinkProblem, Person, SignedIn

#: How long a session lasts.
SESSION_LASTS = timedelta(days=7)


async def role_of(conn: AsyncConnection, world: World, user: int) -> Role | None:
    """What somebody may do now; None for who may nothing."""
    if user == MACHINE:
        return Role.OWNER
    return await Roles(conn, world.settings.environment.bot_owners, world.clock.now()).of(user)


class StoredDoor:
    """A Door over the store; see web/ports.py for what each action does."""

    def __init__(self, world: World) -> None:
        self._world = world

    async def look(self, link: str) -> LinkProblem | None:
        async with reading(self._world) as conn:
            return await self._problem(conn, link)

    async def sign_in(self, link: str) -> SignedIn | LinkProblem:
        now, token = self._world.clock.now(), secrets.token_urlsafe(TOKEN)
        async with writing(self._world) as conn:
            if problem := await self._problem(conn, link):
                return problem
            found = await signins.link(conn, link)
            # Two may come at once with one link: the store says who was first.
            if found is None or not await signins.use_link(conn, link, now):
                return LinkProblem.USED
            await signins.begin(conn, token, found.user, found.role, now, now + SESSION_LASTS)
            names = await pseudonyms.of(conn, [found.user]) if found.user != MACHINE else {}
            await audit.note(conn, names.get(found.user, ""), "sign in", "page", now, role=str(found.role))
            return SignedIn(token, now + SESSION_LASTS)

    async def person(self, session: str) -> Person | None:
        async with reading(self._world) as conn:
            found = await signins.session(conn, session, self._world.clock.now())
            if found is None:
                return None
            role = await role_of(conn, self._world, found.user)
            own = await chats.get(conn, found.user) if found.user != MACHINE else None
        if role is None or role != found.role:
            # What a session was begun with was taken away: who has another role now signs in with it anew.
            await self.sign_out(session)
            return None
        return Person(
            id=found.user,
            role=role,
            until=found.expires_at,
            language=own.language if own else "",
            timezone=own.timezone if own else self._world.settings.behaviour.default_timezone,
        )

    async def sign_out(self, session: str) -> None:
        async with writing(self._world) as conn:
            await signins.end(conn, session)

    async def sign_out_everywhere(self, person: int) -> None:
        async with writing(self._world) as conn:
            await signins.end_all(conn, person)

    async def _problem(self, conn: AsyncConnection, link: str) -> LinkProblem | None:
        found = await signins.link(conn, link)
        if found is None:
            return LinkProblem.UNKNOWN
        if found.used_at is not None:
            return LinkProblem.USED
        if found.expires_at <= self._world.clock.now():
            return LinkProblem.EXPIRED
        return None if await role_of(conn, self._world, found.user) == found.role else LinkProblem.CHANGED
