"""B-cubed and pair figures on groupings small enough to count by hand."""

from benchmarks.clusters import b_cubed, pairwise

IDS = ["a", "b", "c", "d"]
GOLD = {"a": "1", "b": "1", "c": "2", "d": "2"}


def test_the_same_grouping_scores_one() -> None:
    """Names of groups do not matter."""
    found = {"a": "x", "b": "x", "c": "y", "d": "y"}
    assert b_cubed(IDS, GOLD, found) == {"b3_precision": 1.0, "b3_recall": 1.0, "b3_f1": 1.0}
    assert pairwise(IDS, GOLD, found).figures() == {"pair_precision": 1.0, "pair_recall": 1.0}


def test_one_big_group_costs_precision() -> None:
    """Every article sees half of its group rightly, and two of six pairs are right."""
    found = dict.fromkeys(IDS, "x")
    assert b_cubed(IDS, GOLD, found)["b3_precision"] == 0.5
    assert b_cubed(IDS, GOLD, found)["b3_recall"] == 1.0
    assert pairwise(IDS, GOLD, found).figures() == {"pair_precision": 0.3333, "pair_recall": 1.0}
    assert ("a", "c") in pairwise(IDS, GOLD, found).joined


def test_single_articles_cost_recall() -> None:
    """Nothing is joined, so no pair is wrong and none is found."""
    found = {id_: id_ for id_ in IDS}
    assert b_cubed(IDS, GOLD, found)["b3_recall"] == 0.5
    assert pairwise(IDS, GOLD, found).figures() == {"pair_precision": 1.0, "pair_recall": 0.0}
    assert pairwise(IDS, GOLD, found).parted == (("a", "b"), ("c", "d"))
