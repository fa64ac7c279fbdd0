"""Stories and alerts as CSV or JSON, a page at a time: memory stays small however long the time."""

import json
from collections.abc import AsyncIterator
from datetime import datetime
from enum import StrEnum

from bot.alerts.records import (
    ALERT_COLUMNS,
    STORY_COLUMNS,
    Record,
    alert_record,
    csv_heading,
    csv_lines,
    moment,
)
from bot.storage import exports
from bot.storage.alerts import AlertRow
from bot.storage.database import Database
from bot.storage.exports import StoryLine


class What(StrEnum):
    """What can be written."""

    STORIES = "stories"
    ALERTS = "alerts"


class Form(StrEnum):
    """How."""

    CSV = "csv"
    JSON = "json"


async def exported(db: Database, what: What, form: Form, since: datetime) -> AsyncIterator[str]:
    """The file, piece by piece; a JSON file is an array with an object a line."""
    columns = ALERT_COLUMNS if what is What.ALERTS else STORY_COLUMNS
    pages = _alerts(db, since, nested=form is Form.JSON) if what is What.ALERTS else _stories(db, since)
    if form is Form.CSV:
        yield csv_heading(columns)
        async for page in pages:
            yield "".join(csv_lines(columns, page))
        return
    before = "[\n"
    async for page in pages:
        if page:
            yield before + ",\n".join(json.dumps(record, ensure_ascii=False) for record in page)
            before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


async def _alerts(db: Database, since: datetime, *, nested: bool) -> AsyncIterator[list[Record]]:
    after = 0
    while True:
        async with db.read() as conn:
            rows = await exports.alerts_page(conn, since, after)
        yield [record_of(row, nested=nested) for row in rows]
        if len(rows) < exports.PAGE:
            return
        after = rows[-1].id


async def _stories(db: Database, since: datetime) -> AsyncIterator[list[Record]]:
    after: tuple[datetime, str] | None = None
    while True:
        async with db.read() as conn:
            rows = await exports.stories_page(conn, since, after)
        yield [_story(row) for row in rows]
        if len(rows) < exports.PAGE:
            return
        after = rows[-1].opened_at, rows[-1].id


def record_of(row: AlertRow, *, nested: bool) -> Record:
    """A stored alert as a record."""
    return alert_record(
        row.content,
        alert=row.id,
        chapter=row.chapter,
        revision=row.revision,
        created_at=row.created_at,
        quiet=row.quiet,
        nested=nested,
    )


def _story(row: StoryLine) -> Record:
    return {
        "story": row.id,
        "opened_at": moment(row.opened_at),
        "last_at": moment(row.last_at),
        "state": row.state.value,
        "development": row.development,
        "title": row.title,
        "url": row.url,
        "outlet": row.outlet,
        "lang": row.lang,
        "articles": row.articles,
        "outlets": list(row.outlets),
        "languages": list(row.languages),
        "watchlists": list(row.watchlists),
        "alert": row.alert,
    }
