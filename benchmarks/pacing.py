"""The two senders that benchmarks/delivery.py compares, each against an emulator in a process of its own."""

import asyncio
import json
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol, cast

from pydantic import SecretStr
from telegram.error import TelegramError
from telegram.ext import AIORateLimiter, BaseRateLimiter, ExtBot
from telegram.request import HTTPXRequest

from bot.alerts.lanes import RANK, URGENT
from bot.alerts.render import render
from bot.model import AlertContent, Chat, ChatKind, DeliveryKind, Message
from bot.runtime.app import App, Role
from bot.runtime.ticker import Ticker
from bot.settings import Behaviour, Environment, Settings
from bot.storage import chats, deliveries
from bot.storage.deliveries import NewDelivery
from bot.telegram.sender import Sender, open_bot
from tests.emulator import Remote
from tests.emulator.evidence import Record, read_log
from tests.storage.builders import content, put_alert


@dataclass(frozen=True, slots=True)
class Post:
    """One message to a chat; its number tells the order in which it was asked for."""

    chat: int
    number: int
    urgent: bool = False


class Sending(Protocol):
    """Takes posts, and sends them in its own time."""

    async def post(self, posts: Sequence[Post]) -> None:
        """Ask for these to be sent; returns when it has taken them."""
        ...


@dataclass(frozen=True, slots=True)
class Telegram:
    """An emulator in a process of its own, which counts violations of Telegram's limits and refuses nothing."""

    remote: Remote
    url: str
    token: str
    log: Path

    def people(self, count: int) -> list[int]:
        """So many private chats."""
        return [int(self.remote.stage.user(f"Reader {number}", started=True)) for number in range(count)]

    def group(self) -> int:
        """A group with the bot in it."""
        return int(self.remote.stage.group("Newsroom", self.people(1)[0]))

    def accepted(self) -> list[Record]:
        """The messages that arrived, in order."""
        return [
            one for one in read_log(self.log) if one.method == "sendmessage" and one.outcome == "accepted"
        ]


@contextmanager
def telegram(directory: Path) -> Iterator[Telegram]:
    """Start the emulator, and end it."""
    log = directory / f"requests-{time.monotonic_ns()}.jsonl"
    command = [sys.executable, "-m", "tests.emulator", "--no-limits", "--log", str(log)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        told = json.loads(running.stdout.readline())
        remote = Remote(told["url"])
        try:
            yield Telegram(remote, told["url"], told["token"], log)
        finally:
            remote.close()
            running.kill()


# --- Khabar: outbox, pacer, sender ------------------------------------------------------------------------


class Khabar:
    """The send station over a real store; alerts are rendered when they go out, each row marked and settled."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._alert = 0
        self._known: set[int] = set()

    async def prepare(self) -> None:
        """Store the alert that everybody is told."""
        async with self._app.world.db.write() as conn:
            self._alert = (await put_alert(conn)).id

    async def post(self, posts: Sequence[Post]) -> None:
        now = datetime.now(UTC)
        # Ordinary alerts are rendered from the store; the number in the text tells the order in a chat.
        rows = [
            NewDelivery(
                key=f"{one.chat}/{one.number}/{one.urgent}",
                kind=DeliveryKind.FIRST,
                priority=URGENT if one.urgent else RANK[DeliveryKind.FIRST],
                chat=one.chat,
                alert=self._alert,
                revision=1,
                message=_text(one) if one.number else None,
                due_at=now,
            )
            for one in posts
        ]
        async with self._app.world.db.write() as conn:
            for chat in {one.chat for one in posts} - self._known:
                kind = ChatKind.GROUP if chat < 0 else ChatKind.PRIVATE
                await chats.upsert(conn, Chat(id=chat, kind=kind, title="reader"), now)
                self._known.add(chat)
            await deliveries.add_many(conn, rows, now)
        self._app.world.nudge("send")


@asynccontextmanager
async def khabar(telegram: Telegram, directory: Path) -> AsyncIterator[Khabar]:
    """The worker's send role on SQLite."""
    bot = open_bot(telegram.token, telegram.url)
    environment = Environment.model_construct(
        telegram_bot_token=SecretStr(telegram.token),
        telegram_api_url=telegram.url,
        data_dir=directory / f"data-{time.monotonic_ns()}",
    )
    settings = Settings(environment, Behaviour())
    async with AsyncExitStack() as stack:
        await bot.initialize()
        stack.push_async_callback(bot.shutdown)
        app = await App.open(settings, Sender(bot), roles=frozenset({Role.SEND}))
        stack.push_async_callback(app.close)
        await app.start()
        sending = Khabar(app)
        await sending.prepare()
        ticker = Ticker(app)
        ticker.start()
        stack.callback(ticker.stop)
        yield sending


# --- python-telegram-bot with AIORateLimiter ---------------------------------------------------------------


class Peer:
    """One task for each message, behind python-telegram-bot's own limiter, as its documentation has it."""

    def __init__(self, bot: "ExtBot[None]") -> None:
        self._bot = bot
        self._tasks: set[asyncio.Task[None]] = set()

    async def post(self, posts: Sequence[Post]) -> None:
        for one in posts:
            task = asyncio.create_task(self._send(one))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        await asyncio.sleep(0)

    async def _send(self, one: Post) -> None:
        try:
            await self._bot.send_message(one.chat, _text(one).html, parse_mode="HTML")
        except TelegramError as error:
            print(f"{one}: {error}", file=sys.stderr)

    def give_up(self) -> None:
        """Forget what still waits."""
        for task in self._tasks:
            task.cancel()


@asynccontextmanager
async def peer(telegram: Telegram) -> AsyncIterator[Peer]:
    """python-telegram-bot's own way."""
    # As many connections as the worker has, and patience while thousands wait for one.
    request = HTTPXRequest(connection_pool_size=32, pool_timeout=600)
    bot: ExtBot[None] = ExtBot(
        telegram.token,
        base_url=f"{telegram.url}/bot",
        request=request,
        rate_limiter=cast("BaseRateLimiter[None]", AIORateLimiter(max_retries=3)),
    )
    async with bot:
        sending = Peer(bot)
        try:
            yield sending
        finally:
            sending.give_up()


def sample() -> AlertContent:
    """What everybody is told."""
    return content()


def _text(one: Post) -> Message:
    html = render(sample(), language="en", timezone="UTC", now=datetime.now(UTC)).html
    return Message(html=f"{html}\n#{one.number}{'!' if one.urgent else ''}")
