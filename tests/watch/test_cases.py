"""Cases: what a watchlist must hit and miss, and failures that explain themselves."""

import pytest

from bot.watch import Index, Library, QueryError, Watchlist, load_watchlist, parse, run_cases
from tests.watch.builders import document

SOURCE = """\
id: navy
title: {en: Navy}
query: navy AND NOT title:football
cases:
  hit:
    - {lang: en, title: The navy sails}
    - {lang: en, title: Army moves}
  miss:
    - {lang: en, title: Football, text: The navy team wins}
    - {lang: en, text: "The navy lost at football"}
"""


def watchlist() -> Watchlist:
    """The watchlist of this module."""
    return load_watchlist(SOURCE, "navy.yaml")


def test_failing_cases_are_told_with_the_reason() -> None:
    """Each failure names file, line, what should have been and why it was not."""
    failures = run_cases(watchlist(), Index(Library()))

    assert [str(failure) for failure in failures] == [
        "navy.yaml:7:7: navy must hit 'Army moves': no title:football; no navy".replace(
            "no title:football; ", ""
        ),
        "navy.yaml:10:7: navy must miss 'The navy lost at football': navy: 'navy' in the text; no football in the title",
    ]


def test_running_cases_leaves_the_index_as_it_was() -> None:
    """Neither the watchlist nor anything else stays behind, even when its concepts are unknown."""
    index = Index(Library())
    index.put("other", parse("army"))
    run_cases(watchlist(), index)
    broken = load_watchlist("id: a\ntitle: {en: A}\nquery: '@nowhere'\n", "a.yaml")

    with pytest.raises(QueryError, match="@nowhere"):
        run_cases(broken, index)

    assert index.ids == ("other",)
    assert index.hits(document("The army and the navy")) == ("other",)
