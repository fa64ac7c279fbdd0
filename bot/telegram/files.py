"""Files that somebody sends: what is fetched of them, and what is not even looked at. What is done with one stands in
personal.py and lab/editing.py."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.alerts.portable import LARGEST, FileProblem

if TYPE_CHECKING:  # modules that only word answers are needed without the library
    from telegram import Bot, Document

#: Bytes of a YAML file; the longest that ships has seven thousand.
LARGEST_SHEET = 512 * 1024
_SHEETS = (".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class GivenFile:
    """A file with the name that its sender gave it."""

    name: str
    data: bytes | FileProblem

    @property
    def is_sheet(self) -> bool:
        """It says that it is YAML: a watchlist, a concept or an outlet."""
        return self.name.endswith(_SHEETS)


async def fetched(bot: "Bot", document: "Document") -> GivenFile:
    """The file that somebody sent, or why it is not even looked at.

    Raises:
        InvalidToken: Telegram does not know this bot any more.
    """
    from telegram.error import InvalidToken, TelegramError

    name = (document.file_name or "").lower()
    if (document.file_size or 0) > (LARGEST_SHEET if name.endswith(_SHEETS) else LARGEST):
        return GivenFile(name, FileProblem.TOO_LARGE)
    if not name.endswith((".json", *_SHEETS)):
        return GivenFile(name, FileProblem.OTHER_KIND)
    try:
        file = await bot.get_file(document.file_id)
        return GivenFile(name, bytes(await file.download_as_bytearray()))
    except InvalidToken:
        raise
    except TelegramError:
        return GivenFile(name, FileProblem.NOT_FETCHED)
