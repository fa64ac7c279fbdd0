"""A backtest as a message, in four languages, within Telegram's limits."""

from datetime import date, timedelta

import pytest

from bot.alerts.markup import plain_text
from bot.telegram.backtests import backtest_failed, backtest_message
from bot.telegram.words import LANGUAGES, Words
from bot.watch.backtest import Backtest, Catch, Day, Difference, FailedCase, Share, Tally, sparkline
from bot.watch.doubt import Reason, score
from tests.storage.builders import NOW


def catch(number: int, *reasons: Reason) -> Catch:
    """An article with a long and hostile headline."""
    return Catch(
        article=f"a{number}",
        story="s",
        outlet="mada",
        outlet_name="Mada <b>Masr</b>",
        lang="en",
        title=f"<i>{number}</i> {'very long ' * 60}",
        url="https://mada.example/1",
        seen_at=NOW,
        reasons=reasons,
        score=score(reasons),
    )


FOUND = Backtest(
    watchlist="forces",
    query="@egypt AND @syria",
    since=NOW - timedelta(days=30),
    until=NOW,
    archive=100_000,
    looked_at=812,
    found=Tally(41, 12),
    days=tuple(Day(date(2020, 6, 20) + timedelta(days=n), n, n % 5) for n in range(31)),
    outlets=tuple(Share(f"o{n}", f"Outlet {n}", 9, 3) for n in range(9)),
    languages=(Share("ar", "ar", 30, 9), Share("", "", 2, 2)),
    best=tuple(catch(n, Reason.TITLE, Reason.TOGETHER) for n in range(20)),
    doubtful=tuple(catch(n, Reason.OFTEN, Reason.FAR_APART) for n in range(20)),
    alerts_per_week=11.6,
    chats=3,
    against=Difference(
        version=4, published=Tally(30, 9), gained=Tally(12, 4), lost=Tally(1, 1),
        gained_shown=tuple(catch(n) for n in range(20)), lost_shown=(catch(1),), alerts_per_week=8.1,
    ),
    failed_cases=tuple(FailedCase("Egypt wins " * 20, False, "excluded " * 90, 9) for _ in range(9)),
    cases=12,
)  # fmt: skip


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_it_fits_on_a_screen_in_every_language(language: str) -> None:
    """Whatever the archive holds: hostile headlines are text, and 4,096 characters are enough."""
    html = backtest_message(Words(language), FOUND).html

    assert len(plain_text(html).encode("utf-16-le")) // 2 <= 4096
    assert "<i>0</i>" not in html
    assert "Masr</b>" not in html
    assert sparkline([day.stories for day in FOUND.days]) in html


def test_it_says_how_much_what_changes_and_why_doubted() -> None:
    """In plain words."""
    text = plain_text(backtest_message(Words("en"), FOUND).html)

    assert "forces · the last 30 days · 812 articles read" in text
    assert "It would have caught 41 articles in 12 stories." in text
    assert "about 12 alerts a week · 3 chats" in text
    assert "Against version 4: 12 articles more and 1 article fewer." in text
    assert "4 alerts a week more for each chat" in text
    assert "9 cases fail:" in text
    assert "far apart" in text
    assert "named often" not in text  # speaks for it, and this is the list of doubts


def test_a_failure_names_what_was_tried() -> None:
    """And why it could not be."""
    text = plain_text(backtest_failed(Words("en"), "forces", "forces.yaml:5:3: no").html)

    assert "The backtest of forces could not be made:" in text
    assert "forces.yaml:5:3: no" in text


@pytest.mark.parametrize(
    ("numbers", "bars"), [([], ""), ([0, 0], "··"), ([1, 4, 8], "▁▄█"), ([0, 1, 1000], "·▁█"), ([3], "█")]
)
def test_a_sparkline_has_one_bar_for_each_number(numbers: list[int], bars: str) -> None:
    """Nothing is a dot, so that one is told from none."""
    assert sparkline(numbers) == bars
