"""Times and schedules as people type them, in four languages and with any digits. What is set with them stands elsewhere."""

import re
from collections.abc import Mapping
from enum import StrEnum
from functools import cache

from babel import Locale

from bot.alerts.wishes import QuietHours, Rhythm, Schedule
from bot.language import fold
from bot.telegram.words import LANGUAGES

_DAY = 24 * 60

#: Folded, as everything here: small letters, no accents, Latin digits.
_OFF = frozenset(
    fold(word)
    for word in (
        *("off", "none", "no", "never", "stop"),
        *("إيقاف", "أوقف", "إلغاء", "لا", "بدون", "بلا", "لا شيء"),
        *("kapalı", "kapat", "yok", "hayır", "iptal"),
        *("désactivé", "désactiver", "aucune", "aucun", "non", "arrêt", "jamais"),
    )
)
_RHYTHMS: Mapping[Rhythm, tuple[str, ...]] = {
    Rhythm.INSTANT: (
        *("instant", "instantly", "now", "at once", "immediately", "immediate", "off"),
        *("فوري", "فورا", "حالا", "مباشرة", "في الحال"),
        *("anlık", "hemen", "anında"),
        *("instantané", "immédiat", "immédiatement", "tout de suite", "aussitôt"),
    ),
    Rhythm.HOURLY: (
        *("hourly", "hour", "every hour"),
        *("كل ساعة", "ساعي", "ساعة"),
        *("saatlik", "saat başı", "her saat"),
        *("horaire", "chaque heure", "toutes les heures"),
    ),
    Rhythm.DAILY: (
        *("daily", "day", "every day"),
        *("يومي", "يوميا", "كل يوم"),
        *("günlük", "her gün"),
        *("quotidien", "quotidienne", "chaque jour", "tous les jours"),
    ),
    Rhythm.WEEKLY: (
        *("weekly", "week", "every week"),
        *("أسبوعي", "أسبوعيا", "كل أسبوع"),
        *("haftalık", "her hafta"),
        *("hebdomadaire", "hebdo", "chaque semaine", "toutes les semaines"),
    ),
}
#: Words that stand between and mean nothing here.
_BETWEEN = frozenset(
    fold(word)
    for word in (
        *("from", "to", "until", "till", "at", "on", "every", "and", "o'clock"),
        *("من", "إلى", "الى", "حتى", "الساعة", "في", "كل", "يوم", "و", "بين"),
        *("ile", "arası", "arasında", "saat", "saati", "her", "ve", "günü"),
        *("de", "du", "a", "à", "le", "jusqu'à", "et", "entre", "chaque", "les"),
    )
)
_MORNING = frozenset(fold(word) for word in ("am", "a.m.", "صباحا", "ص"))
_EVENING = frozenset(fold(word) for word in ("pm", "p.m.", "مساء", "م", "ليلا"))

_CLOCK = re.compile(
    r"(?<![\w:.])(?P<hour>\d{1,2})(?:\s?[:.h]\s?(?P<minute>\d{2})|\s?h)?(?:\s?(?P<half>am|pm|a\.m\.|p\.m\.|صباحا|مساء|ليلا|ص|م))?(?![\w:])"
)
_DASHES = re.compile(r"[\s,،;/\-‐‑‒–—−~]+")


class Mistake(StrEnum):
    """What is wrong with what was typed."""

    #: Not of the shape that is asked for.
    SHAPE = "shape"
    #: There is no such time.
    TIME = "time"
    #: Quiet hours that end when they begin.
    SAME = "same"


class TypedError(Exception):
    """What a person typed cannot be understood; `mistake` says why."""

    def __init__(self, mistake: Mistake) -> None:
        super().__init__(mistake.value)
        self.mistake = mistake


