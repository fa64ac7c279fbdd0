"""Precision and recall in words and as a picture."""

import pytest

from bot.alerts.markup import plain_text
from bot.telegram.picture import drawn
from bot.telegram.quality import quality_curves, quality_page
from bot.telegram.words import LANGUAGES, Words
from bot.watch.quality import Quality, Rate, VersionQuality
from tests.storage.builders import NOW

_QUALITY = Quality(
    watchlist="w",
    versions=(
        VersionQuality(version=1, at=NOW, precision=Rate(0, 0), recall=Rate(0, 8), said=Rate(0, 0)),
        VersionQuality(version=2, at=NOW, precision=Rate(7, 8), recall=Rate(7, 8), said=Rate(3, 4)),
    ),
    relevant=5,
    irrelevant=1,
    disputed=0,
    hit_cases=3,
    miss_cases=2,
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_figures_say_how_sure_they_are_and_what_they_are_made_of(language: str) -> None:
    """In every language; few articles are called few."""
    text = plain_text(quality_page(Words(language), _QUALITY, "Forces"))

    assert "⚠️" in text
    assert "👍 3 👎 1" in text or language == "ar"


def test_the_interval_stands_beside_the_share() -> None:
    """7 of 8 may well be half."""
    text = plain_text(quality_page(Words("en"), _QUALITY, "Forces"))

    assert "Precision: 88% (53% to 98%), 7 of 8" in text
    assert "5 articles relevant, 1 not, 0 disputed" in text


def test_the_picture_leaves_out_what_is_unknown() -> None:
    """A version that hit nothing known has no precision; drawn for Arabic readers it runs the other way."""
    picture = quality_curves(Words("ar"), _QUALITY, "قوات")
    assert picture is not None
    (_, precision), (_, recall) = picture.curves

    assert precision[0] is None
    assert recall[0] is not None
    assert recall[0].share == 0
    assert drawn(picture)[:4] == b"\x89PNG"
