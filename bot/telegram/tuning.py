"""What a handler may ask and change of a chat's own settings: schedules, quiet hours, mutes. A part of every turn."""

from collections.abc import Sequence
from typing import Protocol

from bot.alerts.wishes import Mute, MuteKind, Place, QuietHours, Schedule, Subscription
from bot.model import AlertContent, Chart


class Tuning(Protocol):
    """Settings of a chat and topic. What changes them needs a stored chat."""

    async def place(self, chat: int, thread: int) -> Place:
        """What the chat and topic has set."""
        ...

    async def set_quiet(self, chat: int, thread: int, quiet: QuietHours | None) -> None:
        """Set or end its quiet hours; what they hold back now comes at their new end, or at once."""
        ...

    async def set_schedule(self, chat: int, thread: int, schedule: Schedule) -> None:
        """Set the schedule of all its subscriptions, and of those to come."""
        ...

    async def wishes(self, chat: int, thread: int) -> Sequence[Subscription]:
        """Its subscriptions with their settings, by watchlist."""
        ...

    async def tune(self, chat: int, thread: int, wanted: Subscription) -> bool:
        """Set how it wants one watchlist; False where it is not subscribed."""
        ...

    async def urgent(self) -> frozenset[str]:
        """Ids of the watchlists that may break quiet hours."""
        ...

    async def mutes(self, chat: int, thread: int) -> Sequence[Mute]:
        """What is muted there now, the newest first."""
        ...

    async def mute(self, chat: int, thread: int, wanted: Mute) -> None:
        """Mute something; messages about a muted story that still wait are dropped."""
        ...

    async def unmute(self, chat: int, thread: int, kind: MuteKind, subject: str) -> bool:
        """End a mute; False where there is none."""
        ...

    async def alert(self, alert: int) -> AlertContent | None:
        """The newest content of an alert."""
        ...

    async def outlets(self) -> Sequence[tuple[str, str]]:
        """Id and name of every outlet that is watched, by name."""
        ...

    async def chart(self, chat: int, watchlists: Sequence[str], language: str) -> Chart:
        """The last week of these watchlists as a picture to be drawn, with days in the chat's time zone."""
        ...
