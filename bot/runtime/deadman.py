"""The dead-man ping: a watchdog elsewhere is told once a minute that news gets through, and raises the alarm when it is not."""

import logging
from datetime import timedelta

from bot.runtime.health import Health
from bot.runtime.world import World
from bot.sources.fetch import FetchFailed, Request

log = logging.getLogger(__name__)

EVERY = timedelta(minutes=1)


class DeadMan:
    """Asks the address of the setting `dead_man` while all is well; while it is not, silence is the message."""

    def __init__(self, world: World, health: Health) -> None:
        self._world = world
        self._health = health
        self._silent_for: frozenset[str] = frozenset()

    async def tick(self) -> int:
        """One ping, or none; returns how many."""
        troubles = await self._health.troubles()
        if troubles.keys() != self._silent_for:
            self._silent_for = frozenset(troubles)
            for name, sentence in troubles.items():
                log.error("no dead-man ping: %s: %s", name, sentence)
        if troubles:
            return 0
        answer = await self._world.fetcher.get(Request(url=self._world.settings.behaviour.dead_man))
        failed = isinstance(answer, FetchFailed)
        self._world.tally["dead_man_pings", "failed" if failed else "answered"] += 1
        if isinstance(answer, FetchFailed):
            # The address is a secret: who knows it can keep the alarm silent.
            log.warning("the dead-man address does not answer: %s", answer.reason)
        return 1
