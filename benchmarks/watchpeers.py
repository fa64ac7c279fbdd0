"""What the index of watchlists is compared with: the percolator mokaccino, and asking every query by itself.

Both are given the folded words of each article; both know exact words, phrases, AND, OR and NOT, and no more.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import TypeAlias

import mokaccino

from bot.language import Document
from bot.watch.tree import And, Not, Or, Phrase, Query, Word

#: The words of a field, one list for each.
Fields: TypeAlias = list[list[str]]


def folded(document: Document) -> Fields:
    """The words of each field as an exact term compares them."""
    words = [f"{word.text}'{word.tail}" if word.tail else word.text for word in document.words]
    return [words[first:last] for first, last in document.ranges.values()]


class Terms:
    """Finds the known words and phrases of an article: what mokaccino leaves to its caller."""

    def __init__(self, queries: Iterable[Query]) -> None:
        self.words: set[str] = set()
        self.phrases: dict[str, list[tuple[str, ...]]] = {}
        seen: set[tuple[str, ...]] = set()
        for query in queries:
            for term in leaves(query):
                words = tuple(term.text.split())
                if len(words) == 1:
                    self.words.add(words[0])
                elif words not in seen:
                    seen.add(words)
                    self.phrases.setdefault(words[0], []).append(words)

    def found(self, fields: Fields) -> set[str]:
        """The terms that stand in the article."""
        found: set[str] = set()
        for words in fields:
            found |= self.words.intersection(words)
            begun = self.phrases.keys() & set(words)
            if not begun:
                continue
            for at, word in enumerate(words):
                if word in begun:
                    for phrase in self.phrases[word]:
                        if tuple(words[at : at + len(phrase)]) == phrase:
                            found.add(" ".join(phrase))
        return found


def leaves(query: Query) -> list[Word | Phrase]:
    """The terms of a query of AND, OR and NOT."""
    match query:
        case Word() | Phrase():
            return [query]
        case And(items) | Or(items):
            return [leaf for item in items for leaf in leaves(item)]
        case Not(item):
            return leaves(item)
    raise TypeError(f"the peers do not know {query!r}")


class Percolator:
    """mokaccino 0.9.1 with its caller's share."""

    def __init__(self, queries: Mapping[str, Query]) -> None:
        self._terms = Terms(queries.values())
        self._ids = list(queries)
        percolator = mokaccino.Percolator()
        for number, query in enumerate(queries.values()):
            percolator.add_query_id(_percolated(query), number)
        self._percolator = percolator.optimized()

    def hits(self, fields: Fields) -> list[str]:
        """The ids of the queries that hold, sorted."""
        document = mokaccino.Document()
        for term in self._terms.found(fields):
            document.add_value("t", term)
        return sorted(self._ids[number] for number in self._percolator.percolate_list(document))


def _percolated(query: Query) -> mokaccino.Query:
    match query:
        case Word(text=text) | Phrase(text=text):
            return mokaccino.Query.from_kv("t", text)
        case And(items):
            return mokaccino.Query.from_and([_percolated(item) for item in items])
        case Or(items):
            return mokaccino.Query.from_or([_percolated(item) for item in items])
        case Not(item):
            return mokaccino.Query.from_not(_percolated(item))
    raise TypeError(f"mokaccino does not know {query!r}")


class EachByItself:
    """Every query asked about every article, by functions over the set of terms found."""

    def __init__(self, queries: Mapping[str, Query]) -> None:
        self._terms = Terms(queries.values())
        self._asked = [(id_, _asked(query)) for id_, query in queries.items()]

    def hits(self, fields: Fields) -> list[str]:
        """The ids of the queries that hold, sorted."""
        found = self._terms.found(fields)
        return sorted(id_ for id_, asked in self._asked if asked(found))


def _asked(query: Query) -> Callable[[set[str]], bool]:
    match query:
        case Word(text=text) | Phrase(text=text):
            return lambda found: text in found
        case And(items):
            parts = [_asked(item) for item in items]
            return lambda found: all(part(found) for part in parts)
        case Or(items):
            parts = [_asked(item) for item in items]
            return lambda found: any(part(found) for part in parts)
        case Not(item):
            part = _asked(item)
            return lambda found: not part(found)
    raise TypeError(f"not asked here: {query!r}")
