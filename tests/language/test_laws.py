"""What must hold for any text whatever."""

from hypothesis import example, given

from bot.language import analyses, detect, fold, phrases, read
from bot.language.tokens import _UNIT, cut
from bot.model import Article, Field
from tests.language.texts import lang, text


@given(text)
@example("\u0345")
@example("ΐ\u0345")
@example("ſ\u0323\u0307")
def test_folding_twice_changes_nothing(raw: str) -> None:
    """The folded form is its own folded form."""
    assert fold(fold(raw)) == fold(raw)


@given(text, lang)
def test_every_span_cuts_the_original_text(raw: str, declared: str) -> None:
    """A token is what its span of the original folds to."""
    document = read(Article(id="1", title=raw, text=raw, lang=declared))
    for token in document.tokens:
        assert fold(document.field_text(token.field)[token.start : token.end]) == token.text


@given(text, lang)
def test_tokens_come_in_order_and_never_overlap(raw: str, declared: str) -> None:
    """Within a field every token begins after the one before it ends."""
    document = read(Article(id="1", title=raw, text=raw, lang=declared))
    for before, after in zip(document.tokens, document.tokens[1:], strict=False):
        assert before.field is not after.field or before.end <= after.start


@given(text, lang)
def test_every_token_stands_in_one_sentence(raw: str, declared: str) -> None:
    """Sentences hold all tokens, in order, once, and within their own span."""
    document = read(Article(id="1", title=raw, summary=raw, text=raw, lang=declared))
    held = [at for each in document.sentences for at in range(each.first_token, each.last_token + 1)]
    assert held == list(range(len(document.words))) == list(range(len(document.tokens)))
    for token in document.tokens:
        sentence = document.sentences[token.sentence]
        assert sentence.field is token.field
        assert sentence.start <= token.start < token.end <= sentence.end
        assert sentence.paragraph == token.paragraph


@given(text)
def test_stretches_find_the_words_that_the_rule_finds(raw: str) -> None:
    """Cutting by cached stretches gives what the one rule gives on the whole text."""
    pieces = _UNIT.split(raw)
    starts, at = [], 0
    for number, piece in enumerate(pieces):
        if number % 2:
            starts.append(at)
        at += len(piece)
    words, found = cut(raw)
    assert found == starts
    assert all(unit.startswith(word.surface) for unit, word in zip(pieces[1::2], words, strict=True))


@given(text, lang)
def test_every_token_is_first_of_all_itself(raw: str, code: str) -> None:
    """The first analysis of a token is the token, but for dots, commas and apostrophes inside."""
    for word in cut(raw, code)[0]:
        first, _ = analyses(word, code)[0]
        assert first.replace(".", "").replace("'", "") == "".join(c for c in word.text if c not in ".,'٫٬")


@given(text, lang)
def test_no_text_is_too_odd_for_detection_and_terms(raw: str, code: str) -> None:
    """Language and terms of any text are found without an error."""
    assert isinstance(detect(raw, code), str)
    for phrase in phrases(raw[:20], None, code):
        assert all(word.keys for word in phrase)


def test_fields_come_in_the_order_of_reading() -> None:
    """Tokens run through title, summary and text."""
    document = read(Article(id="1", title="one", summary="two", text="three"))
    assert [(token.text, token.field) for token in document.tokens] == [
        ("one", Field.TITLE),
        ("two", Field.SUMMARY),
        ("three", Field.TEXT),
    ]
