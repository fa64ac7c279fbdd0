"""Terms as the word sequences that count as them."""

import pytest

from bot.language import Kind, kind_of, phrases
from tests.language.terms import hits


@pytest.mark.parametrize(
    ("term", "kind"),
    [
        ("Egypt", Kind.NAME),
        ("army", Kind.WORD),
        ("UAE", Kind.ACRONYM),
        ("u.a.e", Kind.WORD),
        ("U.A.E.", Kind.ACRONYM),
        ("UAVs", Kind.ACRONYM),
        ("İdlib", Kind.NAME),
        ("ordu", Kind.WORD),
        ("مصر", Kind.NAME),
        ("المصرية", Kind.NAME),
        ("جيش", Kind.WORD),
        ("", Kind.WORD),
        ("150", Kind.WORD),
    ],
)
def test_kind_of_a_typed_word(term: str, kind: Kind) -> None:
    """Capitals tell what the author means; in Arabic a list of places does."""
    assert kind_of(term) is kind


@pytest.mark.parametrize(
    ("term", "text", "expected"),
    [
        # an article inside a name: any spelling, tied or not, or missing
        ("Deir al-Balah", "Deir el-Balah", True),
        ("Deir al-Balah", "Deir Al Balah", True),
        ("Deir al-Balah", "Deir el Balah", True),
        ("Deir al-Balah", "Deir-al-Balah", True),
        ("Deir al-Balah", "Deir Balah", True),
        ("Deir al-Balah", "Deir al-Balah’s", True),
        ("Deir el Balah", "Deir al-Balah", True),
        ("Bab al-Hawa", "Bab ul-Hawa", True),
        ("Deir ez-Zor", "Deir al-Zor", True),
        ("Deir al-Balah", "Deir in Balah", False),
        ("Deir al-Balah", "Balah", False),
        ("Deir al-Balah", "al-Balah Deir", False),
        # one that opens a name
        ("al-Maliki", "Maliki", True),
        ("al-Maliki", "El-Maliki's", True),
        ("Al-Monitor", "al-Monitor", True),
        ("Al-Monitor", "Monitor", False),
        ("El Salvador", "Salvador", False),
        ("El Salvador", "El Salvador", True),
        # in a name of several words, those without a capital need none
        ("Gulf of Sidra", "GULF OF SIDRA", True),
        ("Gulf of Sidra", "gulf of Sidra", False),
        ("Gulf of Sidra", "Gulf Of Sidra", True),
        # hyphens and spaces are one
        ("cease-fire", "ceasefire", True),
        ("half-track", "half tracks", True),
        ("drone strike", "drone-strikes", True),
    ],
)
def test_names_of_several_words(term: str, text: str, expected: bool) -> None:
    """How phrases bend, and where they break."""
    assert hits(term, text, lang="en") is expected


def test_a_term_without_words_has_no_phrase() -> None:
    """Punctuation alone is no term."""
    assert phrases("— !") == ()
    assert phrases("") == ()


def test_an_exact_phrase_has_one_form() -> None:
    """Exact means exact: no article dropped, no other spacing."""
    assert len(phrases("Deir al-Balah", Kind.EXACT)) == 1
    assert len(phrases("air strike", Kind.EXACT)) == 1


@pytest.mark.parametrize(
    ("term", "text", "expected"),
    [
        ("mayın uzmanı", "Mayın uzmanları geldi", True),
        ("savaş uçağı", "savaş uçaklarının sesi", True),
        ("sahra hastanesi", "sahra hastanelerinde yer yok", True),
        ("savaş uçağı", "savaş uçurtmaları", False),
    ],
)
def test_the_head_of_a_turkish_compound_hits_its_plural(term: str, text: str, expected: bool) -> None:
    """What is typed with its possessive (uzmanı) hits the plural of it (uzmanları), in any case."""
    assert hits(term, text, kind=Kind.WORD, lang="tr") == expected
