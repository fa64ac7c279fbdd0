"""Figures of sentences and articles; the labelled sentences stand in tests/data/figures.tsv."""

import csv

import pytest

from bot.language import read
from bot.model import Bound, Counted, Figure
from bot.stories import claims
from bot.stories.figures import figures
from tests.stories.build import DATA, article

_SIGNS = {
    Bound.EXACT: "",
    Bound.AT_LEAST: "+",
    Bound.MORE_THAN: ">",
    Bound.AT_MOST: "<",
    Bound.ABOUT: "~",
    Bound.ORDER: "*",
}

with (DATA / "figures.tsv").open(encoding="utf-8", newline="") as table:
    CASES = list(csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE))


def written(figure: Figure) -> str:
    """A figure as the cases write it: killed=12+, killed=10-15, troops=100*."""
    upper = f"-{figure.upper}" if figure.upper else ""
    return f"{figure.counted}={figure.value}{upper}{_SIGNS[figure.bound]}"


def test_cases_cover_four_languages_and_as_many_traps() -> None:
    """Every language has sentences with figures, and with numbers that are none."""
    assert {row["lang"] for row in CASES if row["figures"]} == {"en", "ar", "tr", "fr"}
    assert {row["lang"] for row in CASES if not row["figures"]} == {"en", "ar", "tr", "fr"}
    assert len(CASES) >= 200


@pytest.mark.parametrize("row", CASES, ids=[f"{row['lang']}-{n}" for n, row in enumerate(CASES)])
def test_a_labelled_sentence(row: dict[str, str]) -> None:
    """A sentence has the figures of its label and no others."""
    found = figures(read(article(lang=row["lang"], title=row["sentence"])))

    assert {written(each) for each in found} == {part for part in row["figures"].split(",") if part}
    assert all(each.text in row["sentence"] for each in found)


def test_the_headline_goes_before_the_lead() -> None:
    """One figure of each thing: the headline's, then what the lead adds."""
    document = read(
        article(title="Blast kills 12 in Idlib", summary="At least 15 people were killed and 30 injured.")
    )

    assert [written(each) for each in figures(document)] == ["killed=12", "wounded=30"]


def test_who_says_so_is_kept() -> None:
    """The speaker of the sentence is put to its figure."""
    document = read(article(title="Ambush in Sinai", text="Witnesses said that nine soldiers were killed."))

    assert [(each.counted, each.source) for each in figures(document, claims(document))] == [
        (Counted.KILLED, "Witnesses")
    ]


def test_what_is_denied_is_no_figure() -> None:
    """A denial tells no number of its own."""
    document = read(article(title="Egypt denies sending 150 soldiers to Syria"))

    assert figures(document, claims(document)) == ()


def test_a_body_is_read_to_a_limit() -> None:
    """What stands far down is background."""
    document = read(
        article(title="Talks resume", text="They met again today. " * 9 + "In all 40 people were killed.")
    )

    assert figures(document) == ()


def test_other_languages_have_none() -> None:
    """Only four languages are counted in."""
    assert figures(read(article(lang="de", title="12 Menschen getötet, 30 verletzt"))) == ()


def test_a_topic_before_a_colon_tells_nothing() -> None:
    """ "Spain: 51 dead" is not said by Spain; an agency before the colon does say so."""
    topic = read(article(title="Spain: 51 dead in floods", lang="en"))
    agency = read(article(title="Reuters: 51 dead in floods", lang="en"))

    assert [each.source for each in figures(topic, claims(topic))] == [""]
    assert [each.source for each in figures(agency, claims(agency))] == ["Reuters"]
