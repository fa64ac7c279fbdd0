"""The built-in dictionary."""

from itertools import pairwise

import pytest

from bot.language import words
from bot.stories.lexicon import meanings_of, pair_meanings


def ids(text: str, lang: str) -> set[str]:
    """Ids of all meanings of the words of a text."""
    found = words(text, lang)
    singles = {meaning.id for word in found for meaning in meanings_of(word, lang)}
    return singles | {m.id for a, b in pairwise(found) for m in pair_meanings(a, b, lang)}


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("en", "Egyptian soldiers killed", {"egypt", "soldier", "dead"}),
        ("ar", "مقتل جنود مصريين", {"egypt", "soldier", "dead"}),
        ("tr", "Mısırlı askerler öldürüldü", {"egypt", "soldier", "dead"}),
        ("fr", "soldats égyptiens tués", {"soldier", "dead"}),
        ("ar", "البنك المركزي", {"central-bank"}),
        ("fr", "un cessez-le-feu", {"ceasefire"}),
        ("tr", "Halep'te ateşkes", {"aleppo", "syria", "ceasefire"}),
    ],
)
def test_one_meaning_in_every_language(lang: str, text: str, expected: set[str]) -> None:
    """Inflected words of a row have its id, cities bring their country."""
    assert expected <= ids(text, lang)


@pytest.mark.parametrize(
    ("lang", "text", "unwanted"),
    [
        ("en", "roast turkey", "turkey"),
        ("tr", "mısır hasadı", "egypt"),
        ("tr", "başarılı oldu", "dead"),
        ("ar", "مصرع عشرة", "egypt"),
        ("ru", "Egypt", "egypt"),
    ],
)
def test_false_friends(lang: str, text: str, unwanted: str) -> None:
    """Names need capitals, "oldu" is not "öldü", and other languages have no rows."""
    assert unwanted not in ids(text, lang)
