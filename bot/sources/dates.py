"""Dates as feeds write them: RFC 822 in its wild forms, ISO 8601, and months in five languages.

Reads text only; whether a moment is plausible is decided in `entry.py`.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

from bot.model import Precision


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time (UTC) and how exactly it was written."""

    at: datetime
    precision: Precision = "time"


_MONTHS = (
    "jan january janvier janv ocak oca januar enero ene gennaio janeiro يناير جانفي كانون_الثاني كانون_ثاني",
    "feb february fevrier fevr fev subat sub februar febrero febbraio fevereiro فبراير فيفري شباط",
    "mar march mars mart marz maerz marzo marco مارس اذار",
    "apr april avril avr nisan nis abril abr aprile ابريل افريل نيسان",
    "may mai mayis mayo maggio maio مايو ماي ايار",
    "jun june juin haziran haz juni junio giugno junho يونيو يونيه جوان حزيران",
    "jul july juillet juil temmuz tem juli julio luglio julho يوليو يوليه جويليه تموز",
    "aug august aout agustos agu agosto اغسطس اوت اب",
    "sep sept september septembre eylul eyl septiembre settembre setembro سبتمبر ايلول",
    "oct october octobre ekim eki okt oktober octubre ottobre outubro اكتوبر تشرين_الاول تشرين_اول",
    "nov november novembre kasim kas noviembre novembro نوفمبر تشرين_الثاني تشرين_ثاني",
    "dec december decembre aralik ara dez dezember diciembre dicembre dezembro ديسمبر كانون_الاول كانون_اول",
)
_MONTH = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}

#: Hours east of UTC. The first five lines are feedparser's; "ast" is Atlantic there, and so it is here.
_ZONES: dict[str, float] = {
    **dict.fromkeys(("ut", "utc", "gmt", "z", "wet"), 0),
    "adt": -3,
    "ast": -4,
    "at": -4,
    "edt": -4,
    "est": -5,
    "et": -5,
    "cdt": -5,
    "cst": -6,
    "ct": -6,
    "mdt": -6,
    "mst": -7,
    "mt": -7,
    "pdt": -7,
    "pst": -8,
    "pt": -8,
    "a": -1,
    "n": 1,
    "m": -12,
    "y": 12,
    "met": 1,
    "mest": 2,
    "cet": 1,
    "cest": 2,
    "mez": 1,
    "mesz": 2,
    "bst": 1,
    "west": 1,
    "wat": 1,
    "eet": 2,
    "eest": 3,
    "cat": 2,
    "sast": 2,
    "idt": 3,
    "eat": 3,
    "trt": 3,
    "tsi": 3,
    "msk": 3,
    "irst": 3.5,
    "gst": 4,
    "pkt": 5,
    "ist": 5.5,
    "hkt": 8,
    "sgt": 8,
    "jst": 9,
    "kst": 9,
    "aest": 10,
    "aedt": 11,
    "nzst": 12,
}

_COMMON = re.compile(
    r"(?:[a-z]{3},? +)?(\d{1,2}) (jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* (\d{4}) "
    r"(\d\d):(\d\d)(?::(\d\d))? *(gmt|utc|z|[+-]\d{4})?"
)
_ISO = re.compile(
    r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?"
    r"(?:(?:[t,]\s*|\s+)(?:at\s+)?(\d{1,2})(?::(\d{2})(?::(\d{1,2})(?:[.,]\d*)?)?)?)?\s*(.*)"
)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:[t ]?(\d{2}):?(\d{2})(?::?(\d{2})(?:\.\d+)?)?)?\s*(.*)")
_NUMERIC = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})(?!\d)(.*)")
_CLOCK = re.compile(
    r"(?<!\d)(\d{1,2})(?:[:.h](\d{2})(?::(\d{1,2}))?(?:[.,]\d+)?|h)(?![\d:])\s*(am|pm|a\.m\.|p\.m\.|[صم](?!\w))?"
)
_OFFSET = re.compile(r"(?:(?:gmt|utc|ut|etc/gmt)\s*)?([+\-−])\s*(\d{1,2})(?::?(\d{2}))?(?!\d)")
_WORD = re.compile(r"[^\W\d_]+(?:_[^\W\d_]+)?|\d+")
_ARABIC_LETTERS = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ـ": None})


def moment(text: str) -> Moment | None:
    """The moment that a date of a feed means, or None; a date without a zone is taken as UTC.

    Sources: RFC 822/2822 section 3.3, RFC 3339, W3C NOTE-datetime, and what feeds really send.
    """
    if not text or len(text) > 120:
        return None
    folded = _folded(text)
    for reader in (_common, _epoch, _iso, _worded, _numeric):
        try:
            found = reader(folded)
        except (ValueError, OverflowError):
            continue
        if found is not None:
            return found
    return None


def _folded(text: str) -> str:
    """Lower case, ASCII digits, no marks, and one kind of space: what the tables are written in."""
    text = text.strip().lower()
    if text.isascii():
        return text
    text = text.replace("ı", "i").translate(_ARABIC_LETTERS)
    text = "".join(
        c for c in unicodedata.normalize("NFKD", text) if unicodedata.category(c) not in ("Mn", "Cf")
    )
    text = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)
    text = text.replace("،", ",").replace("\u2212", "-")
    return re.sub(r"(كانون|تشرين)\s+(ال)?(ثاني|اول)", r"\1_\2\3", text)


