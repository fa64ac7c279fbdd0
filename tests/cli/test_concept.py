"""The draft of a concept: it loads, and says what the library has."""

import pytest

from bot.cli.concept import concept, draft
from bot.watch import load_concept
from tests.watch.shipped import catalogue


def drafted(name: str, lang: str = "en", kind: str = "place") -> str:
    """The draft as one text."""
    return "\n".join(draft(name, lang, kind, catalogue().library))


def test_a_country_comes_with_its_names_in_four_languages() -> None:
    """From CLDR, in whatever language it is asked for."""
    text = drafted("Norvège", "fr")
    made = load_concept(text, "norway.yaml")
    assert (made.id, made.type, set(made.title)) == ("norway", "country", {"en", "ar", "tr", "fr"})
    assert "# The library has it: @norway" in text


def test_a_new_name_makes_a_file_that_loads_and_says_what_it_lacks() -> None:
    """Names keep their capital, common words come under words."""
    text = drafted("Qurayyat Town")
    assert load_concept(text, "x.yaml").entries[0].kind == "name"
    assert "in ar, tr, fr too" in text
    assert load_concept(drafted("lighthouse", kind="topic"), "x.yaml").entries[0].kind == "word"
    assert load_concept(drafted("يسي: كذا", "ar"), "x.yaml").title == {"ar": "يسي: كذا"}


def test_a_spelling_that_the_library_lacks_is_led_to_its_concept() -> None:
    """The author adds a name there instead of making the same thing twice."""
    assert "@saraqeb" in drafted("Saraqueeb")


def test_wrong_arguments_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    """With the remedy."""
    assert concept("Oslo", "en", "town") == 2
    assert concept("…", "en", "place") == 2
    assert "write one of country" in capsys.readouterr().err
