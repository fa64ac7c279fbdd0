"""The lab decides; that its queries are right on both databases, tests/storage shows."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.storage import Database
from tests.databases import SQLITE, fresh_address


@pytest.fixture
async def db(tmp_path: Path) -> AsyncIterator[Database]:
    """A database with the newest schema and nothing in it."""
    async with fresh_address(SQLITE, tmp_path) as address:
        database = await Database.open(address)
        yield database
        await database.close()
