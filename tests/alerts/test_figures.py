"""Which figures of a story are shown, and how a line of them reads in four languages."""

from dataclasses import replace

import pytest

from bot.alerts.content import grow
from bot.alerts.figures import moving
from bot.alerts.words import LANGUAGES
from bot.model import Bound, Counted, Figure, Report, State
from tests.alerts.builders import after, content, named, report
from tests.alerts.test_render import rendered


def counted(outlet: str, *figures: Figure, minutes: int = 0, article: str = "") -> Report:
    """A report with these figures."""
    return report(
        article or outlet,
        outlet=outlet,
        outlet_name=outlet.title(),
        seen_at=after(minutes=minutes),
        figures=figures,
    )


def troops(value: int, bound: Bound = Bound.EXACT, upper: int | None = None, source: str = "") -> Figure:
    """So many troops."""
    return Figure(Counted.TROOPS, value, bound, upper, source)


def test_a_figure_that_nobody_disputes_is_not_shown() -> None:
    """Two outlets that say the same, one of them with a bound, do not move it."""
    same = content(counted("anadolu", troops(150)), counted("shahed", troops(150, Bound.AT_MOST)))

    assert moving(same) == ()
    assert "🔢" not in rendered(same)


def test_outlets_that_differ() -> None:
    """Each reading once, in order of arrival, with how many say the same."""
    told = content(
        counted("anadolu", troops(150)),
        counted("shahed", troops(100, Bound.ORDER), minutes=3),
        counted("sabah", troops(150), minutes=5),
    )

    ((what, readings),) = moving(told)

    assert what is Counted.TROOPS
    assert [(each.report.outlet, each.figure.value, each.others) for each in readings] == [
        ("anadolu", 150, 1),
        ("shahed", 100, 0),
    ]
    assert "🔢 <b>Troops</b> · 150 (Anadolu +1, 14:05) · “hundreds” (Shahed, 14:08)" in rendered(told)


def test_a_number_that_changes() -> None:
    """What the same outlet said before stands before what it says now."""
    told = content(
        counted("anadolu", Figure(Counted.KILLED, 12, Bound.AT_LEAST)),
        counted("anadolu", Figure(Counted.KILLED, 59), minutes=30, article="second"),
    )

    assert "🔢 <b>Killed</b> · at least 12 → 59 (Anadolu, 14:35)" in rendered(told)


def test_who_says_so_stands_with_the_number() -> None:
    """A speaker before its outlet; an outlet that speaks for itself once."""
    told = content(
        counted("anadolu", troops(150, source="rebel commander")), counted("sana", troops(20, source="SANA"))
    )

    line = next(line for line in rendered(told).split("\n") if "🔢" in line)

    assert "150 (rebel commander, Anadolu, 14:05)" in line
    assert "20 (Sana, 14:05)" in line


LINES = {
    "en": "🔢 <b>Troops</b> · 10–15 (Anadolu, 14:05) · more than 1,500 (⟨الأفق⟩, 14:05)",
    "ar": "‹R›🔢 <b>الجنود</b> · 10–15 (⟨Anadolu⟩، 14:05) · أكثر من 1,500 (الأفق، 14:05)",
    "tr": "🔢 <b>Asker</b> · 10–15 (Anadolu, 14:05) · 1.500 üzeri (⟨الأفق⟩, 14:05)",
    "fr": "🔢 <b>Soldats</b> · 10–15 (Anadolu, 14:05) · plus de 1\u202f500 (⟨الأفق⟩, 14:05)",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_line_in_each_language(language: str) -> None:
    """Bounds, ranges and digits are the reader's; names keep their direction."""
    told = content(
        counted("anadolu", troops(10, upper=15)),
        replace(counted("ufuq", troops(1500, Bound.MORE_THAN)), outlet_name="الأفق"),
    )

    assert LINES[language] in rendered(told, language).split("\n")


def test_only_a_figure_that_moves_is_a_change() -> None:
    """A number that all agree on edits no message; one that differs does, without a change of state."""
    first, second = counted("anadolu", troops(150)), counted("shahed")
    before = content(first, second)

    def grown(*reports: Report) -> bool:
        after_it = grow(
            before,
            story="s",
            reports=reports,
            state=State.SINGLE,
            independent=before.independent,
            watchlists=(named(),),
            now=after(minutes=9),
        )
        assert after_it is None or after_it.state_revision == before.state_revision
        return after_it is not None

    assert not grown(first, replace(second, figures=(troops(150),)))
    assert grown(first, replace(second, figures=(troops(300),)))
