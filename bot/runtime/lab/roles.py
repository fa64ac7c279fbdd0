"""Who may edit documents: owners by the settings, everybody else by what an owner or admin gave them."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import Author, Forbidden, Origin, Role
from bot.storage import audit, pseudonyms, roles

#: What each may give and take; nobody makes an owner but the settings.
_GIVES = {
    Role.OWNER: frozenset({Role.ADMIN, Role.EDITOR, Role.VIEWER}),
    Role.ADMIN: frozenset({Role.EDITOR, Role.VIEWER}),
}


class Roles:
    """Roles of persons, over one connection; giving needs a write transaction."""

    def __init__(self, conn: AsyncConnection, owners: Collection[int], now: datetime) -> None:
        self._conn = conn
        self._owners = owners
        self._now = now

    async def of(self, person: int) -> Role | None:
        """A person's role; None for everybody who has none."""
        return Role.OWNER if person in self._owners else await roles.of(self._conn, person)

    async def author(self, person: int, origin: Origin) -> Author | None:
        """A person as the author of an edit; None for who has no role."""
        role = await self.of(person)
        return None if role is None else Author(person, role, origin)

    async def all(self) -> Mapping[int, Role]:
        """Everybody who has one, by Telegram id, owners included."""
        return await roles.all(self._conn) | dict.fromkeys(sorted(self._owners), Role.OWNER)

    async def give(self, by: Author, person: int, role: Role | None) -> Forbidden | None:
        """Give a person a role, or with None take it away; Forbidden where it is not `by`'s to give or take."""
        before = await self.of(person)
        for one in (before, role):
            if one is not None and one not in _GIVES.get(by.role, ()):
                return Forbidden(by.role, Role.ADMIN if one in _GIVES[Role.ADMIN] else Role.OWNER)
        if by.role not in _GIVES:
            return Forbidden(by.role, Role.ADMIN)
        await roles.give(self._conn, person, role, self._now)
        names = await pseudonyms.of(self._conn, [person, *([by.person] if by.person is not None else [])])
        actor = names[by.person] if by.person is not None else ""
        said = str(role) if role is not None else "none"
        await audit.note(self._conn, actor, "role", f"person:{names[person]}", self._now, role=said)
        return None
