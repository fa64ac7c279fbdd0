"""Where feeds that were found belong: to the outlet whose site they are of, else to a new one. PURE."""

from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from bot.model import Feed, Outlet
from bot.sources.discovery import FoundFeed
from bot.sources.outletedits import slug

#: Second-level names under which others register: news.com.tr is a site, com.tr is none.
_SHARED = frozenset(["ac", "co", "com", "edu", "gob", "gov", "info", "net", "org"])


def feeds_of(found: Iterable[FoundFeed], listed: Iterable[str]) -> tuple[Feed, ...]:
    """The feeds that no outlet lists yet, as an outlet has them."""
    known = {*listed}
    return tuple(
        Feed(url=one.url, language=one.feed.language or None) for one in found if one.url not in known
    )


def home(outlets: Iterable[Outlet], url: str) -> Outlet | None:
    """The outlet whose site an address belongs to: a second outlet for it would count as a second source."""
    return next((one for one in outlets if any(site(url) == site(feed.url) for feed in one.feeds)), None)


def newcomer(found: Sequence[FoundFeed], feeds: tuple[Feed, ...], url: str, taken: Sequence[str]) -> Outlet:
    """A new outlet of a site, called as its first new feed calls itself.

    Args:
        found: what was found there.
        feeds: those of it that are new, at least one.
        url: of the site.
        taken: ids that outlets have.
    """
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    first = next(one for one in found if one.url == feeds[0].url)
    return Outlet(
        id=slug(host.partition(".")[0] if host.count(".") == 1 else host, taken),
        name=first.feed.title or host,
        language=first.feed.language,
        feeds=feeds,
    )


def site(url: str) -> str:
    """The registered name of an address, near enough: its last two labels, or three."""
    labels = (urlsplit(url).hostname or "").split(".")
    if labels[-1:] and labels[-1].isdigit():
        return urlsplit(url).netloc
    shared = len(labels) > 2 and labels[-2] in _SHARED
    return ".".join(labels[-3:] if shared else labels[-2:])
