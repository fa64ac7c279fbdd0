"""The outlets file as a document for each outlet, and documents as a file again: to the letter where nothing changed.

PURE: texts in, texts out. What the entries mean is outlets.py's.
"""

from collections.abc import Mapping
from dataclasses import replace

from bot.watch.pieces import Piece, Style, cut

_KNOWN_AS = "id="


def entries(source: str) -> dict[str, str]:
    """Every outlet of a file by its id, as a list of one: its lines as they stand there.

    Comments within an entry belong to it, those between two to the file. Raises DocumentError where it is not YAML.
    """
    return {_id(part): _body(part) for part in _cut(source).parts if part.name.startswith(_KNOWN_AS)}


def assembled(source: str, bodies: Mapping[str, str]) -> str:
    """The file with these outlets: what it has already stays as it stands, what is new comes at its end.

    Args:
        source: the file as it is; empty where there is none.
        bodies: every outlet by its id, as `entries` gives them.
    """
    root = _cut(source)
    if root.style is Style.FLOW and any(not _braced(body) for body in bodies.values()):
        return "\n".join(_ended(body) for body in bodies.values())
    parts = []
    for part in root.parts:
        if _id(part) not in bodies and (rest := _beyond(part)).strip():
            parts.append(Piece(name="", head=rest))
        elif _id(part) not in bodies:
            # What parted it from the next parts the one before it from that.
            parts[-1:] = [replace(before, gap=part.gap) for before in parts[-1:]]
        elif bodies[_id(part)] == _body(part):
            parts.append(part)
        else:
            parts.append(_with_body(part, bodies[_id(part)], root.style))
    there = {_id(part) for part in root.parts}
    for id_, body in bodies.items():
        if id_ not in there:
            new = Piece(name=id_, lead="\n" if parts and root.style is Style.BLOCK else "")
            parts.append(_with_body(new, body, root.style))
    return replace(root, parts=tuple(parts)).text


def _id(part: Piece) -> str:
    return part.name.removeprefix(_KNOWN_AS)


def _body(part: Piece) -> str:
    if part.style is Style.FLOW or part.style is Style.LEAF:
        bare = part.core.strip()
        return f"- {bare}\n" if bare.startswith("{") else _ended(part.core)
    # The tail has what stands between this entry and the next.
    return _ended(replace(part, tail="").core)


def _with_body(part: Piece, body: str, style: Style) -> Piece:
    """The entry with another text, and what stands around it."""
    if style is Style.FLOW:
        return replace(part, style=Style.LEAF, parts=(), head=body.strip().removeprefix("- "), tail="")
    tail = part.tail if part.style is Style.BLOCK else ""
    return replace(part, style=Style.LEAF, parts=(), head=_ended(body), tail=tail)


def _beyond(part: Piece) -> str:
    """What stands below an entry and is not its own, as the heading of the next ones."""
    return (part.tail if part.style is Style.BLOCK else "") + part.gap


def _cut(source: str) -> Piece:
    if any(line.strip() and not line.lstrip().startswith("#") for line in source.splitlines()):
        return cut(source)
    return Piece(name="", style=Style.BLOCK, head=source)


def _braced(body: str) -> bool:
    return body.strip().removeprefix("- ").startswith("{")


def _ended(text: str) -> str:
    return text if text.endswith("\n") else text + "\n"
