"""Words and their flags."""

import pytest

from bot.language import words
from bot.language.tokens import cut


def _texts(text: str, lang: str = "") -> list[str]:
    return [word.text for word in words(text, lang)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Egypt-backed forces", ["egypt", "backed", "forces"]),
        ("anti-syrienne", ["anti", "syrienne"]),
        ("l'Égypte et d’Alep", ["l", "egypte", "et", "d", "alep"]),
        ("jusqu'à qu’elle", ["jusqu", "a", "qu", "elle"]),
        ("Egypt's army", ["egypt", "army"]),
        ("they’re here", ["they", "here"]),
        ("don't", ["don't"]),
        ("Sana'a", ["sana'a"]),
        ("O'Brien", ["o'brien"]),
        ("al-‘Asal", ["al", "asal"]),
        ("Qurʾan", ["qur'an"]),
        ("U.A.E. and U.S.A", ["u.a.e", "and", "u.s.a"]),
        ("the U.A.E.'s fleet", ["the", "u.a.e.", "fleet"]),
        ("م.ت.ف تعلن", ["م.ت.ف", "تعلن"]),
        ("3.5 and 3,000", ["3.5", "and", "3,000"]),
        ("١٢٫٥", ["12٫5"]),
        ("3,000-year-old", ["3,000", "year", "old"]),
        ("S-400, F‑16", ["s", "400", "f", "16"]),
        ("a_b/c.d e@f", ["a", "b", "c", "d", "e", "f"]),
        ("end.Next", ["end", "next"]),
        ("مِصْرُ، وليبيا؟", ["مصر", "وليبيا"]),
        ("«قوات»", ["قوات"]),
        ("می\u200cخواهم", ["ميخواهم"]),
        ("\u202bمصر\u202c", ["مصر"]),
        ("😀tank🚀", ["tank"]),
        ("", []),
        ("... — !", []),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    """Runs of letters, marks and digits; what joins and what parts them."""
    assert _texts(text) == expected


@pytest.mark.parametrize(
    ("text", "expected", "tail"),
    [
        ("Mısır'ın", "misir", "in"),
        ("Suriye’deki", "suriye", "deki"),
        ("MISIR'DAN", "misir", "dan"),
        ("A.B.D.'nin", "a.b.d.", "nin"),
        ("Muhafızları'ndan", "muhafizlari", "ndan"),
        ("Sana'a'da", "sana'a", "da"),
        ("Kur'an'ın", "kur'an", "in"),
        ("Trablus'takiler", "trablus", "takiler"),
        ("Hudson's", "hudson's", ""),
        ("Da'esh", "da'esh", ""),
    ],
)
def test_turkish_apostrophes(text: str, expected: str, tail: str) -> None:
    """In Turkish a chain of suffixes after the last apostrophe is no part of the word."""
    (word,) = words(text, "tr")
    assert (word.text, word.tail) == (expected, tail)


def test_turkish_apostrophes_elsewhere() -> None:
    """In other languages the same letters are a part of the word."""
    assert [(word.text, word.tail) for word in words("Mısır'ın Egypt's", "en")] == [
        ("misir'in", ""),
        ("egypt", "s"),
    ]


@pytest.mark.parametrize(
    ("text", "capital", "acronym"),
    [
        ("Egypt", True, False),
        ("egypt", False, False),
        ("EGYPT", True, True),
        ("İzmir", True, False),
        ("ılık", False, False),
        ("GNA", True, True),
        ("U.A.E", True, True),
        ("UAVs", True, True),
        ("A", True, False),
        ("Ab", True, False),
        ("iPhone", False, False),
        ("مصر", True, False),
        ("16", True, False),
        ("F16", True, True),
        ("ǅ", True, False),
    ],
)
def test_flags(text: str, capital: bool, acronym: bool) -> None:
    """Capital where the script has them; acronym when all is upper case or dotted."""
    (word,) = words(text)
    assert (word.capital, word.acronym) == (capital, acronym)


def test_starts_are_code_points() -> None:
    """Places count code points, not bytes or UTF-16 units."""
    found, starts = cut("😀 l’été 😀 U.A.E.")
    assert [(word.surface, start) for word, start in zip(found, starts, strict=True)] == [
        ("l", 2),
        ("été", 4),
        ("U.A.E", 10),
    ]
