"""Speakers that are concepts, over the shipped library."""

from pathlib import Path

import pytest

from bot.model import Claim, Stance
from bot.runtime.catalogue import Catalogue, compiled, read_sheets
from bot.runtime.speakers import speaker_titles
from tests.alerts.builders import report


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    """The shipped concepts."""
    return compiled(read_sheets(Path(__file__).parents[2] / "watchlists"))


@pytest.mark.parametrize(
    ("name", "lang"), [("Egypt", "en"), ("مصر", "ar"), ("Mısır", "tr"), ("L'Égypte", "fr"), ("Égypte", "fr")]
)
def test_a_country_has_its_name_in_every_language(catalogue: Catalogue, name: str, lang: str) -> None:
    """However the sentence names it."""
    said = report(lang=lang, claims=(Claim(Stance.DENIES, name, "…"),))

    assert speaker_titles([said], catalogue)[name]["tr"] == "Mısır"


@pytest.mark.parametrize(
    "name", ["rebel commander", "Egyptian fishermen", "Turkish foreign ministry", "a source in Egypt"]
)
def test_what_is_no_name_of_one_thing_stays_as_it_was_said(catalogue: Catalogue, name: str) -> None:
    """A speaker that only contains a name, or names one ministry of several, keeps its words."""
    assert speaker_titles([report(claims=(Claim(Stance.CLAIMS, name, "…"),))], catalogue) == {}
