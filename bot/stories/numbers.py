"""Numbers of an article with what they count; how they weigh lives in `similarity`."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.language import Word, fold
from bot.stories.lexicon import meanings_of
from bot.stories.wording import folded_words

#: Meanings that a number may count; the first one found near it is its unit.
UNITS = frozenset(
    {
        "dead", "wounded", "missing", "arrest", "rescue", "soldier", "mercenary", "militia", "migrant", "passenger",
        "target", "drone", "airforce", "ship", "weapon", "currency", "oil-output", "evacuate", "worker", "child",
        "car", "airstrike", "woman", "house", "museum", "convict", "release", "month", "quake", "hostage",
    }
)  # fmt: skip
#: Units whose numbers contradict each other when they are far apart.
TOLLS = frozenset({"dead", "wounded", "missing"})
#: A number beside a word for a quake is its magnitude, from the smallest that makes news.
MAGNITUDE = "quake"
LEAST_MAGNITUDE = 3.0

_OF_ALL = frozenset(
    {("of", "the"), ("of", "its"), ("sur", "les"), ("parmi", "les"), ("من", "اصل"), ("من", "بين")}
)
_MARKS = frozenset(",;:.،؛")
_HEADS = TOLLS | {
    "arrest", "rescue", "soldier", "mercenary", "militia", "migrant", "passenger", "worker", "child", "woman", "hostage",
}  # fmt: skip

_VALUES = """
en one=1 two=2 three=3 four=4 five=5 six=6 seven=7 eight=8 nine=9 ten=10 eleven=11 twelve=12 thirteen=13 fourteen=14 fifteen=15 sixteen=16 seventeen=17 eighteen=18 nineteen=19 twenty=20 thirty=30 forty=40 fifty=50 sixty=60 seventy=70 eighty=80 ninety=90 hundred=100 dozen=12
fr deux=2 trois=3 quatre=4 cinq=5 six=6 sept=7 huit=8 neuf=9 dix=10 onze=11 douze=12 treize=13 quatorze=14 quinze=15 seize=16 vingt=20 trente=30 quarante=40 cinquante=50 soixante=60 vingtaine=20 trentaine=30 quarantaine=40 cinquantaine=50 soixantaine=60 centaine=100 dizaine=10 douzaine=12 cent=100
tr iki=2 üç=3 dört=4 beş=5 altı=6 yedi=7 sekiz=8 dokuz=9 on=10 yirmi=20 otuz=30 kırk=40 elli=50 altmış=60 yetmiş=70 seksen=80 doksan=90 yüz=100
ar اثنان=2 اثنين=2 ثلاثة=3 ثلاث=3 أربعة=4 أربع=4 خمسة=5 خمس=5 ستة=6 ست=6 سبعة=7 سبع=7 ثمانية=8 ثماني=8 ثمان=8 تسعة=9 تسع=9 عشرة=10 عشرين=20 عشرون=20 ثلاثين=30 ثلاثون=30 أربعين=40 أربعون=40 خمسين=50 خمسون=50 ستين=60 ستون=60 سبعين=70 سبعون=70 ثمانين=80 ثمانون=80 تسعين=90 تسعون=90 مئة=100 مائة=100 مئتين=200 مائتين=200
"""
_SCALES = """
en thousand=1000 million=1000000 millions=1000000 billion=1000000000 bn=1000000000 trillion=1000000000000 k=1000 m=1000000
fr mille=1000 million=1000000 millions=1000000 milliard=1000000000 milliards=1000000000 md=1000000000
tr bin=1000 milyon=1000000 milyar=1000000000 trilyon=1000000000000
ar ألف=1000 آلاف=1000 ألفا=1000 مليون=1000000 ملايين=1000000 مليونا=1000000 مليار=1000000000 مليارات=1000000000 مليارا=1000000000
"""
_PERCENT = folded_words("percent pct percentage yüzde cent بالمئة بالمائة المئة المائة")
_MONTHS = folded_words(
    """january february march april may june july august september october november december jan feb mar apr jun jul aug
    sep sept oct nov dec janvier février mars avril mai juin juillet août septembre octobre novembre décembre
    ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık
    يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر كانون شباط آذار نيسان أيار حزيران تموز آب
    أيلول تشرين""",
)
_GROUPED = re.compile(r"\d{1,3}(?:[.,٫٬]\d{3})+")
_THOUSANDS = re.compile(r"[1-9]\d{0,2}")
_THREE_DIGITS = re.compile(r"\d{3}")
_DIGITS = re.compile(r"\d+(?:[.,٫]\d+)?")
_SCORE = re.compile(r"(?<![\d.,:/-])(\d{1,3}) ?[-–] ?(\d{1,3})(?![\d.,:/%-])")
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_MAX_GOALS = 199


def _table(block: str) -> dict[str, dict[str, float]]:
    rows = (line.split() for line in block.strip().splitlines())
    return {row[0]: {fold(pair.split("=")[0]): float(pair.split("=")[1]) for pair in row[1:]} for row in rows}


_WORDS_OF = _table(_VALUES)
_SCALES_OF = _table(_SCALES)


@dataclass(frozen=True, slots=True)
class Number:
    """A number as an article gives it: `unit` is a meaning, "percent", "score" or empty; `at` is its word's number."""

    value: float
    unit: str
    at: int


