"""A process that reads what may hang or swell: spawned when first needed, limited, recycled, killed on time-out.

What is read there stands in `parse.py` and `text.py`.
"""

import asyncio
import multiprocessing
import resource
import signal
from collections.abc import Callable
from concurrent.futures import CancelledError
from typing import TypeVar

from pebble import ProcessExpired, ProcessPool

T = TypeVar("T")

MEMORY = 1024 * 1024 * 1024
#: A worker is replaced after this many tasks: what lxml and regular expressions cache never grows for long.
TASKS = 500


class WorkTimeoutError(Exception):
    """The task did not end in time; its process was killed."""


class WorkFailedError(Exception):
    """The task's process died or raised; the argument says how."""


class WorkerPool:
    """Runs functions of importable modules in other processes. Close it at the end."""

    def __init__(self, *, workers: int = 1, memory: int = MEMORY, tasks: int = TASKS) -> None:
        """`memory` is the address space of a worker in bytes."""
        self._workers = workers
        self._memory = memory
        self._tasks = tasks
        self._pool: ProcessPool | None = None

    @property
    def started(self) -> bool:
        """Whether there are processes yet."""
        return self._pool is not None

    async def run(self, function: Callable[..., T], *args: object, timeout: float) -> T:  # noqa: ASYNC109
        """The function's result; `timeout` is seconds of work, without the wait for a free worker.

        Raises WorkTimeoutError or WorkFailedError. A cancelled call kills its worker.
        """
        if self._pool is None:
            self._pool = ProcessPool(
                max_workers=self._workers,
                max_tasks=self._tasks,
                initializer=_limit,
                initargs=(self._memory,),
                context=multiprocessing.get_context("spawn"),
            )
        future = self._pool.schedule(function, args=args, timeout=timeout)
        try:
            result: T = await asyncio.wrap_future(future)
        except TimeoutError:
            raise WorkTimeoutError(f"no result within {timeout:g} s") from None
        except ProcessExpired as error:
            raise WorkFailedError(f"the worker died (exit code {error.exitcode})") from None
        except (asyncio.CancelledError, CancelledError):
            raise
        except Exception as error:  # whatever a parser raises on hostile input
            raise WorkFailedError(f"{type(error).__name__}: {error}") from error
        return result

    async def close(self) -> None:
        """Ends the processes, finished or not."""
        pool, self._pool = self._pool, None
        if pool is not None:
            pool.stop()  # type: ignore[no-untyped-call]
            await asyncio.to_thread(pool.join)


def _limit(memory: int) -> None:
    """In the worker: a bounded address space, and Ctrl-C left to the parent, which then closes the pool."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
