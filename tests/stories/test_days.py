"""Days that articles name, against the day they appeared."""

from datetime import UTC, datetime

import pytest

from bot.stories.days import told_days
from tests.stories.build import article, seen

WEDNESDAY = datetime(2024, 5, 8, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("lang", "summary", "days"),
    [
        ("en", "The bomb went off on Tuesday near the gate.", [7]),
        ("en", "The bomb went off yesterday.", [7]),
        ("fr", "L'explosion a eu lieu mercredi à l'aube.", [8]),
        ("tr", "Patlama salı günü meydana geldi.", [7]),
        ("ar", "وقع الانفجار يوم الثلاثاء قرب البوابة.", [7]),
        ("en", "They were held since Tuesday.", []),
        ("en", "Monday's attack was the worst.", []),
        ("en", "The vote is due next Tuesday.", []),
        ("en", "Talks open on Saturday.", []),
        ("tr", "Pazar yerinde patlama oldu.", []),
    ],
)
def test_days_are_resolved(lang: str, summary: str, days: list[int]) -> None:
    """A weekday is the last one of its name; since when, whose and which to come are no days of the event."""
    found = seen("a", lang=lang, title="Blast", summary=summary, published_at=WEDNESDAY)

    assert [datetime.fromordinal(day).day for day in found.days] == days


def test_no_date_no_days() -> None:
    """Without a day of publication a weekday says nothing; nor where only the month is known."""
    assert told_days((), "en", None) == frozenset()
    vague = seen("a", lang="en", title="Blast on Tuesday", published_at=WEDNESDAY, precision="month")
    assert vague.days == ()
    assert article().published_at is not None
