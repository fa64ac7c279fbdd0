"""Same story: how fast with a full window, how large it gets, and how good beside the simple ways.

    ./dev bench stories [--window 100000] [--sample 1000] [--cases FILE.jsonl ...] [--json]

Speed: CPU milliseconds for the features of an article (language, words, concepts, acts, names) and for placing and adding
it, with that many articles in the window; the window is filled with variations of the articles of --cases, spread over
three days, each with names of its own. Quality: B-cubed F1 and pairs on --cases (default: the labelled events of
tests/data), beside a single pass over TF-IDF vectors and one over four-letter shingles (the resemblance that MinHash
estimates), each with the threshold that suits it best on the same data, which flatters it.
"""

import argparse
import dataclasses
import gc
import json
import math
import random
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.clusters import b_cubed, pairwise
from bot.cli.articles import article_from
from bot.language import fold, read
from bot.model import Article
from bot.runtime.catalogue import compiled, read_sheets
from bot.stories import Features, Grouper, features, group_articles
from bot.stories.stream import Concepts

ROOT = Path(__file__).resolve().parent.parent
CASES = tuple(sorted((ROOT / "tests/data").glob("stories*.jsonl")))
_NOON = datetime(2024, 5, 6, 12, tzinfo=UTC)
_THRESHOLDS = tuple(n / 20 for n in range(1, 16))
_LETTERS = "bdfghklmnprstvz"

Likeness = Callable[[int, int], float]


def main(argv: Sequence[str] | None = None) -> int:
    """Print the tables; returns 0."""
    parser = argparse.ArgumentParser(prog="stories", description="Speed and quality of same-story grouping.")
    parser.add_argument("--window", type=int, default=100_000, help="articles in the window")
    parser.add_argument("--sample", type=int, default=1_000, help="articles that are timed")
    parser.add_argument("--cases", type=Path, nargs="*", default=CASES, help="labelled events")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(argv)
    index = compiled(read_sheets(ROOT / "watchlists")).index
    cases = [(path, *_labelled(path)) for path in options.cases]
    quality = {
        path.name: {name: _scored(articles, gold, found) for name, found in _ways(articles, gold, index)}
        for path, articles, gold in cases
    }
    speed = _speed(
        [one for _, articles, _ in cases for one in articles], index, options.window, options.sample
    )
    if options.json:
        print(json.dumps({"quality": quality, "speed": speed}))
    else:
        _print(quality, speed)
    return 0


def _labelled(path: Path) -> tuple[list[Article], dict[str, str]]:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    listed = [(article_from(row, n), str(row["group"])) for n, row in enumerate(rows, 1)]
    listed.sort(key=lambda pair: (pair[0].published_at or _NOON, pair[0].id))
    return [article for article, _ in listed], {article.id: group for article, group in listed}


# --- quality --------------------------------------------------------------------------------------------


def _ways(
    articles: Sequence[Article], gold: Mapping[str, str], index: Concepts
) -> Iterator[tuple[str, Mapping[str, str]]]:
    yield "khabar", {id_: placed.story for id_, placed in group_articles(articles, index)}
    texts = [fold(f"{article.title} {article.summary}") for article in articles]
    for name, likeness in (("tf-idf, one pass", _cosine(texts)), ("shingles, one pass", _resemblance(texts))):
        passes = (_one_pass(articles, likeness, threshold) for threshold in _THRESHOLDS)
        yield name, max(passes, key=lambda found: b_cubed(list(gold), gold, found)["b3_f1"])


def _cosine(texts: Sequence[str]) -> Likeness:
    counts = [Counter(text.split()) for text in texts]
    having = Counter(word for count in counts for word in count)
    weights = [
        {word: number * math.log(len(texts) / having[word]) for word, number in count.items()}
        for count in counts
    ]
    norms = [math.sqrt(sum(value * value for value in each.values())) or 1.0 for each in weights]

    def likeness(one: int, other: int) -> float:
        shared = weights[one].keys() & weights[other].keys()
        return sum(weights[one][word] * weights[other][word] for word in shared) / (norms[one] * norms[other])

    return likeness


def _resemblance(texts: Sequence[str]) -> Likeness:
    shingles = [{text[n : n + 4] for n in range(max(1, len(text) - 3))} for text in texts]

    def likeness(one: int, other: int) -> float:
        return len(shingles[one] & shingles[other]) / len(shingles[one] | shingles[other])

    return likeness


