"""Two admins at the same moment, on both databases: one is in force, and the other is told; nothing is lost."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.model import Author, Conflict, NotSeen, Published
from bot.runtime.lab.versions import Lab
from bot.storage import Database
from tests.databases import POSTGRESQL, SQLITE, fresh_address
from tests.runtime.lab.laboratory import ADA, BEN, FORCES, W, body, fill, over, write


@pytest.fixture(params=[SQLITE, POSTGRESQL])
async def both(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[tuple[Database, Database]]:
    """One database as two processes have it open."""
    async with fresh_address(request.param, tmp_path) as address:
        found = await Database.open(address), await Database.open(address)
        yield found
        for database in found:
            await database.close()


async def _publish(db: Database, author: Author, room: Lab) -> object:
    """Publish with what was in force a moment ago."""
    async with db.write() as conn:
        return await Lab(conn, room._catalogue, room._now).publish(W, "forces", author, 1)


async def test_two_publish_at_the_same_moment(both: tuple[Database, Database]) -> None:
    """Edits of different places are joined for a second look, edits of the same are a conflict."""
    await fill(both[0])
    for author, edit in ((ADA, "Forces A}"), (BEN, "Forces B}")):
        await write(both[0], W, "forces", FORCES.replace("Forces}", edit), author, 1)
    async with both[0].read() as conn:
        room = await over(conn)
    answers = await asyncio.gather(_publish(both[0], ADA, room), _publish(both[1], BEN, room))
    assert sorted(type(answer).__name__ for answer in answers) == [Conflict.__name__, Published.__name__]
    won = "Forces A}" if isinstance(answers[0], Published) else "Forces B}"
    assert await body(both[0], W, "forces") == FORCES.replace("Forces}", won)


async def test_two_publish_different_places_at_the_same_moment(both: tuple[Database, Database]) -> None:
    """Whoever comes second has both in his draft."""
    await fill(both[0])
    await write(both[0], W, "forces", FORCES.replace("Forces}", "Soldiers}"), ADA, 1)
    await write(both[0], W, "forces", FORCES + "about: more\n", BEN, 1)
    async with both[0].read() as conn:
        room = await over(conn)
    answers = await asyncio.gather(_publish(both[0], ADA, room), _publish(both[1], BEN, room))
    (waiting,) = (answer for answer in answers if isinstance(answer, NotSeen))
    assert any(isinstance(answer, Published) for answer in answers)
    assert waiting.draft.body == FORCES.replace("Forces}", "Soldiers}") + "about: more\n"
