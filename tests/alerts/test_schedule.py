"""Wall clocks: digests come once a day whatever is done to the clocks, and nights of 23 and 25 hours stay quiet."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.alerts.localtime import exists, moment_of, zone_of
from bot.alerts.schedule import next_digest_at, quiet_until
from bot.alerts.wishes import QuietHours, Rhythm, Schedule

#: Changes of an hour, of half an hour, at midnight, over the date line, suspended in Ramadan, and none.
ZONES = (
    "UTC",
    "Europe/Istanbul",
    "Europe/Paris",
    "Africa/Cairo",
    "Africa/Casablanca",
    "Asia/Beirut",
    "Asia/Gaza",
    "Asia/Damascus",
    "Asia/Tehran",
    "Asia/Kolkata",
    "Asia/Kathmandu",
    "America/New_York",
    "America/Asuncion",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "Pacific/Chatham",
)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
zones = st.sampled_from(ZONES).map(ZoneInfo)
#: 2009 to 2026.
moments = st.integers(1_230_768_000, 1_798_761_600).map(lambda second: datetime.fromtimestamp(second, UTC))
minutes = st.integers(0, 1439)
nights = st.tuples(minutes, minutes).filter(lambda pair: pair[0] != pair[1]).map(lambda one: QuietHours(*one))
PARIS = ZoneInfo("Europe/Paris")


def at(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    """A UTC moment."""
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


def changes(zone: ZoneInfo, year: int) -> list[datetime]:
    """The hours of a year in which the zone's clocks are changed."""
    hours = [at(year, 1, 1) + number * HOUR for number in range(366 * 24)]
    offsets = [hour.astimezone(zone).utcoffset() for hour in hours]
    return [hours[n] for n in range(1, len(hours)) if offsets[n] != offsets[n - 1]]


# --- daily, weekly, hourly ------------------------------------------------------------------------------


@given(zone=zones, now=moments, minute=minutes, weekday=st.integers(0, 6))
def test_the_next_one_is_ahead_and_shows_the_wanted_time(
    zone: ZoneInfo, now: datetime, minute: int, weekday: int
) -> None:
    """Strictly later, within a day (a week) and a little, at the wanted time or the change that skips it."""
    daily = next_digest_at(Schedule(Rhythm.DAILY, minute), now, zone)
    weekly = next_digest_at(Schedule(Rhythm.WEEKLY, minute, weekday), now, zone)
    assert daily is not None
    assert weekly is not None
    # Twenty-five hours; Samoa's skipped day makes it two days once.
    assert timedelta() < daily - now <= (2 * DAY if zone.key == "Pacific/Apia" else 25 * HOUR)
    assert timedelta() < weekly - now <= 14 * DAY
    for found in (daily, weekly):
        local = found.astimezone(zone)
        if local.hour * 60 + local.minute != minute:
            before = (found - timedelta(seconds=1)).astimezone(zone)
            assert before.utcoffset() != local.utcoffset()
            assert before.hour * 60 + before.minute < minute or before.date() < local.date()
        assert found.second == found.microsecond == 0


@pytest.mark.parametrize("name", ZONES)
@pytest.mark.parametrize("minute", [0, 30, 119, 120, 150, 179, 480, 1439])
def test_every_day_has_one_digest(name: str, minute: int) -> None:
    """Over the years of all changes: as many as there are dates on the zone's calendar, one for each."""
    zone = ZoneInfo(name)
    for year in (2011, 2023):
        for change in changes(zone, year):
            now = change - 3 * DAY
            end = change + 3 * DAY
            days = []
            while True:
                found = next_digest_at(Schedule(Rhythm.DAILY, minute), now, zone)
                assert found is not None
                if found > end:
                    break
                days.append(found.astimezone(zone).date())
                now = found
            wanted = [one for n in range(8) if exists(one := days[0] + n * DAY, zone)]
            assert days == wanted[: len(days)]


def test_a_time_that_comes_twice_counts_once() -> None:
    """Paris, 29 October 2023: 02:30 comes at 00:30 and at 01:30 UTC."""
    daily = Schedule(Rhythm.DAILY, 150)
    first = next_digest_at(daily, at(2023, 10, 28, 12), PARIS)
    assert first == at(2023, 10, 29, 0, 30)
    assert next_digest_at(daily, first, PARIS) == at(2023, 10, 30, 1, 30)


def test_a_time_that_is_skipped_means_the_change() -> None:
    """Paris, 26 March 2023: clocks go from 02:00 to 03:00 at 01:00 UTC."""
    assert next_digest_at(Schedule(Rhythm.DAILY, 150), at(2023, 3, 26), PARIS) == at(2023, 3, 26, 1)
    cairo = ZoneInfo("Africa/Cairo")
    # Midnight itself is skipped there.
    assert moment_of(date(2023, 4, 28), 15, cairo) == at(2023, 4, 27, 22)


