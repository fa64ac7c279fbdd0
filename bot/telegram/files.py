"""Fetching a file that somebody sent. What is done with it stands in personal.py."""

from telegram import Bot, Document
from telegram.error import InvalidToken, TelegramError

from bot.alerts.portable import LARGEST, FileProblem


async def fetched(bot: Bot, document: Document) -> bytes | FileProblem:
    """The file that somebody sent, or why it is not even looked at.

    Raises:
        InvalidToken: Telegram does not know this bot any more.
    """
    if (document.file_size or 0) > LARGEST:
        return FileProblem.TOO_LARGE
    if not (document.file_name or "").lower().endswith(".json"):
        return FileProblem.OTHER_KIND
    try:
        file = await bot.get_file(document.file_id)
        return bytes(await file.download_as_bytearray())
    except InvalidToken:
        raise
    except TelegramError:
        return FileProblem.NOT_FETCHED
