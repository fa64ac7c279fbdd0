"""Texts in pieces: joined again they are the text, whatever stands in it."""

from pathlib import Path

import pytest

from bot.watch.pieces import Style, cut

ROOT = Path(__file__).parents[2]
SHIPPED = [*sorted((ROOT / "watchlists").glob("*.yaml")), ROOT / "config" / "outlets.yaml"]
SHIPPED += sorted((ROOT / "watchlists" / "concepts").glob("*.yaml"))[::40]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_shipped_file_is_the_sum_of_its_pieces(path: Path) -> None:
    """Not one letter differs, and it was cut."""
    source = path.read_text(encoding="utf-8")
    found = cut(source)
    assert found.text == source
    assert found.style is Style.BLOCK


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("# top\na: 1\n\n# of b\nb:\n  - x   # y\n  # of z\n  - z\n# end\n", ["a", "b", "x", "z"]),
        ("a: {x: 1,\n    y: [2, 3,], }  # c\nb: |\n  # text\n\n  more\n", ["a", "x", "y", "2", "3", "b"]),
        ("a:\n- x\n- {t: 1}\nb: 2", ["a", "x", '{"t": "1"}', "b"]),
        ("- id: o\n  name: O\n  feeds: [{url: u}, {url: v, paused: true}]\n",
         ["id=o", "name", "feeds", "url=u", "url", "url=v", "url", "paused"]),
        ('[{"id": "a", "x": [1]}, {"id": "b"}]', ["id=a", "id", "x", "1", "id=b", "id"]),
        ("a: [x, x]\r\nb: 'it''s, [odd'\r\n", ["a", "x", "x (2)", "b"]),
        ("a: &here [x]\nb: *here\n", None),
        ("a:\n", ["a"]),
        ("just text", []),
        ("- - a\n  - b\n- c\n", ['["a", "b"]', "c"]),
        ("a: {}\nb: []\nc: {x: }\n", ["a", "b", "c", "x"]),
        ("a: 1\n...\n", ["a"]),
    ],
)  # fmt: skip
def test_pieces_are_found_in_every_style(source: str, names: list[str] | None) -> None:
    """By key, address or text."""
    found = cut(source)
    assert found.text == source
    if names is not None:
        assert [piece.name for piece in found.all()][1:] == names
