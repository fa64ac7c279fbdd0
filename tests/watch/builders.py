"""Builders of what the room's tests are about."""

from bot.language import Document, read
from bot.model import Article
from bot.watch import Concept, ConceptType, Entry, EntryKind, Index, Library, parse


def concept(
    id_: str,
    *,
    names: dict[str, list[str | tuple[str, str]]] | None = None,
    words: dict[str, list[str]] | None = None,
    acronyms: dict[str, list[str]] | None = None,
    type_: ConceptType = ConceptType.TOPIC,
    void: dict[str, list[str]] | None = None,
    needs: tuple[str, ...] = (),
    unless: tuple[str, ...] = (),
    parts: tuple[str, ...] = (),
) -> Concept:
    """A concept; a name may be a pair of the name and the one concept it needs."""
    entries = []
    for kind, listed in ((EntryKind.NAME, names), (EntryKind.WORD, words), (EntryKind.ACRONYM, acronyms)):
        for lang, items in (listed or {}).items():
            for item in items:
                text, need = item if isinstance(item, tuple) else (item, "")
                entries.append(Entry(text, kind, lang, (need,) if need else ()))
    return Concept(
        id=id_,
        title={"en": id_},
        type=type_,
        entries=tuple(entries),
        void=tuple((text, lang) for lang, texts in (void or {}).items() for text in texts),
        needs=needs,
        unless=unless,
        parts=parts,
    )


def document(title: str = "", *, summary: str = "", text: str = "", lang: str = "en") -> Document:
    """An article as words."""
    return read(Article(id="a", title=title, summary=summary, text=text, lang=lang))


def index(*queries: str, library: Library | None = None) -> Index:
    """An index of these queries, with ids q0, q1, …"""
    made = Index(library or Library())
    for number, query in enumerate(queries):
        made.put(f"q{number}", parse(query))
    return made


def hits(
    query: str,
    title: str = "",
    *,
    summary: str = "",
    text: str = "",
    lang: str = "en",
    library: Library | None = None,
) -> bool:
    """Whether a query hits an article."""
    return bool(index(query, library=library).hits(document(title, summary=summary, text=text, lang=lang)))
