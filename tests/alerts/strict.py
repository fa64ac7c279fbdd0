"""A strict reader of Telegram HTML: refuses what Telegram would refuse, and gives text and tags for checks."""

import html
import re
from dataclasses import dataclass

_TOKEN = re.compile(
    r"<(?P<close>/)?(?P<tag>[a-z]+)(?P<attributes>[^<>]*)>|(?P<entity>&(?:lt|gt|amp|quot|#x27|#39);)|(?P<bad>[<>&])"
)
_ATTRIBUTES = {"a": re.compile(r' href="[^"<>]+"'), "blockquote": re.compile(r"( expandable)?")}
_TAGS = {"b", "i", "u", "s", "a", "code", "blockquote"}


@dataclass(frozen=True)
class Parsed:
    """What a reader sees."""

    text: str
    #: Tags with the text inside.
    tags: tuple[tuple[str, str], ...]

    @property
    def units(self) -> int:
        """UTF-16 code units."""
        return len(self.text.encode("utf-16-le")) // 2


def parsed(source: str) -> Parsed:
    """Parse, or fail with what is wrong."""
    text, reached = "", 0
    open_tags: list[tuple[str, int]] = []
    tags: list[tuple[str, str]] = []
    for token in _TOKEN.finditer(source):
        text += source[reached : token.start()]
        reached = token.end()
        assert not token["bad"], f"unescaped {token['bad']} at {token.start()}"
        if token["entity"]:
            text += html.unescape(token["entity"])
        elif token["close"]:
            assert open_tags, f"</{token['tag']}> closes nothing"
            tag, start = open_tags.pop()
            assert tag == token["tag"], f"</{token['tag']}> closes <{tag}>"
            assert not token["attributes"]
            assert text[start:], f"<{tag}> is empty"
            tags.append((tag, text[start:]))
        else:
            tag = token["tag"]
            assert tag in _TAGS, f"unknown tag {tag}"
            assert tag not in [name for name, _ in open_tags], f"<{tag}> in itself"
            attributes = _ATTRIBUTES.get(tag, re.compile(""))
            assert attributes.fullmatch(token["attributes"]), f"attributes{token['attributes']}"
            open_tags.append((tag, len(text)))
    assert not open_tags, f"open: {open_tags}"
    return Parsed(text + source[reached:], tuple(tags))
