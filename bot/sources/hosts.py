"""One request per host at a time, with a rest between two. Which host may be asked at all is `guard.py`'s matter."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import httpx

_FORGET_ABOVE = 4_096


@dataclass(slots=True)
class _Host:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    users: int = 0
    free_at: float = 0.0


class Hosts:
    """Hands out turns at hosts; host and port make a host, so that outlets on one test machine stay apart."""

    def __init__(self, gap: float) -> None:
        """`gap` is the rest between two requests to one host, in seconds."""
        self._gap = gap
        self._hosts: dict[tuple[str, int | None], _Host] = {}

    @asynccontextmanager
    async def turn(self, url: httpx.URL) -> AsyncIterator[None]:
        """Waits until nobody else asks this host and its rest is over."""
        key = (url.host, url.port)
        host = self._hosts.setdefault(key, _Host())
        host.users += 1
        loop = asyncio.get_running_loop()
        try:
            async with host.lock:
                rest = host.free_at - loop.time()
                if rest > 0:
                    await asyncio.sleep(rest)
                try:
                    yield
                finally:
                    host.free_at = loop.time() + self._gap
        finally:
            host.users -= 1
            if len(self._hosts) > _FORGET_ABOVE:
                self._forget(loop.time())

    def _forget(self, now: float) -> None:
        idle = [key for key, host in self._hosts.items() if not host.users and host.free_at <= now]
        for key in idle:
            del self._hosts[key]
