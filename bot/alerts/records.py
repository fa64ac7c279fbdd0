"""Alerts and stories as flat records for other programs: columns that stay, cells that no spreadsheet runs.

A column may be added at the end; none is renamed or taken away. What is read from the store stands in the runtime.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime

from bot.alerts.choice import headline_report
from bot.model import AlertContent, Report, Stance

Value = str | int | bool | None
Record = Mapping[str, Value | Sequence[str] | Sequence[Mapping[str, object]]]

ALERT_COLUMNS = (
    "alert",
    "story",
    "chapter",
    "revision",
    "created_at",
    "updated_at",
    "first_seen_at",
    "state",
    "ruling",
    "correction",
    "quiet",
    "watchlists",
    "title",
    "url",
    "outlet",
    "lang",
    "articles",
    "outlets",
    "languages",
    "independent",
    "confirmed_by",
    "denied_by",
)
STORY_COLUMNS = (
    "story",
    "opened_at",
    "last_at",
    "state",
    "development",
    "title",
    "url",
    "outlet",
    "lang",
    "articles",
    "outlets",
    "languages",
    "watchlists",
    "alert",
)

#: What a spreadsheet takes for the beginning of a formula (OWASP, "CSV Injection"), full-width forms included.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def alert_record(
    content: AlertContent,
    *,
    alert: int,
    chapter: int,
    revision: int,
    created_at: datetime,
    quiet: bool,
    nested: bool = False,
) -> Record:
    """One alert as it is now; with `nested` each article and its claims too."""
    headline = headline_report(content, "")
    record: dict[str, Value | Sequence[str] | Sequence[Mapping[str, object]]] = {
        "alert": alert,
        "story": content.story,
        "chapter": chapter,
        "revision": revision,
        "created_at": moment(created_at),
        "updated_at": moment(content.updated_at),
        "first_seen_at": moment(content.first_seen_at),
        "state": content.state.value,
        "ruling": content.ruling.value,
        "correction": content.correction,
        "quiet": quiet,
        "watchlists": [name.id for name in content.watchlists],
        "title": headline.title,
        "url": headline.url,
        "outlet": headline.outlet_name,
        "lang": headline.lang,
        "articles": len(content.reports),
        "outlets": list(dict.fromkeys(report.outlet_name for report in content.reports)),
        "languages": list(dict.fromkeys(report.lang for report in content.reports if report.lang)),
        "independent": list(content.independent),
        "confirmed_by": _speakers(content, Stance.CONFIRMS),
        "denied_by": _speakers(content, Stance.DENIES),
    }
    if nested:
        record["reports"] = [_report(report) for report in content.reports]
    return record


def _speakers(content: AlertContent, stance: Stance) -> list[str]:
    """Who takes a stance; the outlet where the sentence names nobody."""
    return list(
        dict.fromkeys(
            claim.source or report.outlet_name
            for report in content.reports
            for claim in report.claims
            if claim.stance is stance
        )
    )


def _report(report: Report) -> Mapping[str, object]:
    return {
        "outlet": report.outlet,
        "outlet_name": report.outlet_name,
        "lang": report.lang,
        "title": report.title,
        "url": report.url,
        "published": moment(report.published_at) if report.published_at else None,
        "seen": moment(report.seen_at),
        "credit": report.credit,
        "claims": [
            {"stance": claim.stance.value, "source": claim.source, "sentence": claim.sentence}
            for claim in report.claims
        ],
    }


def moment(at: datetime) -> str:
    """ISO 8601 in UTC, to the second."""
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def csv_lines(columns: Sequence[str], records: Iterable[Record]) -> Iterator[str]:
    """Records as lines of RFC 4180, without a heading; several values of a cell are parted by `; `."""
    for record in records:
        yield _line(_cell(record[column]) for column in columns)


def csv_heading(columns: Sequence[str]) -> str:
    """The first line."""
    return _line(columns)


def _line(cells: Iterable[str]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow(list(cells))
    return out.getvalue()


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None or isinstance(value, int):
        return "" if value is None else str(value)
    text = value if isinstance(value, str) else "; ".join(map(str, value))  # type: ignore[call-overload]  # a list
    return f"'{text}" if text.startswith(_FORMULA) else text
