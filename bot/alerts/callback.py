"""What stands in the buttons under alerts and receipts: versioned, without state, within Telegram's 64 bytes.

The words stay in messages for years, so a meaning once given is never changed: a new one gets a new word or version.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

#: Of this shape of callback data. Data without a version is from before there was one.
VERSION = 1
#: Telegram's limit (Bot API, InlineKeyboardButton.callback_data).
MOST_BYTES = 64

_SHAPE = re.compile(r"(?:(\d{1,3})!)?([a-z]{1,12}):(\d{1,20})(?::([\w#.-]{0,40}))?", re.ASCII)


class Action(StrEnum):
    """What a button under an alert does."""

    READ = "read"
    WHY = "why"
    MUTE = "mute"
    IRRELEVANT = "no"
    RELEVANT = "yes"
    #: Of an admin's correction: do it, leave it, take it back.
    APPLY = "apply"
    DISCARD = "discard"
    UNDO = "undo"


@dataclass(frozen=True, slots=True)
class Callback:
    """Callback data, read."""

    action: Action
    #: An alert's id; for a correction's buttons its number.
    subject: int
    #: A watchlist's handle or the like; empty where the action needs none.
    extra: str = ""


def packed(action: Action, subject: int, extra: str = "") -> str:
    """Callback data; raises ValueError for what could not be read again."""
    data = f"{VERSION}!{action}:{subject}" + (f":{extra}" if extra else "")
    if len(data.encode()) > MOST_BYTES or unpacked(data) != Callback(action, subject, extra):
        raise ValueError(f"{data!r} cannot stand in a button")
    return data


def unpacked(data: str) -> Callback | None:
    """What a button says; None for data that is forged, garbled or of a version that this one cannot read."""
    found = _SHAPE.fullmatch(data)
    if found is None or int(found[1] or VERSION) != VERSION or found[2] not in set(Action):
        return None
    number = int(found[3])
    # The store's numbers have 63 bits.
    return Callback(Action(found[2]), number, found[4] or "") if number < 2**63 else None
