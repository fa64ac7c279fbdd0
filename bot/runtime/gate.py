"""Where requests to Telegram leave: one after another, as the limit over all chats allows."""

import asyncio
import heapq
from itertools import count

from bot.alerts.window import Window
from bot.runtime.clock import Clock


class Gate:
    """Lets requests out by priority, and in the order of their coming."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._window = Window()
        self._queue: list[tuple[int, int, asyncio.Future[None]]] = []
        self._numbers = count()
        self._pump: asyncio.Task[None] | None = None
        self._answered = asyncio.Event()

    @property
    def waiting(self) -> int:
        """How many wait here."""
        return len(self._queue)

    async def turn(self, priority: int) -> None:
        """Wait until this request may leave, and begin it; `answered` has to follow."""
        turn = asyncio.get_running_loop().create_future()
        heapq.heappush(self._queue, (priority, next(self._numbers), turn))
        if self._pump is None or self._pump.done():
            self._pump = asyncio.create_task(self._let_out(), name="gate")
        await turn

    def answered(self) -> None:
        """The answer came, or will not."""
        self._window.ended(self._clock.now())
        self._answered.set()

    async def _let_out(self) -> None:
        while self._queue:
            now = self._clock.now()
            until = self._window.free_at(now)
            if until is None:
                self._answered.clear()
                await self._answered.wait()
            elif until > now:
                await self._clock.sleep(until - now)
            else:
                _, _, turn = heapq.heappop(self._queue)
                if not turn.done():
                    self._window.started(now)
                    turn.set_result(None)
