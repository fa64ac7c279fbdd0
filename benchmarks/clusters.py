"""How well one grouping agrees with another: B-cubed (Bagga and Baldwin 1998) and pairs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations


def b_cubed(ids: Sequence[str], gold: Mapping[str, str], found: Mapping[str, str]) -> dict[str, float]:
    """B-cubed precision, recall and F1 of `found` against `gold`, over these articles only."""
    if not ids:
        return {"b3_precision": 1.0, "b3_recall": 1.0, "b3_f1": 1.0}
    precision = recall = 0.0
    for id_ in ids:
        same = {other for other in ids if gold[other] == gold[id_]}
        together = {other for other in ids if found[other] == found[id_]}
        both = len(same & together)
        precision += both / len(together)
        recall += both / len(same)
    p, r = precision / len(ids), recall / len(ids)
    return {"b3_precision": round(p, 4), "b3_recall": round(r, 4), "b3_f1": round(2 * p * r / (p + r), 4)}


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of articles: rightly together, wrongly joined, wrongly kept apart."""

    right: int
    joined: tuple[tuple[str, str], ...]
    parted: tuple[tuple[str, str], ...]

    def figures(self) -> dict[str, float]:
        """Precision and recall over pairs; 1 where there are none."""
        found, wanted = self.right + len(self.joined), self.right + len(self.parted)
        return {
            "pair_precision": round(self.right / found, 4) if found else 1.0,
            "pair_recall": round(self.right / wanted, 4) if wanted else 1.0,
        }


def pairwise(ids: Sequence[str], gold: Mapping[str, str], found: Mapping[str, str]) -> Pairs:
    """Every pair of these articles, compared."""
    right, joined, parted = 0, [], []
    for one, other in combinations(ids, 2):
        same, together = gold[one] == gold[other], found[one] == found[other]
        right += same and together
        if together and not same:
            joined.append((one, other))
        elif same and not together:
            parted.append((one, other))
    return Pairs(right, tuple(joined), tuple(parted))
