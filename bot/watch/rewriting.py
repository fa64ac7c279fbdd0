"""Changes to the text of a watchlist's or concept's file that leave every other line as somebody wrote it.

Only the text is changed here: whether the new one can be used is for load_watchlist and load_concept to say.
"""

import json
import re
from collections.abc import Mapping
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from bot.model import Mode

#: Texts that need no quotes wherever they stand.
_PLAIN = re.compile(r"[^\W\d_](?:[\w'’. -]*[\w'’.])?")
_NOT_TEXT = frozenset({"true", "false", "null"})
_BLOCK = frozenset({"|", ">"})


class RewriteError(Exception):
    """A file that is laid out so that only a person can edit it; the argument says what to do."""


def new_watchlist(
    id_: str, title: Mapping[str, str], about: str, query: str, *, mode: Mode = Mode.LIVE
) -> str:
    """The text of a file for a new watchlist."""
    lines = [f"id: {id_}", "title:", *(f"  {lang}: {quoted(text)}" for lang, text in title.items())]
    if about:
        lines.append(f"about: {quoted(about)}")
    lines += [*_query_lines(query), "alert:", f"  mode: {mode}"]
    return "\n".join(lines) + "\n"


def with_query(source: str, query: str) -> str:
    """The file with another query, as a block of lines; a comment beside the old one stays.

    Raises:
        RewriteError: it has no query, or is written in braces.
    """
    key, value = _entry(_root(source), "query")
    if value is None or key is None:
        raise RewriteError("The file has no query; add 'query:' and send the file.")
    lines = source.splitlines()
    first = key.start_mark.line
    if _style(value) in _BLOCK:
        last, rest = _block_end(lines, first, key.start_mark.column), lines[first].partition("#")[2]
    else:
        last = value.end_mark.line
        rest = lines[last][value.end_mark.column :].partition("#")[2]
    head, *body = _query_lines(query)
    fresh = [f"{head}  #{rest}" if rest else head, *body]
    return _joined([*lines[:first], *fresh, *lines[last + 1 :]])


def with_mode(source: str, mode: Mode) -> str:
    """The file with another mode under `alert`.

    Raises:
        RewriteError: it is written in braces.
    """
    _, alert = _entry(_root(source), "alert")
    if alert is None:
        return _before(source, "cases", f"alert:\n  mode: {mode}\n")
    _, value = _entry(alert, "mode")
    if isinstance(value, ScalarNode):
        return _replaced(source, value, str(mode))
    return _with_key(source, alert, f"mode: {mode}")


def with_case(source: str, *, hit: bool, title: str, lang: str = "", text: str = "", why: str = "") -> str:
    """The file with one more case at the end of those that it must hit, or miss.

    Raises:
        RewriteError: it is written in braces.
    """
    said = {"title": quoted(title), "text": quoted(text) if text else "", "why": quoted(why) if why else ""}
    parts = [f"lang: {lang}"] if lang else []
    case = "{" + ", ".join(parts + [f"{key}: {value}" for key, value in said.items() if value]) + "}"
    name = "hit" if hit else "miss"
    _, cases = _entry(_root(source), "cases")
    if cases is None:
        return _joined([*source.splitlines(), "cases:", f"  {name}:", f"    - {case}"])
    _, listed = _entry(cases, name)
    if isinstance(listed, SequenceNode):
        return _with_item(source, listed, case)
    if cases.flow_style:
        return _with_key(source, cases, f"{name}: [{case}]")
    return _with_key(source, cases, f"{name}:\n  - {case}")


def with_name(source: str, key: str, lang: str, text: str) -> str:
    """A concept's file with one more name.

    Args:
        source: the file.
        key: `names`, `words` or `acronyms`.
        lang: the name's language, or `any`.
        text: the name.

    Raises:
        RewriteError: it is written in braces.
    """
    _, listed = _entry(_root(source), key)
    if listed is None:
        return _before(source, "source", f"{key}:\n  {lang}: [{quoted(text)}]\n")
    _, names = _entry(listed, lang)
    if isinstance(names, SequenceNode):
        return _with_item(source, names, quoted(text))
    return _with_key(source, listed, f"{lang}: [{quoted(text)}]")


def without_name(source: str, lang: str, text: str) -> str:
    """A concept's file without a name, under whatever key it stands.

    Raises:
        RewriteError: it has no such name, or is written in braces.
    """
    root = _root(source)
    for key in ("names", "words", "acronyms"):
        _, listed = _entry(root, key)
        _, names = _entry(listed, lang) if isinstance(listed, MappingNode) else (None, None)
        if not isinstance(names, SequenceNode):
            continue
        for number, item in enumerate(names.value):
            if _text(item) == text:
                return _without_item(source, names, number)
    raise RewriteError(f"It has no name {text} in {lang}.")


def quoted(text: str) -> str:
    """A text as a YAML scalar that stands anywhere: plain where that is safe, else as JSON writes it."""
    if _PLAIN.fullmatch(text) and text.lower() not in _NOT_TEXT:
        return text
    return json.dumps(text, ensure_ascii=False)


