"""Claims of sentences and articles; the labelled sentences stand in tests/data/claims.tsv."""

import csv

import pytest

from bot.language import read
from bot.model import Stance
from bot.stories import claims
from bot.stories.claims import sentence_claims
from tests.stories.build import DATA, article


def _cases(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE))


#: The second file goes through the classes of grammar one by one: verbs, negation, colons, quotes, false friends;
#: the third through the ways to deny, and the negations that deny nothing.
CASES = [*_cases("claims.tsv"), *_cases("claims_grammar.tsv"), *_cases("claims_negation.tsv")]


def test_cases_cover_every_stance_in_every_language() -> None:
    """The labelled sentences have at least three of each stance in each of the four languages."""
    counted = {(row["stance"], row["lang"]) for row in CASES}

    assert {(stance.value, lang) for stance in Stance for lang in ("en", "ar", "tr", "fr")} == counted
    assert len(CASES) >= 200


@pytest.mark.parametrize(
    "row", CASES, ids=[f"{row['lang']}-{row['stance']}-{n}" for n, row in enumerate(CASES)]
)
def test_a_labelled_sentence(row: dict[str, str]) -> None:
    """A sentence has its stance and, where the case names one, its speaker."""
    first = claims(read(article(lang=row["lang"], title=row["sentence"])))[0]

    assert first.stance.value == row["stance"]
    assert first.sentence in row["sentence"]
    assert first.cue in row["sentence"]
    if row["source"] != "?":
        assert first.source.casefold() == row["source"].casefold()


def test_the_headline_decides_before_the_lead() -> None:
    """The first claim is the headline's stance though the lead denies."""
    document = read(article(title="Kyiv accuses Moscow of shelling", summary="Moscow denies the attack."))

    found = claims(document)

    assert [each.stance for each in found] == [Stance.CLAIMS, Stance.DENIES]


def test_the_lead_decides_where_the_headline_is_plain() -> None:
    """A plain headline over an attributed lead is a claim, not a fact."""
    document = read(
        article(title="Three ships hit in Red Sea", summary="According to Houthi media, drones did it.")
    )

    assert claims(document)[0].stance is Stance.CLAIMS


def test_a_late_denial_follows_a_plain_report() -> None:
    """A denial deep in the body comes after the plain report of the headline."""
    document = read(
        article(
            title="Three ships hit in Red Sea",
            summary="They burned for hours. Two sank.",
            text="The sea was calm. The owner denied that arms were on board.",
        )
    )

    assert [each.stance for each in claims(document)] == [Stance.REPORTS, Stance.DENIES]


def test_two_parties_in_one_sentence() -> None:
    """Who claims is kept beside who denies."""
    first, second = sentence_claims("Ankara claims a deal, Athens denies it", "en")

    assert (first.stance, first.source) == (Stance.DENIES, "Athens")
    assert (second.stance, second.source) == (Stance.CLAIMS, "Ankara")


def test_a_pronoun_is_whoever_was_named_last() -> None:
    """ "He denied" is said of the speaker of the sentence before."""
    document = read(
        article(title="Talks on dam", text="Minister Okello confirmed the talks. He denied any deal.")
    )

    denial = claims(document)[-1]

    assert denial.stance is Stance.DENIES
    assert "Okello" in denial.source


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [
        ("en", "Harbour Post could not verify the claim independently."),
        ("ar", "ولم تتمكن الصحيفة من التحقق من هذه المزاعم بشكل مستقل"),
        ("tr", "Gazete bu iddiaları bağımsız olarak doğrulayamadı."),
        ("fr", "Le journal n'a pas pu vérifier ces affirmations."),
    ],
)
def test_a_check_that_came_to_nothing_is_nobodys_stance(lang: str, sentence: str) -> None:
    """Who could not verify a claim neither makes nor denies it."""
    assert sentence_claims(sentence, lang) == ()


@pytest.mark.parametrize("lang", ["ru", "he", "de"])
def test_other_languages_are_plain_reports(lang: str) -> None:
    """Cues of four languages are not tried on others."""
    assert sentence_claims("claims denies confirme yalanladı", lang) == ()


def test_empty_and_huge_texts() -> None:
    """Nothing has no claims; a text of 200 kB is read to a limit and answers."""
    assert claims(read(article())) == ()

    found = claims(read(article(title="Report denied by army", text="The army denied the report. " * 8000)))

    assert found[0].stance is Stance.DENIES
    assert len(found) <= 82
