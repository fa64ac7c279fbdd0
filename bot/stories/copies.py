"""Sketches of body text by which copies of one text are found, however many outlets carry it."""

import re
import zlib
from collections.abc import Sequence
from hashlib import blake2b

import numpy as np
import numpy.typing as npt

from bot.language import fold

Sketch = npt.NDArray[np.uint32]

#: MinHash permutations: the standard error of the estimated resemblance is 1/sqrt(64), about 0.12.
PERMUTATIONS = 64
_SHINGLE = 4
_FEWEST_WORDS = 40
_MOST_WORDS = 600
_LEAD = 10
_WORD = re.compile(r"\w+")


def _numbers(purpose: str) -> npt.NDArray[np.uint64]:
    """Arbitrary but fixed numbers, one for each permutation."""
    drawn = b"".join(blake2b(f"{purpose}{n}".encode(), digest_size=8).digest() for n in range(PERMUTATIONS))
    return np.frombuffer(drawn, dtype="<u8").astype(np.uint64)


# Multiply-add-shift hashing (Dietzfelbinger 1996): the upper half of a*x + b modulo 2**64. Ten lines of our own, because
# datasketch brings scipy, and with it 60 MB and half a second to every start.
_FACTORS = _numbers("factor") | np.uint64(1)
_SUMMANDS = _numbers("summand")


def _words(text: str) -> list[str]:
    return _WORD.findall(fold(text[: _MOST_WORDS * 12]))[:_MOST_WORDS]


def sketch(text: str) -> tuple[int, ...]:
    """The MinHash (Broder 1997) of a body's four-word shingles; empty for fewer than 40 words."""
    words = _words(text)
    if len(words) < _FEWEST_WORDS:
        return ()
    shingles = {" ".join(words[n : n + _SHINGLE]).encode() for n in range(len(words) - _SHINGLE + 1)}
    drawn = b"".join(blake2b(shingle, digest_size=8).digest() for shingle in shingles)
    hashes = np.frombuffer(drawn, dtype="<u8").astype(np.uint64)
    permuted = (np.multiply.outer(hashes, _FACTORS) + _SUMMANDS) >> np.uint64(32)
    return tuple(int(value) for value in permuted.min(axis=0))


def lead_mark(text: str) -> int:
    """A hash of the body's first words without a dateline, equal for most copies; 0 for a short body."""
    words = _words(text)
    if len(words) < _FEWEST_WORDS:
        return 0
    return zlib.crc32(" ".join(words[_LEAD : 2 * _LEAD]).encode())


def resemblance(first: Sequence[int] | Sketch, second: Sequence[int] | Sketch) -> float:
    """The estimated share of common shingles, 0 to 1; 0 where either has no sketch."""
    if not len(first) or len(first) != len(second):
        return 0.0
    return float(np.count_nonzero(np.asarray(first) == np.asarray(second))) / PERMUTATIONS
