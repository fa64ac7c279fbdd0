"""Concept files and the library: what they hold, and every problem of a file at once."""

import pytest

from bot.watch import DocumentError, EntryKind, Library, load_concept
from tests.watch.builders import concept

LIBYA = """\
id: libya
title: {en: Libya, ar: ليبيا}
type: country
names:
  en: [Libya, {text: Tripoli, needs: [libya]}]
  ar: [ليبيا]
words: {en: [jamahiriya]}
acronyms: {any: [GNA]}
void: {en: [Libyan Sea]}
parts: [sirte]
needs: []
unless: [lebanon]
source: hand
"""


def test_a_file_becomes_a_concept() -> None:
    """Every key of the format is read."""
    libya = load_concept(LIBYA, "libya.yaml")

    assert (libya.id, libya.title["ar"], libya.type, libya.source) == ("libya", "ليبيا", "country", "hand")
    assert [(entry.text, entry.kind, entry.lang, entry.needs) for entry in libya.entries] == [
        ("Libya", EntryKind.NAME, "en", ()),
        ("Tripoli", EntryKind.NAME, "en", ("libya",)),
        ("ليبيا", EntryKind.NAME, "ar", ()),
        ("jamahiriya", EntryKind.WORD, "en", ()),
        ("GNA", EntryKind.ACRONYM, "any", ()),
    ]
    assert libya.void == (("Libyan Sea", "en"),)
    assert (libya.parts, libya.needs, libya.unless) == (("sirte",), (), ("lebanon",))


BAD = """\
id: Libya X
title: [a]
typ: country
type: contry
names:
  en: [Libya, 12, Libya, libyan, "…", {text: x, need: [a]}]
  english: [a]
  ar: {a: b}
names: {}
parts: [b, b, Not Id]
acronyms: {en: [gna]}
"""


def test_all_problems_of_a_file_are_told_at_once() -> None:
    """Each problem has its path, line, column, message and remedy, in order of place."""
    with pytest.raises(DocumentError) as caught:
        load_concept(BAD, "concepts/libya.yaml")

    found = [(problem.line, problem.column, problem.message) for problem in caught.value.problems]
    assert found == [
        (1, 5, "'Libya X' is not an id"),
        (2, 8, "title must be a mapping, not a list"),
        (3, 1, "a concept has no key 'typ'"),
        (4, 7, "type 'contry' is not known"),
        (6, 15, "a name must be text, not a number"),
        (6, 19, "'Libya' is listed twice in names.en"),
        (6, 26, "the name 'libyan' has no capital"),
        (6, 34, "'…' has no letter or digit to look for"),
        (6, 46, "the name 'x' has no capital"),
        (6, 49, "a name has no key 'need'"),
        (7, 12, "'english' in names is not a language"),
        (8, 7, "names.ar must be a list, not a mapping"),
        (9, 1, "'names' is given twice in a concept"),
        (10, 12, "'b' is listed twice in parts"),
        (10, 15, "'Not Id' is not an id"),
        (11, 17, "the acronym 'gna' is not all capitals"),
    ]
    assert all(problem.remedy and problem.path == "concepts/libya.yaml" for problem in caught.value.problems)
    assert "concepts/libya.yaml:3:1: a concept has no key 'typ'. Did you mean 'type'?" in str(caught.value)


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("", "the file is empty"),
        ("# only a comment\n", "the file is empty"),
        ("- a\n", "a concept must be a mapping, not a list"),
        ("just text", "a concept must be a mapping, not text"),
        ("id: [1, 2", "this is not YAML"),
        ("id: a\n\tb: c", "this is not YAML"),
        ("id: *nowhere", "this is not YAML"),
        ("id: a\x00", "this is not YAML"),
        ("id: a\n---\nid: b\n", "this is not YAML"),
        ("[" * 5_000, "nested too deeply"),
        ("id: a\ntitle: {en: A}\ntype: topic\n", "no names, words, acronyms or parts"),
        ("12: a\n", "must be text"),
        ("? [a]\n: b\n", "must be text"),
        ("id: ''\n", "id is empty"),
        ("id: null\n", "id must be text, not nothing"),
    ],
)
def test_files_that_are_no_concepts(source: str, message: str) -> None:
    """Whatever stands in a file, the answer is a placed problem."""
    with pytest.raises(DocumentError) as caught:
        load_concept(source, "x.yaml")

    assert any(message in problem.message for problem in caught.value.problems)
    assert all(problem.line >= 1 and problem.column >= 1 for problem in caught.value.problems)


def test_a_library_refuses_what_does_not_fit_together() -> None:
    """Doubled ids, unknown references (with the nearest names) and circles of parts or needs, all at once."""
    head = "title: {en: x}\ntype: topic\nwords: {en: [x]}\n"
    sources = {
        "a.yaml": f"id: alpha\nparts: [beta]\n{head}",
        "b.yaml": f"id: beta\nparts: [gamma]\n{head}",
        "c.yaml": f"id: gamma\nparts: [alpha]\nneeds: [gamma, betta]\nunless: [zeta]\n{head}",
        "d.yaml": f"id: alpha\n{head}",
    }

    with pytest.raises(DocumentError) as caught:
        Library(load_concept(source, path) for path, source in sources.items())

    assert [str(problem) for problem in caught.value.problems] == [
        "a.yaml:2:9: parts go in a circle: alpha → beta → gamma → alpha. Take one of them out of its list",
        "c.yaml:3:9: needs go in a circle: gamma → gamma. Take one of them out of its list",
        "c.yaml:3:16: needs names the concept 'betta', which does not exist. Did you mean beta?",
        "c.yaml:4:10: unless names the concept 'zeta', which does not exist. Did you mean beta?",
        "d.yaml:1:1: the id 'alpha' is taken in a.yaml. Give one of the two another id, or join them",
    ]


def test_a_long_chain_of_parts_is_no_error() -> None:
    """Two thousand wholes within each other are walked without recursion, and diamonds are no circles."""
    chain = [
        concept(f"c{n}", words={"en": ["x"]}, parts=tuple(f"c{m}" for m in (n + 1, n + 2) if m < 2_000))
        for n in range(2_000)
    ]

    assert len(Library(chain).family("c0")) == 2_000


def test_names_are_looked_up_folded() -> None:
    """A typed word finds the concepts that list it, whatever its case and marks, in any or in one language."""
    library = Library(
        [
            concept("egypt", names={"en": ["Egypt"], "fr": ["Égypte"], "tr": ["Mısır"]}),
            concept("maize", words={"tr": ["mısır"]}),
            concept("nato", acronyms={"any": ["NATO"]}),
        ]
    )

    assert [found.id for found in library.named("EGYPTE")] == ["egypt"]
    assert [found.id for found in library.named("misir")] == ["egypt", "maize"]
    assert library.named("Egypt", "tr") == ()
    assert [found.id for found in library.named("nato", "fr")] == ["nato"]
    assert library.named("nothing") == ()


def test_nearest_ids() -> None:
    """A wrong id is answered with those that look like it or have it as a name."""
    library = Library(
        [concept("syria", names={"en": ["Syria"], "tr": ["Suriye"]}), concept("libya", words={"en": ["x"]})]
    )

    assert library.nearest("sirya")[0] == "syria"
    assert library.nearest("suriye") == ("syria",)
    assert library.ids == ("libya", "syria")
