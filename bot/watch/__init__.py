"""Watchlists: the query language, concepts, the index that matches articles, explanations and cases.

Pure: takes source text and documents, knows no files and no stories. The rule book is docs/watchlists.md.
"""

from bot.watch.cases import CaseFailure, run_cases
from bot.watch.concepts import Concept, ConceptType, Entry, EntryKind, Library, load_concept
from bot.watch.explain import Explanation, Step
from bot.watch.index import ConceptHit, Index
from bot.watch.lint import Advice, lint
from bot.watch.parser import parse
from bot.watch.printer import show
from bot.watch.sheets import DocumentError, Problem
from bot.watch.tree import Query, QueryError, WatchError
from bot.watch.watchlists import AlertRules, Case, Cases, Watchlist, in_file, load_watchlist, refuse_doubled

__all__ = [
    "Advice",
    "AlertRules",
    "Case",
    "CaseFailure",
    "Cases",
    "Concept",
    "ConceptHit",
    "ConceptType",
    "DocumentError",
    "Entry",
    "EntryKind",
    "Explanation",
    "Index",
    "Library",
    "Problem",
    "Query",
    "QueryError",
    "Step",
    "WatchError",
    "Watchlist",
    "in_file",
    "lint",
    "load_concept",
    "load_watchlist",
    "parse",
    "refuse_doubled",
    "run_cases",
    "show",
]
