"""Numbers with what they count, and results."""

import pytest

from bot.language import words
from bot.language.tokens import cut
from bot.stories.numbers import numbers, scores


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("en", "nine killed and 60 injured", {(9, "dead"), (60, "wounded")}),
        ("en", "twenty-four soldiers", {(24, "soldier")}),
        ("en", "2,000 troops and 3.5 million dollars", {(2000, "soldier"), (3_500_000, "currency")}),
        ("en", "rate held at 27.25%", {(27.25, "percent")}),
        ("en", "opened on 12 March 2024", set()),
        ("fr", "vingt-deux blessés et 30.000 manifestants", {(22, "wounded"), (30_000, "")}),
        ("fr", "56 000 soldats et 12 300 réfugiés", {(56_000, "soldier"), (12_300, "")}),
        ("tr", "yüzde 22 arttı, 30 bin işçi", {(22, "percent"), (30_000, "worker")}),
        ("tr", "on iki asker", {(12, "soldier")}),
        ("ar", "تسعة قتلى و60 جريحا", {(9, "dead"), (60, "wounded")}),
        ("ar", "بنسبة 90 بالمئة", {(90, "percent")}),
        ("ar", "٣١ مفقودين", {(31, "missing")}),
    ],
)
def test_numbers(lang: str, text: str, expected: set[tuple[float, str]]) -> None:
    """Digits, spelt numbers, scales and units of four languages; no dates."""
    found, starts = cut(text, lang)

    assert {(each.value, each.unit) for each in numbers(found, starts, text, lang)} == expected


def test_scores() -> None:
    """A result reads the same from both sides, with any dash; years and ratios are none."""
    assert scores("Porto 1-2 Lyon") == scores("Lyon 2–1 Porto") == ("2-1",)
    assert scores("from 2020-2024, at 10:30, A-29, 12-05-2024") == ()
    assert len(words("2-1")) == 2
