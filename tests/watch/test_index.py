"""The index by example: what each form of the language hits and misses in four languages. Its laws are in tests/laws."""

import pytest

from bot.language import Document
from bot.model import Field, Outlet, OutletKind
from bot.watch import ConceptHit, Index, Library, QueryError, parse
from tests.watch.builders import concept, document, hits, index


@pytest.mark.parametrize(
    ("query", "lang", "title", "expected"),
    [
        # words as names: what names take, and a capital where the script has them
        ("Egypt", "en", "Egypt's army moves", True),
        ("Egypt", "en", "Egypt-backed forces advance", True),
        ("Egypt", "en", "EGYPT SENDS TROOPS", True),
        ("Egypt", "en", "an egypt of the mind", False),
        ("Turkey", "en", "a recipe for roast turkey", False),
        ("Turkey", "en", "Turkey talks to Greece", True),
        ("مصر", "ar", "تعزيزات تصل بمصر", True),
        ("مصر", "ar", "مصرع خمسة في حادث", False),
        ("مصر", "ar", "المصرف المركزي يرفع الفائدة", False),
        ("Mısır", "tr", "Mısır'ın açıklaması", True),
        ("Suriye", "tr", "Suriyedeki durum", True),
        ("Égypte", "fr", "l'Égypte dément", True),
        # words as common nouns: full inflection
        ("army", "en", "armies clash", True),
        ("army", "en", "the Army said", True),
        ("soldier", "en", "three soldiers killed", True),
        ("جيش", "ar", "الجيوش تتقدم", True),
        ("جيش", "ar", "وجيشهم ينسحب", True),
        ("ordu", "tr", "ordunun sözcüsü", True),
        ("ordu", "tr", "Ordu'da sel", False),
        ("armée", "fr", "les armées étrangères", True),
        # acronyms
        ("US", "en", "US envoy arrives", True),
        ("US", "en", "U.S. envoy arrives", True),
        ("US", "en", "they told us", False),
        # exactly
        ("=army", "en", "armies clash", False),
        ("=army", "en", "the Army said", True),
        ("=Turkey", "en", "roast turkey", False),
        ('="armed forces"', "en", "armed force used", False),
        # phrases
        ('"armed forces"', "en", "the armed forces said", True),
        ('"armed forces"', "en", "armed and dangerous forces", False),
        # prefixes
        ("haft*", "en", "Haftar's men", True),
        ("Haft*", "en", "the haft of an axe", False),
        ("haft*", "en", "the shaft", False),
        ("حفت*", "ar", "قال لحفتر", True),
        # a language we have no rules for: as typed
        ("Libya", "de", "Libya und Italien", True),
        ("армия", "ru", "армия заявила", True),
    ],
)
def test_terms(query: str, lang: str, title: str, expected: bool) -> None:
    """A term hits the forms that it has in the article's language, and no lookalike."""
    assert hits(query, title, lang=lang) is expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("title:army", True),
        ("title:border", False),
        ("lead:border", True),
        ("lead:river", False),
        ("text:river", True),
        ("text:army", False),
        ("text:(army OR river)", True),
        ("title:(army AND river)", False),
        ("title:army AND text:river", True),
        ("lead:(army AND border)", True),
        ("army NEAR/9 border", False),
        ("title:(NOT river)", True),
    ],
)
def test_scopes(query: str, expected: bool) -> None:
    """A scope looks into its fields alone, and NEAR never reaches from one field into another."""
    assert hits(query, "The army moves", summary="Across the border", text="Along the river.") is expected


def test_the_body_is_the_summary_where_there_is_no_body() -> None:
    """text: looks into the summary of an article that came without its text."""
    assert hits("text:border", "The army moves", summary="Across the border")
    assert not hits("text:army", "The army moves")


TEXT = "Alpha one two three beta. Gamma alpha gamma beta.\n\nDelta far away."


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("alpha NEAR/3 beta", True),
        ("alpha NEAR/0 one", True),
        ("one NEAR/1 three", True),
        ("one NEAR/0 three", False),
        ("beta NEAR/0 gamma", True),
        ("beta ONEAR/3 one", False),
        ("one ONEAR/3 beta", True),
        ("two NEAR/s beta", True),
        ("two NEAR/s gamma", False),
        ("two NEAR/p gamma", True),
        ("two NEAR/p delta", False),
        ("beta ONEAR/s gamma", False),
        ("gamma ONEAR/s beta", True),
        ("gamma NEAR/1 gamma", True),
        ("two NEAR/9 two", False),
        ('"one two" NEAR/5 "two three"', False),
        ('"one two" NEAR/0 "three beta"', True),
        ("ATLEAST/2 alpha", True),
        ("ATLEAST/3 alpha", False),
        ("ATLEAST/4 (alpha OR gamma)", True),
        ("ATLEAST/5 (alpha OR gamma)", False),
        ('ATLEAST/2 ("one two" OR "two three")', False),
        ('ATLEAST/2 ("one two" OR "three beta")', True),
        ('"alpha one two three"', True),
        ('"alpha one four three"', False),
        ('"alpha gone two three"', False),
        ('"beta gamma" NEAR/s one', False),
        ('"beta gamma" NEAR/p one', True),
        ('"beta gamma" NEAR/2 one', True),
    ],
)
def test_positions(query: str, expected: bool) -> None:
    """NEAR counts the words between, in one field, over hits that do not overlap; ATLEAST counts disjoint ones."""
    assert hits(query, text=TEXT) is expected


