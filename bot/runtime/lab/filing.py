"""What becomes of files that changed: taken over, joined with what was edited elsewhere, or told where they clash.

Decisions only; importing.py reads and writes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.model import DocumentKind
from bot.runtime.catalogue import Catalogue, Compiler, Sheets, SheetText, compiled, failed_cases, misnamed
from bot.runtime.lab.proving import body_hash
from bot.storage.documents import Changed, FileText, Taken
from bot.watch.merging import merge


@dataclass(frozen=True, slots=True)
class Filing:
    """What is to be taken over of one kind, by the path that messages name; and what cannot be, in words."""

    taken: Mapping[str, Taken]
    problems: tuple[str, ...] = ()


def file_of(item: SheetText) -> FileText:
    """A sheet as the store compares it."""
    return FileText(item.id, item.source, item.hash)


def filing(kind: DocumentKind, changed: Sequence[Changed], paths: Mapping[str, str]) -> Filing:
    """Decide upon each file that changed.

    Args:
        kind: of the documents.
        changed: the files, with what is published.
        paths: of each file by id, for messages.
    """
    taken: dict[str, Taken] = {}
    problems = []
    for one in changed:
        found = _decided(kind, one, paths[one.file.id])
        if isinstance(found, Taken):
            taken[paths[one.file.id]] = found
        else:
            problems.append(found)
    return Filing(taken, tuple(problems))


def _decided(kind: DocumentKind, changed: Changed, path: str) -> Taken | str:
    file, published = changed.file, changed.published
    why = "a new file" if published is None else "the file changed"
    plainly = Taken(file, file.body, file.hash, why if file.body else "it is gone from the file")
    if published is None or not changed.edited or published.body_hash == file.hash:
        return plainly
    elsewhere = f"version {published.version} ({published.origin})"
    if not published.body:
        return (
            f"{path}: the file changed, and {elsewhere} took {file.id} away. It stays away: take it out of the file, or "
            f"bring it back with `python -m bot {kind}s rollback {file.id} {published.version - 1}`"
        )
    if not file.body:
        return (
            f"{path}: {file.id} is gone from the file, and was edited since as {elsewhere}. It stays; end it with "
            f"`python -m bot {kind}s remove {file.id}`"
        )
    joined = merge(changed.base, file.body, published.body)
    if joined.conflicts:
        return (
            f"{path}: the file changed at {', '.join(joined.conflicts)}, and so did {elsewhere}, which stays in force. "
            f"Write it into the file with `python -m bot {kind}s export {file.id}`, or put the file in force with "
            f"`python -m bot {kind}s import {path.partition('#')[0]}`"
        )
    return Taken(file, joined.text, body_hash(joined.text), f"the file changed; joined with {elsewhere}")


def overlaid(in_force: Sheets, concepts: Mapping[str, Taken], watchlists: Mapping[str, Taken]) -> Sheets:
    """What would be in force with these files taken over, each by its path."""
    return Sheets(_with(in_force.concepts, concepts), _with(in_force.watchlists, watchlists))


def fitting(
    in_force: Sheets, concepts: Filing, watchlists: Filing, compiler: Compiler
) -> tuple[Filing, Filing]:
    """What is left to take over when everything that would break is left out; it takes seconds, so give it a thread.

    A file with a mistake is left out by itself. Where files that are right by themselves break something else, or a
    case fails, nobody knows which is to blame, and none is taken over.
    """
    problems: list[str] = []
    taken = [dict(concepts.taken), dict(watchlists.taken)]
    while any(taken):
        sheets = overlaid(in_force, *taken)
        catalogue = compiler.compiled(sheets)
        told = [*catalogue.problems, *misnamed(sheets, catalogue)]
        wrong = [problem for problem in told if _path(problem) in {*taken[0], *taken[1]}]
        if not wrong:
            broken = _broken(catalogue, in_force) or failed_cases(catalogue)
            if broken:
                problems, taken = [*problems, *broken], [{}, {}]
            break
        problems += wrong
        for each in taken:
            for path in {*map(_path, wrong)} & each.keys():
                del each[path]
    return (
        replace(concepts, taken=taken[0], problems=(*concepts.problems, *dict.fromkeys(problems))),
        replace(watchlists, taken=taken[1]),
    )


def _broken(catalogue: Catalogue, in_force: Sheets) -> list[str]:
    """What is in force and right, and would not be with the files."""
    if not catalogue.problems:
        return []
    before = set(compiled(in_force).problems)
    return [problem for problem in catalogue.problems if problem not in before]


def _with(sheets: Sequence[SheetText], taken: Mapping[str, Taken]) -> list[SheetText]:
    found = {sheet.id: sheet for sheet in sheets}
    for path, one in taken.items():
        found[one.file.id] = SheetText(one.file.id, path, one.body)
    return sorted(found.values(), key=lambda sheet: sheet.id)


def _path(problem: str) -> str:
    return problem.split(":", 1)[0]
