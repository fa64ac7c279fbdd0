"""Consonant skeletons of names."""

import pytest

from bot.stories.skeletons import skeleton


@pytest.mark.parametrize(
    "spellings",
    [
        [("saraqeb", "en"), ("serakib", "tr"), ("سراقب", "ar")],
        [("dbeibah", "en"), ("dbeibeh", "en"), ("dbeiba", "fr"), ("دبيبه", "ar")],
        [("cufra", "tr"), ("jufra", "en"), ("djoufra", "fr"), ("جفره", "ar")],
        [("chahed", "fr"), ("shahed", "en"), ("sahid", "tr"), ("شاهد", "ar")],
    ],
)
def test_spellings_meet(spellings: list[tuple[str, str]]) -> None:
    """One name in its usual spellings has one skeleton."""
    assert len({skeleton(text, lang) for text, lang in spellings}) == 1


def test_other_names_differ() -> None:
    """Different consonants differ."""
    assert skeleton("talca") != skeleton("tolosa")
