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
    #: Letters of which one must stand in the sentence, or the phrases are not looked for; none for a cue that is cheap.
    near: tuple[str, ...] = ()

    def search(self, flat: str) -> tuple[int, int] | None:
        """Where the first of the phrases stands in the words of a sentence."""
        if self.near and not any(letters in flat for letters in self.near):
            return None
        found = self.found.search(flat)
        return found.span() if found else None


@dataclass(frozen=True, slots=True)
class CueWords:
    """All cues of one language, in the order in which they are tried."""

    void: re.Pattern[str]
    #: Checks that came to nothing; blanked out too, where one of `checking` stands in the sentence.
    unchecked: re.Pattern[str]
    checking: tuple[str, ...]
    unsaid: re.Pattern[str]
    unconfirmed: re.Pattern[str]
    cues: tuple[Cue, ...]
    #: Verbs of saying: they name the speaker of a plain report.
    saying: tuple[Cue, ...]


def cue(stance: Stance, side: Side, *phrases: str, near: tuple[str, ...] = ()) -> Cue:
    """Phrases that share a stance and a side."""
    return Cue(stance, side, pattern(phrases), near)


def cue_words(
    *,
    void: Iterable[str],
    unsaid: Iterable[str],
    unconfirmed: Iterable[str],
    cues: Iterable[Cue],
    saying: Iterable[Cue],
    unchecked: Iterable[str] = (),
    checking: tuple[str, ...] = (),
) -> CueWords:
    """Compile a language's lists."""
    order = (Stance.RETRACTS, Stance.DENIES, Stance.CONFIRMS, Stance.CLAIMS)
    ranked = sorted(cues, key=lambda each: order.index(each.stance))
    return CueWords(
        void=pattern(void),
        unchecked=pattern(unchecked),
        checking=checking,
        unsaid=pattern(unsaid),
        unconfirmed=pattern(unconfirmed),
        cues=tuple(ranked),
        saying=tuple(saying),
    )
