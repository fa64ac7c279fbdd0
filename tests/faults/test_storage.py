"""What disks and other processes do wrong: locks, full and read-only disks, a second bot on the same data."""

import os
import resource
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.faults.load import integrity
from tests.journeys.harness import journey
from tests.journeys.outlets import Outlet
from tests.journeys.telling import SUMMARY, TITLE, alerts, polls, primed, small_watchlists, subscribed_reader


async def test_locked_by_another_process_for_some_seconds(tmp_path: Path) -> None:
    """Longer than the bot waits for a lock: it says so, goes on by itself, and loses and doubles nothing."""
    outlet = Outlet("levant-monitor", full_text="never")
    async with journey(tmp_path, outlet, watchlists=small_watchlists()) as run:
        bot = await run.start()
        await run.until_polling()
        ada = await subscribed_reader(run)
        await primed(run)
        with closing(sqlite3.connect(run.data / "khabar.sqlite", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            outlet.publish(TITLE, SUMMARY)
            await run.until(
                lambda: "is locked by another process" in bot.output(), what="words about the lock"
            )
            other.execute("ROLLBACK")
        await run.until(lambda: alerts(run, ada), what="the alert")
        seen = polls(outlet)
        await run.until(lambda: polls(outlet) > seen + 1, what="polls afterwards")

        assert len(alerts(run, ada)) == 1
        assert "Traceback" not in bot.output()


async def test_disk_fills_up_and_is_freed(tmp_path: Path) -> None:
    """No file may grow for a while (RLIMIT_FSIZE, as a full disk or a quota): said in words, and all is made good."""
    outlet = Outlet("levant-monitor", full_text="never")
    async with journey(tmp_path, outlet, watchlists=small_watchlists()) as run:
        bot = await run.start()
        await run.until_polling()
        ada = await subscribed_reader(run)
        await primed(run)
        _, hard = resource.prlimit(bot.process.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(bot.process.pid, resource.RLIMIT_FSIZE, (32 * 1024, hard))
        outlet.publish(TITLE, SUMMARY)
        await run.until(lambda: _speaks_of_the_disk(bot.output()), what="words about the disk")
        resource.prlimit(bot.process.pid, resource.RLIMIT_FSIZE, (hard, hard))
        await run.until(lambda: alerts(run, ada), seconds=30, what="the alert")

        assert bot.is_running
        assert "Traceback" not in bot.output()
        assert await bot.terminate() == 0
        assert integrity(run.data / "khabar.sqlite") == "ok"


def _speaks_of_the_disk(output: str) -> bool:
    return "the disk" in output


async def test_no_room_at_the_start(tmp_path: Path) -> None:
    """The database cannot even be made: a sentence, patience for a while, and still an end when asked."""
    limited = "import resource, runpy; resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192)); runpy.run_module('bot', run_name='__main__')"
    async with journey(tmp_path, Outlet("levant-monitor"), watchlists=small_watchlists()) as run:
        run.program = ("-c", limited)
        bot = await run.start()
        await run.until(lambda: _speaks_of_the_disk(bot.output()), what="words about the disk")

        assert await bot.terminate(10) == 0
        assert "Traceback" not in bot.output()


@pytest.mark.parametrize("where", ["a file", "read-only"])
async def test_data_directory_that_cannot_be_written(tmp_path: Path, where: str) -> None:
    """Exit 1 with one sentence that names the place and the remedy."""
    if where == "a file":
        (tmp_path / "file").write_text("", encoding="utf-8")
        place = tmp_path / "file" / "data"
    else:
        place = tmp_path / "locked"
        place.mkdir()
        place.chmod(0o500)
        if os.access(place, os.W_OK):
            place = Path("/proc/khabar")  # root writes anywhere but where the kernel does not let it
    async with journey(tmp_path, Outlet("levant-monitor"), watchlists=small_watchlists()) as run:
        bot = await run.start(DATA_DIR=str(place), LOG_LEVEL="ERROR")

        assert await bot.ended(45) == 1
        assert str(place) in bot.output()
        assert "DATA_DIR" in bot.output()
        assert "Traceback" not in bot.output()


async def test_a_second_bot_waits_and_takes_over(tmp_path: Path) -> None:
    """On the same data directory it says who is at work, waits, and goes on once that one has ended."""
    outlet = Outlet("levant-monitor", full_text="never")
    async with journey(tmp_path, outlet, watchlists=small_watchlists()) as run:
        first = await run.start()
        await run.until_polling()
        ada = await subscribed_reader(run)
        await primed(run)
        second = await run.start()
        await run.until(lambda: "is at work in" in second.output(), what="words about the first one")

        assert str(first.process.pid) in second.output()
        assert await first.terminate() == 0

        outlet.publish(TITLE, SUMMARY)
        await run.until(lambda: alerts(run, ada), seconds=30, what="the alert of the second one")

        assert second.is_running
        assert len(alerts(run, ada)) == 1
