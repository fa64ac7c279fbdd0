"""How often Khabar is right on labelled cases: terms, watchlists, same story and claims.

    ./dev bench accuracy --cases DIR [--json]

DIR holds any of these, all optional: `terms.tsv` (lang, term, text, expect, why), `stories.jsonl` (articles with the
labels `w1` and `w2`), `same_story.jsonl` (articles with `group`), `claims.tsv` (label, sentence). Concepts and
watchlists come from WATCHLISTS_DIR (default: watchlists/ here). Errors are listed; a label that its author calls
disputable (a tag beginning AMBIG) is counted apart.
"""

import argparse
import csv
import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.clusters import Pairs, b_cubed, pairwise
from bot.cli.articles import article_from
from bot.language import read
from bot.model import Article, Stance
from bot.runtime.catalogue import Catalogue, compiled, read_sheets
from bot.stories import claims, group_articles
from bot.watch import Index, Library, parse

ROOT = Path(__file__).resolve().parent.parent
#: Which watchlist a label of stories.jsonl speaks of.
LABELS = {"w1": "egyptian-forces-in-syria", "w2": "libya-proxy-war"}
#: The label of claims.tsv that each stance earns.
EARNED = {
    Stance.DENIES: "denied",
    Stance.RETRACTS: "denied",
    Stance.CLAIMS: "claimed",
    Stance.CONFIRMS: "confirmed",
    Stance.REPORTS: "plain",
}


@dataclass(slots=True)
class Tally:
    """Answers counted against labels, with the errors in words."""

    tp: int = 0
    fp: int = 0
    fn: int = 0
    tn: int = 0
    errors: list[str] = field(default_factory=list)

    def count(self, *, expected: bool, found: bool, what: str) -> None:
        """Count one answer; `what` is remembered if it is wrong."""
        name = ("t" if expected == found else "f") + ("p" if found else "n")
        setattr(self, name, getattr(self, name) + 1)
        if expected != found:
            self.errors.append(f"{'missed' if expected else 'false alarm'}: {what}")

    def figures(self) -> dict[str, float]:
        """Counts and ratios; a ratio of nothing is 1."""
        right, total = self.tp + self.tn, self.tp + self.tn + self.fp + self.fn
        precision, recall = _ratio(self.tp, self.tp + self.fp), _ratio(self.tp, self.tp + self.fn)
        return {
            "tp": self.tp,
            "fp": self.fp,
            "fn": self.fn,
            "tn": self.tn,
            "accuracy": _ratio(right, total),
            "precision": precision,
            "recall": recall,
            "f1": _ratio(2 * precision * recall, precision + recall),
        }


def _ratio(part: float, whole: float) -> float:
    return round(part / whole, 4) if whole else 1.0


@dataclass(frozen=True, slots=True)
class Score:
    """One section of the report."""

    name: str
    figures: Mapping[str, object]
    errors: Sequence[str] = ()


# --- terms --------------------------------------------------------------------------------------------


