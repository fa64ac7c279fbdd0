"""When two entries are the same article: by guid, by canonical address, or as a last resort by their words."""

import hashlib
import re
from collections.abc import Iterable
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from courlan import clean_url

from bot.sources.entry import Entry

#: Parameters that only tell where a reader came from.
_TRACKING = re.compile(
    r"(?:utm|at|ns|mc|mtm|pk|itm|vero|oly)_.*|fbclid|gclid|dclid|msclkid|yclid|twclid|igshid|_ga|ref_?src|ref_?url|"
    r"cmpid?|ocid|ito|traffic_source|smid|xtor|maca",
    re.IGNORECASE,
)
#: Parameters that may do that, but choose the article where their value is a number.
_DOUBTFUL = re.compile(r"rss|source|src|from|partner|traffic|feedname|share", re.IGNORECASE)
_INDEX = re.compile(r"/(?:index\.(?:html?|php|aspx?)|amp)$", re.IGNORECASE)


def identities(outlet_id: str, entry: Entry) -> tuple[str, ...]:
    """All keys under which an outlet's entry is known, the steadiest first; never empty.

    An entry is known when any of its keys is: a changed guid with the same address, or a changed address with
    the same guid, is the same article. A title alone is no key, for titles change and recur ("Morning briefing"),
    so words count only where there is neither guid nor address.
    """
    keys = []
    if entry.id:
        keys.append(_key("guid", outlet_id, _steady_guid(entry.id)))
    address = canonical(entry.url)
    if address and not _is_front_page(address):
        keys.append(_key("url", outlet_id, address))
    if not keys:
        keys.append(_words_key(outlet_id, entry))
    return tuple(dict.fromkeys(keys))


def url_key(outlet_id: str, url: str) -> str:
    """The key under which an outlet's article at this address is known."""
    return _key("url", outlet_id, canonical(url))


def identified(outlet_id: str, entries: Iterable[Entry]) -> tuple[tuple[Entry, tuple[str, ...]], ...]:
    """The entries of one feed with their keys, in order; what the feed lists twice is kept once.

    A guid or address that one feed gives to entries with different titles (a constant guid, a link to the live
    page) identifies none of them, and is left out.
    """
    keyed = [(entry, identities(outlet_id, entry)) for entry in entries]
    titles: dict[str, set[str]] = {}
    for entry, keys in keyed:
        for key in keys:
            titles.setdefault(key, set()).add(entry.title)
    kept = []
    seen: set[str] = set()
    for entry, keys in keyed:
        own = tuple(key for key in keys if len(titles[key]) == 1) or (_words_key(outlet_id, entry),)
        if seen.isdisjoint(own):
            kept.append((entry, own))
        seen.update(own)
    return tuple(kept)


def article_id(outlet_id: str, keys: tuple[str, ...]) -> str:
    """16 hex characters, the same for the same outlet and first key."""
    return hashlib.blake2b(f"{outlet_id}\n{keys[0]}".encode(), digest_size=8).hexdigest()


def canonical(url: str) -> str:
    """The address without what varies for the same page: scheme, "www.", tracking, fragment, last slash."""
    if not url:
        return ""
    cleaned = clean_url(url) or url
    try:
        parts, asked = urlsplit(cleaned), urlsplit(url).query
        host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
        port = f":{parts.port}" if parts.port and parts.port not in (80, 443) else ""
    except ValueError:
        return url
    spared = {name for name, _ in parse_qsl(parts.query, True)}
    kept = [(name, value) for name, value in parse_qsl(asked, True) if _chooses(name, value, name in spared)]
    path = _INDEX.sub("", parts.path).rstrip("/")
    return urlunsplit(("https", host + port, path, urlencode(sorted(kept)), ""))


def _words_key(outlet_id: str, entry: Entry) -> str:
    words = " ".join((entry.title, entry.summary or entry.content)).casefold().split()
    return _key("text", outlet_id, " ".join(words[:60]))


def _chooses(name: str, value: str, spared: bool) -> bool:
    """Whether a parameter may choose the article: losing an article is worse than showing one twice.

    courlan takes names such as "cid" or "eid" for tracking; with a number they are the id at many outlets.
    """
    if _TRACKING.fullmatch(name):
        return False
    return value.isdigit() or (spared and not _DOUBTFUL.fullmatch(name))


def _steady_guid(guid: str) -> str:
    """A guid that is an address is compared as one: publishers move to https and add parameters."""
    return canonical(guid) if guid.startswith(("http://", "https://")) and "?" not in guid else guid.strip()


def _is_front_page(address: str) -> bool:
    """A link to the home page says nothing: some feeds give it for every entry."""
    parts = urlsplit(address)
    return not parts.path and not parts.query


def _key(kind: str, outlet_id: str, value: str) -> str:
    hashed = hashlib.blake2b(f"{outlet_id}\n{value}".encode("utf-8", "replace"), digest_size=12)
    return f"{kind}:{hashed.hexdigest()}"
