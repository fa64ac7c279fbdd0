"""Twofold words in the sense of their field."""

import pytest

from bot.language import read
from bot.stories.senses import senses
from tests.stories.build import article


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Drone strike kills six in Omdurman", {"airstrike"}),
        ("Airport workers strike over pay", {"walkout"}),
        ("Strike continues for third day", {"airstrike", "walkout"}),
    ],
)
def test_a_strike_is_an_attack_or_a_walkout(title: str, expected: set[str]) -> None:
    """What stands near it tells which; where nothing does, it stays both."""
    words = read(article(title=title, lang="en")).words
    found = {one.id for each in senses(words, "en") for one in each}

    assert found & {"airstrike", "walkout"} == expected


@pytest.mark.parametrize(
    ("lang", "word", "other"),
    [
        ("ar", "أميركية", "king"),
        ("ar", "فندق", "deny"),
        ("en", "authorities", "book"),
        ("en", "Emirates", "king"),
        ("en", "surgery", "rise"),
        ("tr", "kişi", "cut"),
        ("tr", "dönem", "return"),
        ("tr", "yaşandı", "law"),
        ("fr", "pays", "pay"),
        ("fr", "importante", "trade"),
        ("fr", "violences", "abuse"),
    ],
)
def test_a_longer_word_is_not_the_stem_it_begins_with(lang: str, word: str, other: str) -> None:
    """The dictionary's stems end where other words begin."""
    words = read(article(title=f"x {word}", lang=lang)).words

    assert other not in {one.id for each in senses(words, lang) for one in each}
