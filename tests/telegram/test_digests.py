"""How a digest says who is silent."""

from datetime import UTC, datetime

import pytest

from bot.alerts.coverage_words import COVERAGE_WORDS
from bot.alerts.digest import Digest, Entry, Occasion
from bot.telegram.digests import digest_messages
from bot.telegram.words import Words
from tests.alerts.builders import content, named, report
from tests.telegram.test_commands import status_of

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize("language", ["en", "ar", "tr", "fr"])
def test_who_is_silent_stands_below_the_story(language: str) -> None:
    """Three names at most and the number of the others; hostile names stay text; other stories have no such line."""
    told = content(report(), watchlists=(named(),))
    name = told.watchlists[0]
    digest = Digest(
        occasion=Occasion.DAILY,
        groups=((name, (Entry(1, told, False), Entry(2, told, False))),),
        silent=(),
        dropped=(),
    )
    names = ["Al-Ahram", "<b>SANA</b>", "Mada Masr", "TRT", "BBC"]

    (message,) = digest_messages(Words(language, "UTC"), digest, status_of(), NOW, quiet={1: names})

    lines = [line for line in message.html.splitlines() if "🤫" in line]
    assert len(lines) == 1
    assert COVERAGE_WORDS[language].silent in lines[0]
    assert "Mada Masr" in lines[0]
    assert "TRT" not in lines[0]
    assert "&lt;b&gt;SANA" in lines[0]
