"""What stands for a story of many reports."""

from bot.alerts.choice import announcer, evidence_beside, headline_report, voices
from bot.model import Stance, State
from tests.alerts.builders import claim, content, evidence, report


def test_the_headline_is_one_that_can_be_read() -> None:
    """A report without a title stands for nothing while another has one."""
    story = content(report("a", title=" "), report("b", title="Water rises"))
    assert headline_report(story, "en").article == "b"


def test_the_evidence_is_the_headlines_own() -> None:
    """Or else the first there is."""
    first, second = (
        report("a", evidence=evidence("One.", "One")),
        report("b", evidence=evidence("Two.", "Two")),
    )
    bare = report("c")
    story = content(first, second, bare)
    assert [found.text for one in (second, bare) if (found := evidence_beside(story, one))] == [
        "Two.",
        "One.",
    ]
    assert evidence_beside(content(bare), bare) is None


def test_a_speaker_is_quoted_in_the_readers_language() -> None:
    """Where an outlet of that language quotes the same speaker in the same stance."""
    english = report("a", claims=(claim(Stance.DENIES, "SANA", "No."),))
    french = report("b", lang="fr", claims=(claim(Stance.DENIES, "Sana", "Non."),))
    story = content(english, french)
    assert [voice.claim.sentence for voice in voices(story, "fr")[0]] == ["Non."]
    assert [voice.claim.sentence for voice in voices(story, "tr")[0]] == ["No."]


def test_plain_reports_and_empty_sentences_are_no_voices() -> None:
    """Nobody is quoted with nothing."""
    quiet = report(claims=(claim(Stance.REPORTS, "x", "It rains."), claim(Stance.CLAIMS, "y", "\u202e")))
    assert voices(content(quiet), "en") == ([], [])


def test_the_newest_denial_announces_a_dispute() -> None:
    """And nothing announces that more outlets report."""
    first = report("a", claims=(claim(Stance.DENIES, "x", "Old."), claim(Stance.CLAIMS, "y", "Yes.")))
    story = content(first, report("b", claims=(claim(Stance.DENIES, "z", "New."),)), state=State.CONTESTED)
    voice = announcer(story)
    assert voice is not None
    assert voice.claim.sentence == "New."
    assert announcer(content(first, state=State.CORROBORATED)) is None
