"""When the next digest of a schedule is due, and when quiet hours hold, on the clock of the chat's zone."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.alerts.localtime import exists, moment_of
from bot.alerts.wishes import QuietHours, Rhythm, Schedule

_DAY = timedelta(days=1)
_HOUR = timedelta(hours=1)
#: Days to look ahead: a week, and those that a calendar may skip.
_AHEAD = 10


def next_digest_at(schedule: Schedule, now: datetime, zone: ZoneInfo) -> datetime | None:
    """The first moment after `now` at which the schedule wants its digest; None for one that tells at once.

    Hourly means whenever the local clock shows a full hour. A daily time that comes twice counts once, the first; one
    that is skipped means the moment of the change, so that no day is without its digest.
    """
    match schedule.rhythm:
        case Rhythm.INSTANT:
            return None
        case Rhythm.HOURLY:
            return _next_hour(now, zone)
        case Rhythm.DAILY | Rhythm.WEEKLY:
            return _next_day(schedule, now, zone)


def _next_hour(now: datetime, zone: ZoneInfo) -> datetime:
    """Where clocks change by half an hour, the next full one may be up to an hour and a half away."""
    local = now.astimezone(zone)
    into = timedelta(minutes=local.minute, seconds=local.second, microseconds=local.microsecond)
    found = now - into + _HOUR
    minute = found.astimezone(zone).minute
    return found if not minute else found + timedelta(minutes=60 - minute)


def _next_day(schedule: Schedule, now: datetime, zone: ZoneInfo) -> datetime:
    today = now.astimezone(zone).date()
    # From yesterday on: where clocks go back over midnight, the same date begins twice.
    for ahead in range(-1, _AHEAD):
        day = today + ahead * _DAY
        if schedule.rhythm is Rhythm.WEEKLY and day.weekday() != schedule.weekday:
            continue
        if not exists(day, zone):
            continue
        found = moment_of(day, schedule.minute, zone)
        if found > now:
            return found
    # The one weekday of this week that a calendar skipped.
    return _next_day(schedule, now + 7 * _DAY, zone)


def quiet_until(quiet: QuietHours | None, now: datetime, zone: ZoneInfo) -> datetime | None:
    """When the quiet hours that hold at `now` end; None where none hold.

    They begin at the first and end at the last of a time that comes twice: in doubt it is quiet. The end itself is
    not quiet any more.
    """
    if quiet is None:
        return None
    until: datetime | None = None
    # With a change of clocks the end of one night may lie behind the beginning of the next.
    while (end := _night_end(quiet, until or now, zone)) is not None:
        until = end
    return until


def _night_end(quiet: QuietHours, now: datetime, zone: ZoneInfo) -> datetime | None:
    today = now.astimezone(zone).date()
    over_midnight = _DAY if quiet.end <= quiet.start else timedelta()
    for ahead in (-1, 0, 1):
        evening = today + ahead * _DAY
        begin = moment_of(evening, quiet.start, zone)
        end = moment_of(evening + over_midnight, quiet.end, zone, last=True)
        if begin <= now < end:
            return end
    return None
