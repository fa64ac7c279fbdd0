"""The Procfile as a platform runs it: release, worker, health on PORT, SIGTERM; and the disk that is lost at each restart."""

import os
import sys
from pathlib import Path

import psycopg

from tests.databases import POSTGRESQL, fresh_address
from tests.journeys.harness import PROJECT, Journey, journey
from tests.journeys.outlets import Outlet
from tests.journeys.telling import SUMMARY, TITLE, alerts, primed, small_watchlists, subscribed_reader

#: How Heroku makes itself known.
HEROKU = {"DYNO": "worker.1"}


def with_honcho(run: Journey) -> Journey:
    """The journey with honcho and the project's Procfile in place of the bot."""
    run.program = ("-m", "honcho", "-f", str(PROJECT / "Procfile"), "-e", os.devnull)
    run.environment["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return run


def holders(address: str) -> list[str]:
    """The roles that somebody has, as the database says."""
    with psycopg.connect(address) as connection:
        return [str(row[0]) for row in connection.execute("SELECT role FROM lease WHERE holder <> ''")]


async def test_release_and_worker_on_postgresql(tmp_path: Path) -> None:
    """postgres:// as platforms give it; the worker is ready, tells an alert, and ends in order at SIGTERM."""
    outlet = Outlet("levant-monitor", full_text="never")
    async with (
        fresh_address(POSTGRESQL, tmp_path, migrated=False) as address,
        journey(tmp_path, outlet, watchlists=small_watchlists(), environment=HEROKU) as run,
    ):
        run.environment["DATABASE_URL"] = address.replace("postgresql://", "postgres://")
        release = await with_honcho(run).command("start", "release")
        assert await release.ended(60) == 0, release.output()
        worker = await run.command("start", "worker")
        await run.until_polling()
        bob = await subscribed_reader(run, "Bob")
        await primed(run)
        outlet.publish(TITLE, SUMMARY)
        await run.until(lambda: alerts(run, bob), what="an alert")
        healthy, ready, metrics = (worker.get(path) for path in ("/healthz", "/readyz", "/metrics"))
        await worker.terminate(15)

        assert "is up to date" in release.output()
        assert (healthy[0], ready[0], metrics[0]) == (200, 200, 200), ready[1]
        assert 'khabar_info{database="postgresql"' in metrics[1]
        assert 'khabar_telegram_requests_total{kind="first",outcome="sent"} 1.0' in metrics[1]
        assert 'khabar_lease_held{role="send"} 1.0' in metrics[1]
        assert "stopping" in worker.output()
        # The shell between honcho and the bot dies of the signal; the bot itself gives back what it held.
        await run.until(lambda: not holders(address), what="the end of the worker", may_end=True)
        assert "Traceback" not in worker.output()


async def test_a_disk_that_is_lost_at_every_restart_is_refused(tmp_path: Path) -> None:
    """Without DATABASE_URL, with the reason and the remedy; nothing is written."""
    async with journey(tmp_path, watchlists=small_watchlists(), environment=HEROKU) as run:
        worker = await with_honcho(run).command("start", "worker")
        assert await worker.ended(60) == 2, worker.output()

        assert "this is Heroku, whose disk is lost at every restart" in worker.output()
        assert "EPHEMERAL_OK=1" in worker.output()
        assert list(run.data.iterdir()) == []
