"""Matches documents against queries, both as JSON Lines, and accounts for the CPU time of the process.

    python benchmarks/match.py --queries Q.jsonl --documents D.jsonl --json

Q: {"id", "query"} a line; concepts come from WATCHLISTS_DIR/concepts (default: watchlists/concepts here).
D: articles as `python -m bot match --json` reads them. Prints {"id", "watchlists"} for each document, and last
{"load_cpu_s", "normalise_cpu_s", "match_cpu_s"}: load is everything from the start of the process until the index
stands, normalise all that comes before the first look at a watchlist (reading JSON, language, words, what
each may be a form of), match the rest. Without --json the last line is a small table on standard error and no answers are printed.
"""

import argparse
import gc
import json
import os
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:  # run as a file, not as a module
    sys.path.insert(0, str(ROOT))

from bot.cli.articles import InputError, read_articles  # noqa: E402
from bot.language import Document, Word, analyses, read  # noqa: E402
from bot.watch import DocumentError, Index, Library, QueryError, load_concept, parse  # noqa: E402


def library() -> Library:
    """The concepts of WATCHLISTS_DIR."""
    directory = Path(os.environ.get("WATCHLISTS_DIR") or ROOT / "watchlists") / "concepts"
    paths = sorted(directory.glob("*.yaml"))
    return Library(load_concept(path.read_text(encoding="utf-8"), str(path)) for path in paths)


def filled(index: Index, lines: Sequence[str]) -> Index:
    """The index with every query of a JSON Lines file; raises ValueError that names the line."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            item = json.loads(line)
            index.put(str(item["id"]), parse(item["query"]))
        except (json.JSONDecodeError, KeyError, TypeError) as error:
            raise ValueError(f'queries, line {number}: expected {{"id", "query"}}: {error}') from None
        except QueryError as error:
            raise ValueError(f"queries, line {number}: {error}") from None
    return index


def documents(path: Path, spent: list[float]) -> Iterator[tuple[str, Document]]:
    """Each document with its words; adds the CPU seconds this takes to `spent`."""
    with path.open("rb") as lines:
        articles = read_articles(lines)
        seen: dict[str, set[Word]] = {}  # the index, too, asks once what a word may be a form of
        while True:
            began = time.process_time()
            article = next(articles, None)
            if article is None:
                return
            document = read(article)
            known = seen.setdefault(document.lang, set())
            for word in set(document.words) - known:
                analyses(word, document.lang)
            known.update(document.words)
            spent.append(time.process_time() - began)
            yield article.id, document


def main(arguments: Sequence[str] | None = None) -> int:
    """Run, print; returns 0, or 2 for input that cannot be used."""
    parser = argparse.ArgumentParser(description="Match documents against queries, with CPU seconds.")
    parser.add_argument("--queries", type=Path, required=True)
    parser.add_argument("--documents", type=Path, required=True)
    parser.add_argument("--json", action="store_true", help="answers and figures as JSON Lines")
    options = parser.parse_args(arguments)
    try:
        index = filled(Index(library()), options.queries.read_text(encoding="utf-8").splitlines())
        gc.collect()
        gc.freeze()  # the index stays, so the collector need not look at it again and again
        load = time.process_time()
        normalised: list[float] = []
        count = 0
        for id_, document in documents(options.documents, normalised):
            count += 1
            hits = index.hits(document)
            if options.json:
                sys.stdout.write(json.dumps({"id": id_, "watchlists": hits}, ensure_ascii=False) + "\n")
    except (DocumentError, InputError, OSError, ValueError) as error:
        print(error, file=sys.stderr)
        return 2
    normalise = sum(normalised)
    figures = {
        "load_cpu_s": round(load, 6),
        "normalise_cpu_s": round(normalise, 6),
        "match_cpu_s": round(time.process_time() - load - normalise, 6),
    }
    if options.json:
        print(json.dumps(figures))
    else:
        for name, seconds in figures.items():
            rate = f"{count / seconds:12,.0f} documents a second" if name != "load_cpu_s" and seconds else ""
            print(f"{name:16} {seconds:10.3f} {rate}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
