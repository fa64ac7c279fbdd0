"""The report of misses as people read it."""

from datetime import UTC, datetime

import pytest

from bot.alerts.markup import plain_text
from bot.model import Miss, MissedArticle, MissedStory, MissReport, NewSpelling
from bot.telegram.misses import difference, report_messages
from bot.telegram.words import LANGUAGES, Words

_ARTICLE = MissedArticle(
    id="a", outlet="Mada <b>", title="Troops & tanks", url="https://a.example", lang="en"
)
_MISS = Miss(
    watchlist="w",
    title={"en": "Forces", "ar": "قوات"},
    version=3,
    mend="reach",
    before="(@egypt OR @sisi) NEAR/3 (@troops OR @pilots)",
    after="(@egypt OR @sisi) NEAR/6 (@troops OR @pilots)",
    why="",
    stories=(MissedStory(story="s", articles=(_ARTICLE, _ARTICLE)),),
    other_articles=4,
    other_stories=2,
    examples=(_ARTICLE,),
)
_SPELLING = NewSpelling(
    concept="haftar",
    title={"en": "Haftar"},
    like="Haftar",
    text="Heftar",
    lang="tr",
    articles=3,
    outlets=2,
    examples=(_ARTICLE,),
    around=("… Heftar lands …",),
    gained={"w": 2},
)


def _report(misses: int = 1, spellings: int = 1) -> MissReport:
    now = datetime(2024, 5, 6, tzinfo=UTC)
    return MissReport(
        at=now,
        since=now,
        stories=12,
        articles=900,
        misses=(_MISS,) * misses,
        spellings=(_SPELLING,) * spellings,
    )


def test_only_the_place_that_changes_is_shown() -> None:
    """Queries are long; a little on both sides says where it is."""
    long = "lead:((@oil OR @gas) NEAR/15 (@cyprus OR @greece OR @egypt OR @israel OR @lebanon))"

    assert difference(long, long.replace("NEAR/15", "NEAR/18")) == (
        "lead:((@oil OR @gas) NEAR/15 (@cyprus OR @greece OR @egypt …",
        "lead:((@oil OR @gas) NEAR/18 (@cyprus OR @greece OR @egypt …",
    )
    assert difference("@a OR @b", "@a OR @b OR @c") == ("@a OR @b", "@a OR @b OR @c")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_report_is_told_in_every_language(language: str) -> None:
    """Edits in one message and spellings in another, with what they would catch; nothing found is said, too."""
    edits, spellings = (plain_text(one.html) for one in report_messages(Words(language), _report()))

    assert "NEAR/6" in edits
    assert "Troops & tanks" in edits
    assert "Heftar" in spellings
    assert "w +2" in spellings
    assert len(report_messages(Words(language), _report(0, 0))) == 1


def test_what_finds_no_room_is_left_out_from_the_end() -> None:
    """Telegram takes 4,096 units."""
    (long,) = report_messages(Words("en"), _report(60, 0))

    assert 3000 < len(plain_text(long.html)) <= 4096
