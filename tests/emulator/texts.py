"""Telegram's HTML: text with tags becomes plain text with entities, or the error of the Bot API's parser.

Rules and words follow TDLib's parser of July 2026; byte offsets count UTF-8, entity offsets UTF-16. Markdown is not
spoken here: a request that uses it is refused.
"""

import json
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from tests.emulator.cleaning import Entity, cleaned, utf16
from tests.emulator.errors import bad_request
from tests.emulator.parameters import Parameters

KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "pre": "pre",
    "code": "code",
    "blockquote": "blockquote",
    "a": "text_link",
    "tg-emoji": "custom_emoji",
    "tg-time": "date_time",
}
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
ENTITY_LIMIT = 100
REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]{0,7})|#([0-9]{0,8})|([a-zA-Z]+));?")
SPACE = " \t\r\n\0\v"
COMMAND = re.compile(r"(?<![\w/])/[a-zA-Z0-9_]{1,64}(?:@[a-zA-Z0-9_]{3,32})?\b")
LINK = re.compile(r"(?<![\w@])https?://[^\s<>\"']+[^\s<>\"'.,;:!?)]")


@dataclass(slots=True)
class _Open:
    """A start tag that waits for its end."""

    tag: str
    argument: str
    offset: int
    begin: int


def formatted_text(parameters: Parameters, name: str, entities_name: str) -> tuple[str, list[Entity]]:
    """The text of a request and its entities, sorted; raises 400 where Telegram would."""
    source = parameters.text(name)
    mode = parameters.text("parse_mode").lower()
    if len(source.encode()) > 1 << 15:
        raise bad_request("Text is too long")
    if not source or mode in ("", "none"):
        listed = parameters.json(entities_name, "entities")
        text, entities = source, [_checked(entity) for entity in listed or ()]
    elif mode == "html":
        text, entities = parse_html(source)
    else:
        raise bad_request("Unsupported parse_mode")
    text, entities = cleaned(text, entities)
    for entity in entities:
        if entity["type"] == "code":
            entity.pop("language", None)
    entities = [*entities, *found_entities(text, entities)]
    entities.sort(key=lambda entity: (entity["offset"], -entity["length"]))
    return text, entities[:ENTITY_LIMIT]


def parse_html(source: str) -> tuple[str, list[Entity]]:
    """Parse Telegram's HTML.

    Returns the plain text and its entities; raises 400 "can't parse entities: ..." with the parser's reason.
    """
    return _Parser(source).run()


