"""The wording in four languages."""

from dataclasses import fields
from datetime import UTC, timedelta
from string import Formatter
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from babel import Locale

from bot.alerts.words import LANGUAGES, WORDING, Reader, Wording
from bot.model import Stance, State
from tests.alerts.builders import T0, after


def leaves(value: Any) -> list[str]:
    """All strings in a field."""
    if isinstance(value, str):
        return [value]
    return [leaf for one in (value.values() if hasattr(value, "values") else value) for leaf in leaves(one)]


def names(text: str) -> set[str]:
    """The fields in braces."""
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("field", [field.name for field in fields(Wording)])
def test_nothing_is_missing(language: str, field: str) -> None:
    """Each text is there in each language, with the same fields as the English one."""
    mine, english = getattr(WORDING[language], field), getattr(WORDING["en"], field)
    assert all(leaves(mine))
    if isinstance(mine, str):
        assert names(mine) == names(english)


@pytest.mark.parametrize("language", LANGUAGES)
def test_states_stances_and_plurals_are_complete(language: str) -> None:
    """Every state and stance has its word, and every plural category of the language its form."""
    words = WORDING[language]
    assert set(words.state) == set(words.now) == set(State)
    assert set(words.stance) == set(Stance)
    categories = {Locale.parse(language).plural_form(number) for number in range(1, 1000)}
    assert categories <= set(words.outlets)
    assert categories <= set(words.independent)


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", ["1 outlet", "2 outlets", "7 outlets"]),
        ("ar", ["وسيلة إعلام واحدة", "وسيلتا إعلام", "7 وسائل إعلام"]),
        ("tr", ["1 yayın organı", "2 yayın organı", "7 yayın organı"]),
        ("fr", ["1 média", "2 médias", "7 médias"]),
    ],
)
def test_plurals(language: str, expected: list[str]) -> None:
    """The forms that each language uses."""
    reader = Reader(language, UTC)
    assert [reader.plural(reader.words.outlets, number) for number in (1, 2, 7)] == expected


def test_moments_show_a_date_where_it_is_another_day() -> None:
    """In the reader's zone, not in UTC."""
    reader = Reader("en", ZoneInfo("Europe/Istanbul"))
    assert reader.moment(T0, after(hours=1)) == "14:05"
    assert reader.moment(T0, after(hours=10)) == "Jul 30, 14:05"
    assert reader.moment(T0, after(days=300)) == "Jul 30, 2020, 14:05"
    assert Reader("en", ZoneInfo("America/New_York")).moment(T0, after(hours=10)) == "07:05"


@pytest.mark.parametrize(
    ("delay", "expected"),
    [
        (timedelta(seconds=-30), "within a minute of publication"),
        (timedelta(seconds=59), "within a minute of publication"),
        (timedelta(seconds=119), "1 minute after publication"),
        (timedelta(minutes=119), "119 minutes after publication"),
        (timedelta(hours=47), "47 hours after publication"),
        (timedelta(days=3, hours=5), "3 days after publication"),
        (timedelta(minutes=-5), ""),
    ],
)
def test_delays(delay: timedelta, expected: str) -> None:
    """Never rounded up; a date in the future is no delay."""
    assert Reader("en", UTC).delay(T0, T0 + delay) == expected


def test_languages_have_names() -> None:
    """In the reader's language; an unknown code stands for itself."""
    reader = Reader("tr", UTC)
    assert [reader.language_name(code) for code in ("ar", "pt-BR", "zz", "?")] == [
        "Arapça",
        "Portekizce",
        "zz",
        "?",
    ]


def test_an_unknown_interface_language_reads_english() -> None:
    """Rather than nothing."""
    assert Reader("xx", UTC).words is WORDING["en"]
