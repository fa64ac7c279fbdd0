"""What people type: times and schedules in four languages, with any digits; what is wrong is named."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.alerts.wishes import QuietHours, Rhythm, Schedule
from bot.telegram.typed import Mistake, TypedError, quiet_hours, schedule

NIGHT = QuietHours(22 * 60, 7 * 60)


@pytest.mark.parametrize(
    "text",
    [
        "22:00-07:00",
        "22-7",
        " 22:00 – 7:00 ",
        "from 22:00 to 07:00",
        "10 pm - 7 am",
        "٢٢:٠٠-٠٧:٠٠",
        "۲۲:۰۰ — ۷:۰۰",
        "من ٢٢:٠٠ إلى ٧:٠٠",
        "10 مساءً - 7 صباحًا",
        "22.00 ile 07.00 arası",
        "de 22h à 7h",
        "22h00-7h00",
    ],
)
def test_a_night_can_be_written_in_many_ways(text: str) -> None:
    """All of them are ten in the evening to seven."""
    assert quiet_hours(text) == NIGHT


@pytest.mark.parametrize("text", ["off", "OFF", "إيقاف", "kapalı", "KAPALI", "désactivé", "non"])
def test_quiet_hours_can_be_switched_off(text: str) -> None:
    """In every language."""
    assert quiet_hours(text) is None


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        ("22:00-22:00", Mistake.SAME),
        ("0:00-24:00", Mistake.SAME),
        ("22:00-25:00", Mistake.TIME),
        ("22:60-7:00", Mistake.TIME),
        ("13 pm - 7 am", Mistake.TIME),
        ("22:00", Mistake.SHAPE),
        ("22:00-07:00-08:00", Mistake.SHAPE),
        ("tonight", Mistake.SHAPE),
        ("22:00-07:00 please", Mistake.SHAPE),
        ("x" * 4000, Mistake.SHAPE),
        ("😀-😀", Mistake.SHAPE),
        ("\u202e22:00", Mistake.SHAPE),
    ],
)
def test_what_is_no_night_is_refused(text: str, mistake: Mistake) -> None:
    """With the mistake's name."""
    with pytest.raises(TypedError) as refused:
        quiet_hours(text)
    assert refused.value.mistake is mistake


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("instant", Schedule()),
        ("فوري", Schedule()),
        ("anlık", Schedule()),
        ("immédiat", Schedule()),
        ("hourly", Schedule(Rhythm.HOURLY)),
        ("كل ساعة", Schedule(Rhythm.HOURLY)),
        ("saatlik", Schedule(Rhythm.HOURLY)),
        ("toutes les heures", Schedule(Rhythm.HOURLY)),
        ("daily 08:00", Schedule(Rhythm.DAILY, 480)),
        ("daily", Schedule(Rhythm.DAILY, 480)),
        ("Daily at 18:30", Schedule(Rhythm.DAILY, 1110)),
        ("يوميًا ٨:٠٠", Schedule(Rhythm.DAILY, 480)),
        ("كل يوم الساعة 20:00", Schedule(Rhythm.DAILY, 1200)),
        ("her gün saat 08.00", Schedule(Rhythm.DAILY, 480)),
        ("GÜNLÜK 8", Schedule(Rhythm.DAILY, 480)),
        ("quotidien 8h", Schedule(Rhythm.DAILY, 480)),
        ("weekly mon 08:00", Schedule(Rhythm.WEEKLY, 480, 0)),
        ("weekly", Schedule(Rhythm.WEEKLY, 480, 0)),
        ("friday 9", Schedule(Rhythm.WEEKLY, 540, 4)),
        ("أسبوعيا الجمعة ٩:٠٠", Schedule(Rhythm.WEEKLY, 540, 4)),
        ("haftalık cuma 09:00", Schedule(Rhythm.WEEKLY, 540, 4)),
        ("hebdomadaire ven. 9h", Schedule(Rhythm.WEEKLY, 540, 4)),
        ("chaque semaine le dimanche", Schedule(Rhythm.WEEKLY, 480, 6)),
    ],
)
def test_a_schedule_in_four_languages(text: str, wanted: Schedule) -> None:
    """Rhythm, day and time in any of them."""
    assert schedule(text) == wanted


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        ("sometimes", Mistake.SHAPE),
        ("daily 25:00", Mistake.TIME),
        ("daily 08:00 09:00", Mistake.SHAPE),
        ("hourly 08:00", Mistake.SHAPE),
        ("daily mon 08:00", Mistake.SHAPE),
        ("08:00", Mistake.SHAPE),
    ],
)
def test_what_is_no_schedule_is_refused(text: str, mistake: Mistake) -> None:
    """With the mistake's name."""
    with pytest.raises(TypedError) as refused:
        schedule(text)
    assert refused.value.mistake is mistake


@given(start=st.integers(0, 1439), end=st.integers(0, 1439), digits=st.sampled_from(["0", "٠", "۰"]))
def test_every_night_is_read_as_it_is_written(start: int, end: int, digits: str) -> None:
    """With Latin, Arabic and Persian digits."""
    text = f"{start // 60:02}:{start % 60:02}-{end // 60:02}:{end % 60:02}"
    text = "".join(chr(ord(digits) + int(one)) if one.isdigit() else one for one in text)
    if start == end:
        with pytest.raises(TypedError):
            quiet_hours(text)
    else:
        assert quiet_hours(text) == QuietHours(start, end)


@given(text=st.text(max_size=60))
def test_nothing_that_is_typed_breaks_it(text: str) -> None:
    """Understood or refused."""
    for reading in (quiet_hours, schedule):
        with contextlib.suppress(TypedError):
            reading(text)