def _common(text: str) -> Moment | None:
    match = _COMMON.fullmatch(text)
    if match is None:
        return None
    day, name, year, hour, minute, second, zone = match.groups()
    return Moment(
        _utc(int(year), _MONTH[name], int(day), int(hour), int(minute), int(second or 0), zone or "")
    )


def _epoch(text: str) -> Moment | None:
    if not text.isdigit() or len(text) not in (10, 13) or not text.startswith("1"):
        return None
    return Moment(datetime.fromtimestamp(int(text) / (1000 if len(text) == 13 else 1), UTC))


def _iso(text: str) -> Moment | None:
    match = _ISO.fullmatch(text)
    if match is None or (match[2] is None and match[7]):
        match = _COMPACT.fullmatch(text)
    if match is None:
        return None
    year, month, day, hour, minute, second, zone = match.groups()
    if zone and not _is_zone(zone):
        return None
    precision: Precision = "time" if hour else "day" if day else "month" if month else "year"
    return Moment(
        _utc(
            int(year),
            int(month or 1),
            int(day or 1),
            int(hour or 0),
            int(minute or 0),
            int(second or 0),
            zone or "",
        ),
        precision,
    )


def _worded(text: str) -> Moment | None:
    """A date with the month as a word, in any order: the month decides what the numbers are."""
    clock = _CLOCK.search(text)
    hour, minute, second, zone = 0, 0, 0, ""
    if clock is not None:
        hour, minute, second = _clock(clock)
        zone = text[clock.end() :]
        text = text[: clock.start()] + " | " + zone
    words = _WORD.findall(_OFFSET.sub(" ", text) if clock is not None else text)
    month, position = _month(words)
    if month is None:
        return None
    numbers = [(i, word) for i, word in enumerate(words) if word.isdigit()]
    year = next((word for _, word in numbers if len(word) == 4), None)
    small = [(i, word) for i, word in numbers if len(word) <= 2]
    if year is None and len(small) >= 2:
        short = int(small[1][1])
        year = str(short + (2000 if short < 90 else 1900))
    if year is None:
        return None
    if not small:
        return Moment(_utc(int(year), month, 1, 0, 0, 0, ""), "month")
    day = (
        min(small, key=lambda item: abs(item[0] - position))[1]
        if len(year) == 4 and len(small) > 1
        else small[0][1]
    )
    at = _utc(int(year), month, int(day), hour, minute, second, zone)
    return Moment(at, "time" if clock is not None else "day")


def _month(words: list[str]) -> tuple[int | None, int]:
    found = [(position, word) for position, word in enumerate(words) if word in _MONTH]
    if len(found) > 1:  # French "mar." is also Tuesday
        found = [(position, word) for position, word in found if word != "mar"] or found
    for position, word in found:
        return _MONTH[word], position
    for position, word in enumerate(words):
        number = _MONTH.get(word[:3]) if word.isascii() and len(word) > 3 else None
        if number is not None and word[:3] not in ("mar", "sub", "ara", "tem", "haz", "kas"):
            return number, position
    return None, 0


def _numeric(text: str) -> Moment | None:
    """Day first, as everywhere but in the United States, unless the numbers leave only the other reading."""
    match = _NUMERIC.search(text)
    if match is None:
        return None
    day, month, year = int(match[1]), int(match[3]), int(match[4])
    if month > 12:
        day, month = month, day
    if year < 100:
        year += 2000 if year < 90 else 1900
    rest = match[5]
    clock = _CLOCK.search(rest)
    if clock is None:
        return Moment(_utc(year, month, day, 0, 0, 0, ""), "day")
    return Moment(_utc(year, month, day, *_clock(clock), rest[clock.end() :]))


def _clock(match: re.Match[str]) -> tuple[int, int, int]:
    hour, half = int(match[1]), (match[4] or "")[:1]
    if half in ("p", "م") and hour < 12:
        hour += 12
    elif half in ("a", "ص") and hour == 12:
        hour = 0
    return hour, int(match[2] or 0), int(match[3] or 0)


def _is_zone(text: str) -> bool:
    name = text.strip(" ()").removeprefix("etc/")
    return name in _ZONES or _OFFSET.fullmatch(name) is not None or name in ("utc time", "gmt time")


def _offset(zone: str) -> timedelta:
    zone = zone.strip()
    if not zone:
        return timedelta()
    match = _OFFSET.search(zone)
    if match is not None:
        shift = timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
        return shift if match[1] == "+" else -shift
    for word in re.findall(r"[a-z]+", zone):
        if word in _ZONES:
            return timedelta(hours=_ZONES[word])
    return timedelta()


def _utc(year: int, month: int, day: int, hour: int, minute: int, second: int, zone: str) -> datetime:
    offset = _offset(zone)
    if abs(offset) >= timedelta(hours=24):
        raise ValueError(zone)
    # Midnight at the end of the day and leap seconds are legal on paper and unknown to datetime.
    extra = timedelta(days=1) if hour == 24 and minute == 0 and second == 0 else timedelta()
    at = datetime(year, month, day, 0 if extra else hour, minute, min(second, 59), tzinfo=timezone(offset))
    return at.astimezone(UTC) + extra
