"""Whether a text can be a document, and what it would do to the rest: problems, failing cases, watchlists it touches.

Nothing is read or written here; what is in force is an argument.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from bot.model import DocumentKind, Mode, Outlet
from bot.runtime.catalogue import Catalogue
from bot.sources.identity import canonical
from bot.sources.outlets import OutletsError, load_outlets
from bot.watch import (
    Case,
    Cases,
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
from bot.watch.tree import About, Key, Named, Query, leaves

#: Characters of a document; the longest that ships has six thousand.
LONGEST = 500_000
#: A key that only one kind has.
_TELLING = {"query": DocumentKind.WATCHLIST, "names": DocumentKind.CONCEPT, "feeds": DocumentKind.OUTLET}


class BodyError(Exception):
    """A text that cannot be the document, with every problem in words."""

    def __init__(self, *problems: str) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Effect:
    """What a text would do if it were published now."""

    #: Why it cannot be.
    problems: tuple[str, ...] = ()
    #: Cases that would fail, of this and of other watchlists.
    failing: tuple[str, ...] = ()
    #: Watchlists whose matches may change, by id.
    affects: tuple[str, ...] = ()


def body_hash(body: str) -> str:
    """As versions and drafts are compared."""
    return hashlib.sha256(body.encode()).hexdigest()


def understood(kind: DocumentKind, id_: str, body: str) -> Watchlist | Concept | Outlet:
    """The document that a text says.

    Raises:
        BodyError: it says none, or one with another id.
    """
    path = f"{id_}.yaml"
    if len(body) > LONGEST:
        raise BodyError(
            f"{path}: {len(body):,} characters; a {kind} has at most {LONGEST:,}. Is it the right file?"
        )
    try:
        if kind is DocumentKind.OUTLET:
            return _outlet(path, id_, body)
        loaded = load_watchlist(body, path) if kind is DocumentKind.WATCHLIST else load_concept(body, path)
    except DocumentError as error:
        raise BodyError(*str(error).splitlines(), *_another_kind(kind, body)) from None
    if loaded.id != id_:
        raise BodyError(_other_id(path, body, loaded.id, id_))
    return loaded


def effect(
    kind: DocumentKind, id_: str, body: str, catalogue: Catalogue, others: Mapping[str, Outlet]
) -> Effect:
    """What publishing this text would do; an empty one takes the document away.

    Args:
        kind: of the document.
        id_: its id.
        body: its new text.
        catalogue: the watchlists and concepts in force.
        others: the outlets in force, by id.
    """
    try:
        said = understood(kind, id_, body) if body else None
    except BodyError as error:
        return Effect(problems=error.problems)
    if kind is DocumentKind.OUTLET:
        problems = _shared_feeds(said, others) if isinstance(said, Outlet) else ()
        return Effect(problems=problems, affects=_asking_for(id_, catalogue))
    if kind is DocumentKind.CONCEPT:
        return _effect_of_concept(id_, said if isinstance(said, Concept) else None, catalogue)
    if not isinstance(said, Watchlist):
        return Effect(
            problems=(f"{id_}: people subscribe to it; end it with `alert: {{mode: retired}}` instead",)
        )
    try:
        failing = run_cases(said, catalogue.index)
    except QueryError as error:
        return Effect(problems=tuple(str(in_file(said, error)).splitlines()))
    return Effect(failing=tuple(map(str, failing)), affects=(id_,))


def dropped_cases(before: Watchlist, after: Watchlist, catalogue: Catalogue) -> tuple[str, ...]:
    """Cases that the new text has no longer, and that its query would fail, in words."""
    kept = {(expected, _said(case)) for expected, cases in _sides(after) for case in cases}
    gone = {
        expected: tuple(case for case in cases if (expected, _said(case)) not in kept)
        for expected, cases in _sides(before)
    }
    if not any(gone.values()):
        return ()
    trial = replace(after, cases=Cases(hit=gone[True], miss=gone[False]), path=before.path)
    return tuple(
        f"This case was taken out, and the query would fail it; put it back, or say that it is meant: {failure}"
        for failure in run_cases(trial, catalogue.index)
    )


def needs_look(before: Watchlist | None, after: Watchlist) -> bool:
    """Whether it may catch or tell more than what is in force, so that its author must see what it would have caught."""
    if after.alert.mode is Mode.RETIRED:
        return False
    return (
        before is None
        or before.tree != after.tree
        or before.alert.mode is Mode.RETIRED
        or before.alert.min_sources > after.alert.min_sources
    )


def users(id_: str, catalogue: Catalogue) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The watchlists that a concept has a part in, directly or not, and the concepts that name it; by id."""
    concepts = tuple(sorted(one.id for one in catalogue.library if id_ in _references(one) and one.id != id_))
    return _watchlists_of(id_, catalogue.library, catalogue), concepts


def rests_on(watchlist: str, catalogue: Catalogue) -> tuple[str, ...]:
    """The concepts that a watchlist names, and all that these rest on; by id."""
    found: frozenset[str] = frozenset()
    if watchlist in catalogue.watchlists:
        reached: dict[str, frozenset[str]] = {}
        named = _named(catalogue.watchlists[watchlist].tree)
        found = found.union(*(_reach(one, catalogue.library, reached) for one in named))
    return tuple(sorted(found))


