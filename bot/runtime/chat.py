"""The chat role: getUpdates without end, with back-off where Telegram or the network does not answer."""

import asyncio
import json
import logging
from datetime import timedelta

from telegram import Bot
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.runtime.actions import stored_offset, turns
from bot.runtime.lab.roles import Roles
from bot.runtime.leases import Post
from bot.runtime.world import World
from bot.settings import Settings
from bot.storage import meta
from bot.storage.errors import StorageError
from bot.telegram.asker import Defaults
from bot.telegram.listener import Listener
from bot.telegram.ports import StoreAwayError
from bot.telegram.sender import TokenRefusedError

log = logging.getLogger(__name__)

#: Under which the store keeps what Telegram was told of the commands.
COMMANDS = "telegram.commands"
_FIRST_WAIT = timedelta(seconds=1)
_LONGEST_WAIT = timedelta(seconds=60)
#: How often a standby looks whether it is its turn.
_STANDBY = timedelta(seconds=0.5)


def page_address(settings: Settings) -> str:
    """Where people reach the admin page; empty where it is off for them."""
    environment = settings.environment
    return environment.public_url if environment.port is not None else ""


class ChatRole:
    """Answers people."""

    def __init__(self, world: World, bot: Bot) -> None:
        behaviour = world.settings.behaviour
        self._world = world
        self._listener = Listener(
            bot,
            turns(world),
            Defaults(
                language=behaviour.default_language,
                timezone=behaviour.default_timezone,
                owners=world.settings.environment.bot_owners,
                mode=behaviour.access,
                page=page_address(world.settings),
            ),
        )

    async def run(self) -> None:
        """Until cancelled.

        Raises:
            TokenRefusedError: Telegram does not know the token any more.
        """
        introducing = asyncio.create_task(self._introduce(), name="introduce")
        try:
            await self._receive()
        finally:
            introducing.cancel()

    async def _introduce(self) -> None:
        """Tell Telegram the commands, sooner or later; nobody's question waits for it."""
        wait, owners = _FIRST_WAIT, self._world.settings.environment.bot_owners
        while not self._world.leases[Post.CHAT].held:  # noqa: ASYNC110 - what it waits for stands in the database
            await asyncio.sleep(_STANDBY.total_seconds())
        while True:
            try:
                async with self._world.db.read() as conn:
                    known = json.loads(await meta.get(conn, COMMANDS, "{}") or "{}")
                    staff = await Roles(conn, owners, self._world.clock.now()).all()
                told = await self._listener.introduce(known, staff)
                if told != known:
                    async with self._world.db.write() as conn:
                        await meta.set(conn, COMMANDS, json.dumps(told))
                return
            except (TelegramError, StorageError) as error:
                log.warning("the menu of commands waits: %s", error)
                wait = _after(error) or min(wait * 2, _LONGEST_WAIT)
                await asyncio.sleep(wait.total_seconds())

    async def _receive(self) -> None:
        wait = _FIRST_WAIT
        while True:
            self._world.pulse.beat("chat")
            try:
                # Two processes that ask for updates throw each other out, so a standby does not ask.
                if not await self._world.leases[Post.CHAT].confirmed():
                    await asyncio.sleep(_STANDBY.total_seconds())
                    continue
                async with self._world.db.read() as conn:
                    offset = await stored_offset(conn)
                await self._listener.receive(offset)
                self._world.tally["telegram_requests", "getUpdates", "answered"] += 1
                wait = _FIRST_WAIT
            except InvalidToken as error:
                raise TokenRefusedError from error
            except (TelegramError, StorageError, StoreAwayError) as error:
                wait = self._pause_after(error, wait)
                await asyncio.sleep(wait.total_seconds())

    def _pause_after(self, error: Exception, wait: timedelta) -> timedelta:
        """Tell what is wrong, and how long to wait."""
        self._world.tally["telegram_requests", "getUpdates", _outcome(error)] += 1
        if isinstance(error, Conflict):
            log.error("another process asks Telegram for the same bot's updates; stop the other one")
        else:
            log.warning("chat waits: %s", error)
        return _after(error) or min(wait * 2, _LONGEST_WAIT)


def _outcome(error: Exception) -> str:
    """In the words of the metrics."""
    if isinstance(error, Conflict | RetryAfter):
        return "conflict" if isinstance(error, Conflict) else "throttled"
    return "failed" if isinstance(error, TelegramError) else "store_away"


def _after(error: Exception) -> timedelta | None:
    """How long Telegram asks to wait, where it does."""
    if not isinstance(error, RetryAfter):
        return None
    after = error.retry_after
    return after if isinstance(after, timedelta) else timedelta(seconds=after)
