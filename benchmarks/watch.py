"""Matching beside its peers: articles per CPU second for 10 to 100,000 watchlists, memory, edits and the worst query.

    python -m benchmarks.watch [--sizes 10,1000,10000] [--articles 500] [--seen 3000] [--full] [--json]

Each size runs in a process of its own, which reads the shipped concepts, puts the watchlists, and asks the index and
the peer in turns about the same articles, after `--seen` others, as a worker has read news before: a word
that was never seen costs most. The answers are compared. `--full` adds 100,000 watchlists.
"""

import argparse
import gc
import json
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.match import library
from benchmarks.watchload import articles, queries
from benchmarks.watchpeers import EachByItself, Percolator, folded
from bot.language import Document, Word, analyses, read
from bot.model import Article
from bot.watch import Index, Query, parse

#: What is to be reached: times the peer's rate by number of watchlists; articles a CPU second from text to answer
#: with 1,000; milliseconds of one edit, and megabytes, with 10,000; milliseconds of any query on 20,000 words.
TIMES_PEER = {1_000: 2.5, 10_000: 6.0}
WHOLE_PATH = 1_000.0
EDIT_MS = 1.0
MEGABYTES = 40.0
WORST_MS = 20.0

_BATCH = 10
#: Articles that the slowest way, each query by itself, is asked about.
_FOR_BRUTE_FORCE = 20
_LONG = 20_000


def rate(count: int, seconds: float) -> float:
    """Articles a CPU second."""
    return count / seconds if seconds else 0.0


class Stopwatch:
    """CPU seconds by name."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = {}

    def __call__(self, name: str, work: Callable[[], object]) -> object:
        """What the work returns."""
        began = time.process_time()
        result = work()
        self.spent[name] = self.spent.get(name, 0.0) + time.process_time() - began
        return result


def resident() -> float:
    """MB (10^6 bytes) of this process in memory."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * 4096 / 1e6


def measure(size: int, count: int, seen: int) -> dict[str, float]:
    """All figures for this many watchlists and articles."""
    index = Index(library())
    trees = {row["id"]: parse(row["query"]) for row in queries(size)}
    gc.collect()
    before = resident()
    for id_, tree in trees.items():
        index.put(id_, tree)
    gc.collect()
    figures = {"watchlists": float(size), "megabytes": resident() - before, "edit_ms": _edit(index, trees)}
    peer, brute = Percolator(trees), EachByItself(trees)
    gc.collect()
    gc.freeze()
    known: dict[str, set[Word]] = {}
    for row in articles(seen, seed=2):
        index.hits(_read(Stopwatch(), _article(row), known))
    return figures | _rates(index, peer, brute, count, known)


def _article(row: dict[str, str]) -> Article:
    return Article(**row)  # type: ignore[arg-type]  # a row has texts alone


def _rates(
    index: Index, peer: Percolator, brute: EachByItself, count: int, seen: dict[str, set[Word]]
) -> dict[str, float]:
    watch = Stopwatch()
    rows = list(articles(count))
    differ = asked = found = 0
    for at in range(0, count, _BATCH):
        batch = [_article(row) for row in rows[at : at + _BATCH]]
        documents = [_read(watch, article, seen) for article in batch]
        fields = [folded(document) for document in documents]
        ours = watch("ours", lambda documents=documents: [list(index.hits(each)) for each in documents])  # type: ignore[misc]
        theirs = watch("peer", lambda fields=fields: [peer.hits(each) for each in fields])  # type: ignore[misc]
        differ += ours != theirs
        found += sum(map(len, ours))  # type: ignore[call-overload]
        if asked < _FOR_BRUTE_FORCE:
            some = fields[: _FOR_BRUTE_FORCE - asked]
            asked += len(some)
            slow = watch("brute", lambda some=some: [brute.hits(each) for each in some])  # type: ignore[misc]
            differ += slow != ours[: len(some)]  # type: ignore[index]
    spent = watch.spent
    return {
        "hits": found / count,
        "ours": rate(count, spent["ours"]),
        "peer": rate(count, spent["peer"]),
        "brute": rate(asked, spent["brute"]),
        "whole": rate(count, spent["read"] + spent["ours"]),
        "batches_that_differ": float(differ),
    }


def _read(watch: Stopwatch, article: Article, seen: dict[str, set[Word]]) -> Document:
    """The article as words, with what each may be a form of: all that comes before the first look at a watchlist."""

    def work() -> Document:
        document = read(article)
        known = seen.setdefault(document.lang, set())
        for word in set(document.words) - known:
            analyses(word, document.lang)
        known.update(document.words)
        return document

    return watch("read", work)  # type: ignore[return-value]