def test_a_day_that_is_skipped_has_no_digest() -> None:
    """Samoa went from 29 to 31 December 2011; the weekly one of that Friday waits a week."""
    apia = ZoneInfo("Pacific/Apia")
    assert not exists(date(2011, 12, 30), apia)
    daily = next_digest_at(Schedule(Rhythm.DAILY, 480), at(2011, 12, 29, 20), apia)
    assert daily is not None
    assert daily.astimezone(apia).date() == date(2011, 12, 31)
    weekly = next_digest_at(Schedule(Rhythm.WEEKLY, 480, 4), at(2011, 12, 27), apia)
    assert weekly is not None
    assert weekly.astimezone(apia).date() == date(2012, 1, 6)


@given(zone=zones, now=moments)
def test_hourly_is_on_the_hour_of_the_wall_clock(zone: ZoneInfo, now: datetime) -> None:
    """Also where the offset is half an hour, or changes by that much."""
    found = next_digest_at(Schedule(Rhythm.HOURLY), now, zone)
    assert found is not None
    assert timedelta() < found - now <= 90 * MINUTE
    local = found.astimezone(zone)
    assert (local.minute, local.second, local.microsecond) == (0, 0, 0)


def test_instant_has_no_clock() -> None:
    """It tells when it happens."""
    assert next_digest_at(Schedule(), at(2023, 1, 1), PARIS) is None


# --- quiet hours ----------------------------------------------------------------------------------------


@given(zone=zones, now=moments, quiet=nights)
def test_quiet_hours_hold_until_they_end(zone: ZoneInfo, now: datetime, quiet: QuietHours) -> None:
    """The end is ahead, is not quiet itself, and everything before it is quiet."""
    until = quiet_until(quiet, now, zone)
    if until is None:
        return
    assert now < until <= now + 3 * DAY
    assert quiet_until(quiet, until, zone) is None
    assert quiet_until(quiet, max(now, until - MINUTE), zone) == until
    assert quiet_until(quiet, now + (until - now) / 2, zone) == until


@given(zone=zones, now=moments, quiet=nights)
def test_on_an_ordinary_day_the_wall_clock_decides(zone: ZoneInfo, now: datetime, quiet: QuietHours) -> None:
    """Away from changes: quiet exactly between the two times."""
    if len({(now + n * HOUR).astimezone(zone).utcoffset() for n in range(-60, 61)}) > 1:
        return
    local = now.astimezone(zone)
    minute = local.hour * 60 + local.minute
    if quiet.start < quiet.end:
        expected = quiet.start <= minute < quiet.end
    else:
        expected = minute >= quiet.start or minute < quiet.end
    assert (quiet_until(quiet, now, zone) is not None) is expected


@pytest.mark.parametrize(("month", "day", "hours"), [(3, 26, 8), (10, 29, 10), (6, 1, 9)])
def test_a_night_is_as_long_as_the_clocks_make_it(month: int, day: int, hours: int) -> None:
    """22:00 to 07:00 in Paris: 8 hours when clocks go forward, 10 when they go back, else 9."""
    evening = moment_of(date(2023, month, day) - DAY, 22 * 60, PARIS)
    assert quiet_until(QuietHours(22 * 60, 7 * 60), evening, PARIS) == evening + hours * HOUR
    assert quiet_until(QuietHours(22 * 60, 7 * 60), evening - MINUTE, PARIS) is None


def test_in_doubt_it_is_quiet() -> None:
    """An end that comes twice means the second, a beginning that comes twice the first."""
    assert quiet_until(QuietHours(60, 150), at(2023, 10, 29, 0, 45), PARIS) == at(2023, 10, 29, 1, 30)
    assert quiet_until(QuietHours(150, 420), at(2023, 10, 29, 0, 30), PARIS) == at(2023, 10, 29, 6)


def test_an_end_that_is_skipped_is_the_change() -> None:
    """Quiet until 02:30, which does not come: at 03:00 it is over."""
    assert quiet_until(QuietHours(60, 150), at(2023, 3, 26, 0, 30), PARIS) == at(2023, 3, 26, 1)
    # And where both lie in the skipped hour there is no quiet at all.
    assert quiet_until(QuietHours(130, 170), at(2023, 3, 26, 1), PARIS) is None


def test_without_quiet_hours_nothing_is_quiet() -> None:
    """Nor with a zone that nobody knows, which is UTC."""
    assert quiet_until(None, at(2023, 1, 1), PARIS) is None
    assert quiet_until(QuietHours(0, 60), at(2023, 1, 1), zone_of("Nowhere/Atlantis")) == at(2023, 1, 1, 1)
