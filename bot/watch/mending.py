"""The smallest edit by which a query would hit one article that it misses, for an editor who says that it should have.

Edits are made in repairs.py; that one is worth it for other articles too is for a backtest to show.
"""

from collections.abc import Iterator, Sequence

from bot.language import Document
from bot.model import Field, Outlet
from bot.watch.concepts import ConceptType
from bot.watch.index import ConceptHit, Index
from bot.watch.parser import parse
from bot.watch.printer import show
from bot.watch.repairs import Mend, Repair, ladders, openings
from bot.watch.tree import Named, Query, QueryError, leaves

#: The id under which an edited query is tried; no file can have it.
_TRIAL = "(mended)"
_ORDER = tuple(Mend)
#: Concepts of an article that are tried in each place of a query.
_CONCEPTS = 12
#: Another one of these is another topic.
_SINGLE = frozenset({ConceptType.COUNTRY, ConceptType.PERSON})


def smallest_edit(
    query: Query, index: Index, document: Document, outlet: Outlet | None = None
) -> Repair | None:
    """The edit that changes least of those by which the query holds for the article; None where no single one does.

    The index is left as it was; its library knows the query's concepts.
    """
    try:
        found = [*_loosened(query, index, document, outlet), *_filled(query, index, document, outlet)]
    finally:
        index.remove(_TRIAL)
    return min(found, key=lambda repair: (_ORDER.index(repair.mend), repair.size), default=None)


def rewritten(text: str, repair: Repair) -> str:
    """The query's text with the edit, in its own lines where the edited part stands there once; else written anew."""
    if text.count(repair.before) == 1:
        for after in (repair.after, f"({repair.after})"):
            edited = text.replace(repair.before, after)
            try:
                if parse(edited) == repair.tree:
                    return edited
            except QueryError:
                continue
    return show(repair.tree)


def _holds(tree: Query, index: Index, document: Document, outlet: Outlet | None) -> bool:
    index.put(_TRIAL, tree)
    return index.holds(_TRIAL, document, outlet)


def _loosened(query: Query, index: Index, document: Document, outlet: Outlet | None) -> Iterator[Repair]:
    """Of each place the first step that is enough: whatever it hits the later ones hit too."""
    for ladder in ladders(query):
        if _holds(ladder.steps[-1].tree, index, document, outlet):
            for step in ladder.steps:
                if _holds(step.tree, index, document, outlet):
                    yield step
                    break


def _filled(query: Query, index: Index, document: Document, outlet: Outlet | None) -> Iterator[Repair]:
    """One concept more in a place, of a type that stands there already: what the article names instead."""
    asked = {leaf.concept for leaf in leaves(query) if isinstance(leaf, Named)}
    mentioned = [hit for hit in _prominent(index.concepts(document)) if hit.concept not in asked]
    for opening in openings(query):
        there = {leaf.concept for leaf in leaves(opening.side) if isinstance(leaf, Named)}
        types = {concept.type for id_ in there if (concept := index.library.get(id_)) is not None}
        wanted = [hit.concept for hit in mentioned if hit.type in types - _SINGLE]
        if not wanted or not _holds(opening.without, index, document, outlet):
            continue
        for number, id_ in enumerate(wanted[:_CONCEPTS]):
            repair = opening.filled(id_)
            if _holds(repair.tree, index, document, outlet):
                yield Repair(repair.mend, repair.before, repair.after, repair.tree, float(number))
                break


def _prominent(hits: Sequence[ConceptHit]) -> list[ConceptHit]:
    """Those of the title first, then by how often they are named."""
    return sorted(
        hits,
        key=lambda hit: (
            not any(span.field is Field.TITLE for span in hit.spans),
            -len(hit.spans),
            hit.concept,
        ),
    )
