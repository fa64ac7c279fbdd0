"""Markup to plain text in linear time, whatever a feed sends. Article pages are read in `text.py`."""

import html
import re
from contextlib import suppress

_BLOCK_NAMES = (
    "address article aside blockquote br caption center dd details div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hr legend li main nav ol option p pre section summary table "
    "tbody td tfoot th thead tr ul"
)
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_INLINE_NAMES = (
    "a abbr acronym applet area audio b base bdi bdo big blink body button canvas cite code col colgroup "
    "command data datalist del dfn dir em embed font frame frameset head html i iframe img input ins kbd "
    "keygen label link map mark marquee math menu meta meter nobr noembed noframes noscript object "
    "optgroup output param picture progress q rp rt ruby s samp script select slot small source span "
    "strike strong style sub sup svg template textarea time title track tt u var video wbr xmp"
)
_INLINE = frozenset(_INLINE_NAMES.split())
#: Script, style and comments go with their content; unclosed, they run to the end (so the scan stays linear).
_SILENT = re.compile(
    r"<!--.*?(?:-->|\Z)|<![a-zA-Z][^<>]{0,500}>|<(?:script|style|applet)\b[^<>]{0,2000}/>"
    r"|<(script|style|applet|template)\b.*?(?:</\1\s*>|\Z)",
    re.IGNORECASE | re.DOTALL,
)
_SILENT_START = re.compile("<(?:!|script|style|applet|template)", re.IGNORECASE)
#: A tag: mostly without quotes (tried first, for speed), else with attributes in quotes, which may hold ">", else
#: up to the first ">". No alternative looks beyond the next "<", so that nothing unclosed makes it scan again.
_TAG = re.compile(
    r"""</?([a-zA-Z][a-zA-Z0-9:]*)"""
    r"""(?:[^<>"']*+>|(?>[^<>"']+|"[^"<]{0,2000}"|'[^'<]{0,2000}')*+>|[^<>]*+>)"""
)
_CDATA = re.compile(r"<!\[CDATA\[|\]\]>")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
#: C0 and C1 controls but tab and newline, lone surrogates, non-characters, and the marks that turn text round:
#: they have no place in a headline and could make an address in an alert read as another.
_UNWANTED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\ufeff"
    "\u202a-\u202e\u2066-\u2069]"
)
#: Windows-1252 code points that are sent as C1 controls (as feedparser mends them).
_CP1252 = {
    code: bytes([code]).decode("cp1252")
    for code in range(0x80, 0xA0)
    if code not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}


def plain(value: str) -> str:
    """The text on one line: tags removed, entities decoded, spaces collapsed, controls dropped."""
    return " ".join(_text(value).split())


def paragraphs(value: str) -> str:
    """The text with a line per block of the markup; newlines of the source are mere spaces if it is markup."""
    if not value:
        return ""
    lines = (" ".join(line.split()) for line in _text(value).split("\n"))
    return "\n".join(line for line in lines if line)


def _text(value: str) -> str:
    if not value:
        return ""
    if "<" in value and _is_markup(value):
        value = _without_tags(value)
    if "&" in value:
        value = html.unescape(value)
        # Entities that were escaped twice ("&amp;#8217;") are common enough to be worth a second look.
        if "&" in value and _ENTITY.search(value):
            value = html.unescape(value)
        if "<" in value and _is_markup(value):
            value = _without_tags(value)
    return value if value.isascii() and value.isprintable() else clean(value)


def clean(value: str) -> str:
    """The text without controls, lone surrogates and direction overrides, and with common mojibake mended."""
    value = value.replace("\r\n", "\n").replace("\r", "\n")
    if not value.isascii():
        value = _mended(value)
    return _UNWANTED.sub("", value)


def _mended(value: str) -> str:
    """UTF-8 that was read as Latin-1 and encoded again is turned back (feedparser does the same)."""
    with suppress(UnicodeError):
        value = value.encode("iso-8859-1").decode("utf-8")
    return value.translate(_CP1252)


def _is_markup(value: str) -> bool:
    for match in _TAG.finditer(value):
        name = match[1].lower()
        if name in _BLOCKS or name in _INLINE:
            return True
    return "<!--" in value or "<![CDATA[" in value


def _without_tags(value: str) -> str:
    if "[CDATA[" in value or "]]>" in value:
        value = _CDATA.sub("", value)
    if _SILENT_START.search(value):
        value = _SILENT.sub(" ", value)
    if "<p" in value or "<div" in value or "<br" in value:
        value = value.replace("\n", " ")
    return _TAG.sub(_spacing, value)


def _spacing(tag: re.Match[str]) -> str:
    return "\n" if tag[1].lower() in _BLOCKS else ""
