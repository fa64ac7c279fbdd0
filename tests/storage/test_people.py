"""Who may use the bot, one-time links and who brought it where, on both databases."""

from bot.model import Access, ChatKind, InvitationKind
from bot.storage import Database, chats, people
from tests.storage.builders import NOW, at, put_chat

GROUP, SUPERGROUP = -5, -1000000000005


async def test_a_decision_replaces_the_one_before(db: Database) -> None:
    """The newest is listed first; of whom nothing was decided is not listed."""
    async with db.write() as conn:
        assert await people.access_of(conn, 7) is None
        await people.decide(conn, 7, Access.PENDING, at(0))
        await people.decide(conn, 8, Access.DENIED, at(1))
        await people.decide(conn, 7, Access.ALLOWED, at(2))

        assert await people.access_of(conn, 7) is Access.ALLOWED
        assert await people.decided(conn) == {7: Access.ALLOWED, 8: Access.DENIED}


async def test_an_invitation_is_used_up_once_and_in_time(db: Database) -> None:
    """Afterwards it is known what became of it; only its hash is stored."""
    async with db.write() as conn:
        await people.invite(conn, "secret", 7, NOW, at(60), watchlist="w1")
        await people.invite(conn, "late", 7, NOW, at(60))
        assert await people.use(conn, "secret", at(30))
        assert not await people.use(conn, "secret", at(31))
        assert not await people.use(conn, "late", at(60))
        assert not await people.use(conn, "forged", at(30))
        used, late = await people.invitation(conn, "secret"), await people.invitation(conn, "late")
        rows = (await conn.exec_driver_sql("SELECT * FROM invitation")).all()

    assert used is not None
    assert late is not None
    assert (used.kind, used.watchlist, used.used_at) == (InvitationKind.WATCHLIST, "w1", at(30))
    assert (late.kind, late.used_at) == (InvitationKind.ACCESS, None)
    assert "secret" not in str(rows)


async def test_links_that_are_long_over_are_forgotten(db: Database) -> None:
    """Three months after their end."""
    async with db.write() as conn:
        await people.invite(conn, "old", 7, NOW, at(60))
        await people.invite(conn, "new", 7, at(100 * 86400), at(101 * 86400))

        assert await people.invitation(conn, "old") is None
        assert await people.invitation(conn, "new") is not None


async def test_who_brought_the_bot_moves_with_the_group_and_is_forgotten(db: Database) -> None:
    """A migration keeps the person; /forgetme of the person or the group leaves nothing."""
    async with db.write() as conn:
        await put_chat(conn, GROUP, kind=ChatKind.GROUP)
        await people.install(conn, GROUP, 7, ChatKind.GROUP, "Newsroom", NOW)
        await people.install(conn, -6, 7, ChatKind.CHANNEL, "Headlines", NOW)
        await chats.migrate(conn, GROUP, SUPERGROUP, at(1))
        moved = await people.installation(conn, SUPERGROUP)
        assert moved is not None
        assert (moved.user, moved.kind) == (7, ChatKind.SUPERGROUP)
        assert await people.installation(conn, GROUP) is None
        assert [one.chat for one in await people.installations(conn, 7)] == [-6, SUPERGROUP]
        assert await chats.held(conn, 7) == {"installation": 2}
        await chats.forget(conn, 7)

        assert await chats.held(conn, 7) == {}
        assert await people.installations(conn, 7) == []
