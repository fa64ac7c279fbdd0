"""A text while it is written: what is wrong with it and where, its cases, and its proof on one article.

In a thread and on an index of its own, so that nothing that matches waits for it; whether a text may be published is
proving.py's to say.
"""

import asyncio
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from threading import Lock

from bot.alerts.foreign import clip_pieces, marked
from bot.language import read
from bot.model import Article, DocumentKind, Field, Outlet
from bot.runtime.catalogue import Catalogue
from bot.runtime.lab import proving
from bot.runtime.lab.proving import BodyError, body_hash
from bot.watch import DocumentError, Index, QueryError, Watchlist, in_file
from bot.watch.lint import lint
from bot.web.document_ports import Checked, Mark, Proof

#: `path:line:column: message`, as problems are told.
_PLACED = re.compile(r"[^:\n]*:(\d+)(?::(\d+))?: (.*)", re.DOTALL)
_TRIAL = "(page)"
#: The index is kept so many seconds after it was used: with the names it has learnt it takes 10 MB.
_KEPT = 600.0
_LONGEST = 6000


@dataclass(frozen=True, slots=True)
class Tried:
    """What a text is tried on."""

    article: Article
    outlet: Outlet | None = None


class Checker:
    """Checks texts against what is in force."""

    def __init__(self) -> None:
        self._turn = Lock()
        self._index: Index | None = None
        self._of: Catalogue | None = None
        self._forgetting: asyncio.TimerHandle | None = None

    async def check(
        self,
        kind: DocumentKind,
        id_: str,
        body: str,
        catalogue: Catalogue,
        others: Mapping[str, Outlet],
        tried: Tried | None,
    ) -> Checked:
        """Everything there is to say about a text.

        Args:
            kind: of the document.
            id_: its id.
            body: its text.
            catalogue: what is in force.
            others: the outlets in force, by id.
            tried: an article for the proof.
        """
        if self._forgetting is not None:
            self._forgetting.cancel()
        try:
            return await asyncio.to_thread(self._checked, kind, id_, body, catalogue, others, tried)
        finally:
            self._forgetting = asyncio.get_running_loop().call_later(_KEPT, self._forget)

    def _forget(self) -> None:
        self._index = self._of = None

    def _checked(
        self,
        kind: DocumentKind,
        id_: str,
        body: str,
        catalogue: Catalogue,
        others: Mapping[str, Outlet],
        tried: Tried | None,
    ) -> Checked:
        with self._turn:
            if self._index is None or self._of is None or self._of.library is not catalogue.library:
                self._index = Index(catalogue.library)
            self._of = catalogue
            index = self._index
            try:
                said = proving.understood(kind, id_, body)
            except BodyError as error:
                return Checked(marks=[_mark(one) for one in error.problems], body_hash=body_hash(body))
            found = proving.effect(kind, id_, body, replace(catalogue, index=index), others)
            marks = [_mark(one) for one in found.problems]
            proof = None
            cases = 0
            if isinstance(said, Watchlist):
                cases = len(said.cases.hit) + len(said.cases.miss)
                marks += _advice(said, catalogue)
                proof = _proof(said, index, tried) if tried and not found.problems else None
            return Checked(
                marks=marks,
                cases=cases,
                failing=[_PLACED.sub(r"\3", one) for one in found.failing],
                affects=[one for one in found.affects if one != id_],
                proof=proof,
                body_hash=body_hash(body),
            )


def _mark(problem: str) -> Mark:
    placed = _PLACED.fullmatch(problem)
    if placed is None:
        return Mark(1, 1, problem, "wrong")
    return Mark(int(placed[1]), int(placed[2] or 1), placed[3], "wrong")


def _advice(watchlist: Watchlist, catalogue: Catalogue) -> Iterator[Mark]:
    for advice in lint(watchlist.tree, catalogue.library, watchlist.query):
        error = QueryError(advice.message, *advice.place, hint=advice.remedy)
        for problem in in_file(watchlist, error).problems:
            text = f"{problem.message}. {problem.remedy}" if problem.remedy else problem.message
            yield Mark(problem.line, problem.column, text, "odd")


def _proof(watchlist: Watchlist, index: Index, tried: Tried) -> Proof | None:
    document = read(tried.article)
    try:
        index.put(_TRIAL, watchlist.tree)
    except (QueryError, DocumentError):
        return None
    try:
        found = index.explain(_TRIAL, document, tried.outlet)
    finally:
        index.remove(_TRIAL)
    texts = []
    for field in Field:
        text = getattr(tried.article, field)
        pieces = marked(text, [span for span in found.spans if span.field is field])
        if pieces:
            texts.append((str(field), clip_pieces(pieces, _LONGEST)))
    return Proof(
        holds=found.holds,
        says=found.text,
        nearness=found.nearness,
        texts=texts,
        terms=tuple(dict.fromkeys(f"{span.text} ← {span.term}" for span in found.spans)),
        outlet_name=tried.outlet.name if tried.outlet else "",
        url=tried.article.url,
    )
