"""What a backtest tries: a query or watchlist beside the version in force, compiled over the concepts they rest on alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from difflib import get_close_matches

from bot.model import Mode
from bot.runtime.catalogue import Sheets, SheetsError, SheetText
from bot.watch import (
    Concept,
    DocumentError,
    Index,
    Library,
    QueryError,
    Watchlist,
    in_file,
    load_concept,
    load_watchlist,
    run_cases,
)
from bot.watch.backtest import FailedCase
from bot.watch.parser import parse
from bot.watch.sieve import Sieve, Unsieved, sieve
from bot.watch.tree import Named, Or, Query, leaves

#: Words of each language that a process keeps while it reads an archive.
REMEMBERED = 150_000
#: Under which the index has the two; no file can have these ids.
QUERY, PUBLISHED = "(query)", "(published)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What somebody wants tried: a text, a query, or with neither the version in force itself."""

    #: Its id; empty for a query alone.
    watchlist: str = ""
    #: Instead of the watchlist's own.
    query: str = ""
    #: A watchlist's whole text, YAML.
    body: str = ""
    #: What messages call that text.
    path: str = ""
    since: timedelta = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Trial:
    """A query and the version in force, ready to be asked about articles."""

    asked: Asked
    index: Index
    query: str
    #: None for a query alone.
    watchlist: Watchlist | None
    published: Watchlist | None
    #: 0 where nothing is published.
    version: int
    sieve: Sieve | Unsieved
    body_hash: str

    @property
    def min_sources(self) -> int:
        """Independent sources that the proposed watchlist waits for."""
        return self.watchlist.alert.min_sources if self.watchlist else 1


def compiled(asked: Asked, sheets: Sheets) -> Trial:
    """The trial of what is asked.

    Args:
        asked: what to try.
        sheets: what is in force.

    Raises:
        SheetsError: the text, the query or the id is wrong; each problem has its place and remedy.
    """
    sheet = next((one for one in sheets.watchlists if one.id == asked.watchlist), None)
    published = _published(sheet)
    if asked.watchlist and published is None and not asked.body and not asked.query:
        known = ", ".join(sorted(one.id for one in sheets.watchlists)) or "none yet"
        raise SheetsError([f"{asked.watchlist}: there is no such watchlist. There are: {known}"])
    proposed, tree = _proposed(asked, published)
    concepts = {one.id: one for one in sheets.concepts}
    library = _library([tree, *([published.tree] if published else [])], concepts)
    index = Index(library, REMEMBERED)
    try:
        index.put(QUERY, tree)
    except QueryError as error:
        raise SheetsError(_in_words(error, None if asked.query else proposed, concepts)) from None
    if published is not None and published.alert.mode is not Mode.RETIRED:
        index.put(PUBLISHED, published.tree)
    else:
        published = None
    return Trial(
        asked=asked,
        index=index,
        query=asked.query or (proposed.query if proposed else ""),
        watchlist=proposed,
        published=published,
        version=sheet.version if sheet and published else 0,
        sieve=sieve(_either(tree, published), library),
        body_hash=SheetText(asked.watchlist, "", asked.body).hash if asked.body else "",
    )


def failed_cases(trial: Trial) -> tuple[FailedCase, ...]:
    """The cases of the watchlist that its query fails."""
    if trial.watchlist is None:
        return ()
    return tuple(
        FailedCase(
            failure.case.title or failure.case.summary or failure.case.text[:100],
            failure.expected,
            failure.explanation.text,
            failure.case.place.line,
        )
        for failure in run_cases(trial.watchlist, trial.index)
    )


def _published(sheet: SheetText | None) -> Watchlist | None:
    try:
        return load_watchlist(sheet.source, sheet.path) if sheet else None
    except DocumentError:
        return None  # the worker left it out too, and says so


def _proposed(asked: Asked, published: Watchlist | None) -> tuple[Watchlist | None, Query]:
    path = asked.path or (f"{asked.watchlist}.yaml" if asked.watchlist else "query")
    proposed = published
    if asked.body:
        try:
            proposed = load_watchlist(asked.body, path)
        except DocumentError as error:
            raise SheetsError(str(error).splitlines()) from None
        if asked.watchlist and proposed.id != asked.watchlist:
            raise SheetsError(
                [
                    f"{path}:1:1: the id is '{proposed.id}', and '{asked.watchlist}' was asked for. Write one of them"
                ]
            )
    if not asked.query:
        if proposed is None:
            raise SheetsError(["Nothing to try: give a watchlist's id, --query or --file"])
        return proposed, proposed.tree
    try:
        tree = parse(asked.query)
    except QueryError as error:
        raise SheetsError([f"query: {error}"]) from None
    return (replace(proposed, tree=tree, query=asked.query) if proposed else None), tree


def _library(trees: Sequence[Query], sheets: Mapping[str, SheetText]) -> Library:
    """The concepts that the queries rest on; one that is wrong or missing is left out, with what refers to it."""
    found: dict[str, Concept] = {}
    waiting = [leaf.concept for tree in trees for leaf in leaves(tree) if isinstance(leaf, Named)]
    while waiting:
        id_ = waiting.pop()
        if id_ in found or id_ not in sheets:
            continue
        try:
            concept = load_concept(sheets[id_].source, sheets[id_].path)
        except DocumentError:
            continue
        found[id_] = concept
        waiting += [*concept.parts, *concept.needs, *concept.unless]
        waiting += [need for entry in concept.entries for need in entry.needs]
    while True:
        try:
            return Library(found.values())
        except DocumentError as error:
            wrong = {problem.path for problem in error.problems}
            found = {id_: concept for id_, concept in found.items() if concept.path not in wrong}


def _in_words(error: QueryError, proposed: Watchlist | None, concepts: Mapping[str, SheetText]) -> list[str]:
    """An unknown concept, with the nearest names of the whole library."""
    if proposed is not None:
        return str(in_file(proposed, _nearest(error, concepts))).splitlines()
    return [f"query: {_nearest(error, concepts)}"]


def _nearest(error: QueryError, concepts: Mapping[str, SheetText]) -> QueryError:
    name = error.message.rpartition("@")[2]
    close = get_close_matches(name, concepts, 3)
    hint = f"Did you mean {' or '.join(f'@{one}' for one in close)}?" if close else error.hint
    return QueryError(error.message, error.line, error.column, hint)


def _either(tree: Query, published: Watchlist | None) -> Query:
    return tree if published is None or published.tree == tree else Or((tree, published.tree))
