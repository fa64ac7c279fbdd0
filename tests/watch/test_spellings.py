"""Spellings near known names, found in an archive of headlines."""

from dataclasses import dataclass

from bot.stories.skeletons import skeleton
from bot.watch import ConceptType, Index, Library
from bot.watch.spellings import Spelling, Spellings, with_spellings
from tests.watch.builders import concept, document

_LIBRARY = Library(
    [
        concept(
            "haftar", names={"en": ["Khalifa Haftar", "Haftar"], "ar": ["حفتر"]}, type_=ConceptType.PERSON
        ),
        concept("benghazi", names={"en": ["Benghazi"], "ar": ["بنغازي"], "tr": ["Bingazi"]}),
        concept("africom", names={"en": ["Africom"]}),
        concept("mali", names={"en": ["Mali"]}),
        concept("turkey", names={"en": ["Turkey", "Türkiye"]}, void={"en": ["Turkey roast"]}),
        concept("rice", words={"en": ["rice"]}),
        concept("chess", words={"en": ["chess"]}),
    ]
)
_INDEX = Index(_LIBRARY)


@dataclass
class _Told:
    outlet: str
    title: str
    story: str = ""
    lang: str = "en"
    summary: str = ""


def _found(*told: _Told) -> dict[str, Spelling]:
    made = Spellings(_LIBRARY, skeleton, _INDEX.concepts)
    filler = [_Told(f"o{n}", f"Rice harvest number {n} is in") for n in range(80)]
    for number, one in enumerate([*told, *filler]):
        words = document(one.title, summary=one.summary, lang=one.lang)
        made.read(f"a{number}", one.story or f"s{number}", one.outlet, one.title, words)
    return {each.text: each for each in made.found()}


def test_a_spelling_in_the_story_of_the_known_name_is_found() -> None:
    """Another outlet of the same story writes the name as we know it, with an ending or not."""
    found = _found(
        _Told("a", "Haftar lands in Moscow", "s"),
        _Told("b", "Haftır Moskova'da", "s", "tr"),
        _Told("c", "Haftır'ın uçağı Moskova'ya indi", "s", "tr"),
    )

    assert found.keys() == {"Haftır"}
    assert (found["Haftır"].concept, found["Haftır"].lang, found["Haftır"].outlets) == ("haftar", "tr", 2)
    assert found["Haftır"].examples[1].around == "Haftır'ın uçağı Moskova'ya indi"


def test_a_name_in_another_script_is_found_with_what_is_written_onto_it() -> None:
    """An Arabic form of a name known in Latin letters alone, once with و before it."""
    found = _found(
        _Told("a", "Africom says jets stay", "s"),
        _Told("b", "أفريكوم: الطائرات باقية", "s", "ar"),
        _Told("c", "واشنطن وأفريكوم تؤكدان بقاء الطائرات", "s", "ar"),
    )

    assert [(each.text, each.concept) for each in found.values()] == [("أفريكوم", "africom")]


def test_a_spelling_in_the_names_usual_company_is_found() -> None:
    """Without a common story most of its articles must name what the known name's articles name."""
    known = [_Told("a", f"Haftar speaks in Benghazi for the {n}th time", f"k{n}") for n in range(4)]
    company = [_Told(f"b{n}", f"Heftar opens a road in Benghazi, section {n}", f"n{n}") for n in range(3)]
    strangers = [_Told(f"b{n}", f"Heftar bakes bread, day {n}", f"n{n}") for n in range(3)]

    assert _found(*known, *company).keys() == {"Heftar"}
    assert not _found(*known, *strangers)


def test_everyday_words_lone_outlets_and_other_peoples_names_are_no_spellings() -> None:
    """After is written in lower case elsewhere; one outlet's slip is its own; Malik keeps other company than Mali."""
    assert not _found(
        _Told("a", "Haftar flies home", "s"),
        _Told("b", "After Flight Home, Silence", "s"),
        _Told("c", "After The Flight", "s", summary="It is quiet after the flight."),
    )
    assert not _found(_Told("a", "Haftar flies home", "s"), _Told("b", "Hafdar flies home", "s"))
    assert not _found(
        _Told("a", "Mali elects a parliament", "s"),
        _Told("b", "Malik wins chess open", "t"),
        _Told("c", "Chess title for student Malik", "t"),
        _Told("d", "Malik, 19, beats two at chess", "t"),
    )


def test_a_known_name_in_a_phrase_that_cancels_it_is_no_spelling() -> None:
    """Turkey roast is not the country, and Turkey is a name that we know; so is what every other story names."""
    assert not _found(
        _Told("a", "Türkiye eats", "s"),
        _Told("b", "Turkey roast sells", "s"),
        _Told("c", "Turkey roast again", "s"),
    )
    common = [_Told("a", f"Haftar speaks, day {n}", f"k{n}") for n in range(80)]
    chance = [
        _Told("a", "Haftar rests", "x"),
        _Told("b", "Hafdar bakes", "x"),
        _Told("c", "Hafdar bakes bread", "y"),
    ]
    assert not _found(*common, *chance)
    assert _found(*chance)


def test_a_library_with_the_spelling_matches_it() -> None:
    """What a tap would do to the library."""
    found = _found(
        _Told("a", "Haftar lands", "s"), _Told("b", "Heftar lands", "s"), _Told("c", "Heftar in Moscow", "s")
    )
    index = Index(with_spellings(_LIBRARY, {"haftar": tuple(found.values())}))

    assert [hit.concept for hit in index.concepts(document("Heftar returns"))] == ["haftar"]
