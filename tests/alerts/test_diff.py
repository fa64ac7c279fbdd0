"""A difference of words that people can read."""

from bot.alerts.diff import Mark, Piece, word_diff


def shown(before: str, after: str) -> str:
    """The pieces as plain text with marks."""
    signs = {Mark.SAME: "{}", Mark.GONE: "[-{}-]", Mark.NEW: "[+{}+]"}
    return " ".join(signs[piece.mark].format(piece.text) for piece in word_diff(before, after))


def test_a_changed_word_stands_beside_the_new_one() -> None:
    """Struck, then new, in its sentence."""
    assert (
        shown("Egypt sends 150 soldiers", "Egypt sends 15 soldiers") == "Egypt sends [-150-] [+15+] soldiers"
    )


def test_words_far_from_the_difference_are_left_out() -> None:
    """A few on each side tell where it is."""
    long = "one two three four five six seven eight"
    assert shown(f"{long} 150 {long}", f"{long} 15 {long}") == (
        "… four five six seven eight [-150-] [+15+] one two three four five …"
    )


def test_a_sentence_that_is_gone_is_struck_as_a_whole() -> None:
    """And one without a difference is itself."""
    assert word_diff("It denied this", "") == (Piece(Mark.GONE, "It denied this"),)
    assert word_diff("same", "same") == (Piece(Mark.SAME, "same"),)
