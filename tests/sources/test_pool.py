"""Tests of bot/sources/pool.py, with real processes."""

import asyncio
import os
import time
from collections.abc import AsyncIterator

import pytest

from bot.sources.pool import WorkerPool, WorkFailedError, WorkTimeoutError


@pytest.fixture
async def pool() -> AsyncIterator[WorkerPool]:
    """A pool with one small worker."""
    pool = WorkerPool(memory=512 * 1024 * 1024)
    yield pool
    await pool.close()


async def test_work_is_done_in_another_process_started_when_first_needed(pool: WorkerPool) -> None:
    """An idle pool costs nothing."""
    assert not pool.started
    assert await pool.run(os.getpid, timeout=10) != os.getpid()
    assert pool.started


async def test_a_hung_worker_is_killed_and_the_event_loop_goes_on(pool: WorkerPool) -> None:
    """The next task finds a living worker."""
    turns = 0

    async def turn() -> None:
        nonlocal turns
        while True:
            await asyncio.sleep(0.01)
            turns += 1

    turning = asyncio.create_task(turn())
    with pytest.raises(WorkTimeoutError):
        await pool.run(time.sleep, 60, timeout=0.3)
    turning.cancel()

    assert turns > 5
    assert await pool.run(len, "abc", timeout=10) == 3


async def test_memory_is_limited(pool: WorkerPool) -> None:
    """A worker that swells fails alone."""
    with pytest.raises(WorkFailedError, match="MemoryError"):
        await pool.run(bytes, 1024 * 1024 * 1024, timeout=10)

    assert await pool.run(len, "abc", timeout=10) == 3


async def test_a_worker_that_dies_is_told(pool: WorkerPool) -> None:
    """Its exit code is in the message."""
    with pytest.raises(WorkFailedError, match="exit code 3"):
        await pool.run(os._exit, 3, timeout=10)


async def test_a_cancelled_call_frees_the_worker(pool: WorkerPool) -> None:
    """Shutting down never waits for hostile work."""
    await pool.run(len, "", timeout=10)
    call = asyncio.create_task(pool.run(time.sleep, 60, timeout=60))
    await asyncio.sleep(0.1)
    call.cancel()

    with pytest.raises(asyncio.CancelledError):
        await call
    assert await pool.run(len, "abc", timeout=10) == 3
