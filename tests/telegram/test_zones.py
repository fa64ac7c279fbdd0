"""The chooser of time zones: a guess, regions, cities in the reader's language, buttons that hold no state."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo, available_timezones

import pytest

from bot.telegram.answers import remote_data
from bot.telegram.words import LANGUAGES, Words
from bot.telegram.zones import LIKELY, REGIONS, chosen_zone, city_name, guessed_zone, zone_menu

NOON = datetime(2026, 7, 1, 12, 0, tzinfo=UTC)


def labels(language: str, subject: str = "", current: str = "UTC") -> dict[str, str]:
    """The buttons of a page: data by text."""
    menu = zone_menu(Words(language), current, NOON, prefix="tz", subject=subject)
    return {button.text: button.data for row in menu.buttons for button in row}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_likely_zone_exists_and_every_region_has_cities(language: str) -> None:
    """A zone that the tables of this machine do not know would leave a hole."""
    assert set(LIKELY[language]) <= available_timezones()
    for region in REGIONS:
        assert len(labels(language, f"{region}/page/0")) > 10


def test_cities_have_their_names_in_the_readers_language() -> None:
    """Cairo is القاهرة, Kahire, Le Caire."""
    assert [city_name("Africa/Cairo", language) for language in LANGUAGES] == [
        "Cairo",
        "القاهرة",
        "Kahire",
        "Le Caire",
    ]


def test_the_first_page_guesses_by_language_and_ticks_what_is_set() -> None:
    """The zone in force first, then what readers of the language live by."""
    assert list(labels("tr", current="Asia/Baku"))[:2] == ["✅ Bakü", "İstanbul"]
    assert [guessed_zone(language, "UTC") for language in LANGUAGES] == [
        "UTC",
        "Africa/Cairo",
        "Europe/Istanbul",
        "Europe/Paris",
    ]
    assert guessed_zone("ar", "Asia/Dubai") == "Asia/Dubai"


def test_every_zone_of_every_page_can_be_chosen_and_fits_a_button() -> None:
    """Turning all pages of all regions comes round; Damascus, Tripoli and Istanbul stand in the first region."""
    near: set[str] = set()
    for region in REGIONS:
        subject, seen = f"{region}/page/0", set[str]()
        while subject not in seen:
            seen.add(subject)
            page = labels("en", subject)
            for text, data in page.items():
                assert len(remote_data(data, -1001234567890123).encode()) <= 64
                zone = data.removeprefix("tz:")
                assert (chosen_zone(zone) is None) == (text in ("‹", "›", "‹ All regions") or " / " in text)
                near |= {zone} if region == "near" else set()
            subject = page.get("›", subject).removeprefix("tz:")
    assert {"Asia/Damascus", "Africa/Tripoli", "Europe/Istanbul", "Africa/Cairo"} <= near


@pytest.mark.parametrize(
    "subject", ["all", "nowhere/page/0", "near/page/x", "near/page/99999", "\u202e", "../etc"]
)
def test_a_forged_page_is_a_page(subject: str) -> None:
    """Never a zone, never an error."""
    assert chosen_zone(subject) is None
    assert labels("ar", subject)


def test_the_time_there_is_told() -> None:
    """So that a wrong choice is seen at once."""
    menu = zone_menu(Words("fr"), "Africa/Cairo", NOON, prefix="tz")

    assert f"{NOON.astimezone(ZoneInfo('Africa/Cairo')):%H:%M}" in menu.html
