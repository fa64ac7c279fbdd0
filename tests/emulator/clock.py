"""The emulator's time: the real one moved by an offset, or frozen until somebody advances it."""

import time


class Clock:
    """Seconds since the epoch; `frozen_at` stops it there."""

    def __init__(self, frozen_at: float | None = None) -> None:
        self._frozen = frozen_at
        self._offset = 0.0

    def now(self) -> float:
        """Seconds since the epoch."""
        return (time.time() if self._frozen is None else self._frozen) + self._offset

    def advance(self, seconds: float) -> None:
        """Move on; works for a frozen clock and for a running one."""
        self._offset += seconds