def quiet_hours(text: str) -> QuietHours | None:
    """Quiet hours as typed: "22:00-07:00", "de 22h à 7h"; None for "off".

    Raises:
        TypedError: it is neither, a time does not exist, or both are the same.
    """
    folded = fold(text).strip()
    if folded in _OFF:
        return None
    times, rest = _times(folded)
    if len(times) != 2 or any(word not in _BETWEEN for word in rest):
        raise TypedError(Mistake.SHAPE)
    if times[0] == times[1]:
        raise TypedError(Mistake.SAME)
    return QuietHours(*times)


def schedule(text: str) -> Schedule:
    """A schedule as typed: "instant", "hourly", "daily 08:00", "weekly mon 08:00", also in another language.

    A digest without a time comes at eight, a weekly one without a day on Monday.

    Raises:
        TypedError: it is none of them, or the time does not exist.
    """
    times, words = _times(fold(text).strip())
    weekday, words = _weekday(words)
    rhythm, words = _rhythm(words)
    if rhythm is None and weekday is not None:
        rhythm = Rhythm.WEEKLY
    if rhythm is None or any(word not in _BETWEEN for word in words) or len(times) > 1:
        raise TypedError(Mistake.SHAPE)
    if times and rhythm in (Rhythm.INSTANT, Rhythm.HOURLY):
        raise TypedError(Mistake.SHAPE)
    if weekday is not None and rhythm is not Rhythm.WEEKLY:
        raise TypedError(Mistake.SHAPE)
    usual = Schedule()
    return Schedule(rhythm, times[0] if times else usual.minute, weekday or 0)


def _times(folded: str) -> tuple[list[int], list[str]]:
    """Minutes of all times in a text, and the words around them."""
    found = [_minute(clock) for clock in _CLOCK.finditer(folded)]
    rest = _CLOCK.sub(" ", folded)
    return found, [word for word in _DASHES.split(rest) if word]


def _minute(clock: re.Match[str]) -> int:
    hour, minute = int(clock["hour"]), int(clock["minute"] or 0)
    half = clock["half"]
    if half and not 1 <= hour <= 12:
        raise TypedError(Mistake.TIME)
    if half in _MORNING:
        hour %= 12
    elif half in _EVENING:
        hour = hour % 12 + 12
    if minute > 59 or hour * 60 + minute > _DAY:
        raise TypedError(Mistake.TIME)
    # 24:00 is the midnight at the end of a day.
    return (hour * 60 + minute) % _DAY


def _rhythm(words: list[str]) -> tuple[Rhythm | None, list[str]]:
    """The rhythm that some words name, the longest name first; and the other words."""
    line = f" {' '.join(words)} "
    for name, rhythm in _named_rhythms():
        if f" {name} " in line:
            return rhythm, line.replace(f" {name} ", " ", 1).split()
    return None, words


def _weekday(words: list[str]) -> tuple[int | None, list[str]]:
    """The weekday that a word names (Monday is 0), and the other words."""
    for place, word in enumerate(words):
        day = _weekdays().get(word.removesuffix("."))
        if day is not None:
            return day, words[:place] + words[place + 1 :]
    return None, words


@cache
def _named_rhythms() -> tuple[tuple[str, Rhythm], ...]:
    named = [(fold(name), rhythm) for rhythm, names in _RHYTHMS.items() for name in names]
    return tuple(sorted(named, key=lambda pair: -len(pair[0])))


@cache
def _weekdays() -> Mapping[str, int]:
    """Names of weekdays in the languages of the interface, long and short (CLDR); none that means two days."""
    found: dict[str, set[int]] = {}
    for language in LANGUAGES:
        days = Locale.parse(language).days
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated", "short"):
                for number, name in days[context].get(width, {}).items():
                    folded = fold(name).strip().removesuffix(".")
                    found.setdefault(folded, set()).add(number)
                    found.setdefault(folded.removeprefix("ال"), set()).add(number)
    return {name: days.pop() for name, days in found.items() if len(days) == 1 and len(name) > 1}
