"""Feed lists as OPML 2.0, which every feed reader imports and exports. PURE: texts in, outlets out."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from lxml import etree

from bot.model import Feed, Outlet
from bot.sources.entry import is_web_address, tag
from bot.sources.outletedits import slug

_PARSER_OPTIONS = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}


class OpmlError(Exception):
    """The text is no OPML; the argument says why."""


def export_opml(outlets: Sequence[Outlet]) -> str:
    """One outline for each outlet, with its feeds below it."""
    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = "Khabar"
    body = etree.SubElement(root, "body")
    for outlet in outlets:
        group = etree.SubElement(body, "outline", text=outlet.name)
        for feed in outlet.feeds:
            said = {"type": "rss", "text": outlet.name, "xmlUrl": feed.url}
            if language := feed.language or outlet.language:
                said["language"] = language
            etree.SubElement(group, "outline", said)
    written: bytes = etree.tostring(root, pretty_print=True, xml_declaration=True, encoding="utf-8")
    return written.decode()


def import_opml(body: bytes, known: Sequence[Outlet]) -> tuple[Outlet, ...]:
    """The outlets of a list that are not known: feeds of one host are one outlet.

    Raises:
        OpmlError: what is wrong with the text.
    """
    try:
        root = etree.fromstring(body, etree.XMLParser(**_PARSER_OPTIONS))  # type: ignore[arg-type]
    except etree.XMLSyntaxError as error:
        raise OpmlError(f"not well-formed: {error}") from None
    if etree.QName(root).localname.lower() != "opml":
        raise OpmlError(f"the root is <{etree.QName(root).localname}>, not <opml>")
    addresses = {feed.url for outlet in known for feed in outlet.feeds}
    by_host: dict[str, list[tuple[str, Feed]]] = {}
    for outline in root.iter("outline"):
        url = (outline.get("xmlUrl") or "").strip()
        if not is_web_address(url) or url in addresses:
            continue
        addresses.add(url)
        name = " ".join((outline.get("text") or outline.get("title") or "").split())
        feed = Feed(url=url, language=tag(outline.get("language") or "") or None)
        by_host.setdefault(urlsplit(url).netloc.rpartition("@")[2].lower(), []).append((name, feed))
    ids = [outlet.id for outlet in known]
    found = []
    for host, feeds in by_host.items():
        id_ = slug(host.partition(":")[0].removeprefix("www."), ids)
        ids.append(id_)
        name = next((name for name, _ in feeds if name), host)
        found.append(Outlet(id=id_, name=name, feeds=tuple(feed for _, feed in feeds)))
    return tuple(found)
