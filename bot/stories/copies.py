"""Sketches of body text by which copies of one text are found, however many outlets carry it."""

import re
import zlib
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from datasketch import MinHash

from bot.language import fold

Sketch = npt.NDArray[np.uint32]

#: MinHash permutations: the standard error of the estimated resemblance is 1/sqrt(64), about 0.12.
PERMUTATIONS = 64
_SHINGLE = 4
_FEWEST_WORDS = 40
_MOST_WORDS = 600
_LEAD = 10
_WORD = re.compile(r"\w+")
_EMPTY = MinHash(num_perm=PERMUTATIONS, hashfunc=zlib.crc32)


def _words(text: str) -> list[str]:
    return _WORD.findall(fold(text[: _MOST_WORDS * 12]))[:_MOST_WORDS]


def sketch(text: str) -> tuple[int, ...]:
    """The MinHash (Broder 1997) of a body's four-word shingles; empty for fewer than 40 words."""
    words = _words(text)
    if len(words) < _FEWEST_WORDS:
        return ()
    shingles = {" ".join(words[n : n + _SHINGLE]).encode() for n in range(len(words) - _SHINGLE + 1)}
    made = _EMPTY.copy()
    made.update_batch(sorted(shingles))
    return tuple(int(value) for value in made.hashvalues)


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