def test_atleast_counts_within_one_field() -> None:
    """Two in the title and one in the body are not three."""
    assert not hits("ATLEAST/3 army", "army against army", text="the army")
    assert hits("ATLEAST/3 army", text="army, army, army")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("lang:en", True),
        ("NOT lang:ar AND army", True),
        ("outlet:anadolu", True),
        ('outlet:"Anadolu Agency"', True),
        ("outlet:other", False),
        ("country:TR AND kind:state", True),
        ("country:FR OR kind:party", False),
    ],
)
def test_properties(query: str, expected: bool) -> None:
    """lang, outlet, country and kind ask about the article and its outlet."""
    outlet = Outlet(id="anadolu", name="Anadolu Agency", country="TR", kind=OutletKind.STATE)

    assert bool(index(query).hits(document("The army moves"), outlet)) is expected


def test_without_an_outlet_nothing_is_known_of_it() -> None:
    """An article from nowhere is neither of an outlet nor of a country, so NOT of these holds."""
    assert not hits("kind:state", "The army moves")
    assert hits("army AND NOT kind:state", "The army moves")


LIBRARY = Library(
    [
        concept(
            "egypt",
            names={"en": ["Egypt", "Egyptian"], "ar": ["مصر"], "tr": ["Mısır"]},
            void={"en": ["Egyptian geese"], "tr": ["Mısır ekmeği"]},
        ),
        concept(
            "libya",
            names={"en": ["Libya", "Libyan"], "ar": ["ليبيا"]},
            parts=("tripoli", "benghazi"),
            void={"en": ["Tripoli cocktail"]},
        ),
        concept(
            "tripoli", names={"en": ["Tripoli"], "ar": ["طرابلس"]}, needs=("libya",), unless=("lebanon",)
        ),
        concept("benghazi", names={"en": ["Benghazi", ("Juliana", "libya")]}),
        concept("lebanon", names={"en": ["Lebanon", "Beirut"], "ar": ["لبنان"]}),
        concept("sisi", names={"en": ["al-Sisi"]}),
        concept("force", words={"en": ["soldier"], "fr": ["soldat"]}, acronyms={"en": ["LNA"]}),
    ]
)


@pytest.mark.parametrize(
    ("query", "lang", "title", "expected"),
    [
        ("@egypt", "en", "Egyptian envoy", True),
        ("@egypt", "ar", "وفد من مصر", True),
        ("@egypt", "fr", "Egypt Air reprend ses vols", True),
        ("@egypt", "en", "Egyptian geese nest in the park", False),
        ("@egypt", "en", "Egyptian geese nest, Egyptian envoy says", True),
        ("@egypt", "tr", "Mısır ekmeği tarifi", False),
        ("@egypt", "tr", "Mısır heyeti geldi", True),
        ("@libya", "en", "Shelling in Benghazi", True),
        ("@libya", "en", "Shelling in Tripoli", False),
        ("@libya", "en", "Shelling in Tripoli, says Benghazi", True),
        ("@tripoli", "en", "Libya: shelling in Tripoli", True),
        ("@tripoli", "en", "Tripoli cocktail served in Libya", True),
        ("@tripoli", "en", "Lebanon: shelling in Tripoli", False),
        ("@tripoli", "en", "Libya shells Tripoli while it rains in Beirut", True),
        ("@tripoli", "en", "Libya is no model, says Lebanon after Tripoli clashes", False),
        ("@benghazi", "en", "Juliana bridge reopens", False),
        ("@benghazi", "en", "Libya: Juliana bridge reopens", True),
        ("@sisi", "en", "Sisi and al-Sisi and el Sisi", True),
        ("al-Sisi OR navy", "en", "Sisi said", True),
        ("(al-Sisi OR navy) NEAR/3 said", "en", "Today Sisi said", True),
        ("army AND (al-Sisi OR navy)", "en", "Sisi said", False),
        ("ATLEAST/4 @sisi", "en", "Sisi and al-Sisi and el Sisi", False),
        ("ATLEAST/3 @sisi", "en", "Sisi and al-Sisi and el Sisi", True),
        ("@force", "fr", "trois soldats tués", True),
        ("@force", "fr", "le soldier inconnu de la guerre est mort", False),
        ("@force", "ar", "قوات LNA تتقدم", True),
        ("@force", "en", "lna", False),
    ],
)
def test_concepts(query: str, lang: str, title: str, expected: bool) -> None:
    """A concept hits through any of its names, after void phrases, needs, unless and parts."""
    assert hits(query, title, lang=lang, library=LIBRARY) is expected


