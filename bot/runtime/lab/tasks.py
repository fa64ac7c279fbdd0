"""The station of what takes long: one task after the other, in processes of their own, under the desk's lease.

A task under way when its process ends is taken again by the next; what came of it is stored together with what follows.
"""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime

from pydantic import TypeAdapter
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import Author, DocumentKind, Message, Origin
from bot.runtime.catalogue import SheetsError
from bot.runtime.lab.backtest import Bench, backtest
from bot.runtime.lab.discovering import discovered, drafted, found_json, tested, tested_json
from bot.runtime.lab.trial import Asked
from bot.runtime.lab.versions import Lab
from bot.runtime.leases import Post
from bot.runtime.owners import tell_people
from bot.runtime.ticker import cancelled
from bot.runtime.world import World, published_sheets
from bot.sources.pool import WorkFailedError, WorkTimeoutError
from bot.storage import tasks
from bot.storage.errors import StorageError
from bot.storage.leases import LeaseLostError
from bot.storage.tasks import Task
from bot.storage.words import TaskKind
from bot.telegram.backtests import backtest_failed, backtest_message
from bot.telegram.lab.finds import found_message, tested_message
from bot.telegram.lab.looks import look_rows
from bot.telegram.words import Words
from bot.watch.backtest import Backtest, Progress

log = logging.getLogger(__name__)

#: Progress is stored so often, and the processes are kept so long after the last task, in seconds.
_NOTED_EVERY = 0.5
_KEPT_FOR = 60.0

asked_json: TypeAdapter[Asked] = TypeAdapter(Asked)
result_json: TypeAdapter[Backtest] = TypeAdapter(Backtest)


async def ask_backtest(conn: AsyncConnection, asked: Asked, author: Author, now: datetime) -> int:
    """Ask for a backtest; returns the task's number. An earlier one of the same watchlist by the same person is
    cancelled where it has not ended.

    Args:
        conn: of a write transaction.
        asked: what to try.
        author: who asks; in chat he is told, and of his own text it is noted that he has seen what it would catch.
        now: the moment.
    """
    argument = asked_json.dump_python(asked, mode="json", exclude_defaults=True)
    return await tasks.ask(conn, TaskKind.BACKTEST, asked.watchlist, argument, author, now)


def backtest_of(task: Task) -> Backtest | None:
    """What came of a backtest; None before its end."""
    return result_json.validate_json(task.result) if task.result else None


