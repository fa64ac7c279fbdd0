"""Article pages, fetched where the site's robots.txt allows it. A feed's own address is always asked: it is offered.

What a robots.txt says is `robots.py`'s; it is kept in memory for a day (RFC 9309 section 2.4).
"""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from bot.sources.fetch import FailureReason, Fetched, Fetcher, FetchFailed, NotModified, Request
from bot.sources.robots import Robots, parse_robots

KEPT = timedelta(hours=24)
#: A robots.txt that could not be had is asked for again after this; until then no page is fetched, unless an older
#: one is known (sections 2.3.1.4 and 2.4).
AGAIN = timedelta(hours=1)
#: Sites remembered.
_SITES = 2_000
_ACCEPT = "text/plain, */*;q=0.1"


@dataclass(frozen=True, slots=True)
class _Known:
    #: None while it could not be had.
    robots: Robots | None
    until: datetime


class Pages:
    """Fetches pages politely. One per process."""

    def __init__(self, fetcher: Fetcher, now: Callable[[], datetime]) -> None:
        self._fetcher = fetcher
        self._now = now
        self._known: OrderedDict[str, _Known] = OrderedDict()

    async def get(self, request: Request) -> Fetched | NotModified | FetchFailed:
        """The page; ROBOTS where its site does not want it fetched, or did not say."""
        robots = await self.robots(request.url, request.user_agent)
        if robots is None:
            return FetchFailed(
                FailureReason.ROBOTS, "robots.txt cannot be had, so pages may not", retry_after=AGAIN
            )
        if not robots.allows(request.url):
            return FetchFailed(FailureReason.ROBOTS, "robots.txt does not allow this page")
        return await self._fetcher.get(request)

    async def robots(self, url: str, user_agent: str | None = None) -> Robots | None:
        """The robots.txt of an address's site; None where it cannot be had and none is known."""
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"
        known = self._known.get(site)
        now = self._now()
        if known is None or now >= known.until:
            asked = Request(url=f"{site}/robots.txt", accept=_ACCEPT, user_agent=user_agent)
            found = _understood(await self._fetcher.get(asked))
            if found is not None:
                known = _Known(found, now + KEPT)
            else:
                known = _Known(known.robots if known else None, now + AGAIN)
            self._known[site] = known
            if len(self._known) > _SITES:
                self._known.popitem(last=False)
        return known.robots


def _understood(answer: Fetched | NotModified | FetchFailed) -> Robots | None:
    """What the answer for a robots.txt means (section 2.3.1); None where it means that nothing may be fetched yet.

    Any 4xx but 429 means that there is none, and everything is allowed. More redirects than we follow count likewise.
    """
    if isinstance(answer, Fetched):
        return parse_robots(answer.body)
    if isinstance(answer, FetchFailed):
        absent = answer.status is not None and 400 <= answer.status < 500 and answer.status != 429
        if absent or answer.reason is FailureReason.REDIRECT:
            return Robots()
    return None
