"""The accuracy benchmark on a folder of a few cases, with right and wrong labels."""

import json
from pathlib import Path

import pytest

from benchmarks.accuracy import main
from benchmarks.bench import main as bench


def figures(folder: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, dict[str, float]]:
    """What `--json` prints."""
    assert main(["--cases", str(folder), "--json"]) == 0
    printed: dict[str, dict[str, float]] = json.loads(capsys.readouterr().out)
    return printed


def test_terms_are_looked_up_as_concepts_and_errors_are_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One row hits over languages, one is a query of its own, and one label is wrong on purpose."""
    (tmp_path / "terms.tsv").write_text(
        "lang\tterm\ttext\texpect\twhy\n"
        "xx\tEgypt\tMısır'ın açıklaması\t1\tconcept\n"
        "en\tzebra crossing\tZebra crossings repainted\t1\ta phrase that no concept has\n"
        "wl\tEgypt + Syria\tEgyptian bakery opens in Homs\t1\ta town implies its country\n"
        "en\tEgypt\tNorway wins\t1\ta wrong label\n",
        encoding="utf-8",
    )
    terms = figures(tmp_path, capsys)["terms"]
    assert (terms["tp"], terms["fn"], terms["accuracy"]) == (3, 1, 0.75)


def test_disputable_labels_are_counted_apart(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A tag beginning AMBIG keeps a story out of the main figures."""
    story = {
        "id": "1",
        "lang": "en",
        "title": "Egyptian officers seen in Damascus",
        "w1": 1,
        "w2": 0,
        "tags": [],
    }
    disputed = {**story, "id": "2", "title": "Bakers of Cairo", "tags": ["AMBIG"]}
    (tmp_path / "stories.jsonl").write_text("\n".join(map(json.dumps, (story, disputed))), encoding="utf-8")
    scores = figures(tmp_path, capsys)
    assert scores["watchlist egyptian-forces-in-syria"]["tp"] == 1
    assert scores["watchlist egyptian-forces-in-syria"]["fn"] == 0
    assert scores["watchlist egyptian-forces-in-syria, disputable labels"]["fn"] == 1


def test_a_folder_without_cases_is_an_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each missing file is named."""
    assert main(["--cases", str(tmp_path)]) == 2
    assert "claims.tsv: not there, skipped" in capsys.readouterr().err


def test_an_unknown_benchmark_lists_the_known_ones(capsys: pytest.CaptureFixture[str]) -> None:
    """So that nobody has to look into the folder."""
    assert bench(["fastness"]) == 2
    assert "accuracy" in capsys.readouterr().err
