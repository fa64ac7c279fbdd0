"""A mapping that keeps what was asked for lately, for what is dear to work out and comes again and again."""

from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Lately(dict[K, V]):
    """Holds up to `limit` young entries, and as many that were young before; what nobody asks for is forgotten.

    Reading a young entry costs what a dict costs, unlike with an LRU cache. Two generations come close to it in what
    is kept: a frequent word is always asked for again before the old ones go.
    """

    __slots__ = ("_old", "limit")

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self._old: dict[K, V] = {}

    def recall(self, key: K) -> V | None:
        """An old entry, which is young again; None where it is forgotten."""
        value = self._old.get(key)
        if value is not None:
            self.keep(key, value)
        return value

    def keep(self, key: K, value: V) -> None:
        """Remember a new entry."""
        if len(self) >= self.limit:
            self._old = dict(self)
            self.clear()
        self[key] = value
