"""How the worker's memory is kept: what it holds, and what glibc holds on to."""

import ctypes

#: glibc's malloc.h.
_M_ARENA_MAX = -8


def one_heap() -> None:
    """Let all threads share one heap; does nothing where there is no glibc.

    glibc gives each thread that allocates a heap of its own, up to eight for each core. Ours run by turns, and what
    each had freed lay idle in its heap: 9 MB of 160. To be called before there are threads.
    """
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(_M_ARENA_MAX, 1)
