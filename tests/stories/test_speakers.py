"""Tests of bot/stories/speakers.py: who is named as speaker, and who is not."""

import pytest

from bot.stories.claims import sentence_claims


@pytest.mark.parametrize(
    ("sentence", "lang", "source"),
    [
        ("The report was denied by the government", "en", "government"),
        ("The raid was later confirmed by Italy", "en", "Italy"),
        ("L'attaque a été confirmée par le ministère de la Défense", "fr", "ministère de la Défense"),
        ("Harbour Post could not verify the claim independently.", "en", ""),
        ("The ministry denied the reports", "en", "ministry"),
    ],
)
def test_the_speaker_is_the_one_who_speaks(sentence: str, lang: str, source: str) -> None:
    """The agent of a passive speaks; what stands before a noun, and an adverb after it, do not."""
    assert sentence_claims(sentence, lang)[0].source == source
