"""The outlets file in documents and back: what nobody edited stays to the letter."""

import json
from pathlib import Path
from textwrap import indent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.sources.outletfile import assembled, entries
from bot.sources.outlets import load_outlets

SHIPPED = (Path(__file__).parents[2] / "config" / "outlets.yaml").read_text(encoding="utf-8")
FILE = """\
# The file's own words.

# --- Egypt ---

- id: mada   # Cairo
  name: Mada Masr
  feeds:
    - {url: "https://mada.example/feed", language: ar}   # H

# --- Pakistan ---
- id: dawn
  name: Dawn
  # where from
  feeds: [{url: "https://dawn.example/rss"}]

- {id: third, name: Third, feeds: [{url: "https://third.example/rss"}]}   # braces
# The end.
"""
MADA = FILE[FILE.index("- id: mada") : FILE.index("\n# --- Pak")]


BRACKETS = json.dumps(
    [
        {"id": "a", "name": "A", "feeds": [{"url": "https://a.example/"}]},
        {"id": "b", "name": "B", "feeds": [{"url": "https://b.example/"}]},
    ]
)


@pytest.mark.parametrize(
    "source", [SHIPPED, FILE, BRACKETS, indent(FILE, "  "), FILE.replace("---\n-", "---\n\n-")]
)
def test_a_file_is_the_sum_of_its_outlets(source: str) -> None:
    """Each is a file of one outlet by itself, which says the same; together they are the file."""
    found = entries(source)
    assert assembled(source, found) == source
    together = load_outlets(source, "f")
    assert [*found] == [outlet.id for outlet in together]
    assert [load_outlets(body, "f") for body in found.values()] == [(outlet,) for outlet in together]


def test_an_entry_is_its_own_lines() -> None:
    """With the comments in it, without those between."""
    assert entries(FILE)["mada"] == MADA


def test_only_the_lines_of_an_edited_outlet_differ() -> None:
    """Edited, taken away and new: everything else stays."""
    found = entries(FILE)
    edited = found | {"mada": MADA.replace("Mada Masr", "Mada")}
    assert assembled(FILE, edited) == FILE.replace("Mada Masr", "Mada")
    without = {id_: body for id_, body in found.items() if id_ != "mada"}
    assert assembled(FILE, without) == FILE.replace(MADA + "\n", "")
    spaced = FILE.replace("---\n-", "---\n\n-")
    assert assembled(spaced, without) == spaced.replace(MADA, "")
    new = '- id: new\n  name: New\n  feeds:\n    - {url: "https://new.example/rss"}\n'
    grown = assembled(FILE, found | {"new": new})
    assert grown == FILE.replace("# The end.\n", f"\n{new}# The end.\n")
    assert assembled(grown, entries(grown)) == grown
    assert assembled("", {"new": new}) == new


def test_a_file_in_brackets_becomes_lines_where_it_must() -> None:
    """An outlet that was written in lines fits into no list in brackets."""
    source = '[{"id": "a", "name": "A", "feeds": [{"url": "https://a.example/"}]}]'
    (body,) = entries(source).values()
    assert assembled(source, {"a": body.replace('"A"', '"B"')}) == source.replace('"A"', '"B"')
    lines = '- id: b\n  name: B\n  feeds: [{url: "https://b.example/"}]\n'
    assert [outlet.id for outlet in load_outlets(assembled(source, {"a": body, "b": lines}), "f")] == [
        "a",
        "b",
    ]


BETWEEN = st.sampled_from(["", "\n", "# about the next\n", "\n# --- a heading ---\n\n", "\n\n"])
ENTRY = st.sampled_from(
    [
        "- id: {id}\n  name: N\n  feeds:\n    - {{url: 'https://{id}.example/'}}   # H\n",
        "- name: N  # a name first\n  # where from\n  id: {id}\n  feeds: [{{url: 'https://{id}.example/'}}]\n",
        "- {{id: {id}, name: N, feeds: [{{url: 'https://{id}.example/'}}]}}\n",
        "- id: {id}\n  name: N\n  feeds:\n  - url: https://{id}.example/\n    paused: true\n\n  - url: https://{id}.example/2\n",
        "-\n  id: {id}\n  name: N\n  feeds: [{{url: 'https://{id}.example/'}}]\n",
    ]
)


@settings(max_examples=30, deadline=None)
@given(BETWEEN, st.lists(st.tuples(ENTRY, BETWEEN), min_size=1, max_size=5), st.data())
def test_any_file_is_the_sum_of_its_outlets(
    top: str, pieces: list[tuple[str, str]], data: st.DataObject
) -> None:
    """To the letter; and when one is edited, or goes, the others and their comments stay."""
    texts = [entry.format(id=f"o{n}") for n, (entry, _) in enumerate(pieces)]
    source = top + "".join(text + after for text, (_, after) in zip(texts, pieces, strict=True))
    found = entries(source)
    assert [*found] == [f"o{n}" for n in range(len(pieces))]
    assert assembled(source, found) == source
    one = data.draw(st.sampled_from([*found]))
    edited = found | {one: found[one].replace("name: N", "name: M")}
    again = assembled(source, edited)
    assert entries(again) == edited
    assert again.count("name: N") == source.count("name: N") - 1
    without = {id_: body for id_, body in found.items() if id_ != one}
    assert entries(assembled(source, without)) == without