# --- where things stand -----------------------------------------------------------------------------


def _root(source: str) -> MappingNode:
    try:
        root = YAML(typ="rt", pure=True).compose(source)
    except (YAMLError, RecursionError) as error:
        raise RewriteError("The file is no YAML.") from error
    if not isinstance(root, MappingNode) or root.flow_style:
        raise RewriteError("The file is not written as lines of keys; change it by hand and send it.")
    return root


def _entry(mapping: Any, name: str) -> tuple[ScalarNode | None, Any]:
    """The key and the value; None and None where there is no such key."""
    if isinstance(mapping, MappingNode):
        for key, value in mapping.value:
            if isinstance(key, ScalarNode) and key.value == name:
                return key, value
    return None, None


def _text(item: Node) -> str:
    if isinstance(item, MappingNode):
        item = _entry(item, "text")[1]
    return str(item.value) if isinstance(item, ScalarNode) else ""


def _style(node: Node) -> str:
    return str(node.style or "") if isinstance(node, ScalarNode) else ""


def _block_end(lines: list[str], first: int, column: int) -> int:
    """The last line of what begins in a line at this column and goes on in lines further in."""
    last = first
    for number in range(first + 1, len(lines)):
        line = lines[number]
        if line.strip():
            if len(line) - len(line.lstrip()) <= column:
                break
            last = number
    return last


# --- changing text ----------------------------------------------------------------------------------


def _query_lines(query: str) -> list[str]:
    lines = [line.rstrip() for line in query.strip().splitlines()]
    return ["query: |", *(f"  {line}" if line else "" for line in lines)]


def _joined(lines: list[str]) -> str:
    return "\n".join(lines) + "\n"


def _replaced(source: str, node: Node, text: str) -> str:
    lines = source.splitlines()
    start, end = node.start_mark, node.end_mark
    line = lines[start.line]
    lines[start.line] = line[: start.column] + text + lines[end.line][end.column :]
    return _joined(lines)


def _inserted(source: str, line: int, column: int, text: str) -> str:
    lines = source.splitlines()
    lines[line] = lines[line][:column] + text + lines[line][column:]
    return _joined(lines)


def _before(source: str, key: str, block: str) -> str:
    """The file with a block of lines before a key, or at its end where it has no such key."""
    found, _ = _entry(_root(source), key)
    lines = source.splitlines()
    at = found.start_mark.line if found is not None else len(lines)
    return _joined([*lines[:at], *block.splitlines(), *lines[at:]])


def _with_key(source: str, mapping: Node, written: str) -> str:
    """A mapping with one more key and value at its end."""
    if not isinstance(mapping, MappingNode):
        raise RewriteError("The file is not laid out as expected; change it by hand and send it.")
    if mapping.flow_style:
        joint = ", " if mapping.value else ""
        return _inserted(source, mapping.end_mark.line, mapping.end_mark.column - 1, joint + written)
    lines = source.splitlines()
    last_key = mapping.value[-1][0].start_mark
    # A list may stand no further in than the key it belongs to.
    value = mapping.value[-1][1]
    at = _block_end(lines, last_key.line, last_key.column)
    if isinstance(value, SequenceNode) and not value.flow_style:
        at = max(at, _block_end(lines, value.value[-1].start_mark.line, value.start_mark.column))
    indent = " " * last_key.column
    return _joined([*lines[: at + 1], *(indent + line for line in written.splitlines()), *lines[at + 1 :]])


def _with_item(source: str, listed: SequenceNode, written: str) -> str:
    """A list with one more item at its end."""
    if listed.flow_style:
        line, column = listed.end_mark.line, listed.end_mark.column - 1
        before = source.splitlines()[line][:column].rstrip()
        joint = "" if not listed.value or before.endswith(",") else ", "
        if joint and listed.value[-1].end_mark.line == line:
            column = listed.value[-1].end_mark.column
        return _inserted(source, line, column, joint + written)
    lines = source.splitlines()
    column = listed.start_mark.column
    at = _block_end(lines, listed.value[-1].start_mark.line, column)
    return _joined([*lines[: at + 1], f"{' ' * column}- {written}", *lines[at + 1 :]])


def _without_item(source: str, listed: SequenceNode, number: int) -> str:
    items = listed.value
    lines = source.splitlines()
    if not listed.flow_style:
        first = items[number].start_mark.line
        last = _block_end(lines, first, listed.start_mark.column)
        return _joined([*lines[:first], *lines[last + 1 :]])
    if number + 1 < len(items):
        start, end = items[number].start_mark, items[number + 1].start_mark
    else:
        start = items[number - 1].end_mark if number else items[number].start_mark
        end = items[number].end_mark
    text = lines[start.line][: start.column] + lines[end.line][end.column :]
    return _joined([*lines[: start.line], text, *lines[end.line + 1 :]])
