"""Documents as `read` makes them."""

from bot.language import fold, read
from bot.model import Article, Field


def test_spans_cut_the_original_text() -> None:
    """Every token's span, folded, is the token."""
    article = Article(
        id="1", title="L’Égypte dément: U.A.E., Mısır'ın ve anti-syrienne", text="وبِمِصْرَ\nthe F‑16"
    )
    document = read(article)
    assert all(fold(document.field_text(t.field)[t.start : t.end]) == t.text for t in document.tokens)
    assert [t.text for t in document.tokens if t.field is Field.TEXT] == ["وبمصر", "the", "f", "16"]


def test_in_capitals_little_words_are_no_acronyms() -> None:
    """A title all in capitals keeps its acronyms, but not WHO, IS or LE."""
    english = read(Article(id="1", title="NATO SAYS WHO IS THERE", text="WHO staff left.", lang="en"))
    flags = {(token.text, token.field): token.acronym for token in english.tokens}
    assert flags["nato", Field.TITLE]
    assert not flags["who", Field.TITLE]
    assert not flags["is", Field.TITLE]
    assert flags["who", Field.TEXT]


def test_the_language_of_an_article_is_found_from_all_its_fields() -> None:
    """A short title is settled by the text below it."""
    assert (
        read(Article(id="1", title="Kaya Demir", text="Bakanlık bu iddiaları yalanladı ve sustu.")).lang
        == "tr"
    )
    assert read(Article(id="1", title="Kaya Demir", lang="fr")).lang == "fr"


def test_a_document_finds_field_and_sentence_of_a_token() -> None:
    """Numbers of tokens lead back to their field and sentence."""
    document = read(Article(id="1", title="One two.", text="Three. Four five."))
    assert [document.field_at(at) for at in range(5)] == [
        Field.TITLE,
        Field.TITLE,
        Field.TEXT,
        Field.TEXT,
        Field.TEXT,
    ]
    assert [document.sentence_at(at) for at in range(5)] == [0, 0, 1, 2, 2]
    assert document.ranges == {Field.TITLE: (0, 2), Field.SUMMARY: (2, 2), Field.TEXT: (2, 5)}


def test_odd_input_is_read_without_an_error() -> None:
    """Lone surrogates, NUL, very long words and nothing at all are texts too."""
    for raw in (
        "",
        "\ud800\udfff",
        "\x00tank\x00",
        "a" * 100_000,
        "'" * 10_000,
        "a'" * 10_000,
        "A." * 10_000,
        "\u0301" * 500,
    ):
        document = read(Article(id="1", title=raw, text=raw))
        assert len(document.tokens) == len(document.words)