def test_names_that_need_each_other_do_not_count() -> None:
    """Two names that each wait for the other never establish anything."""
    library = Library(
        [
            concept("syria", names={"en": ["Syria"]}, parts=("bab", "thawra")),
            concept("bab", names={"en": ["Gate"]}, needs=("syria",)),
            concept("thawra", names={"en": ["Revolution"]}, needs=("syria",)),
        ]
    )

    assert not hits("@syria", "The Gate and the Revolution", library=library)
    assert hits("@bab AND @thawra", "Syria: the Gate and the Revolution", library=library)


def test_concept_hits_name_what_was_found() -> None:
    """`concepts` gives each concept of an article with its type and the names, those of parts with the whole."""
    found = Index(LIBRARY).concepts(document("Benghazi: Libyan army denies", summary="Egyptian geese"))

    assert [(hit.concept, [(span.text, span.term) for span in hit.spans]) for hit in found] == [
        ("benghazi", [("Benghazi", "Benghazi")]),
        ("libya", [("Benghazi", "Benghazi"), ("Libyan", "Libyan")]),
    ]
    assert isinstance(found[0], ConceptHit)
    assert found[0].type == "topic"


def test_matches_prove_themselves() -> None:
    """A match has the spans of every part that holds, and the sentence that proves most, in its own words."""
    text = "Cairo was silent. Egypt's soldiers were seen in Benghazi on Monday. Egypt denies."
    article = document("Egypt denies", text=text)

    (match,) = index("@egypt NEAR/3 @force AND @libya AND NOT football", library=LIBRARY).match(article)

    assert [(span.field, span.text, span.term) for span in match.spans] == [
        (Field.TEXT, "Egypt", "@egypt"),
        (Field.TEXT, "soldiers", "@force"),
        (Field.TEXT, "Benghazi", "@libya"),
    ]
    assert match.evidence is not None
    assert match.evidence.text == "Egypt's soldiers were seen in Benghazi on Monday."
    assert text[match.evidence.start :].startswith(match.evidence.text)
    assert [match.evidence.text[span.start : span.end] for span in match.evidence.spans] == [
        "Egypt",
        "soldiers",
        "Benghazi",
    ]


def test_only_hits_that_meet_prove_a_near() -> None:
    """The hits of a NEAR that stand too far from the other side are no proof."""
    far = "Army one two three four five. The army met the navy. One two three four five, navy."
    proofs = {
        query: [span.start for span in index(query).match(document(text=far))[0].spans]
        for query in ("army NEAR/3 navy", "army ONEAR/3 navy", "navy NEAR/s army", "army NEAR/9 navy")
    }

    assert proofs == {
        "army NEAR/3 navy": [34, 47],
        "army ONEAR/3 navy": [34, 47],
        "navy NEAR/s army": [34, 47],
        "army NEAR/9 navy": [0, 34, 47, 78],
    }


def test_a_phrase_over_a_sentence_end_is_quoted_whole() -> None:
    """Words next to each other are a phrase in one field, and then both sentences are the evidence."""
    (match,) = index('"army navy"').match(document(text="See the army. Navy ships wait. More."))

    assert match.evidence is not None
    assert match.evidence.text == "See the army. Navy ships wait."


def test_a_match_without_words_has_no_evidence() -> None:
    """A watchlist of properties alone hits, and has nothing to quote."""
    (match,) = index("lang:en").match(document("The army moves"))

    assert (match.spans, match.evidence) == ((), None)


def test_edits_touch_one_watchlist() -> None:
    """Putting again replaces, removing removes, and the others stay."""
    made = index("army", "river", "army AND river")
    article = document("The army moves")
    assert made.hits(article) == ("q0",)

    made.put("q1", parse("army OR navy"))
    made.remove("q0")
    made.remove("never there")

    assert made.hits(article) == ("q1",)
    assert made.ids == ("q2", "q1")
    assert "q0" not in made


def test_an_unknown_concept_is_refused_and_nothing_changes() -> None:
    """The error offers the nearest names, at the place of the concept; what was there before stays."""
    made = index("army", library=LIBRARY)

    with pytest.raises(QueryError, match=r"there is no concept @lybia\. Did you mean @libya") as caught:
        made.put("q0", parse("army AND\n  @lybia"))

    assert (caught.value.line, caught.value.column) == (2, 3)
    assert made.hits(document("The army moves")) == ("q0",)


def test_watchlists_that_nothing_announces_are_looked_at() -> None:
    """A NOT alone, and an OR with one, hit without any word of theirs in the article."""
    made = index("NOT navy", "navy OR NOT army", "lang:en OR navy")

    assert made.hits(document("Nothing new")) == ("q0", "q1", "q2")
    assert made.hits(document("The navy and the army")) == ("q1", "q2")


@pytest.mark.parametrize("article", [document(), document("🎉 — !"), document("a\x00b\ud800 \u202eمصر")])
def test_odd_articles(article: Document) -> None:
    """Empty, wordless and broken texts are articles too."""
    made = index("army", "NOT army", 'text:"a b" OR a NEAR/s b OR ATLEAST/2 a')

    assert "q1" in made.hits(article)
    assert made.match(article)
    assert made.explain("q0", article).text
