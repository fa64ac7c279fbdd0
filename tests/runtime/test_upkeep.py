"""Backups by themselves, a damaged database that comes back, old things forgotten, the ballast."""

import logging
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select, update

from bot.alerts.wishes import Rhythm, Schedule, Subscription
from bot.model import DeliveryKind, Message
from bot.runtime import recovery
from bot.runtime.app import App, Role
from bot.runtime.upkeep import BALLAST, UpkeepStation
from bot.settings import Behaviour, Settings
from bot.storage import articles, backup, chats, deliveries, meta, schema, search, subscriptions
from bot.storage.deliveries import NewDelivery
from bot.storage.errors import StorageError
from tests.journeys.outlets import Outlet
from tests.journeys.telling import SUMMARY, TITLE, WATCHLIST
from tests.runtime.worlds import Desk, desk
from tests.storage.test_backup import spoil

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
OWNER = 990_001


async def _back_up(run: Desk) -> list[str]:
    await run.app.upkeep.tick()
    await run.app.upkeep.stop()
    return [
        one.name for one in backup.backups(run.app.world.settings.environment.data_dir / recovery.BACKUPS)
    ]


async def test_a_backup_a_day_and_the_oldest_go(tmp_path: Path) -> None:
    """The first at once, then one each day; so many are kept as the setting says."""
    async with desk(tmp_path, Outlet("wire"), behaviour=Behaviour(backup_keep=2)) as run:
        first = await _back_up(run)
        assert await _back_up(run) == first
        run.clock.advance(DAY)
        second = await _back_up(run)
        run.clock.advance(DAY)
        third = await _back_up(run)
        vitals = await run.app.health.vitals()

        assert [len(first), len(second), len(third)] == [1, 2, 2]
        assert first[0] not in third
        assert vitals.backup_age == pytest.approx(0, abs=2)


