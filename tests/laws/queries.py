"""Strategies that make queries, articles and a small library of concepts in four languages."""

from hypothesis import strategies as st

from bot.language import Document, read
from bot.model import Article, Outlet, OutletKind
from bot.watch.concepts import Concept, ConceptType, Entry, EntryKind, Library
from bot.watch.tree import (
    About,
    AtLeast,
    Key,
    Named,
    Near,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    Scope,
    Scoped,
    Unit,
    Word,
    both,
    either,
)

N, W, A = EntryKind.NAME, EntryKind.WORD, EntryKind.ACRONYM


def concept(id_: str, *entries: Entry, **rest: tuple[object, ...]) -> Concept:
    """A concept without a file."""
    return Concept(id=id_, title={"en": id_}, type=ConceptType.TOPIC, entries=entries, **rest)  # type: ignore[arg-type]


LIBRARY = Library(
    [
        concept(
            "egypt",
            *(Entry(text, N, "en") for text in ("Egypt", "Egyptian")),
            Entry("مصر", N, "ar"),
            Entry("Mısır", N, "tr"),
            Entry("Égypte", N, "fr"),
            void=(("Egyptian cotton", "en"), ("Mısır ekmeği", "tr")),
        ),
        concept(
            "libya",
            Entry("Libya", N, "en"),
            Entry("ليبيا", N, "ar"),
            Entry("LNA", A, "any"),
            Entry("Sirte", N, "en", needs=("tripoli",)),
            parts=("tripoli", "benghazi"),
            void=(("Tripoli cotton", "en"),),
        ),
        concept(
            "tripoli",
            Entry("Tripoli", N, "en"),
            Entry("طرابلس", N, "ar"),
            Entry("Mitiga", N, "en"),
            needs=("libya",),
            unless=("lebanon",),
        ),
        concept("benghazi", Entry("Benghazi", N, "en"), Entry("Red Line", N, "en", needs=("libya", "egypt"))),
        concept("lebanon", Entry("Lebanon", N, "en"), Entry("لبنان", N, "ar"), Entry("Liban", N, "fr")),
        concept(
            "forces",
            *(Entry(text, W, "en") for text in ("soldier", "army", "armed force")),
            Entry("جيش", W, "ar"),
            Entry("asker", W, "tr"),
            Entry("armée", W, "fr"),
        ),
    ]
)

VOCABULARY = {
    "en": "Egypt's Egyptian cotton Libya Tripoli Tripoli Sirte Lebanon Mitiga Red Line soldiers army army armed forces "
    "LNA US us the the Turkey turkey Libya-bound Haftar haftarah",
    "ar": "مصر بمصر ليبيا والجيش جيش طرابلس لبنان الرد حفتر وحفتر محادثات Libya LNA",
    "tr": "Mısır Mısır'ın mısır ekmeği asker askerler Libya'da Haftar Türkiye görüşme LNA'nın",
    "fr": "l'Égypte Égypte armée armées armies soldier Liban Libya Tripoli Haftar négociations la la LNA",
}
_TERMS = {
    "en": [
        "Egypt",
        "Libya",
        "soldier",
        "army",
        "LNA",
        "US",
        "us",
        "Turkey",
        "turkey",
        "Libya-bound",
        "the",
        "line",
        "Haftar",
    ],
    "ar": ["مصر", "جيش", "حفتر", "محادثات", "طرابلس", "LNA", "Libya"],
    "tr": ["Mısır", "mısır", "asker", "Haftar", "görüşme", "Libya", "LNA"],
    "fr": ["Égypte", "armée", "Liban", "Haftar", "la", "négociation", "LNA"],
}
_PHRASES = {
    "en": [
        "Red Line",
        "armed force",
        "Egyptian cotton",
        "Line soldiers",
        "the army",
        "the the",
        "army army",
        "the army the",
    ],
    "ar": ["جيش مصر", "محادثات حفتر", "الرد حفتر"],
    "tr": ["Mısır ekmeği", "asker asker", "Libya asker"],
    "fr": ["la armée", "la la", "armée Liban", "la armée la"],
}
_STEMS = {
    "en": ["haft", "Haft", "sol", "egy", "Lib"],
    "ar": ["حفت", "مصر"],
    "tr": ["ask", "Mıs"],
    "fr": ["arm", "nég"],
}
OUTLET = Outlet(id="anadolu", name="Anadolu", country="TR", kind=OutletKind.STATE)
_ABOUT = [
    About(Key.LANG, "en"),
    About(Key.LANG, "ar"),
    About(Key.OUTLET, "anadolu"),
    About(Key.OUTLET, "Anadolu"),
    About(Key.OUTLET, "other"),
    About(Key.COUNTRY, "TR"),
    About(Key.KIND, "agency"),
]


def _text(lang: str, least: int, most: int) -> st.SearchStrategy[str]:
    word = st.sampled_from(VOCABULARY[lang].split())
    ending = st.sampled_from([" ", " ", " ", " ", ". ", "\n\n"])
    pairs = st.lists(st.tuples(word, ending), min_size=least, max_size=most)
    return st.one_of(st.just(""), pairs.map(lambda each: "".join(a + b for a, b in each)))


def documents(lang: str) -> st.SearchStrategy[Document]:
    """Articles of few different words, so that they meet often."""
    return st.builds(
        lambda title, summary, text: read(
            Article(id="a", lang=lang, title=title, summary=summary, text=text)
        ),
        _text(lang, 3, 8),
        _text(lang, 3, 8),
        _text(lang, 10, 25),
    )


def queries(lang: str) -> st.SearchStrategy[Query]:
    """Queries about such articles."""
    terms = st.one_of(
        st.builds(Word, st.sampled_from(_TERMS[lang]), st.booleans()),
        st.builds(Phrase, st.sampled_from(_PHRASES[lang]), st.booleans()),
        st.builds(Prefix, st.sampled_from(_STEMS[lang])),
        st.builds(Named, st.sampled_from(LIBRARY.ids)),
    )
    ors = st.lists(terms, min_size=2, max_size=4, unique=True).map(lambda items: Or(tuple(items)))
    sides = st.one_of(terms, terms, ors)
    reaches = st.one_of(st.integers(0, 5), st.sampled_from(Unit))
    placed = st.one_of(
        sides,
        st.builds(Near, sides, sides, reaches, st.booleans()),
        st.builds(AtLeast, st.integers(1, 4), sides),
    )
    scoped = st.builds(Scoped, st.sampled_from(Scope), st.one_of(placed, _grown(placed)))
    return st.one_of(
        placed,
        scoped,
        st.recursive(st.one_of(placed, scoped, st.sampled_from(_ABOUT)), _grown, max_leaves=6),
    )


def _grown(parts: st.SearchStrategy[Query]) -> st.SearchStrategy[Query]:
    several = st.lists(parts, min_size=2, max_size=3).map(tuple)
    return st.one_of(several.map(both), several.map(either), parts.map(Not))


def worlds() -> st.SearchStrategy[tuple[list[Query], Document]]:
    """Watchlists and an article of one language."""
    return st.sampled_from(["en", "en", "en", "ar", "tr", "fr"]).flatmap(
        lambda lang: st.tuples(st.lists(queries(lang), min_size=1, max_size=12), documents(lang))
    )
