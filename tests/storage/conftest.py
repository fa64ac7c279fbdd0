"""Every test that takes `db` or `address` runs on both databases."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.storage import Database
from tests.databases import POSTGRESQL, SQLITE, fresh_address


@pytest.fixture(params=[SQLITE, POSTGRESQL])
def kind(request: pytest.FixtureRequest) -> str:
    """Which database the test runs on."""
    return str(request.param)


@pytest.fixture
async def address(kind: str, tmp_path: Path) -> AsyncIterator[str]:
    """A database with the newest schema and nothing in it."""
    async with fresh_address(kind, tmp_path) as address:
        yield address


@pytest.fixture
async def empty_address(kind: str, tmp_path: Path) -> AsyncIterator[str]:
    """A database without a schema; on SQLite not even a file."""
    async with fresh_address(kind, tmp_path, migrated=False) as address:
        yield address


@pytest.fixture
async def db(address: str) -> AsyncIterator[Database]:
    """The same, open."""
    database = await Database.open(address)
    yield database
    await database.close()
