"""The smallest edit by which a query would hit one article that it misses, for an editor who says that it should have.

Edits are made in repairs.py; that one is worth it for other articles too is for a backtest to show.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.language import Document
from bot.model import Field, Outlet
from bot.watch.concepts import ConceptType
from bot.watch.index import ConceptHit, Index
from bot.watch.parser import parse
from bot.watch.printer import show
from bot.watch.repairs import Mend, Opening, Repair, ladders, less_excluding, loosened, openings
from bot.watch.tree import Named, Query, QueryError, leaves

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
    trial = _Trial(index, document, outlet)
    found = [*_loosened(query, trial), *_filled(query, trial, index.concepts(document))]
    return min(found, key=lambda repair: (_ORDER.index(repair.mend), repair.size), default=None)


class _Trial:
    """Many queries asked about one article at once: reading it costs more than a query does."""

    def __init__(self, index: Index, document: Document, outlet: Outlet | None) -> None:
        self._index = index
        self._document = document
        self._outlet = outlet

    def holding(self, trees: Sequence[Query]) -> list[bool]:
        """Which of them hold."""
        ids = [f"(mended {number})" for number in range(len(trees))]
        try:
            for id_, tree in zip(ids, trees, strict=True):
                self._index.put(id_, tree)
            return [self._index.holds(id_, self._document, self._outlet) for id_ in ids]
        finally:
            for id_ in ids:
                self._index.remove(id_)

    def types(self, opening: Opening) -> set[str]:
        """Of the concepts that stand in a place."""
        there = {leaf.concept for leaf in leaves(opening.side) if isinstance(leaf, Named)}
        return {concept.type for id_ in there if (concept := self._index.library.get(id_)) is not None}


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


def _loosened(query: Query, trial: _Trial) -> Iterator[Repair]:
    """Of each place the first step that is enough: whatever it hits the later ones hit too."""
    if not any(trial.holding([loosened(query), less_excluding(query)])):
        return
    every = list(ladders(query))
    tops = trial.holding([ladder.steps[-1].tree for ladder in every])
    # Halved until one step is left of each: few queries are tried of a long ladder.
    open_ = [ladder.steps for ladder, holds in zip(every, tops, strict=True) if holds]
    while any(len(steps) > 1 for steps in open_):
        middles = [(len(steps) - 1) // 2 for steps in open_]
        held = trial.holding([steps[middle].tree for steps, middle in zip(open_, middles, strict=True)])
        open_ = [
            steps[: middle + 1] if holds else steps[middle + 1 :]
            for steps, middle, holds in zip(open_, middles, held, strict=True)
        ]
    yield from (steps[0] for steps in open_)


def _filled(query: Query, trial: _Trial, mentioned: Sequence[ConceptHit]) -> Iterator[Repair]:
    """One concept more in a place, of a type that stands there already: what the article names instead."""
    asked = {leaf.concept for leaf in leaves(query) if isinstance(leaf, Named)}
    others = [hit for hit in _prominent(mentioned) if hit.concept not in asked][:_CONCEPTS]
    wanted = [
        (opening, fitting)
        for opening in openings(query)
        if (fitting := [hit for hit in others if hit.type in trial.types(opening) - _SINGLE])
    ]
    without = trial.holding([opening.without for opening, _ in wanted])
    repairs = [
        replace(opening.filled(hit.concept), size=float(number))
        for (opening, fitting), holds in zip(wanted, without, strict=True)
        if holds
        for number, hit in enumerate(fitting)
    ]
    yield from (
        repair
        for repair, holds in zip(repairs, trial.holding([one.tree for one in repairs]), strict=True)
        if holds
    )


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
