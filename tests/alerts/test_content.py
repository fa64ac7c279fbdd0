"""How an alert's content grows."""

from dataclasses import replace
from typing import Any

from bot.alerts.content import grow, ruled
from bot.model import AlertContent, Earlier, Report, Ruling, Stance, State
from tests.alerts.builders import T0, after, claim, content, evidence, named, report


def grown(previous: AlertContent | None, *reports: Report, **values: Any) -> AlertContent | None:
    """`grow` with everything else as it was."""
    base = previous or content(*reports)
    given = {
        "story": base.story,
        "state": base.state,
        "independent": base.independent,
        "watchlists": base.watchlists,
        "now": after(minutes=5),
        **values,
    }
    return grow(previous, reports=reports, **given)


def test_a_first_report_opens_revision_one() -> None:
    """The first content has its state's first revision and was first seen with its first report."""
    made = grown(None, report(seen_at=after(seconds=9)))
    assert made is not None
    assert (made.state_revision, made.first_seen_at, made.updated_at) == (
        1,
        after(seconds=9),
        after(minutes=5),
    )


def test_the_same_again_is_nothing() -> None:
    """What a reader sees already makes no new content, however late it is."""
    before = content(report("a"), report("b"))
    assert grown(before, report("a"), report("b"), now=after(hours=9)) is None


def test_a_plain_report_sentence_is_not_visible() -> None:
    """A claim that only reports is not shown, so it changes nothing; a denial does."""
    before = content(report("a"))
    plain = report("a", claims=(claim(Stance.REPORTS, "", "It rained."),))
    denied = report("a", claims=(claim(Stance.DENIES, "army", "No."),))
    assert grown(before, plain) is None
    assert grown(before, denied) is not None


def test_a_new_version_of_a_query_is_not_visible() -> None:
    """Only a watchlist's titles are shown, not its version."""
    before = content()
    assert grown(before, *before.reports, watchlists=[replace(named(), version=2)]) is None
    renamed = grown(before, *before.reports, watchlists=[named("w", en="Other")])
    assert renamed is not None
    assert renamed.watchlists[0].title == {"en": "Other"}


def test_reports_stand_in_order_of_arrival() -> None:
    """However they are handed in, the first reporter stands first."""
    late, early = report("late", seen_at=after(minutes=9)), report("early")
    made = grown(None, late, early)
    assert made is not None
    assert [one.article for one in made.reports] == ["early", "late"]


def test_a_report_that_left_the_story_goes() -> None:
    """An admin's split takes a report out of the alert."""
    before = content(report("a"), report("b"))
    made = grown(before, report("a"))
    assert made is not None
    assert [one.article for one in made.reports] == ["a"]


def test_a_changed_report_is_visible() -> None:
    """A new headline, evidence that the text brought, a known source: each makes a new content."""
    before = content(report("a"))
    for change in ({"title": "New"}, {"evidence": evidence("A hit.", "hit")}, {"credit": "AFP"}):
        assert grown(before, report("a", **change)) is not None


def test_the_state_revision_counts_changes_of_state() -> None:
    """It grows with a change of state and with nothing else."""
    first = content(report("a"))
    second = grown(first, report("a"), report("b"))
    assert second is not None
    third = grown(second, *second.reports, state=State.CONTESTED)
    assert third is not None
    assert (second.state_revision, third.state_revision) == (1, 2)


def test_a_watchlist_stays() -> None:
    """A query that no longer hits does not take the alert back from those who got it."""
    before = content(watchlists=(named("a"), named("b")))
    made = grown(before, *before.reports, watchlists=[named("c"), named("a")])
    assert made is not None
    assert [name.id for name in made.watchlists] == ["a", "b", "c"]


def test_a_correction_stays_and_counts_as_a_change_of_state() -> None:
    """An admin's words are announced, and survive later growth."""
    before = content(report("a"))
    corrected = ruled(before, Ruling.CORRECTED, "The number was wrong.", state=State.SINGLE, now=T0)
    assert (corrected.state, corrected.state_revision) == (State.SINGLE, 2)
    later = grown(corrected, report("a"), report("b"))
    assert later is not None
    assert later.correction == "The number was wrong."


def test_an_alert_can_be_retracted() -> None:
    """A retraction by an admin is a state."""
    retracted = ruled(content(), Ruling.RETRACTED, "Not true.", state=State.SINGLE, now=T0)
    assert retracted.state is State.RETRACTED
    later = grown(retracted, *retracted.reports, report("b"), state=State.CORROBORATED)
    assert later is not None
    assert (later.state, later.state_revision) == (State.RETRACTED, 2)


def test_a_retraction_can_be_taken_back() -> None:
    """Then the state is again what the outlets say."""
    retracted = ruled(content(), Ruling.RETRACTED, "Not true.", state=State.SINGLE, now=T0)
    back = ruled(retracted, Ruling.REINSTATED, "", state=State.CONFIRMED, now=T0)
    assert (back.state, back.state_revision, back.correction) == (State.CONFIRMED, 3, "")


def test_a_story_that_was_merged_and_parted_again_is_told_by_itself() -> None:
    """As long as its first article is elsewhere, its alert points there."""
    merged = Earlier(alert=1, title="Elder", first_seen_at=T0)
    before = content(report("a"), merged=merged)
    parted = grown(before, report("a"))
    elsewhere = grown(before, report("b"))
    assert parted is not None
    assert elsewhere is not None
    assert (parted.merged, elsewhere.merged) == (None, merged)
