"""Names of feed elements whatever prefix a feed gives them. Which name means what is `xmlfeed.py`'s matter."""

from lxml import etree

_CORE = dict.fromkeys(
    (
        "http://blogs.law.harvard.edu/tech/rss",
        "http://purl.org/rss/1.0/",
        "http://my.netscape.com/rdf/simple/0.9/",
        "http://channel.netscape.com/rdf/simple/0.9/",
        "http://purl.org/atom/ns#",
        "http://www.w3.org/2005/atom",
        "http://purl.org/rss/1.0/modules/rss091#",
    ),
    "",
)
_MODULES = {
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    "http://search.yahoo.com/mrss": "media",
    "http://search.yahoo.com/mrss/": "media",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
    "http://www.w3.org/1999/xhtml": "xhtml",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf",
    "http://purl.org/rss/1.0/modules/syndication/": "sy",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner",
    "http://www.sitemaps.org/schemas/sitemap/0.9": "sitemap",
    "http://www.google.com/schemas/sitemap-news/0.9": "news",
}
_PREFIXES = {**_CORE, **_MODULES}


class Names:
    """Lower-case "prefix:local" keys; core elements of RSS and Atom have no prefix. Remembers what it has seen."""

    def __init__(self) -> None:
        self._seen: dict[tuple[str, str | None], str] = {}

    def key(self, element: etree._Element) -> str:
        """The key of an element: by namespace where it is known, else by the prefix the feed uses."""
        written = (str(element.tag), element.prefix)
        key = self._seen.get(written)
        if key is None:
            key = self._seen[written] = _key(*written)
        return key


def _key(written: str, given: str | None) -> str:
    namespace, brace, local = written.rpartition("}")
    address = namespace.removeprefix("{").lower() if brace else ""
    if "backend.userland.com/rss" in address:
        prefix: str | None = ""
    else:
        prefix = _PREFIXES.get(address, given or "")
    return f"{prefix}:{local}".lower() if prefix else local.lower()
