"""A YAML text as plain dicts, lists and strings, whatever its keys mean; and which items of two lists are the same one."""

import json
from typing import TypeAlias

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from bot.watch.sheets import Sheet

#: Scalars are text as YAML reads it, without their types.
Plain: TypeAlias = "str | list[Plain] | dict[str, Plain]"

#: Keys by which an item of a list is known, in this order; others are known by all that they say.
_KNOWN_BY = ("url", "id")


def plain(source: str, path: str = "") -> Plain:
    """What a text says, without comments and styles; raises DocumentError where it is not YAML."""
    sheet = Sheet(source, path)
    sheet.settle()
    return "" if sheet.root is None else of_node(sheet.root)


def of_node(node: Node) -> Plain:
    """What a node says; where it says one collection twice, by an alias, the second is only named."""
    return _of(node, set())


def _of(node: Node, done: set[int]) -> Plain:
    if not isinstance(node, MappingNode | SequenceNode):
        return str(node.value) if isinstance(node, ScalarNode) else ""
    if id(node) in done:  # ten aliases of ten aliases of … would be without end
        return f"*{node.start_mark.line + 1}:{node.start_mark.column + 1}"
    done.add(id(node))
    if isinstance(node, MappingNode):
        return {str(_of(key, done)): _of(value, done) for key, value in node.value}
    return [_of(item, done) for item in node.value]


def known_as(item: Plain) -> str:
    """What tells an item of a list from the others: an address or id, a name's text, or all of it."""
    if isinstance(item, dict):
        for key in _KNOWN_BY:
            if key in item:
                return f"{key}={item[key]}"
        if "text" in item and not {"title", "lang"} & item.keys():  # {text: Tripoli, needs: [libya]}
            return str(item["text"])
    return item if isinstance(item, str) else json.dumps(item, ensure_ascii=False, sort_keys=True)