def _one_pass(articles: Sequence[Article], likeness: Likeness, threshold: float) -> dict[str, str]:
    """Each article joins the story of the most alike one of three days, from the threshold on."""
    found: dict[str, str] = {}
    for n, article in enumerate(articles):
        near = [
            (likeness(n, m), m)
            for m in range(n)
            if (article.published_at or _NOON) - (articles[m].published_at or _NOON) <= timedelta(hours=72)
        ]
        value, best = max(near, default=(0.0, n))
        found[article.id] = found[articles[best].id] if value >= threshold else article.id
    return found


def _scored(
    articles: Sequence[Article], gold: Mapping[str, str], found: Mapping[str, str]
) -> dict[str, float]:
    ids = list(gold)
    languages = {article.lang for article in articles}
    within = [
        b_cubed([one.id for one in articles if one.lang == lang], gold, found)["b3_f1"] for lang in languages
    ]
    return {
        "f1": b_cubed(ids, gold, found)["b3_f1"],
        "f1_worst_language": min(within),
        **pairwise(ids, gold, found).figures(),
    }


# --- speed ----------------------------------------------------------------------------------------------


def _speed(articles: Sequence[Article], index: Concepts, window: int, sample: int) -> dict[str, float]:
    chance = random.Random(5)
    made = [features(one, document := read(one), index.concepts(document)) for one in articles]
    gc.collect()
    before = _resident()
    grouper = Grouper()
    for n in range(window):
        one = _varied(made[n % len(made)], f"w{n}", _NOON - timedelta(hours=72 * chance.random()), chance)
        # Ten articles a story, as a busy day has them.
        grouper.add(one, f"w{n - n % 10}")
    fresh = [_varied(made[n % len(made)], f"f{n}", _NOON, chance) for n in range(sample)]
    gc.collect()
    taken = _resident() - before
    began = time.process_time()
    for n in range(sample):
        features(
            articles[n % len(articles)],
            document := read(articles[n % len(articles)]),
            index.concepts(document),
        )
    read_at = time.process_time()
    for one in fresh:
        grouper.add(one, grouper.place(one).story)
    ended = time.process_time()
    per_second = sample / (ended - began)
    return {
        "window": window,
        "features_ms": round((read_at - began) / sample * 1000, 3),
        "place_and_add_ms": round((ended - read_at) / sample * 1000, 3),
        "articles_per_cpu_second": round(per_second),
        "window_mb": round(taken),
        "process_mb": round(_resident()),
    }


def _varied(one: Features, article: str, moment: datetime, chance: random.Random) -> Features:
    """The same kind of article about other people: names and words of its own, acts and places as they were."""
    terms = {
        key if key[0] not in "snw" else f"{key[0]}:{_invented(chance)}": weight
        for key, weight in one.terms.items()
    }
    return dataclasses.replace(
        one, article=article, published_at=moment, precision="time", terms=terms, sketch=(), lead=0
    )


def _invented(chance: random.Random) -> str:
    # Few names are in much news, most in little, as in life.
    return "".join(chance.choices(_LETTERS, k=3 if chance.random() < 0.2 else 5))


def _resident() -> float:
    """Megabytes that the process holds now (Linux), or held at most."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
        return pages * resource.getpagesize() / 1_000_000
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


def _print(quality: Mapping[str, Mapping[str, Mapping[str, float]]], speed: Mapping[str, float]) -> None:
    print(f"{'':28}{'F1':>7}{'worst':>7}{'pairs P':>9}{'R':>7}{'F1 x':>7}")
    for file, ways in quality.items():
        for name, row in ways.items():
            ratio = ways["khabar"]["f1"] / row["f1"] if row["f1"] else math.inf
            values = (row["f1"], row["f1_worst_language"], row["pair_precision"], row["pair_recall"])
            print(
                f"{file.removesuffix('.jsonl')[:20]:20} {name:18}{values[0]:7.3f}{values[1]:7.3f}{values[2]:9.3f}"
                f"{values[3]:7.3f}{ratio:7.2f}"
            )
    for name, value in speed.items():
        print(f"{name:28}{value:12,}")


if __name__ == "__main__":
    sys.exit(main())
