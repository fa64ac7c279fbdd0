"""What a message means that is no command: the answer to what was asked last, or something to look at."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from bot.telegram.asker import Asker
from bot.telegram.lab import cases, creating, editing, naming
from bot.telegram.lab.wording import writes
from bot.telegram.ports import Turn

Answered = Callable[[Mapping[str, Any], Asker, Turn], Awaitable[None]]
_STEPS: Mapping[str, Answered] = {
    editing.QUERY: editing.query_written,
    naming.NAME: naming.name_written,
    creating.TOPIC: creating.topic_written,
    creating.CHOOSE: creating.topic_written,
    creating.TITLE: creating.title_written,
}


async def taken(asker: Asker, turn: Turn) -> bool:
    """Do what a text says where it is an answer; whether it was one."""
    if not writes(asker):
        return False
    if await cases.forwarded(asker, turn):
        return True
    dialogue = await turn.lab.asked(asker.user)
    if dialogue is None or dialogue.step not in _STEPS:
        return False
    await _STEPS[dialogue.step](dialogue.state, asker, turn)
    return True
