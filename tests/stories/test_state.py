"""States of stories from their reports."""

from itertools import permutations

import pytest

from bot.model import Report, Stance, State
from bot.stories import state
from tests.stories.build import claim, outlet, report

PLAIN = claim(Stance.REPORTS)
OUTLETS = {
    each.id: each
    for each in (outlet("trt", "Turkish state"), outlet("anadolu", "Turkish state"), outlet("enab"))
}


def test_nothing_and_one_report_are_single() -> None:
    """No report and one report are single; the one is named."""
    assert state([], {}).state is State.SINGLE
    assert state([report("enab", PLAIN)], OUTLETS).independent == ("Enab",)


def test_two_independent_outlets_corroborate() -> None:
    """Two sources with different owners corroborate."""
    found = state([report("enab", PLAIN), report("trt", PLAIN, minute=5)], OUTLETS)

    assert found.state is State.CORROBORATED
    assert found.independent == ("Enab", "Trt")
    assert not found.attributed


def test_one_owner_and_copies_do_not_corroborate() -> None:
    """An owner's second outlet and a copy of its agency's text are the same source."""
    copy = report("paper", PLAIN, minute=9, credit="anadolu")

    found = state([report("trt", PLAIN), report("anadolu", PLAIN, minute=5), copy], OUTLETS)

    assert found.state is State.SINGLE
    assert found.independent == ("Trt",)


def test_a_denial_contests() -> None:
    """A denial beside reports contests, with both sides as evidence."""
    denial = claim(Stance.DENIES, "Cairo", "Cairo denies sending troops")

    found = state([report("trt", PLAIN), report("enab", denial, minute=3)], OUTLETS)

    assert found.state is State.CONTESTED
    assert {proof.claim.stance for proof in found.evidence} == {Stance.DENIES, Stance.REPORTS}
    assert found.attributed


@pytest.mark.parametrize(
    ("speaker", "confirms"),
    [
        ("Egypt's foreign ministry", True),
        ("Cairo", True),
        ("The army spokesman", True),
        ("Syria's government", True),
        ("France", False),
        ("military sources", False),
        ("The Syrian Observatory", False),
        ("Egyptian media", False),
        ("", False),
    ],
)
def test_only_a_party_that_can_confirms(speaker: str, confirms: bool) -> None:
    """The acting or accused party and its offices confirm; monitors, sources, media and third parties do not."""
    said = claim(Stance.CONFIRMS, speaker, f"{speaker} confirmed that Egypt sent troops to Syria")

    found = state([report("trt", PLAIN), report("enab", said, minute=4, title=said.sentence)], OUTLETS)

    assert (found.state is State.CONFIRMED) is confirms


def test_the_later_word_of_a_party_stands() -> None:
    """A confirmation after a denial confirms; a denial after a confirmation contests; in one minute it is contested."""
    denial = claim(Stance.DENIES, "Cairo", "Cairo denies sending troops")
    confirmation = claim(Stance.CONFIRMS, "Cairo", "Cairo confirms sending troops")

    assert state([report("a", denial), report("b", confirmation, minute=9)], {}).state is State.CONFIRMED
    assert state([report("a", confirmation), report("b", denial, minute=9)], {}).state is State.CONTESTED
    assert state([report("a", confirmation), report("b", denial)], {}).state is State.CONTESTED


def test_a_retraction_by_the_only_source() -> None:
    """Where every source takes it back the story is retracted; where another still tells it, it is not."""
    back = report("trt", claim(Stance.RETRACTS, "Trt", "TRT retracts its report"), minute=30)
    story = [report("trt", PLAIN), back]

    assert state(story, OUTLETS).state is State.RETRACTED
    assert state([*story, report("enab", PLAIN, minute=40)], OUTLETS).state is State.SINGLE
    assert (
        state([*story, report("paper", PLAIN, minute=5, credit="anadolu")], OUTLETS).state is State.RETRACTED
    )


def test_what_is_only_claimed_is_attributed() -> None:
    """Two outlets that both only pass on claims corroborate, but nobody tells it as fact."""
    said = claim(Stance.CLAIMS, "military sources")

    found = state([report("trt", said), report("enab", said, minute=2)], OUTLETS)

    assert found.state is State.CORROBORATED
    assert found.attributed


def test_order_does_not_matter() -> None:
    """Any order of the same reports, those of one minute included, gives the same state."""
    reports: list[Report] = [
        report("trt", PLAIN),
        report("enab", claim(Stance.DENIES, "Cairo")),
        report("bbc", claim(Stance.CONFIRMS, "Cairo", "Cairo confirms it")),
        report("anadolu", claim(Stance.RETRACTS, "Anadolu"), minute=1),
    ]

    assert len({state(order, OUTLETS) for order in permutations(reports)}) == 1
