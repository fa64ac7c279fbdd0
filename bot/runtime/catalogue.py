"""The watchlists and concepts in force, compiled: read from files for the command line, from the store for the worker."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Lock

from bot.model import Match, Mode, WatchlistName
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


@dataclass(frozen=True, slots=True)
class SheetText:
    """One YAML file or stored document, not yet understood."""

    #: Its file name without the ending, which must be the id inside.
    id: str
    #: For messages: a file's path, or where in the store it is.
    path: str
    source: str
    #: 0 for a file.
    version: int = 0

    @property
    def hash(self) -> str:
        """Of the source."""
        return hashlib.sha256(self.source.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Sheets:
    """All sheets of one place."""

    concepts: Sequence[SheetText]
    watchlists: Sequence[SheetText]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Watchlists and the concepts they use, ready to match."""

    library: Library
    watchlists: Mapping[str, Watchlist]
    versions: Mapping[str, int]
    #: Every watchlist that is not retired.
    index: Index
    generation: int = 0
    #: Sheets that could not be used, in words; the others work without them.
    problems: Sequence[str] = field(default=())

    @property
    def live(self) -> tuple[WatchlistName, ...]:
        """The watchlists people may subscribe, by id."""
        return tuple(
            self.name(id_) for id_, item in sorted(self.watchlists.items()) if item.alert.mode is Mode.LIVE
        )

    def mode(self, id_: str) -> Mode:
        """Of a watchlist; one that is gone is as good as retired."""
        return self.watchlists[id_].alert.mode if id_ in self.watchlists else Mode.RETIRED

    def name(self, id_: str) -> WatchlistName:
        """A watchlist as alerts name it."""
        return WatchlistName(
            id=id_, version=self.versions.get(id_, 0), title=dict(self.watchlists[id_].title)
        )

    def names(self, matches: Iterable[Match]) -> tuple[WatchlistName, ...]:
        """The watchlists of these matches that still exist, by id."""
        return tuple(
            self.name(id_) for id_ in sorted({match.watchlist for match in matches}) if id_ in self.watchlists
        )


class SheetsError(Exception):
    """Files that cannot be used, all problems at once."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


def read_sheets(directory: Path) -> Sheets:
    """The YAML files of a watchlists directory and of its `concepts/`.

    Raises:
        SheetsError: the directory or a file cannot be read.
    """
    if not directory.is_dir():
        raise SheetsError([f"{directory}: no such directory; WATCHLISTS_DIR names where the watchlists are"])
    problems: list[str] = []
    sheets = Sheets(concepts=_read(directory / "concepts", problems), watchlists=_read(directory, problems))
    if problems:
        raise SheetsError(problems)
    return sheets


def _read(directory: Path, problems: list[str]) -> list[SheetText]:
    found = []
    for path in sorted([*directory.glob("*.yaml"), *directory.glob("*.yml")]):
        try:
            found.append(SheetText(path.stem, str(path), path.read_text(encoding="utf-8-sig")))
        except (OSError, UnicodeDecodeError) as error:
            problems.append(f"{path}:1: cannot be read: {error}; it must be a UTF-8 text file")
    return found


def compiled(sheets: Sheets, *, generation: int = 0) -> Catalogue:
    """Compile what can be used; what cannot is told in `problems` and left out."""
    problems: list[str] = []
    concepts: list[Concept] = []
    for sheet in sheets.concepts:
        try:
            concepts.append(load_concept(sheet.source, sheet.path))
        except DocumentError as error:
            problems += str(error).splitlines()
    return _with_watchlists(_library(concepts, problems), sheets.watchlists, problems, generation)


class Compiler:
    """Compiles sheets, and remembers the last: at the start the same are read from files and then from the store.

    It takes seconds, so callers give it a thread; they take turns.
    """

    def __init__(self) -> None:
        self._turn = Lock()
        self._sheets: frozenset[tuple[str, str, str]] = frozenset()
        self._last: Catalogue | None = None

    def compiled(self, sheets: Sheets, *, generation: int = 0) -> Catalogue:
        """As the function of this name; the same sheets, wherever they were read, cost once."""
        with self._turn:
            return self._compiled(sheets, generation)

    def _compiled(self, sheets: Sheets, generation: int) -> Catalogue:
        wanted = frozenset(
            (kind, sheet.id, sheet.hash)
            for kind, listed in (("concept", sheets.concepts), ("watchlist", sheets.watchlists))
            for sheet in listed
        )
        if self._last is None or wanted != self._sheets:
            made = compiled(sheets, generation=generation)
            if made.problems:  # they name places, so they are told anew
                return made
            self._sheets, self._last = wanted, made
        versions = {sheet.id: sheet.version for sheet in sheets.watchlists}
        return replace(self._last, versions=versions, generation=generation)


def misnamed(sheets: Sheets, catalogue: Catalogue) -> list[str]:
    """Sheets whose id is not their name, in words: by its name a document is kept, by its id it is used."""
    told = {problem.split(":", 1)[0] for problem in catalogue.problems}
    wrong = [
        *(sheet for sheet in sheets.concepts if catalogue.library.get(sheet.id) is None),
        *(sheet for sheet in sheets.watchlists if sheet.id not in catalogue.watchlists),
    ]
    return [
        f"{sheet.path}:1:1: its id is not '{sheet.id}', as the file is called; change one of the two"
        for sheet in wrong
        if sheet.path not in told
    ]


def failed_cases(catalogue: Catalogue) -> list[str]:
    """What is wrong by the watchlists' own cases, in words."""
    return [
        str(failure)
        for id_, watchlist in sorted(catalogue.watchlists.items())
        if id_ in catalogue.index
        for failure in run_cases(watchlist, catalogue.index)
    ]


def _library(concepts: Sequence[Concept], problems: list[str]) -> Library:
    """The concepts that fit together; one with a wrong reference is left out, and then what refers to it."""
    while True:
        try:
            return Library(concepts)
        except DocumentError as error:
            wrong = {problem.path for problem in error.problems}
            problems += str(error).splitlines()
            concepts = [concept for concept in concepts if concept.path not in wrong]


def _with_watchlists(
    library: Library, sheets: Sequence[SheetText], problems: list[str], generation: int
) -> Catalogue:
    index = Index(library)
    watchlists: dict[str, Watchlist] = {}
    versions: dict[str, int] = {}
    for sheet in sheets:
        try:
            watchlist = load_watchlist(sheet.source, sheet.path)
            if watchlist.id in watchlists:
                problems.append(
                    f"{sheet.path}:1: the watchlist id {watchlist.id!r} is used twice; change one of them"
                )
                continue
            if watchlist.alert.mode is not Mode.RETIRED:
                index.put(watchlist.id, watchlist.tree)
        except DocumentError as error:
            problems += str(error).splitlines()
            continue
        except QueryError as error:
            problems += str(in_file(watchlist, error)).splitlines()
            continue
        watchlists[watchlist.id] = watchlist
        versions[watchlist.id] = sheet.version
    return Catalogue(library, watchlists, versions, index, generation, tuple(problems))


def load_directory(directory: Path) -> Catalogue:
    """Read and compile a watchlists directory.

    Raises:
        SheetsError: with every problem of every file.
    """
    catalogue = compiled(read_sheets(directory))
    if catalogue.problems:
        raise SheetsError(catalogue.problems)
    return catalogue
