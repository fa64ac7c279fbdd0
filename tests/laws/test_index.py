"""The laws of the index: it equals the definition of the language, explains itself truly, and forgets cleanly."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.language import Document, fold
from bot.model import Outlet, Span
from bot.watch import Index, parse
from bot.watch.tree import Named, Query
from tests.laws.definition import Definition
from tests.laws.queries import LIBRARY, OUTLET, documents, worlds

EMPTY = Index(LIBRARY)
law = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


World = tuple[list[Query], Document]


def filled(asked: list[Query]) -> Index:
    """The shared index with these queries alone in it; making a new one each time would test nothing more."""
    for id_ in EMPTY.ids:
        EMPTY.remove(id_)
    for number, query in enumerate(asked):
        EMPTY.put(f"q{number}", query)
    return EMPTY


outlets = st.sampled_from([None, OUTLET])


@law
@given(worlds(), outlets)
def test_the_index_equals_the_definition(world: World, outlet: Outlet | None) -> None:
    """Whatever else is watched, a watchlist hits exactly where its query holds by definition."""
    asked, document = world
    slow = Definition(LIBRARY, document, outlet)

    expected = sorted(f"q{number}" for number, query in enumerate(asked) if slow.holds(query))

    assert expected == list(filled(asked).hits(document, outlet))


@law
@given(st.sampled_from(["en", "en", "ar", "fr"]).flatmap(documents))
def test_concepts_are_those_of_the_definition(document: Document) -> None:
    """The concepts of an article are those whose names count by definition."""
    expected = sorted(id_ for id_, hits in Definition(LIBRARY, document).concept_hits().items() if hits)

    assert expected == [hit.concept for hit in EMPTY.concepts(document)]


@law
@given(worlds(), outlets)
def test_explanations_agree_with_matches(world: World, outlet: Outlet | None) -> None:
    """Explaining says yes where matching does, with the same spans, and always has something to say."""
    asked, document = world
    index = filled(asked)
    matches = {match.watchlist: match for match in index.match(document, outlet)}

    for id_ in index.ids:
        found = index.explain(id_, document, outlet)

        assert found.holds is (id_ in matches)
        assert found.holds is index.holds(id_, document, outlet)
        assert found.text
        assert found.steps[0].holds is found.holds
        assert found.spans == (matches[id_].spans if found.holds else ())


@law
@given(worlds(), st.permutations(range(12)))
def test_the_order_of_edits_does_not_matter(world: World, shuffled: list[int]) -> None:
    """Putting, replacing and removing in any order leaves the same answers and nothing behind."""
    asked, document = world
    fresh = Index(LIBRARY)
    fresh.concepts(document)  # from now on it has the names of all concepts
    size = sizes(fresh)
    order = [number for number in shuffled if number < len(asked)]
    for number in order:
        fresh.put(f"q{number}", asked[-1])
        fresh.hits(document)
    for number in reversed(order):
        fresh.put(f"q{number}", asked[number])
    fresh.put("extra", asked[0])
    fresh.remove("extra")

    assert filled(asked).hits(document) == fresh.hits(document)

    for number in order:
        fresh.remove(f"q{number}")

    assert sizes(fresh) == size


def sizes(index: Index) -> tuple[int, int, int]:
    """How much an index holds: nodes, keys of words, prefixes."""
    words = index._nodes._vocabulary
    return len(index._nodes._nodes), len(words._by_key), len(words._stems)


@law
@given(worlds(), st.booleans())
def test_it_does_not_matter_when_names_are_learnt(world: World, early: bool) -> None:
    """An index that has been asked for every concept, before its watchlists or after, answers as one that has not."""
    asked, document = world
    index = Index(LIBRARY)
    if early:
        index.concepts(document)
    for number, query in enumerate(asked):
        index.put(f"q{number}", query)
    hits = index.hits(document)

    assert hits == filled(asked).hits(document)
    assert index.concepts(document) == Index(LIBRARY).concepts(document)
    index.remove("nothing")  # whatever it remembered of the document is forgotten
    assert index.hits(document) == hits


@law
@given(worlds())
def test_spans_prove_their_terms(world: World) -> None:
    """Each span is cut from the original text, and is a hit of its term by definition; evidence likewise."""
    asked, document = world
    slow = Definition(LIBRARY, document)
    for match in filled(asked).match(document):
        for span in match.spans:
            assert document.field_text(span.field)[span.start : span.end] == span.text
            assert span in proofs(slow, span.term)
        if match.spans:
            assert match.evidence is not None
            text = document.field_text(match.evidence.field)
            start = match.evidence.start
            assert text[start : start + len(match.evidence.text)] == match.evidence.text
            assert match.evidence.spans
        for span in match.evidence.spans if match.evidence else ():
            assert match.evidence is not None
            assert match.evidence.text[span.start : span.end] == span.text


def proofs(slow: Definition, term: str) -> set[Span]:
    """Every span that proves a term by definition."""
    query = parse(term)
    hits = slow.concept_hits().get(query.concept, set()) if isinstance(query, Named) else slow.hits(query)
    found = set()
    for first, last in hits:
        a, b = slow.tokens[first], slow.tokens[last]
        text = slow.document.field_text(a.field)[a.start : b.end]
        assert fold(text)
        found.add(Span(a.field, a.start, b.end, text, term))
    return found
