"""Tests of bot/storage/signins.py."""

from datetime import timedelta

from bot.model import Role
from bot.storage import Database, signins
from tests.storage.builders import NOW

SOON = NOW + timedelta(minutes=10)


async def test_a_link_is_used_by_one_who_is_in_time(db: Database) -> None:
    """The first of two who come at once wins; nobody after its end; a newer one ends it."""
    async with db.write() as conn:
        await signins.add_link(conn, "one", 7, Role.ADMIN, NOW, SOON)
        assert [await signins.use_link(conn, "one", NOW) for _ in range(2)] == [True, False]
        await signins.add_link(conn, "two", 7, Role.ADMIN, NOW, SOON)
        assert await signins.use_link(conn, "two", SOON) is False
        await signins.add_link(conn, "three", 7, Role.ADMIN, NOW, SOON)
        await signins.add_link(conn, "another's", 8, Role.ADMIN, NOW, SOON)
        assert await signins.use_link(conn, "two", NOW) is False
        assert await signins.use_link(conn, "three", NOW) is True
        assert await signins.use_link(conn, "another's", NOW) is True


async def test_sessions_end_by_time_one_by_one_and_all_together(db: Database) -> None:
    """Of one person only; what could begin another session goes with them."""
    async with db.write() as conn:
        for token, user in (("a", 7), ("b", 7), ("c", 8)):
            await signins.begin(conn, token, user, Role.EDITOR, NOW, SOON)
        await signins.add_link(conn, "link", 7, Role.EDITOR, NOW, SOON)
        assert await signins.session(conn, "a", SOON) is None
        await signins.end(conn, "a")
        assert await signins.session(conn, "a", NOW) is None
        assert await signins.count(conn, 7, NOW) == 1
        assert await signins.end_all(conn, 7) == 1
        assert await signins.use_link(conn, "link", NOW) is False
        assert await signins.count(conn, 8, NOW) == 1
