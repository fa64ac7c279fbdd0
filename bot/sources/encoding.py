"""Which characters the bytes of a feed mean. Bytes that decode as UTF-8 are UTF-8, whatever anybody declares."""

import codecs
import re
from dataclasses import dataclass

#: What outlets of a language used before UTF-8; tried where declarations lie.
_LEGACY = {
    **dict.fromkeys(("ar", "fa", "ur", "ku", "ps"), "cp1256"),
    **dict.fromkeys(("tr", "az"), "cp1254"),
    **dict.fromkeys(("ru", "uk", "bg", "sr", "be"), "cp1251"),
    **dict.fromkeys(("pl", "cs", "hu", "ro", "hr"), "cp1250"),
    "he": "cp1255",
    "el": "cp1253",
}
_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']""")
_META = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?([A-Za-z0-9._:-]{1,40})""", re.IGNORECASE)
#: A feed's or page's own word about its language, which is ASCII in every encoding that matters here.
_LANGUAGE = re.compile(
    rb"""<(?:dc:)?language>\s*([a-z]{2})|\slang\s*=\s*["']?([a-z]{2})|xml:lang\s*=\s*["']([a-z]{2})"""
)
_CHARSET = re.compile(r"""charset\s*=\s*["']?([A-Za-z0-9._:-]{1,40})""", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*?\?>")
#: Controls that XML 1.0 forbids (section 2.2); they are dropped so that one bad byte does not cost a feed.
_FORBIDDEN = bytes(code for code in range(32) if code not in (9, 10, 13))
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """A body as UTF-8 without byte order mark, XML declaration and forbidden controls."""

    utf8: bytes
    encoding: str
    problems: tuple[str, ...] = ()


def decoded(body: bytes, *, content_type: str = "", language: str = "") -> Decoded:
    """The body as clean UTF-8: by mark, as UTF-8, as declared, as the language suggests, else with losses."""
    text_bytes, encoding, told = _as_utf8(body, content_type, language)
    problems = list(told)
    if any(code in text_bytes for code in _FORBIDDEN):
        cleaned = text_bytes.translate(None, _FORBIDDEN)
        problems.append(f"{len(text_bytes) - len(cleaned)} control characters were removed")
        text_bytes = cleaned
    head = text_bytes[:400].decode("utf-8", "ignore")
    declaration = _DECLARATION.match(head)
    if declaration is not None:
        text_bytes = text_bytes[len(declaration[0].encode()) :]
    return Decoded(text_bytes.strip(), encoding, tuple(problems))


def _as_utf8(body: bytes, content_type: str, language: str) -> tuple[bytes, str, tuple[str, ...]]:
    for mark, encoding in _MARKS:
        if body.startswith(mark):
            text = body[len(mark) :] if encoding == "utf-8" else body
            return text.decode(encoding, "replace").encode("utf-8", "replace"), encoding, ()
    declared = _declared(body, content_type)
    if declared is not None and declared.startswith(("utf-16", "utf-32")) and b"\x00" in body[:64]:
        return body.decode(declared, "replace").encode("utf-8", "replace"), declared, ()
    if declared in ("iso2022_jp", "utf-7", "hz") and body.isascii():
        return body.decode(declared, "replace").encode("utf-8", "replace"), declared, ()
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return _not_utf8(body, declared, language)
    if declared not in (None, "utf-8", "ascii") and not body.isascii():
        return body, "utf-8", (f"declared {declared}, but the bytes are UTF-8",)
    return body, "utf-8", ()


def _not_utf8(body: bytes, declared: str | None, language: str) -> tuple[bytes, str, tuple[str, ...]]:
    high = sum(1 for byte in body if byte >= 0x80)
    lossy = body.decode("utf-8", "replace")
    if lossy.count("\ufffd") * 20 <= high:
        return lossy.encode("utf-8"), "utf-8", ("a few bytes are not UTF-8; they were replaced",)
    if declared in ("iso8859-1", "ascii"):
        declared = "cp1252"  # as every browser does (WHATWG Encoding, "latin1" is a label of windows-1252)
    suggested = _LEGACY.get(language or _spoken(body))
    if declared == "cp1252" and suggested not in (None, "cp1252"):
        # Servers add Latin-1 by default; an Arabic or Turkish outlet does not write in it.
        declared, suggested = suggested, declared
    for encoding in (declared, suggested, "cp1252"):
        if encoding is None or encoding == "utf-8":
            continue
        try:
            text = body.decode(encoding)
        except UnicodeDecodeError:
            continue
        told = () if encoding == declared else (f"not UTF-8 as declared; read as {encoding}",)
        return text.encode("utf-8"), encoding, told
    return lossy.encode("utf-8"), "utf-8", ("many bytes could not be decoded; they were replaced",)


def _spoken(body: bytes) -> str:
    match = _LANGUAGE.search(body[:8192])
    return next(group for group in match.groups() if group).decode("ascii") if match else ""


def _declared(body: bytes, content_type: str) -> str | None:
    """The codec that the body or the response names, in Python's spelling; RFC 7303 gives the response precedence."""
    names = _CHARSET.findall(content_type)
    head = body[:1024]
    for pattern in (_DECLARED, _META):
        match = pattern.search(head)
        if match is not None:
            names.insert(0, match[1].decode("ascii"))
            break
    else:
        if body[:2] in (b"<\x00", b"\x00<"):
            names.append("utf-16-le" if body[:1] == b"<" else "utf-16-be")
    for name in names:
        try:
            info = codecs.lookup(name)
        except LookupError:
            continue
        # Codecs such as base64, rot13 or zlib are no character sets, and some are bombs.
        if getattr(info, "_is_text_encoding", False) and info.name not in (
            "idna",
            "punycode",
            "unicode_escape",
        ):
            return info.name
    return None
