"""What `doctor` says of an installation that is well, and of one where everything is wrong."""

import json
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from ipaddress import ip_network
from pathlib import Path

from pydantic import SecretStr

from bot.model import Chat, ChatKind
from bot.runtime.examination import Finding, Verdict, examine
from bot.settings import Behaviour, Environment, Settings
from bot.storage import chats
from bot.storage.database import Database
from tests.databases import POSTGRESQL, fresh_address
from tests.emulator.wire import Answer, HttpServer, Request
from tests.journeys.harness import free_port
from tests.journeys.outlets import Outlet
from tests.runtime.worlds import desk
from tests.storage.test_backup import spoil

OK, WARNING, BAD = Verdict.OK, Verdict.WARNING, Verdict.BAD


async def by_part(settings: Settings) -> dict[str, Finding]:
    """The findings by part."""
    return {one.part: one for one in await examine(settings)}


async def test_a_running_installation_is_well(tmp_path: Path) -> None:
    """The worker goes on meanwhile; what is not set is a warning; a channel that shut the bot out is named."""
    wire = Outlet("wire")
    async with desk(tmp_path, wire, owners=[7]) as run:
        await run.app.upkeep.tick()
        await run.app.upkeep.stop()
        async with run.app.world.db.write() as conn:
            gone = Chat(id=-100123, kind=ChatKind.CHANNEL, title="Gone channel")
            await chats.upsert(conn, gone, run.clock.now())
        found = await by_part(run.app.world.settings)

    assert {part: one.verdict for part, one in found.items()} == {
        "settings": WARNING, "disk": OK, "database": OK, "backups": OK, "lock": OK, "network": OK, "clock": WARNING,
        "token": OK, "chats": WARNING,
    }  # fmt: skip
    assert "contact" in found["settings"].remedy
    assert "journal wal, quick_check ok" in found["database"].says
    assert "is at work (chat " in found["lock"].says
    assert "1 of 1 feeds answered" in found["network"].says
    assert "Gone channel: " in found["chats"].says


async def test_each_thing_that_is_wrong_says_what_to_do(tmp_path: Path) -> None:
    """A damaged file, a data directory that is a file, feeds and Telegram away."""
    nowhere = f"http://127.0.0.1:{free_port()}"
    outlet = {
        "id": "gone", "name": "Gone", "country": "GB", "owner": "Nobody", "kind": "independent", "language": "en",
        "feeds": [{"url": f"{nowhere}/feed"}],
    }  # fmt: skip
    outlets = tmp_path / "outlets.yaml"
    outlets.write_text(json.dumps([outlet]), encoding="utf-8")
    data = tmp_path / "data"
    file = tmp_path / "khabar.sqlite"
    db = await Database.open(file)
    await db.upgrade()
    await db.close()
    spoil(file)
    data.write_text("in the way", encoding="utf-8")
    found = await by_part(
        Settings(
            Environment.model_construct(
                telegram_bot_token=SecretStr("123456:abcdefghijklmnopqrstuvwxyz"),
                telegram_api_url=nowhere,
                database_url=SecretStr(f"sqlite:///{file}"),
                data_dir=data,
                outlets_file=outlets,
                allow_private_networks=(ip_network("127.0.0.0/8"),),
            ),
            Behaviour(),
        )
    )

    assert {part: one.verdict for part, one in found.items()} == {
        "settings": WARNING, "disk": BAD, "database": BAD, "network": BAD, "clock": WARNING, "token": BAD,
    }  # fmt: skip
    assert "is damaged" in found["database"].says
    assert "db restore" in found["database"].remedy
    assert all(one.remedy for one in found.values())
    assert not [one for one in found.values() if "abcdefghijklmnop" in one.says + one.remedy]


async def test_a_clock_that_is_off_and_a_token_that_is_refused(tmp_path: Path) -> None:
    """Compared with the Date of Telegram's answer."""
    ahead = timedelta(minutes=1)

    async def answer(request: Request) -> Answer:
        date = format_datetime(datetime.now(UTC) + ahead, usegmt=True)
        body = b'{"ok": false, "error_code": 401, "description": "Unauthorized"}'
        return Answer(401 if "getMe" in request.path else 200, body, headers={"Date": date})

    server = HttpServer(answer)
    await server.start()
    environment = Environment.model_construct(
        telegram_bot_token=SecretStr("123456:abcdefghijklmnopqrstuvwxyz"),
        telegram_api_url=server.url,
        data_dir=tmp_path / "data",
        outlets_file=tmp_path / "none.yaml",
    )
    found = await by_part(Settings(environment, Behaviour()))
    ahead = timedelta(hours=1)
    later = await by_part(Settings(environment, Behaviour()))
    ahead = timedelta()
    right = await by_part(Settings(environment, Behaviour()))
    await server.stop()

    assert [one["clock"].verdict for one in (found, later, right)] == [WARNING, BAD, OK]
    assert "behind" in later["clock"].says
    assert (found["token"].verdict, found["token"].says) == (BAD, "Telegram does not know it")
    assert found["outlets"].verdict is BAD
    assert "none yet" in found["database"].says


async def test_postgresql_tells_its_leases(tmp_path: Path) -> None:
    """Version, size and schema; an empty database is a warning with the command."""
    async with (
        fresh_address(POSTGRESQL, tmp_path) as full,
        fresh_address(POSTGRESQL, tmp_path, migrated=False) as empty,
    ):
        for address, verdict in ((full, OK), (empty, WARNING)):
            environment = Environment.model_construct(
                database_url=SecretStr(address),
                data_dir=tmp_path / "data",
                outlets_file=tmp_path / "none.yaml",
                telegram_api_url=f"http://127.0.0.1:{free_port()}",
            )
            found = await by_part(Settings(environment, Behaviour()))
            assert found["database"].verdict is verdict
            assert "PostgreSQL 1" in found["database"].says
            assert ("leases" in found) is (verdict is OK)
