"""The chat role: nobody's question waits for what can wait."""

import asyncio
from pathlib import Path

from bot.runtime.chat import ChatRole
from tests.emulator import Kind
from tests.emulator.waiting import until
from tests.telegram.room import room


async def test_a_menu_of_commands_that_telegram_refuses_keeps_nobody_waiting(tmp_path: Path) -> None:
    """setMyCommands is refused for hours; /help is answered at once."""
    async with room(tmp_path) as run:
        run.emulator.fault(Kind.FLOOD, method="setMyCommands", times=None, seconds=9999)
        ada = run.emulator.stage.user()
        run.emulator.stage.say(ada, "/help")
        role = asyncio.create_task(ChatRole(run.app.world, run.bot).run())
        try:
            await until(lambda: run.emulator.inbox.is_polled, what="the next poll, after the answer")
        finally:
            role.cancel()
        await asyncio.gather(role, return_exceptions=True)
        await run.app.send.tick()

        assert len(run.emulator.sent(ada)) == 1
        assert run.emulator.lookup.commands == {}