def _effect_of_concept(id_: str, concept: Concept | None, catalogue: Catalogue) -> Effect:
    if concept is None:
        watchlists, concepts = users(id_, catalogue)
        if watchlists or concepts:
            lists = ", ".join((*watchlists, *(f"@{one}" for one in concepts)))
            return Effect(problems=(f"@{id_} is used by {lists}; take it out there first",))
        return Effect()
    try:
        library = Library([*(one for one in catalogue.library if one.id != id_), concept])
    except DocumentError as error:
        return Effect(problems=tuple(str(error).splitlines()))
    affected = tuple(
        sorted({*_watchlists_of(id_, library, catalogue), *_watchlists_of(id_, catalogue.library, catalogue)})
    )
    index = Index(library)
    failing: list[str] = []
    for watchlist in affected:
        failing += map(str, run_cases(catalogue.watchlists[watchlist], index))
    return Effect(failing=tuple(failing), affects=affected)


def _watchlists_of(id_: str, library: Library, catalogue: Catalogue) -> tuple[str, ...]:
    """Those that have not ended and whose query rests on the concept."""
    reached: dict[str, frozenset[str]] = {}
    return tuple(
        sorted(
            watchlist.id
            for watchlist in catalogue.watchlists.values()
            if watchlist.alert.mode is not Mode.RETIRED
            and any(id_ in _reach(one, library, reached) for one in _named(watchlist.tree))
        )
    )


def _asking_for(outlet: str, catalogue: Catalogue) -> tuple[str, ...]:
    """Watchlists whose query names an outlet."""
    return tuple(
        sorted(
            watchlist.id
            for watchlist in catalogue.watchlists.values()
            if About(Key.OUTLET, outlet) in leaves(watchlist.tree)
        )
    )


def _named(query: Query) -> frozenset[str]:
    return frozenset(leaf.concept for leaf in leaves(query) if isinstance(leaf, Named))


def _reach(id_: str, library: Library, known: dict[str, frozenset[str]]) -> frozenset[str]:
    """The concept and all it rests on."""
    if id_ not in known:
        found = {id_}
        waiting = [id_]
        while waiting:
            concept = library.get(waiting.pop())
            fresh = _references(concept) - found if concept else set()
            found |= fresh
            waiting += fresh
        known[id_] = frozenset(found)
    return known[id_]


def _references(concept: Concept) -> set[str]:
    return {
        *concept.parts,
        *concept.needs,
        *concept.unless,
        *(id_ for entry in concept.entries for id_ in entry.needs),
    }


def _outlet(path: str, id_: str, body: str) -> Outlet:
    try:
        found = _outlets_of(path, body)
    except OutletsError as error:
        raise BodyError(*map(str, error.problems), *_another_kind(DocumentKind.OUTLET, body)) from None
    if len(found) != 1:
        raise BodyError(f"{path}:1:1: {len(found)} outlets; one document is one outlet. Send each by itself")
    if found[0].id != id_:
        raise BodyError(_other_id(path, body, found[0].id, id_))
    return found[0]


@lru_cache(maxsize=4096)
def _outlets_of(path: str, body: str) -> tuple[Outlet, ...]:
    """Remembered, for all outlets in force are read again whenever one changes."""
    return load_outlets(body, path)


def _shared_feeds(outlet: Outlet, others: Mapping[str, Outlet]) -> tuple[str, ...]:
    owners = {
        canonical(feed.url): other.id
        for other in others.values()
        if other.id != outlet.id
        for feed in other.feeds
    }
    return tuple(
        f"{outlet.id}.yaml: the feed {feed.url} is one of {owners[canonical(feed.url)]} already; take it out here or there"
        for feed in outlet.feeds
        if canonical(feed.url) in owners
    )


def _other_id(path: str, body: str, found: str, wanted: str) -> str:
    lines = body.splitlines()
    at = next((n for n, line in enumerate(lines, 1) if line.lstrip("- ").startswith("id:")), 1)
    return (
        f"{path}:{at}:1: the id is '{found}', and the document's is '{wanted}'. An id cannot be changed: "
        f"write '{wanted}', or save it as a new document"
    )


def _another_kind(kind: DocumentKind, body: str) -> tuple[str, ...]:
    """A hint where the text looks like a document of another kind."""
    keys = {line.partition(":")[0].lstrip("- ").strip() for line in body[:LONGEST].splitlines()}
    other = next((found for key, found in _TELLING.items() if key in keys), kind)
    return () if other is kind else (f"This looks like a file of the kind {other}, not {kind}.",)


def _sides(watchlist: Watchlist) -> tuple[tuple[bool, tuple[Case, ...]], ...]:
    return ((True, watchlist.cases.hit), (False, watchlist.cases.miss))


def _said(case: Case) -> tuple[str, ...]:
    return (case.title, case.summary, case.text, case.lang)
