"""A bot in this process that people talk to: real listener, real store, real sender, the Telegram emulator."""

from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from pydantic import SecretStr
from telegram import Bot

from bot.model import AccessMode, Chat, ChatState, DeliveryKind, Message
from bot.runtime.actions import stored_offset, turns
from bot.runtime.app import App, Role
from bot.settings import Behaviour, Environment, Settings
from bot.storage import chats, deliveries, subscriptions
from bot.storage.deliveries import NewDelivery
from bot.telegram.asker import Defaults
from bot.telegram.listener import Listener
from bot.telegram.sender import Sender, open_bot
from tests.databases import place_sqlite
from tests.emulator import Emulator
from tests.emulator.evidence import Sent
from tests.journeys.telling import WATCHLIST, small_watchlists
from tests.runtime.worlds import MovedClock, lent_pool


@dataclass(slots=True)
class Room:
    """One bot, its emulator and its store."""

    app: App
    bot: Bot
    clock: MovedClock
    emulator: Emulator
    listener: Listener

    def listening(self, mode: AccessMode) -> Listener:
        """The listener of the same bot, started again in another mode."""
        owners = self.app.world.settings.environment.bot_owners
        return Listener(self.bot, turns(self.app.world), Defaults(owners=owners, mode=mode))

    async def hear(self) -> None:
        """Take all updates that wait, and send what is due."""
        await self.listen()
        await self.app.send.tick()

    async def listen(self) -> None:
        """Take all updates that wait."""
        await self.listener.receive(await self.offset(), hold=0)

    async def offset(self) -> int:
        """The next update to ask for, as stored."""
        async with self.app.world.db.read() as conn:
            return await stored_offset(conn)

    async def asked(self, user: int, text: str, chat: int = 0, *, thread: int = 0) -> list[str]:
        """What the bot answers in a chat to what somebody writes there."""
        place = chat or user
        before = len(self.emulator.sent(place))
        self.emulator.stage.say(user, text, chat, thread=thread)
        await self.hear()
        return [one.text for one in self.emulator.sent(place)[before:]]

    async def begun(self, user: int, chat: int = 0, *, thread: int = 0) -> list[str]:
        """/start, past the steps to the menu of watchlists; returns the greeting."""
        greeting = await self.asked(user, "/start", chat, thread=thread)
        await self.asked(user, "/watchlists", chat, thread=thread)
        return greeting

    async def pressed(self, user: int, menu: Sent, data: str, *, forged: bool = False) -> str:
        """What is shown above the chat after a press."""
        self.emulator.stage.press(user, menu.chat, menu.id, data, forged=forged)
        await self.hear()
        return str(self.emulator.stage.answers()[-1]["text"])

    def menu(self, chat: int) -> Sent:
        """The newest message with buttons."""
        return [one for one in self.emulator.sent(chat) if one.keyboard][-1]

    async def chat(self, chat: int) -> Chat:
        """The stored chat."""
        async with self.app.world.db.read() as conn:
            found = await chats.get(conn, chat)
        assert found is not None
        return found

    async def state(self, chat: int) -> ChatState:
        """Whether the stored chat receives."""
        return (await self.chat(chat)).state

    async def subscribed(self, chat: int, thread: int = 0) -> tuple[str, ...]:
        """What a chat and topic has subscribed."""
        async with self.app.world.db.read() as conn:
            return await subscriptions.of(conn, chat, thread)

    async def tell(self, chat: int, alert: int) -> None:
        """Send the first message of an alert."""
        now = self.clock.now()
        row = NewDelivery(
            key=f"first:{alert}/{chat}",
            kind=DeliveryKind.FIRST,
            priority=1,
            chat=chat,
            alert=alert,
            revision=1,
            due_at=now,
        )
        async with self.app.world.db.write() as conn:
            await deliveries.add_many(conn, [row], now)
        await self.app.send.tick()

    async def post(
        self, chat: int, html: str, *, thread: int = 0, kind: DeliveryKind = DeliveryKind.ANSWER
    ) -> None:
        """Queue a message."""
        now = self.clock.now()
        row = NewDelivery(
            key=f"{chat}/{thread}/{html}",
            kind=kind,
            priority=1,
            chat=chat,
            thread=thread,
            message=Message(html=html),
            due_at=now,
        )
        async with self.app.world.db.write() as conn:
            await deliveries.add_many(conn, [row], now)


@asynccontextmanager
async def room(
    directory: Path,
    *,
    owners: Collection[int] = (),
    watchlists: Mapping[str, str] | None = None,
    privacy: bool = True,
    mode: AccessMode = AccessMode.OPEN,
    page: str = "",
) -> AsyncIterator[Room]:
    """A bot with the small watchlist, and others by file name."""
    for name, source in (small_watchlists() | dict(watchlists or {})).items():
        path = directory / "watchlists" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(source, encoding="utf-8")
    (directory / "outlets.yaml").write_text("[]", encoding="utf-8")
    async with AsyncExitStack() as stack:
        emulator = await stack.enter_async_context(Emulator(enforce=False, privacy=privacy))
        bot = open_bot(emulator.token, emulator.url)
        await bot.initialize()
        stack.push_async_callback(bot.shutdown)
        environment = Environment.model_construct(
            telegram_bot_token=SecretStr(emulator.token),
            telegram_api_url=emulator.url,
            data_dir=directory / "data",
            outlets_file=directory / "outlets.yaml",
            watchlists_dir=directory / "watchlists",
            bot_owners=frozenset(owners),
        )
        clock = MovedClock()
        roles = frozenset({Role.DESK, Role.SEND, Role.CHAT})
        await place_sqlite(directory / "data" / "khabar.db")
        settings = Settings(environment, Behaviour())
        app = await App.open(settings, Sender(bot), roles=roles, clock=clock, pool=lent_pool())
        stack.push_async_callback(app.close)
        await app.start()
        defaults = Defaults(owners=frozenset(owners), mode=mode, page=page)
        yield Room(app, bot, clock, emulator, Listener(bot, turns(app.world), defaults))


def another(number: int, title: str = "") -> str:
    """A watchlist file."""
    return f'id: list-{number:02}\ntitle: {{en: "{title or f"List {number}"}"}}\nabout: a test\nquery: word{number}\n'


__all__ = ["WATCHLIST", "Room", "another", "room"]
