"""Types of events, and how two of them stand to each other."""

import pytest

from bot.stories.event_types import TYPES, Relation, relation, types_of
from bot.stories.lexicon.acts import ACTS


def test_every_act_of_the_table_is_in_the_dictionary() -> None:
    """A type that no word can tell would never be told."""
    known = {f"e:{line.split(';')[0].strip()}" for line in ACTS.strip().splitlines()}

    assert set(TYPES) <= known


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("attack", "attack", Relation.SAME),
        ("flood", "storm", Relation.SAME),
        ("visit", "accord", Relation.SAME_DAY),
        ("arrest", "verdict", Relation.SEQUEL),
        ("abduction", "abduction release", Relation.CARRIED_ON),
        ("attack", "attack accident", Relation.SAME),
        ("contest", "quake", Relation.OTHER),
    ],
)
def test_relations_hold_both_ways(first: str, second: str, expected: Relation) -> None:
    """How two headlines stand to each other does not depend on which one is asked first."""
    one, other = frozenset(first.split()), frozenset(second.split())

    assert relation(one, other) is relation(other, one) is expected


def test_acts_without_a_type_tell_no_event() -> None:
    """Announcing, rising and dying say nothing on which event it is."""
    assert types_of(["e:announce", "e:dead", "e:bomb"]) == {"attack"}