class TaskStation:
    """Begins what waits, and looks after what runs; there is one."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._bench: Bench | None = None
        self._running: asyncio.Task[None] | None = None
        self._current: int | None = None
        self._used_at = 0.0
        self._noted_at = 0.0

    async def begin(self) -> None:
        """This process has become the desk: what another one was doing is done again."""
        await self.stop()
        async with self._world.leases[Post.DESK].write() as conn:
            if number := await tasks.begin_again(conn):
                log.info("%s tasks that were under way are begun again", number)

    async def tick(self) -> int:
        """Begin the next task where none runs; returns how many were begun."""
        if self._running is not None and not self._running.done():
            await self._obey()
            return 0
        self._running = None
        async with self._world.db.read() as conn:
            task = await tasks.waiting(conn)
        now = self._world.pulse.monotonic()
        if task is None:
            if self._bench is not None and now - self._used_at > _KEPT_FOR:
                bench, self._bench = self._bench, None
                await bench.close()
            return 0
        async with self._world.leases[Post.DESK].write() as conn:
            if not await tasks.begin(conn, task.id, self._world.clock.now()):
                return 1
        self._current = task.id
        self._running = asyncio.create_task(self._run(task), name=f"task {task.id}")
        return 1

    async def settle(self) -> None:
        """Wait for what runs; for tests and --once."""
        if self._running is not None:
            await asyncio.wait({self._running})

    async def stop(self) -> None:
        """Leave what runs to whoever comes next."""
        if self._running is not None:
            await cancelled([self._running])
            self._running = None
        if self._bench is not None:
            bench, self._bench = self._bench, None
            await bench.close()

    async def _obey(self) -> None:
        """End what was taken back meanwhile."""
        async with self._world.db.read() as conn:
            task = await tasks.state(conn, self._current or 0)
        if self._running is not None and (task is None or task.ended_at is not None):
            await cancelled([self._running])
            self._running = None

    async def _run(self, task: Task) -> None:
        try:
            match task.kind:
                case TaskKind.BACKTEST:
                    await self._backtest(task)
                case TaskKind.DISCOVERY:
                    await self._discovery(task)
                case TaskKind.FEED_TEST:
                    await self._feed_test(task)
        except LeaseLostError:
            log.info("task %s is left to another process", task.id)
        except StorageError as error:
            log.error("task %s waits: %s", task.id, error)
            await self._put_back()
        except Exception:
            log.exception("task %s", task.id)
            await self._failed(task, "it failed for a reason that stands in the log")
        finally:
            self._used_at = self._world.pulse.monotonic()
            self._world.nudge("tasks")

    async def _put_back(self) -> None:
        try:
            async with self._world.leases[Post.DESK].write() as conn:
                await tasks.begin_again(conn)
        except (StorageError, LeaseLostError) as error:
            log.error("tasks: %s", error)  # the next start takes it up

    async def _backtest(self, task: Task) -> None:
        world = self._world
        asked = asked_json.validate_python(task.argument)
        async with world.db.read() as conn:
            sheets = await published_sheets(conn)
        self._bench = self._bench or Bench()

        async def told(progress: Progress) -> None:
            at = world.pulse.monotonic()
            if at - self._noted_at < _NOTED_EVERY and progress.done < progress.of:
                return
            self._noted_at = at
            async with world.leases[Post.DESK].write() as conn:
                await tasks.note(conn, task.id, progress.done, progress.of, progress.found)

        try:
            found = await backtest(
                world.db,
                world.settings.database_url,
                asked,
                sheets,
                world.clock.now(),
                max_age=world.settings.behaviour.max_age,
                bench=self._bench,
                told=told,
            )
        except SheetsError as error:
            await self._failed(task, str(error))
        except (WorkFailedError, WorkTimeoutError) as error:
            await self._failed(task, str(error))
        else:
            await self._done(task, asked, found)

    async def _done(self, task: Task, asked: Asked, found: Backtest) -> None:
        world, now = self._world, self._world.clock.now()
        catalogue = await world.catalogue()
        async with world.leases[Post.DESK].write() as conn:
            if not await tasks.end(conn, task.id, result_json.dump_json(found).decode(), now):
                return
            if asked.body and asked.watchlist and not asked.query:
                await Lab(conn, catalogue, now).note_seen(
                    DocumentKind.WATCHLIST,
                    asked.watchlist,
                    task.author,
                    found.body_hash,
                    per_week=found.alerts_per_week,
                    per_week_before=found.against.alerts_per_week if found.against else 0,
                )
            await self._tell(
                conn,
                task,
                lambda words: backtest_message(
                    words, found, look_rows(words, task.id, found, task.author.role)
                ),
            )
        log.info("backtest %s of %s: %s articles in %s s", task.id, asked.watchlist, found.found, found.took)
        world.nudge("send")

    async def _discovery(self, task: Task) -> None:
        world = self._world
        read = await discovered(world, task.subject)
        now = world.clock.now()
        async with world.leases[Post.DESK].write() as conn:
            found = await drafted(conn, world, task.subject, read, task.author, now)
            if await tasks.end(conn, task.id, found_json.dump_json(found).decode(), now):
                await self._tell(conn, task, lambda words: found_message(words, found, now))
        world.nudge("send")

    async def _feed_test(self, task: Task) -> None:
        world = self._world
        answers = await tested(world, task.subject)
        now = world.clock.now()
        async with world.leases[Post.DESK].write() as conn:
            if await tasks.end(conn, task.id, tested_json.dump_json(answers).decode(), now):
                await self._tell(conn, task, lambda words: tested_message(words, task.subject, answers, now))
        world.nudge("send")

    async def _failed(self, task: Task, error: str) -> None:
        now = self._world.clock.now()
        async with self._world.leases[Post.DESK].write() as conn:
            if await tasks.fail(conn, task.id, error, now):
                await self._tell(conn, task, lambda words: backtest_failed(words, task.subject, error))
        self._world.nudge("send")

    async def _tell(self, conn: AsyncConnection, task: Task, message: Callable[[Words], Message]) -> None:
        """Word to who asked in chat; the page and the command line look by themselves."""
        if task.author.origin is not Origin.CHAT or task.author.person is None:
            return
        now = self._world.clock.now()
        await tell_people(conn, self._world, [task.author.person], f"task:{task.id}", now, message)
