"""Drafts and roles: one for each document and author, and one for each person."""

from dataclasses import replace

from bot.model import DocumentKind, Draft, Origin, Role
from bot.storage import Database, documents, drafts, roles
from bot.storage.drafts import Seen
from tests.storage.builders import NOW, at

W, O = DocumentKind.WATCHLIST, DocumentKind.OUTLET  # noqa: E741
DRAFT = Draft(
    kind=W, id="w", body="one", body_hash="h1", base=0, at=NOW, author="p1", origin="chat", why=""
)  # fmt: skip


async def test_each_author_has_a_draft(db: Database) -> None:
    """A later one takes its place; another author's stays."""
    later, other = replace(DRAFT, body="two", at=at(1)), replace(DRAFT, author="p2")
    async with db.write() as conn:
        for draft in (DRAFT, other, later):
            await drafts.save(conn, draft)
        assert await drafts.of(conn, W, "w") == [later, other]
        assert await drafts.of(conn, W) == [later, other]
        assert await drafts.of(conn, O) == []
        assert await drafts.get(conn, W, "w", "p1") == later
        assert await drafts.discard(conn, W, "w", "p1")
        assert not await drafts.discard(conn, W, "w", "p1")
        assert await drafts.of(conn, W, "w") == [other]


async def test_what_an_author_saw_is_remembered_for_a_while(db: Database) -> None:
    """By exactly the text; it goes with the draft, and after a month."""
    async with db.write() as conn:
        await drafts.note_seen(conn, W, "w", "p1", "h1", Seen(3, 2), NOW)
        await drafts.note_seen(conn, W, "w", "p1", "h1", Seen(5, 2), NOW)
        assert await drafts.seen(conn, W, "w", "p1", "h1") == Seen(5, 2)
        assert await drafts.seen(conn, W, "w", "p1", "h2") is None
        assert await drafts.seen(conn, W, "w", "p2", "h1") is None
        await drafts.discard(conn, W, "w", "p1")
        assert await drafts.seen(conn, W, "w", "p1", "h1") is None
        await drafts.note_seen(conn, W, "w", "p1", "h1", Seen(5, 2), NOW)
        await drafts.note_seen(conn, W, "w", "p1", "h2", Seen(5, 2), at(31 * 24 * 3600))
        assert await drafts.seen(conn, W, "w", "p1", "h1") is None


async def test_a_role_is_given_changed_and_taken(db: Database) -> None:
    """One for each person."""
    async with db.write() as conn:
        await roles.give(conn, 5_000_000_000, Role.EDITOR, NOW)
        await roles.give(conn, 5_000_000_000, Role.ADMIN, NOW)
        await roles.give(conn, 7, Role.VIEWER, NOW)
        assert await roles.all(conn) == {7: Role.VIEWER, 5_000_000_000: Role.ADMIN}
        await roles.give(conn, 7, None, NOW)
        assert await roles.of(conn, 7) is None


async def test_an_outlet_wakes_other_people_than_a_watchlist(db: Database) -> None:
    """No article is matched again because an outlet was added; and what was taken away is not in force."""
    async with db.write() as conn:
        await documents.publish(conn, O, "o", "body", "h", NOW, author="", origin=Origin.CHAT)
        assert (await documents.generation(conn), await documents.outlets_generation(conn)) == (0, 1)
        await documents.take_turn(conn, W)
        assert await documents.generation(conn) == 0
        await documents.publish(conn, O, "o", "", "h0", NOW, author="", origin=Origin.CHAT)
        assert await documents.published(conn, O) == []
        gone = await documents.get(conn, O, "o")
        assert gone is not None
        assert (gone.version, gone.body) == (2, "")
