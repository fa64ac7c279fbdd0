"""The fast path: well-formed RSS 0.9x to 2.0, RDF and Atom by strict lxml, agreeing with feedparser or giving up.

Which element means what follows feedparser 6, the reference for feeds as they are; where an entry holds anything
whose reading depends on feedparser's inner state, `UnsureError` hands the whole feed to it.
"""

import re
from dataclasses import dataclass, field
from html import escape
from urllib.parse import urljoin

from lxml import etree

from bot.sources.channel import channel_hints
from bot.sources.entry import RawEntry, RawFeed
from bot.sources.xmlnames import Names

_HTML_TYPES = ("text/html", "application/xhtml+xml", "html", "xhtml")
_PLAIN_TYPES = ("text/plain", "text", "plain")
#: Names that feedparser would act upon inside an element that we do not know.
_TELLING_NAMES = (
    "title link description summary content encoded guid id pubdate published updated date modified "
    "issued created item entry body abstract fullitem"
)
_TELLING = frozenset(_TELLING_NAMES.split())
_SIMPLE = {
    **dict.fromkeys(("pubdate", "published", "issued", "dcterms:issued"), "published"),
    **dict.fromkeys(("updated", "modified", "lastbuilddate", "dc:date", "dcterms:modified"), "updated"),
    **dict.fromkeys(("created", "dcterms:created"), "created"),
    "dc:language": "language",
}
_TITLES = frozenset(("title", "dc:title", "media:title"))
_DESCRIPTIONS = frozenset(("description", "dc:description", "media:description", "abstract"))
_SUMMARIES = frozenset(("summary", "itunes:summary"))
_CONTENTS = frozenset(("content", "content:encoded", "fullitem", "body", "xhtml:body"))
_AUTHORS = frozenset(("author", "dc:creator", "dc:author", "itunes:author"))
_BASED = etree.XPath("boolean(//@xml:base | //@base)")
_STRAY_ENTITY = re.compile(r"&([A-Za-z0-9_]+);")
_MAX_ENTRIES = 20_000


class UnsureError(Exception):
    """The fast path cannot promise to read this as feedparser does; the argument says why."""


class NotAFeedError(Exception):
    """The document is well-formed XML of another kind; the argument is its root."""


def document(utf8: bytes) -> etree._Element:
    """The root of a well-formed document; entities are never expanded, nothing is ever loaded."""
    if b"<!ENTITY" in utf8:
        raise UnsureError("it declares entities")
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(utf8, parser)
    except etree.XMLSyntaxError as error:
        raise UnsureError(f"not well-formed: {error.msg}") from None
    if b"<!DOCTYPE" in utf8 and next(root.iter(etree.Entity), None) is not None:
        raise UnsureError("it uses entities of a document type")
    return root


def read_xml(root: etree._Element, url: str) -> RawFeed:
    """The feed under this root; raises UnsureError or NotAFeedError."""
    names = Names()
    kind = names.key(root).rpartition(":")[2]
    if kind == "channel":
        raise UnsureError("CDF")
    if kind not in ("rss", "rdf", "feed"):
        raise NotAFeedError(kind)
    items = [
        element for element in root.iter("{*}item", "{*}entry") if names.key(element) in ("item", "entry")
    ]
    problems: tuple[str, ...] = ()
    if len(items) > _MAX_ENTRIES:
        problems = (f"only the first {_MAX_ENTRIES} of {len(items)} entries were read",)
        items = items[:_MAX_ENTRIES]
    title, language, hints = channel_hints(root, names)
    reader = _Reader(names, url, bool(_BASED(root)), kind == "feed")
    return RawFeed(
        parser="lxml",
        title=title,
        language=language,
        entries=tuple(reader.entry(item) for item in items),
        hints=hints,
        problems=problems,
    )


@dataclass(slots=True)
class _Draft:
    """An entry while its elements are read; depths say which of two values feedparser would keep."""

    values: dict[str, str] = field(default_factory=dict)
    depths: dict[str, int] = field(default_factory=dict)
    content: list[str] = field(default_factory=list)
    title_depth: int | None = None
    has_content: bool = False
    author: str = ""

    def put(self, name: str, value: str, depth: int) -> None:
        """Keeps the value unless a shallower element has given one."""
        if depth <= self.depths.get(name, depth):
            self.depths[name] = depth
            self.values[name] = value


