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
