"""Roles: who gives them, and that they are forgotten."""

from bot.model import Author, Forbidden, Origin, Role
from bot.runtime.lab.roles import Roles
from bot.runtime.personal import StoredPersonal
from bot.storage import Database, audit
from tests.storage.builders import NOW

OWNER, ADMIN, EDITOR = 1, 2, 3


async def test_who_gives_which_role(db: Database) -> None:
    """Owners make admins, admins make editors, and nobody raises himself."""
    async with db.write() as conn:
        roles = Roles(conn, [OWNER], NOW)
        owner = await roles.author(OWNER, Origin.CHAT)
        assert owner == Author(OWNER, Role.OWNER, Origin.CHAT)
        assert await roles.author(ADMIN, Origin.CHAT) is None
        assert await roles.give(owner, ADMIN, Role.ADMIN) is None
        admin = await roles.author(ADMIN, Origin.PAGE)
        assert admin == Author(ADMIN, Role.ADMIN, Origin.PAGE)
        assert await roles.give(admin, EDITOR, Role.EDITOR) is None
        assert await roles.give(admin, EDITOR, Role.ADMIN) == Forbidden(Role.ADMIN, Role.OWNER)
        assert await roles.give(admin, OWNER, None) == Forbidden(Role.ADMIN, Role.OWNER)
        assert await roles.give(owner, EDITOR, Role.OWNER) == Forbidden(Role.OWNER, Role.OWNER)
        editor = Author(EDITOR, Role.EDITOR, Origin.CHAT)
        assert await roles.give(editor, 9, None) == Forbidden(Role.EDITOR, Role.ADMIN)
        assert await roles.all() == {OWNER: Role.OWNER, ADMIN: Role.ADMIN, EDITOR: Role.EDITOR}
        assert await roles.give(admin, EDITOR, None) is None
        assert await roles.of(EDITOR) is None
        assert [deed.detail["role"] for deed in await audit.latest(conn, 9)] == ["none", "editor", "admin"]


async def test_forgetting_a_person_ends_the_role(db: Database) -> None:
    """As everything else about a person."""
    async with db.write() as conn:
        roles = Roles(conn, [OWNER], NOW)
        await roles.give(Author(OWNER, Role.OWNER, Origin.CHAT), EDITOR, Role.EDITOR)
        await StoredPersonal(conn, NOW).forget(EDITOR)
        assert await roles.of(EDITOR) is None
