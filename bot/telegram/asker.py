"""Who asks what, where and with which right, as the answering modules see it; reading it from an update is asking.py's."""

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Self

from bot.model import AccessMode, Chat, ChatKind, Role
from bot.telegram.ports import Accepted

# No python-telegram-bot here: the modules that only word answers are needed without it (6 MB), as in a preview.


@dataclass(frozen=True, slots=True)
class Forwarded:
    """What somebody else wrote and the asker only forwards."""

    #: Of the first link in it: of an alert the headline.
    headline: str
    text: str


class Right(StrEnum):
    """Whether somebody may change what a chat gets."""

    YES = "yes"
    NO = "no"
    #: Telegram did not tell.
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Defaults:
    """What a chat has that said nothing yet, who owns the bot, who may use it, and its name."""

    language: str = "en"
    timezone: str = "UTC"
    owners: frozenset[int] = frozenset()
    mode: AccessMode = AccessMode.OPEN
    #: The bot's username, without the @.
    name: str = ""
    #: Where people reach the admin page; empty where it is off.
    page: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asker:
    """Who asks what, where, and for which chat."""

    #: The chat that it is about.
    chat: Chat
    #: The chat in which it was asked; another one where a channel is configured from the private chat.
    here: Chat
    #: The person; 0 where he is hidden behind the group (an anonymous admin).
    user: int = 0
    house: Defaults = field(default_factory=Defaults)
    thread: int = 0
    #: The one-time link by which he came.
    invited: Accepted | None = None
    #: What follows the command, or stands in the message that is no command.
    argument: str = ""
    #: The message of ours that this one answers; 0 for none.
    answers: int = 0
    #: What stands in the first code span of the message whose button was pressed: a menu's own memory.
    noted: str = ""
    #: The chat has topics.
    forum: bool = False
    #: In BOT_OWNERS.
    owner: bool = False
    #: In the query lab; None for readers.
    role: Role | None = None
    #: Of a message that is one.
    forwarded: Forwarded | None = None
    #: Anybody in a private chat, the admins in groups.
    right: Right = Right.YES

    @property
    def is_remote(self) -> bool:
        """It is about another chat than the one in which it was asked."""
        return self.chat.id != self.here.id

    @property
    def is_private(self) -> bool:
        """It was asked in private."""
        return self.here.kind is ChatKind.PRIVATE

    def with_chat(self, chat: Chat) -> Self:
        """The same question about the chat as it is now."""
        return replace(self, chat=chat, here=self.here if self.is_remote else chat)


@dataclass(frozen=True, slots=True)
class Command:
    """The command that a message begins with: its name in lower case, the bot it is meant for, and what follows."""

    name: str
    addressee: str = ""
    argument: str = ""
