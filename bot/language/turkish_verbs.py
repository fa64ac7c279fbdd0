"""Turkish verb forms: which infinitives a word may belong to. Nouns and names live in `turkish`."""

import re
from collections.abc import Iterator
from functools import lru_cache

_PLURAL = "l[ae]r"
_CASE = "(?:y?[iuae]|n[iu]n|[iu]n|[dt][ae]n?|y?l[ae]|n?c[ae])"
_NOUN = f"(?:{_PLURAL})?(?:s?[iu]|[iu]m[iu]z|[iu]n[iu]z|[iu]m|m[iu]z|m|n)?(?:n?{_CASE}|nd[ae]n?)?(?:(?<=[dt][ae]|[iu]n)ki(?:{_PLURAL})?(?:n?{_CASE})?)?(?:[dt][iu]r)?"
_WHO = f"(?:m|n|k|n[iu]z|y?[iu]m|s[iu]n(?:[iu]z)?|y?[iu]z|{_PLURAL})?"
_ALSO = f"(?:y?[dt][iu]|y?m[iu]s|y?s[ae]|[dt][iu]r)?{_WHO}"
_FINITE = (
    f"[dt][iu]{_WHO}|m[iu]s{_WHO}{_ALSO}|[iu]yor{_WHO}{_ALSO}|y?[ae]c[ae][kg]{_WHO}{_ALSO}|[aeiu]?r{_WHO}{_ALSO}|"
    f"m[ae]z{_WHO}{_ALSO}|m[ae]kt[ae]{_ALSO}|m[ae]l[iu]{_ALSO}|s[ae]{_WHO}|s[iu]n(?:{_PLURAL})?"
)
_PARTICIPLE = f"(?:y?[ae]n|[dt][iu][kg]|y?[ae]c[ae][kg]|m[iu]s|m[ae]|m[ae]k|y?[iu]s){_NOUN}"
_CONVERB = (
    "y?[iu]p|y?[ae]r[ae]k|y?[iu]nc[ae]|m[ae]d[ae]n|[dt][iu]kc[ae]|m[ae]ks[iu]z[iu]n|[aeiu]?rken|m[ae]yken"
)
_VOICE = "(?:[iu]?[ln]|[dt][iu]r|t|[iu]s|[iu]r){0,3}"
_NEGATION = "(?:y?[ae])?(?:m[aeiu](?=y|d|m|s|z|k))?(?:y?[ae]bil)?"
_ENDING = re.compile(f"{_VOICE}{_NEGATION}(?:{_FINITE}|{_PARTICIPLE}|{_CONVERB})")
_SHORT_STEMS = frozenset(
    {"al", "at", "et", "in", "it", "ol", "uc", "ac", "ur", "an", "as", "ed", "er", "iz", "ov"}
)
_LONGEST_ENDING = 22
_SHORTEST = 3


def verb_stems(text: str) -> Iterator[str]:
    """Infinitives, folded, that the word may be a form of, passives and causatives taken back to their verb."""
    for at in range(max(2, len(text) - _LONGEST_ENDING), len(text)):
        rest = text[at:]
        if not _is_ending(rest):
            continue
        stem = text[:at]
        if at < _SHORTEST and stem not in _SHORT_STEMS:
            continue
        yield from _infinitives(stem)
        if stem[-1] == "d":
            # git-, et- and their kin soften before a vowel.
            yield from _infinitives(stem[:-1] + "t")
        if rest.startswith(("iyor", "uyor")):
            # -yor raises the last vowel: başla-, başlıyor.
            yield from _infinitives(stem + "a")
            yield from _infinitives(stem + "e")


@lru_cache(maxsize=65_536)
def _is_ending(rest: str) -> bool:
    return bool(_ENDING.fullmatch(rest))


def _infinitives(stem: str) -> tuple[str, ...]:
    last = next((letter for letter in reversed(stem) if letter in "aeiou"), "a")
    if last == "a":
        return (stem + "mak",)
    if last == "e":
        return (stem + "mek",)
    return (stem + "mak", stem + "mek")
