"""Phases of headlines and round-ups."""

import pytest

from bot.stories.phases import Phase, headline_phase
from bot.stories.roundups import is_roundup


@pytest.mark.parametrize(
    ("lang", "title", "phase"),
    [
        ("en", "Senate to vote on budget", Phase.PLANNED),
        ("en", "Senate passes budget", Phase.DECIDED),
        ("en", "Governors hail budget vote", Phase.REACTION),
        ("en", "Ministry denies budget gap", Phase.DENIED),
        ("en", "Analysis: who wins from the budget", Phase.COMMENT),
        ("en", "Bridge collapses in Genoa", Phase.NONE),
        ("fr", "Le Sénat va examiner le budget", Phase.PLANNED),
        ("fr", "Le Sénat adopte le budget", Phase.DECIDED),
        ("fr", "Les maires dénoncent le budget", Phase.REACTION),
        ("fr", "Bercy dément un trou budgétaire", Phase.DENIED),
        ("tr", "Meclis bütçeyi görüşecek", Phase.PLANNED),
        ("tr", "Bütçe Meclis'te kabul edildi", Phase.DECIDED),
        ("tr", "Muhalefetten bütçeye tepki", Phase.REACTION),
        ("tr", "Bakanlık bütçe açığı iddiasını yalanladı", Phase.DENIED),
        ("ar", "البرلمان سيناقش الموازنة", Phase.PLANNED),
        ("ar", "البرلمان يوافق على الموازنة", Phase.DECIDED),
        ("ar", "المعارضة تندد بالموازنة", Phase.REACTION),
        ("ar", "الوزارة تنفي عجز الموازنة", Phase.DENIED),
        ("ru", "Парламент принял бюджет", Phase.NONE),
    ],
)
def test_headline_phase(lang: str, title: str, phase: Phase) -> None:
    """A headline's words tell its phase."""
    assert headline_phase(title, lang) is phase


@pytest.mark.parametrize(
    ("title", "countries", "expected"),
    [
        ("Morning briefing: what you need today", 0, True),
        ("Election live: results by region", 0, True),
        ("Live blog: election night", 0, True),
        ("The week in pictures", 0, True),
        ("Rates at the central bank + dam talks at the UN in June", 3, True),
        ("Revue de presse du 4 mai", 0, True),
        ("جولة الصحافة: أبرز ما كتب اليوم", 0, True),
        ("Haftanın özeti", 0, True),
        ("Storm hits coast; thousands without power", 1, False),
        ("Live music returns to Beirut", 1, False),
    ],
)
def test_is_roundup(title: str, countries: int, expected: bool) -> None:
    """Live pages and round-ups say so; an ordinary headline does not."""
    assert is_roundup(title, countries) is expected
