"""Sketches of body text by which copies of one text are found, however many outlets carry it."""

import re
import zlib
from collections.abc import Sequence
from hashlib import blake2b

from bot.language import fold

#: Hashes kept of one text: the standard error of the estimated resemblance is at most 1/(2 * sqrt(64)), about 0.06.
_KEPT = 64
_SHINGLE = 4
_FEWEST_WORDS = 40
_MOST_WORDS = 600
_LEAD = 10
_WORD = re.compile(r"\w+")


def _words(text: str) -> list[str]:
    return _WORD.findall(fold(text[: _MOST_WORDS * 12]))[:_MOST_WORDS]


def sketch(text: str) -> tuple[int, ...]:
    """The bottom-k sketch (Cohen and Kaplan 2007) of a body's four-word shingles; empty for fewer than 40 words.

    It is the smallest 32-bit hashes, ascending: one hash for each shingle where MinHash needs 64, so that this needs no
    numpy (12 MB in every process).
    """
    words = _words(text)
    if len(words) < _FEWEST_WORDS:
        return ()
    shingles = {" ".join(words[n : n + _SHINGLE]).encode() for n in range(len(words) - _SHINGLE + 1)}
    hashes = {int.from_bytes(blake2b(shingle, digest_size=4).digest()) for shingle in shingles}
    return tuple(sorted(hashes)[:_KEPT])


def lead_mark(text: str) -> int:
    """A hash of the body's first words without a dateline, equal for most copies; 0 for a short body."""
    words = _words(text)
    if len(words) < _FEWEST_WORDS:
        return 0
    return zlib.crc32(" ".join(words[_LEAD : 2 * _LEAD]).encode())


def resemblance(first: Sequence[int], second: Sequence[int]) -> float:
    """The estimated share of common shingles, 0 to 1; exact for short texts, 0 where either has no sketch.

    It is the share of hashes that both have among the smallest of the two texts together.
    """
    common = set(first).intersection(second)
    if not common:
        return 0.0
    smallest = sorted({*first, *second})[:_KEPT]
    return sum(each in common for each in smallest) / len(smallest)
