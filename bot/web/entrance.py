"""Whether a request may come to the admin page at all, and whether it comes from our own forms. Pure: scopes in, verdicts
out."""

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, field
from ipaddress import ip_address
from urllib.parse import urlsplit

#: Headers by which proxies tell of themselves: with any of these the peer is not who asks.
_FORWARDING = frozenset(
    {
        b"forwarded",
        b"via",
        b"x-forwarded-for",
        b"x-forwarded-host",
        b"x-forwarded-proto",
        b"x-forwarded-port",
        b"x-forwarded-server",
        b"x-real-ip",
        b"x-client-ip",
        b"true-client-ip",
        b"cf-connecting-ip",
        b"cf-ray",
        b"fastly-client-ip",
        b"x-original-host",
    }
)
_LOCAL_NAMES = frozenset({"localhost", "127.0.0.1", "[::1]"})

Headers = Iterable[tuple[bytes, bytes]]


def is_local(peer: str | None, headers: Headers) -> bool:
    """Whether a request was made on this machine: by its socket's peer, through no proxy, to a name of this machine.

    The name is looked at because a page elsewhere can make its own name mean 127.0.0.1 (DNS rebinding).
    """
    listed = list(headers)
    if any(name.lower() in _FORWARDING for name, _ in listed):
        return False
    try:
        address = ip_address(peer or "")
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None) or address
    hosts = [value.decode("latin-1") for name, value in listed if name.lower() == b"host"]
    return mapped.is_loopback and len(hosts) == 1 and _name(hosts[0]) in _LOCAL_NAMES


def _name(host: str) -> str:
    """Of a Host header, without its port."""
    if host.startswith("["):
        return host.partition("]")[0].lower() + "]"
    return host.partition(":")[0].lower()


def origin_of(public_url: str, host: str) -> str:
    """The origin of our own pages: of the public address, or where there is none that of this machine's own name."""
    if not public_url:
        return f"http://{host.lower()}"
    parts = urlsplit(public_url)
    default = {"http": ":80", "https": ":443"}[parts.scheme.lower()]
    return f"{parts.scheme}://{parts.netloc}".lower().removesuffix(default)


def is_own(origin: str | None, site: str | None, expected: str) -> bool:
    """Whether a form was sent from our own pages, by the headers Origin and Sec-Fetch-Site that browsers set.

    Where neither is given it was no browser, or one that hides where it comes from: no.
    """
    if site is not None and site != "same-origin":
        return False
    if origin is None:
        return site == "same-origin"
    return origin.lower() == expected


@dataclass(slots=True)
class Turnstile:
    """Counts failed attempts to sign in, by where they come from and all together; forgets the oldest places."""

    #: Within `window` seconds.
    each: int = 10
    together: int = 300
    window: float = 60.0
    places: int = 1000
    _seen: OrderedDict[str, tuple[float, int]] = field(default_factory=OrderedDict)

    def wait(self, place: str, now: float) -> float:
        """Seconds until another attempt is looked at; 0 where one is now."""
        return max(self._left(place, self.each, now), self._left("", self.together, now))

    def failed(self, place: str, now: float) -> None:
        """An attempt failed; `now` in seconds of any clock that only goes on."""
        for key in (place, ""):
            began, number = self._seen.pop(key, (now, 0))
            if now - began >= self.window:
                began, number = now, 0
            self._seen[key] = (began, number + 1)
        while len(self._seen) > self.places:
            self._seen.popitem(last=False)

    def _left(self, key: str, most: int, now: float) -> float:
        began, number = self._seen.get(key, (now, 0))
        return max(0.0, began + self.window - now) if number >= most else 0.0
