"""Two versions of a sentence as one that people can read: what was struck, what is new, and a few words around."""

from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

#: Words kept on each side of a difference.
_AROUND = 5
_ELLIPSIS = "…"


class Mark(StrEnum):
    """Of a piece."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a difference."""

    mark: Mark
    text: str


def word_diff(before: str, after: str) -> tuple[Piece, ...]:
    """The words of both sentences in reading order; long runs of common words are cut to what stands around."""
    old, new = before.split(), after.split()
    pieces: list[Piece] = []
    opcodes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for number, (tag, i1, i2, j1, j2) in enumerate(opcodes):
        if tag == "equal":
            kept = _around(old[i1:i2], first=number == 0, last=number == len(opcodes) - 1)
            pieces.append(Piece(Mark.SAME, " ".join(kept)))
            continue
        if i2 > i1:
            pieces.append(Piece(Mark.GONE, " ".join(old[i1:i2])))
        if j2 > j1:
            pieces.append(Piece(Mark.NEW, " ".join(new[j1:j2])))
    return tuple(pieces)


def _around(words: list[str], *, first: bool, last: bool) -> list[str]:
    """Common words: only those next to a difference."""
    if first and last:
        return words
    if first:
        return words if len(words) <= _AROUND + 1 else [_ELLIPSIS, *words[-_AROUND:]]
    if last:
        return words if len(words) <= _AROUND + 1 else [*words[:_AROUND], _ELLIPSIS]
    return words if len(words) <= 2 * _AROUND + 1 else [*words[:_AROUND], _ELLIPSIS, *words[-_AROUND:]]
