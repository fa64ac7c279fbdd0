"""What handlers may do about reports of misses, quality and Atom feeds; part of every turn, in its transaction."""

from typing import Protocol

from bot.model import Author, Conflict, Forbidden, MissReport, NotSeen, Published, Refused, Saved, TooMuch
from bot.watch.quality import Quality


class Reports(Protocol):
    """What is known of how watchlists do, and where else they can be read."""

    async def last(self) -> MissReport | None:
        """The report of misses that was made last."""
        ...

    async def ask(self, person: int) -> None:
        """Have a report made now, and sent to a person."""
        ...

    async def take(
        self, number: int, handle: str, author: Author
    ) -> Published | Saved | Refused | Conflict | NotSeen | Forbidden | TooMuch | None:
        """Write a spelling of the last report into its concept; None where that report has it no more."""
        ...

    async def quality(self, watchlist: str) -> Quality | None:
        """How right a watchlist is; None for one that is not in force."""
        ...

    async def feed(self, watchlist: str) -> str | None:
        """The address of a watchlist's Atom feed; None where it is closed."""
        ...

    async def open_feed(self, watchlist: str, person: int) -> str:
        """Give it a new address, which ends the one before."""
        ...

    async def close_feed(self, watchlist: str, person: int) -> None:
        """End its address."""
        ...
