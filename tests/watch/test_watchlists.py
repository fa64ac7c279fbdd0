"""Watchlist files: what they hold, their problems, and the place of a query's error in its file."""

import pytest

from bot.model import Mode
from bot.watch import DocumentError, QueryError, in_file, load_watchlist, parse, refuse_doubled
from bot.watch.watchlists import NOTIFY

GOOD = """\
id: red-sea-shipping
title: {en: Red Sea shipping, ar: الملاحة}
about: attacks on ships
query: |
  (ship OR tanker)
  AND "Red Sea"
alert:
  notify: [first, confirmed]
  min_sources: 2
  urgent: true
  mode: shadow
cases:
  hit: [{lang: en, title: Tanker hit in the Red Sea, why: plain}]
  miss: [{title: Ship sails, summary: far away, text: in the Atlantic}]
"""


def test_a_file_becomes_a_watchlist() -> None:
    """Every key of the format is read, the query into its tree."""
    watchlist = load_watchlist(GOOD, "red-sea-shipping.yaml")

    assert watchlist.id == "red-sea-shipping"
    assert watchlist.title["ar"] == "الملاحة"
    assert watchlist.tree == parse('(ship OR tanker) AND "Red Sea"')
    assert watchlist.alert.notify == {"first", "confirmed"}
    assert (watchlist.alert.min_sources, watchlist.alert.urgent, watchlist.alert.mode) == (
        2,
        True,
        Mode.SHADOW,
    )
    assert [case.title for case in watchlist.cases.hit] == ["Tanker hit in the Red Sea"]
    assert watchlist.cases.miss[0].text == "in the Atlantic"
    assert watchlist.source == GOOD


def test_what_is_left_out_has_defaults() -> None:
    """Only id, title and query are needed."""
    watchlist = load_watchlist("id: a\ntitle: {en: A}\nquery: x\n", "a.yaml")

    assert watchlist.alert.notify == frozenset(NOTIFY)
    assert (watchlist.alert.min_sources, watchlist.alert.urgent, watchlist.alert.mode) == (
        1,
        False,
        Mode.LIVE,
    )
    assert watchlist.cases.hit == watchlist.cases.miss == ()


def test_all_problems_of_a_file_are_told_at_once() -> None:
    """The query's error stands among the others, at its own line and column of the file."""
    source = (
        "id: a\ntitle: {en: A}\nquery: |\n  (@egypt NEAR/6 @x) AND\n    a b\n"
        "alert: {notify: [first, frst], min_sources: 0, urgent: maybe, mode: on}\n"
        "cases: {hit: [{lang: english, titel: x}, 3]}\n"
    )
    with pytest.raises(DocumentError) as caught:
        load_watchlist(source, "w.yaml")

    assert [
        (problem.line, problem.column, problem.message.split(" ")[0]) for problem in caught.value.problems
    ] == [
        (5, 7, "'b'"),
        (6, 25, "notify"),
        (6, 45, "min_sources"),
        (6, 56, "urgent"),
        (6, 69, "mode"),
        (7, 15, "the"),
        (7, 22, "'english'"),
        (7, 31, "a"),
        (7, 42, "a"),
    ]


@pytest.mark.parametrize(
    ("query", "line", "column"),
    [
        ("query: x AND AND y", 3, 14),
        ("query: 'x AND AND y'", 3, 15),
        ('query: "x AND AND y"', 3, 15),
        ("query: |\n    x AND\n      AND y", 5, 7),
        ("query: |-\n\n  x AND AND y", 5, 9),
        ("query: >\n  x\n  AND AND\n  y", 5, 7),
    ],
)
def test_errors_stand_at_their_place_in_the_file(query: str, line: int, column: int) -> None:
    """However the query is written in YAML, its error points at the text in the file."""
    with pytest.raises(DocumentError) as caught:
        load_watchlist(f"id: a\ntitle: {{en: A}}\n{query}\n", "w.yaml")

    assert [(problem.line, problem.column) for problem in caught.value.problems] == [(line, column)]


def test_an_unknown_concept_is_placed_in_the_file() -> None:
    """What only the index can know is still told with the place in the watchlist's file."""
    watchlist = load_watchlist(GOOD, "w.yaml")

    error = in_file(watchlist, QueryError("there is no concept @x", 2, 5, "Did you mean @y?"))

    assert str(error) == "w.yaml:6:7: there is no concept @x. Did you mean @y?"


def test_doubled_ids_are_refused() -> None:
    """Two files may not give one id."""
    first, second = load_watchlist(GOOD, "a.yaml"), load_watchlist(GOOD, "b.yaml")

    refuse_doubled([first])
    with pytest.raises(DocumentError, match=r"b.yaml:1:1: the id 'red-sea-shipping' is taken in a.yaml"):
        refuse_doubled([first, second])