def scores(text: str) -> tuple[str, ...]:
    """Results such as 2-1, the higher side first, so that both teams' outlets agree."""
    found: list[str] = []
    for match in _SCORE.finditer(fold(text)):
        sides = sorted((int(match[1]), int(match[2])), reverse=True)
        if sides[0] <= _MAX_GOALS:
            found.append(f"{sides[0]}-{sides[1]}")
    return tuple(found)


def numbers(words: Sequence[Word], starts: Sequence[int], text: str, lang: str) -> tuple[Number, ...]:
    """Every number of one field, spelt out or in digits, without dates."""
    found: list[Number] = []
    at = 0
    #: Words that an earlier number counts are not counted again.
    free_from = 0
    while at < len(words):
        value, used = _value(words, at, lang)
        if value is None:
            at += 1
            continue
        last = at + used - 1
        if not _is_date(words, at, last, value):
            unit, behind = _unit(words, starts, text, at, last, lang, free_from, whole=value == int(value))
            if unit in TOLLS and _is_total(words, at):
                unit = ""
            found.append(Number(value, unit, at))
            free_from = max(behind, last) + 1
        at += used
    return tuple(found)


def _value(words: Sequence[Word], at: int, lang: str) -> tuple[float | None, int]:
    spelt, scales = _WORDS_OF.get(lang, {}), _SCALES_OF.get(lang, {})
    text = words[at].text
    if lang == "ar" and text.startswith("و") and text[1:2].isdigit():
        # "and 60" is written as one word.
        text = text[1:]
    used = 1
    if lang == "fr" and _THOUSANDS.fullmatch(text):
        # French parts thousands by a space: 56 000.
        while at + used < len(words) and _THREE_DIGITS.fullmatch(words[at + used].text):
            text += words[at + used].text
            used += 1
    value: float | None
    if _GROUPED.fullmatch(text):
        value = float(re.sub(r"\D", "", text))
    elif _DIGITS.fullmatch(text):
        value = float(re.sub(r"[,٫]", ".", text))
    else:
        value = spelt.get(text)
        if value is None:
            return None, 1
        if _is_tens(value) and at + 1 < len(words) and 0 < (spelt.get(words[at + 1].text) or 0) < 10:
            value += spelt[words[at + 1].text]
            used += 1
    while at + used < len(words) and (scale := scales.get(words[at + used].text)):
        value *= scale
        used += 1
    return value, used


def _is_tens(value: float) -> bool:
    return 10 <= value < 100 and value % 10 == 0


def _is_date(words: Sequence[Word], first: int, last: int, value: float) -> bool:
    around = {words[n].text for n in (first - 1, last + 1) if 0 <= n < len(words)}
    return bool(around & _MONTHS) or (
        first == last and _FIRST_YEAR <= value <= _LAST_YEAR and len(words[first].text) == 4
    )


def _unit(
    words: Sequence[Word],
    starts: Sequence[int],
    text: str,
    first: int,
    last: int,
    lang: str,
    free_from: int,
    *,
    whole: bool,
) -> tuple[str, int]:
    """What a number counts, and the word that says so (-1 for a sign). A fraction counts no heads."""
    end = starts[last] + len(words[last].surface)
    if text[end : end + 2].strip().startswith(("%", "٪")) or text[
        max(0, starts[first] - 1) : starts[first]
    ] in ("%", "٪"):
        return "percent", -1
    for number in _neighbours(words, starts, text, first, last, free_from):
        if words[number].text in _PERCENT:
            return "percent", number
        for meaning in meanings_of(words[number], lang):
            if meaning.id in UNITS and (whole or meaning.id not in _HEADS):
                return meaning.id, number
    return "", -1


def _neighbours(
    words: Sequence[Word], starts: Sequence[int], text: str, first: int, last: int, free_from: int
) -> Iterator[int]:
    """Up to three words behind a number, then up to two before it; never past another number or a comma."""
    for number in range(last + 1, min(last + 4, len(words))):
        if _DIGITS.fullmatch(words[number].text) or _parted(words, starts, text, number):
            break
        yield number
    for number in range(first - 1, max(first - 3, free_from - 1, -1), -1):
        if _DIGITS.fullmatch(words[number].text) or _parted(words, starts, text, number + 1):
            break
        yield number


def _is_total(words: Sequence[Word], at: int) -> bool:
    """Whether a number is the whole of which others are told: "four of the 25 crew died"."""
    return at > 1 and (words[at - 2].text, words[at - 1].text) in _OF_ALL


def _parted(words: Sequence[Word], starts: Sequence[int], text: str, number: int) -> bool:
    """Whether a mark stands between a word and the one before it."""
    between = text[starts[number - 1] + len(words[number - 1].surface) : starts[number]]
    return any(mark in _MARKS for mark in between)
