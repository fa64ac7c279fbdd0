"""YAML read by libyaml is what ruamel reads: nodes, tags and places."""

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from bot.watch.composer import compose

SHIPPED = sorted((Path(__file__).parents[2] / "watchlists").rglob("*.yaml"))

ODD = (
    "a: &x [1, no, yes, 0o17, 0x1F, 1e3, .5, ~, null, 2020-01-01, <<, =, \"q\", 's', ! t, !!int 3, !foo b]\nb: *x\n",
    "- |\n  a\n  b\n- >\n  a\n  b\n\n  c\n- |-\n    x\n- >+\n  y\n\n",
    "a: 1_000\nb: 012\nc: +1\nd: -.inf\ne: 1:30\nf: TRUE\ng: NULL\n",
    "a: 😀 x\nb: [é, \"ü\\u00e9\", 'it''s\n  folded']\nعربي: {سوريا: مصر}\n",
    "? [a]\n: b\n{? a}",
    "{a: http://x.y/z, b:c}",
    "a: b\r\nc: d\r\n",
    "%YAML 1.1\n---\na: no\n",
    "a:\tb\n- \tc\n",
    "a: 'x\u2028y'\n",
    "a: 1\na: 2\n",
    "--- a\n--- b\n",
    "---\n...\n",
    "# nothing\n",
    "[1, 2",
    "a: b: c",
    "a: *nowhere",
    "a: `b`",
    'a: "\\q"',
    "a\x00",
    "a: \ud800",
)


def flat(node: Any) -> Any:
    """All that the room reads of a node."""
    if node is None:
        return None
    place = node.tag, node.start_mark.line, node.start_mark.column
    if node.id == "scalar":
        return (*place, node.value, node.style)
    return (
        *place,
        [tuple(map(flat, item)) if isinstance(item, tuple) else flat(item) for item in node.value],
    )


def read(by: Any, source: str) -> Any:
    """The nodes, or the error's words."""
    try:
        return flat(by(source))
    except YAMLError as error:
        return type(error), str(error)


def by_ruamel(source: str) -> Any:
    """The judge."""
    return YAML(typ="safe", pure=True).compose(source)


def test_shipped_files() -> None:
    """Every shipped concept and watchlist means the same to both."""
    assert SHIPPED
    for path in SHIPPED:
        source = path.read_text("utf-8")

        assert read(compose, source) == read(by_ruamel, source), path


@pytest.mark.parametrize("source", ODD)
def test_odd_files(source: str) -> None:
    """Odd and broken text, too; errors have ruamel's words and places."""
    assert read(compose, source) == read(by_ruamel, source)


def test_depth() -> None:
    """A wall of brackets is an error of Python's, never the end of the process."""
    with pytest.raises(RecursionError):
        compose("[" * 100_000)