def _edit(index: Index, trees: dict[str, Query]) -> float:
    """Milliseconds to take one watchlist out and put it back: the median over some of them."""
    taken = []
    for id_ in list(trees)[:: max(1, len(trees) // 200)]:
        began = time.process_time()
        index.remove(id_)
        index.put(id_, trees[id_])
        taken.append((time.process_time() - began) * 1e3)
    return sorted(taken)[len(taken) // 2]


#: Queries as bad as the language allows, about an article that is full of what they ask for.
WORST = (
    "(army OR forces OR troops) NEAR/50 (egypt OR syria OR libya)",
    "ATLEAST/500 (army OR forces OR troops)",
    '"army forces" NEAR/s "troops egypt"',
    "arm* AND for* AND tro* AND (egy* NEAR/p syr*)",
    "@armed-forces NEAR/20 @egypt AND @syria NEAR/20 @soldiers AND NOT (@libya NEAR/3 @weapons)",
    " AND ".join(f"(army NEAR/{reach} (forces OR troops))" for reach in range(1, 40)),
)


def worst() -> dict[str, float]:
    """Milliseconds of each bad query on an article of 20,000 words, all of them terms; and of no query at all."""
    words = ("army forces troops Egypt Syria Libya soldiers weapons " * (_LONG // 8)).split()
    text = " ".join(words[at] + ("." if at % 15 == 14 else "") for at in range(len(words)))
    figures = {}
    for query in ("nothingness", *WORST):
        index = Index(library())
        index.put("bad", parse(query))
        document = read(Article(id="long", title="Army", text=text, lang="en"))
        began = time.process_time()
        index.hits(document)
        figures[query] = (time.process_time() - began) * 1e3
    return figures


def child(arguments: Sequence[str]) -> dict[str, float]:
    """What this module prints in a process of its own."""
    run = subprocess.run(
        [sys.executable, "-m", "benchmarks.watch", *arguments], check=True, stdout=subprocess.PIPE, text=True
    )
    return dict(json.loads(run.stdout))


def table(rows: Sequence[dict[str, float]]) -> str:
    """The rates, side by side."""
    lines = [
        f"{'watchlists':>10} {'hits':>7} {'index/s':>9} {'mokaccino/s':>11} {'times':>6} {'goal':>5} "
        f"{'one by one/s':>12} {'text to answer/s':>16} {'MB':>6} {'edit ms':>8} {'answers':>8}"
    ]
    for row in rows:
        size = int(row["watchlists"])
        goal = f"{TIMES_PEER[size]:.1f}" if size in TIMES_PEER else "-"
        lines.append(
            f"{size:>10,} {row['hits']:>7.1f} {row['ours']:>9,.0f} {row['peer']:>11,.0f} "
            f"{row['ours'] / row['peer']:>6.1f} {goal:>5} {row['brute']:>12,.0f} {row['whole']:>16,.0f} "
            f"{row['megabytes']:>6.1f} {row['edit_ms']:>8.2f} {'differ' if row['batches_that_differ'] else 'same':>8}"
        )
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run and print; 1 where an engine answers differently."""
    parser = argparse.ArgumentParser(description="Matching rates beside peers.")
    parser.add_argument("--sizes", default="10,1000,10000")
    parser.add_argument("--articles", type=int, default=500)
    parser.add_argument("--full", action="store_true", help="100,000 watchlists too")
    parser.add_argument("--seen", type=int, default=3_000, help="articles read before")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--worst", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    if options.one or options.worst:
        one = options.one
        print(json.dumps(measure(one, options.articles, options.seen) if one else worst()))
        return 0
    sizes = [int(size) for size in options.sizes.split(",")] + ([100_000] if options.full else [])
    common = ["--articles", str(options.articles), "--seen", str(options.seen)]
    rows = [child(["--one", str(size), *common]) for size in sizes]
    bad = child(["--worst"])
    if options.json:
        print(json.dumps({"sizes": rows, "worst_ms": bad}, ensure_ascii=False))
    else:
        print(table(rows))
        print(f"goals: {WHOLE_PATH:,.0f} from text to answer, {MEGABYTES:.0f} MB, {EDIT_MS:.0f} ms an edit")
        print(f"\nmilliseconds on {_LONG:,} words (goal {WORST_MS:.0f} more than for nothing to look for):")
        for query, taken in bad.items():
            print(f"{taken:>8.1f}  {query if len(query) < 90 else query[:87] + '...'}")
    return int(any(row["batches_that_differ"] for row in rows))


if __name__ == "__main__":
    sys.exit(main())
