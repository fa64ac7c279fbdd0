"""Tests of bot/cli/articles.py."""

import json
from datetime import UTC, datetime

import pytest

from bot.cli.articles import InputError, read_articles


def lines(*items: object) -> list[bytes]:
    """A JSON Lines stream."""
    return [json.dumps(item).encode() for item in items]


@pytest.mark.parametrize(
    ("value", "moment", "precision"),
    [
        ("2020-07-30T12:00:00+03:00", datetime(2020, 7, 30, 9, tzinfo=UTC), "time"),
        ("2020-07-30T12:00:00Z", datetime(2020, 7, 30, 12, tzinfo=UTC), "time"),
        ("2020-07-30", datetime(2020, 7, 30, tzinfo=UTC), "day"),
        ("2020-07", datetime(2020, 7, 1, tzinfo=UTC), "month"),
        ("2020", datetime(2020, 1, 1, tzinfo=UTC), "year"),
        (None, None, "time"),
        ("", None, "time"),
    ],
)
def test_published_may_be_exact_or_vague_or_missing(
    value: str | None, moment: datetime | None, precision: str
) -> None:
    """The precision says how much of the moment is known."""
    (article,) = read_articles(lines({"id": "1", "title": "t", "published": value}))

    assert (article.published_at, article.precision) == (moment, precision)


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"{", "line 2: not valid JSON"),
        (b"[]", "line 2: expected an object"),
        (b'{"title": "t"}', 'line 2: "id" is missing'),
        (b'{"id": "1"}', 'line 2: "title" is missing'),
        (b'{"id": "1", "title": 5}', 'line 2: "title" is missing or not a string'),
        (b'{"id": "1", "title": "t", "lang": 3}', 'line 2: "lang" must be a string'),
        (b'{"id": "1", "title": "t", "published": "soon"}', 'line 2: "published" must be ISO 8601'),
        (b'{"id": "1", "title": "t", "published": "2020-13"}', 'line 2: "published" must be ISO 8601'),
        (b"\xff\xfe", "line 2: not UTF-8"),
        (b"[" * 100_000, "line 2: not valid JSON"),
    ],
)
def test_a_malformed_line_is_named(raw: bytes, says: str) -> None:
    """The first good line is read, the bad one is an error with its number."""
    stream = read_articles([*lines({"id": "1", "title": "good"}), raw])

    assert next(stream).title == "good"
    with pytest.raises(InputError, match="^" + says):
        next(stream)


def test_numbers_as_ids_blank_lines_and_a_byte_order_mark_are_fine() -> None:
    """Pipes are not tidy."""
    found = list(
        read_articles(
            [b"\xef\xbb\xbf" + lines({"id": 7, "title": "a"})[0], b"\n", *lines({"id": "b", "title": "c"})]
        )
    )

    assert [article.id for article in found] == ["7", "b"]
