"""Small edits of queries, made on the tree."""

from bot.watch import parse, show
from bot.watch.repairs import Mend, ladders, less_excluding, loosened, openings, unexcluded


def _tops(query: str) -> set[tuple[Mend, str]]:
    return {(each.steps[-1].mend, show(each.steps[-1].tree)) for each in ladders(parse(query))}


def test_each_place_is_loosened_by_itself() -> None:
    """One edit changes one place and leaves the others as they were."""
    assert _tops("a ONEAR/2 b AND ATLEAST/3 c AND title:d") == {
        (Mend.REACH, "a ONEAR/6 b AND ATLEAST/3 c AND title:d"),
        (Mend.ORDER, "a NEAR/2 b AND ATLEAST/3 c AND title:d"),
        (Mend.COUNT, "a ONEAR/2 b AND c AND title:d"),
        (Mend.SCOPE, "a ONEAR/2 b AND ATLEAST/3 c AND lead:d"),
    }


def test_steps_go_from_the_smallest_to_the_widest() -> None:
    """A NEAR is widened word by word, to about twice its reach."""
    (ladder,) = ladders(parse("a NEAR/6 b"))

    assert [step.after for step in ladder.steps] == [f"a NEAR/{reach} b" for reach in range(7, 15)]


def test_only_a_loose_nearness_in_a_lead_may_part() -> None:
    """Headline and summary share no distances, so there a wide NEAR may become an AND; a close one says who did what."""
    assert (Mend.APART, "lead:(a AND b)") in _tops("lead:(a NEAR/12 b)")
    assert not {mend for mend, _ in _tops("lead:(a NEAR/4 b)")} & {Mend.APART}
    assert not {mend for mend, _ in _tops("a NEAR/12 b")} & {Mend.APART}


def test_exclusions_only_shrink() -> None:
    """Within NOT nothing is widened; the exclusion itself is looked for in the title alone."""
    assert _tops("a AND NOT lead:(b NEAR/3 c)") == {(Mend.EXCLUSION, "a AND NOT title:(b NEAR/3 c)")}
    assert show(unexcluded(parse("a AND NOT b"))) == "a"
    assert show(less_excluding(parse("a AND NOT lead:b"))) == "a AND NOT title:b"


def test_the_loosened_query_holds_wherever_one_edit_does() -> None:
    """It has every place at the top of its ladder."""
    assert show(loosened(parse("lead:(a NEAR/2 b) AND NOT lead:(x NEAR/1 y)"))) == (
        "a NEAR/6 b AND NOT title:(x NEAR/1 y)"
    )


def test_a_concept_can_be_added_where_one_stands() -> None:
    """Each place is told with the query as if it always held, which has to ask for something still."""
    found = {
        show(each.side): (show(each.without), show(each.filled("new").tree))
        for each in openings(parse("(@a OR x) NEAR/6 @b AND NOT @c"))
    }

    assert found == {
        "@a OR x": ("@b AND NOT @c", "(@a OR x OR @new) NEAR/6 @b AND NOT @c"),
        "@b": ("(@a OR x) AND NOT @c", "(@a OR x) NEAR/6 (@b OR @new) AND NOT @c"),
    }
    assert not list(openings(parse("@a AND NOT b")))
