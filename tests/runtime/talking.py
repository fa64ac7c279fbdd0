"""People who talk to a bot that also polls: the listener beside a world of worlds.py."""

from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from dataclasses import dataclass

from bot.runtime.actions import stored_offset, turns
from bot.telegram.asker import Defaults
from bot.telegram.listener import Listener
from bot.telegram.sender import open_bot
from tests.emulator.evidence import Sent
from tests.runtime.worlds import Desk


@dataclass(slots=True)
class Talk:
    """The listener of one world."""

    run: Desk
    listener: Listener

    async def hear(self) -> None:
        """Take all updates that wait, and all that follows from them."""
        async with self.run.app.world.db.read() as conn:
            offset = await stored_offset(conn)
        await self.listener.receive(offset, hold=0)
        await self.run.app.work_off()

    async def said(self, user: int, text: str, *, reply_to: int = 0) -> Sent:
        """The newest message that somebody gets after writing something."""
        self.run.emulator.stage.say(user, text, reply_to=reply_to)
        await self.hear()
        return self.run.emulator.sent(user)[-1]

    async def pressed(self, user: int, message: Sent, data: str, *, forged: bool = False) -> str:
        """What is shown above the chat after a press."""
        self.run.emulator.stage.press(user, message.chat, message.id, data, forged=forged)
        await self.hear()
        return str(self.run.emulator.stage.answers()[-1].get("text") or "")


@asynccontextmanager
async def talking(run: Desk, *, owners: Collection[int] = ()) -> AsyncIterator[Talk]:
    """A listener for the world's bot."""
    bot = open_bot(run.emulator.token, run.emulator.url)
    await bot.initialize()
    try:
        yield Talk(run, Listener(bot, turns(run.app.world), Defaults(owners=frozenset(owners))))
    finally:
        await bot.shutdown()


def button(message: Sent, text: str) -> str:
    """The callback data of the button whose text holds these words."""
    return next(
        str(one["callback_data"])
        for row in message.keyboard
        for one in row
        if text in one["text"] and "callback_data" in one
    )
