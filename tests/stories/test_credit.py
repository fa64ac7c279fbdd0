"""Whose text an article is, and how many independent sources a story has."""

import pytest

from bot.model import Stance
from bot.stories import credit, independent, origin
from tests.stories.build import article, claim, outlet, report, seen

BODY = (
    "Firefighters battled a blaze that broke out in a warehouse by the river on Sunday evening and spread. "
)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"author": "Agence France-Presse"}, "afp"),
        ({"author": "By Reuters"}, "reuters"),
        ({"text": "NAIROBI (Reuters) - " + BODY}, "reuters"),
        ({"text": "BEIJING, May 3 (Xinhua) -- " + BODY}, "xinhua"),
        ({"summary": "ANKARA (AA) - Bakan konuştu."}, "anadolu"),
        ({"summary": "القاهرة (رويترز) - قال الوزير"}, "reuters"),
        ({"text": BODY * 9 + "(avec AFP)"}, "afp"),
        ({"text": BODY * 9 + "Source: TASS"}, "tass"),
        ({"text": BODY * 9 + "- dpa"}, "dpa"),
        ({"summary": "Le ministre a démissionné, selon l'AFP."}, "afp"),
        ({"summary": "Troops crossed the border, according to Anadolu."}, "anadolu"),
        ({"summary": "نقلت وكالة سانا عن مصدر قوله"}, "sana"),
        ({"summary": "AA muhabirinin edindiği bilgiye göre köprü kapandı."}, "anadolu"),
        ({"summary": "AP, bakanlığa göre köprü kapandı."}, ""),
        ({"title": "Growth across the MENA region", "summary": "Banks in MENA do well."}, ""),
        ({"text": BODY * 5}, ""),
        ({"text": "NAIROBI (Reuters) - " + BODY, "outlet": "Reuters"}, ""),
    ],
)
def test_credits(fields: dict[str, str], expected: str) -> None:
    """Bylines, datelines, brackets, feet and attributions in four languages name the agency."""
    assert credit(article(**fields)) == expected


def test_a_credit_to_another_outlet() -> None:
    """An attribution to a known outlet is its credit; to itself it is none."""
    passed_on = article(summary="The talks failed, according to The Daily Lantern.")
    lantern = outlet("lantern", name="The Daily Lantern")

    assert credit(passed_on, outlet("other"), [lantern]) == "lantern"
    assert credit(passed_on, lantern, [lantern]) == ""


def test_a_near_copy_counts_with_its_origin() -> None:
    """A text that shares most of its shingles with an earlier one comes from that outlet."""
    words = " ".join(f"Sentence {n} tells of bridge number {n * 7}." for n in range(40))
    first = seen("a", outlet="wire", text=words)
    copy = seen("b", outlet="paper", text="From our desk. " + words)
    other = seen(
        "c", outlet="blog", text=" ".join(f"Line {n} on quite another matter {n * 3}." for n in range(40))
    )

    assert origin(copy, [first]) == "wire"
    assert origin(other, [first, copy]) == ""
    assert origin(seen("d", outlet="wire", text=words), [first]) == ""


def test_independent_sources_in_order_of_arrival() -> None:
    """Seven outlets, two sources: copies count with the agency, an owner counts once."""
    outlets = {each.id: each for each in (outlet("trt", "state"), outlet("anadolu", "state"), outlet("enab"))}
    told = claim(Stance.REPORTS)
    reports = [
        report("enab", told, minute=4),
        report("anadolu", told),
        report("trt", told, minute=1),
        *(report(f"paper{n}", told, minute=10 + n, credit="anadolu") for n in range(4)),
    ]

    assert independent(reports, outlets) == ("Anadolu", "Enab")


def test_credits_in_a_circle_end() -> None:
    """Two outlets that credit each other are followed once."""
    told = claim(Stance.REPORTS)
    reports = [report("a", told, credit="b"), report("b", told, minute=1, credit="a")]

    assert len(independent(reports, {})) in (1, 2)
