"""How the coverage of a story reads in four languages."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.alerts.coverage import render_coverage
from bot.alerts.words import LANGUAGES
from bot.model import Outlet, OutletKind
from bot.stories.coverage import Carrier, Coverage, Habit, Silent
from tests.alerts.builders import T0, after
from tests.alerts.strict import parsed
from tests.alerts.test_render import shown

ANADOLU = Outlet(id="anadolu", name="Anadolu", country="TR", kind=OutletKind.STATE, camp="turkey")
UFUQ = Outlet(id="ufuq", name="الأفق", country="QA", kind=OutletKind.INDEPENDENT)
TRT = Outlet(id="trt", name="TRT", country="TR", kind=OutletKind.STATE, camp="turkey")
SANA = Outlet(id="sana", name="SANA", country="SY", kind=OutletKind.STATE, camp="damascus")
MADA = Outlet(id="mada", name="Mada Masr", country="EG")

TITLES = {
    "egypt": {"en": "Egypt", "ar": "مصر", "tr": "Mısır", "fr": "Égypte"},
    "syria": {"en": "Syria", "ar": "سوريا", "tr": "Suriye", "fr": "Syrie"},
}

TOLD = Coverage(
    story="s",
    subjects=("egypt", "syria"),
    carriers=(
        Carrier(ANADOLU, T0),
        Carrier(UFUQ, after(minutes=4)),
        Carrier(TRT, after(minutes=9)),
    ),
    silent=(Silent(SANA, 11, 12, Habit.NEARLY_ALWAYS, False), Silent(MADA, 8, 12, Habit.USUALLY, True)),
    compared=12,
    first_seen_at=T0,
    early=True,
    titles=TITLES,
)


def rendered(what: Coverage, language: str = "en") -> str:
    """At a quarter past, in UTC."""
    return shown(
        render_coverage(
            what,
            language=language,
            timezone="UTC",
            now=after(minutes=15),
            title="Egypt sends troops",
            url="https://aa.example/1",
        )
    )


def test_a_coverage() -> None:
    """Who tells it by kind and country, who does not, and how far that may be believed."""
    assert rendered(TOLD) == (
        '📡 <b>Who tells it</b> · <a href="https://aa.example/1">Egypt sends troops</a>\n'
        "<b>3 outlets</b> since 11:05\n\n"
        "<b>State media</b>: Anadolu (Türkiye), TRT (Türkiye)\n"
        "<b>Independent</b>: ⟨الأفق⟩ (Qatar)\n"
        "By country: Türkiye 2, Qatar 1\n\n"
        "🤫 <b>Silent so far</b> (measured by 12 earlier stories about Egypt, Syria)\n"
        "SANA (Syria): nearly always tells such stories (11 of 12)\n"
        "Mada Masr (Egypt): usually tells such stories (8 of 12); its feed cannot be read at present, so this says "
        "nothing\n\n"
        "The story is younger than six hours: some are only slow.\n"
        "An estimate from the last 30 days, not a proof of intent."
    )


HEADS = {
    "en": "🤫 <b>Silent so far</b> (measured by 12 earlier stories about Egypt, Syria)",
    "ar": "‹R›🤫 <b>لم يوردوه حتى الآن</b> (قياسًا على 12 خبرًا سابقًا عن مصر، سوريا)",
    "tr": "🤫 <b>Şimdiye kadar yazmayanlar</b> (Mısır, Suriye hakkında daha önceki 12 habere göre)",
    "fr": "🤫 <b>Silencieux jusqu’ici</b> (d’après 12 sujets antérieurs sur Égypte, Syrie)",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language(language: str) -> None:
    """The measure in its words; every Arabic line runs from the right."""
    text = rendered(TOLD, language)

    assert HEADS[language] in text.split("\n")
    if language == "ar":
        assert all(line.startswith("‹R›") for line in text.split("\n") if line)


def test_nobody_is_silent() -> None:
    """Told apart: nobody is, or too little is known to say so."""
    assert "None of those who usually" in rendered(replace(TOLD, silent=()))
    assert "too few earlier stories" in rendered(replace(TOLD, silent=(), compared=3))


def test_a_camp_counts_where_there_are_several() -> None:
    """By the name of its concept where it has one, else by its own."""
    both = replace(TOLD, carriers=(*TOLD.carriers, Carrier(SANA, T0 + timedelta(hours=1))))

    assert "By camp: turkey 2, damascus 1" in rendered(both)


def test_a_hundred_outlets_fit() -> None:
    """Names that find no room are counted."""
    many = [replace(SANA, id=str(number), name="كلمة " * 40) for number in range(100)]
    full = replace(
        TOLD,
        carriers=tuple(Carrier(outlet, T0) for outlet in many),
        silent=tuple(Silent(outlet, 9, 9, Habit.USUALLY, True) for outlet in many),
    )
    for language in LANGUAGES:
        message = render_coverage(full, language=language, timezone="UTC", now=T0)
        assert parsed(message.html).units <= 4096
        assert "90" in message.html
