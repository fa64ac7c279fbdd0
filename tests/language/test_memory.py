"""What a memory of two generations keeps and forgets."""

from hypothesis import given
from hypothesis import strategies as st

from bot.language.memory import Lately


def asked(memory: Lately[int, str], key: int) -> bool:
    """Ask as its users do; whether the entry was known."""
    if key in memory or memory.recall(key) is not None:
        return True
    memory.keep(key, str(key))
    return False


def test_what_is_asked_for_again_and_again_stays() -> None:
    """A frequent key survives any number of rare ones."""
    memory: Lately[int, str] = Lately(10)
    asked(memory, 0)
    for rare in range(1, 1000):
        asked(memory, rare)
        assert asked(memory, 0)


def test_what_nobody_asks_for_is_forgotten() -> None:
    """After two generations of other keys an entry is gone."""
    memory: Lately[int, str] = Lately(10)
    asked(memory, 0)
    for other in range(1, 21):
        asked(memory, other)
    assert not asked(memory, 0)


@given(st.lists(st.integers(0, 40)), st.integers(1, 8))
def test_it_never_holds_more_than_two_generations(keys: list[int], limit: int) -> None:
    """Young and old entries are at most `limit` each, and what is known is what was kept."""
    memory: Lately[int, str] = Lately(limit)
    for key in keys:
        asked(memory, key)
        assert len(memory) <= limit
        assert memory[key] == str(key)
