"""The queue: Procrastinate hands out the hosts that are due to the workers of all machines. PostgreSQL only.

The tables are the truth and a job is a hint. `dispatch` queues one job for each host that is due, that nobody asks and
for which none waits; a job takes the host's turn (turns.py), so that one that comes twice finds nothing to do, and one
that is lost is queued again. `rescue` takes away what a dead worker had begun.
Loaded only where it is used: a worker on SQLite should not pay for it.
"""

import asyncio
import contextlib
import logging
import time
from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Any

from procrastinate import App, PsycopgConnector, exceptions
from procrastinate.jobs import Job, Status
from procrastinate.manager import JobManager
from psycopg_pool import AsyncConnectionPool, PoolTimeout

from bot.runtime.clock import Clock
from bot.runtime.dispatch import BATCH, GRACE, HOSTS, Station
from bot.runtime.turns import LASTS, PROLONGED_EVERY
from bot.storage import turns
from bot.storage.database import Database, database_url
from bot.storage.errors import StorageError

log = logging.getLogger(__name__)

#: Before all polls that wait.
_FIRST = 100
#: Seconds are cron's sixth column here.
_EVERY_SECOND, _EVERY_FIVE_SECONDS = "* * * * * *", "* * * * * */5"
#: After the queue's worker has ended by itself, in seconds.
_REST = 5.0
#: A clock that was set, or a process that did not run, for longer than this many seconds.
_STEP = 30.0


class Jobs:
    """Keeps the queue's worker of this process running; a `Dispatcher`."""

    def __init__(
        self,
        db: Database,
        address: str,
        clock: Clock,
        station: Station,
        *,
        wall: Callable[[], float] = time.time,
    ) -> None:
        """
        Args:
            db: where hosts are due.
            address: of the same database, for the queue's own connections.
            clock: by which they are due.
            station: polls them.
            wall: the clock of the queue's timetable, in seconds.
        """
        self._db = db
        self._address = address
        self._clock = clock
        self._station = station
        self._wall = wall
        self._running: asyncio.Task[None] | None = None
        self._ended_at = -_REST
        #: Of the last tick: the wall's clock and the event loop's.
        self._seen: tuple[float, float] | None = None

    async def tick(self) -> int:
        """Start the worker where it does not run."""
        await self._station.look()
        now = asyncio.get_running_loop().time()
        if self._running is not None and self._running.done():
            if not self._running.cancelled():
                self._tell(self._running)
                self._ended_at = now
            self._running = None
        if self._running is None:
            if now - self._ended_at >= _REST:
                self._running = asyncio.create_task(self._work(), name="queue")
        elif self._stepped(now):
            # Its timetable goes on where the clock was: it would wait for days, or make up for every second.
            log.info("the clock was set, or this process stood still: the queue's timetable begins anew")
            self._running.cancel()
        return 0

    async def stop(self) -> None:
        """Take no more jobs; what is under way ends within GRACE."""
        if self._running is not None:
            self._running.cancel()
            await asyncio.wait({self._running}, timeout=GRACE + 2)

    def _stepped(self, now: float) -> bool:
        """Whether the wall's clock went another way than this process since the last tick."""
        before, self._seen = self._seen, (self._wall(), now)
        if before is None:
            return False
        passed = now - before[1]
        return passed > _STEP or abs(self._seen[0] - before[0] - passed) > _STEP

    def _tell(self, ended: asyncio.Task[None]) -> None:
        error = ended.exception()
        if isinstance(error, exceptions.ConnectorException | PoolTimeout | StorageError | None):
            cause = error.__cause__ if error is not None else None
            log.error("the queue's worker ended (%s); it is started again", cause or error or "no connection")
        else:
            log.error("the queue's worker ended; it is started again", exc_info=error)

    async def _work(self) -> None:
        """Work until cancelled, or until the database does not answer."""
        place = database_url(self._address).set(drivername="postgresql")
        # A pool of our own: the library's asks the server before each query whether it is there.
        pool: AsyncConnectionPool[Any] = AsyncConnectionPool(
            place.render_as_string(hide_password=False),
            min_size=1,
            max_size=4,
            timeout=10.0,
            # As in storage/database.py: poolers that hand out connections by transaction break prepared statements.
            kwargs={"connect_timeout": 10, "prepare_threshold": None, "application_name": "khabar queue"},
            open=False,
        )
        app = App(connector=PsycopgConnector())
        app.job_manager = _Manager(app.connector)
        self._declare(app)
        async with pool:
            await pool.wait()
            async with app.open_async(pool):
                await app.run_worker_async(
                    # More than the loop has: a job that waits for a slow host keeps its place.
                    concurrency=HOSTS * 3,
                    fetch_job_polling_interval=1.0,
                    shutdown_graceful_timeout=GRACE,
                    delete_jobs="always",
                    install_signal_handlers=False,
                    update_heartbeat_interval=PROLONGED_EVERY,
                    stalled_worker_timeout=LASTS,
                )

    def _declare(self, app: App) -> None:
        poll = app.task(name="poll", queue="poll", pass_context=False)(_told(self._station.host))

        async def dispatch(timestamp: int) -> None:  # noqa: ARG001 - the library hands it over
            async with self._db.read() as conn:
                hosts = await turns.waiting(conn, self._clock.now(), BATCH)
            waiting = [
                poll.configure(queueing_lock=turns.job_lock(host), task_kwargs={"host": host}).job
                for host in hosts
            ]
            if waiting:
                # Where another dispatch was quicker, these hosts are queued already, and the rest comes next.
                with contextlib.suppress(exceptions.AlreadyEnqueued):
                    await app.job_manager.batch_defer_jobs_async(waiting)

        async def rescue(timestamp: int) -> None:  # noqa: ARG001
            for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=LASTS):
                log.info(
                    "job %s of a worker that gave no sign for %g s is taken away", job.call_string, LASTS
                )
                await app.job_manager.finish_job(job, Status.FAILED, delete_job=True)
            await app.job_manager.prune_stalled_workers(LASTS)

        for task, cron in ((dispatch, _EVERY_SECOND), (rescue, _EVERY_FIVE_SECONDS)):
            name = task.__name__
            known = app.task(name=name, queue="steering", queueing_lock=name, priority=_FIRST)(_told(task))
            app.periodic(cron=cron)(known)


class _Manager(JobManager):
    """Finishing a job that was taken away meanwhile, or while the database is away, is nothing to raise: `rescue`
    takes it away."""

    async def finish_job(self, job: Job, status: Status, delete_job: bool) -> None:
        try:
            await super().finish_job(job, status, delete_job)
        except exceptions.ConnectorException as error:
            log.debug("job %s is not finished here: %s", job.call_string, error.__cause__)


def _told(work: Callable[..., Awaitable[None]]) -> Callable[..., Awaitable[None]]:
    """A task whose failures are told in our words; the library's own report would be a traceback each."""

    @wraps(work)
    async def run(*args: Any, **options: Any) -> None:
        try:
            await work(*args, **options)
        except (StorageError, exceptions.ConnectorException) as error:
            log.error("%s waits: %s", work.__name__, error.__cause__ or error)
        except Exception:
            log.exception("%s", work.__name__)

    return run
