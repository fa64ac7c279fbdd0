"""python -m bot watchlists|concepts|outlets export and import: documents written to files and read from them, to the
letter. A worker does the same by itself with the files it watches; see runtime/importing.py.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

from bot.cli.documents import TYPED, StopError, print_changes, stopping
from bot.cli.problems import tell
from bot.cli.writing import put
from bot.model import Conflict, DocumentKind, Forbidden, Refused, Saved
from bot.runtime.lab.proving import body_hash
from bot.runtime.lab.versions import Lab
from bot.settings import Settings
from bot.sources.outletfile import assembled, entries
from bot.watch.sheets import DocumentError

#: Bytes of a file; what is longer is no document.
_LONGEST = 4_000_000


def export(kind: DocumentKind, ids: Sequence[str], *, directory: Path | None, force: bool) -> int:
    """Write what is in force to its files, where they differ, watchlists with their concepts; returns the exit code.

    A file with changes that were never in force is not written over, unless that is meant.
    """

    async def work(lab: Lab, settings: Settings) -> int:
        wanted = {one.id for one in await lab.documents(kind) if one.version}
        if unknown := [id_ for id_ in ids if id_ not in wanted]:
            raise StopError(
                f"{unknown[0]}: no such {kind} is in force; `python -m bot {kind}s list` shows all"
            )
        chosen = sorted(ids) or sorted(wanted)
        place = directory or _directory(kind, settings)
        if kind is DocumentKind.OUTLET:
            return await _export_outlets(
                lab, place / settings.environment.outlets_file.name, ids, force=force
            )
        written = 0
        for id_ in chosen:
            written += await _export_one(lab, kind, id_, place, force=force)
        if kind is DocumentKind.WATCHLIST:
            await _export_concepts(lab, chosen, place / "concepts")
        print(
            f"{place}: {written} of {len(chosen)} files written, {len(chosen) - written} say the same already."
        )
        return 0

    return stopping(work)


async def _export_one(lab: Lab, kind: DocumentKind, id_: str, place: Path, *, force: bool) -> bool:
    file = next((one for suffix in ("yaml", "yml") if (one := place / f"{id_}.{suffix}").exists()), None)
    history = await lab.history(kind, id_)
    old = _read(file) if file is not None else None
    if old == history[-1].body:
        return False
    if old is not None and not force and body_hash(old) not in {one.body_hash for one in history}:
        raise StopError(
            f"{file}: has changes that were never in force. Import it first, or write over them with --force"
        )
    _write(file or place / f"{id_}.yaml", history[-1].body)
    print(f"{file or place / f'{id_}.yaml'}: version {history[-1].version}")
    return True


async def _export_concepts(lab: Lab, watchlists: Sequence[str], place: Path) -> None:
    """Write the concepts of these watchlists too, or the files would not do by themselves."""
    for id_ in sorted({one for watchlist in watchlists for one in lab.concepts_of(watchlist)}):
        try:
            await _export_one(lab, DocumentKind.CONCEPT, id_, place, force=False)
        except StopError as stop:
            tell([str(stop)])


async def _export_outlets(lab: Lab, file: Path, ids: Sequence[str], *, force: bool) -> int:
    source = _read_if_there(file)
    old = _entries(file, source)
    bodies = dict(old)
    for one in await lab.documents(DocumentKind.OUTLET):
        if one.version and (not ids or one.id in ids):
            history = await lab.history(DocumentKind.OUTLET, one.id)
            bodies[one.id] = history[-1].body
            known = {version.body_hash for version in history}
            if one.id in old and body_hash(old[one.id]) not in known and not force:
                raise StopError(
                    f"{file}: {one.id} has changes that were never in force. Import the file first, or write over them "
                    "with --force"
                )
    gone = [id_ for id_ in old if not ids and await _was_taken_away(lab, id_)]
    text = assembled(source, {id_: body for id_, body in bodies.items() if id_ not in gone})
    if text == source:
        print(f"{file} says the same already.")
        return 0
    _write(file, text)
    print(f"{file} is written.")
    return 0


async def _was_taken_away(lab: Lab, id_: str) -> bool:
    history = await lab.history(DocumentKind.OUTLET, id_)
    return bool(history) and not history[-1].body


def take_in(kind: DocumentKind, files: Sequence[Path], *, why: str) -> int:
    """Make a draft of each file that differs from what is in force, and show the differences; returns the exit code."""

    async def work(lab: Lab, _: Settings) -> int:
        drafted = []
        for file in files:
            for id_, body in _documents_of(kind, file).items():
                document = await lab.document(kind, id_)
                published = document.published if document else None
                if published is not None and published.body == body:
                    continue
                answer = await lab.save_draft(
                    kind, id_, body, TYPED, published.version if published else 0, why
                )
                _told(file, id_, answer)
                print(f"{id_}:")
                print_changes(published.body if published else "", body)
                if isinstance(answer, Saved):
                    tell(answer.failing)
                drafted.append(id_)
        if not drafted:
            print("Nothing differs from what is in force.")
        else:
            print(f"Drafted. Put it in force: python -m bot {kind}s publish {' '.join(drafted)}")
        return 0

    return stopping(work)


def _told(file: Path, id_: str, answer: Saved | Refused | Conflict | Forbidden) -> None:
    if isinstance(answer, Refused):
        raise StopError("\n".join(problem.replace(f"{id_}.yaml:", f"{file}:") for problem in answer.problems))
    if not isinstance(answer, Saved):
        raise StopError(f"{file}: {id_} cannot be drafted: {answer}")


def _documents_of(kind: DocumentKind, file: Path) -> Mapping[str, str]:
    source = _read(file)
    return _entries(file, source) if kind is DocumentKind.OUTLET else {file.stem: source}


def _entries(file: Path, source: str) -> Mapping[str, str]:
    try:
        found = entries(source) if source.strip() else {}
    except DocumentError as error:
        raise StopError("\n".join(f"{file}{problem}" for problem in str(error).splitlines())) from None
    if source.strip() and not found:
        raise StopError(f"{file}: no list of outlets; each begins with a line `- id: …`")
    return found


def _read(file: Path) -> str:
    try:
        if file.stat().st_size > _LONGEST:
            raise StopError(f"{file}: {file.stat().st_size:,} bytes; is it the right file?")
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise StopError(f"{file}: no UTF-8 text; is it the right file?") from None
    except OSError as error:
        raise StopError(f"{file}: cannot be read: {error.strerror}") from None


def _write(file: Path, text: str) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        put(file, text)
    except OSError as error:
        raise StopError(f"{file}: cannot be written: {error.strerror}; it is as it was") from None


def _read_if_there(file: Path) -> str:
    return _read(file) if file.exists() else ""


def _directory(kind: DocumentKind, settings: Settings) -> Path:
    environment = settings.environment
    if kind is DocumentKind.OUTLET:
        return environment.outlets_file.parent
    return environment.watchlists_dir / ("concepts" if kind is DocumentKind.CONCEPT else "")
