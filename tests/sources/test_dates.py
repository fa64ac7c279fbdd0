"""Tests of bot/sources/dates.py."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sources.dates import moment


def utc(*parts: int) -> datetime:
    """A moment in UTC."""
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type, misc]  # year, month and day come first


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("Tue, 21 Jul 2020 22:05:21 GMT", utc(2020, 7, 21, 22, 5, 21)),
        ("Tue, 21 Jul 2020 22:05:21 +0300", utc(2020, 7, 21, 19, 5, 21)),
        ("Tue, 21 Jul 2020 22:05:21 +03:00", utc(2020, 7, 21, 19, 5, 21)),
        ("Tue, 21 Jul 2020 22:05:21 +03", utc(2020, 7, 21, 19, 5, 21)),
        ("Tue, 21 Jul 2020 22:05:21 GMT+3", utc(2020, 7, 21, 19, 5, 21)),
        ("Tue, 21 Jul 2020 22:05:21 EDT", utc(2020, 7, 22, 2, 5, 21)),
        ("Tue, 21 Jul 2020 22:05:21 Etc/GMT", utc(2020, 7, 21, 22, 5, 21)),
        ("Tue, 21 Jul 20 22:05 Z", utc(2020, 7, 21, 22, 5)),
        ("21 Jul 2020 24:00:00 +0000", utc(2020, 7, 22)),
        ("Tue, 21 Jul 2020 23:59:60 GMT", utc(2020, 7, 21, 23, 59, 59)),
        ("Tuesday, July 21, 2020 - 10:05 PM", utc(2020, 7, 21, 22, 5)),
        ("Tue Jul 21 22:05:21 2020", utc(2020, 7, 21, 22, 5, 21)),
        ("2020-07-21T22:05:21Z", utc(2020, 7, 21, 22, 5, 21)),
        ("2020-07-21T22:05:21.123456+0300", utc(2020, 7, 21, 19, 5, 21)),
        ("2020-07-21T22:05:21+03", utc(2020, 7, 21, 19, 5, 21)),
        ("2020-07-21T23:05:21 +0100", utc(2020, 7, 21, 22, 5, 21)),
        ("2020-07-21 22:05", utc(2020, 7, 21, 22, 5)),
        ("2020/7/21 22:05:21", utc(2020, 7, 21, 22, 5, 21)),
        ("20200721T220521Z", utc(2020, 7, 21, 22, 5, 21)),
        ("1595369121", utc(2020, 7, 21, 22, 5, 21)),
        ("21.07.2020 22:05", utc(2020, 7, 21, 22, 5)),
        ("07/21/2020 22:05", utc(2020, 7, 21, 22, 5)),
        ("21 Temmuz 2020 Salı 22:05", utc(2020, 7, 21, 22, 5)),
        ("3 Şubat 2020, 09:00 TSİ", utc(2020, 2, 3, 6)),
        ("15 AĞU 2020 09:00", utc(2020, 8, 15, 9)),
        ("mar., 21 juil. 2020 08:00:00 +0200", utc(2020, 7, 21, 6)),
        ("mardi 3 mars 2020 à 8h05", utc(2020, 3, 3, 8, 5)),
        ("1er août 2020 à 12h", utc(2020, 8, 1, 12)),
        ("الثلاثاء 21 تموز 2020 - 12:30", utc(2020, 7, 21, 12, 30)),
        ("٢١ يوليو ٢٠٢٠ ٠٩:١٥ م", utc(2020, 7, 21, 21, 15)),
        ("3 كانون الثاني 2020 10:00", utc(2020, 1, 3, 10)),
        ("3 كانون الأول 2020 10:00", utc(2020, 12, 3, 10)),
        ("21 جويلية 2020", utc(2020, 7, 21)),
        ("21. Juli 2020 12:00 MESZ", utc(2020, 7, 21, 10)),
    ],
)
def test_dates_as_feeds_write_them(text: str, at: datetime) -> None:
    """Each form means one moment, in UTC."""
    found = moment(text)

    assert found is not None
    assert found.at == at


@pytest.mark.parametrize(
    ("text", "precision"),
    [
        ("2020", "year"),
        ("2020-07", "month"),
        ("Aug 2019", "month"),
        ("2020-07-21", "day"),
        ("21 Temmuz 2020", "day"),
    ],
)
def test_a_date_is_as_exact_as_it_was_written(text: str, precision: str) -> None:
    """A day is not midnight."""
    found = moment(text)

    assert found is not None
    assert found.precision == precision


@pytest.mark.parametrize(
    "text",
    ["", "soon", "yesterday at noon", "Tue, 32 Jul 2020 10:00", "2020-13-01", "21 Jul", "x" * 500, "99:99"],
)
def test_what_is_no_date_is_none(text: str) -> None:
    """No guess is better than a wrong one."""
    assert moment(text) is None


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=60) | st.from_regex(r"[0-9a-z :+,./-]{0,40}"))
def test_no_text_breaks_the_reader(text: str) -> None:
    """Whatever a feed writes, the answer is a moment in UTC or None."""
    found = moment(text)

    assert found is None or found.at.tzinfo is UTC
