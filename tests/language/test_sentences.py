"""Where sentences and paragraphs end."""

import pytest

from bot.language import read
from bot.language.sentences import sentence_spans
from bot.model import Article


def _sentences(text: str, lang: str) -> list[str]:
    return [text[start:end] for start, end, _ in sentence_spans(text, lang)]


@pytest.mark.parametrize(
    ("lang", "text", "count"),
    [
        ("en", "Troops landed. Shelling began.", 2),
        ("en", "It weighs 3.5 tonnes. It flew.", 2),
        ("en", "Mr. Smith met Gen. Jones vs. nobody. They left.", 2),
        ("en", "The U.S. Army moved. The U.N. left.", 2),
        ("en", "It sails for the U.S. The fleet follows.", 2),
        ("en", "J. R. Smith spoke at 5 p.m. on Monday.", 1),
        ("en", "“Leave now!” he said. They did.", 2),
        ("en", "He said: “We left.” Nobody came.", 2),
        ("en", "Who left? Nobody! Really…", 3),
        ("en", "No. 5 of Inc. 500 fell. So?", 2),
        ("en", "Well… he left", 1),
        ("en", "“Why?” asked the man.", 1),
        ("en", "In 2020. Then came rain.", 2),
        ("en", "visit www.example.org now. Thanks.", 2),
        ("en", "St. Petersburg and Lt. Col. Doe, Sept. 11. Done.", 2),
        ("en", "one line\nanother line", 2),
        ("en", "", 0),
        ("en", "   \n \n", 0),
        ("tr", "T.C. Dışişleri Bakanlığı açıkladı. Yanıt yok.", 2),
        ("tr", "Prof. Dr. Kaya, vb. konular. Bitti.", 2),
        ("tr", "2. Ordu ve 20. yüzyıl anlatıldı. Bitti.", 2),
        ("tr", "Olay 2019'da oldu. Ardından sustu.", 2),
        ("tr", "Nerede? Orada!", 2),
        ("tr", "Albay A. Demir geldi. Gitti.", 2),
        ("fr", "M. Dupont et Mme. Durand, le 3 févr. 2020, ont parlé. Fini.", 2),
        ("fr", "Le gén. Martin a dit « oui ». Puis il partit.", 2),
        ("fr", "J.-C. Martin, av. J.-C., etc. sont cités. Fin.", 2),
        ("fr", "Où ? Là ! Bien.", 3),
        ("ar", "وصلت القوات. بدأ القصف.", 2),
        ("ar", "هل وصلت القوات؟ نعم.", 2),
        ("ar", "وصلت القوات؛ ثم بدأ القصف", 2),
        ("ar", "قال د. أحمد إن الوزن 3.5 طن. وانتهى.", 2),
        ("ar", "قال: «انتهى الأمر.» ثم غادر.", 2),
        ("fa", "آمد۔ رفت.", 2),
    ],
)
def test_sentences(lang: str, text: str, count: int) -> None:
    """Stops end sentences; abbreviations, initials, ordinals and decimals do not."""
    assert len(_sentences(text, lang)) == count


def test_sentences_keep_their_quotes() -> None:
    """The closing quote belongs to the sentence that it closes."""
    assert _sentences("He said “go.” They went.", "en") == ["He said “go.”", "They went."]


def test_paragraphs_are_lines_and_never_cross_fields() -> None:
    """Each line is a paragraph; numbers run on through the fields."""
    document = read(
        Article(id="1", title="One.", summary="Two. Three.", text="Four.\n\nFive. Six.", lang="en")
    )
    assert [token.paragraph for token in document.tokens] == [0, 1, 1, 2, 3, 3]
    assert [token.sentence for token in document.tokens] == [0, 1, 2, 3, 4, 5]
