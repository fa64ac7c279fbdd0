"""Alerts as rows for spreadsheets and other programs."""

import csv
import io

from bot.alerts.records import ALERT_COLUMNS, Record, alert_record, csv_heading, csv_lines
from bot.model import Stance, State
from tests.alerts.builders import T0, claim, content, report


def _record(*, nested: bool = False) -> Record:
    told = content(
        report("a", title='=HYPERLINK("https://evil.example","Win, now")', outlet_name="+Mada"),
        report(
            "b",
            lang="ar",
            title="نفي",
            claims=(claim(Stance.DENIES, "@Army", "No."), claim(Stance.DENIES, "", "لا")),
        ),
        state=State.CONTESTED,
    )
    return alert_record(told, alert=7, chapter=1, revision=2, created_at=T0, quiet=False, nested=nested)


def test_no_cell_begins_a_formula() -> None:
    """What an outlet or speaker wrote is text to a spreadsheet, also in the first of several values (OWASP)."""
    text = csv_heading(ALERT_COLUMNS) + "".join(csv_lines(ALERT_COLUMNS, [_record()]))

    (row,) = csv.DictReader(io.StringIO(text))

    assert row["title"] == '\'=HYPERLINK("https://evil.example","Win, now")'
    assert (row["outlets"], row["denied_by"]) == ("'+Mada; Outlet b", "'@Army; Outlet b")
    assert (row["alert"], row["state"], row["quiet"]) == ("7", "contested", "false")
    assert row["created_at"] == "2020-07-30T11:05:00Z"


def test_columns_stay() -> None:
    """Programs read them by name and number: a new one goes to the end."""
    assert tuple(_record()) == ALERT_COLUMNS
    assert csv_heading(ALERT_COLUMNS) == (
        "alert,story,chapter,revision,created_at,updated_at,first_seen_at,state,ruling,correction,quiet,watchlists,"
        "title,url,outlet,lang,articles,outlets,languages,independent,confirmed_by,denied_by\r\n"
    )


def test_json_has_the_articles_with_their_claims() -> None:
    """The nested form says who said what, in the article's own words."""
    reports = _record(nested=True)["reports"]

    assert isinstance(reports, list)
    assert [one["outlet"] for one in reports] == ["outlet-a", "outlet-b"]
    assert reports[1]["claims"][0] == {"stance": "denies", "source": "@Army", "sentence": "No."}