class _Reader:
    def __init__(self, names: Names, url: str, based: bool, atom: bool) -> None:
        self._names = names
        self._url = url
        self._based = based
        self._atom = atom

    def entry(self, item: etree._Element) -> RawEntry:
        draft = _Draft()
        about = item.get("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about")
        if about:
            draft.values["id"] = about
        self._children(item, draft, 0)
        values = draft.values
        return RawEntry(
            id=values.get("id", ""),
            url=values.get("link", ""),
            title=values.get("title", ""),
            summary=values.get("summary", ""),
            content=max(draft.content, key=len, default=""),
            published=values.get("published", "") or values.get("created", ""),
            updated=values.get("updated", ""),
            author=draft.author or values.get("author name", ""),
            language=values.get("language", "") or item.get("{http://www.w3.org/XML/1998/namespace}lang", ""),
        )

    def _children(self, parent: etree._Element, draft: _Draft, depth: int) -> None:
        for child in parent:
            if isinstance(child.tag, str):
                self._child(child, draft, depth)

    def _child(self, child: etree._Element, draft: _Draft, depth: int) -> None:
        key = self._names.key(child)
        if key in _TITLES:
            self._title(child, key, draft, depth)
        elif key == "link":
            self._link(child, draft)
        elif key in ("guid", "id"):
            self._guid(child, draft, depth)
        elif key in _DESCRIPTIONS or key in _SUMMARIES:
            self._summary(child, draft, depth)
        elif key in _CONTENTS:
            self._content(child, key, draft)
        elif key in _SIMPLE:
            draft.put(_SIMPLE[key], _text(child), depth)
        elif key in _AUTHORS:
            self._author(child, draft)
        elif key in ("media:group", "media:content"):
            self._children(child, draft, depth + 1)
        elif key == "source" or len(child) == 0:
            return
        else:
            self._harmless(child)

    def _harmless(self, element: etree._Element) -> None:
        for inner in element.iterdescendants(etree.Element):
            if self._names.key(inner).rpartition(":")[2] in _TELLING:
                raise UnsureError(f"<{self._names.key(inner)}> inside <{self._names.key(element)}>")

    def _title(self, child: etree._Element, key: str, draft: _Draft, depth: int) -> None:
        if draft.title_depth is not None and draft.title_depth <= depth:
            return
        value = self._markup(child)
        draft.put("title", value, depth)
        if value and key != "media:title":
            draft.title_depth = depth

    def _link(self, child: etree._Element, draft: _Draft) -> None:
        href = child.get("url") or child.get("uri") or child.get("href")
        if not href:
            if "href" in child.attrib:
                return
            value = self._absolute(child, _text(child)).replace("&amp;", "&")
            draft.values["link"] = _STRAY_ENTITY.sub(r"&\1", value)
            return
        relation = child.get("rel", "alternate").lower()
        if relation == "alternate" and child.get("type", "text/html").lower() in _HTML_TYPES:
            draft.values["link"] = self._absolute(child, href)

    def _guid(self, child: etree._Element, draft: _Draft, depth: int) -> None:
        value = _text(child)
        permanent = child.get("isPermaLink", child.get("ispermalink", "true")) == "true"
        if permanent:
            value = self._absolute(child, value)
            draft.values.setdefault("link", value)
        draft.put("id", value, depth)

    def _summary(self, child: etree._Element, draft: _Draft, depth: int) -> None:
        if "summary" in draft.values and not draft.has_content:
            draft.has_content = True
            draft.content.append(self._markup(child))
        else:
            draft.put("summary", self._markup(child), depth)

    def _content(self, child: etree._Element, key: str, draft: _Draft) -> None:
        draft.has_content = draft.has_content or not key.endswith("body")
        kind = child.get("type", "").lower()
        value = self._markup(child)
        draft.content.append(value)
        if not kind or kind in _HTML_TYPES + _PLAIN_TYPES:
            draft.values.setdefault("summary", value)

    def _author(self, child: etree._Element, draft: _Draft) -> None:
        named = [inner for inner in child if isinstance(inner.tag, str) and self._names.key(inner) == "name"]
        if named:
            draft.author = draft.author or (named[0].text or "").strip()
        elif len(child) == 0:
            draft.values.setdefault("author name", (child.text or "").strip())

    def _absolute(self, element: etree._Element, address: str) -> str:
        if not address:
            return ""
        base = self._url
        if self._based:
            for part in reversed([element, *element.iterancestors()]):
                declared = part.get("{http://www.w3.org/XML/1998/namespace}base") or part.get("base")
                if declared:
                    base = _joined(base, declared)
        return _joined(base, address)

    def _markup(self, element: etree._Element) -> str:
        """The content of an element whose text may be markup, escaped or not."""
        kind = element.get("type", "").lower()
        if element.get("mode", "").lower() == "base64" or not _is_text(kind):
            raise UnsureError(f"<{self._names.key(element)}> of type {kind}")
        if len(element) == 0:
            return (element.text or "").strip()
        if self._atom and kind not in ("xhtml", "application/xhtml+xml"):
            raise UnsureError("markup inside an Atom text that is not declared as such")
        parts = [escape(element.text or "", quote=False)]
        parts += [etree.tostring(child, encoding="unicode") for child in element]
        return "".join(parts).strip()


def _joined(base: str, address: str) -> str:
    try:
        return urljoin(base, address.strip())
    except ValueError:
        return ""


def _is_text(kind: str) -> bool:
    return (
        kind in ("", *_HTML_TYPES, *_PLAIN_TYPES)
        or kind.startswith("text/")
        or kind.endswith(("+xml", "/xml"))
    )


def _text(element: etree._Element) -> str:
    if len(element):
        raise UnsureError(f"elements inside <{element.tag}>")
    return (element.text or "").strip()
