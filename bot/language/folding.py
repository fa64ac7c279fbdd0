"""The one folded form in which texts and queries meet. Cutting text into words lives in `tokens`."""

import re
import unicodedata
from functools import lru_cache

APOSTROPHES = "'’‘ʼʻʽʾʿʹʺˈˊˋ`´′‛＇"
HYPHENS = "-‐‑‒–—―−﹘﹣－"

#: Letters that no Unicode decomposition brings together, though people type one for the other.
_SAME: dict[str, str] = {
    # Latin: dotless i (Turkish I/İ/ı/i are one) and letters with a stroke or tied together.
    "ı": "i", "ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ŧ": "t", "æ": "ae", "œ": "oe",
    # Arabic, with the codepoints that Persian, Urdu and Kurdish keyboards send.
    "ٱ": "ا", "ٲ": "ا", "ٳ": "ا", "ٵ": "ا",
    "ى": "ي", "ی": "ي", "ے": "ي", "ې": "ي", "ۍ": "ي", "ێ": "ي", "ۑ": "ي", "ٸ": "ي",
    "ة": "ه", "ہ": "ه", "ھ": "ه", "ە": "ه", "ۃ": "ه", "ۀ": "ه", "ۂ": "ه",
    "ک": "ك", "ڪ": "ك", "ګ": "گ", "ں": "ن", "ۆ": "و", "ۇ": "و", "ۈ": "و", "ۋ": "و", "ٶ": "و",
    "ڕ": "ر", "ڵ": "ل",
    # Tatweel stretches a word and says nothing.
    "ـ": "",
}  # fmt: skip


class _Table(dict[int, str | int]):
    """What `str.translate` asks, character by character; an answer is worked out once."""

    def __missing__(self, code: int) -> str | int:
        character = chr(code)
        answer: str | int = _SAME.get(character, code)
        if character in APOSTROPHES:
            answer = "'"
        elif character in HYPHENS:
            answer = "-"
        elif character not in _SAME:
            category = unicodedata.category(character)
            if category == "Cf" or (category in ("Mn", "Me") and _is_dropped_mark(character)):
                answer = ""
            elif category == "Nd":
                answer = str(unicodedata.decimal(character))
        self[code] = answer
        return answer


def _is_dropped_mark(mark: str) -> bool:
    """Accents and vowel points go; vowel signs of Indic scripts (class 0 to 9) are letters in all but name."""
    return (
        unicodedata.combining(mark) >= 10
        or mark == "\N{COMBINING GRAPHEME JOINER}"
        or "\N{VARIATION SELECTOR-1}" <= mark <= "\N{VARIATION SELECTOR-16}"
        or unicodedata.category(mark) == "Me"
    )


_TABLE = _Table()

#: Latin and Arabic letters, digits and signs without marks of their own: each folds by itself, whatever is beside it.
_PLAIN = re.compile(r"[\x00-\x7f\u00c0-\u024f\u060c\u0621-\u063a\u0641-\u064a]+")


class _Letters(dict[int, str]):
    """The folded form of each plain letter, worked out once."""

    def __missing__(self, code: int) -> str:
        answer = self[code] = _fold_fully(chr(code))
        return answer


def fold(text: str) -> str:
    """The form in which two spellings of one word are equal.

    Order: NFKC; lower case; format characters and tatweel dropped, apostrophes and hyphens unified; NFD and
    marks dropped; Arabic letter forms and digits unified; NFC. Folding twice changes nothing. Nothing raises:
    lone surrogates and control characters pass as they are.
    """
    if text.isascii():
        return text.lower().replace("`", "'")
    return text.translate(_LETTERS) if _PLAIN.fullmatch(text) else _fold_fully(text)


def _fold_fully(text: str) -> str:
    while True:
        folded = _fold_once(text)
        if folded == text:
            return folded
        text = folded


def _fold_once(text: str) -> str:
    normal = unicodedata.normalize("NFKC", text)
    lowered = unicodedata.normalize("NFKC", normal.casefold())
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", lowered).translate(_TABLE))


_LETTERS = _Letters()


@lru_cache(maxsize=4096)
def fold_keeping_case(text: str) -> str:
    """As `fold`, but capitals stay: for terms that ask for their exact form."""
    if text.isascii():
        return text.replace("`", "'")
    lower = unicodedata.normalize("NFKC", text)
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", lower).translate(_TABLE))
