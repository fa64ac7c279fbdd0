"""The shape of a language's counting, compiled when first used; the words stand in the language's own module.

Patterns are matched on a sentence of folded words in which every amount stands as `#0`, `#1` and so on; in a
pattern `Q` is an amount that is counted.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from bot.language import fold
from bot.model import Bound, Counted
from bot.stories.wording import lazily, source_of

#: Patterns with what they count; None takes an amount out that counts nothing of interest.
Rule = tuple[Counted | None, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class CountGrammar:
    """One language."""

    #: Values of number words, and what multiplies the number before it.
    values: Mapping[str, int]
    scales: Mapping[str, int]
    #: Between the parts of a number ("two hundred and five").
    joint: frozenset[str]
    #: "dozens" as (pattern, its size).
    orders: tuple[tuple[re.Pattern[str], int], ...]
    #: "About a hundred" in one word, as (pattern, value).
    roundly: tuple[tuple[re.Pattern[str], int], ...]
    #: What stands right before or behind an amount.
    before: tuple[tuple[re.Pattern[str], Bound], ...]
    behind: tuple[tuple[re.Pattern[str], Bound], ...]
    #: Words between the two ends of a range.
    ranges: re.Pattern[str]
    #: A word before or behind a number that makes it a date, an age, a share, a rank or a sum of money.
    no_amount_before: re.Pattern[str]
    no_amount_behind: re.Pattern[str]
    #: Sentences that tell of other times.
    background: re.Pattern[str]
    #: In order; the first that fits an amount decides.
    rules: tuple[tuple[Counted | None, re.Pattern[str]], ...]
    #: Words that mean two of something, with the singular.
    duals: Mapping[str, str] = field(default_factory=dict)


def starting(phrases: Iterable[str]) -> re.Pattern[str]:
    """A pattern for the words that follow an amount."""
    listed = tuple(phrases)
    return lazily(lambda: f"^{source_of(listed)}")


def ending(phrases: Iterable[str]) -> re.Pattern[str]:
    """A pattern for the words that stand before an amount."""
    listed = tuple(phrases)
    return lazily(lambda: f"{source_of(listed)}$")


def number_words(text: str) -> dict[str, int]:
    """A table from `word=1 other=2`, folded."""
    return {fold(word): int(value) for word, _, value in (pair.partition("=") for pair in text.split())}


def rules(listed: Iterable[Rule]) -> tuple[tuple[Counted | None, re.Pattern[str]], ...]:
    """The rules of a language; see the module's docstring for Q."""
    return tuple((counted, _rule(phrases)) for counted, phrases in listed)


def _rule(phrases: Iterable[str]) -> re.Pattern[str]:
    listed = tuple(phrases)
    return lazily(lambda: _numbered(listed))


def _numbered(phrases: Iterable[str]) -> str:
    # Letters are folded on the way, so amounts go as signs.
    parts = source_of(phrase.replace("Q", "<0>") for phrase in phrases).split("<0>")
    return "".join(rf"{part}#(?P<q{number}>\d+)" for number, part in enumerate(parts[:-1])) + parts[-1]
