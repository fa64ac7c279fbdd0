"""A chat's settings as a JSON file that it can take along, to another chat or another bot. What is done with one stands
in the runtime."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from zoneinfo import available_timezones

from pydantic import TypeAdapter, ValidationError

from bot.alerts.wishes import Mute, QuietHours, Schedule, Subscription

#: Of the file's shape.
VERSION = 1
#: Bytes; a file with hundreds of watchlists is far smaller.
LARGEST = 64 * 1024
_MOST = 500
_DAY = 24 * 60
_LONGEST = 200


class FileProblem(StrEnum):
    """Why a file cannot be taken over."""

    TOO_LARGE = "too large"
    #: No JSON, or not of this bot.
    OTHER_KIND = "other kind"
    #: Of a version that this one does not know.
    NEWER = "newer"
    #: Of this bot once, but with values that it never writes.
    SPOILT = "spoilt"
    #: Telegram did not give it.
    NOT_FETCHED = "not fetched"


class PortableError(Exception):
    """A file that is none of ours, or not any more."""

    def __init__(self, problem: FileProblem) -> None:
        super().__init__(problem)
        self.problem = problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Portable:
    """What a chat or topic has chosen."""

    khabar: int = VERSION
    exported_at: datetime
    language: str
    timezone: str
    subscriptions: tuple[Subscription, ...] = ()
    quiet: QuietHours | None = None
    #: What its next subscription begins with.
    schedule: Schedule = field(default_factory=Schedule)
    mutes: tuple[Mute, ...] = ()


_JSON: TypeAdapter[Portable] = TypeAdapter(Portable)


def written(portable: Portable) -> str:
    """The file's text, for people to read, too."""
    return _JSON.dump_json(portable, indent=2).decode() + "\n"


def read_portable(data: bytes) -> Portable:
    """Read a file that somebody sent.

    Raises:
        PortableError: whatever is wrong with it.
    """
    if len(data) > LARGEST:
        raise PortableError(FileProblem.TOO_LARGE)
    try:
        version = TypeAdapter(dict[str, object]).validate_json(data).get("khabar")
    except ValidationError as error:
        raise PortableError(FileProblem.OTHER_KIND) from error
    if not isinstance(version, int):
        raise PortableError(FileProblem.OTHER_KIND)
    if version != VERSION:
        raise PortableError(FileProblem.NEWER)
    try:
        found = _JSON.validate_json(data)
    except ValidationError as error:
        raise PortableError(FileProblem.SPOILT) from error
    if not _is_sane(found):
        raise PortableError(FileProblem.SPOILT)
    return found


def _is_sane(found: Portable) -> bool:
    """Whether every value is one that menus could have set."""
    schedules = [found.schedule, *(one.schedule for one in found.subscriptions)]
    quiet = found.quiet
    return (
        found.timezone in available_timezones()
        and found.language in ("en", "ar", "tr", "fr")
        and len(found.subscriptions) <= _MOST
        and len(found.mutes) <= _MOST
        and all(0 <= one.minute < _DAY and 0 <= one.weekday < 7 for one in schedules)
        and (
            quiet is None or (0 <= quiet.start < _DAY and 0 <= quiet.end < _DAY and quiet.start != quiet.end)
        )
        and all(
            1 <= one.min_outlets <= 20
            and 0 < len(one.watchlist) <= _LONGEST
            and len(one.languages) <= 20
            and all(len(code) == 2 and code.isalpha() for code in one.languages)
            for one in found.subscriptions
        )
        and all(0 < len(one.subject) <= _LONGEST and len(one.title) <= _LONGEST * 5 for one in found.mutes)
        and all(one.until is None or one.until.tzinfo is not None for one in found.mutes)
    )
