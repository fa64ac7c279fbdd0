"""The whole application in this process, on a clock that tests move: real SQLite, real HTTP, the Telegram emulator."""

import json
from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from ipaddress import ip_network
from pathlib import Path

from pydantic import SecretStr

from bot.model import Chat, ChatKind
from bot.runtime.app import App, Role
from bot.settings import Behaviour, Environment, Settings
from bot.sources.pool import WorkerPool
from bot.storage import chats, subscriptions
from bot.telegram.sender import Sender, open_bot
from tests.databases import place_sqlite
from tests.emulator import Emulator
from tests.emulator.evidence import Sent
from tests.journeys.outlets import Outlet
from tests.journeys.telling import WATCHLIST, small_watchlists


class MovedClock:
    """Time that passes only when somebody sleeps on it or moves it."""

    def __init__(self, begin: datetime | None = None) -> None:
        self._now = begin or datetime.now(UTC)

    def now(self) -> datetime:
        return self._now

    async def sleep(self, duration: timedelta) -> None:
        self.advance(max(duration, timedelta()))

    def advance(self, duration: timedelta) -> None:
        """Let time pass at once."""
        self._now += duration


@dataclass(slots=True)
class Desk:
    """One application with its outlets, its emulator and its clock."""

    app: App
    clock: MovedClock
    emulator: Emulator
    outlets: tuple[Outlet, ...]
    reader: int

    async def pass_time(self, duration: timedelta, *, step: timedelta = timedelta(minutes=10)) -> None:
        """Let time pass in steps, working off what is due at each."""
        end = self.clock.now() + duration
        while self.clock.now() < end:
            self.clock.advance(min(step, end - self.clock.now()))
            await self.app.work_off()

    def publish(self, outlet: Outlet, title: str, summary: str, *, age: timedelta = timedelta()) -> None:
        """An article whose date fits the moved clock."""
        minutes_ago = (datetime.now(UTC) - self.clock.now() + age) / timedelta(minutes=1)
        outlet.publish(title, summary, minutes_ago=minutes_ago)

    def told(self) -> list[Sent]:
        """What the reader got."""
        return self.emulator.sent(self.reader)


@asynccontextmanager
async def desk(
    directory: Path,
    *outlets: Outlet,
    behaviour: Behaviour | None = None,
    owners: Collection[int] = (),
    watchlists: Mapping[str, str] | None = None,
    wanted: str = WATCHLIST,
    begin: datetime | None = None,
) -> AsyncIterator[Desk]:
    """An application whose reader subscribes the small watchlist (or `wanted`), after the first poll of every feed.

    `begin` is what its clock shows then; now unless given.
    """
    for name, source in (small_watchlists() | dict(watchlists or {})).items():
        path = directory / "watchlists" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(source, encoding="utf-8")
    async with AsyncExitStack() as stack:
        emulator = await stack.enter_async_context(Emulator(enforce=False))
        for outlet in outlets:
            await stack.enter_async_context(outlet)
        file = directory / "outlets.yaml"
        file.write_text(json.dumps([outlet.entry() for outlet in outlets]), encoding="utf-8")
        bot = open_bot(emulator.token, emulator.url)
        await bot.initialize()
        stack.push_async_callback(bot.shutdown)
        clock = MovedClock(begin)
        settings = Settings(_environment(directory, file, emulator, owners), behaviour or Behaviour())
        roles = frozenset({Role.POLL, Role.DESK, Role.SEND, Role.CHAT})
        await place_sqlite(directory / "data" / "khabar.db")
        app = await App.open(settings, Sender(bot), roles=roles, clock=clock, pool=lent_pool())
        stack.push_async_callback(app.close)
        await app.start()
        await app.round()
        reader: int = emulator.stage.user("Ada")
        emulator.stage.say(reader, "/start")
        async with app.world.db.write() as conn:
            await chats.upsert(conn, Chat(id=reader, kind=ChatKind.PRIVATE, title="Ada"), clock.now())
            await subscriptions.set(conn, reader, 0, [wanted], clock.now())
        yield Desk(app, clock, emulator, outlets, reader)


@cache
def lent_pool() -> WorkerPool:
    """One pool for all worlds of this process, with which it ends: a worker takes half a second to start."""
    return WorkerPool()


def _environment(
    directory: Path, outlets_file: Path, emulator: Emulator, owners: Collection[int]
) -> Environment:
    return Environment.model_construct(
        telegram_bot_token=SecretStr(emulator.token),
        telegram_api_url=emulator.url,
        data_dir=directory / "data",
        outlets_file=outlets_file,
        watchlists_dir=directory / "watchlists",
        allow_private_networks=(ip_network("127.0.0.0/8"),),
        bot_owners=frozenset(owners),
    )
