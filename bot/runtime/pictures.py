"""Charts become photos in the worker process: the drawing library stays out of this one, and the loop goes on."""

import logging
from collections import OrderedDict
from dataclasses import replace

from bot.model import Chart, Curves, Message
from bot.sources.pool import WorkerPool, WorkFailedError, WorkTimeoutError
from bot.telegram.picture import drawn

log = logging.getLogger(__name__)

#: Seconds for one picture, the first of a worker included.
_TIMEOUT = 60
#: Pictures kept: many chats get the same at the same hour. Each has about 60 kB.
_KEPT = 16


class Pictures:
    """Draws, and remembers the newest."""

    def __init__(self, pool: WorkerPool) -> None:
        self._pool = pool
        self._kept: OrderedDict[Chart | Curves, bytes] = OrderedDict()

    async def drawn_into(self, message: Message) -> Message:
        """The message with its chart as a photo; one that cannot be drawn goes out in words alone."""
        if message.chart is None:
            return message
        return replace(message, photo=await self._drawn(message.chart))

    async def _drawn(self, chart: Chart | Curves) -> bytes:
        if (known := self._kept.get(chart)) is not None:
            return known
        try:
            photo = await self._pool.run(drawn, chart, timeout=_TIMEOUT)
        except (WorkTimeoutError, WorkFailedError) as error:
            log.error("a picture cannot be drawn: %s", error)
            return b""
        self._kept[chart] = photo
        if len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        return photo
