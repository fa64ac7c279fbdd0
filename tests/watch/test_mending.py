"""What would have caught an article: the smallest edit, tried by the real matcher."""

import pytest

from bot.watch import ConceptType, Library, parse, show
from bot.watch.mending import rewritten, smallest_edit
from bot.watch.repairs import Repair
from tests.watch.builders import concept, document, index

LIBRARY = Library(
    [
        concept("drones", words={"en": ["drone"]}, type_=ConceptType.WEAPON),
        concept("missiles", words={"en": ["missile"]}, type_=ConceptType.WEAPON),
        concept("sudan", names={"en": ["Sudan"]}, type_=ConceptType.COUNTRY),
        concept("libya", names={"en": ["Libya"]}, type_=ConceptType.COUNTRY),
    ]
)


def edit(query: str, title: str) -> Repair | None:
    """The smallest edit by which the query would hold for the title."""
    read = document(title)
    found = index(library=LIBRARY)
    repair = smallest_edit(parse(query), found, read)
    assert found.ids == ()
    return repair


@pytest.mark.parametrize(
    ("query", "title", "expected"),
    [
        ("@drones NEAR/3 @sudan", "Drones of an unknown origin fly over Sudan", "@drones NEAR/6 @sudan"),
        ("@drones AND @sudan", "Missiles hit Sudan", "(@drones OR @missiles) AND @sudan"),
        ("@sudan ONEAR/9 @drones", "Drones over Sudan", "@sudan NEAR/9 @drones"),
        ("ATLEAST/2 @drones AND @sudan", "Drones over Sudan", "@drones AND @sudan"),
        ("@drones AND @sudan", "Cholera in Chad", None),
        ("@drones AND @missiles", "Missiles", None),
        ("@drones AND @sudan", "Drones over Libya", None),
    ],
)
def test_the_smallest_edit_that_would_have_caught_it(query: str, title: str, expected: str | None) -> None:
    """One place is loosened, or has one concept more; nothing where a single edit is not enough."""
    repair = edit(query, title)
    assert (show(repair.tree) if repair is not None else None) == expected


def test_the_lines_of_a_query_stay() -> None:
    """Only the part that is edited changes; parentheses come where it needs them."""
    text = "@drones\n  AND @sudan\n  AND NOT title:football"
    repair = edit(text, "Missiles hit Sudan")
    assert repair is not None
    assert rewritten(text, repair) == text.replace("@drones", "(@drones OR @missiles)")
    twice = "@drones NEAR/2 @sudan OR lead:(@drones NEAR/2 @sudan)"
    found = edit(twice, "Drones from far away over Sudan")
    assert found is not None
    assert parse(rewritten(twice, found)) == found.tree
