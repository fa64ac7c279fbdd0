"""Articles as JSON Lines: the shape that match, group and claims read from standard input."""

import json
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from bot.model import Article, Precision

_TEXT_KEYS = ("lang", "outlet", "url", "title", "summary", "text")
_MONTH = re.compile(r"\d{4}-\d{2}")
_YEAR = re.compile(r"\d{4}")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
#: A line longer than this is no article.
MAX_LINE = 8 * 1024 * 1024


class InputError(Exception):
    """A line of standard input that cannot be used, with its number and what was expected."""


def published(value: str) -> tuple[datetime, Precision]:
    """An ISO 8601 moment, day, month or year as a UTC datetime and how exactly it is known; ValueError otherwise."""
    if _YEAR.fullmatch(value):
        return datetime(int(value), 1, 1, tzinfo=UTC), "year"
    if _MONTH.fullmatch(value):
        return datetime(int(value[:4]), int(value[5:]), 1, tzinfo=UTC), "month"
    moment = datetime.fromisoformat(value)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return moment.astimezone(UTC), "day" if _DAY.fullmatch(value) else "time"


def article_from(data: Any, line: int) -> Article:
    """One parsed line as an Article.

    Raises:
        InputError: naming the line, the key and what was expected.
    """
    if not isinstance(data, dict):
        raise InputError(f'line {line}: expected an object such as {{"id": "1", "title": "..."}}')
    if not isinstance(data.get("id"), str | int) or isinstance(data.get("id"), bool):
        raise InputError(f'line {line}: "id" is missing or not a string')
    if not isinstance(data.get("title"), str):
        raise InputError(f'line {line}: "title" is missing or not a string')
    texts: dict[str, str] = {}
    for key in _TEXT_KEYS:
        value = data.get(key)
        if value is not None and not isinstance(value, str):
            raise InputError(f'line {line}: "{key}" must be a string, not {json.dumps(value)[:40]}')
        texts[key] = value or ""
    moment: datetime | None = None
    precision: Precision = "time"
    if (value := data.get("published")) not in (None, ""):
        try:
            moment, precision = published(str(value))
        except (ValueError, OverflowError):
            raise InputError(
                f'line {line}: "published" must be ISO 8601 such as 2020-07-30T12:00:00Z, 2020-07-30 or 2020-07,'
                f" not {json.dumps(value, ensure_ascii=False)[:40]}"
            ) from None
    return Article(
        id=str(data["id"]),
        lang=texts["lang"],
        outlet=texts["outlet"],
        url=texts["url"],
        title=texts["title"],
        summary=texts["summary"],
        text=texts["text"],
        published_at=moment,
        precision=precision,
    )


def read_articles(lines: Iterable[bytes]) -> Iterator[Article]:
    """Articles of a JSON Lines stream, blank lines skipped.

    Raises:
        InputError: at the first line that is not an article.
    """
    for number, raw in enumerate(lines, 1):
        if len(raw) > MAX_LINE:
            raise InputError(f"line {number}: longer than {MAX_LINE // 1024 // 1024} MB")
        try:
            text = raw.decode("utf-8-sig" if number == 1 else "utf-8").strip()
        except UnicodeDecodeError as error:
            raise InputError(f"line {number}: not UTF-8 (byte {error.start + 1})") from None
        if not text:
            continue
        try:
            data = json.loads(text)
        except (json.JSONDecodeError, RecursionError) as error:
            place = f" (column {error.colno}: {error.msg})" if isinstance(error, json.JSONDecodeError) else ""
            raise InputError(f"line {number}: not valid JSON{place}") from None
        yield article_from(data, number)
