"""Connections for one answer of the admin page: a store that does not answer is told as the page knows it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.runtime.world import World
from bot.storage.errors import StorageError
from bot.web.ports import AwayError


@asynccontextmanager
async def reading(world: World) -> AsyncIterator[AsyncConnection]:
    """A connection that reads. Raises AwayError."""
    try:
        async with world.db.read() as conn:
            yield conn
    except StorageError as error:
        raise AwayError(str(error)) from error


@asynccontextmanager
async def writing(world: World) -> AsyncIterator[AsyncConnection]:
    """A write transaction. Raises AwayError; then nothing was stored."""
    try:
        async with world.db.write() as conn:
            yield conn
    except StorageError as error:
        raise AwayError(str(error)) from error
