"""What a text would have caught, before it is published."""

from bot.model import DocumentVersion, Draft
from bot.telegram.asker import Asker
from bot.telegram.ports import Turn


async def begin_look(
    asker: Asker, turn: Turn, text: Draft | DocumentVersion, *, edits: int | None = None
) -> None:
    """Have it tried on the archive; the result comes as a message."""
