"""Watchlists and concepts: every version is kept, and a file never undoes an edit made elsewhere."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import DocumentKind, Origin
from bot.storage import Database, documents, meta
from bot.storage.documents import FileText, Taken
from tests.storage.builders import NOW, at

W, C = DocumentKind.WATCHLIST, DocumentKind.CONCEPT


async def _import(
    conn: AsyncConnection, kind: DocumentKind, id_: str, body: str, hash_: str, now: datetime
) -> int | None:
    """The number of the new version that one file makes."""
    return (await _import_all(conn, kind, [FileText(id_, body, hash_)], now)).get(id_)


async def _import_all(
    conn: AsyncConnection, kind: DocumentKind, files: Sequence[FileText], now: datetime
) -> dict[str, int]:
    """Take over what changed, as it is."""
    changed = await documents.changed(conn, kind, files)
    taken = [Taken(one.file, one.file.body, one.file.hash, "the file changed") for one in changed]
    return await documents.take_over(conn, kind, taken, now)


async def test_a_file_is_imported_once(db: Database) -> None:
    """Starting again with the same files publishes nothing."""
    async with db.write() as conn:
        assert await _import(conn, W, "w", "one", "h1", NOW) == 1
        generation = await documents.generation(conn)
        assert await _import(conn, W, "w", "one", "h1", at(9)) is None
        assert await documents.generation(conn) == generation
        (only,) = await documents.published(conn, W)
    assert (only.id, only.version, only.body, only.body_hash, only.origin, only.at) == (
        "w",
        1,
        "one",
        "h1",
        "file",
        NOW,
    )


async def test_a_changed_file_is_a_new_version(db: Database) -> None:
    """And the old version stays in the history."""
    async with db.write() as conn:
        await _import(conn, W, "w", "one", "h1", NOW)
        before = await documents.generation(conn)
        assert await _import(conn, W, "w", "two", "h2", at(1)) == 2
        assert await documents.generation(conn) != before
        assert [one.body for one in await documents.versions(conn, W, "w")] == ["one", "two"]
        now = await documents.get(conn, W, "w")
    assert now is not None
    assert (now.version, now.body) == (2, "two")


async def test_an_old_file_does_not_undo_an_edit(db: Database) -> None:
    """Three-way: only a file that changed since it was imported speaks again."""
    async with db.write() as conn:
        await _import(conn, W, "w", "one", "h1", NOW)
        assert await documents.publish(
            conn, W, "w", "edited", "h9", at(1), author="u5", origin=Origin.CHAT, why="typo"
        ) == 2  # fmt: skip
        assert await _import(conn, W, "w", "one", "h1", at(2)) is None
        now = await documents.get(conn, W, "w")
        assert now is not None
        assert (now.body, now.author, now.origin, now.why) == ("edited", "u5", "chat", "typo")
        assert await _import(conn, W, "w", "two", "h2", at(3)) == 3


async def test_a_file_that_says_what_is_published_makes_no_version(db: Database) -> None:
    """An edit that was exported to the file and imported again is not news."""
    async with db.write() as conn:
        await _import(conn, W, "w", "one", "h1", NOW)
        await documents.publish(conn, W, "w", "edited", "h9", at(1), author="u5", origin=Origin.CHAT)
        assert await _import(conn, W, "w", "edited", "h9", at(2)) is None
        assert await _import(conn, W, "w", "one", "h1", at(3)) == 3


async def test_a_changed_file_meets_what_was_edited_elsewhere(db: Database) -> None:
    """With the text that it had when it was taken over last, be that joined with others' edits or not."""
    async with db.write() as conn:
        await _import(conn, W, "w", "one", "h1", NOW)
        two, three = FileText("w", "two", "h2"), FileText("w", "three", "h3")
        (plain,) = await documents.changed(conn, W, [two])
        assert (plain.edited, plain.base) == (False, "one")
        await documents.publish(conn, W, "w", "edited", "h9", at(1), author="u5", origin=Origin.CHAT)
        (edited,) = await documents.changed(conn, W, [two])
        assert (edited.edited, edited.base) == (True, "one")
        assert edited.published is not None
        assert edited.published.body == "edited"
        await documents.take_over(conn, W, [Taken(two, "joined", "h29", "both")], at(2))
        assert await documents.changed(conn, W, [two]) == []
        (later,) = await documents.changed(conn, W, [three])
        assert (later.edited, later.base) == (True, "two")
        *_, last = await documents.versions(conn, W, "w")
        assert (last.version, last.body, last.why) == (3, "joined", "both")
        assert await documents.from_files(conn, W) == ["w"]
        exported = FileText("w", "joined", "h29")
        assert await _import_all(conn, W, [exported], at(3)) == {}
        (settled,) = await documents.changed(conn, W, [three])
        assert (settled.edited, settled.base) == (False, "joined")


async def test_many_files_at_once(db: Database) -> None:
    """New, changed, edited elsewhere and unchanged files in one import are each treated as by themselves."""
    async with db.write() as conn:
        await _import_all(conn, W, [FileText(id_, f"{id_} one", f"{id_} 1") for id_ in "abc"], NOW)
        await documents.publish(conn, W, "b", "edited", "h9", at(1), author="u5", origin=Origin.CHAT)
        files = [FileText(id_, f"{id_} two", f"{id_} {2 if id_ in 'ad' else 1}") for id_ in "abcd"]
        assert await _import_all(conn, W, files, at(2)) == {"a": 2, "d": 1}
        assert [(one.id, one.body, one.version) for one in await documents.published(conn, W)] == [
            ("a", "a two", 2),
            ("b", "edited", 2),
            ("c", "c one", 1),
            ("d", "d two", 1),
        ]
        assert await _import_all(conn, W, files, at(3)) == {}


async def test_kinds_do_not_mix(db: Database) -> None:
    """A watchlist and a concept may have one id."""
    async with db.write() as conn:
        await _import(conn, W, "egypt", "w", "h", NOW)
        await _import(conn, C, "egypt", "c", "h", NOW)
        await _import(conn, C, "cairo", "d", "h", NOW)
        assert [one.body for one in await documents.published(conn, W)] == ["w"]
        assert [one.id for one in await documents.published(conn, C)] == ["cairo", "egypt"]
        assert await documents.get(conn, W, "cairo") is None


async def test_meta_remembers_and_counts(db: Database) -> None:
    """Values are replaced; counters count from nothing."""
    async with db.write() as conn:
        assert await meta.get(conn, "k") is None
        assert await meta.get(conn, "k", "d") == "d"
        await meta.set(conn, "k", "1")
        await meta.set(conn, "k", "ü")
        assert await meta.get(conn, "k") == "ü"
        assert await documents.generation(conn) == 0
        for _ in range(3):
            await meta.count_up(conn, "n")
        assert await meta.get(conn, "n") == "3"
