"""The shape of a language's cue words, compiled once; the words stand in the language's own module."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from bot.model import Stance
from bot.stories.wording import pattern


class Side(StrEnum):
    """Where the speaker of a cue stands."""

    BEFORE = "before"
    AFTER = "after"
    #: After it in a verb-first sentence, before it in a headline.
    EITHER = "either"
    #: The cue itself names the speaker ("military sources said").
    OWN = "own"
    NOWHERE = "nowhere"


@dataclass(frozen=True, slots=True)
class Cue:
    """A set of phrases with one stance and one place for the speaker."""

    stance: Stance
    side: Side
    found: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class CueWords:
    """All cues of one language, in the order in which they are tried."""

    void: re.Pattern[str]
    unsaid: re.Pattern[str]
    unconfirmed: re.Pattern[str]
    cues: tuple[Cue, ...]
    #: Verbs of saying: they name the speaker of a plain report.
    saying: tuple[Cue, ...]


def cue(stance: Stance, side: Side, *phrases: str) -> Cue:
    """Phrases that share a stance and a side."""
    return Cue(stance, side, pattern(phrases))


def cue_words(
    *,
    void: Iterable[str],
    unsaid: Iterable[str],
    unconfirmed: Iterable[str],
    cues: Iterable[Cue],
    saying: Iterable[Cue],
) -> CueWords:
    """Compile a language's lists."""
    order = (Stance.RETRACTS, Stance.DENIES, Stance.CONFIRMS, Stance.CLAIMS)
    ranked = sorted(cues, key=lambda each: order.index(each.stance))
    return CueWords(pattern(void), pattern(unsaid), pattern(unconfirmed), tuple(ranked), tuple(saying))
