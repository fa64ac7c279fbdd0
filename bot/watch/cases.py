"""Runs the cases of a watchlist: articles that it must hit, and articles that it must miss."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.language import Document, read
from bot.model import Article
from bot.watch.explain import Explanation
from bot.watch.index import Index
from bot.watch.watchlists import Case, Watchlist

#: The id under which a watchlist's query is tried; no file can have it.
_TRIAL = "(trial)"


@dataclass(frozen=True, slots=True)
class CaseFailure:
    """A case that did not come out as its watchlist says."""

    watchlist: str
    case: Case
    #: Whether the watchlist must hit this case.
    expected: bool
    explanation: Explanation
    path: str = ""

    def __str__(self) -> str:
        should = "must hit" if self.expected else "must miss"
        title = self.case.title or self.case.summary or self.case.text
        shown = title if len(title) <= 100 else title[:99] + "…"
        place = f"{self.path}:{self.case.place.line}:{self.case.place.column}: " if self.path else ""
        return f"{place}{self.watchlist} {should} '{shown}': {self.explanation.text}"


def run_cases(watchlist: Watchlist, index: Index) -> tuple[CaseFailure, ...]:
    """The cases that fail, with the explanation; raises QueryError for concepts that the index does not know.

    The index is left as it was.
    """
    index.put(_TRIAL, watchlist.tree)
    try:
        return tuple(_failures(watchlist, index))
    finally:
        index.remove(_TRIAL)


def _failures(watchlist: Watchlist, index: Index) -> Iterator[CaseFailure]:
    for expected, cases in ((True, watchlist.cases.hit), (False, watchlist.cases.miss)):
        for case in cases:
            read_ = document(case)
            if index.holds(_TRIAL, read_) is not expected:
                found = index.explain(_TRIAL, read_)
                yield CaseFailure(watchlist.id, case, expected, found, watchlist.path)


def document(case: Case) -> Document:
    """A case as the words of an article."""
    return read(Article(id="case", title=case.title, summary=case.summary, text=case.text, lang=case.lang))
