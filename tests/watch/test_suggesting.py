"""From topic words in four languages to the parts of a query."""

import pytest

from bot.stories.skeletons import skeleton
from bot.watch import ConceptType, Index, Library, parse
from bot.watch.drafting import Closeness, composed, slug, titles_of, usual_closeness
from bot.watch.suggesting import Part, parts_of, spellings, written
from tests.watch.builders import concept

INDEX = Index(
    Library(
        [
            concept(
                "drones",
                words={"en": ["drone"], "ar": ["مسيرة"], "tr": ["insansız hava aracı"], "fr": ["drone"]},
                type_=ConceptType.WEAPON,
            ),
            concept("sudan", names={"en": ["Sudan"]}, type_=ConceptType.COUNTRY, parts=("port-sudan",)),
            concept(
                "port-sudan",
                names={"en": ["Port Sudan"], "ar": ["بورتسودان"], "fr": ["Port-Soudan"]},
                type_=ConceptType.PLACE,
            ),
            concept("everything", parts=("port-sudan", "drones")),
            concept("saraqeb", names={"en": ["Saraqeb"]}, type_=ConceptType.PLACE),
            concept("libya", names={"tr": ["Libya"], "en": ["Libya"]}, type_=ConceptType.COUNTRY),
        ]
    )
)


def parts(topic: str, lang: str = "en") -> list[Part]:
    return parts_of(topic, INDEX, skeleton, lang)


@pytest.mark.parametrize(
    ("topic", "lang", "expected"),
    [
        ("drones over port sudan", "en", ["@drones", "@port-sudan"]),
        ("مسيرات في بورتسودان", "ar", ["@drones", "@port-sudan"]),
        ("Libya'da insansız hava aracı", "tr", ["@libya", "@drones"]),
        ("des drones à Port-Soudan", "fr", ["@drones", "@port-sudan"]),
        ("refugees in Sudan", "en", ["refugees", "@sudan"]),
        ("cholera outbreak", "en", ['"cholera outbreak"']),
        ("the of and", "en", []),
        ("🙂 ()", "en", []),
    ],
)
def test_a_topic_becomes_concepts_and_words(topic: str, lang: str, expected: list[str]) -> None:
    """Whatever its language, its capitals and its inflections; words that say nothing are left out."""
    assert [offer.term for part in parts(topic, lang) for offer in part.offers if offer.meant] == expected


def test_more_is_offered_than_is_meant() -> None:
    """What it is a part of, what its words name alone, what is spelt alike; no collection without names."""
    (place,) = parts("Port Sudan")
    assert [offer.term for offer in place.offers] == ["@port-sudan", "@sudan"]
    (name,) = parts("Serakib", "tr")
    assert [(offer.term, offer.meant) for offer in name.offers] == [("Serakib", True), ("@saraqeb", False)]
    wanted, unwanted = parts("drones -sudan")
    assert (wanted.excluded, unwanted.excluded, unwanted.said) == (False, True, "sudan")


def test_the_query_can_be_read_and_means_what_was_chosen() -> None:
    """Near where something is done somewhere, places after what is done, exclusions in the title."""
    types = [{"country"}, {"weapon"}, {"place"}]
    chosen = [["@sudan"], ["@drones", "uav"], ["@port-sudan"]]
    query = composed(chosen, ["@libya"], usual_closeness(types), types)
    assert query == "(@drones OR uav) NEAR/12 @sudan\nAND @port-sudan\nAND NOT title:@libya"
    for closeness in Closeness:
        for some in (chosen, chosen[:1], chosen[1:2]):
            parse(composed(some, [], closeness))
    assert usual_closeness([{"country"}, {"person"}]) is Closeness.LEAD
    assert usual_closeness([{"act"}]) is Closeness.LEAD
    assert composed([["@sudan"], ["@libya"]], [], Closeness.LEAD) == "lead:@sudan\nAND lead:@libya"


@pytest.mark.parametrize(
    "text", ["AND", "a:b", "(x", '"quoted"', "@sudan", "NEAR/6", "haf*", "سراقب و", "-x", "o'neil"]
)
def test_any_words_become_a_term_or_nothing(text: str) -> None:
    """What looks like the query language is a phrase, and never an operator or a concept."""
    term = written(text)
    assert term
    assert not term.startswith("@")
    parse(f"{term} NEAR/3 ({term} OR b)")


def test_titles_and_ids() -> None:
    """In every language, from the concepts or from what was said."""
    titles = titles_of([("drones", {"en": "Drones", "ar": "مسيرات"}), ("cholera", {})])
    assert titles["ar"] == "مسيرات · cholera"
    assert titles["tr"] == "Drones · cholera"
    assert slug(titles["en"], []) == "drones-cholera"
    assert slug("Été à Saïda", ["ete-a-saida"]) == "ete-a-saida-2"
    assert slug("سوريا", ["watchlist"]) == "watchlist-2"


def test_other_spellings_are_found_where_the_same_is_told() -> None:
    """Words that sound alike, over scripts; the name itself and short words do not count."""
    texts = [("Serakib'de çatışma", "tr"), ("قصف في سراقب", "ar"), ("Shelling of Saraqeb", "en")]
    assert spellings("Saraqeb", texts * 2, skeleton, "en") == [("Serakib", 2), ("سراقب", 2)]
    assert spellings("UN", texts, skeleton, "en") == []
