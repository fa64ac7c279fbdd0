"""YAML 1.2 text as ruamel's nodes, from libyaml's events: twenty times as fast as ruamel by itself.

ruamel stays the judge: what libyaml refuses, and text that the two may read differently, it composes itself, so that
errors have its words and places. What the keys of a file mean is not known here.
"""

import re
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from ruamel.yaml.resolver import implicit_resolvers
from ruamel.yaml.tag import Tag

try:
    from yaml import YAMLError
    from yaml.cyaml import CParser
except ImportError:  # PyYAML is without libyaml where there is no wheel for the machine
    CParser = None

#: A directive may ask for YAML 1.1; line ends that only YAML 1.1 knows; tabs, which libyaml allows in more places.
_DOUBTFUL = re.compile("\\A%|[\t\x85\u2028\u2029]")

_PREFIX = "tag:yaml.org,2002:"
_TEXT, _LIST, _MAPPING = (Tag(suffix=_PREFIX + name) for name in ("str", "seq", "map"))

#: What a plain scalar is by the rules of YAML 1.2 (`no` is text), by its first character.
_RULES: dict[str, list[tuple[Tag, Any]]] = {}
for _versions, _tag, _pattern, _firsts in implicit_resolvers:
    if (1, 2) in _versions:
        for _first in _firsts:
            _RULES.setdefault(_first, []).append((Tag(suffix=_tag), _pattern))


class _UnsureError(Exception):
    """Something that ruamel should judge."""


def compose(source: str) -> Node | None:
    """The root of the only document; None where there is none. Raises ruamel's errors, and RecursionError."""
    if CParser is not None and not _DOUBTFUL.search(source):
        try:
            return _Composer(CParser(source)).document()
        except (YAMLError, UnicodeError, _UnsureError):
            pass  # ruamel says it better, or reads it after all
    root: Node | None = YAML(typ="safe", pure=True).compose(source)
    return root


class _Composer:
    """libyaml's own composer recurses on the C stack, which a thousand brackets would break; this one in Python."""

    def __init__(self, parser: Any) -> None:
        self._next = parser.get_event
        self._anchors: dict[str, Node] = {}

    def document(self) -> Node | None:
        self._next()  # the stream's start
        if _name(self._next()) == "StreamEndEvent":
            return None
        root = self._node(self._next())
        self._next()  # the document's end
        if _name(self._next()) != "StreamEndEvent":
            raise _UnsureError("a second document")
        return root

    def _node(self, event: Any) -> Node:
        name = _name(event)
        anchor = event.anchor
        if name == "AliasEvent":
            if anchor not in self._anchors:
                raise _UnsureError("an alias of nothing")
            return self._anchors[anchor]
        node: Node
        if name == "ScalarEvent":
            node = ScalarNode(
                _scalar_tag(event), event.value, event.start_mark, event.end_mark, style=event.style or None
            )
        else:
            kind, tag = (SequenceNode, _LIST) if name == "SequenceStartEvent" else (MappingNode, _MAPPING)
            own = tag if event.tag in (None, "!") else Tag(suffix=event.tag)
            node = kind(own, [], event.start_mark, None, flow_style=event.flow_style)
        if anchor is not None:
            self._anchors[anchor] = node
        if name == "SequenceStartEvent":
            while _name(event := self._next()) != "SequenceEndEvent":
                node.value.append(self._node(event))
        elif name == "MappingStartEvent":
            while _name(event := self._next()) != "MappingEndEvent":
                node.value.append((self._node(event), self._node(self._next())))
        return node


def _name(event: Any) -> str:
    name: str = event.__class__.__name__
    return name


def _scalar_tag(event: Any) -> Tag:
    if event.tag not in (None, "!"):
        return Tag(suffix=event.tag)
    if not event.implicit[0] or event.tag == "!":  # quoted
        return _TEXT
    value = event.value
    for tag, pattern in _RULES.get(value[:1], ()):
        if pattern.match(value):
            return tag
    return _TEXT
