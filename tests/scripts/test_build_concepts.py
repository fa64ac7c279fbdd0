"""The rules by which concepts of countries are generated."""

import pytest

from scripts.build_concepts import arabic_nisba, turkish_demonym


@pytest.mark.parametrize(
    ("country", "people"),
    [
        ("Norveç", "Norveçli"),
        ("Küba", "Kübalı"),
        ("Peru", "Perulu"),
        ("Gürün", "Gürünlü"),
        ("Kanada", "Kanadalı"),
    ],
)
def test_turkish_demonyms_follow_vowel_harmony(country: str, people: str) -> None:
    """The last vowel decides between lı, li, lu and lü."""
    assert turkish_demonym(country) == people


@pytest.mark.parametrize(
    ("country", "adjective"),
    [("النرويج", "نرويجي"), ("كوبا", "كوبي"), ("ألبانيا", "ألباني"), ("كوريا الجنوبية", "")],
)
def test_arabic_adjectives_lose_the_article_and_the_ending(country: str, adjective: str) -> None:
    """A name of two words has no rule, so it gets no adjective."""
    assert arabic_nisba(country) == adjective
