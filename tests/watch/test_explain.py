"""Explanations in words: what holds and where, what failed, and what came nearest."""

import pytest

from bot.model import Outlet
from bot.watch import Library
from tests.watch.builders import concept, document, index

LIBRARY = Library(
    [
        concept("egypt", names={"en": ["Egypt", "Egyptian"]}, void={"en": ["Egyptian geese"]}),
        concept("syria", names={"en": ["Syria"]}),
        concept("tripoli", names={"en": ["Tripoli"]}, needs=("libya",), unless=("lebanon",)),
        concept("libya", names={"en": ["Libya"]}, parts=("tripoli",)),
        concept("lebanon", names={"en": ["Lebanon"]}),
        concept("armed-forces", words={"en": ["army", "soldier"]}),
    ]
)


@pytest.mark.parametrize(
    ("query", "title", "text"),
    [
        (
            "(@egypt NEAR/6 @armed-forces) AND @syria",
            "Egypt and Syria hold talks on one two three four five roads, soldiers say",
            "@syria is present; no @armed-forces within 6 words of @egypt; nearest: 'soldiers' 11 words away from 'Egypt'",
        ),
        ("army AND navy", "The army moves", "army is present; no navy"),
        (
            "army AND NOT navy",
            "The army and the navy",
            "army is present; excluded by NOT navy: navy: 'navy' in the title",
        ),
        ("text:army", "The army moves", "no army in the body: 'army' is only in the title"),
        ("ATLEAST/3 army", "army or army", "army twice in one field, 3 are needed"),
        (
            "army ONEAR/3 navy",
            "navy and army",
            "no navy within 3 words after army; 'navy' stands only before 'army'",
        ),
        (
            "army NEAR/s navy",
            "The army. The navy.",
            "no navy in one sentence with army; nearest: 'navy' 1 word away from 'army'",
        ),
        (
            "army NEAR/9 army",
            "The army",
            "no army within 9 words of army; they are far apart, in different fields, or the same words",
        ),
        ("lang:ar OR navy", "The army moves in", "lang is en, not ar; no navy"),
        ("kind:state", "The army moves in", "kind is unknown, not state"),
        ("@egypt", "Egyptian geese nest", "no @egypt ('Egyptian' stands only within a void phrase)"),
        (
            "@tripoli",
            "Clashes in Tripoli",
            "no @tripoli ('Tripoli' counts only with another name of @libya in the article)",
        ),
        ("@libya", "Lebanon: clashes in Tripoli", "no @libya ('Tripoli' does not count beside @lebanon)"),
        (
            "@egypt AND ((army AND @syria) OR (navy AND @libya AND @syria) OR (fleet AND @lebanon))",
            "Egypt moves into Syria",
            "@egypt and @syria are present; no army (other ways are further off)",
        ),
        (
            "@syria AND (@libya OR @egypt) AND ((army OR navy) NEAR/3 @lebanon)",
            "Egypt moves a navy into Syria",
            "@syria, 'Egypt' and 'navy' are present; no @lebanon",
        ),
        (
            "a1 OR a2 OR a3 OR a4 OR a5 OR a6 OR a7",
            "x",
            "no (a1 OR a2 OR a3 OR a4 OR a5 OR a6 OR … (1 more))",
        ),
    ],
)
def test_why_not(query: str, title: str, text: str) -> None:
    """A miss says which part failed, what is there all the same, and what came nearest."""
    found = index(query, library=LIBRARY).explain("q0", document(title))

    assert text == found.text
    assert not found.holds
    assert found.spans == ()


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("army", "army: 'army' in the title and 1 more"),
        ("army OR navy", "army: 'army' in the title and 1 more"),
        (
            "(army AND Egypt) OR (army AND Monday)",
            "army: 'army' in the title and 1 more; Egypt: 'Egypt' in the title",
        ),
        (
            "Egypt NEAR/3 army AND NOT navy",
            "'Egypt' and 'army' next to each other in the title; no navy",
        ),
        ("Egypt NEAR/s Monday", "'Egypt' and 'Monday' 3 words away in the title"),
        ("ATLEAST/2 army", "army twice in one field"),
        ("lang:en AND army", "lang is en; army: 'army' in the title and 1 more"),
    ],
)
def test_why(query: str, text: str) -> None:
    """A hit says what was found, and where."""
    found = index(query, library=LIBRARY).explain("q0", document("Egypt army beats army Monday"))

    assert text == found.text
    assert found.holds


def test_steps_go_through_the_query() -> None:
    """Every part of the query has its step, indented by its depth, with its own verdict."""
    found = index("army AND (navy OR NOT text:fleet)").explain("q0", document("The army moves"))

    assert [(step.depth, step.part, step.holds) for step in found.steps] == [
        (0, "(army AND (navy OR NOT text:fleet))", True),
        (1, "army", True),
        (1, "(navy OR NOT text:fleet)", True),
        (2, "navy", False),
        (2, "NOT text:fleet", True),
        (3, "text:fleet", False),
        (4, "fleet", False),
    ]


def test_what_is_nearer_has_more_of_the_query() -> None:
    """A hit is all there; a word in the wrong field counts half; nothing is nothing."""
    made = index("army AND navy", "army AND title:navy", "fleet")
    article = document("The army", text="The navy")
    found = [made.explain(id_, article).nearness for id_ in ("q0", "q1", "q2")]

    assert found == [1.0, 0.75, 0.0]


def test_outlets_are_named() -> None:
    """A property that fails is told with what it is instead."""
    outlet = Outlet(id="anadolu", name="Anadolu", country="TR")
    made = index("outlet:reuters", "country:FR")

    assert made.explain("q0", document("x"), outlet).text == "outlet is anadolu, not reuters"
    assert made.explain("q1", document("x"), outlet).text == "country is TR, not FR"


def test_an_unknown_watchlist_is_a_key_error() -> None:
    """Asking about a watchlist that is not there is a mistake of the caller."""
    with pytest.raises(KeyError):
        index().explain("nothing", document("x"))
