"""Consonant skeletons of names, by which one name meets itself in other spellings and in Arabic script.

Saraqeb, Serakib and سراقب are all `srkb`. Rules after the usual romanisations (BGN/PCGN, French, modern Turkish);
built to compare, not to read aloud.
"""

import re
from functools import lru_cache

_LATIN_PAIRS = (
    ("tch", "s"), ("sch", "s"), ("dj", "g"), ("dh", "d"), ("kh", "k"), ("gh", "g"), ("ph", "f"), ("th", "t"),
    ("sh", "s"), ("ck", "k"), ("qu", "k"), ("ou", ""),
)  # fmt: skip
_LATIN = {
    "b": "b", "p": "b", "d": "d", "f": "f", "v": "f", "g": "g", "j": "g", "k": "k", "q": "k", "l": "l", "m": "m",
    "n": "n", "r": "r", "s": "s", "z": "s", "t": "t", "x": "ks",
}  # fmt: skip
_ARABIC = {
    "ب": "b", "پ": "b", "ت": "t", "ث": "t", "ج": "g", "چ": "s", "خ": "k", "د": "d", "ذ": "d", "ر": "r", "ز": "s",
    "س": "s", "ش": "s", "ص": "s", "ض": "d", "ط": "t", "ظ": "s", "غ": "g", "گ": "g", "ف": "f", "ڤ": "f", "ق": "k",
    "ك": "k", "ل": "l", "م": "m", "ن": "n",
}  # fmt: skip
_REPEATED = re.compile(r"(.)\1+")
_SOFT_C = re.compile(r"c(?=[eiy])")
_ARABIC_BLOCK = re.compile(r"[\u0600-\u06ff]")


@lru_cache(maxsize=65_536)
def skeleton(text: str, lang: str = "") -> str:
    """The consonants of a folded word, in one letter per sound; `lang` tells how a Latin c and ch sound."""
    if _ARABIC_BLOCK.search(text):
        return "".join(_ARABIC.get(letter, "") for letter in text)
    # Double letters are one sound, but only where no vowel parts them: Dbeibah keeps both.
    word = _REPEATED.sub(r"\1", text)
    if lang == "tr":
        word = word.replace("c", "j")
    else:
        word = word.replace("ch", "s" if lang == "fr" else "sh")
        word = _SOFT_C.sub("s", word).replace("c", "k")
    for pair, sound in _LATIN_PAIRS:
        word = word.replace(pair, sound)
    return "".join(_LATIN.get(letter, "") for letter in word)
