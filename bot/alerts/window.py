"""Telegram's limit over all chats, kept where the requests leave. Which delivery is next stands in pacing.py.

Between the moment when a delivery's turn has come and its request lie a rendering and a write to disk, which take as
long as they take: what left evenly there may arrive in bunches here.
"""

from collections import deque
from datetime import datetime, timedelta

_SECOND = timedelta(seconds=1)


class Window:
    """Spaces requests evenly, and never lets more than `most` be accepted within any second.

    Telegram accepts a request at some moment between its start and its answer. So a request counts from its start
    until a second after its answer, and however late the answers come, the limit holds.
    """

    def __init__(self, *, per_second: int = 28, most: int = 30) -> None:
        """
        Args:
            per_second: requests a second, evenly spaced.
            most: accepted in any one second (Bot API FAQ: about 30).
        """
        self._gap = _SECOND / per_second
        self._most = most
        self._flying = 0
        self._answered: deque[datetime] = deque()
        self._slot: datetime | None = None

    def free_at(self, now: datetime) -> datetime | None:
        """When the next request may start; None where first an answer has to come."""
        # A moment ahead of now is of a clock that was set back since.
        while self._answered and not now - _SECOND < self._answered[0] <= now:
            self._answered.popleft()
        slot = min(self._slot or now, now + self._gap)
        over = self._flying + len(self._answered) - self._most
        if over < 0:
            return max(slot, now)
        if over >= len(self._answered):
            return None
        return max(slot, self._answered[over] + _SECOND)

    def started(self, at: datetime) -> None:
        """A request leaves."""
        self._flying += 1
        self._slot = at + self._gap

    def ended(self, at: datetime) -> None:
        """Its answer came, or nobody waits for it any more."""
        self._flying -= 1
        self._answered.append(at)
