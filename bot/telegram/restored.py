"""Word to owners that a damaged database was replaced by a backup."""

from datetime import datetime

from bot.model import Message
from bot.telegram.words import Words


def database_restored(words: Words, made: datetime, kept: str, now: datetime) -> Message:
    """What has happened, and what is not known any more.

    Args:
        words: of the owner.
        made: when the backup was made.
        kept: the damaged file's name.
        now: the moment.
    """
    said = words(
        "The database was damaged. The backup of {time} has taken its place: what was told and decided after it is "
        "not known any more, and alerts of that time may come again. The damaged file is kept as {file}.",
        time=words.moment(made, now),
        file=words.foreign(kept),
    )
    disk = words("Look after the disk: a file that is damaged once may be again.")
    return Message(html="\n\n".join([words.line("🛟 " + said), words.line("💡 " + disk)]))
