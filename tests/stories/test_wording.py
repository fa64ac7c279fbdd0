"""Sentences as folded words, with the way back."""

from bot.stories.wording import pattern, wording


def test_quotes_the_original() -> None:
    """What is found in the folded words is quoted as it was written."""
    line = wording("L'état-major « dément », dit-on.")
    found = pattern([r"dément"]).search(line.flat)

    assert found is not None
    assert line.cited(*found.span()) == "dément"
    assert line.flat == 'l etat major " dement " , dit on'


def test_patterns_match_whole_words() -> None:
    """A phrase does not match inside a longer word."""
    assert pattern(["deny"]).search(wording("They deny it").flat)
    assert not pattern(["deny"]).search(wording("denying").flat)
    assert not pattern([]).search("")


def test_empty_text() -> None:
    """Nothing is nothing."""
    assert wording("").cited(0, 3) == ""
    assert wording(" … ").flat == "..."
