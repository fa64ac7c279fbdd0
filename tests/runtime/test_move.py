"""A bot that lives on SQLite moves to PostgreSQL and goes on: nothing is lost, nothing is told again."""

import os
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from pydantic import SecretStr

from bot.runtime.app import App
from bot.runtime.recovery import BACKUPS
from bot.storage import Database, backup, move
from bot.storage.database import database_url
from bot.storage.errors import StorageError
from bot.storage.search import find
from bot.watch.searching import read_search
from tests.databases import POSTGRESQL, fresh_address
from tests.emulator.waiting import until
from tests.journeys.outlets import Outlet
from tests.journeys.telling import SUMMARY, TITLE
from tests.runtime.worlds import desk
from tests.storage.test_backup import PROGRAMS

HOUR = timedelta(hours=1)
NEXT_TITLE = "Two Egyptian soldiers drown off Syria's Latakia as their boat sinks"
NEXT_SUMMARY = (
    "A patrol boat with Egyptian troops sank in a storm off the Syrian port of Latakia; two drowned."
)


async def test_a_living_world_moves_and_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was sent stays sent, what waited is sent once, what comes next joins the same alert or is a new one."""
    first, second = Outlet("levant-monitor"), Outlet("nile-gazette")
    async with (
        fresh_address(POSTGRESQL, tmp_path) as address,
        desk(tmp_path, first, second) as run,
    ):
        run.publish(first, TITLE, SUMMARY)
        await run.pass_time(HOUR, step=HOUR / 4)
        assert len(run.told()) == 1
        # Decided, but not sent; and read, but not decided.
        run.publish(first, NEXT_TITLE, NEXT_SUMMARY)
        run.clock.advance(HOUR)
        await run.app.poll.tick()
        await run.app.poll.settle()
        for station in (run.app.desk, run.app.fanout):
            await station.tick()
        run.publish(second, NEXT_TITLE + ", officials say", NEXT_SUMMARY)
        run.clock.advance(HOUR)
        await run.app.poll.tick()
        await run.app.poll.settle()
        old = run.app
        await old.close()

        file = tmp_path / "data" / "khabar.sqlite"
        shown: list[str] = []
        moved = move.move(file, database_url(address), lambda table, *_: shown.append(table))
        assert moved.rows > 40
        assert {"article", "alert", "delivery", "document_version", "subscription"} <= {*shown}
        with pytest.raises(StorageError, match="not empty"):
            move.move(file, database_url(address))

        environment = old.world.settings.environment.model_copy(update={"database_url": SecretStr(address)})
        settings = replace(old.world.settings, environment=environment)
        run.app = await App.open(settings, old.world.messenger, roles=old.roles, clock=run.clock)
        try:
            await run.app.start()
            await run.pass_time(HOUR, step=HOUR / 4)
            links = [set(one.links().values()) for one in run.told()]
            assert [len(found) for found in links] == [1, 2]
            run.publish(second, TITLE, SUMMARY)
            await run.pass_time(HOUR, step=HOUR / 4)
            links = [set(one.links().values()) for one in run.told()]
            assert [len(found) for found in links] == [2, 2]
            async with run.app.world.db.read() as conn:
                found = await find(conn, read_search("latakia", run.clock.now()), 10)
            assert len(found) == 2
            if "TEST_DATABASE_URL" not in os.environ:
                monkeypatch.setenv("PATH", f"{PROGRAMS}{os.pathsep}{os.environ['PATH']}")
                await run.app.upkeep.tick()
                await until(lambda: backup.backups(tmp_path / "data" / BACKUPS, ".pgdump"), what="a backup")
        finally:
            await run.app.close()
            run.app = old


async def test_types_and_numbers_survive(tmp_path: Path) -> None:
    """Moments to the microsecond, flags, NULs, and numbers that were given before are not given again."""
    async with fresh_address(POSTGRESQL, tmp_path) as address, fresh_address("sqlite", tmp_path) as old:
        file = Path(old.removeprefix("sqlite:///"))
        with closing(sqlite3.connect(file)) as source, source:
            source.execute("INSERT INTO meta VALUES ('a', 'b' || char(0) || 'c')")
            source.execute("INSERT INTO lease VALUES ('desk', 7, 3, 'a worker', 1590000000123457)")
            source.execute("INSERT INTO event (kind, at) VALUES ('timer', -1), ('timer', 1590000000123457)")
            source.execute("DELETE FROM event WHERE seq = 2")
        moved = move.move(file, database_url(address))
        assert (moved.rows, moved.replaced) == (3, 1)
        with psycopg.connect(address) as target:
            assert target.execute("SELECT value FROM meta WHERE key = 'a'").fetchone() == ("b\ufffdc",)
            found = target.execute("SELECT holder, extract(epoch FROM since)::text FROM lease").fetchone()
            assert found == ("", "1590000000.123457")
            added = "INSERT INTO event (kind, at) VALUES ('timer', now()) RETURNING seq"
            assert target.execute(added).fetchone() == (3,)


async def test_a_move_that_is_interrupted_leaves_nothing(tmp_path: Path) -> None:
    """It can begin again at once."""

    def stop(table: str, *_: object) -> None:
        if table == "lease":
            raise KeyboardInterrupt

    async with fresh_address(POSTGRESQL, tmp_path) as address, fresh_address("sqlite", tmp_path) as old:
        file = Path(old.removeprefix("sqlite:///"))
        db = await Database.open(old)
        async with db.write() as conn:
            from bot.storage import meta

            await meta.set(conn, "a", "b")
        await db.close()
        with pytest.raises(KeyboardInterrupt):
            move.move(file, database_url(address), stop)
        assert move.move(file, database_url(address)).rows == 1
