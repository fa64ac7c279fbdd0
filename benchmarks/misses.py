"""Misses: how many of the edits and spellings that a report would propose are right, and how many misses it finds.

    ./dev bench misses [--cases FILE.jsonl] [--json]

The archive is tests/data: the labelled stories of --cases (`belongs` names the watchlist that a story should hit, or
none), among all other labelled stories and headlines there. A proposal is right where its story belongs to its watchlist.
A spelling is right where the file says so (`spelling`: the concept whose name the article spells in a new way).
"""

import argparse
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from bot.cli.articles import article_from
from bot.language import read
from bot.runtime.catalogue import compiled, read_sheets
from bot.stories.misses import Piece, Trial, find
from bot.stories.skeletons import skeleton
from bot.watch.spellings import Spellings

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "tests/data"
CASES = DATA / "misses.jsonl"


def main(argv: Sequence[str] | None = None) -> int:
    """Print the figures; returns 0."""
    parser = argparse.ArgumentParser(
        prog="misses", description="Precision of what a report of misses proposes."
    )
    parser.add_argument("--cases", type=Path, default=CASES, help="labelled stories")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(argv)
    catalogue = compiled(read_sheets(ROOT / "watchlists"))
    index = catalogue.index
    cases = [json.loads(line) for line in options.cases.read_text().splitlines()]
    belongs = {row["story"]: row["belongs"] for row in cases}
    respelt = {(row["spelling"], row["id"]) for row in cases if row.get("spelling")}
    pieces: list[Piece] = []
    for path in sorted({options.cases, *DATA.glob("stories*.jsonl"), *DATA.glob("*_headlines.jsonl")}):
        for number, line in enumerate(path.read_text().splitlines(), 1):
            row = json.loads(line)
            story = row["story"] if path == options.cases else f"{path.stem}/{row.get('group', row['id'])}"
            id_ = row["id"] if path == options.cases else f"{path.stem}/{row['id']}"
            words = read(article_from(row, number))
            hits = frozenset(index.hits(words))
            source = row.get("outlet") or id_
            pieces.append(
                Piece(id=id_, story=story, source=source, title=row["title"], document=words, hits=hits)
            )
    began = time.process_time()
    stories: dict[str, list[Piece]] = {}
    for piece in pieces:
        stories.setdefault(piece.story, []).append(piece)
    queries = {id_: one.tree for id_, one in catalogue.watchlists.items()}
    trial = Trial(find(stories.values(), queries, catalogue.library), catalogue.library)
    hunt = Spellings(catalogue.library, skeleton, index.concepts)
    for piece in pieces:
        trial.read(piece)
        hunt.read(piece.id, piece.story, piece.source, piece.title, piece.document)
    edits = {(miss.watchlist, one.story) for miss in trial.verdict() for one in miss.missed}
    spellings = hunt.found()
    took = time.process_time() - began
    missed = {
        (wanted, story)
        for story, wanted in belongs.items()
        if wanted and not any(wanted in piece.hits for piece in stories[story])
    }
    right = {(watchlist, story) for watchlist, story in edits if belongs.get(story) == watchlist}
    good = [one for one in spellings if all((one.concept, seen.article) in respelt for seen in one.examples)]
    figures = {
        "articles": len(pieces),
        "missed stories": len(missed),
        "edits proposed": len(edits),
        "of them right": len(right),
        "missed stories found": len(right & missed),
        "spellings in the archive": len({concept for concept, _ in respelt}),
        "spellings proposed": len(spellings),
        "spellings right": len(good),
        "CPU seconds": round(took, 1),
    }
    if options.json:
        print(json.dumps(figures))
        return 0
    for name, figure in figures.items():
        print(f"{name:26} {figure}")
    for watchlist, story in sorted(edits - right):
        print(f"wrong edit: {watchlist} for {story}")
    for one in spellings:
        if one not in good:
            print(f"wrong spelling: {one.text} for {one.concept} ({one.like})")
    return 0


if __name__ == "__main__":
    sys.exit(main())
