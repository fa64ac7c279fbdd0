"""Prints how well labelled events are grouped, around the shipped threshold: `python -m tests.stories.measure [FILE]`."""

import dataclasses
import sys
from collections.abc import Iterator
from pathlib import Path

from bot.stories import SHIPPED, Weights, group_articles
from tests.stories.build import DATA, b_cubed, labelled, pair_precision

_FILES = tuple(sorted(DATA.glob("stories*.jsonl")))
_THRESHOLDS = (0.22, 0.26, SHIPPED.join, 0.34, 0.38)


def scores(path: Path, weights: Weights) -> str:
    """B-cubed F1 over all, the worst within a language, and pairwise precision."""
    articles, events = labelled(str(path))
    stories = {id_: placed.story for id_, placed in group_articles(articles, weights=weights)}
    langs = {each.id: each.lang for each in articles}
    within = (
        b_cubed(events, stories, [i for i in events if langs[i] == lang]) for lang in set(langs.values())
    )
    return f"F1 {b_cubed(events, stories, events):.3f}  within {min(within):.3f}  pairs {pair_precision(events, stories):.3f}"


def table(files: tuple[Path, ...]) -> Iterator[str]:
    """One line for each file and threshold."""
    for path in files:
        for join in _THRESHOLDS:
            yield f"{path.name:24} join {join:.2f}  {scores(path, dataclasses.replace(SHIPPED, join=join))}"


if __name__ == "__main__":
    chosen = tuple(Path(name).resolve() for name in sys.argv[1:]) or _FILES
    sys.stdout.write("\n".join(table(chosen)) + "\n")
