"""Speakers that are concepts, with their titles in the languages of the interface."""

from collections.abc import Iterable, Mapping

from bot.language import fold, read
from bot.model import Article, Report
from bot.runtime.catalogue import Catalogue
from bot.watch import Concept
from bot.watch.concepts import ConceptType

#: What stands around a name and does not belong to it.
_ARTICLES = ("the ", "l'", "l’", "le ", "la ", "les ")


def speaker_titles(reports: Iterable[Report], catalogue: Catalogue) -> dict[str, Mapping[str, str]]:
    """Titles by language of every speaker whose whole name is a name of one concept, by that name."""
    names = {
        (source, report.lang)
        for report in reports
        for source in (
            *(claim.source for claim in report.claims),
            *(figure.source for figure in report.figures),
        )
        if source
    }
    found: dict[str, Mapping[str, str]] = {}
    for name, lang in sorted(names):
        if titles := _titles(name, lang, catalogue):
            found[name] = titles
    return found


def _titles(name: str, lang: str, catalogue: Catalogue) -> Mapping[str, str]:
    bare = name
    for article in _ARTICLES:
        if fold(bare).startswith(fold(article)):
            bare = bare[len(article) :]
            break
    hits = catalogue.index.concepts(read(Article(id="", title=bare, lang=lang)))
    whole = [hit.concept for hit in hits if any(span.text == bare for span in hit.spans)]
    concepts = [found for id_ in whole if (found := catalogue.library.get(id_)) is not None]
    meant = [concept for concept in concepts if _is_called(concept, bare)]
    return dict(meant[0].title) if len(meant) == 1 else {}


def _is_called(concept: Concept, name: str) -> bool:
    """Whether the name is the concept's title in some language, or some name of a single person: other names may mean a
    part of it ("Kremlin"), and some concepts gather several things, as the ministries of a country."""
    titles = {fold(title) for title in concept.title.values()}
    if fold(name) in titles:
        return True
    return concept.type is ConceptType.PERSON and any(fold(entry.text) in titles for entry in concept.entries)
