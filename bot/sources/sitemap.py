"""News sitemaps: two days of addresses with title and time, where a feed is short or missing."""

from collections.abc import Iterator

from lxml import etree

from bot.sources.entry import Hints, RawEntry, RawFeed
from bot.sources.xmlnames import Names

_MAX_ENTRIES = 20_000
_MAX_SITEMAPS = 1_000


def is_sitemap(root: etree._Element) -> bool:
    """Whether the root is one of a sitemap or of an index of sitemaps."""
    return etree.QName(root).localname.lower() in ("urlset", "sitemapindex")


def read_sitemap(root: etree._Element) -> RawFeed:
    """The news of a sitemap; of an index, the addresses of its sitemaps (sitemaps.org; Google's news extension).

    An address without a title is skipped where others have one: a plain sitemap lists every page of a site.
    """
    names = Names()
    if etree.QName(root).localname.lower() == "sitemapindex":
        found = [_fields(child, names).get("loc", "") for child in _elements(root)][:_MAX_SITEMAPS]
        return RawFeed(parser="sitemap", hints=Hints(sitemaps=tuple(address for address in found if address)))
    entries = []
    plain_pages = 0
    title = language = ""
    for page in _elements(root):
        fields = _fields(page, names)
        if not fields.get("title"):
            plain_pages += 1
            continue
        title = title or fields.get("name", "")
        language = language or fields.get("language", "")
        entries.append(
            RawEntry(
                id=fields.get("loc", ""),
                url=fields.get("loc", ""),
                title=fields["title"],
                published=fields.get("publication_date", "") or fields.get("lastmod", ""),
                updated=fields.get("lastmod", ""),
                language=fields.get("language", ""),
            )
        )
        if len(entries) >= _MAX_ENTRIES:
            break
    problems = (f"{plain_pages} addresses without a news title were skipped",) if plain_pages else ()
    return RawFeed(
        parser="sitemap", title=title, language=language, entries=tuple(entries), problems=problems
    )


def _fields(page: etree._Element, names: Names) -> dict[str, str]:
    fields: dict[str, str] = {}
    for element in page.iterdescendants(etree.Element):
        key = names.key(element)
        prefix, _, local = key.rpartition(":")
        # image:title and video:title are captions, not headlines.
        if prefix in ("", "sitemap", "news", "n") and not len(element):
            fields.setdefault(local, (element.text or "").strip())
    return fields


def _elements(root: etree._Element) -> Iterator[etree._Element]:
    for child in root:
        if isinstance(child.tag, str):
            yield child
