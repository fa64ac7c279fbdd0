"""Names spelt alike are offered to authors, over scripts; far ones are not."""

import pytest

from bot.stories.skeletons import skeleton
from bot.watch import Library
from bot.watch.likeness import alike
from tests.watch.builders import concept

LIBRARY = Library(
    [
        concept("saraqeb", names={"en": ["Saraqeb"], "ar": ["سراقب"]}),
        concept("zintan", names={"en": ["Zintan", "al-Zintan"]}),
        concept("jizan", names={"en": ["Jizan"]}),
        concept("dbeibah", names={"en": ["Abdulhamid Dbeibah"]}),
    ]
)


@pytest.mark.parametrize(
    ("name", "lang", "expected"),
    [
        ("Serakib", "tr", ["saraqeb"]),
        ("سراقيب", "ar", ["saraqeb"]),
        ("Zentan", "en", ["zintan"]),
        ("El-Zintan", "tr", ["zintan"]),
        ("Abdelhamid Dbaiba", "fr", ["dbeibah"]),
        # very names and far names
        ("Saraqeb", "en", []),
        ("Ghazni", "en", []),
        ("Oslo", "en", []),
        ("ab", "en", []),
    ],
)
def test_spellings_of_one_name_meet(name: str, lang: str, expected: list[str]) -> None:
    """By their consonants or their letters; a name that the library has needs no suggestion."""
    assert [one.concept.id for one in alike(name, LIBRARY, skeleton, lang)] == expected
