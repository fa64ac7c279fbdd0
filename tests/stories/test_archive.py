"""What the archive teaches: counts by day, bounded, the same for the same articles."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from bot.stories import Archive, Grouper
from bot.stories.archive import MOST_FEATURES
from bot.stories.records import Commonness, number_of
from bot.stories.weights import SHIPPED
from tests.stories.build import seen

MONDAY = date(2024, 5, 6)


def test_a_day_is_counted_in_once() -> None:
    """Folding a day again, or an earlier one, changes nothing."""
    once = Archive().fold(MONDAY, [[1, 2], [1], [1]])

    assert once.fold(MONDAY, [[1]] * 9) is once
    assert (once.articles, once.counts) == (3.0, {1: 3.0})


def test_old_days_fade() -> None:
    """A count is worth half after some seventy days without news of it."""
    first = Archive().fold(MONDAY, [[7]] * 100)

    later = first.fold(date(2024, 7, 14), [[8]] * 4)

    assert 45 < later.counts[7] < 55
    assert later.counts[8] == 4


def test_it_is_bounded() -> None:
    """However many features there are, the most common ones are kept."""
    many = Archive().fold(MONDAY, [range(MOST_FEATURES + 500)] * 4)

    assert len(many.counts) == MOST_FEATURES


@given(st.lists(st.lists(st.integers(0, 30), max_size=8), max_size=20))
def test_it_survives_the_store(articles: list[list[int]]) -> None:
    """What is dumped is loaded again, and order within a day does not matter."""
    one = Archive().fold(MONDAY, articles)

    assert Archive.load(one.dump()) == one
    assert Archive().fold(MONDAY, reversed(articles)) == one
    assert Archive.load(None) == Archive()


def test_what_the_archive_knows_as_common_weighs_less() -> None:
    """A place that fills the archive tells less than one that it never saw; an empty archive changes nothing."""
    common, rare = number_of("c:aleppo"), number_of("c:oulu")
    taught = Archive().fold(MONDAY, [[common]] * 500 + [[1]] * 4500)

    known, plain = Commonness(SHIPPED, taught), Commonness(SHIPPED)

    assert known.worth(common) < plain.worth(common) == plain.worth(rare) < known.worth(rare)


def test_a_grouper_learns_without_forgetting_its_window() -> None:
    """A newer archive weighs from the next article on; what is placed stays."""
    window = Grouper()
    window.add(seen("a", lang="en", title="Storm floods Oulu harbour"), "a")

    window.learn(Archive().fold(MONDAY, [[1]] * 10))

    assert window.archive.articles == 10
    assert window.place(seen("b", lang="en", title="Harbour of Oulu flooded by storm")).story == "a"