class _Parser:
    """One pass over the source; `position` is the next character to read."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.position = 0
        self.text: list[str] = []
        self.offset = 0
        self.open: list[_Open] = []
        self.entities: list[Entity] = []

    def run(self) -> tuple[str, list[Entity]]:
        while self.position < len(self.source):
            if self.source[self.position] == "<":
                if self.source[self.position + 1 : self.position + 2] == "/":
                    self._end_tag()
                else:
                    self._start_tag()
            else:
                self._put(self._character())
        if self.open:
            raise _unparsable(f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"')
        return "".join(self.text), self.entities

    def _put(self, character: str) -> None:
        self.text.append(character)
        self.offset += 1 + (character > "\uffff")

    def _character(self) -> str:
        """The next character, a reference decoded; what is no reference stands for itself."""
        if self.source[self.position] == "&" and (found := REFERENCE.match(self.source, self.position)):
            decoded = _decode(found)
            if decoded:
                self.position = found.end()
                return decoded
        self.position += 1
        return self.source[self.position - 1]

    def _bytes(self, position: int) -> int:
        return len(self.source[:position].encode())

    def _peek(self) -> str:
        return self.source[self.position : self.position + 1]

    def _skip(self, stop: str) -> str:
        """Read up to one of the characters of `stop` or the end."""
        begin = self.position
        while (character := self._peek()) and character not in stop:
            self.position += 1
        return self.source[begin : self.position]

    def _skip_space(self) -> None:
        while (character := self._peek()) and character in SPACE:
            self.position += 1

    def _start_tag(self) -> None:
        begin = self.position
        self.position += 1
        tag = self._skip(SPACE + ">").lower()
        if not self._peek():
            raise _unparsable(f"Unclosed start tag at byte offset {self._bytes(begin)}")
        if tag not in KINDS:
            raise _unparsable(f'Unsupported start tag "{tag}" at byte offset {self._bytes(begin)}')
        argument = self._attributes(tag, begin)
        if tag == "span" and argument != "spoiler":
            words = f'Tag "span" must have class "tg-spoiler" at byte offset {self._bytes(begin)}'
            raise _unparsable(words)
        self.position += 1
        self.open.append(_Open(tag, argument, self.offset, len(self.text)))

    def _attributes(self, tag: str, begin: int) -> str:
        """Read the attributes up to ">"; returns the one that gives the tag its meaning."""
        argument = ""
        where = f"at byte offset {self._bytes(begin)}"
        while True:
            self._skip_space()
            if self._peek() == ">":
                return argument
            name = self._skip(SPACE + "=>/\"'")
            if not name:
                raise _unparsable(f'Empty attribute name in the tag "{tag}" {where}')
            self._skip_space()
            value = ""
            if self._peek() == "=":
                self.position += 1
                self._skip_space()
                value = self._value()
                if not self._peek():
                    raise _unparsable(f"Unclosed start tag {where}")
            elif not self._peek():
                raise _unparsable(f'Unclosed start tag "{tag}" {where}')
            argument = _meaning(tag, name, value, argument)

    def _value(self) -> str:
        quote = self._peek()
        if quote not in ('"', "'"):
            begin = self.position
            while (character := self._peek()) and (
                (character.isascii() and character.isalnum()) or character in ".-"
            ):
                self.position += 1
            if (character := self._peek()) and character not in SPACE + ">":
                raise _unparsable(f"Unexpected end of name token at byte offset {self._bytes(begin)}")
            return self.source[begin : self.position].lower()
        self.position += 1
        value: list[str] = []
        while (character := self._peek()) and character != quote:
            value.append(self._character())
        self.position += 1
        return "".join(value)

    def _end_tag(self) -> None:
        begin = self.position
        if not self.open:
            raise _unparsable(f"Unexpected end tag at byte offset {self._bytes(begin)}")
        self.position += 2
        tag = self._skip(SPACE + ">").lower()
        self._skip_space()
        if self._peek() != ">":
            raise _unparsable(f"Unclosed end tag at byte offset {self._bytes(begin)}")
        self.position += 1
        start = self.open.pop()
        if tag and tag != start.tag:
            words = f'Unmatched end tag at byte offset {self._bytes(begin)}, expected "</{start.tag}>", found "</{tag}>"'
            raise _unparsable(words)
        if self.offset > start.offset:
            self._close(start)

    def _close(self, start: _Open) -> None:
        entity: Entity = {
            "offset": start.offset,
            "length": self.offset - start.offset,
            "type": KINDS[start.tag],
        }
        last = self.entities[-1] if self.entities else None
        same_place = last is not None and all(last[key] == entity[key] for key in ("offset", "length"))
        if start.tag == "a":
            link(entity, start.argument or "".join(self.text[start.begin :]))
            if not entity.get("type"):
                return
        elif start.tag == "blockquote" and start.argument:
            entity["type"] = "expandable_blockquote"
        elif start.tag == "tg-emoji":
            if not start.argument.isdigit():
                raise _unparsable("Invalid custom emoji identifier specified")
            entity["custom_emoji_id"] = start.argument
        elif start.tag == "tg-time":
            return  # shown as plain text: the emulator knows no formatted dates
        elif start.tag == "pre" and same_place and last and last.get("language"):
            last["type"] = "pre"
            return
        elif start.tag == "code" and start.argument:
            entity["language"] = start.argument
            if same_place and last and last["type"] == "pre":
                last["language"] = start.argument
                return
        self.entities.append(entity)


def link(entity: Entity, url: str) -> None:
    """Complete a text_link or text_mention; a url that Telegram does not accept leaves no entity (type None)."""
    checked = checked_url(url)
    mention = re.fullmatch(r"tg://user\?id=(\d+)", url)
    if mention:
        entity |= {
            "type": "text_mention",
            "user": {"id": int(mention[1]), "is_bot": False, "first_name": "User"},
        }
    elif checked:
        entity["url"] = checked
    else:
        entity["type"] = None


def checked_url(url: str) -> str:
    """The address as Telegram keeps it, or the empty string if it is none."""
    if any(character in SPACE for character in url) or not url:
        return ""
    if url.lower().startswith(("tg://", "ton://", "tg:", "ton:")):
        return url
    complete = url if "://" in url else f"http://{url}"
    try:
        parts = urlsplit(complete)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return ""
    if parts.scheme.lower() not in ("http", "https") or ("." not in host and ":" not in host):
        return ""
    return complete if parts.path or parts.query or parts.fragment else f"{complete}/"


def plain(entities: list[Entity]) -> str:
    """A comparable form of entities."""
    return json.dumps(entities, sort_keys=True)


def _decode(found: re.Match[str]) -> str:
    hexadecimal, decimal, name = found.groups()
    if name is not None:
        return NAMED.get(name, "")
    code = int(hexadecimal or "0", 16) if hexadecimal is not None else int(decimal or "0")
    return chr(code) if 0 < code < 0x10FFFF and len(found[0].rstrip(";")) < 10 else ""


def _meaning(tag: str, name: str, value: str, argument: str) -> str:
    if tag == "blockquote" and name == "expandable":
        return "1"
    if tag == "span" and name == "class" and value.startswith("tg-"):
        return value[3:]
    if tag == "code" and name == "class" and value.startswith("language-"):
        return value[9:]
    if (tag, name) in (("a", "href"), ("tg-emoji", "emoji-id")):
        return value
    return argument


def _unparsable(reason: str) -> Exception:
    return bad_request(f"Can't parse entities: {reason}")


def _checked(entity: object) -> Entity:
    if not isinstance(entity, dict) or not isinstance(entity.get("type"), str):
        raise bad_request("Can't parse MessageEntity: expected an Object")
    if not isinstance(entity.get("offset"), int) or not isinstance(entity.get("length"), int):
        raise bad_request("Can't parse MessageEntity: Can't find field \"offset\"")
    return dict(entity)


def found_entities(text: str, entities: list[Entity]) -> list[Entity]:
    """The entities that Telegram finds by itself: commands and addresses, outside of links and code."""
    taken = [
        range(entity["offset"], entity["offset"] + entity["length"])
        for entity in entities
        if entity["type"] in ("text_link", "text_mention", "code", "pre")
    ]
    found = []
    for kind, pattern in (("bot_command", COMMAND), ("url", LINK)):
        for match in pattern.finditer(text):
            offset = utf16(text[: match.start()])
            if not any(offset in span for span in taken):
                found.append({"offset": offset, "length": utf16(match[0]), "type": kind})
    return found
