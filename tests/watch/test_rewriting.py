"""Edits of files keep what somebody wrote, and what they write can be read again."""

from pathlib import Path

import pytest

from bot.model import Mode
from bot.watch import load_concept, load_watchlist
from bot.watch.rewriting import (
    RewriteError,
    new_watchlist,
    quoted,
    with_case,
    with_mode,
    with_name,
    with_query,
    without_name,
)

PROJECT = Path(__file__).resolve().parents[2]
SHIPPED = sorted((PROJECT / "watchlists").glob("*.yaml"))[:3]
FILE = """\
# What this is for.
id: port-sudan
title: {en: Port Sudan}
query: drones AND "Port Sudan"  # after the first strikes
alert: {min_sources: 2}  # two, as rumours fly
cases:
  hit:
  - title: Drones hit Port Sudan
    lang: en
"""


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_every_other_line_of_a_shipped_file_stays(path: Path) -> None:
    """A query, a mode and cases are changed; taking the lines of the change away leaves the file as it was."""
    source = path.read_text(encoding="utf-8")
    before = load_watchlist(source, path.name)
    assert with_mode(source, before.alert.mode) == source
    grown = with_case(source, hit=False, title='A "quoted" title: #1', lang="en", why="said in chat")
    grown = with_case(grown, hit=True, title="عنوان", lang="ar")
    after = load_watchlist(grown, path.name)
    assert after.cases.miss[:-1] == before.cases.miss
    assert after.cases.miss[-1].title == 'A "quoted" title: #1'
    assert after.cases.hit[:-1] == before.cases.hit
    assert [line for line in grown.splitlines() if line not in source.splitlines()] == [
        line for line in grown.splitlines() if '"A \\"quoted' in line or "title: عنوان" in line
    ]
    changed = with_query(source, "@haftar\nAND drone*")
    assert load_watchlist(changed, path.name).query == "@haftar\nAND drone*"
    kept = changed.replace("query: |\n  @haftar\n  AND drone*\n", "")
    assert set(kept.splitlines()) <= set(source.splitlines())


def test_comments_beside_what_is_changed_stay() -> None:
    """The query's, the mode's, and lists that are not indented."""
    changed = with_query(FILE, "drones")
    assert "query: |  # after the first strikes\n  drones\nalert:" in changed
    again = with_query(changed, "a OR\n\nb")
    assert "query: |  # after the first strikes\n  a OR\n\n  b\nalert:" in again
    assert "alert: {min_sources: 2, mode: shadow}  # two, as rumours fly" in with_mode(FILE, Mode.SHADOW)
    assert load_watchlist(with_mode(FILE, Mode.SHADOW), "x").alert.mode is Mode.SHADOW
    more = with_case(FILE, hit=True, title="Port Sudan: drones")
    assert more.endswith('    lang: en\n  - {title: "Port Sudan: drones"}\n')
    other = with_case(more, hit=False, title="Drones for sale")
    assert len(load_watchlist(other, "x").cases.miss) == 1
    bare = "id: a\ntitle: {en: A}\nquery: b\n"
    assert load_watchlist(with_case(bare, hit=True, title="b"), "x").cases.hit[0].title == "b"
    assert load_watchlist(with_mode(bare, Mode.RETIRED), "x").alert.mode is Mode.RETIRED


def test_a_new_file_is_one_that_can_be_read() -> None:
    """Titles in all languages, a query of several lines, odd characters."""
    source = new_watchlist(
        "drones", {"en": "Drones: all", "ar": "مسيرات"}, "no: 'sport'", "@a\nOR b", mode=Mode.SHADOW
    )
    found = load_watchlist(source, "drones")
    assert (found.title["en"], found.title["ar"]) == ("Drones: all", "مسيرات")
    assert (found.about, found.query, found.alert.mode) == ("no: 'sport'", "@a\nOR b", Mode.SHADOW)


CONCEPT = """\
id: haftar
title: {en: Khalifa Haftar}
type: person
names:
  en: [Haftar, "Hafter",
    Haftar's]
  ar:
    - حفتر
source: hand
"""


def test_names_come_and_go() -> None:
    """In lists of both kinds, in a language that has none yet, under a key that is new."""
    for lang, text in (("en", "Hifter"), ("ar", "هفتر"), ("tr", "Hafter"), ("any", "X: 1")):
        grown = with_name(CONCEPT, "names", lang, text)
        assert (lang, text) in {(entry.lang, entry.text) for entry in load_concept(grown, "x").entries}
        assert (
            load_concept(without_name(grown, lang, text), "x").entries == load_concept(CONCEPT, "x").entries
        )
    assert "acronyms:\n  en: [LNA]\nsource: hand" in with_name(CONCEPT, "acronyms", "en", "LNA")
    flow = "id: a\ntitle: {en: A}\ntype: topic\nnames: {en: [A]}\n"
    assert "names: {en: [A], tr: [B]}" in with_name(flow, "names", "tr", "B")
    for text in ("Haftar", "Hafter", "Haftar's"):
        left = [entry.text for entry in load_concept(without_name(CONCEPT, "en", text), "x").entries]
        assert len(left) == 3
        assert text not in left


def test_what_cannot_be_edited_is_said() -> None:
    """A file in braces, one that is no YAML, a name that is not there."""
    for source in ("{id: a, query: b}", "a: [", "", "- a"):
        with pytest.raises(RewriteError):
            with_query(source, "b")
    with pytest.raises(RewriteError):
        with_query("id: a\n", "b")
    with pytest.raises(RewriteError):
        without_name(CONCEPT, "en", "Nobody")
    assert [quoted(text) for text in ("true", "a: b", "Haftar's", "9th", "-x")] == [
        '"true"',
        '"a: b"',
        "Haftar's",
        '"9th"',
        '"-x"',
    ]
