"""What stands for a story of many reports."""

from bot.alerts.choice import (
    announcer,
    evidence_beside,
    headline_report,
    is_only_claimed,
    is_told_as_claim,
    voices,
)
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


# --- headline -------------------------------------------------------------------------------------------


def test_a_denial_heads_no_alert_that_a_report_could_head() -> None:
    """In the reader's language the report comes first, whichever arrived earlier."""
    denial = report("no", title="Cairo denies it", claims=(claim(Stance.DENIES, "Cairo", "Cairo denies it"),))
    told = report("yes", title="Troops sent")
    turkish = report("tr", lang="tr", title="Asker gönderildi")

    assert headline_report(content(denial, turkish, told), "en").article == "yes"
    assert headline_report(content(turkish, denial), "en").article == "no"


def test_a_contested_story_is_headed_by_who_attributes() -> None:
    """Nothing is told as fact that somebody denies, where a headline says whose word it is."""
    fact = report("fact", title="Troops sent")
    attributed = report(
        "said",
        title="Troops sent, rebel says",
        claims=(claim(Stance.CLAIMS, "rebel", "Troops sent, rebel says"),),
    )

    assert headline_report(content(fact, attributed, state=State.CONTESTED), "en").article == "said"
    assert headline_report(content(fact, attributed), "en").article == "fact"


def test_a_headline_bolder_than_its_article_is_marked() -> None:
    """Stated as fact over an attributed lead; not once it is confirmed."""
    bold = report(title="Troops sent", claims=(claim(Stance.CLAIMS, "", "Locals say troops came."),))

    assert is_told_as_claim(content(bold), bold)
    assert not is_told_as_claim(content(bold, state=State.CONFIRMED), bold)
    assert not is_told_as_claim(content(report()), report())


def test_a_speaker_with_two_names_is_heard_once() -> None:
    """Egypt and Mısır are one concept."""
    first = report("a", claims=(claim(Stance.DENIES, "Mısır", "Mısır yalanladı."),), lang="tr")
    second = report("b", claims=(claim(Stance.DENIES, "Egypt", "Egypt denied it."),))
    titles = {"en": "Egypt", "fr": "Égypte"}
    told = content(first, second, speakers={"Mısır": titles, "Egypt": titles})

    shown, hidden = voices(told, "en")

    assert [(one.claim.source, hidden) for one in shown] == [("Egypt", [])]


def test_a_claim_of_nobody_gives_way_to_one_of_somebody() -> None:
    """ "Could not be verified" says nothing beside a named claim; alone it is all there is."""
    doubt = claim(Stance.CLAIMS, "", "It could not be verified.")
    named = claim(Stance.CLAIMS, "rebel", "They came, a rebel said.")

    both, _ = voices(content(report("a", claims=(doubt,)), report("b", claims=(named,))), "en")
    alone, _ = voices(content(report("a", claims=(doubt,))), "en")

    assert [one.claim for one in both] == [named]
    assert [one.claim for one in alone] == [doubt]


def test_what_everybody_only_claims_is_called_so() -> None:
    """Two outlets that both attribute it make no fact of it; one that states it does, as does a confirmation."""
    said = (claim(Stance.CLAIMS, "rebel", "They came, a rebel said."),)
    both = content(report("a", claims=said), report("b", claims=said), state=State.CORROBORATED)

    assert is_only_claimed(both)
    assert not is_only_claimed(content(report("a", claims=said), report("b")))
    assert not is_only_claimed(content(report("a", claims=said), state=State.CONFIRMED))


def test_a_copy_does_not_speak_for_its_source() -> None:
    """Its "according to Anadolu" is no voice where Anadolu itself is heard."""
    own = report("aa", outlet_name="Anadolu", claims=(claim(Stance.CLAIMS, "locals", "Locals say so."),))
    copied = claim(Stance.CLAIMS, "Turkey's Anadolu", "So says Turkey's Anadolu.")
    copy = report("b", credit="anadolu", credit_name="Anadolu", claims=(copied,))

    assert [one.claim.source for one in voices(content(own, copy), "en")[0]] == ["locals"]
    assert [one.claim.source for one in voices(content(copy), "en")[0]] == ["Turkey's Anadolu"]