class Asked:
    """Answers whether a term hits a text: by the concepts that have this name, otherwise typed as a query."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._index = Index(library)

    def hits(self, term: str, lang: str, text: str, text_lang: str) -> bool:
        """Whether the term, in this language ('' for any), hits the text."""
        document = read(Article(id="case", title=text, lang=text_lang))
        if concepts := self._library.named(term, lang) or self._library.named(term):
            ids = {concept.id for concept in concepts}
            return any(hit.concept in ids for hit in self._index.concepts(document))
        query = term if term.isalnum() else f'"{term}"'
        self._index.put("term", parse(query))
        return "term" in self._index.hits(document)


def score_terms(path: Path, catalogue: Catalogue) -> Iterator[Score]:
    """Each row of terms.tsv, by language."""
    asked = Asked(catalogue.library)
    tallies: dict[str, Tally] = {}
    for row in _rows(path):
        lang, term, text = row["lang"], row["term"], row["text"]
        named = lang if lang not in {"xx", "wl"} else ""
        parts = term.split(" + ") if lang == "wl" else [term]
        found = all(asked.hits(part, named, text, named) for part in parts)
        what = f"[{lang}] {term!r} in {text!r} ({row.get('why', '')})"
        tallies.setdefault(lang, Tally()).count(expected=row["expect"] == "1", found=found, what=what)
    whole = Tally()
    for tally in tallies.values():
        for name in ("tp", "fp", "fn", "tn"):
            setattr(whole, name, getattr(whole, name) + getattr(tally, name))
    errors = [error for tally in tallies.values() for error in tally.errors]
    by_language = {f"accuracy {lang}": tally.figures()["accuracy"] for lang, tally in tallies.items()}
    yield Score("terms", {**whole.figures(), **by_language}, errors)


# --- watchlists ---------------------------------------------------------------------------------------


def score_stories(path: Path, catalogue: Catalogue) -> Iterator[Score]:
    """Each watchlist that stories.jsonl has labels for, disputable labels apart."""
    undisputed = {label: Tally() for label in LABELS}
    disputed = {label: Tally() for label in LABELS}
    for number, data in _objects(path):
        found = set(catalogue.index.hits(read(article_from(data, number))))
        tags = [str(tag) for tag in data.get("tags", ())]
        tallies = disputed if any(tag.startswith("AMBIG") for tag in tags) else undisputed
        for label, watchlist in LABELS.items():
            if label in data:
                what = f"{data['id']} {data['title']!r} {' '.join(tags)}"
                tallies[label].count(expected=bool(data[label]), found=watchlist in found, what=what)
    for label, watchlist in LABELS.items():
        yield Score(f"watchlist {watchlist}", undisputed[label].figures(), undisputed[label].errors)
        yield Score(
            f"watchlist {watchlist}, disputable labels", disputed[label].figures(), disputed[label].errors
        )


# --- same story ---------------------------------------------------------------------------------------


def score_same_story(path: Path, catalogue: Catalogue) -> Iterator[Score]:
    """The grouping of same_story.jsonl: within each language, and over all."""
    listed = [(article_from(data, number), str(data["group"])) for number, data in _objects(path)]
    listed.sort(key=lambda pair: (pair[0].published_at is None, pair[0].published_at or 0, pair[0].id))
    gold = {article.id: group for article, group in listed}
    lang = {article.id: article.lang for article, _ in listed}
    found = {id_: placed.story for id_, placed in group_articles((a for a, _ in listed), catalogue.index)}
    languages = sorted(set(lang.values()))
    for name, ids in [
        *((f"same story, {code}", [i for i in gold if lang[i] == code]) for code in languages),
        ("same story, all languages", list(gold)),
    ]:
        pairs = pairwise(ids, gold, found)
        figures = {**b_cubed(ids, gold, found), **pairs.figures()}
        yield Score(name, figures, _confusions(pairs) if len(ids) == len(gold) else ())


def _confusions(pairs: Pairs) -> list[str]:
    return [
        *(f"joined wrongly: {one} and {other}" for one, other in pairs.joined),
        *(f"kept apart wrongly: {one} and {other}" for one, other in pairs.parted),
    ]


# --- claims -------------------------------------------------------------------------------------------


def score_claims(path: Path, catalogue: Catalogue) -> Iterator[Score]:
    """The first stance of each sentence of claims.tsv."""
    del catalogue
    right: dict[str, list[bool]] = {}
    errors = []
    for row in _rows(path):
        said = claims(read(Article(id="case", title=row["sentence"])))
        label = EARNED[said[0].stance] if said else "plain"
        right.setdefault(row["label"], []).append(label == row["label"])
        if label != row["label"]:
            errors.append(f"{row['label']} taken for {label}: {row['sentence']!r}")
    answers = [one for each in right.values() for one in each]
    by_label = {label: f"{sum(each)}/{len(each)}" for label, each in sorted(right.items())}
    yield Score("claims", {"accuracy": _ratio(sum(answers), len(answers)), **by_label}, errors)


# --- the whole ----------------------------------------------------------------------------------------

SECTIONS: Mapping[str, Callable[[Path, Catalogue], Iterator[Score]]] = {
    "terms.tsv": score_terms,
    "stories.jsonl": score_stories,
    "same_story.jsonl": score_same_story,
    "claims.tsv": score_claims,
}


def main(argv: Sequence[str] | None = None) -> int:
    """Print the scores of a folder of cases; 2 if it has none."""
    parser = argparse.ArgumentParser(prog="accuracy", description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--cases", type=Path, required=True, help="a folder of labelled cases")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    options = parser.parse_args(argv)
    catalogue = compiled(read_sheets(Path(os.environ.get("WATCHLISTS_DIR") or ROOT / "watchlists")))
    for problem in catalogue.problems:
        print(problem, file=sys.stderr)
    scores: list[Score] = []
    for name, score in SECTIONS.items():
        if (path := options.cases / name).is_file():
            scores += score(path, catalogue)
        else:
            print(f"{path}: not there, skipped", file=sys.stderr)
    if options.json:
        print(json.dumps({score.name: dict(score.figures) for score in scores}, ensure_ascii=False))
    else:
        _print(scores)
    return 0 if scores else 2


def _print(scores: Sequence[Score]) -> None:
    for score in scores:
        print(f"\n{score.name}")
        print("  " + "  ".join(f"{name} {value}" for name, value in score.figures.items()))
        for error in score.errors:
            print(f"  - {error}")


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def _objects(path: Path) -> Iterator[tuple[int, Any]]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip():
            yield number, json.loads(line)


if __name__ == "__main__":
    sys.exit(main())
