"""Who carries a story, and who is silent about it."""

from collections.abc import Iterable
from datetime import timedelta

import pytest

from bot.model import Field, Outlet, Span
from bot.stories.coverage import (
    Carrier,
    Coverage,
    Habit,
    Told,
    coverage,
    lower_bound,
    shared_subjects,
    subjects,
)
from tests.stories.build import NOON, outlet


class Named:
    """A concept that hits in one place."""

    def __init__(
        self, concept: str, kind: str = "country", field: Field = Field.TITLE, start: int = 0
    ) -> None:
        self.concept = concept
        self.type = kind
        self.spans: tuple[Span, ...] = (Span(field, start, start + 1, "x", "x"),)


OUTLETS = {id_: outlet(id_) for id_ in ("anadolu", "sana", "mada", "rfi", "bbc")}
DAYS = [NOON - timedelta(days=number) for number in range(12, 0, -1)]


def earlier(*carriers: str) -> list[Told]:
    """Twelve stories, one a day, with the outlets that carried each; a digit says how many of them, the first ones."""
    told = []
    for carrier in carriers:
        name, _, number = carrier.partition(" ")
        told += [Told(f"s{day}", name, DAYS[day]) for day in range(int(number or 12))]
    return told


def covered(told: Iterable[Told], *, hours: float = 8, unread: Iterable[str] = ()) -> Coverage:
    """The coverage of a story that Anadolu and the BBC carry."""
    return coverage(
        "s",
        [Carrier(OUTLETS["anadolu"], NOON), Carrier(OUTLETS["bbc"], NOON), Carrier(OUTLETS["anadolu"], NOON)],
        OUTLETS,
        told,
        about=("egypt",),
        unread={*unread},
        now=NOON + timedelta(hours=hours),
    )


def test_who_always_tells_and_does_not_is_silent() -> None:
    """With how often, and how surely; carriers stand once."""
    found = covered(earlier("anadolu", "bbc", "sana", "mada 7"))

    assert [carrier.outlet.id for carrier in found.carriers] == ["anadolu", "bbc"]
    assert [(one.outlet.id, one.carried, one.of, one.habit) for one in found.silent] == [
        ("sana", 12, 12, Habit.NEARLY_ALWAYS),
        ("mada", 7, 12, Habit.OFTEN),
    ]
    assert (found.compared, found.early) == (12, False)


def test_who_seldom_tells_is_not_silent() -> None:
    """Nor an outlet that never told such a story, nor one known from three stories only."""
    assert covered(earlier("anadolu", "bbc", "sana 4")).silent == ()
    assert covered([one for one in earlier("anadolu", "bbc", "sana") if one.at >= DAYS[9]]).silent == ()


def test_a_newcomer_is_measured_from_its_first_story() -> None:
    """Stories from before an outlet was followed do not count against it."""
    late = [Told(f"s{day}", "rfi", DAYS[day]) for day in range(7, 12)]

    (silent,) = covered([*earlier("anadolu", "bbc"), *late]).silent

    assert (silent.outlet.id, silent.carried, silent.of) == ("rfi", 5, 5)


def test_what_only_one_other_told_counts_for_nothing() -> None:
    """An exclusive says nothing about who follows others."""
    assert covered(earlier("anadolu", "sana")).silent == ()


def test_a_blind_spot_is_said() -> None:
    """An outlet that cannot be read may have told it; a young story may still be told."""
    found = covered(earlier("anadolu", "bbc", "sana", "mada"), hours=1, unread=["mada"])

    assert [(one.outlet.id, one.unread) for one in found.silent] == [("sana", False), ("mada", True)]
    assert found.early


@pytest.mark.parametrize(
    ("part", "whole", "bound"), [(0, 0, 0.0), (4, 4, 0.71), (10, 10, 0.86), (5, 10, 0.31), (50, 100, 0.44)]
)
def test_the_lower_bound(part: int, whole: int, bound: float) -> None:
    """Wilson's: few cases say little, none say nothing."""
    assert lower_bound(part, whole) == pytest.approx(bound, abs=0.01)


def test_what_an_article_is_about() -> None:
    """Countries, people and forces of headline and summary, else of the opening; acts and roles are too common."""
    hits = [
        Named("egypt"),
        Named("syria", field=Field.SUMMARY),
        Named("iran", field=Field.TEXT, start=900),
        Named("deny", "act"),
    ]

    assert subjects(hits) == ("egypt", "syria")
    assert subjects(
        [Named("iran", field=Field.TEXT, start=20), Named("un", field=Field.TEXT, start=900)]
    ) == ("iran",)


def test_what_a_story_is_about() -> None:
    """What at least half of its articles name, the commonest first."""
    assert shared_subjects([{"egypt", "syria"}, {"egypt"}, {"egypt", "iran"}, {"syria"}]) == (
        "egypt",
        "syria",
    )
    assert shared_subjects([]) == ()


def test_nobody_carries_it() -> None:
    """A story without articles is told by nobody, since now."""
    empty = coverage("s", [], {"sana": Outlet(id="sana", name="SANA")}, [], about=(), unread=(), now=NOON)

    assert (empty.carriers, empty.silent, empty.first_seen_at) == ((), (), NOON)