async def test_a_backup_that_fails_is_tried_again_after_an_hour(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """And nothing else stops for it."""
    async with desk(tmp_path, Outlet("wire")) as run:
        blocked = tmp_path / "data" / recovery.BACKUPS
        blocked.write_text("in the way", encoding="utf-8")
        await _back_up(run)
        assert "no backup was made" in caplog.text
        blocked.unlink()
        assert await _back_up(run) == []
        run.clock.advance(timedelta(hours=1))
        assert len(await _back_up(run)) == 1


async def _damaged(run: Desk) -> Settings:
    """The settings of an installation whose database is damaged, with a backup of before."""
    settings = run.app.world.settings
    await _back_up(run)
    await run.app.close()
    spoil(settings.environment.data_dir / "khabar.sqlite")
    return settings


async def test_a_damaged_database_is_restored_at_the_start(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """From the newest backup that is good itself; the damaged file is kept aside."""
    wire = Outlet("wire", full_text="never")
    async with desk(tmp_path, wire, owners=[OWNER]) as run:
        run.emulator.stage.user("Olga", id=OWNER, started=True)
        run.publish(wire, TITLE, SUMMARY)
        await run.pass_time(timedelta(minutes=20))
        settings = await _damaged(run)
        later = run.clock.now() + DAY
        worse = tmp_path / "data" / recovery.BACKUPS / f"khabar-{later:%Y%m%d-%H%M%S}.sqlite"
        worse.write_bytes(b"half a backup")
        roles = frozenset({Role.DESK, Role.SEND})
        app = await App.open(settings, run.app.world.messenger, clock=run.clock, roles=roles)
        await app.hold()
        for _ in range(2):  # they are told once
            await app.upkeep.tick()
            await app.send.tick()
        told = [one.text for one in run.emulator.sent(OWNER) if "database was damaged" in one.text]
        assert len(told) == 1
        assert "kept as khabar.sqlite.damaged-" in told[0]
        async with app.world.db.read() as conn:
            number = await articles.count(conn)
        sound = await app.world.db.check()
        await app.close()

        assert (number, sound) == (1, [])
        assert "is damaged" in caplog.text
        assert "restored the backup of" in caplog.text
        assert len(list((tmp_path / "data").glob("khabar.sqlite.damaged-*"))) >= 1


async def test_where_it_is_not_wanted_the_start_is_refused_with_the_command(tmp_path: Path) -> None:
    """And without a backup the sentence says so."""
    async with desk(tmp_path, Outlet("wire"), behaviour=Behaviour(restore_damaged=False)) as run:
        settings = await _damaged(run)
        with pytest.raises(StorageError, match=r"db restore .*backups/khabar-.*puts it in its place"):
            await App.open(settings, run.app.world.messenger)
        for one in backup.backups(tmp_path / "data" / recovery.BACKUPS):
            one.unlink()
        with pytest.raises(StorageError, match="There is no good backup"):
            await App.open(settings, run.app.world.messenger)


async def test_what_is_old_is_forgotten_once_a_day(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Texts after a month; what was told stays with its proof."""
    caplog.set_level(logging.INFO)
    wire = Outlet("wire", full_text="always")
    async with desk(tmp_path, wire, behaviour=Behaviour(backup_keep=0)) as run:
        run.publish(wire, TITLE, SUMMARY)
        await run.pass_time(timedelta(minutes=20))
        assert await run.app.upkeep.tick() == 0
        run.clock.advance(31 * DAY)
        await run.app.hold()
        forgotten = await run.app.upkeep.tick()
        again = await run.app.upkeep.tick()
        async with run.app.world.db.read() as conn:
            texts = await conn.scalar(
                select(func.count()).select_from(schema.article).where(schema.article.c.text != "")
            )
            proofs = await conn.scalar(select(func.count()).select_from(schema.match))

        assert forgotten > 0
        assert (again, texts, proofs) == (0, 0, 1)


async def test_ballast_is_laid_down_and_let_go(tmp_path: Path) -> None:
    """Down where there is room, and gone when the disk is full."""
    async with desk(tmp_path, Outlet("wire"), behaviour=Behaviour(backup_keep=0)) as run:
        ballast = tmp_path / "data" / "ballast"
        await UpkeepStation(run.app.world, roomy=0).tick()
        assert ballast.stat().st_size > 0.99 * BALLAST
        # A disk that counts as full from here on.
        await UpkeepStation(run.app.world, full=2**62).tick()
        assert not ballast.exists()


async def test_a_clock_that_is_set_back_delays_nothing(tmp_path: Path) -> None:
    """A retry and a digest that the wrong clock put a day too late come when they should; once, and not again later."""
    async with desk(tmp_path, Outlet("wire")) as run:
        await run.app.upkeep.tick()
        run.clock.advance(DAY)
        wrong, right = run.clock.now(), run.clock.now() - DAY
        tomorrow = wrong + timedelta(hours=5)
        daily = Subscription(watchlist=WATCHLIST, schedule=Schedule(Rhythm.DAILY, 480))
        retry = NewDelivery(
            key="a",
            kind=DeliveryKind.ANSWER,
            priority=1,
            chat=run.reader,
            message=Message(html="x"),
            due_at=wrong + HOUR,
        )
        async with run.app.world.db.write() as conn:
            await deliveries.add_many(conn, [retry], wrong)
            await subscriptions.tune(conn, run.reader, 0, daily, tomorrow)
            await chats.hold(conn, run.reader, wrong + HOUR / 2)
        await run.app.upkeep.tick()
        run.clock.advance(-DAY)
        await run.app.upkeep.tick()

        async def times() -> list[object]:
            async with run.app.world.db.read() as conn:
                one = await conn.scalar(select(schema.delivery.c.due_at).where(schema.delivery.c.key == "a"))
                two = await conn.scalar(select(schema.chat.c.paused_until))
                return [one, two, await conn.scalar(select(schema.subscription.c.next_at))]

        mended = [right + HOUR, right + HOUR / 2, tomorrow - DAY]
        assert await times() == mended
        await UpkeepStation(run.app.world).tick()
        assert await times() == mended


async def test_an_update_that_reads_words_otherwise_indexes_the_archive_anew(tmp_path: Path) -> None:
    """By itself, once; until then nothing is taken for complete."""
    outlet = Outlet("wire", every="")
    async with desk(tmp_path, outlet) as run:
        run.publish(outlet, TITLE, SUMMARY)
        await run.pass_time(2 * HOUR, step=HOUR)
        await run.app.upkeep.tick()
        db = run.app.world.db
        async with db.write() as conn:
            await conn.execute(update(schema.article_search).values(words="by other rules"))
            await meta.set(conn, "search.indexed", "other")
        await run.app.upkeep.tick()
        async with db.read() as conn:
            number = await articles.count(conn)
            assert len(await search.complete(conn, 1, 1_000)) == number > 0
            assert await meta.get(conn, "search.indexed") == search.rules()
