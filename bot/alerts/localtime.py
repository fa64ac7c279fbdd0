"""Wall clocks and the moments they mean: times that do not exist or come twice when clocks are changed.

A time in the hour that clocks skip means the moment of the change; which of two equal times is meant, the caller says.
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_SECOND = timedelta(seconds=1)


def zone_of(name: str) -> ZoneInfo:
    """The IANA zone of this name; UTC for an unknown one."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")


def moment_of(day: date, minute: int, zone: ZoneInfo, *, last: bool = False) -> datetime:
    """The UTC moment at which a wall clock shows this time.

    Args:
        day: the local date.
        minute: minutes since local midnight, 0 to 1439.
        zone: where the clock hangs.
        last: of a time that comes twice, the second one.

    Returns:
        For a time that is skipped, the moment of the change.
    """
    wall = datetime.combine(day, time(minute // 60, minute % 60))
    # PEP 495: in a gap, fold=0 counts with the offset before the change and so lies behind it, fold=1 before it.
    early = wall.replace(tzinfo=zone, fold=0).astimezone(UTC)
    late = wall.replace(tzinfo=zone, fold=1).astimezone(UTC)
    if early <= late:
        return late if last else early
    return _change_between(late, early, zone)


def exists(day: date, zone: ZoneInfo) -> bool:
    """Whether a date is on this zone's calendar: Samoa had no 30 December 2011."""
    noon = datetime.combine(day, time(12), tzinfo=zone)
    return noon.astimezone(UTC).astimezone(zone).date() == day


def _change_between(before: datetime, after: datetime, zone: ZoneInfo) -> datetime:
    """The first second with the new offset, between a moment before the change and one at or behind it."""
    old = before.astimezone(zone).utcoffset()
    while after - before > _SECOND:
        middle = before + (after - before) // 2
        middle -= timedelta(microseconds=middle.microsecond)
        if middle <= before:
            break
        if middle.astimezone(zone).utcoffset() == old:
            before = middle
        else:
            after = middle
    return after
